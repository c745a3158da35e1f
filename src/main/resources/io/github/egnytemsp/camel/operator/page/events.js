// Finds events, and does something with all that are found.

import { ApiError, get, post, query } from './api.js';
import { Question, field, options } from './dialogs.js';
import { foreign, h, onAction, show } from './dom.js';
import { Feed } from './feed.js';
import { fromField, number, shortId, toField, when } from './format.js';
import { act } from './notices.js';
import { subscriptionNames } from './overview.js';
import { showTimeline } from './timeline.js';
import {
  DEFAULT_TEST_TYPE, FAMILIES, FAMILY_WORDS, FILTER_WORDS, KNOWN_TYPES, STATE_FILTERS, familyOf, plural, typeInWords,
} from './words.js';

const PAGE = 100;
/** The most that the server lists at once. */
const MOST_REFRESHED = 1000;
const TIMES = ['since', 'until'];

const form = document.getElementById('filters');
const list = document.getElementById('events');
const more = document.getElementById('load-more');

let filters = {};
let events = [];
let complete = false;

// all that is shown is read again, in one request
const feed = new Feed('the events', () => 'events?' + query({
  ...filters, limit: Math.min(MOST_REFRESHED, Math.max(PAGE, events.length)) }), (answer, changed) => {
  if (changed) {
    const limit = Math.min(MOST_REFRESHED, Math.max(PAGE, events.length));
    const last = answer.at(-1)?.seq;
    // what is older than that was loaded by hand
    events = [...answer, ...answer.length < limit ? [] : events.filter((event) => event.seq < last)];
    complete = answer.length < limit || complete && events.length > answer.length;
    showEvents();
  }
});
feed.failed = (error) => {
  if (error.status === 400) {
    events = [];
    show(list, h('p.problem', { role: 'alert' }, foreign(error.message)));
    more.hidden = true;
  }
};

export const eventsView = {
  view: document.getElementById('view-events'),
  title: () => 'Events',
  enter(parameters) {
    const wanted = Object.fromEntries([...parameters].filter(([name, value]) => value !== '' && name in FILTER_WORDS));
    if (query(wanted) !== query(filters)) {
      events = [];
      show(list, h('p.empty', { role: 'status' }, 'Looking for events…'));
      more.hidden = true;
    }
    filters = wanted;
    showFilters();
    feed.start();
  },
  leave: () => feed.stop(),
  refresh: () => feed.now(),
};

function showEvents() {
  if (events.length === 0) {
    show(list, h('p.empty', { 'data-testid': 'no-events' }, Object.keys(filters).length > 0
      ? 'No event has all of this.' : 'No event is stored yet.'));
  } else {
    showTimeline(list, events);
  }
  more.hidden = complete || events.length === 0;
  show(document.getElementById('shown'), events.length === 0 ? 'No events'
    : complete ? counted(events.length) : `The newest ${counted(events.length)}`);
}

function counted(count) {
  return number(count) + ' ' + plural(count, 'event', 'events');
}

async function showFilters() {
  fillTypes(filters.eventType);
  fillSubscriptions([], filters.subscription);
  for (const name of Object.keys(FILTER_WORDS)) {
    form.elements[name].value = TIMES.includes(name) ? filters[name] ? toField(filters[name]) : '' : filters[name] ?? '';
  }
  malformedHasNone();
  show(document.getElementById('chosen'), Object.keys(filters).length > 0 ? inWords(filters) : 'All events');
  try {
    fillSubscriptions(await subscriptionNames(), filters.subscription);
  } catch (error) {
    // the feed says so
    if (!(error instanceof ApiError)) {
      throw error;
    }
  }
}

/** By family; and one that Egnyte added later, if somebody looks for it. */
function fillTypes(chosen) {
  const types = chosen && !KNOWN_TYPES.includes(chosen) ? [...KNOWN_TYPES, chosen] : KNOWN_TYPES;
  show(form.elements.eventType, h('option', { value: '' }, 'Every type'), typeGroups(types));
}

function typeGroups(types, chosen) {
  return FAMILIES.map((family) => h('optgroup', { label: FAMILY_WORDS[family] },
    options(types.filter((type) => familyOf(type) === family).map((type) => [type, typeInWords(type)]), chosen)));
}

function fillSubscriptions(names, chosen) {
  const all = chosen && !names.includes(chosen) ? [...names, chosen] : names;
  show(form.elements.subscription, h('option', { value: '' }, 'Any'), options(all.map((name) => [name, name])));
  form.elements.subscription.value = chosen ?? '';
}

