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

  get open() {
    return this.#dialog.isConnected;
  }

  /** What happens at the button; null if it cannot be done now. It gives back what to say then, or nothing. */
  ready(does, label) {
    this.#does = does;
    if (label) {
      this.#primary.textContent = label;
    }
    this.#enable();
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
    try {
      const result = await this.#does();
      if (result) {
        this.#done(result);
      }
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

export function field(label, input, hint) {
  return h('label.field', null, h('span.label', null, label), input, hint && h('span.hint', null, hint));
}

export function options(values, chosen) {
  return values.map(([value, word]) => h('option', { value, selected: value === chosen }, word));
}
