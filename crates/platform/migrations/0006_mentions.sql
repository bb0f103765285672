-- Who and what the entries of the audit are about, in runs: an entry is made without touching a page of a large index.

-- A stretch of the chain, with the ids of its oldest and newest entry. `seq` counts from 1.
-- @table audit_run reference
CREATE TABLE audit_run (
  seq BIGINT NOT NULL,
  first_id BIGINT NOT NULL,
  last_id BIGINT NOT NULL,
  entries BIGINT NOT NULL,
  PRIMARY KEY (seq)
);

-- An actor or subject of an entry.
-- @table audit_mention aggregate(who_id)
CREATE TABLE audit_mention (
  who_id BIGINT NOT NULL,
  run BIGINT NOT NULL,
  entry_id BIGINT NOT NULL,
  PRIMARY KEY (run, who_id, entry_id)
);

-- What is sealed already is one long run; what is not is mentioned when it is sealed.
INSERT INTO audit_mention (who_id, run, entry_id)
SELECT who_id, 1, id FROM (
  SELECT actor_id AS who_id, id FROM audit_entry
  UNION
  SELECT subject_id, id FROM audit_entry
) AS mentioned
WHERE who_id <> 0 AND id NOT IN (SELECT id FROM audit_unsealed);

INSERT INTO audit_run (seq, first_id, last_id, entries)
SELECT 1, min(id), max(id), count(*) FROM audit_entry
WHERE id NOT IN (SELECT id FROM audit_unsealed)
HAVING count(*) > 0;

DROP INDEX audit_entry_subject;
DROP INDEX audit_entry_actor;
