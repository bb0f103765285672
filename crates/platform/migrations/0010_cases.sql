-- Cases: a matter from intake to answer. How a kind of case goes is data (`case_procedure`); a case keeps the version that it
-- began with.

-- @table case_procedure reference
CREATE TABLE case_procedure (
  kind TEXT NOT NULL,
  version BIGINT NOT NULL,
  title TEXT NOT NULL,
  valid_from BIGINT NOT NULL,
  definition TEXT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT NOT NULL,
  proposed_by BIGINT NOT NULL,
  proposed_by_name TEXT NOT NULL,
  proposed_at BIGINT NOT NULL,
  decided_by BIGINT NOT NULL,
  decided_by_name TEXT NOT NULL,
  decided_at BIGINT NOT NULL,
  decision_note TEXT NOT NULL,
  PRIMARY KEY (kind, version)
);

-- One proposal of a kind at a time.
-- @table case_procedure_pending reference
CREATE TABLE case_procedure_pending (kind TEXT NOT NULL, version BIGINT NOT NULL, PRIMARY KEY (kind));

-- `home` is the union that it was told at, `holder` the one that has it. `person_id` is the reporter's only where the reporter
-- is named openly; a sealed one stands in `case_reporter`. `tick_at` is when the clock speaks next, 0 if it does not.
-- @table case_file aggregate(id)
CREATE TABLE case_file (
  id BIGINT PRIMARY KEY,
  kind TEXT NOT NULL,
  procedure_version BIGINT NOT NULL,
  number TEXT NOT NULL,
  home_id BIGINT NOT NULL,
  home_path TEXT NOT NULL,
  holder_id BIGINT NOT NULL,
  holder_path TEXT NOT NULL,
  holder_role TEXT NOT NULL,
  owner_id BIGINT NOT NULL,
  owner_name TEXT NOT NULL,
  delegate_id BIGINT NOT NULL,
  from_id BIGINT NOT NULL,
  watch_path TEXT NOT NULL,
  step TEXT NOT NULL,
  track TEXT NOT NULL,
  state TEXT NOT NULL,
  title TEXT NOT NULL,
  title_key TEXT NOT NULL,
  body TEXT NOT NULL,
  fields TEXT NOT NULL,
  channel TEXT NOT NULL,
  reporter TEXT NOT NULL,
  person_id BIGINT NOT NULL,
  employer_id BIGINT NOT NULL,
  employer_name TEXT NOT NULL,
  restricted BIGINT NOT NULL,
  received_on BIGINT NOT NULL,
  received_at BIGINT NOT NULL,
  step_at BIGINT NOT NULL,
  clock BIGINT NOT NULL,
  clock_from BIGINT NOT NULL,
  clock_count BIGINT NOT NULL,
  clock_unit TEXT NOT NULL,
  paused_on BIGINT NOT NULL,
  due_on BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  tick_at BIGINT NOT NULL,
  mark BIGINT NOT NULL,
  late BIGINT NOT NULL,
  climbed BIGINT NOT NULL,
  closed_on BIGINT NOT NULL,
  closed_at BIGINT NOT NULL,
  rating BIGINT NOT NULL,
  reopened BIGINT NOT NULL,
  merged_into BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  version BIGINT NOT NULL
);
-- What is to be done, soonest first: of a place, of a person, and of everybody.
CREATE INDEX case_file_holder ON case_file (holder_path, due_at, id) WHERE state IN ('open', 'paused');
CREATE INDEX case_file_owner ON case_file (owner_id, due_at, id) WHERE state IN ('open', 'paused');
CREATE INDEX case_file_delegate ON case_file (delegate_id, due_at, id) WHERE delegate_id <> 0;
CREATE INDEX case_file_due ON case_file (due_at, id) WHERE state IN ('open', 'paused');
CREATE INDEX case_file_home ON case_file (home_path, id);
CREATE INDEX case_file_held ON case_file (holder_path, id);
CREATE INDEX case_file_closed ON case_file (kind, closed_on, id) WHERE closed_on > 0;
CREATE INDEX case_file_received ON case_file (kind, received_on, id);
CREATE INDEX case_file_title ON case_file (title_key, id);
CREATE INDEX case_file_employer ON case_file (employer_id, id) WHERE employer_id <> 0;
CREATE INDEX case_file_tick ON case_file (tick_at, id) WHERE tick_at > 0;

