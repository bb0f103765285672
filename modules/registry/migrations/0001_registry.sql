-- The register. Types and classes: docs/adr/0003. Days are yyyymmdd, an open end is 99991231.

-- @table division reference
CREATE TABLE division (
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  level BIGINT NOT NULL,
  parent_code TEXT NOT NULL,
  valid_from BIGINT NOT NULL,
  valid_to BIGINT NOT NULL,
  successor_code TEXT NOT NULL,
  PRIMARY KEY (code)
);
CREATE INDEX division_parent ON division (parent_code, code);
CREATE INDEX division_name ON division (name, code);

-- @table trade_union reference
CREATE TABLE trade_union (
  id BIGINT PRIMARY KEY,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  initials TEXT NOT NULL,
  level BIGINT NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  parent_id BIGINT NOT NULL,
  path TEXT NOT NULL,
  children BIGINT NOT NULL,
  division_code TEXT NOT NULL,
  credit_code TEXT NOT NULL,
  founded_on BIGINT NOT NULL,
  chair TEXT NOT NULL,
  contact TEXT NOT NULL,
  address TEXT NOT NULL,
  form TEXT NOT NULL,
  version BIGINT NOT NULL
);
CREATE UNIQUE INDEX trade_union_code ON trade_union (code);
CREATE UNIQUE INDEX trade_union_path ON trade_union (path);
CREATE INDEX trade_union_parent ON trade_union (parent_id, name_key, id);
CREATE INDEX trade_union_name ON trade_union (name_key, id);
CREATE INDEX trade_union_initials ON trade_union (initials, id);
CREATE UNIQUE INDEX trade_union_credit ON trade_union (credit_code) WHERE credit_code <> '';

-- Where a union stood in the tree, and when.
-- @table union_place reference
CREATE TABLE union_place (
  union_id BIGINT NOT NULL,
  valid_from BIGINT NOT NULL,
  valid_to BIGINT NOT NULL,
  parent_id BIGINT NOT NULL,
  path TEXT NOT NULL,
  PRIMARY KEY (union_id, valid_from)
);
CREATE INDEX union_place_path ON union_place (path, valid_from);

-- An employer. `union_path` is the place of the union that covers it or, while none does, of the union that keeps it.
-- `old_code` is what it was known by before 2015: nine characters or fifteen digits.
-- @table employer reference
CREATE TABLE employer (
  id BIGINT PRIMARY KEY,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  initials TEXT NOT NULL,
  old_code TEXT NOT NULL,
  credit_code TEXT NOT NULL,
  address TEXT NOT NULL,
  division_code TEXT NOT NULL,
  nature TEXT NOT NULL,
  economic_type TEXT NOT NULL,
  contact TEXT NOT NULL,
  phone TEXT NOT NULL,
  industry TEXT NOT NULL,
  size_class TEXT NOT NULL,
  above_scale TEXT NOT NULL,
  workers BIGINT NOT NULL,
  female_workers BIGINT NOT NULL,
  migrant_workers BIGINT NOT NULL,
  union_path TEXT NOT NULL,
  version BIGINT NOT NULL
);
CREATE INDEX employer_name ON employer (name_key, id);
CREATE INDEX employer_initials ON employer (initials, id);
CREATE UNIQUE INDEX employer_credit ON employer (credit_code) WHERE credit_code <> '';
CREATE INDEX employer_path ON employer (union_path, name_key, id);
CREATE INDEX employer_workers ON employer (workers, id);

-- Which union covers an employer, and when. At most one at a time.
-- @table employer_cover reference
CREATE TABLE employer_cover (
  employer_id BIGINT NOT NULL,
  valid_from BIGINT NOT NULL,
  valid_to BIGINT NOT NULL,
  union_id BIGINT NOT NULL,
  PRIMARY KEY (employer_id, valid_from)
);
CREATE UNIQUE INDEX employer_cover_open ON employer_cover (employer_id) WHERE valid_to = 99991231;
CREATE INDEX employer_cover_union ON employer_cover (union_id, employer_id);

-- A person, once. The member's id is this id.
-- @table person aggregate(id)
CREATE TABLE person (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  initials TEXT NOT NULL,
  sex TEXT NOT NULL,
  birth_day BIGINT NOT NULL,
  birth_precision TEXT NOT NULL,
  nation TEXT NOT NULL,
  work_state TEXT NOT NULL,
  education TEXT NOT NULL,
  skill TEXT NOT NULL,
  household_kind TEXT NOT NULL,
  household_place TEXT NOT NULL,
  politics TEXT NOT NULL,
  native_place TEXT NOT NULL,
  migrant_worker TEXT NOT NULL,
  phone BYTES,
  phone_tail BIGINT NOT NULL,
  id_tail BIGINT NOT NULL,
  salt BYTES NOT NULL
);
CREATE INDEX person_name ON person (name_key, id);
CREATE INDEX person_initials ON person (initials, id);
CREATE INDEX person_id_tail ON person (id_tail);
CREATE INDEX person_phone_tail ON person (phone_tail);

