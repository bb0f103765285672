-- Enrolment: periods, targets, rosters, enrolments, bills, statements of the bank. Types and classes: docs/adr/0003. Amounts are 分,
-- days yyyymmdd; what is 0 is none.

-- A period in which people are enrolled. `union_id` runs the fund; the scheme is one that is in force.
-- @table mutual_period reference
CREATE TABLE mutual_period (
  id BIGINT NOT NULL,
  union_id BIGINT NOT NULL,
  scheme_id BIGINT NOT NULL,
  scheme_code TEXT NOT NULL,
  title TEXT NOT NULL,
  state TEXT NOT NULL,
  opens_on BIGINT NOT NULL,
  closes_on BIGINT NOT NULL,
  cover_from BIGINT NOT NULL,
  cover_to BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  created_by_name TEXT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (id)
);
CREATE INDEX mutual_period_by_union ON mutual_period (union_id, id);

-- How many people a union is to enrol, with those beneath it.
-- @table mutual_target aggregate(period_id)
CREATE TABLE mutual_target (
  period_id BIGINT NOT NULL,
  union_id BIGINT NOT NULL,
  target BIGINT NOT NULL,
  PRIMARY KEY (period_id, union_id)
);

-- How a union stands in a period: people and amounts by state, kept with each change. `paid` is money, `active` people.
-- @table mutual_unit aggregate(union_id)
CREATE TABLE mutual_unit (
  union_id BIGINT NOT NULL,
  period_id BIGINT NOT NULL,
  listed BIGINT NOT NULL,
  listed_amount BIGINT NOT NULL,
  billed BIGINT NOT NULL,
  billed_amount BIGINT NOT NULL,
  active BIGINT NOT NULL,
  active_amount BIGINT NOT NULL,
  paid BIGINT NOT NULL,
  PRIMARY KEY (union_id, period_id)
);
CREATE INDEX mutual_unit_by_period ON mutual_unit (period_id, union_id);

-- A person in a period, once. `items` are codes with commas between them; `continued` those of them that were covered until the
-- day before, so that nobody waits for them again. `union_id` is the union that enrolled the person and pays.
-- @table mutual_enrolment aggregate(person_id)
CREATE TABLE mutual_enrolment (
  person_id BIGINT NOT NULL,
  period_id BIGINT NOT NULL,
  union_id BIGINT NOT NULL,
  scheme_id BIGINT NOT NULL,
  roster_id BIGINT NOT NULL,
  bill_id BIGINT NOT NULL,
  state TEXT NOT NULL,
  name TEXT NOT NULL,
  items TEXT NOT NULL,
  continued TEXT NOT NULL,
  class TEXT NOT NULL,
  shares BIGINT NOT NULL,
  premium BIGINT NOT NULL,
  employer_part BIGINT NOT NULL,
  union_part BIGINT NOT NULL,
  person_part BIGINT NOT NULL,
  cover_from BIGINT NOT NULL,
  cover_to BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (person_id, period_id)
);
CREATE INDEX mutual_enrolment_by_union ON mutual_enrolment (union_id, period_id, person_id);

-- A list of people to be enrolled: a workbook of a union, or last period's list of it (`kind`). `cursor` is the last person of
-- last period's list that was looked at; `class` the payer class of rows that tell none.
-- @table mutual_roster aggregate(id)
CREATE TABLE mutual_roster (
  id BIGINT NOT NULL,
  period_id BIGINT NOT NULL,
  union_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  from_period_id BIGINT NOT NULL,
  class TEXT NOT NULL,
  file_name TEXT NOT NULL,
  file_digest TEXT NOT NULL,
  state TEXT NOT NULL,
  parts_done BIGINT NOT NULL,
  share_done BIGINT NOT NULL,
  cursor BIGINT NOT NULL,
  rows BIGINT NOT NULL,
  accepted BIGINT NOT NULL,
  rejected BIGINT NOT NULL,
  unchanged BIGINT NOT NULL,
  warnings BIGINT NOT NULL,
  amount BIGINT NOT NULL,
  kept BIGINT NOT NULL,
  error TEXT NOT NULL,
  created_by BIGINT NOT NULL,
  created_by_name TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  started_at BIGINT NOT NULL,
  finished_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (id)
);
CREATE INDEX mutual_roster_by_union ON mutual_roster (union_id, id);

-- The verdicts of some hundred rows of a roster, packed: of the check (phase 0) or of the entering (1).
-- @table mutual_roster_part aggregate(roster_id)
CREATE TABLE mutual_roster_part (
  roster_id BIGINT NOT NULL,
  phase BIGINT NOT NULL,
  part BIGINT NOT NULL,
  rows BIGINT NOT NULL,
  body BYTES NOT NULL,
  PRIMARY KEY (roster_id, phase, part)
);

-- What a union has to pay for the people of its lists. `fund_id` is the union that runs the fund; `paid` what was matched,
-- `refunded` what of it was given back; `cover_from` the day from which its people are covered, `paid_on` the day of the money.
-- @table mutual_bill aggregate(id)
CREATE TABLE mutual_bill (
  id BIGINT NOT NULL,
  period_id BIGINT NOT NULL,
  union_id BIGINT NOT NULL,
  fund_id BIGINT NOT NULL,
  scheme_code TEXT NOT NULL,
  reference TEXT NOT NULL,
  state TEXT NOT NULL,
  people BIGINT NOT NULL,
  amount BIGINT NOT NULL,
  employer_part BIGINT NOT NULL,
  union_part BIGINT NOT NULL,
  person_part BIGINT NOT NULL,
  paid BIGINT NOT NULL,
  refunded BIGINT NOT NULL,
  paid_on BIGINT NOT NULL,
  cover_from BIGINT NOT NULL,
  reason TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  created_by_name TEXT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (id)
);
CREATE INDEX mutual_bill_by_union ON mutual_bill (union_id, id);
CREATE INDEX mutual_bill_by_period ON mutual_bill (period_id, id);
CREATE INDEX mutual_bill_by_fund ON mutual_bill (fund_id, state, amount);

