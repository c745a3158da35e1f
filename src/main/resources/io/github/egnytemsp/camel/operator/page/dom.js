// Builds and updates the document. Text goes in as text nodes only, so that no field of an event can be markup.

import { visible } from './visible.js';

const SVG = 'http://www.w3.org/2000/svg';

/**
 * An element.
 *
 * @param tag        name and classes, such as 'p.note'
 * @param attributes null, undefined and false leave an attribute out, true sets it empty
 * @param children   nodes, texts and arrays of them; null, undefined and false are left out
 */
export function h(tag, attributes, ...children) {
  return built(tag, (name) => document.createElement(name), attributes, children);
}

/** The same for a picture. */
export function svg(tag, attributes, ...children) {
  return built(tag, (name) => document.createElementNS(SVG, name), attributes, children);
}

function built(tag, create, attributes, children) {
  const [name, ...classes] = tag.split('.');
  const element = create(name);
  if (classes.length > 0) {
    element.setAttribute('class', classes.join(' '));
  }
  for (const [attribute, value] of Object.entries(attributes ?? {})) {
    if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(attribute, value === true ? '' : value);
    }
  }
  element.append(...present(children));
  return element;
}

function present(children) {
  return children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false && child !== '');
}

/** A symbol of index.html. It says nothing that the words beside it do not say. */
export function icon(name) {
  return svg('svg.icon', { 'aria-hidden': 'true', focusable: 'false' }, svg('use', { href: '#icon-' + name }));
}

/** A text of somebody else's: it does not change the direction of what is around it. */
export function foreign(text, attributes) {
  return h('bdi', attributes, visible(String(text)));
}

/** The beginning of a text of somebody else's, where all of it is one click away. */
export function foreignBeginning(text, length) {
  return foreign(text.length <= length ? text : beginning(text, length) + '…');
}

/** A long text of somebody else's: its beginning, and all of it on demand. */
export function foreignLong(text, length = 240) {
  const characters = String(text);
  if (characters.length <= length) {
    return foreign(characters);
  }
  return h('details.long', null,
    h('summary', null, foreign(beginning(characters, length)), ' ', h('span.more', null, '… show all')),
    foreign(characters, { class: 'whole', tabindex: '0' }));
}

/** Never cuts a character that is a pair in two. */
function beginning(text, length) {
  const cut = text.slice(0, length);
  return /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut;
}

/**
 * Makes the children of an element like the wanted ones, and leaves alone what is so already: what has the focus, is
 * open, selected or scrolled stays so. Children with a data-key are found again by it.
 */
export function show(parent, ...wanted) {
  merge(parent, present(wanted).map((child) => child instanceof Node ? child : document.createTextNode(child)));
}

function merge(parent, wanted) {
  const keys = new Set(wanted.map(keyOf).filter(Boolean));
  const old = new Map();
  for (const child of [...parent.childNodes]) {
    const key = keyOf(child);
    if (key && !keys.has(key)) {
      child.remove();
    } else if (key) {
      old.set(key, child);
    }
  }
  let at = parent.firstChild;
  for (const node of wanted) {
    const key = keyOf(node);
    const same = key ? old.get(key) : at && !keyOf(at) ? at : null;
    if (same && same.nodeName === node.nodeName) {
      if (same !== at) {
        parent.insertBefore(same, at);
      }
      patch(same, node);
      at = same.nextSibling;
    } else {
      parent.insertBefore(node, at);
    }
  }
  while (at) {
    const next = at.nextSibling;
    at.remove();
    at = next;
  }
}

function keyOf(node) {
  return node.nodeType === Node.ELEMENT_NODE ? node.getAttribute('data-key') : null;
}

function patch(old, node) {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.nodeValue !== node.nodeValue) {
      old.nodeValue = node.nodeValue;
    }
    return;
  }
  for (const { name } of [...old.attributes]) {
    // whether it is open is the reader's choice
    if (!node.hasAttribute(name) && name !== 'open') {
      old.removeAttribute(name);
    }
  }
  for (const { name, value } of [...node.attributes]) {
    if (old.getAttribute(name) !== value) {
      old.setAttribute(name, value);
    }
  }
  merge(old, [...node.childNodes]);
}

const actions = new Map();

/** What a button with data-action=NAME does. One listener for all: buttons may be replaced at any time. */
export function onAction(name, does) {
  actions.set(name, does);
}

document.addEventListener('click', (click) => {
  const button = click.target.closest('[data-action]');
  if (button && button.getAttribute('aria-disabled') !== 'true') {
    actions.get(button.dataset.action)?.(button);
  }
});
