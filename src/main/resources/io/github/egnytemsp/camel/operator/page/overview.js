// The first screen: is all well? If not, what to do.

import { ApiError, get, post, query } from './api.js';
import { showDays } from './chart.js';
import { Question } from './dialogs.js';
import { foreign, foreignLong, h, icon, onAction, show } from './dom.js';
import { Feed } from './feed.js';
import { field } from './filters.js';
import { ZONE, age, ago, number, retention, serverTimeIs, today, when } from './format.js';
import { act, button } from './notices.js';
import { firstSession } from './session.js';
import { showTimeline } from './timeline.js';
import { PHASES, plural } from './words.js';

const DAYS_EVERY = 60_000;
const MOST_OF_TODAY = 30;

const region = (id) => document.getElementById(id);

let status = null;
let subscriptions = null;

const problemsFeed = new Feed('the problems', () => 'problems', showProblems);
const statusFeed = new Feed('the status', () => 'status', (answer) => {
  status = answer;
  serverTimeIs(answer.now);
  showTiles();
});
const subscriptionsFeed = new Feed('the subscriptions', () => 'subscriptions', (answer) => {
  subscriptions = answer;
  showTiles();
  showSubscriptions();
});
const todayFeed = new Feed('the events of today', () => 'events?' + query({
  since: today().toISOString(), limit: MOST_OF_TODAY }), showToday);
const daysFeed = new Feed('the last 30 days', () => 'days?' + query({ days: 30, zone: ZONE }),
  (days) => showDays(region('days'), days), DAYS_EVERY);
const feeds = [problemsFeed, statusFeed, subscriptionsFeed, todayFeed, daysFeed];

/** What was well before may be wrong now: an old answer says nothing good. */
problemsFeed.failed = (error) => {
  if (error.status !== 401) {
    region('health').className = 'health plain';
    show(region('health-icon'), icon('dash'));
    show(region('health-title'), 'Not known');
    show(region('health-text'), 'What is wrong cannot be read now.');
    document.dispatchEvent(new Event('title-changed'));
  }
};

export const overview = {
  view: region('view-overview'),
  title: () => region('health-title').textContent,
  enter: () => feeds.forEach((feed) => feed.start()),
  leave: () => feeds.forEach((feed) => feed.stop()),
  refresh: () => feeds.forEach((feed) => feed.now()),
};

function showProblems(problems) {
  const errors = problems.some((problem) => problem.severity === 'error');
  const tone = problems.length === 0 ? 'good' : errors ? 'bad' : 'warn';
  region('health').className = 'health ' + tone;
  show(region('health-icon'), icon(tone === 'good' ? 'check' : 'warn'));
  show(region('health-title'), problems.length === 0
    ? 'All is well' : number(problems.length) + ' ' + plural(problems.length, 'problem', 'problems'));
  show(region('health-text'), problems.length === 0
    ? 'Events arrive, and every subscription handles them.' : '');
  show(region('problems'), problems.map((problem) => h('li.' + (problem.severity === 'error' ? 'bad' : 'warn'), {
    'data-key': problem.id, 'data-problem': problem.id, 'data-testid': 'problem',
  },
  h('p.problem-text', null, h('strong', null, problem.severity === 'error' ? 'Error: ' : 'Warning: '),
    foreignLong(problem.text, 600)),
  problem.todo && h('p.todo', null, foreignLong(problem.todo, 600)),
  eventsOf(problem),
  problem.since && h('p.since', null, 'Since ', when(problem.since), ' · ', ago(problem.since)))));
  document.dispatchEvent(new Event('title-changed'));
}

/** Where the events of a problem are. */
function eventsOf({ id }) {
  const [kind, subscription] = id.split(':');
  const state = { 'subscription-failed': 'failed', 'subscription-failing': 'waiting', 'oldest-waiting': 'waiting',
    malformed: 'malformed' }[kind];
  return state && h('p', null, h('a', { href: '#/events?' + query({ subscription, state }) }, 'Show these events',
    subscription && h('span.visually-hidden', null, ' of ' + subscription)));
}

