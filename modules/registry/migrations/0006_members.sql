-- Two records of the same human become one, and the way back.

-- The person whom this record was merged into; 0 for everybody else.
ALTER TABLE person ADD COLUMN merged_into BIGINT NOT NULL DEFAULT 0;

-- Attachment that proves a step, where the rules ask for one; 0 for others.
ALTER TABLE membership_event ADD COLUMN evidence_id BIGINT NOT NULL DEFAULT 0;
-- State before a step that a cadre took; empty for other events. With it the step can be taken back.
ALTER TABLE membership_event ADD COLUMN from_status TEXT NOT NULL DEFAULT '';

-- What went over from one record to the other. `moved` and `after` are JSON without sealed values: those stay with the
-- record that was merged, so that renewing the keys reaches them.
-- @table person_merge aggregate(person_id)
CREATE TABLE person_merge (
  person_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  other_id BIGINT NOT NULL,
  other_name TEXT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT NOT NULL,
  moved TEXT NOT NULL,
  after TEXT NOT NULL,
  made_by BIGINT NOT NULL,
  made_by_name TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  undone_by_name TEXT NOT NULL,
  undone_at BIGINT NOT NULL,
  undo_reason TEXT NOT NULL,
  PRIMARY KEY (person_id, id)
);

-- Two records that may be of the same human, and what somebody said of it.
-- @table suspect_pair aggregate(person_id)
CREATE TABLE suspect_pair (
  person_id BIGINT NOT NULL,
  other_id BIGINT NOT NULL,
  same_phone BIGINT NOT NULL,
  same_birth BIGINT NOT NULL,
  state TEXT NOT NULL,
  note TEXT NOT NULL,
  decided_by_name TEXT NOT NULL,
  decided_at BIGINT NOT NULL,
  found_at BIGINT NOT NULL,
  PRIMARY KEY (person_id, other_id)
);
CREATE INDEX suspect_pair_state ON suspect_pair (state, person_id, other_id);
