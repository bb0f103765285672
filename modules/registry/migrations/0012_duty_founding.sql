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

-- 会员之家: a union for people in new forms of employment whose employers have no union yet; out of the organisation form, so
-- that the nightly look finds them.
ALTER TABLE trade_union ADD COLUMN member_home BIGINT NOT NULL DEFAULT 0;
CREATE INDEX trade_union_home ON trade_union (id) WHERE member_home = 1;

-- An employer with so many members in a 会员之家 that it should have a union of its own (建会建议). `employer_key` is the
-- employer's id or, where only a name is known, its search key.
-- @table founding_hint aggregate(union_id)
CREATE TABLE founding_hint (
  union_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  union_path TEXT NOT NULL,
  employer_key TEXT NOT NULL,
  employer_id BIGINT NOT NULL,
  employer_name TEXT NOT NULL,
  members BIGINT NOT NULL,
  found_on BIGINT NOT NULL,
  dismissed_until BIGINT NOT NULL,
  reason TEXT NOT NULL,
  dismissed_by TEXT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (union_id, id)
);
CREATE UNIQUE INDEX founding_hint_employer ON founding_hint (union_id, employer_key);
CREATE INDEX founding_hint_place ON founding_hint (union_path, members, id);
