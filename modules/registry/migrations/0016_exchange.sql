-- What is reported upwards: which columns, in whose codes (docs/rules §5). `definition` is JSON; `sending` is only there
-- to be written by the part of a run that is being entered, so that two runs of one target never choose at once.
-- @table exchange_target reference
CREATE TABLE exchange_target (
  id BIGINT PRIMARY KEY,
  union_id BIGINT NOT NULL,
  union_path TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  sample BIGINT NOT NULL,
  valid_from BIGINT NOT NULL,
  valid_to BIGINT NOT NULL,
  definition TEXT NOT NULL,
  sending BIGINT NOT NULL,
  updated_by_name TEXT NOT NULL,
  updated_at BIGINT NOT NULL,
  version BIGINT NOT NULL
);
CREATE INDEX exchange_target_place ON exchange_target (union_path, id);

-- One delta file. `definition` is the target's as it was when the run began; `seek_*` is the last record that is in the
-- working file, whose length is `bytes_done`.
-- @table exchange_run aggregate(id)
CREATE TABLE exchange_run (
  id BIGINT PRIMARY KEY,
  target_id BIGINT NOT NULL,
  union_id BIGINT NOT NULL,
  union_path TEXT NOT NULL,
  target_name TEXT NOT NULL,
  kind TEXT NOT NULL,
  target_version BIGINT NOT NULL,
  definition TEXT NOT NULL,
  state TEXT NOT NULL,
  purpose TEXT NOT NULL,
  phase BIGINT NOT NULL,
  seek_path TEXT NOT NULL,
  seek_key TEXT NOT NULL,
  seek_id BIGINT NOT NULL,
  bytes_done BIGINT NOT NULL,
  total BIGINT NOT NULL,
  seen BIGINT NOT NULL,
  added BIGINT NOT NULL,
  changed BIGINT NOT NULL,
  gone BIGINT NOT NULL,
  refused BIGINT NOT NULL,
  accepted BIGINT NOT NULL,
  returned BIGINT NOT NULL,
  file_id BIGINT NOT NULL,
  reasons_id BIGINT NOT NULL,
  created_by BIGINT NOT NULL,
  created_by_name TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  finished_at BIGINT NOT NULL
);
CREATE INDEX exchange_run_place ON exchange_run (union_path, id);
CREATE INDEX exchange_run_target ON exchange_run (target_id, id);

-- What the platform above was last sent of a record, and what it last accepted: keyed digests, four bytes a column. No
-- value is kept, and none can be guessed without the keys.
-- @table exchange_sent aggregate(record_id)
CREATE TABLE exchange_sent (
  record_id BIGINT NOT NULL,
  target_id BIGINT NOT NULL,
  union_path TEXT NOT NULL,
  run_id BIGINT NOT NULL,
  row_number BIGINT NOT NULL,
  operation TEXT NOT NULL,
  state TEXT NOT NULL,
  digest BYTES NOT NULL,
  accepted BYTES NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (record_id, target_id)
);
CREATE INDEX exchange_sent_place ON exchange_sent (union_path, record_id);
CREATE INDEX exchange_sent_run ON exchange_sent (run_id, row_number);
