-- What is true of a member for a time and is no column of the person (docs/adr/0014): new form of employment, model worker,
-- new resident. Dated rows; at most one of a kind is open, and the program lets none of a kind overlap.
-- @table member_flag aggregate(person_id)
CREATE TABLE member_flag (
  person_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  value TEXT NOT NULL,
  valid_from BIGINT NOT NULL,
  valid_to BIGINT NOT NULL,
  document TEXT NOT NULL,
  evidence_id BIGINT NOT NULL,
  source TEXT NOT NULL,
  made_by_name TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  ended_by_name TEXT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (person_id, id)
);
CREATE UNIQUE INDEX member_flag_open ON member_flag (person_id, kind) WHERE valid_to = 99991231;
CREATE INDEX member_flag_kind ON member_flag (kind, person_id);
