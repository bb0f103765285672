-- The tables of visit. Types and classes: docs/adr/0003.

-- A plan of visits. `teams` and `towns` are JSON: teams with who leads them, ids of the unions of the townships it is for.
-- @table visit_plan aggregate(id)
CREATE TABLE visit_plan (
  id BIGINT NOT NULL,
  union_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  title TEXT NOT NULL,
  note TEXT NOT NULL,
  from_day BIGINT NOT NULL,
  to_day BIGINT NOT NULL,
  target BIGINT NOT NULL,
  teams TEXT NOT NULL,
  towns TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  created_by_name TEXT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (id)
);
CREATE INDEX visit_plan_by_union ON visit_plan (union_id, id);

-- A visit of a union to an employer. `until_day` is `day` but for 蹲点; `people` is JSON: who was spoken with; `source_kind`
-- and `source_id` say what led to it, outside of this module. What is 0 is none.
-- @table visit aggregate(id)
CREATE TABLE visit (
  id BIGINT NOT NULL,
  plan_id BIGINT NOT NULL,
  union_id BIGINT NOT NULL,
  employer_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  day BIGINT NOT NULL,
  until_day BIGINT NOT NULL,
  team TEXT NOT NULL,
  lead_id BIGINT NOT NULL,
  lead_name TEXT NOT NULL,
  visitors TEXT NOT NULL,
  people TEXT NOT NULL,
  note TEXT NOT NULL,
  internal_note TEXT NOT NULL,
  follows_id BIGINT NOT NULL,
  source_kind TEXT NOT NULL,
  source_id BIGINT NOT NULL,
  reason TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  created_by_name TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  changed_by_name TEXT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (id)
);
CREATE INDEX visit_by_union ON visit (union_id, id);
CREATE INDEX visit_by_plan ON visit (plan_id, employer_id);
CREATE INDEX visit_by_employer ON visit (employer_id, state, day);
CREATE INDEX visit_by_lead ON visit (lead_id, state, day);
CREATE INDEX visit_by_day ON visit (day, id);

-- What was found on one of the five questions; `level` is empty where only a text was written.
-- @table visit_answer aggregate(visit_id)
CREATE TABLE visit_answer (
  visit_id BIGINT NOT NULL,
  question TEXT NOT NULL,
  level TEXT NOT NULL,
  body TEXT NOT NULL,
  help TEXT NOT NULL,
  PRIMARY KEY (visit_id, question)
);

-- An issue that was found on a visit and is dealt with as a case. Kind, level and state follow the case.
-- @table visit_issue aggregate(case_id)
CREATE TABLE visit_issue (
  case_id BIGINT NOT NULL,
  visit_id BIGINT NOT NULL,
  plan_id BIGINT NOT NULL,
  employer_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  level TEXT NOT NULL,
  state TEXT NOT NULL,
  found_on BIGINT NOT NULL,
  PRIMARY KEY (case_id)
);
CREATE INDEX visit_issue_by_visit ON visit_issue (visit_id, case_id);
CREATE INDEX visit_issue_by_plan ON visit_issue (plan_id, case_id);
CREATE INDEX visit_issue_by_employer ON visit_issue (employer_id, case_id);