-- @table mutual_bill_reference lookup(reference)
CREATE TABLE mutual_bill_reference (
  reference TEXT NOT NULL,
  bill_id BIGINT NOT NULL,
  PRIMARY KEY (reference)
);

-- Which columns of a bank's file mean what: JSON, as it was confirmed last.
-- @table mutual_statement_form aggregate(union_id)
CREATE TABLE mutual_statement_form (
  union_id BIGINT NOT NULL,
  bank TEXT NOT NULL,
  columns TEXT NOT NULL,
  PRIMARY KEY (union_id, bank)
);

-- A file of the bank. `lines_done` are worked off; of them `taken` became receipts, `known` were there already, `outgoing` are no
-- income, `unreadable` could not be read.
-- @table mutual_statement aggregate(id)
CREATE TABLE mutual_statement (
  id BIGINT NOT NULL,
  union_id BIGINT NOT NULL,
  bank TEXT NOT NULL,
  file_name TEXT NOT NULL,
  file_digest TEXT NOT NULL,
  columns TEXT NOT NULL,
  state TEXT NOT NULL,
  lines BIGINT NOT NULL,
  lines_done BIGINT NOT NULL,
  taken BIGINT NOT NULL,
  known BIGINT NOT NULL,
  outgoing BIGINT NOT NULL,
  unreadable BIGINT NOT NULL,
  matched BIGINT NOT NULL,
  amount BIGINT NOT NULL,
  error TEXT NOT NULL,
  created_by BIGINT NOT NULL,
  created_by_name TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (id)
);
CREATE INDEX mutual_statement_by_union ON mutual_statement (union_id, id);

-- Money that came in: a line of a statement. `account` is sealed: the payer's account as the bank tells it.
-- @table mutual_receipt aggregate(id)
CREATE TABLE mutual_receipt (
  id BIGINT NOT NULL,
  union_id BIGINT NOT NULL,
  statement_id BIGINT NOT NULL,
  line BIGINT NOT NULL,
  bank_number TEXT NOT NULL,
  state TEXT NOT NULL,
  day BIGINT NOT NULL,
  amount BIGINT NOT NULL,
  matched BIGINT NOT NULL,
  refunded BIGINT NOT NULL,
  payer TEXT NOT NULL,
  payer_key TEXT NOT NULL,
  account BYTES NOT NULL,
  account_tail TEXT NOT NULL,
  note TEXT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (id)
);
CREATE INDEX mutual_receipt_by_union ON mutual_receipt (union_id, id);
CREATE INDEX mutual_receipt_by_statement ON mutual_receipt (statement_id, line);

-- A line of a bank once for ever.
-- @table mutual_receipt_key lookup(digest)
CREATE TABLE mutual_receipt_key (
  digest BYTES NOT NULL,
  receipt_id BIGINT NOT NULL,
  PRIMARY KEY (digest)
);

-- What of a receipt was taken for which bill. What was taken back stays as a row.
-- @table mutual_match aggregate(receipt_id)
CREATE TABLE mutual_match (
  receipt_id BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  bill_id BIGINT NOT NULL,
  amount BIGINT NOT NULL,
  how TEXT NOT NULL,
  entry_id BIGINT NOT NULL,
  by_name TEXT NOT NULL,
  at BIGINT NOT NULL,
  undone_at BIGINT NOT NULL,
  undone_by_name TEXT NOT NULL,
  why TEXT NOT NULL,
  PRIMARY KEY (receipt_id, seq)
);
CREATE INDEX mutual_match_by_bill ON mutual_match (bill_id, receipt_id, seq);

-- Money to be given back: of people or a whole bill before cover began, or what of a receipt was too much. Paid out by a batch of
-- payments. `account` is sealed.
-- @table mutual_refund aggregate(id)
CREATE TABLE mutual_refund (
  id BIGINT NOT NULL,
  union_id BIGINT NOT NULL,
  unit_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  period_id BIGINT NOT NULL,
  bill_id BIGINT NOT NULL,
  receipt_id BIGINT NOT NULL,
  state TEXT NOT NULL,
  people BIGINT NOT NULL,
  amount BIGINT NOT NULL,
  payee TEXT NOT NULL,
  bank TEXT NOT NULL,
  account BYTES NOT NULL,
  account_tail TEXT NOT NULL,
  why TEXT NOT NULL,
  payment_id BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  created_by_name TEXT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (id)
);
CREATE INDEX mutual_refund_by_union ON mutual_refund (union_id, state, id);
CREATE INDEX mutual_refund_by_bill ON mutual_refund (bill_id, id);

-- Whose premium a refund gives back.
-- @table mutual_refund_person aggregate(refund_id)
CREATE TABLE mutual_refund_person (
  refund_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  premium BIGINT NOT NULL,
  PRIMARY KEY (refund_id, person_id)
);