function tile(id, label, value, details, tone = 'plain') {
  return h('section.tile.' + tone, { 'data-key': id, 'data-testid': 'tile-' + id, 'aria-labelledby': 'tile-' + id },
    h('h3', { id: 'tile-' + id }, label), h('p.value', null, value), details);
}

function showTiles() {
  if (!status) {
    return;
  }
  show(region('tiles'), webhookTile(status.webhook ?? {}), tokenTile(status.token ?? {}), lastEventTile(status),
    subscriptions && waitingTile(), subscriptions && failedTile(), callsTile(status.calls ?? {}), inboxTile(status.inbox ?? {}));
  show(region('replica'), status.replica ? ['Replica ', foreign(status.replica)] : '');
}

function webhookTile(webhook) {
  const kept = webhook.registration === 'ensure';
  const phase = webhook.listening === false ? { word: 'Not listening', tone: 'bad' }
    : kept ? PHASES[webhook.phase] ?? { word: webhook.phase ?? 'Unknown', tone: 'plain' }
      : { word: 'Not checked', tone: 'plain' };
  return tile('webhook', 'Webhook', phase.word, [
    webhook.status && h('p', null, 'Egnyte says: ', foreign(webhook.status)),
    webhook.problem && h('p', null, foreignLong(webhook.problem)),
    webhook.url && h('p.address', null, foreign(webhook.url)),
    kept ? h('p', null, 'Last check: ', webhook.checkedAt ? age(webhook.checkedAt) : 'none yet')
      : h('p', null, 'registration=none: nobody checks whether Egnyte has the webhook.'),
    webhook.lastDelivery && h('p', null, 'Last delivery: ', age(webhook.lastDelivery)),
    answers(webhook.deliveries ?? {}),
    kept && h('div.buttons', null, button('check-webhook', 'Check now'), button('rotate', 'Rotate secret…')),
  ], phase.tone);
}

function answers(deliveries) {
  const counts = Object.entries(deliveries).filter(([, count]) => count > 0);
  return counts.length > 0 && h('p', null, 'Deliveries since the start: ',
    counts.map(([answer, count], place) => [place > 0 && ', ', number(count) + ' ', foreign(answer.replaceAll('_', ' '))]));
}

function tokenTile(token) {
  const end = token.expires ?? token.mayExpire;
  return tile('token', 'Access token', token.issued ? ago(token.issued).replace(' ago', ' old') : 'Age not known', [
    token.warning && h('p', null, foreign(token.warning)),
    token.issued && h('p', null, 'Issued: ', when(token.issued)),
    end && h('p', null, token.expires ? 'Ends: ' : 'May end: ', age(end)),
  ], token.warning ? 'warn' : 'plain');
}

function lastEventTile({ inbox = {} }) {
  return tile('last-event', 'Last event', inbox.lastStored ? ago(inbox.lastStored) : 'None yet',
    inbox.lastStored && h('p', null, when(inbox.lastStored)));
}

function waitingTile() {
  const waiting = subscriptions.reduce((sum, { waiting: count }) => sum + (count ?? 0), 0);
  const oldest = subscriptions.map((subscription) => subscription.oldestWaiting).filter(Boolean).sort()[0];
  return tile('waiting', 'Waiting', number(waiting), oldest
    ? h('p', null, 'The oldest: ', age(oldest)) : h('p', null, 'Nothing waits.'));
}

function failedTile() {
  const failed = subscriptions.reduce((sum, { failed: count }) => sum + (count ?? 0), 0);
  return tile('failed', 'Given up', number(failed), failed > 0
    ? h('p', null, h('a', { href: '#/events?state=failed', 'data-testid': 'show-failed' }, 'Show them'))
    : h('p', null, 'Nothing was given up.'), failed > 0 ? 'bad' : 'plain');
}

