-- Schemes of mutual aid and their trials. Types and classes: docs/adr/0003, docs/adr/0020.

-- A scheme of a year, a version of it. `body` is the JSON of all rules; what stands beside it is copied out for lists. Once in
-- force it never changes: a later version of the same code and year has a later `from_day`. What is 0 is nobody or not yet.
-- @table mutual_scheme reference
CREATE TABLE mutual_scheme (
  id BIGINT PRIMARY KEY,
  union_id BIGINT NOT NULL,
  code TEXT NOT NULL,
  year BIGINT NOT NULL,
  title TEXT NOT NULL,
  demo BIGINT NOT NULL,
  state TEXT NOT NULL,
  from_day BIGINT NOT NULL,
  cover_from BIGINT NOT NULL,
  cover_to BIGINT NOT NULL,
  items TEXT NOT NULL,
  body TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  created_by_name TEXT NOT NULL,
  written_by BIGINT NOT NULL,
  proposed_at BIGINT NOT NULL,
  proposed_by BIGINT NOT NULL,
  proposed_by_name TEXT NOT NULL,
  decided_at BIGINT NOT NULL,
  decided_by BIGINT NOT NULL,
  decided_by_name TEXT NOT NULL,
  reason TEXT NOT NULL,
  version BIGINT NOT NULL
);
CREATE INDEX mutual_scheme_by_code ON mutual_scheme (code, state, cover_from);
CREATE INDEX mutual_scheme_by_union ON mutual_scheme (union_id, id);

-- Whose a code is: the first union that used it keeps it.
-- @table mutual_scheme_code reference
CREATE TABLE mutual_scheme_code (
  code TEXT PRIMARY KEY,
  union_id BIGINT NOT NULL
);

-- A run of a year's claims under a scheme. `result` is JSON, empty until it is done.
-- @table mutual_rerun aggregate(id)
CREATE TABLE mutual_rerun (
  id BIGINT NOT NULL,
  scheme_id BIGINT NOT NULL,
  code TEXT NOT NULL,
  year BIGINT NOT NULL,
  state TEXT NOT NULL,
  claims BIGINT NOT NULL,
  claims_done BIGINT NOT NULL,
  why TEXT NOT NULL,
  result TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  created_by_name TEXT NOT NULL,
  finished_at BIGINT NOT NULL,
  PRIMARY KEY (id)
);
CREATE INDEX mutual_rerun_by_scheme ON mutual_rerun (scheme_id, id);
