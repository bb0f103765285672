-- What a union's poster says. The old code of a renewed one is kept, so that it is answered with a clear sentence.
-- @table join_code reference
CREATE TABLE join_code (
  token TEXT PRIMARY KEY,
  union_id BIGINT NOT NULL,
  made_at BIGINT NOT NULL,
  made_by BIGINT NOT NULL,
  ended_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX join_code_current ON join_code (union_id) WHERE ended_at = 0;

-- Somebody who asks to become a member. Number and phone are sealed, and gone when `erased_at` is set.
-- @table join_application aggregate(id)
CREATE TABLE join_application (
  id BIGINT PRIMARY KEY,
  union_id BIGINT NOT NULL,
  union_path TEXT NOT NULL,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  document_kind TEXT NOT NULL,
  number BYTES,
  phone BYTES,
  birth_day BIGINT NOT NULL,
  profile TEXT NOT NULL,
  employer_id BIGINT NOT NULL,
  employer_name TEXT NOT NULL,
  consent_version TEXT NOT NULL,
  consent_digest TEXT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT NOT NULL,
  note TEXT NOT NULL,
  applied_at BIGINT NOT NULL,
  reminded_at BIGINT NOT NULL,
  decided_at BIGINT NOT NULL,
  decided_by BIGINT NOT NULL,
  decided_name TEXT NOT NULL,
  person_id BIGINT NOT NULL,
  outcome TEXT NOT NULL,
  erased_at BIGINT NOT NULL
);
CREATE INDEX join_application_state ON join_application (state, id);
CREATE INDEX join_application_place ON join_application (union_path, state, id);

-- One open application of a person to a union: digest of both.
-- @table join_open lookup(digest)
CREATE TABLE join_open (digest BYTES NOT NULL, application_id BIGINT NOT NULL, PRIMARY KEY (digest));

-- What an applicant holds. Two receipts of one application look alike to who holds them; only the first phone's may
-- withdraw it.
-- @table join_receipt aggregate(id)
CREATE TABLE join_receipt (
  id BIGINT PRIMARY KEY,
  application_id BIGINT NOT NULL,
  own BIGINT NOT NULL,
  given_up BIGINT NOT NULL
);

-- What a person consented to: which text, when, how.
-- @table consent aggregate(person_id)
CREATE TABLE consent (
  person_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  version TEXT NOT NULL,
  text_digest TEXT NOT NULL,
  at BIGINT NOT NULL,
  channel TEXT NOT NULL,
  PRIMARY KEY (person_id, id)
);
