-- Attachments, the state of a key rotation, and what stands for pruned and printed parts of the audit.

-- A stored file in the hands of a record. The bytes lie in the data folder under their SM3 digest; a file that no row
-- names is swept. `resource` is the kind of the subject; the path is the subject's place when the file came.
-- @table attachment aggregate(subject_id)
CREATE TABLE attachment (
  subject_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  resource TEXT NOT NULL,
  kind TEXT NOT NULL,
  union_path TEXT NOT NULL,
  name TEXT NOT NULL,
  digest TEXT NOT NULL,
  size BIGINT NOT NULL,
  media_type TEXT NOT NULL,
  note TEXT NOT NULL,
  added_by BIGINT NOT NULL,
  added_by_name TEXT NOT NULL,
  added_at BIGINT NOT NULL,
  PRIMARY KEY (subject_id, id)
);
CREATE INDEX attachment_digest ON attachment (digest);

-- The head of a chain as it was printed and exported on a day.
-- @table audit_anchor reference
CREATE TABLE audit_anchor (
  shard BIGINT NOT NULL,
  day BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  hash BYTES NOT NULL,
  seal BYTES NOT NULL,
  made_at BIGINT NOT NULL,
  PRIMARY KEY (shard, day)
);

-- Where a chain begins after older blocks were pruned; the seal is made with a key outside the database.
-- @table audit_checkpoint reference
CREATE TABLE audit_checkpoint (
  shard BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  hash BYTES NOT NULL,
  entries BIGINT NOT NULL,
  sealed_at BIGINT NOT NULL,
  seal BYTES NOT NULL,
  made_at BIGINT NOT NULL,
  PRIMARY KEY (shard)
);

-- How far the rows of a table have been renewed for the keys named in `target`.
-- @table key_progress reference
CREATE TABLE key_progress (
  table_name TEXT NOT NULL,
  target TEXT NOT NULL,
  after_key TEXT NOT NULL,
  renewed BIGINT NOT NULL,
  clean BIGINT NOT NULL,
  since BIGINT NOT NULL,
  PRIMARY KEY (table_name)
);

-- Fingerprints of the keys that the data needs; no secret.
-- @table key_id reference
CREATE TABLE key_id (id TEXT NOT NULL, since BIGINT NOT NULL, PRIMARY KEY (id));

-- Who took an account over when its holder left; messages for the one go to the other.
-- @table account_successor aggregate(account_id)
CREATE TABLE account_successor (
  account_id BIGINT NOT NULL,
  successor_id BIGINT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (account_id)
);
