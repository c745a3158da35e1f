// One event: what came, and each try at each subscription.

import { post } from './api.js';
import { askToForgetOne } from './changes.js';
import { foreign, foreignLong, h, icon, onAction, show } from './dom.js';
import { Feed } from './feed.js';
import { ago, duration, number, shortId, when } from './format.js';
import { fieldText, pretty } from './json-text.js';
import { act, button, tell } from './notices.js';
import { nextTry, stateOf, testBadge } from './timeline.js';
import { visible } from './visible.js';
import { plural, typeInWords } from './words.js';

/** A longer payload is cut until somebody asks for all. */
const CHARACTERS_SHOWN = 20_000;
/** Of one event there may be 60 and more; the last ones say what is wrong now. */
const TRIES_SHOWN = 5;

const region = (id) => document.getElementById(id);

let id = '';
let whole = false;
let last = null;

const feed = new Feed('the event', () => 'events/' + encodeURIComponent(id), (event, changed, text) => {
  last = { event, text };
  showEvent();
});
feed.failed = (error) => {
  if (error.status === 404 || error.status === 400) {
    last = null;
    show(region('event-title'), 'No such event');
    show(region('event-facts'), h('div', null, h('dt', null, 'Id'), h('dd', null, foreign(id))));
    show(region('event-deliveries'), h('p.problem', null, foreign(error.message)));
    region('event-content').hidden = true;
    document.dispatchEvent(new Event('title-changed'));
  }
};

export const eventView = {
  view: region('view-event'),
  title: () => region('event-title').textContent,
  enter(parameters, wanted) {
    if (wanted !== id) {
      id = wanted;
      whole = false;
      last = null;
      show(region('event-title'), 'Event ' + shortId(id));
      show(region('event-facts'));
      show(region('event-deliveries'), h('p', null, 'Reading…'));
      region('event-content').hidden = true;
    }
    feed.start();
  },
  leave: () => feed.stop(),
  refresh: () => feed.now(),
};

function showEvent() {
  const { event } = last;
  const fact = (label, value) => h('div', null, h('dt', null, label), h('dd', null, value));
  show(region('event-title'), foreign(typeInWords(event.eventType)), ' ', testBadge(event));
  show(region('event-facts'),
    event.eventType && fact('Type', h('code', null, foreignLong(event.eventType))),
    fact('Id', [h('code.whole-id', { 'data-testid': 'event-id' }, event.eventId), ' ', button('copy-id', 'Copy id')]),
    event.resellerCode && fact('Reseller', foreignLong(event.resellerCode)),
    event.eventTime && fact('Happened', when(event.eventTime)),
    fact('Stored', [when(event.storedAt), ' ', h('span.ago', null, ago(event.storedAt))]),
    event.malformed && fact('Why it is not an event', foreignLong(event.malformed, 600)));
  show(region('event-deliveries'), event.deliveries?.length > 0 ? event.deliveries.map(delivery)
    : h('p.empty', null, event.malformed ? 'What is not an event goes to no subscription.' : 'No subscription had it.'));
  showContent();
  document.dispatchEvent(new Event('title-changed'));
}

function delivery(one) {
  const tries = (one.tries ?? []).toReversed();
  return h('section.delivery', { 'data-key': one.subscription, 'data-testid': 'delivery-' + one.subscription },
    h('div.head', null, h('h3', null, foreign(one.subscription)), stateOf(one, false),
      button('handle-again', 'Handle again', { subject: one.subscription })),
    nextTry(one) && h('p', null, 'Next try: ', nextTry(one)),
    one.failures > 0 && h('p', null, number(one.failures) + ' ' + plural(one.failures, 'failure counts', 'failures count')
      + ' for giving up.'),
    tries.length > 0 && h('ol.tries', null, tries.slice(0, TRIES_SHOWN).map(tryRow)),
    tries.length > TRIES_SHOWN && h('details', null,
      h('summary', null, number(tries.length - TRIES_SHOWN) + ' earlier'),
      h('ol.tries', null, tries.slice(TRIES_SHOWN).map(tryRow))));
}

function tryRow({ attempt, startedAt, duration: took, outcome, error }) {
  return h('li.try', { 'data-key': attempt + ' ' + startedAt, 'data-testid': 'try' },
    h('p', null, h('strong', null, 'Try ' + number(attempt)), ' ', when(startedAt)),
    h('p', null, 'took ' + duration(took)),
    error ? h('p.state.failed', null, icon('cross'), h('span', null, 'Failed: ', foreignLong(error, 400)))
      : h('p.state.handled', null, icon('check'), h('span', null, outcome ? foreignLong(outcome, 400) : 'Handled')));
}

function showContent() {
  const { event, text } = last;
  let content = '';
  let title = 'Payload';
  if (event.malformed) {
    title = event.bodyBase64 ? 'What came, in base64' : 'What came';
    content = visible(event.bodyBase64 ?? event.body ?? '');
  } else {
    content = pretty(fieldText(text, 'event') ?? '');
  }
  const cut = !whole && content.length > CHARACTERS_SHOWN;
  region('event-content').hidden = content === '';
  show(region('content-title'), title);
  show(region('payload'), cut ? content.slice(0, CHARACTERS_SHOWN) + '…' : content);
  show(region('payload-more'), cut && h('button.plain', { type: 'button', 'data-action': 'show-payload' },
    `Show all ${number(content.length)} characters`));
}

onAction('show-payload', () => {
  whole = true;
  showContent();
  region('payload').focus();
});

onAction('copy-id', async () => {
  const { eventId } = last.event;
  try {
    await navigator.clipboard.writeText(eventId);
    tell('The id was copied.');
  } catch {
    // not over plain http from another machine: then it is selected, for the keyboard
    getSelection().selectAllChildren(document.querySelector('[data-testid=event-id]'));
    tell('The id is selected. Copy it with the keyboard.');
  }
});

onAction('handle-again', (element) => {
  const subscription = element.dataset.subject;
  const { eventId } = last.event;
  act(element, 'Asking…', `${subscription} does not handle it again.`, async () => {
    const { replayed } = await post('replay', { eventId, subscription });
    feed.now();
    return replayed > 0 ? `${subscription} handles the event again.`
      : `Nothing to do at ${subscription}: the event waits already, or its type is not wanted there.`;
  });
});

onAction('forget-event', () => askToForgetOne(last?.event.eventId ?? id));
