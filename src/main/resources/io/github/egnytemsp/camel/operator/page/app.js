// What is shown is in the address: it can be linked, and the browser's buttons work.

import { agreements } from './agreements.js';
import { eventView } from './event.js';
import { eventsView } from './events.js';
import { forgetErrors } from './notices.js';
import { overview } from './overview.js';
import { begin } from './session.js';

const PRODUCT = 'Egnyte MSP events';

let current = null;
let address = '';
const places = new Map();

function route() {
  const [path, parameters = ''] = location.hash.replace(/^#/, '').split('?', 2);
  const event = /^\/events\/([0-9a-f]{8,64})$/.exec(path);
  if (event) {
    return { to: eventView, id: event[1] };
  }
  if (path === '/agreements') {
    return { to: agreements };
  }
  return path === '/events' ? { to: eventsView, parameters: new URLSearchParams(parameters) } : { to: overview };
}

function go() {
  const { to, parameters = new URLSearchParams(), id } = route();
  const before = current;
  places.set(address, scrollY);
  address = location.hash;
  before?.leave();
  current = to;
  for (const view of [overview, eventsView, eventView, agreements]) {
    view.view.hidden = view !== to;
  }
  for (const link of document.querySelectorAll('nav a')) {
    if (link.dataset.view === to.view.id) {
      link.setAttribute('aria-current', 'page');
    } else {
      link.removeAttribute('aria-current');
    }
  }
  document.querySelectorAll('dialog.question').forEach((dialog) => dialog.close());
  to.enter(parameters, id);
  showTitle();
  if (before && before !== to) {
    forgetErrors();
    arrive(before, to);
  }
}

/** Back in the list, the reader is where they were; in a new view, at its heading. */
function arrive(before, to) {
  const opened = before === eventView && to.view.querySelector(`a[href="${CSS.escape(cameFrom)}"]`);
  (opened || to.view.querySelector('h1')).focus({ preventScroll: true });
  scrollTo(0, before === eventView ? places.get(address) ?? 0 : 0);
}

let cameFrom = '';

function showTitle() {
  document.title = current.title() + ' · ' + PRODUCT;
}

addEventListener('hashchange', () => {
  cameFrom = address;
  go();
});
document.addEventListener('title-changed', showTitle);
document.addEventListener('changed', () => current.refresh());
document.getElementById('skip').addEventListener('click', (event) => {
  // a fragment is a view here
  event.preventDefault();
  document.getElementById('main').focus();
});

history.scrollRestoration = 'manual';
go();
begin();
