-- What is read of benefits, and what merchants tell of discounts that are given for showing the card. Types and classes: docs/adr/0003.
-- Amounts are 分, instants ms, months yyyymm.

-- What happened in a month to the members of a union and of everything beneath it. `what` says what `about_id` is: `campaign`,
-- `return` (a standing discount that a merchant told of), `merchant`, or `person` (0: people, each once in a year). `times` were got,
-- `redeemed` used, `uses` are uses of discounts; `people` got one, each once of a campaign; `saved` is what vouchers cost the budget,
-- `base` what of it went to members beneath townships, `off` what merchants took off by discounts. What happened counts where it happened: it does not go along when a union is moved.
-- @table benefit_month aggregate(union_id)
CREATE TABLE benefit_month (
  union_id BIGINT NOT NULL,
  what TEXT NOT NULL,
  month BIGINT NOT NULL,
  about_id BIGINT NOT NULL,
  times BIGINT NOT NULL,
  people BIGINT NOT NULL,
  redeemed BIGINT NOT NULL,
  uses BIGINT NOT NULL,
  saved BIGINT NOT NULL,
  base BIGINT NOT NULL,
  off BIGINT NOT NULL,
  PRIMARY KEY (union_id, what, month, about_id)
);

-- A month of a standing discount, as the merchant tells it: how often it was given for showing the card, and what was taken off
-- (0 where nobody adds it up).
-- @table benefit_return aggregate(merchant_id)
CREATE TABLE benefit_return (
  merchant_id BIGINT NOT NULL,
  discount_id BIGINT NOT NULL,
  month BIGINT NOT NULL,
  id BIGINT NOT NULL,
  times BIGINT NOT NULL,
  off BIGINT NOT NULL,
  note TEXT NOT NULL,
  made_by_name TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (merchant_id, discount_id, month)
);
CREATE INDEX benefit_return_newest ON benefit_return (id);
CREATE INDEX benefit_return_by_month ON benefit_return (month, id);

-- Members of a union and of everything beneath it, and those of them who ever got a voucher: `slice` is `all`, `nature:` with the nature
-- of the employer, or `flag:` with the kind of a flag. Counted once a day.
-- @table benefit_missed aggregate(union_id)
CREATE TABLE benefit_missed (
  union_id BIGINT NOT NULL,
  slice TEXT NOT NULL,
  members BIGINT NOT NULL,
  reached BIGINT NOT NULL,
  counted_at BIGINT NOT NULL,
  PRIMARY KEY (union_id, slice)
);

-- A discount is named by itself where only figures are told of it.
CREATE INDEX benefit_discount_named ON benefit_discount (id);

-- Whoever hands in returns names merchants by their credit code.
CREATE INDEX benefit_merchant_by_code ON benefit_merchant (credit_code, id);
