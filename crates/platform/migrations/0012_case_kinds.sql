-- What more kinds of cases need: the way back, judges, what is shown to everyone, and who has claimed it.

-- Unions that a case lay with before, the latest deepest; the way on which it is given back level by level.
-- @table case_route aggregate(case_id)
CREATE TABLE case_route (
  case_id BIGINT NOT NULL,
  depth BIGINT NOT NULL,
  union_id BIGINT NOT NULL,
  PRIMARY KEY (case_id, depth)
);

-- Judges of a case, each with a score of 0 to 100; `judged_at` is 0 while it is waited for.
-- @table case_judge aggregate(case_id)
CREATE TABLE case_judge (
  case_id BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  account_name TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  due_on BIGINT NOT NULL,
  score BIGINT NOT NULL,
  comment TEXT NOT NULL,
  judged_at BIGINT NOT NULL,
  PRIMARY KEY (case_id, account_id)
);
CREATE INDEX case_judge_waiting ON case_judge (account_id, due_on, case_id) WHERE judged_at = 0;

-- Cases whose public fields are shown to everyone now.
-- @table case_public aggregate(case_id)
CREATE TABLE case_public (case_id BIGINT PRIMARY KEY, kind TEXT NOT NULL, published_at BIGINT NOT NULL);
CREATE INDEX case_public_kind ON case_public (kind, case_id);

-- Who has claimed a case: the key is the case, so that nobody can claim what another has. Name and contact are sealed.
-- @table case_claim aggregate(case_id)
CREATE TABLE case_claim (
  case_id BIGINT PRIMARY KEY,
  person_id BIGINT NOT NULL,
  sealed BYTES NOT NULL,
  claimed_at BIGINT NOT NULL
);

-- From a member to the own claims, those that were given up too.
-- @table case_claim_own aggregate(person_id)
CREATE TABLE case_claim_own (person_id BIGINT NOT NULL, case_id BIGINT NOT NULL, PRIMARY KEY (person_id, case_id));