function callsTile({ today: made, perDay }) {
  if (perDay === undefined || perDay === 0) {
    return tile('calls', 'Calls left today', 'No limit set', made !== undefined && h('p', null, number(made) + ' made today.'));
  }
  const left = Math.max(0, perDay - (made ?? 0));
  return tile('calls', 'Calls left today', number(left), [
    h('progress', { max: perDay, value: Math.min(made ?? 0, perDay), 'aria-label': 'Calls made today' }),
    h('p', null, made === undefined ? 'None made yet.' : `${number(made)} of ${number(perDay)} made. The day ends at 00:00 UTC.`),
  ], left <= perDay / 10 ? 'warn' : 'plain');
}

function inboxTile(inbox) {
  const down = inbox.reachable === false;
  return tile('inbox', 'Database', down ? 'Not reachable' : 'Reachable', [
    inbox.database && h('p', null, foreign(inbox.database)),
    inbox.problem && h('p', null, foreignLong(inbox.problem)),
    inbox.retention !== undefined && h('p', null, 'Handled events are kept: ' + retention(inbox.retention)),
    inbox.oldest && h('p', null, 'The oldest event: ', when(inbox.oldest)),
    inbox.malformed > 0 && h('p', null, h('a', { href: '#/events?state=malformed', 'data-testid': 'show-malformed' },
      number(inbox.malformed) + ' malformed ' + plural(inbox.malformed, 'delivery', 'deliveries'))),
  ], down ? 'bad' : 'plain');
}

function showSubscriptions() {
  show(region('subscriptions'), subscriptions.length === 0
    ? h('li.empty', null, 'No route reads the inbox yet. Switch on a sink, such as sink-mail.yaml.')
    : subscriptions.map(subscription));
}

function stateOfSubscription({ paused, consumers, outageUntil, lastErrorAt, lastSuccess }) {
  if (paused) {
    return { word: 'Paused: its events wait', tone: 'warn', icon: 'pause' };
  }
  if (consumers === 0) {
    return { word: 'No consumer', tone: 'bad', icon: 'cross' };
  }
  if (outageUntil) {
    return { word: 'The other side is down', tone: 'bad', icon: 'warn' };
  }
  return lastErrorAt && (!lastSuccess || lastErrorAt > lastSuccess)
    ? { word: 'The last try failed', tone: 'warn', icon: 'warn' } : { word: 'Works', tone: 'good', icon: 'check' };
}

function subscription(one) {
  const { name } = one;
  const state = stateOfSubscription(one);
  const link = (filter, text) => h('a', { href: '#/events?' + query({ subscription: name, state: filter }) }, text,
    h('span.visually-hidden', null, ` ${filter === 'failed' ? 'given up' : filter} at ${name}`));
  const fact = (label, value) => h('div', null, h('dt', null, label), h('dd', null, value));
  return h('li.subscription.' + state.tone, { 'data-key': name, 'data-testid': 'subscription-' + name },
    h('div.head', null,
      h('h3', null, foreign(name)),
      h('p.condition', { 'data-testid': 'condition-' + name }, icon(state.icon), state.word),
      one.paused ? button('resume', 'Resume', { subject: name, tone: 'primary' }) : button('pause', 'Pause', { subject: name })),
    h('dl', null,
      fact('Waiting', one.waiting > 0 ? link('waiting', number(one.waiting)) : '0'),
      fact('Given up', one.failed > 0 ? link('failed', number(one.failed)) : '0'),
      fact('Handled', number(one.handled ?? 0)),
      fact('Consumers', number(one.consumers ?? 0)),
      fact('Oldest waiting', one.oldestWaiting ? age(one.oldestWaiting) : 'none'),
      fact('Last success', one.lastSuccess ? age(one.lastSuccess) : 'none yet'),
      one.outageUntil && fact('Asks again', age(one.outageUntil))),
    // to resume what is not paused ends the wait for the other side
    one.outageUntil && !one.paused && h('p', null, button('resume', 'Try now', { subject: name })),
    one.lastError && h('div.last-error', null, h('p', null, 'Last error, ', one.lastErrorAt ? age(one.lastErrorAt) : 'at an unknown time'),
      h('p', null, foreignLong(one.lastError))),
    one.eventTypes?.length > 0 && h('p.types', null, 'Wants: ', one.eventTypes.map((type, place) => [
      place > 0 && ', ', h('code', null, foreign(type))])));
}

