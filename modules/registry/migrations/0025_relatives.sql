-- Rights of near relatives of a deceased member (PIPL art. 49, docs/rules §25).

-- Who asks: code of `relative_relation` where a near relative does, empty where the member does.
ALTER TABLE data_request ADD COLUMN relation TEXT NOT NULL DEFAULT '';

-- The near relative of such a request, which has the same id: phone and document number are sealed, the evidence of the
-- relation and of the death are attachments of the member, as JSON. Name and numbers go with an erasure.
-- @table data_request_relative aggregate(person_id)
CREATE TABLE data_request_relative (
  person_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  name TEXT NOT NULL,
  phone BYTES,
  document_kind TEXT NOT NULL,
  document BYTES,
  relation_evidence TEXT NOT NULL,
  death_evidence TEXT NOT NULL,
  recorded_by BIGINT NOT NULL,
  recorded_by_name TEXT NOT NULL,
  PRIMARY KEY (person_id, id)
);

-- What members arranged while alive: whether near relatives may exercise their rights. The newest row counts; none: they may.
-- @table relatives_choice aggregate(person_id)
CREATE TABLE relatives_choice (
  person_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  allowed BIGINT NOT NULL,
  chosen_at BIGINT NOT NULL,
  PRIMARY KEY (person_id, id)
);
