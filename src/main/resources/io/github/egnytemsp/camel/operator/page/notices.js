// Says what became of what somebody did, and that data are old.

import { ApiError } from './api.js';
import { foreign, h, icon, onAction, show } from './dom.js';
import { clockText } from './format.js';

const SHOWN_FOR = 10_000;

/** Good news go by themselves. */
export function tell(...content) {
  const notice = h('div.notice.good', { 'data-testid': 'notice' }, icon('check'), h('p', null, content), closing());
  document.getElementById('notices').append(notice);
  setTimeout(() => notice.remove(), SHOWN_FOR);
}

/** Bad news stay until somebody has read them. */
export function tellError(what, error) {
  document.getElementById('alerts').append(h('div.notice.bad', { 'data-testid': 'error-notice' },
    icon('warn'), h('p', null, what, ' ', foreign(error.message)), closing()));
}

/** They were about another view. */
export function forgetErrors() {
  document.getElementById('alerts').replaceChildren();
}

function closing() {
  return h('button.quiet', { type: 'button', 'data-action': 'close-notice', 'aria-label': 'Close this notice' }, icon('cross'));
}

onAction('close-notice', (button) => button.closest('.notice').remove());

const pending = new Map();

/**
 * A button that says what it waits for. It keeps the focus meanwhile, so it is not disabled.
 *
 * @param action  what it does
 * @param subject to what, if there are several: who cannot see the page hears it too
 */
export function button(action, label, { subject = '', tone = 'plain' } = {}) {
  const key = action + ':' + subject;
  return h('button.' + tone, {
    type: 'button',
    'data-action': action,
    'data-subject': subject || null,
    'data-pending': key,
    'data-testid': subject ? action + '-' + subject : action,
    ...(pending.has(key) ? { 'aria-disabled': 'true', 'aria-busy': 'true' } : {}),
  }, h('span', { 'data-label': label }, pending.get(key) ?? label), subject && h('span.visually-hidden', null, ' ' + subject));
}

/** Does what a button is for, and says what became of it. */
export async function act(element, doing, what, work) {
  const key = element.dataset.pending;
  if (pending.has(key)) {
    return;
  }
  pending.set(key, doing);
  mark(key, doing);
  try {
    const content = await work();
    tell(content);
  } catch (error) {
    if (!(error instanceof ApiError)) {
      throw error;
    }
    tellError(what, error);
  } finally {
    pending.delete(key);
    mark(key, null);
  }
}

function mark(key, doing) {
  for (const element of document.querySelectorAll('[data-pending="' + CSS.escape(key) + '"]')) {
    const label = element.querySelector('[data-label]');
    label.textContent = doing ?? label.dataset.label;
    if (doing) {
      element.setAttribute('aria-disabled', 'true');
      element.setAttribute('aria-busy', 'true');
    } else {
      element.removeAttribute('aria-disabled');
      element.removeAttribute('aria-busy');
    }
  }
}

const failing = new Map();
let lastGood = null;

/** Something was read. */
export function isFresh(name) {
  lastGood = Date.now();
  failing.delete(name);
  showAge();
}

/** Something could not be read: what is shown of it is old. */
export function isOld(name, error) {
  failing.set(name, error);
  showAge();
}

/** Nobody looks at it any more. */
export function isGone(name) {
  failing.delete(name);
  showAge();
}

function showAge() {
  const bar = document.getElementById('stale');
  const updated = document.getElementById('updated');
  const since = lastGood === null ? '' : ' What you see is from ' + clockText(lastGood) + '.';
  const silent = [...failing.values()].some((error) => error.status === 0);
  bar.hidden = failing.size === 0;
  if (silent) {
    show(bar, icon('warn'), h('p', null, 'The server does not answer.' + since + ' The page goes on trying.'));
  } else if (failing.size > 0) {
    show(bar, icon('warn'), h('div', null,
      [...failing].map(([name, error]) => h('p', { 'data-key': name }, 'Cannot read ' + name + ': ', foreign(error.message)))));
  } else {
    show(bar);
  }
  show(updated, lastGood === null ? 'Not read yet' : failing.size > 0
    ? 'Old: ' + clockText(lastGood) : 'Updated ' + clockText(lastGood));
  updated.classList.toggle('old', failing.size > 0);
}
