-- Duty of representatives (工会代表接待日, docs/rules §4): who is there when, and whether they were. Times are minutes of the
-- day; `visitors` is -1 while nobody has said how many came.
-- @table duty aggregate(id)
CREATE TABLE duty (
  id BIGINT PRIMARY KEY,
  series_id BIGINT NOT NULL,
  union_id BIGINT NOT NULL,
  union_path TEXT NOT NULL,
  zone_id BIGINT NOT NULL,
  day BIGINT NOT NULL,
  from_minute BIGINT NOT NULL,
  to_minute BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  person_name TEXT NOT NULL,
  state TEXT NOT NULL,
  signed_at BIGINT NOT NULL,
  signed_by TEXT NOT NULL,
  visitors BIGINT NOT NULL,
  note TEXT NOT NULL,
  created_by_name TEXT NOT NULL,
  version BIGINT NOT NULL
);
CREATE INDEX duty_place ON duty (union_path, day, id);
CREATE INDEX duty_day ON duty (day, id);
CREATE INDEX duty_person ON duty (person_id, day, id);
CREATE INDEX duty_state ON duty (state, day, id);

-- The records that were merged into a person, so that their duty is found under it.
CREATE INDEX person_merged ON person (merged_into) WHERE merged_into <> 0;
