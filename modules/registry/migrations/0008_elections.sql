-- Founding and elections (docs/rules §4.2). The candidates with their votes are one JSON text: they are read and written
-- together.
-- @table union_election aggregate(union_id)
CREATE TABLE union_election (
  union_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  requested_on BIGINT NOT NULL,
  request_number TEXT NOT NULL,
  request_note TEXT NOT NULL,
  started_on BIGINT NOT NULL,
  start_number TEXT NOT NULL,
  method TEXT NOT NULL,
  planned_on BIGINT NOT NULL,
  seats BIGINT NOT NULL,
  entitled BIGINT NOT NULL,
  held_on BIGINT NOT NULL,
  attended BIGINT NOT NULL,
  candidates TEXT NOT NULL,
  reported_on BIGINT NOT NULL,
  approval_number TEXT NOT NULL,
  approved_on BIGINT NOT NULL,
  term_from BIGINT NOT NULL,
  term_to BIGINT NOT NULL,
  note TEXT NOT NULL,
  created_by BIGINT NOT NULL,
  created_by_name TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  finished_at BIGINT NOT NULL,
  PRIMARY KEY (union_id, id)
);
CREATE UNIQUE INDEX union_election_open ON union_election (union_id) WHERE finished_at = 0;

-- Who holds which office in a union, and when.
-- @table union_officer aggregate(union_id)
CREATE TABLE union_officer (
  union_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  post TEXT NOT NULL,
  name TEXT NOT NULL,
  election_id BIGINT NOT NULL,
  valid_from BIGINT NOT NULL,
  valid_to BIGINT NOT NULL,
  PRIMARY KEY (union_id, id)
);

-- Reminders of a term's end that were sent, each once.
-- @table term_reminder aggregate(union_id)
CREATE TABLE term_reminder (
  union_id BIGINT NOT NULL,
  term_to BIGINT NOT NULL,
  days BIGINT NOT NULL,
  sent_at BIGINT NOT NULL,
  PRIMARY KEY (union_id, term_to, days)
);

-- The last day of the term, out of the organisation form, so that terms that are due can be listed.
ALTER TABLE trade_union ADD COLUMN term_to BIGINT NOT NULL DEFAULT 0;
CREATE INDEX trade_union_term ON trade_union (term_to, id);
