// Asks the server. Every address is relative to the page's own.

const LONGEST_WAIT = 30_000;
const TOKEN_HEADER = 'X-Egnyte-Msp-Operator';

/** What the server did not do, and why. Status 0: it did not answer. */
export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

let token = '';
let sessionEnded = () => {};

/** Called when the server does not know the session any more. */
export function onSessionEnd(listener) {
  sessionEnded = listener;
}

/** The text of an answer, for those who must not lose a digit of it. */
export async function getText(path, signal) {
  try {
    return await answerOf(await ask(path, { signal }));
  } catch (error) {
    throw error.status === 401 ? ended() : error;
  }
}

export async function get(path, signal) {
  return parsed(await getText(path, signal));
}

/** Changes something. The session may be another one since, by another tab or a restart: then with its token. */
export async function post(path, body = {}) {
  const old = token;
  try {
    return await change(path, body);
  } catch (error) {
    if (![401, 403].includes(error.status) || !await isRenewed(old)) {
      throw error.status === 401 ? ended() : error;
    }
    return change(path, body);
  }
}

async function isRenewed(old) {
  try {
    return (await session()).token !== old;
  } catch {
    return false;
  }
}

function ended() {
  sessionEnded();
  return new ApiError(401, 'The session has ended. Log in and try again.');
}

/** The session that the browser's cookie stands for. */
export async function session() {
  return opened(parsed(await answerOf(await ask('session'))));
}

export async function login(name, password) {
  return opened(parsed(await answerOf(await send('login', { name, password }))));
}

function opened(answer) {
  token = answer.token ?? '';
  return answer;
}

async function change(path, body) {
  return parsed(await answerOf(await send(path, body)));
}

function send(path, body) {
  return ask(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', [TOKEN_HEADER]: token },
    body: JSON.stringify(body),
  });
}

async function ask(path, { signal, headers, ...options } = {}) {
  const longest = AbortSignal.timeout(LONGEST_WAIT);
  try {
    return await fetch('api/' + path, {
      ...options,
      headers: { Accept: 'application/json', ...headers },
      credentials: 'same-origin',
      cache: 'no-store',
      redirect: 'error',
      signal: signal ? AbortSignal.any([signal, longest]) : longest,
    });
  } catch {
    throw new ApiError(0, 'The server does not answer.');
  }
}

async function answerOf(response) {
  let text;
  try {
    text = await response.text();
  } catch {
    throw new ApiError(0, 'The server does not answer.');
  }
  if (response.ok) {
    return text;
  }
  throw new ApiError(response.status, messageOf(text) ?? 'The server answered ' + response.status + '.');
}

function messageOf(text) {
  try {
    return JSON.parse(text).error?.message;
  } catch {
    return null;
  }
}

export function parsed(text) {
  try {
    return text === '' ? {} : JSON.parse(text);
  } catch {
    throw new ApiError(502, 'The answer is not JSON.');
  }
}

/** Filters as a query; blank ones are left out. */
export function query(filters) {
  return new URLSearchParams(Object.entries(filters).filter(([, value]) => value !== '' && value != null)).toString();
}
