// Events as a time line: when, what, and what became of each at each subscription.

import { foreign, foreignBeginning, foreignLong, h, icon, show } from './dom.js';
import { clockText, dayText, shortId, timeOfDay, when } from './format.js';
import { STATES, TEST_RESELLER_CODE, familyOf, typeInWords } from './words.js';

/** Whether somebody sent it from here to see whether everything works. */
export function isTest(event) {
  return event.resellerCode === TEST_RESELLER_CODE;
}

export function testBadge(event) {
  return isTest(event) && h('span.badge', { 'data-testid': 'test-badge' }, 'Test');
}

/** Events, newest first, by day. */
export function showTimeline(parent, events) {
  const days = [];
  for (const event of events) {
    const day = dayText(event.storedAt);
    if (days.at(-1)?.day !== day) {
      days.push({ day, events: [] });
    }
    days.at(-1).events.push(event);
  }
  show(parent, days.map(({ day, events: ofDay }) => h('section.day', { 'data-key': day },
    h('h3', null, day),
    h('ol.timeline', null, ofDay.map(row)))));
}

function row(event) {
  const words = typeInWords(event.eventType);
  return h('li.event.' + (event.malformed ? 'malformed' : familyOf(event.eventType ?? '')), {
    'data-key': event.seq,
    'data-testid': 'event',
    'data-event-id': event.eventId,
  },
  h('div.at', null, timeOfDay(event.storedAt)),
  h('div.what', null,
    h('p.title', null,
      h('a', { href: '#/events/' + event.eventId, 'data-testid': 'event-link' }, foreign(words)),
      testBadge(event)),
    h('p.facts', null,
      event.eventType && h('code', null, foreignBeginning(event.eventType, 120)),
      h('span.id', null, h('span.visually-hidden', null, 'Id '), shortId(event.eventId)),
      event.resellerCode && h('span', null, 'Reseller ', foreignBeginning(event.resellerCode, 60)))),
  h('div.became', null, event.malformed
    ? h('p.state.failed', null, icon('warn'), h('span', null, foreignLong(event.malformed, 120)))
    : deliveries(event)));
}

function deliveries(event) {
  return event.deliveries?.length > 0
    ? h('ul.deliveries', null, event.deliveries.map((delivery) => h('li', { 'data-key': delivery.subscription },
      stateOf(delivery))))
    : h('p.none', null, 'No subscription had it');
}

/** What became of it at a subscription: in words, with a symbol and a colour. */
export function stateOf(delivery, withName = true) {
  const state = STATES[delivery.state] ?? { word: delivery.state, icon: 'dash' };
  const again = delivery.state === 'waiting' && delivery.attempts > 0
    ? delivery.nextTry ? ', next try ' + clockText(new Date(delivery.nextTry)) : ', to be tried again' : '';
  return h('span.state.' + delivery.state, {
    'data-testid': 'state',
    'data-subscription': delivery.subscription,
    'data-state': delivery.state,
  }, icon(state.icon), h('span', null, withName && [foreign(delivery.subscription), ' '],
    h('span.word', null, state.word + again), delivery.replayed && ' (again)'));
}

export function nextTry(delivery) {
  return delivery.state === 'waiting' && delivery.nextTry ? when(delivery.nextTry) : null;
}
