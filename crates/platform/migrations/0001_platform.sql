-- What every module stands on. Types and classes: docs/adr/0003.

-- @table audit_entry aggregate(id)
CREATE TABLE audit_entry (
  id BIGINT PRIMARY KEY,
  at BIGINT NOT NULL,
  actor_kind TEXT NOT NULL,
  actor_id BIGINT NOT NULL,
  actor_name TEXT NOT NULL,
  action TEXT NOT NULL,
  subject_id BIGINT NOT NULL,
  union_path TEXT NOT NULL,
  detail TEXT NOT NULL
);

-- Who and what the entries are about, in runs: an entry is made without touching a page of a large index (docs/adr/0010).
-- A run is a stretch of the chain, with the ids of its oldest and newest entry; `seq` counts from 1.
-- @table audit_run aggregate(shard)
CREATE TABLE audit_run (
  shard BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  first_id BIGINT NOT NULL,
  last_id BIGINT NOT NULL,
  entries BIGINT NOT NULL,
  PRIMARY KEY (shard, seq)
);

-- An actor or subject of an entry.
-- @table audit_mention aggregate(run)
CREATE TABLE audit_mention (
  run BIGINT NOT NULL,
  who_id BIGINT NOT NULL,
  entry_id BIGINT NOT NULL,
  PRIMARY KEY (run, who_id, entry_id)
);

-- Entries that no block holds yet. On SQLite the block is made in the entry's own commit and this stays empty.
-- @table audit_unsealed aggregate(id)
CREATE TABLE audit_unsealed (id BIGINT PRIMARY KEY);

-- One link of the chain: the entries it holds and SM3(previous hash, their canonical bytes).
-- @table audit_block aggregate(shard)
CREATE TABLE audit_block (
  shard BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  previous BYTES NOT NULL,
  hash BYTES NOT NULL,
  entry_ids BYTES NOT NULL,
  entries BIGINT NOT NULL,
  sealed_at BIGINT NOT NULL,
  PRIMARY KEY (shard, seq)
);

-- Staff's views of a person's detail, coalesced.
-- @table audit_view aggregate(person_id)
CREATE TABLE audit_view (
  person_id BIGINT NOT NULL,
  day BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  views BIGINT NOT NULL,
  PRIMARY KEY (person_id, day, account_id)
);

-- @table fact aggregate(union_id)
CREATE TABLE fact (
  union_id BIGINT NOT NULL,
  indicator TEXT NOT NULL,
  day BIGINT NOT NULL,
  id BIGINT NOT NULL,
  delta BIGINT NOT NULL,
  record_id BIGINT NOT NULL,
  PRIMARY KEY (union_id, indicator, day, id)
);

-- Sums of the facts of a year (yyyy), a month (yyyymm) or a day (yyyymmdd).
-- @table figure_sum aggregate(union_id)
CREATE TABLE figure_sum (
  union_id BIGINT NOT NULL,
  indicator TEXT NOT NULL,
  period BIGINT NOT NULL,
  total BIGINT NOT NULL,
  PRIMARY KEY (union_id, indicator, period)
);

-- @table outbox aggregate(id)
CREATE TABLE outbox (
  id BIGINT PRIMARY KEY,
  kind TEXT NOT NULL,
  subject_id BIGINT NOT NULL,
  payload TEXT NOT NULL
);

-- @table idempotency lookup(key_digest)
CREATE TABLE idempotency (
  key_digest BYTES NOT NULL,
  request_digest BYTES NOT NULL,
  answer TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (key_digest)
);

-- @table job aggregate(id)
CREATE TABLE job (
  id BIGINT PRIMARY KEY,
  kind TEXT NOT NULL,
  payload TEXT NOT NULL,
  state TEXT NOT NULL,
  run_at BIGINT NOT NULL,
  lease_until BIGINT NOT NULL,
  attempts BIGINT NOT NULL,
  error TEXT NOT NULL
);
CREATE INDEX job_due ON job (state, run_at);

-- One open job per key: what must not be queued twice.
-- @table job_key lookup(job_key)
CREATE TABLE job_key (job_key TEXT NOT NULL, job_id BIGINT NOT NULL, PRIMARY KEY (job_key));

-- @table job_schedule reference
CREATE TABLE job_schedule (kind TEXT NOT NULL, next_at BIGINT NOT NULL, PRIMARY KEY (kind));
