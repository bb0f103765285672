-- A secondment (docs/rules §6) is proposed and answered as a transfer is: what is proposed, and for a secondment its planned
-- last day, reason and evidence.
ALTER TABLE transfer_proposal ADD COLUMN kind TEXT NOT NULL DEFAULT 'transfer';
ALTER TABLE transfer_proposal ADD COLUMN planned_to BIGINT NOT NULL DEFAULT 0;
ALTER TABLE transfer_proposal ADD COLUMN reason TEXT NOT NULL DEFAULT '';
ALTER TABLE transfer_proposal ADD COLUMN evidence_id BIGINT NOT NULL DEFAULT 0;

-- A member who works at another union for a time. The membership stays where it is, so the union at home is that of the
-- open membership; `home_union_id` says where it was when the secondment began. `last_day` is open while it lasts.
-- @table secondment aggregate(person_id)
CREATE TABLE secondment (
  person_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  home_union_id BIGINT NOT NULL,
  host_union_id BIGINT NOT NULL,
  host_path TEXT NOT NULL,
  day BIGINT NOT NULL,
  planned_to BIGINT NOT NULL,
  last_day BIGINT NOT NULL,
  end_kind TEXT NOT NULL,
  reason TEXT NOT NULL,
  end_reason TEXT NOT NULL,
  evidence_id BIGINT NOT NULL,
  reminded_for BIGINT NOT NULL,
  PRIMARY KEY (person_id, id)
);
CREATE UNIQUE INDEX secondment_running ON secondment (person_id) WHERE last_day = 99991231;
CREATE INDEX secondment_planned ON secondment (planned_to, id) WHERE last_day = 99991231;
CREATE INDEX secondment_host ON secondment (host_path, person_id) WHERE last_day = 99991231;
CREATE INDEX secondment_host_union ON secondment (host_union_id) WHERE last_day = 99991231;
