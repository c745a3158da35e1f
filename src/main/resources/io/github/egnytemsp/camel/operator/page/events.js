// Finds events.

import { ApiError, get, query } from './api.js';
import { askToForget, askToReplay } from './changes.js';
import { foreign, h, onAction, show } from './dom.js';
import { Feed } from './feed.js';
import { TIMES, fromFields, inWords, options, toField, typeGroups } from './filters.js';
import { number } from './format.js';
import { act } from './notices.js';
import { subscriptionNames } from './overview.js';
import { showTimeline } from './timeline.js';
import { FILTER_WORDS, KNOWN_TYPES, plural } from './words.js';

const PAGE = 100;
/** The most that the server lists at once. */
const MOST_REFRESHED = 1000;

const form = document.getElementById('filters');
const list = document.getElementById('events');
const more = document.getElementById('load-more');

let filters = {};
let events = [];
let wanted = PAGE;
let asked = PAGE;
let complete = false;

// all that is shown is read again, in one request, and one more: is there more?
const feed = new Feed('the events', () => {
  asked = wanted;
  return 'events?' + query({ ...filters, limit: Math.min(MOST_REFRESHED, asked + 1) });
}, (answer, changed) => {
  if (asked !== wanted) {
    feed.now();
  } else if (changed) {
    take(answer);
    showEvents();
  }
});

function take(answer) {
  if (wanted < MOST_REFRESHED) {
    events = answer.slice(0, wanted);
    complete = answer.length <= wanted;
  } else {
    const last = answer.at(-1)?.seq;
    events = [...answer, ...events.filter((event) => event.seq < last)];
    complete &&= answer.length === MOST_REFRESHED;
  }
}

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
    const chosen = Object.fromEntries([...parameters].filter(([name, value]) => value !== '' && Object.hasOwn(FILTER_WORDS, name)));
    if (query(chosen) !== query(filters)) {
      events = [];
      wanted = PAGE;
      show(list, h('p.empty', { role: 'status' }, 'Looking for events…'));
      more.hidden = true;
    }
    filters = chosen;
    showFilters();
    feed.start();
  },
  leave: () => feed.stop(),
  refresh: () => feed.now(),
};

function showEvents() {
  if (events.length === 0) {
    show(list, h('p.empty', { 'data-testid': 'no-events' }, Object.keys(filters).length > 0
      ? 'No event matches these filters.' : 'No event is stored yet.'));
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
    form.elements[name].value = TIMES.includes(name) && filters[name] ? toField(filters[name]) : filters[name] ?? '';
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

// on a phone the events come first
document.getElementById('filters-shown').open = matchMedia('(min-width: 40rem)').matches;

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const chosen = query(fromFields(form.elements));
  if (chosen === query(filters)) {
    feed.now();
  }
  location.hash = '#/events' + (chosen ? '?' + chosen : '');
});
form.elements.state.addEventListener('change', malformedHasNone);

onAction('clear-filters', () => {
  location.hash = '#/events';
});

onAction('load-more', (element) => {
  const of = filters;
  act(element, 'Loading…', 'Could not load more.', async () => {
    const older = await get('events?' + query({ ...of, before: events.at(-1).seq, limit: PAGE + 1 }));
    if (of !== filters) {
      return 'You are looking at other events now.';
    }
    const last = events.at(-1)?.seq ?? Infinity;
    const added = older.slice(0, PAGE).filter((event) => event.seq < last);
    events = [...events, ...added];
    wanted = Math.max(PAGE, events.length);
    complete = older.length <= PAGE;
    showEvents();
    return `${counted(added.length)} more, ${number(events.length)} in all.`;
  });
});

onAction('replay', () => askToReplay(filters));
onAction('forget', () => askToForget(filters));