function showToday(events, changed) {
  if (!changed) {
    return;
  }
  const list = region('today');
  if (events.length === 0) {
    show(list, h('p.empty', null, 'No event has come today.'));
  } else {
    showTimeline(list, events);
  }
  region('today-more').href = '#/events?' + query({ since: today().toISOString() });
}

for (const [action, doing, done] of [['pause', 'Pausing…', 'is paused. Its events wait.'], ['resume', 'Resuming…', 'goes on.']]) {
  onAction(action, (element) => {
    const name = element.dataset.subject;
    act(element, doing, `Could not ${action} ${name}.`, async () => {
      await post(`subscriptions/${encodeURIComponent(name)}/${action}`);
      problemsFeed.now();
      subscriptionsFeed.now();
      return `The subscription ${name} ${done}`;
    });
  });
}

onAction('check-webhook', (element) => act(element, 'Checking…', 'The webhook was checked, and is not right.', async () => {
  const webhook = await post('webhook/check');
  statusFeed.now();
  problemsFeed.now();
  if (webhook.phase === 'FAILED') {
    throw new ApiError(200, webhook.problem ?? '');
  }
  return 'The webhook was checked: ' + (PHASES[webhook.phase]?.word ?? webhook.phase ?? 'done') + '.';
}));

onAction('rotate', () => {
  const secret = h('input', {
    type: 'password', name: 'secret', id: 'rotate-secret', autocomplete: 'off', required: true, minlength: 16, maxlength: 512,
    spellcheck: 'false', 'aria-describedby': 'rotate-hint', pattern: '[\\x21-\\x2b\\x2d-\\x7e]+',
  });
  const question = new Question('rotate-dialog', 'Rotate the secret', 'Rotate the secret', [
    h('p', null, 'Egnyte gets the new secret at once. This process accepts it, and the old one until the next start.'),
    h('p', null, h('strong', null, 'Copy it first. '), 'Before the next start, put it first into the setting ',
      h('code', null, 'egnyte-msp.webhook.token'), ', as ', h('code', null, 'new,old'),
      ', on each machine. A start accepts what stands there, and nothing else.'),
    field('New secret', secret),
    h('p.hint', { id: 'rotate-hint' }, '16 to 512 letters, digits and signs, without spaces and commas. It is not shown again.'),
    h('div.buttons', null,
      h('button.plain', { type: 'button', 'data-action': 'make-secret' }, 'Make one'),
      h('button.plain', { type: 'button', 'data-action': 'show-secret', 'aria-pressed': 'false' }, 'Show')),
  ]);
  question.ready(async () => {
    const result = await post('webhook/rotate', { secret: secret.value });
    secret.value = '';
    statusFeed.now();
    problemsFeed.now();
    return ['The secret was rotated', result.action && [': ', foreign(result.action)], '.',
      result.problem && [' ', foreign(result.problem)], result.todo && [' ', foreign(result.todo)]];
  }, 'Rotate the secret', 'Rotating…');
});

onAction('make-secret', () => {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  document.getElementById('rotate-secret').value = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  revealSecret(document.querySelector('[data-action=show-secret]'), true);
});

onAction('show-secret', (element) => revealSecret(element, element.getAttribute('aria-pressed') !== 'true'));

function revealSecret(element, shown) {
  document.getElementById('rotate-secret').type = shown ? 'text' : 'password';
  element.setAttribute('aria-pressed', String(shown));
}

/** The names of the subscriptions, for those who let somebody choose. */
export async function subscriptionNames() {
  await firstSession;
  subscriptions ??= await get('subscriptions');
  return subscriptions.map(({ name }) => name);
}
