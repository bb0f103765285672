-- Merchants, their tills, what was redeemed there, and what they are paid for it. Types and classes: docs/adr/0003. Amounts are 分,
-- days yyyymmdd, instants ms; what is 0 is none.

-- A merchant under contract with a union. Phone and account are sealed. `barred_until` is the last day on the blacklist.
-- @table benefit_merchant aggregate(id)
CREATE TABLE benefit_merchant (
  id BIGINT NOT NULL,
  union_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  credit_code TEXT NOT NULL,
  category TEXT NOT NULL,
  contact TEXT NOT NULL,
  phone BYTES NOT NULL,
  phone_tail TEXT NOT NULL,
  holder TEXT NOT NULL,
  bank TEXT NOT NULL,
  account BYTES NOT NULL,
  account_tail TEXT NOT NULL,
  contract_from BIGINT NOT NULL,
  contract_to BIGINT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT NOT NULL,
  barred_until BIGINT NOT NULL,
  made_by BIGINT NOT NULL,
  made_by_name TEXT NOT NULL,
  proposed_by BIGINT NOT NULL,
  decided_by_name TEXT NOT NULL,
  decided_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (id)
);
CREATE INDEX benefit_merchant_by_union ON benefit_merchant (union_id, state, id);

-- A union has a merchant once: `value` is `union:credit code`.
-- @table benefit_merchant_code lookup(value)
CREATE TABLE benefit_merchant_code (
  value TEXT NOT NULL,
  merchant_id BIGINT NOT NULL,
  PRIMARY KEY (value)
);

-- Places are micro-degrees; both 0 where nobody told.
-- @table benefit_shop aggregate(merchant_id)
CREATE TABLE benefit_shop (
  merchant_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  name TEXT NOT NULL,
  address TEXT NOT NULL,
  lat BIGINT NOT NULL,
  lng BIGINT NOT NULL,
  hours TEXT NOT NULL,
  phone TEXT NOT NULL,
  open BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (merchant_id, id)
);

-- Whose account stands at which till. `phone` is sealed, empty where nobody told.
-- @table benefit_clerk aggregate(account_id)
CREATE TABLE benefit_clerk (
  account_id BIGINT NOT NULL,
  merchant_id BIGINT NOT NULL,
  shop_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  sign_in TEXT NOT NULL,
  phone BYTES NOT NULL,
  open BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (account_id)
);
CREATE INDEX benefit_clerk_by_merchant ON benefit_clerk (merchant_id, account_id);

-- What every member gets there, without a voucher.
-- @table benefit_discount aggregate(merchant_id)
CREATE TABLE benefit_discount (
  merchant_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  title TEXT NOT NULL,
  detail TEXT NOT NULL,
  from_day BIGINT NOT NULL,
  to_day BIGINT NOT NULL,
  PRIMARY KEY (merchant_id, id)
);

-- A voucher that was taken at a till. `union_id` is the union that pays. `ended` is 0 while it counts and the row's own id when it was
-- voided or refunded: the unique index says that a voucher counts once. `scan_key` is the till's name for this scan. `at` is when it
-- was scanned, `received_at` when the program learned of it.
-- @table benefit_redemption aggregate(merchant_id)
CREATE TABLE benefit_redemption (
  merchant_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  campaign_id BIGINT NOT NULL,
  serial BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  union_id BIGINT NOT NULL,
  shop_id BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  clerk_name TEXT NOT NULL,
  device TEXT NOT NULL,
  scan_key TEXT NOT NULL,
  worth BIGINT NOT NULL,
  pays BIGINT NOT NULL,
  at BIGINT NOT NULL,
  received_at BIGINT NOT NULL,
  offline BIGINT NOT NULL,
  state TEXT NOT NULL,
  statement_id BIGINT NOT NULL,
  reason TEXT NOT NULL,
  ended BIGINT NOT NULL,
  PRIMARY KEY (merchant_id, id)
);
CREATE UNIQUE INDEX benefit_redemption_once ON benefit_redemption (merchant_id, campaign_id, serial, ended);
CREATE INDEX benefit_redemption_by_time ON benefit_redemption (id);
CREATE INDEX benefit_redemption_by_statement ON benefit_redemption (merchant_id, statement_id, at);

-- A redemption that was paid and turned out wrong: a negative line of the next statement, 0 until there is one.
-- @table benefit_refund aggregate(merchant_id)
CREATE TABLE benefit_refund (
  merchant_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  union_id BIGINT NOT NULL,
  statement_id BIGINT NOT NULL,
  amount BIGINT NOT NULL,
  reason TEXT NOT NULL,
  made_by_name TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (merchant_id, id)
);

-- What a union owes a merchant for what was redeemed until a day. `from_day` is what stands on the paper: what came in late is on it
-- too.
-- @table benefit_statement aggregate(id)
CREATE TABLE benefit_statement (
  id BIGINT NOT NULL,
  number TEXT NOT NULL,
  union_id BIGINT NOT NULL,
  merchant_id BIGINT NOT NULL,
  from_day BIGINT NOT NULL,
  to_day BIGINT NOT NULL,
  state TEXT NOT NULL,
  count BIGINT NOT NULL,
  amount BIGINT NOT NULL,
  refunds BIGINT NOT NULL,
  refund_amount BIGINT NOT NULL,
  made_by BIGINT NOT NULL,
  made_by_name TEXT NOT NULL,
  sent_at BIGINT NOT NULL,
  answered_at BIGINT NOT NULL,
  answered_by_name TEXT NOT NULL,
  dispute TEXT NOT NULL,
  approved_by_name TEXT NOT NULL,
  approved_at BIGINT NOT NULL,
  paid_at BIGINT NOT NULL,
  paid_by_name TEXT NOT NULL,
  bank_ref TEXT NOT NULL,
  reason TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (id)
);
CREATE INDEX benefit_statement_by_union ON benefit_statement (union_id, state, id);
CREATE INDEX benefit_statement_by_merchant ON benefit_statement (merchant_id, id);

-- What a merchant says is wrong with a line. `verdict`: 0 not answered, 1 the line stays, 2 it was taken off.
-- @table benefit_dispute aggregate(statement_id)
CREATE TABLE benefit_dispute (
  statement_id BIGINT NOT NULL,
  redemption_id BIGINT NOT NULL,
  number TEXT NOT NULL,
  reason TEXT NOT NULL,
  answer TEXT NOT NULL,
  verdict BIGINT NOT NULL,
  PRIMARY KEY (statement_id, redemption_id)
);
