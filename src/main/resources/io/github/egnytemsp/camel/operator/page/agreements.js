// What differs between Egnyte and the agreements, and what is to be done about it.

import { ApiError, post, query } from './api.js';
import { Question } from './dialogs.js';
import { foreign, foreignLong, h, icon, onAction, show } from './dom.js';
import { Feed } from './feed.js';
import { ago, number, when } from './format.js';
import { act, button } from './notices.js';
import { PROPOSAL_STATES, QUANTITIES } from './words.js';

const SHOWN = 200;

const region = (id) => document.getElementById(id);

let report = null;
let proposals = null;

const reportFeed = new Feed('the comparison', () => 'agreements', (answer) => {
  report = answer;
  showReport();
  showProposals();
});
const proposalsFeed = new Feed('the proposals', () => 'proposals?' + query({ limit: SHOWN }), (answer) => {
  proposals = answer;
  showProposals();
});
const feeds = [reportFeed, proposalsFeed];

export const agreements = {
  view: region('view-agreements'),
  title: () => 'Agreements',
  enter: () => feeds.forEach((feed) => feed.start()),
  leave: () => feeds.forEach((feed) => feed.stop()),
  refresh: () => feeds.forEach((feed) => feed.now()),
};

function showReport() {
  const { at, allAgree, enabled, running, summary } = report;
  show(region('agreements-report'),
    !enabled && h('p', null, 'Agreements are not compared: ', h('code', null, 'agreements.enabled'), ' is false.'),
    enabled && !at && !running && h('p', null, 'Nothing was compared yet.'),
    running && h('p', { 'data-testid': 'agreements-running' },
      `Comparing: ${number(running.compared)} of ${number(running.lines)} lines, since `, when(running.since)),
    at && h('p.' + (allAgree ? 'good' : 'warn'), { 'data-testid': 'agreements-summary' },
      icon(allAgree ? 'check' : 'warn'), ' ', foreignLong(summary, 600)),
    at && h('p.note', null, 'Compared ', when(at), ' · ', ago(at)),
    at && list('Not compared', report.unknown.map((line) => [
      foreign(`${line.domain}, agreement ${line.agreement}, addition ${line.addition}: `), foreignLong(line.reason)])),
    at && list('Billed by Egnyte, and not in the mapping', report.unmapped.map((name) => foreign(name))),
    at && list('Plans with power users that no domain has', report.plans.filter(({ unallocated }) => unallocated > 0)
      .map((plan) => [foreign(plan.planName), `: ${number(plan.unallocated)} of ${number(plan.powerUsers)}`])),
    enabled && report.reportOnly && h('p', { 'data-testid': 'report-only' }, 'Nothing can be approved: ',
      h('code', null, 'agreements.reportOnly'), ' is true.'),
    enabled && h('div.buttons', null, button('compare', 'Compare now')));
}

function list(title, items) {
  return items.length > 0 && [h('h3', null, title), h('ul', null, items.map((item) => h('li', null, item)))];
}

function showProposals() {
  if (!proposals || !report) {
    return;
  }
  const open = proposals.filter(({ state }) => state === 'open');
  const decided = proposals.filter(({ state }) => state !== 'open');
  show(region('proposals-open'), open.length === 0
    ? h('p.empty', null, 'No change waits for a decision.') : open.map(proposal));
  show(region('proposals-decided'), decided.length === 0
    ? h('p.empty', null, 'Nothing was decided yet.') : decided.map(proposal));
}

function proposal(one) {
  const state = PROPOSAL_STATES[one.state] ?? { word: one.state, tone: 'plain' };
  return h('section.card.' + state.tone, { 'data-key': one.id, 'data-testid': 'proposal-' + one.id, 'aria-labelledby': 'proposal-' + one.id },
    h('h3', { id: 'proposal-' + one.id }, foreign(one.domain), ': ', change(one)),
    h('p', { 'data-testid': 'state-of-' + one.id }, state.word, money(one) && [' · ', money(one)]),
    one.decidedBy && h('p', null, 'Decided by ', foreign(one.decidedBy), ', ', when(one.decidedAt)),
    one.note && h('p', null, foreignLong(one.note, 400)),
    h('p.since', null, 'Agreement ', foreign(one.agreement), ', addition ', foreign(one.addition), ' · differs since ', when(one.since)),
    one.state === 'open' && h('div.buttons', null,
      !report.reportOnly && button('approve', 'Approve…', { subject: String(one.id), tone: 'primary' }),
      button('refuse', 'Refuse…', { subject: String(one.id) })));
}

function change(one) {
  return [foreign(one.name || QUANTITIES[one.quantity] || one.quantity), ` from ${number(one.from)} to ${number(one.to)}`];
}

/** As it came: money is not calculated with here. */
function money({ amount }) {
  return amount !== undefined && h('strong', null, (amount.startsWith('-') ? '' : '+') + amount, ' a billing period');
}

onAction('compare', (element) => act(element, 'Comparing…', 'The agreements could not be compared.', async () => {
  const found = await post('agreements/compare');
  agreements.refresh();
  return foreign(found.summary);
}));

for (const [action, title, result] of [
  ['approve', 'Approve this change', 'was approved'], ['refuse', 'Refuse this change', 'was refused']]) {
  onAction(action, (element) => {
    const one = proposals.find(({ id }) => String(id) === element.dataset.subject);
    const question = new Question(action + '-dialog', title, title, [
      h('p', null, foreign(one.domain), ': ', h('strong', null, change(one)), money(one) && [', ', money(one)], '.'),
      h('p', null, 'Agreement ', foreign(one.agreement), ', addition ', foreign(one.addition), '.'),
      h('p', null, action === 'approve'
        ? 'Both sides are read again first. If a number has changed, nothing is written.'
        : 'It is proposed again when a number changes.'),
    ]);
    question.ready(async () => {
      try {
        const then = await post(`proposals/${one.id}/${action}`, { revision: one.revision });
        return [`Proposal ${number(one.id)} ${result}. It is ${(PROPOSAL_STATES[then.state]?.word ?? then.state).toLowerCase()}.`,
          then.note && [' ', foreign(then.note)]];
      } catch (error) {
        if (error instanceof ApiError && error.status === 409) {
          throw new ApiError(409, error.message + '. Close this, and look at the new numbers.');
        }
        throw error;
      } finally {
        agreements.refresh();
      }
    }, title, action === 'approve' ? 'Writing…' : 'Refusing…');
  });
}