-- @table person_document aggregate(person_id)
CREATE TABLE person_document (
  person_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  number BYTES NOT NULL,
  digest BYTES NOT NULL,
  PRIMARY KEY (person_id, id)
);

-- One row per document key: the same document can never belong to two people.
-- @table id_lookup lookup(digest)
CREATE TABLE id_lookup (digest BYTES NOT NULL, person_id BIGINT NOT NULL, PRIMARY KEY (digest));

-- @table phone_lookup lookup(digest)
CREATE TABLE phone_lookup (digest BYTES NOT NULL, person_id BIGINT NOT NULL, PRIMARY KEY (digest, person_id));

-- Where a person is or was a member. `sort_key` is initials and name, so that a page of a union's members is one range.
-- @table membership aggregate(person_id)
CREATE TABLE membership (
  person_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  union_id BIGINT NOT NULL,
  union_path TEXT NOT NULL,
  sort_key TEXT NOT NULL,
  employer_id BIGINT NOT NULL,
  employer_name TEXT NOT NULL,
  status TEXT NOT NULL,
  valid_from BIGINT NOT NULL,
  valid_to BIGINT NOT NULL,
  PRIMARY KEY (person_id, id)
);
CREATE UNIQUE INDEX membership_open ON membership (person_id) WHERE valid_to = 99991231;
CREATE INDEX membership_list ON membership (union_path, sort_key, person_id);

-- What happened to a membership.
-- @table membership_event aggregate(person_id)
CREATE TABLE membership_event (
  person_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  membership_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  day BIGINT NOT NULL,
  union_id BIGINT NOT NULL,
  other_union_id BIGINT NOT NULL,
  reason TEXT NOT NULL,
  batch_id BIGINT NOT NULL,
  PRIMARY KEY (person_id, id)
);

-- A move between unions that somebody still has to answer.
-- @table transfer_proposal aggregate(person_id)
CREATE TABLE transfer_proposal (
  person_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  from_union_id BIGINT NOT NULL,
  from_path TEXT NOT NULL,
  to_union_id BIGINT NOT NULL,
  to_path TEXT NOT NULL,
  employer_id BIGINT NOT NULL,
  employer_name TEXT NOT NULL,
  day BIGINT NOT NULL,
  state TEXT NOT NULL,
  batch_id BIGINT NOT NULL,
  note TEXT NOT NULL,
  proposed_at BIGINT NOT NULL,
  decided_at BIGINT NOT NULL,
  PRIMARY KEY (person_id, id)
);
CREATE UNIQUE INDEX transfer_proposal_open ON transfer_proposal (person_id) WHERE state = 'proposed';
CREATE INDEX transfer_proposal_from ON transfer_proposal (from_path, id);
CREATE INDEX transfer_proposal_to ON transfer_proposal (to_path, id);

-- @table import_batch aggregate(id)
CREATE TABLE import_batch (
  id BIGINT PRIMARY KEY,
  union_id BIGINT NOT NULL,
  union_path TEXT NOT NULL,
  file_name TEXT NOT NULL,
  file_digest TEXT NOT NULL,
  state TEXT NOT NULL,
  chunks_done BIGINT NOT NULL,
  share_done BIGINT NOT NULL,
  rows BIGINT NOT NULL,
  accepted BIGINT NOT NULL,
  rejected BIGINT NOT NULL,
  transfers BIGINT NOT NULL,
  unchanged BIGINT NOT NULL,
  warnings BIGINT NOT NULL,
  error TEXT NOT NULL,
  created_by BIGINT NOT NULL,
  created_by_name TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  started_at BIGINT NOT NULL,
  finished_at BIGINT NOT NULL,
  version BIGINT NOT NULL
);
CREATE INDEX import_batch_path ON import_batch (union_path, id);

-- Verdicts of some hundred rows, written with their changes (docs/adr/0007). Phase 0 is the preview, 1 the import.
-- @table import_chunk aggregate(batch_id)
CREATE TABLE import_chunk (
  batch_id BIGINT NOT NULL,
  phase BIGINT NOT NULL,
  chunk BIGINT NOT NULL,
  rows BIGINT NOT NULL,
  body BYTES NOT NULL,
  PRIMARY KEY (batch_id, phase, chunk)
);
