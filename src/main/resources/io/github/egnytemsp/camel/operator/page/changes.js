// What changes more than one event: how many is counted before anything is done.

import { ApiError, post, query } from './api.js';
import { Question } from './dialogs.js';
import { h, onAction, show } from './dom.js';
import { field, fromFields, inWords, options, toField, typeGroups } from './filters.js';
import { number, shortId } from './format.js';
import { subscriptionNames } from './overview.js';
import { DEFAULT_TEST_TYPE, KNOWN_TYPES, plural } from './words.js';

const CONFIRMATION = 'forget';
const EVERY_SUBSCRIPTION = 'Every subscription that had them';

/** What is shown may be old now. */
function changed() {
  document.dispatchEvent(new Event('changed'));
}

function events(count) {
  return number(count) + ' ' + plural(count, 'event', 'events');
}

/** Handles again what filters choose. */
export async function askToReplay(filters) {
  const { subscription = '', ...others } = filters;
  const where = h('select', { name: 'subscription' }, h('option', { value: '' }, EVERY_SUBSCRIPTION));
  const question = new Question('replay-dialog', 'Handle again (replay)', 'Handle again', [
    h('p', null, 'Every event that the filters choose goes to the subscription once more: mails are sent again, tickets are written'
      + ' again.'),
    inWords(filters),
    field('At', where),
  ]);
  if (Object.keys(filters).length === 0) {
    question.status(h('p', null, 'Set a filter first: a type, a state, a text or a time.'));
    where.disabled = true;
    return;
  }
  const body = () => where.value ? { ...others, subscription: where.value } : others;
  const count = async () => {
    const asked = body();
    const n = await question.count(async () => (await post('replay', { ...asked, dryRun: true })).wouldReplay,
      (found) => found === 0 ? 'Nothing would be handled again.' : `${events(found)} would be handled again`
        + (where.value ? '.' : ', one that goes to several subscriptions counted for each.'));
    if (n > 0) {
      question.ready(async () => {
        const { replayed } = await post('replay', asked);
        changed();
        return `${events(replayed)} ${plural(replayed, 'is', 'are')} handled again.`;
      }, `Handle ${number(n)} again`, 'Working…');
    }
  };
  where.addEventListener('change', count);
  try {
    const names = await subscriptionNames();
    show(where, h('option', { value: '' }, EVERY_SUBSCRIPTION), options(names.map((name) => [name, name]), subscription));
    where.value = subscription;
  } catch (error) {
    question.problem(error);
    return;
  }
  await count();
}

/** Deletes what belongs to a customer or a person: by text, reseller code and time. Other filters do not count. */
export function askToForget({ text, resellerCode, since, until }) {
  const input = (name, value, attributes) => h('input', { name, value, autocomplete: 'off', ...attributes });
  const time = { type: 'datetime-local', step: 1 };
  const fields = {
    text: input('text', text, { maxlength: 200 }),
    resellerCode: input('resellerCode', resellerCode),
    since: input('since', toField(since), time),
    until: input('until', toField(until), time),
  };
  forget('Forget events', () => fromFields(fields), h('div.fields', null,
    field('Text (customer, person, mail address)', fields.text), field('Reseller code', fields.resellerCode),
    field('From', fields.since), field('To', fields.until)), Object.values(fields));
}

export function askToForgetOne(eventId) {
  forget('Forget this event', () => ({ eventId }), h('p', null, 'Event ', h('code', null, shortId(eventId))), []);
}

function forget(title, chosen, content, inputs) {
  const typed = h('input', {
    name: 'confirmation', 'data-testid': 'forget-confirmation', autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false' });
  const again = h('button.plain', { type: 'button', 'data-testid': 'forget-count' }, 'Count');
  const question = new Question('forget-dialog', title, 'Forget', [
    h('p', null, 'Forgotten events are deleted from the database, with every try, also those that wait. They cannot be brought back.'
      + ' What was sent to other systems stays there.'),
    content,
    inputs.length > 0 && h('div.buttons', null, again),
    field(`Type “${CONFIRMATION}” to confirm`, typed),
  ], 'danger');
  let counted = null;
  const arm = () => {
    if (counted && typed.value.trim().toLowerCase() === CONFIRMATION) {
      const { asked } = counted;
      question.ready(async () => {
        const { forgotten } = await post('forget', asked);
        changed();
        return `${events(forgotten)} ${plural(forgotten, 'was', 'were')} forgotten.`;
      }, 'Forget ' + events(counted.n), 'Forgetting…');
    } else {
      question.ready(null, counted ? 'Forget ' + events(counted.n) : 'Forget');
    }
  };
  const count = async () => {
    const asked = chosen();
    counted = null;
    arm();
    if (Object.keys(asked).length === 0) {
      question.status(h('p', null, 'Filter by a text, a reseller code or a time.'));
      return;
    }
    const n = await question.count(async () => (await post('forget', { ...asked, dryRun: true })).wouldForget,
      (found) => found === 0 ? 'Nothing would be forgotten.' : `${events(found)} would be forgotten.`);
    // what was counted, and nothing else
    counted = n > 0 && query(asked) === query(chosen()) ? { n, asked } : null;
    arm();
  };
  typed.addEventListener('input', arm);
  again.addEventListener('click', count);
  for (const each of inputs) {
    each.addEventListener('input', () => {
      counted = null;
      arm();
      question.status(h('p', null, 'Count first.'));
    });
  }
  count();
}

/** Sends an event that goes through the receiver like a real one. */
onAction('test-event', () => {
  const type = h('select', { name: 'eventType' }, typeGroups(KNOWN_TYPES, DEFAULT_TEST_TYPE));
  const question = new Question('test-event-dialog', 'Send a test event', 'Send it', [
    h('p', null, 'It goes through the receiver and to every subscription that wants its type, like one of Egnyte’s, and is marked as'
      + ' a test: mails are sent, tickets are written.'),
    field('Type', type),
  ]);
  question.ready(async () => {
    const { status, eventId } = await post('test-event', { eventType: type.value });
    changed();
    if (status !== 200) {
      throw new ApiError(status, `The receiver answered ${status}, so the event was not stored. The log has the reason.`);
    }
    return ['The receiver took it. ', h('a', { href: '#/events/' + eventId, 'data-testid': 'test-event-link' },
      'Open event ' + shortId(eventId))];
  }, 'Send it', 'Sending…');
});
