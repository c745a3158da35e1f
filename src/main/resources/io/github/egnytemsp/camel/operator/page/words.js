// What the page says of types, families and states. Everything else is said where it is shown.

export const FAMILIES = ['trials', 'revenue', 'invoices', 'users', 'account'];

export const FAMILY_WORDS = {
  trials: 'Trials',
  revenue: 'Revenue',
  invoices: 'Invoices and payment',
  users: 'Users and sign-in',
  account: 'Account',
};

const TYPES = {
  RESELLER_CREATED_CONNECT_TRIAL: 'A Connect trial was created',
  RESELLER_CREATED_PROTECT_TRIAL: 'A Protect trial was created',
  RESELLER_CONVERTED_CONNECT_TRIAL_TO_PAID: 'A Connect trial became a paid subscription',
  RESELLER_CONVERTED_PROTECT_TRIAL_TO_PAID: 'A Protect trial became a paid subscription',
  RESELLER_CONNECT_TRIAL_EXPIRED: 'A Connect trial expired',
  RESELLER_MRR_CHANGED: 'The monthly recurring revenue changed',
  RESELLER_UPSELL_INVOICE_GENERATED: 'An upsell invoice was made',
  RESELLER_RECURRING_INVOICE_GENERATED: 'A recurring invoice was made',
  RESELLER_INVOICE_EDITED: 'An invoice was edited',
  RESELLER_INVOICE_PAID: 'An invoice was paid',
  RESELLER_CC_ADDED: 'A credit card was added',
  RESELLER_PVI_ADDED: 'A PVI was added',
  USER_ADDED: 'A user was added',
  USER_TFA_ENABLED: 'Two-factor authentication was enabled for a user',
  USER_TFA_ENROLLED: 'A user set up two-factor authentication',
  RESELLER_TFA_ENABLED: 'Two-factor authentication was enabled',
  RESELLER_TFA_ENROLLED: 'Two-factor authentication was set up',
  RESELLER_FIRST_LOGIN: 'The first login to the Reseller Dashboard',
  RESELLER_PROFILE_UPDATED: 'The profile was updated',
  RESELLER_LINK_NFR_MANUALLY: 'An NFR domain was linked by hand',
};

export const KNOWN_TYPES = Object.keys(TYPES);

export const DEFAULT_TEST_TYPE = 'RESELLER_PROFILE_UPDATED';

/** Of test events: no reseller has it. */
export const TEST_RESELLER_CODE = 'EGNYTE-MSP-TEST';

/** What a line has room for. A type may be of any length. */
const LONGEST_TYPE = 100;

/** What happened. A type that Egnyte added later is told by its name. */
export function typeInWords(type) {
  if (!type) {
    return 'Not an event';
  }
  if (Object.hasOwn(TYPES, type)) {
    return TYPES[type];
  }
  const words = type.toLowerCase().replaceAll('_', ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1, LONGEST_TYPE) + (words.length > LONGEST_TYPE ? '…' : '');
}

/** By the name, so that it holds for types that Egnyte adds later. */
export function familyOf(type) {
  if (/^RESELLER_.*TRIAL/.test(type)) {
    return 'trials';
  }
  if (/MRR/.test(type)) {
    return 'revenue';
  }
  if (/INVOICE|_CC_|_PVI_/.test(type)) {
    return 'invoices';
  }
  return /^USER_|TFA/.test(type) ? 'users' : 'account';
}

/** States of an event at a subscription: word, icon. */
export const STATES = {
  waiting: { word: 'waiting', icon: 'clock' },
  running: { word: 'running', icon: 'run' },
  handled: { word: 'handled', icon: 'check' },
  failed: { word: 'given up', icon: 'cross' },
  skipped: { word: 'not wanted', icon: 'dash' },
};

export const STATE_FILTERS = {
  waiting: 'Waiting',
  running: 'Running',
  handled: 'Handled',
  failed: 'Given up',
  skipped: 'Not wanted',
  malformed: 'Malformed: not an event',
};

/** Phases of the webhook: words, tone. */
export const PHASES = {
  STARTING: { word: 'The first check is running', tone: 'plain' },
  RIGHT: { word: 'Right', tone: 'good' },
  DIFFERENT: { word: 'Enabled, stored differently', tone: 'warn' },
  FOLLOWER: { word: 'Another replica checks it', tone: 'good' },
  FAILED: { word: 'Not right', tone: 'bad' },
};

/** What has become of a proposed change of an agreement. */
export const PROPOSAL_STATES = {
  open: { word: 'Waits for a decision', tone: 'warn' },
  approved: { word: 'Approved, and not written yet', tone: 'warn' },
  writing: { word: 'Being written', tone: 'warn' },
  written: { word: 'Written, and its ticket is missing', tone: 'warn' },
  applied: { word: 'Applied', tone: 'good' },
  refused: { word: 'Refused', tone: 'plain' },
  stale: { word: 'Out of date: a number has changed', tone: 'warn' },
  failed: { word: 'Failed', tone: 'bad' },
  closed: { word: 'Closed', tone: 'plain' },
};

/** What of a domain a line of an agreement bills. */
export const QUANTITIES = { powerUsers: 'Power users', standardUsers: 'Standard users' };

export const FILTER_WORDS = {
  eventType: 'type',
  text: 'text',
  state: 'state',
  subscription: 'subscription',
  resellerCode: 'reseller code',
  eventId: 'event id',
  since: 'from',
  until: 'to',
};

export function plural(number, one, many) {
  return number === 1 ? one : many;
}
