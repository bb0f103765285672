-- Documents that a union issues. Templates are data with dates, proposed by one person and approved by another; one row for
-- each version of a kind. Fields and paragraphs are JSON.
-- @table letter_template reference
CREATE TABLE letter_template (
  kind TEXT NOT NULL,
  version BIGINT NOT NULL,
  name TEXT NOT NULL,
  word TEXT NOT NULL,
  retention TEXT NOT NULL,
  valid_from BIGINT NOT NULL,
  body TEXT NOT NULL,
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

-- At most one open proposal for a kind.
-- @table letter_template_pending reference
CREATE TABLE letter_template_pending (
  kind TEXT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (kind)
);

-- What a union is called on its documents and in their numbers, from a day on.
-- @table letter_agency aggregate(union_id)
CREATE TABLE letter_agency (
  union_id BIGINT NOT NULL,
  valid_from BIGINT NOT NULL,
  union_path TEXT NOT NULL,
  word TEXT NOT NULL,
  name TEXT NOT NULL,
  set_by BIGINT NOT NULL,
  set_by_name TEXT NOT NULL,
  set_at BIGINT NOT NULL,
  PRIMARY KEY (union_id, valid_from)
);
CREATE INDEX letter_agency_place ON letter_agency (union_path, valid_from, union_id);

-- A short word belongs to the union that took it first, for ever: it stands on paper.
-- @table letter_word lookup(word)
CREATE TABLE letter_word (
  word TEXT NOT NULL,
  union_id BIGINT NOT NULL,
  PRIMARY KEY (word)
);

-- A letter as it was issued. `content` and `digest` never change.
-- @table letter aggregate(id)
CREATE TABLE letter (
  id BIGINT NOT NULL,
  union_id BIGINT NOT NULL,
  union_path TEXT NOT NULL,
  kind TEXT NOT NULL,
  kind_name TEXT NOT NULL,
  template BIGINT NOT NULL,
  year BIGINT NOT NULL,
  ordinal BIGINT NOT NULL,
  number TEXT NOT NULL,
  agency TEXT NOT NULL,
  title TEXT NOT NULL,
  search TEXT NOT NULL,
  day BIGINT NOT NULL,
  retention TEXT NOT NULL,
  subject_kind TEXT NOT NULL,
  subject_id BIGINT NOT NULL,
  content TEXT NOT NULL,
  digest BYTES NOT NULL,
  issued_by BIGINT NOT NULL,
  issued_by_name TEXT NOT NULL,
  issued_at BIGINT NOT NULL,
  withdrawn_by BIGINT NOT NULL,
  withdrawn_by_name TEXT NOT NULL,
  withdrawn_at BIGINT NOT NULL,
  withdrawn_reason TEXT NOT NULL,
  PRIMARY KEY (id)
);
CREATE INDEX letter_place ON letter (union_path, id);
CREATE INDEX letter_subject ON letter (subject_kind, subject_id, id);

-- No number is printed on two letters.
-- @table letter_number lookup(number)
CREATE TABLE letter_number (
  number TEXT NOT NULL,
  letter_id BIGINT NOT NULL,
  PRIMARY KEY (number)
);
