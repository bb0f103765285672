-- The member's own code, and uses of standing discounts that a till recorded by it. Types and classes: docs/adr/0003. Amounts are 分,
-- days yyyymmdd, instants ms; what is 0 is none.

-- The number that a member's code says: drawn by chance the first time that somebody opens the code, and never another one.
-- @table benefit_member aggregate(person_id)
CREATE TABLE benefit_member (
  person_id BIGINT NOT NULL,
  number TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  PRIMARY KEY (person_id)
);

-- Whom a number leads to.
-- @table benefit_member_number lookup(number)
CREATE TABLE benefit_member_number (
  number TEXT NOT NULL,
  person_id BIGINT NOT NULL,
  PRIMARY KEY (number)
);

-- Whether a discount is given for the member's code alone and recorded at the till, how often a day to one person, and on which days
-- it holds (JSON, empty for every day).
ALTER TABLE benefit_discount ADD COLUMN by_code BIGINT NOT NULL DEFAULT 0;
ALTER TABLE benefit_discount ADD COLUMN per_day BIGINT NOT NULL DEFAULT 1;
ALTER TABLE benefit_discount ADD COLUMN days TEXT NOT NULL DEFAULT '';

-- A use of a standing discount. `union_id` is where the person was a member. `minute` is that of the code, `turn` which of the uses of
-- that day it is; `ended` is 0 while it counts and the row's own id when it was taken back, so that its turn is free again. `pending` is
-- 1 while the figures do not know of it as it is, `counted` is 1 while they have it.
-- @table benefit_use aggregate(merchant_id)
CREATE TABLE benefit_use (
  merchant_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  discount_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  number TEXT NOT NULL,
  name TEXT NOT NULL,
  union_id BIGINT NOT NULL,
  shop_id BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  clerk_name TEXT NOT NULL,
  device TEXT NOT NULL,
  scan_key TEXT NOT NULL,
  day BIGINT NOT NULL,
  minute BIGINT NOT NULL,
  turn BIGINT NOT NULL,
  bill BIGINT NOT NULL,
  saved BIGINT NOT NULL,
  at BIGINT NOT NULL,
  received_at BIGINT NOT NULL,
  offline BIGINT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT NOT NULL,
  ended BIGINT NOT NULL,
  pending BIGINT NOT NULL,
  counted BIGINT NOT NULL,
  PRIMARY KEY (merchant_id, id)
);
CREATE UNIQUE INDEX benefit_use_minute ON benefit_use (merchant_id, discount_id, person_id, minute, ended);
CREATE UNIQUE INDEX benefit_use_turn ON benefit_use (merchant_id, discount_id, person_id, day, turn, ended);
CREATE INDEX benefit_use_by_time ON benefit_use (id);
CREATE INDEX benefit_use_by_number ON benefit_use (number, id);
CREATE INDEX benefit_use_to_count ON benefit_use (pending, id);
