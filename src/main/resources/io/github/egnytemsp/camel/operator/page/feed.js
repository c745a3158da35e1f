// Keeps what is shown up to date: one request at a time, and only while somebody can see the page.

import { ApiError, getText, parsed } from './api.js';
import { isFresh, isGone, isOld } from './notices.js';

const EVERY = 5_000;
/** A slow answer is asked for less often, so that an open page costs the server a twentieth of one core at most. */
const PAUSE_PER_ANSWER = 20;

const running = new Set();

export class Feed {
  #name;
  #path;
  #show;
  #every;
  #timer;
  #request;
  #last;

  /**
   * @param name what is read, in words
   * @param path gives the address; asked each time, as 'today' changes
   * @param show gets the answer, whether it differs from the one before, and its text
   */
  constructor(name, path, show, every = EVERY) {
    this.#name = name;
    this.#path = path;
    this.#show = show;
    this.#every = every;
  }

  start() {
    running.add(this);
    this.#last = undefined;
    this.now();
  }

  stop() {
    running.delete(this);
    this.#cancel();
    isGone(this.#name);
  }

  /** Reads at once: an answer that is under way may be older than what somebody has just changed. */
  now() {
    this.#cancel();
    if (running.has(this) && !document.hidden && !stopped) {
      this.#round();
    }
  }

  pause() {
    this.#cancel();
  }

  #cancel() {
    clearTimeout(this.#timer);
    this.#request?.abort();
    this.#request = undefined;
  }

  async #round() {
    const request = new AbortController();
    this.#request = request;
    const began = performance.now();
    let text;
    let answer;
    let error;
    try {
      text = await getText(this.#path(), request.signal);
      answer = parsed(text);
    } catch (e) {
      error = e;
    }
    if (request.signal.aborted) {
      return;
    }
    const took = performance.now() - began;
    this.#timer = setTimeout(() => this.now(), Math.max(this.#every, took * PAUSE_PER_ANSWER));
    if (error) {
      this.#failed(error);
      return;
    }
    const changed = text !== this.#last;
    this.#last = text;
    isFresh(this.#name);
    this.#show(answer, changed, text);
  }

  #failed(error) {
    if (!(error instanceof ApiError)) {
      throw error;
    }
    // the login says so
    if (error.status !== 401) {
      isOld(this.#name, error);
    }
    this.failed?.(error);
  }
}

let stopped = false;

/** While nobody is logged in nothing is asked. */
export function stopFeeds() {
  stopped = true;
  running.forEach((feed) => feed.pause());
}

export function continueFeeds() {
  stopped = false;
  running.forEach((feed) => feed.now());
}

document.addEventListener('visibilitychange', () => {
  running.forEach((feed) => document.hidden ? feed.pause() : feed.now());
});