/** What is no event has no type, no reseller and no subscription. */
function malformedHasNone() {
  const malformed = form.elements.state.value === 'malformed';
  for (const name of ['eventType', 'subscription', 'resellerCode']) {
    form.elements[name].disabled = malformed;
  }
}

function inWords(chosen) {
  const words = Object.entries(chosen).map(([name, value]) => h('li', { 'data-key': name },
    FILTER_WORDS[name] + ': ', h('strong', null, TIMES.includes(name) ? when(value)
      : name === 'eventType' ? foreign(typeInWords(value)) : name === 'state' ? STATE_FILTERS[value] ?? foreign(value)
        : foreign(value))));
  return h('ul.chosen', { 'aria-label': 'Chosen by' }, words);
}

function fromForm() {
  return Object.fromEntries(Object.keys(FILTER_WORDS).map((name) => {
    const { value, disabled } = form.elements[name];
    return [name, disabled ? '' : TIMES.includes(name) ? fromField(value) : value.trim()];
  }).filter(([, value]) => value !== ''));
}

// on a phone the events come first
document.getElementById('filters-shown').open = matchMedia('(min-width: 40rem)').matches;

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const wanted = query(fromForm());
  if (wanted === query(filters)) {
    feed.now();
  }
  location.hash = '#/events' + (wanted ? '?' + wanted : '');
});
form.elements.state.addEventListener('change', malformedHasNone);

onAction('clear-filters', () => {
  location.hash = '#/events';
});

onAction('load-more', (element) => {
  if (!element.dataset.pending) {
    element.dataset.pending = 'load-more:';
  }
  const of = filters;
  act(element, 'Loading…', 'Could not load more.', async () => {
    const older = await get('events?' + query({ ...of, before: events.at(-1).seq, limit: PAGE }));
    if (of !== filters) {
      return 'You are looking at other events now.';
    }
    const last = events.at(-1)?.seq ?? Infinity;
    const added = older.filter((event) => event.seq < last);
    events = [...events, ...added];
    complete = older.length < PAGE;
    showEvents();
    return `${counted(added.length)} more, ${number(events.length)} in all.`;
  });
});

/** Handles again what the filters choose: first how many, then it. */
onAction('replay', async () => {
  const { before, ...chosen } = filters;
  const where = h('select', { name: 'subscription' }, h('option', { value: '' }, 'every subscription that had them'));
  const question = new Question('replay-dialog', 'Handle again (replay)', 'Handle again', [
    h('p', null, 'Every event that the filters choose goes to the subscription once more: mails are sent again, tickets are'
      + ' written again.'),
    Object.keys(chosen).length > 0 && inWords(chosen),
    field('At', where),
  ]);
  if (Object.keys(chosen).length === 0) {
    question.status(h('p', null, 'Choose by something first: a type, a state, a text or a time.'));
    where.disabled = true;
    return;
  }
  let names = [];
  try {
    names = await subscriptionNames();
  } catch (error) {
    question.problem(error);
  }
  show(where, h('option', { value: '' }, 'every subscription that had them'), options(names.map((name) => [name, name])));
  where.value = chosen.subscription ?? '';
  const count = () => countFirst(question, () => {
    const body = { ...chosen };
    delete body.subscription;
    return where.value ? { ...body, subscription: where.value } : body;
  }, {
    path: 'replay',
    count: (answer) => answer.wouldReplay,
    say: (n) => n === 0 ? 'Nothing would be handled again.'
      : `${number(n)} ${plural(n, 'event', 'events')} would be handled again${where.value ? '' : ', counted once for each subscription'}.`,
    label: (n) => n === 0 ? 'Handle again' : `Handle ${number(n)} again`,
    done: (answer) => {
      feed.now();
      return `${number(answer.replayed)} ${plural(answer.replayed, 'event is', 'events are')} handled again.`;
    },
  });
  where.addEventListener('change', count);
  await count();
});

/** Counts what a change would do, and makes the question ready for it. A count that is not the last one is dropped. */
async function countFirst(question, bodyOf, { path, count, say, label, done, may = () => true }) {
  const body = bodyOf();
  const mine = question.counting = {};
  question.ready(null);
  question.problem(null);
  question.status(h('p', null, 'Counting…'));
  try {
    const n = count(await post(path, { ...body, dryRun: true }));
    if (question.counting !== mine || !question.open) {
      return;
    }
    question.status(h('p.count', { 'data-testid': 'dialog-count' }, say(n)));
    question.ready(n > 0 && may() ? async () => {
      question.status(h('p', null, 'Working…'));
      return done(await post(path, body));
    } : null, label(n));
  } catch (error) {
    if (!(error instanceof ApiError)) {
      throw error;
    }
    if (question.counting === mine) {
      question.status();
      question.problem(error);
    }
  }
}

