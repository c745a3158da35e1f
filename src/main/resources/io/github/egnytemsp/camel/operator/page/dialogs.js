// Questions before something is done: what, to how many, and what became of it.

import { ApiError } from './api.js';
import { foreign, h, onAction, show } from './dom.js';

let number = 0;

export class Question {
  #dialog;
  #status = h('div.status', { role: 'status', 'data-testid': 'dialog-status' });
  #error = h('p.problem', { role: 'alert', 'data-testid': 'dialog-error' });
  #primary;
  #cancel = h('button.plain', { type: 'button', 'data-action': 'close-dialog', 'data-testid': 'dialog-cancel' }, 'Cancel');
  #content;
  #does = null;
  #busy = false;
  #doing = '';
  #counting = null;

  /**
   * @param id      for tests and styles
   * @param title   what it is about
   * @param label   of the button that does it
   * @param content fields and explanations
   */
  constructor(id, title, label, content, tone = 'primary') {
    const heading = 'dialog-title-' + ++number;
    this.#primary = h('button.' + tone, { type: 'submit', 'data-testid': 'dialog-confirm' }, label);
    this.#content = h('div.content', null, content);
    const form = h('form', null, h('h2', { id: heading }, title), this.#content, this.#status, this.#error,
      h('div.buttons', null, this.#primary, this.#cancel));
    this.#dialog = h('dialog.question', { id, 'aria-labelledby': heading, 'data-testid': id }, form);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#run();
    });
    this.#dialog.addEventListener('cancel', (event) => this.#busy && event.preventDefault());
    this.#dialog.addEventListener('close', () => this.#dialog.remove());
    document.body.append(this.#dialog);
    this.#dialog.showModal();
  }

  /**
   * What happens at the button.
   *
   * @param does  gives back what to say then; null if it cannot be done now
   * @param label of the button
   * @param doing what to say meanwhile
   */
  ready(does, label, doing) {
    this.#does = does;
    this.#doing = doing;
    if (label) {
      this.#primary.textContent = label;
    }
    this.#enable();
  }

  /**
   * Counts, and says how many. Nothing can be done meanwhile.
   *
   * @return the count; 0 if that failed, or somebody counts something else since
   */
  async count(ask, say) {
    const mine = {};
    this.#counting = mine;
    this.ready(null);
    this.problem(null);
    this.status(h('p', null, 'Counting…'));
    try {
      const n = await ask();
      if (this.#counting !== mine) {
        return 0;
      }
      this.status(h('p.count', { 'data-testid': 'dialog-count' }, say(n)));
      return n;
    } catch (error) {
      if (!(error instanceof ApiError)) {
        throw error;
      }
      if (this.#counting === mine) {
        this.status();
        this.problem(error);
      }
      return 0;
    }
  }

  #enable() {
    if (this.#does && !this.#busy) {
      this.#primary.removeAttribute('aria-disabled');
    } else {
      this.#primary.setAttribute('aria-disabled', 'true');
    }
  }

  status(...content) {
    show(this.#status, ...content);
  }

  problem(error) {
    show(this.#error, error ? foreign(error.message) : '');
  }

  async #run() {
    if (!this.#does || this.#busy) {
      return;
    }
    this.#busy = true;
    this.#enable();
    this.problem(null);
    this.status(h('p', null, this.#doing));
    try {
      this.#done(await this.#does());
    } catch (error) {
      if (!(error instanceof ApiError)) {
        throw error;
      }
      this.status();
      this.problem(error);
    } finally {
      this.#busy = false;
      this.#enable();
    }
  }

  #done(result) {
    this.#content.remove();
    this.#primary.remove();
    this.status(h('p.result', { 'data-testid': 'dialog-result' }, result));
    this.#cancel.textContent = 'Close';
    this.#cancel.focus();
  }
}

onAction('close-dialog', (button) => button.closest('dialog').close());
