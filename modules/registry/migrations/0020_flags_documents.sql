-- Flags beside the columns that show their present value (docs/adr/0014), flags that members declare, and what is odd about
-- a document.

-- Whose flags begin or end within some days: the columns follow.
CREATE INDEX member_flag_begins ON member_flag (valid_from, person_id);
CREATE INDEX member_flag_ends ON member_flag (valid_to, person_id) WHERE valid_to < 99991231;

-- What is odd about a number, judged where it is written: empty is nothing, `new` not judged yet (rows of before). What the
-- number tells of sex and birth day stands beside it, so that a record that says otherwise is found without opening it.
ALTER TABLE person_document ADD COLUMN verdict TEXT NOT NULL DEFAULT 'new';
ALTER TABLE person_document ADD COLUMN tells_sex TEXT NOT NULL DEFAULT '';
ALTER TABLE person_document ADD COLUMN tells_birth BIGINT NOT NULL DEFAULT 0;
CREATE INDEX person_document_odd ON person_document (person_id, verdict) WHERE verdict <> '';
CREATE INDEX person_document_new ON person_document (person_id, id) WHERE verdict = 'new';