-- @table case_number lookup(number)
CREATE TABLE case_number (number TEXT NOT NULL, case_id BIGINT NOT NULL, PRIMARY KEY (number));

-- Who told it, sealed; nothing of it stands anywhere else for a confidential reporter.
-- @table case_reporter aggregate(case_id)
CREATE TABLE case_reporter (case_id BIGINT PRIMARY KEY, sealed BYTES NOT NULL);

-- From a reporter to the own cases, by keyed digest of the person or the phone.
-- @table case_reporter_lookup aggregate(digest)
CREATE TABLE case_reporter_lookup (digest BYTES NOT NULL, case_id BIGINT NOT NULL, PRIMARY KEY (digest, case_id));

-- Unions tied to what is complained about: nobody from there sees the case.
-- @table case_tie aggregate(case_id)
CREATE TABLE case_tie (case_id BIGINT NOT NULL, path TEXT NOT NULL, PRIMARY KEY (case_id, path));

-- Values of fields that are searched for: choices, days, numbers, names.
-- @table case_value aggregate(case_id)
CREATE TABLE case_value (
  case_id BIGINT NOT NULL,
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (case_id, field, value)
);
CREATE INDEX case_value_field ON case_value (field, value, case_id);

-- Those to whom a restricted case is open.
-- @table case_named aggregate(case_id)
CREATE TABLE case_named (case_id BIGINT NOT NULL, account_id BIGINT NOT NULL, PRIMARY KEY (case_id, account_id));

-- What happened, in order. `plain` is what the reporter reads; empty if it is not for the reporter.
-- @table case_event aggregate(case_id)
CREATE TABLE case_event (
  case_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  deed TEXT NOT NULL,
  title TEXT NOT NULL,
  step TEXT NOT NULL,
  by_kind TEXT NOT NULL,
  by_id BIGINT NOT NULL,
  by_name TEXT NOT NULL,
  holder_name TEXT NOT NULL,
  note TEXT NOT NULL,
  plain TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (case_id, id)
);

-- Opinions asked of other unions (会签).
-- @table case_opinion aggregate(case_id)
CREATE TABLE case_opinion (
  case_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  union_id BIGINT NOT NULL,
  union_path TEXT NOT NULL,
  union_name TEXT NOT NULL,
  question TEXT NOT NULL,
  asked_by BIGINT NOT NULL,
  asked_by_name TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  due_on BIGINT NOT NULL,
  answer TEXT NOT NULL,
  answered_by BIGINT NOT NULL,
  answered_by_name TEXT NOT NULL,
  answered_at BIGINT NOT NULL,
  PRIMARY KEY (case_id, id)
);
CREATE INDEX case_opinion_waiting ON case_opinion (union_path, due_on, id) WHERE answered_at = 0;

-- Cases that have to do with each other; both directions are rows.
-- @table case_link aggregate(case_id)
CREATE TABLE case_link (
  case_id BIGINT NOT NULL,
  other_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (case_id, other_id)
);

-- Each mark of a clock that was reached, once: 1 half, 2 the end, 3 and on a place higher.
-- @table case_mark aggregate(case_id)
CREATE TABLE case_mark (
  case_id BIGINT NOT NULL,
  clock BIGINT NOT NULL,
  mark BIGINT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (case_id, clock, mark)
);

-- Who stands in for whom, day by day.
-- @table case_deputy aggregate(account_id)
CREATE TABLE case_deputy (
  account_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  account_name TEXT NOT NULL,
  deputy_id BIGINT NOT NULL,
  deputy_name TEXT NOT NULL,
  valid_from BIGINT NOT NULL,
  valid_to BIGINT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (account_id, id)
);
CREATE INDEX case_deputy_deputy ON case_deputy (deputy_id, valid_to);
