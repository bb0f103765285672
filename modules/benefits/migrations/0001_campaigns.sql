-- Campaigns, what they have to give, and what people hold. Types and classes: docs/adr/0003. Amounts are 分, days yyyymmdd, instants ms;
-- what is 0 is none.

-- A campaign. `terms` is model::campaign::Terms as JSON: who may, how often, what one gets. `worth` is the most that one voucher
-- costs the budget; `stock` how many there are; the envelope is stock times worth, or what the terms' prizes add up to. `made_by`
-- wrote it last.
-- @table benefit_campaign aggregate(id)
CREATE TABLE benefit_campaign (
  id BIGINT NOT NULL,
  union_id BIGINT NOT NULL,
  number TEXT NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  state TEXT NOT NULL,
  terms TEXT NOT NULL,
  opens_at BIGINT NOT NULL,
  closes_at BIGINT NOT NULL,
  stock BIGINT NOT NULL,
  worth BIGINT NOT NULL,
  envelope BIGINT NOT NULL,
  made_by BIGINT NOT NULL,
  made_by_name TEXT NOT NULL,
  proposed_by BIGINT NOT NULL,
  proposed_by_name TEXT NOT NULL,
  decided_by BIGINT NOT NULL,
  decided_by_name TEXT NOT NULL,
  decided_at BIGINT NOT NULL,
  reason TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (id)
);
CREATE INDEX benefit_campaign_by_union ON benefit_campaign (union_id, state, opens_at, id);
CREATE INDEX benefit_campaign_by_time ON benefit_campaign (state, opens_at, id);

-- What a number leads to: four to six digits, printed on vouchers, never given twice.
-- @table benefit_number lookup(number)
CREATE TABLE benefit_number (
  number TEXT NOT NULL,
  campaign_id BIGINT NOT NULL,
  PRIMARY KEY (number)
);

-- The stock, a row that everybody draws on: `issued` never above `stock` and what went back. `used` of the issued ones are used,
-- `released` went back; `refused` people were told that nothing is left; `folded` is the last serial whose facts are in the figures;
-- of what comes after serial `expired` something may still run out.
-- @table benefit_stock aggregate(campaign_id)
CREATE TABLE benefit_stock (
  campaign_id BIGINT NOT NULL,
  stock BIGINT NOT NULL,
  issued BIGINT NOT NULL,
  used BIGINT NOT NULL,
  released BIGINT NOT NULL,
  refused BIGINT NOT NULL,
  folded BIGINT NOT NULL,
  expired BIGINT NOT NULL,
  PRIMARY KEY (campaign_id)
);

-- What somebody got. `turn` is which of the tries that the rule allows it is (rules::turn), so one try per person per rule is this
-- key. `serial` counts the campaign's vouchers from 1 without gaps. `worth` is what it costs the budget. `union_id` is where the
-- person was a member then. `prize` is the place of the prize in the terms of a draw, from 1; 0 for other kinds.
-- @table benefit_voucher aggregate(campaign_id)
CREATE TABLE benefit_voucher (
  campaign_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  turn BIGINT NOT NULL,
  serial BIGINT NOT NULL,
  state TEXT NOT NULL,
  prize BIGINT NOT NULL,
  worth BIGINT NOT NULL,
  union_id BIGINT NOT NULL,
  issued_at BIGINT NOT NULL,
  expires_on BIGINT NOT NULL,
  used_at BIGINT NOT NULL,
  merchant_id BIGINT NOT NULL,
  PRIMARY KEY (campaign_id, serial)
);
-- Nobody has a turn twice; and what somebody has. The rows themselves lie in the order in which they are issued.
CREATE UNIQUE INDEX benefit_voucher_once ON benefit_voucher (person_id, campaign_id, turn);

-- Money set aside for a year by a union, granted in one or several steps; the sums are in the ledger.
-- @table benefit_grant aggregate(union_id)
CREATE TABLE benefit_grant (
  union_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  year BIGINT NOT NULL,
  amount BIGINT NOT NULL,
  basis TEXT NOT NULL,
  made_by BIGINT NOT NULL,
  made_by_name TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (union_id, id)
);

-- Whom benefits reached in a year, once: what counts people, where vouchers count times. `union_id` is where the person was a member
-- when the first one of the year was got.
-- @table benefit_reached aggregate(person_id)
CREATE TABLE benefit_reached (
  person_id BIGINT NOT NULL,
  year BIGINT NOT NULL,
  union_id BIGINT NOT NULL,
  PRIMARY KEY (person_id, year)
);

-- What is counted of a campaign: vouchers that were got on a day by members of a union (merchant 0), and those that were used at a
-- merchant, with the 分 that they saved. Written by the job that counts, never by whoever gets or uses one.
-- @table benefit_counted aggregate(campaign_id)
CREATE TABLE benefit_counted (
  campaign_id BIGINT NOT NULL,
  union_id BIGINT NOT NULL,
  day BIGINT NOT NULL,
  merchant_id BIGINT NOT NULL,
  times BIGINT NOT NULL,
  redeemed BIGINT NOT NULL,
  saved BIGINT NOT NULL,
  PRIMARY KEY (campaign_id, union_id, day, merchant_id)
);
CREATE INDEX benefit_counted_day ON benefit_counted (day, union_id);
