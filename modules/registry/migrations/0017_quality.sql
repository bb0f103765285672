-- When what is kept of a person was last looked at: edited, or confirmed by the person. Without a row it is the day on
-- which the membership began.
-- @table person_confirmed aggregate(person_id)
CREATE TABLE person_confirmed (
  person_id BIGINT PRIMARY KEY,
  day BIGINT NOT NULL
);

-- When the figures of data quality were last counted as a whole: one row, number 1.
-- @table quality_count reference
CREATE TABLE quality_count (
  id BIGINT PRIMARY KEY,
  counted_at BIGINT NOT NULL
);