const CONFIRMATION = 'forget';

/** Deletes what belongs to a customer or a person. */
export function askToForget({ eventId, resellerCode, text, since, until }) {
  const input = (name, value, attributes) => h('input', { name, value: value ?? '', autocomplete: 'off', ...attributes });
  const fields = eventId ? {} : {
    text: input('text', text, { maxlength: 200 }),
    resellerCode: input('resellerCode', resellerCode),
    since: input('since', since && toField(since), { type: 'datetime-local', step: 1 }),
    until: input('until', until && toField(until), { type: 'datetime-local', step: 1 }),
  };
  const typed = input('confirmation', '', { 'data-testid': 'forget-confirmation', autocapitalize: 'none', spellcheck: 'false' });
  const question = new Question('forget-dialog', eventId ? 'Forget this event' : 'Forget events', 'Forget', [
    h('p', null, 'Forgotten events are deleted from the database, with every try, also those that wait. They cannot be brought back.'
      + ' What was sent to other systems stays there.'),
    eventId ? h('p', null, 'Event ', h('code', null, shortId(eventId))) : h('div.fields', null,
      field('Text that they hold (customer, person, mail address)', fields.text), field('Reseller code', fields.resellerCode),
      field('From', fields.since), field('To', fields.until)),
    !eventId && h('div.buttons', null, h('button.plain', { type: 'button', 'data-action': 'count-forget',
      'data-testid': 'forget-count' }, 'Count')),
    field(`Type “${CONFIRMATION}” to confirm`, typed),
  ], 'danger');
  let counted = null;
  const body = () => eventId ? { eventId } : Object.fromEntries(Object.entries(fields)
    .map(([name, { value }]) => [name, TIMES.includes(name) ? fromField(value) : value.trim()]).filter(([, value]) => value !== ''));
  const arm = () => question.ready(counted && typed.value.trim().toLowerCase() === CONFIRMATION ? counted.does : null, counted?.label);
  const count = async () => {
    counted = null;
    arm();
    if (Object.keys(body()).length === 0) {
      question.status(h('p', null, 'Choose by a text, a reseller code or a time.'));
      return;
    }
    const asked = body();
    question.problem(null);
    question.status(h('p', null, 'Counting…'));
    try {
      const { wouldForget: n } = await post('forget', { ...asked, dryRun: true });
      if (!question.open || query(asked) !== query(body())) {
        return;
      }
      question.status(h('p.count', { 'data-testid': 'dialog-count' },
        n === 0 ? 'Nothing would be forgotten.' : `${number(n)} ${plural(n, 'event', 'events')} would be forgotten.`));
      counted = n === 0 ? null : {
        label: `Forget ${number(n)} ${plural(n, 'event', 'events')}`,
        does: async () => {
          question.status(h('p', null, 'Forgetting…'));
          const { forgotten } = await post('forget', asked);
          feed.now();
          document.dispatchEvent(new Event('forgotten'));
          return `${number(forgotten)} ${plural(forgotten, 'event was', 'events were')} forgotten.`;
        },
      };
      arm();
    } catch (error) {
      question.status();
      question.problem(error);
    }
  };
  typed.addEventListener('input', arm);
  for (const each of Object.values(fields)) {
    // what was counted is not what would be forgotten now
    each.addEventListener('input', () => {
      counted = null;
      arm();
      question.status(h('p', null, 'Count first.'));
    });
  }
  onAction('count-forget', count);
  count();
}

onAction('forget', () => askToForget(filters.eventId ? { ...filters, eventId: undefined } : filters));

/** Sends an event that goes through the receiver like a real one. */
onAction('test-event', () => {
  const type = h('select', { name: 'eventType' }, typeGroups(KNOWN_TYPES, DEFAULT_TEST_TYPE));
  const question = new Question('test-event-dialog', 'Send a test event', 'Send it', [
    h('p', null, 'It goes through the receiver and to every subscription that wants its type, like one of Egnyte’s, and is marked as'
      + ' a test: mails are sent, tickets are made.'),
    field('Type', type),
  ]);
  question.ready(async () => {
    question.status(h('p', null, 'Sending…'));
    const { status, eventId } = await post('test-event', { eventType: type.value });
    feed.now();
    document.dispatchEvent(new Event('test-event-sent'));
    if (status !== 200) {
      throw new ApiError(status, `The receiver answered ${status}, so the event was not stored. The log has the reason.`);
    }
    return ['The receiver took it. ', h('a', { href: '#/events/' + eventId, 'data-testid': 'test-event-link' },
      'Open event ' + shortId(eventId))];
  });
});

