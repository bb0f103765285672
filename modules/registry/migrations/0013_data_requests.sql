-- What members ask about the own data (docs/rules §25), and what becomes of people who have left.

-- A request of a member: a correction or erasure. `fields` is JSON without sealed values: field, value at asking, wanted
-- value; of a document number it holds the masked ones. `wanted_number` is sealed, and gone when the request is answered.
-- @table data_request aggregate(person_id)
CREATE TABLE data_request (
  person_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  union_id BIGINT NOT NULL,
  union_path TEXT NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  fields TEXT NOT NULL,
  document_id BIGINT NOT NULL,
  document_kind TEXT NOT NULL,
  wanted_number BYTES,
  evidence TEXT NOT NULL,
  reason TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  due_on BIGINT NOT NULL,
  reminded_at BIGINT NOT NULL,
  answered_at BIGINT NOT NULL,
  answered_by BIGINT NOT NULL,
  answered_name TEXT NOT NULL,
  answer TEXT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (person_id, id)
);
CREATE UNIQUE INDEX data_request_open ON data_request (person_id, kind) WHERE state = 'open';
CREATE INDEX data_request_state ON data_request (state, due_on, id);
CREATE INDEX data_request_place ON data_request (union_path, state, due_on, id);

-- When a person's data was erased; 0 for everybody else.
ALTER TABLE person ADD COLUMN erased_at BIGINT NOT NULL DEFAULT 0;

-- Memberships that have ended, by the day: whose time of keeping is over.
CREATE INDEX membership_ended ON membership (valid_to, person_id) WHERE valid_to < 99991231;

-- One run of the erasure of people who have left: by which rule, and how many.
-- @table retention_run aggregate(id)
CREATE TABLE retention_run (
  id BIGINT PRIMARY KEY,
  day BIGINT NOT NULL,
  years BIGINT NOT NULL,
  cut_day BIGINT NOT NULL,
  erased BIGINT NOT NULL,
  held BIGINT NOT NULL,
  started_at BIGINT NOT NULL,
  finished_at BIGINT NOT NULL
);
