-- The tables of survey. Types and classes: docs/adr/0003. What may never stand in one row: docs/adr/0015.

-- A questionnaire or quiz with its questions as JSON; public_key and private_key of anonymous ones only, the latter sealed
-- and gone when the survey is closed.
-- @table survey aggregate(id)
CREATE TABLE survey (
  id BIGINT NOT NULL,
  union_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  anonymous BIGINT NOT NULL,
  title TEXT NOT NULL,
  intro TEXT NOT NULL,
  opens_at BIGINT NOT NULL,
  closes_at BIGINT NOT NULL,
  form TEXT NOT NULL,
  public_key BYTES,
  private_key BYTES,
  copied_from BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  created_by_name TEXT NOT NULL,
  published_at BIGINT NOT NULL,
  closed_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (id)
);
CREATE INDEX survey_by_union ON survey (union_id, id);
CREATE INDEX survey_by_state ON survey (state, closes_at);

-- Who was given the one signature of an anonymous survey; the digest of the blinded message tells a retry from a second wish.
-- @table survey_issue aggregate(person_id)
CREATE TABLE survey_issue (
  person_id BIGINT NOT NULL,
  survey_id BIGINT NOT NULL,
  blinded BYTES NOT NULL,
  day BIGINT NOT NULL,
  PRIMARY KEY (person_id, survey_id)
);
CREATE INDEX survey_issue_by_survey ON survey_issue (survey_id, person_id);

-- Answers without a person: found by the digest of the token, with no instant and no number that tells their order.
-- @table survey_answer lookup(token)
CREATE TABLE survey_answer (
  token BYTES NOT NULL,
  survey_id BIGINT NOT NULL,
  place_id BIGINT NOT NULL,
  body TEXT NOT NULL,
  score BIGINT NOT NULL,
  PRIMARY KEY (token)
);
CREATE INDEX survey_answer_by_survey ON survey_answer (survey_id, token);

-- Answers under the own name.
-- @table survey_named aggregate(person_id)
CREATE TABLE survey_named (
  person_id BIGINT NOT NULL,
  survey_id BIGINT NOT NULL,
  person_name TEXT NOT NULL,
  union_id BIGINT NOT NULL,
  place_id BIGINT NOT NULL,
  answered_at BIGINT NOT NULL,
  body TEXT NOT NULL,
  score BIGINT NOT NULL,
  PRIMARY KEY (person_id, survey_id)
);
CREATE INDEX survey_named_by_survey ON survey_named (survey_id, person_id);

-- When a quiz under the own name was begun.
-- @table survey_start aggregate(person_id)
CREATE TABLE survey_start (
  person_id BIGINT NOT NULL,
  survey_id BIGINT NOT NULL,
  started_at BIGINT NOT NULL,
  PRIMARY KEY (person_id, survey_id)
);

-- What is counted in the transaction of an answer. An empty question is the survey as a whole.
-- @table survey_count aggregate(survey_id)
CREATE TABLE survey_count (
  survey_id BIGINT NOT NULL,
  question TEXT NOT NULL,
  choice TEXT NOT NULL,
  place_id BIGINT NOT NULL,
  n BIGINT NOT NULL,
  total BIGINT NOT NULL,
  PRIMARY KEY (survey_id, question, choice, place_id)
);

-- The same for two questions, the first of which was chosen for cross tables.
-- @table survey_pair aggregate(survey_id)
CREATE TABLE survey_pair (
  survey_id BIGINT NOT NULL,
  first_question TEXT NOT NULL,
  second_question TEXT NOT NULL,
  first_choice TEXT NOT NULL,
  second_choice TEXT NOT NULL,
  place_id BIGINT NOT NULL,
  n BIGINT NOT NULL,
  PRIMARY KEY (survey_id, first_question, second_question, first_choice, second_choice, place_id)
);

-- Places that are left, of the whole survey and of options.
-- @table survey_quota aggregate(survey_id)
CREATE TABLE survey_quota (
  survey_id BIGINT NOT NULL,
  question TEXT NOT NULL,
  choice TEXT NOT NULL,
  most BIGINT NOT NULL,
  used BIGINT NOT NULL,
  PRIMARY KEY (survey_id, question, choice)
);

-- Free texts in an order that tells nothing. answer is random, and the same for no two questions of an anonymous answer.
-- @table survey_text aggregate(survey_id)
CREATE TABLE survey_text (
  survey_id BIGINT NOT NULL,
  question TEXT NOT NULL,
  answer BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (survey_id, question, answer)
);
