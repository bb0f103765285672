-- Codes of partners, most of a day, and what is given without a press. Types and classes: docs/adr/0003. Days yyyymmdd; what is 0 is none.

-- The pool of a campaign whose vouchers are codes of a partner: the voucher with a serial is the code with that serial. `code` is sealed,
-- `digest` finds it, `tail` is the end that is shown. `until` is the last day on which the partner takes it, 0 where the file says none.
-- @table benefit_code aggregate(campaign_id)
CREATE TABLE benefit_code (
  campaign_id BIGINT NOT NULL,
  serial BIGINT NOT NULL,
  code BYTES NOT NULL,
  digest BYTES NOT NULL,
  tail TEXT NOT NULL,
  until BIGINT NOT NULL,
  PRIMARY KEY (campaign_id, serial)
);

-- A code of a partner is in one pool: `digest` is of the merchant and the code.
-- @table benefit_code_place lookup(digest)
CREATE TABLE benefit_code_place (
  digest BYTES NOT NULL,
  campaign_id BIGINT NOT NULL,
  serial BIGINT NOT NULL,
  PRIMARY KEY (digest)
);

-- How many were issued on a day, of campaigns that give so many a day at most.
-- @table benefit_day aggregate(campaign_id)
CREATE TABLE benefit_day (
  campaign_id BIGINT NOT NULL,
  day BIGINT NOT NULL,
  issued BIGINT NOT NULL,
  PRIMARY KEY (campaign_id, day)
);

-- How far a walk over those who are meant has come: `day` is the day of the walk, `after` the last person it looked at, `done` whether it
-- came to the end, `missed` whom it had nothing left for.
-- @table benefit_gift aggregate(campaign_id)
CREATE TABLE benefit_gift (
  campaign_id BIGINT NOT NULL,
  day BIGINT NOT NULL,
  after BIGINT NOT NULL,
  done BIGINT NOT NULL,
  missed BIGINT NOT NULL,
  PRIMARY KEY (campaign_id)
);
