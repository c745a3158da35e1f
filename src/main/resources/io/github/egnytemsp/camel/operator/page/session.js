// Who is logged in. The login lies over the view, which stays as it is under it.

import { ApiError, login, onSessionEnd, post, session } from './api.js';
import { foreign, onAction, show } from './dom.js';
import { continueFeeds, stopFeeds } from './feed.js';
import { isGone, isOld, tellError } from './notices.js';

const TRY_AGAIN = 5_000;
const SESSION = 'the session';

const dialog = document.getElementById('login');
const form = document.getElementById('login-form');
const problem = document.getElementById('login-error');
const submit = document.getElementById('login-submit');

let needed = false;
let looking = false;
let open;

/** Kept when there is a session: who asks before is only told that there is none. */
export const firstSession = new Promise((resolve) => {
  open = resolve;
});

/** Goes on if the browser has a session, or the server opens one without a password; else asks for the password. */
export async function begin(why = '') {
  if (looking) {
    return;
  }
  looking = true;
  stopFeeds();
  try {
    opened(await session());
    isGone(SESSION);
  } catch (error) {
    if (!(error instanceof ApiError)) {
      throw error;
    }
    if (error.status === 401) {
      isGone(SESSION);
      ask(why);
    } else {
      isOld(SESSION, error);
      setTimeout(begin, TRY_AGAIN, why);
    }
  } finally {
    looking = false;
  }
}

function opened(answer) {
  needed = false;
  open();
  if (dialog.open) {
    dialog.close();
  }
  form.reset();
  show(problem);
  show(document.getElementById('user'), answer.user ? foreign(answer.user) : '');
  document.getElementById('logout').hidden = answer.passwordNeeded === false;
  continueFeeds();
}

function ask(why) {
  if (needed) {
    return;
  }
  needed = true;
  document.getElementById('login-why').textContent = why;
  dialog.showModal();
  document.getElementById('login-password').focus();
}

onSessionEnd(() => begin('The session has ended. Log in to go on where you were.'));

// somebody may have logged in in another tab
document.addEventListener('visibilitychange', () => {
  if (needed && !document.hidden) {
    begin();
  }
});

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  if (submit.getAttribute('aria-disabled') === 'true') {
    return;
  }
  const fields = new FormData(form);
  submit.setAttribute('aria-disabled', 'true');
  submit.textContent = 'Checking the password…';
  show(problem);
  try {
    opened({ passwordNeeded: true, ...await login(fields.get('name').trim(), fields.get('password')) });
  } catch (error) {
    show(problem, foreign(error.message));
    form.elements.password.select();
  } finally {
    submit.removeAttribute('aria-disabled');
    submit.textContent = 'Log in';
  }
});

dialog.addEventListener('cancel', (event) => event.preventDefault());
// a browser closes it at the second Escape whatever the listener above says
dialog.addEventListener('close', () => {
  if (needed) {
    dialog.showModal();
  }
});

onAction('logout', async () => {
  stopFeeds();
  try {
    await post('logout');
    // nothing of what was shown stays in the page
    location.reload();
  } catch (error) {
    tellError('Could not log out.', error);
    continueFeeds();
  }
});
