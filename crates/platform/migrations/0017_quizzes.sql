-- Quizzes under the own name and how people did in them, for whoever gives something for it. Types and classes: docs/adr/0003, why they
-- stand here: docs/adr/0025. Anonymous ones are never told.

-- A quiz that was published; `full_score` are the points that can be had, `closes_at` when it was closed if that was before its time.
-- @table quiz aggregate(id)
CREATE TABLE quiz (
  id BIGINT NOT NULL,
  union_id BIGINT NOT NULL,
  title TEXT NOT NULL,
  full_score BIGINT NOT NULL,
  opens_at BIGINT NOT NULL,
  closes_at BIGINT NOT NULL,
  PRIMARY KEY (id)
);
CREATE INDEX quiz_by_union ON quiz (union_id, closes_at, id);

-- How somebody did in a quiz: once, by the key.
-- @table quiz_score aggregate(person_id)
CREATE TABLE quiz_score (
  person_id BIGINT NOT NULL,
  quiz_id BIGINT NOT NULL,
  score BIGINT NOT NULL,
  answered_at BIGINT NOT NULL,
  PRIMARY KEY (person_id, quiz_id)
);
