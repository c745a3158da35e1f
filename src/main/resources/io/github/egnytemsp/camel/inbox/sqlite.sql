-- Tables of the inbox, version 1, for SQLite. They are created at the start if they are missing.
-- To create them yourself, run this file before the first start, as the user of inboxUser or with rights for that user.
-- Times are milliseconds since 1970 (UTC), yes and no are 1 and 0.

create table egnyte_msp_schema (
  version integer not null
);

-- What was received, byte for byte. An event of which malformed says something is none: it goes to no subscription.
create table egnyte_msp_event (
  seq integer primary key autoincrement,
  id text not null unique,
  event_type text,
  reseller_code text,
  event_time bigint,
  stored_at bigint not null,
  body blob not null,
  malformed text
);
create index egnyte_msp_event_stored on egnyte_msp_event (stored_at, seq);
-- The last column is for filters with both: it is read in the index.
create index egnyte_msp_event_type on egnyte_msp_event (event_type, stored_at, seq, reseller_code);
create index egnyte_msp_event_reseller on egnyte_msp_event (reseller_code, stored_at, seq, event_type);
create index egnyte_msp_event_malformed on egnyte_msp_event (stored_at, seq) where malformed is not null;

create table egnyte_msp_subscription (
  name text primary key,
  event_types text not null,
  created_at bigint not null,
  paused integer not null default 0,
  outage_until bigint not null default 0,
  outages integer not null default 0,
  last_success bigint,
  last_error text,
  last_error_at bigint
);

-- One event at one subscription. due_at is 0 until the first failure. suspect: the process ended in its try.
create table egnyte_msp_delivery (
  subscription text not null,
  seq bigint not null,
  stored_at bigint not null,
  state text not null,
  due_at bigint not null default 0,
  attempts integer not null default 0,
  failures integer not null default 0,
  owner text,
  suspect integer not null default 0,
  replayed integer not null default 0,
  updated_at bigint not null,
  primary key (subscription, seq)
) without rowid;
create index egnyte_msp_delivery_event on egnyte_msp_delivery (seq);
create index egnyte_msp_delivery_state on egnyte_msp_delivery (subscription, state, stored_at, seq);
create index egnyte_msp_delivery_fresh on egnyte_msp_delivery (subscription, seq)
  where state = 'waiting' and due_at = 0;
create index egnyte_msp_delivery_due on egnyte_msp_delivery (subscription, due_at, seq)
  where state = 'waiting' and due_at > 0 and suspect = 0;
create index egnyte_msp_delivery_suspect on egnyte_msp_delivery (subscription, due_at, seq)
  where state = 'waiting' and suspect = 1;
create index egnyte_msp_delivery_running on egnyte_msp_delivery (owner)
  where state = 'running';

-- What became of each finished try.
create table egnyte_msp_try (
  subscription text not null,
  seq bigint not null,
  attempt integer not null,
  started_at bigint not null,
  duration bigint not null,
  outcome text,
  error text,
  primary key (subscription, seq, attempt)
) without rowid;
create index egnyte_msp_try_event on egnyte_msp_try (seq);

-- The processes at this database. One whose beat stands still is gone. consumers: the names of their subscriptions.
create table egnyte_msp_replica (
  id text primary key,
  place text,
  beat bigint not null,
  started_at bigint not null,
  consumers text not null default ''
);

-- What one replica does for all.
create table egnyte_msp_lease (
  name text primary key,
  replica text not null
);

-- What is remembered of webhooks and lists.
create table egnyte_msp_state (
  key text primary key,
  value text not null
);

-- Calls of the API by all replicas. token is a hash. told_at: when the API told the count of the day.
create table egnyte_msp_calls (
  token text not null,
  day text not null,
  calls bigint not null,
  told_at bigint not null,
  primary key (token, day)
);
-- Places of calls. holder: the call that has it, until free_at at the longest.
create table egnyte_msp_call_slot (
  token text not null,
  slot integer not null,
  free_at bigint not null,
  changed_at bigint not null,
  holder text,
  primary key (token, slot)
);

-- Changes of agreements that are proposed, and what became of them. line: the agreement's line. Numbers are decimal texts.
-- next_try: until then, its next step belongs to a process, or waits after a failure.
-- gone: the difference has gone since the decision.
create table egnyte_msp_proposal (
  id integer primary key autoincrement,
  line text not null,
  revision integer not null,
  state text not null,
  domain text not null,
  company text not null,
  agreement text not null,
  addition text not null,
  name text not null,
  quantity text not null,
  plan text,
  quantity_from text not null,
  quantity_to text not null,
  unit_price text,
  since bigint not null,
  updated_at bigint not null,
  decided_by text,
  decided_at bigint,
  applied_at bigint,
  attempts integer not null default 0,
  next_try bigint not null default 0,
  note text,
  gone integer not null default 0
);
create unique index egnyte_msp_proposal_active on egnyte_msp_proposal (line)
  where state in ('open', 'approved', 'writing', 'written');
create index egnyte_msp_proposal_line on egnyte_msp_proposal (line, id);

insert into egnyte_msp_schema (version) values (1);
