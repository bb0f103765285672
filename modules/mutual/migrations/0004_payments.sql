-- Payments: bank cards, batches, payments, answers, samples. Types and classes: docs/adr/0003. Amounts are 分, days yyyymmdd; what is
-- 0 is none.

-- The bank card that a person is paid on. `number` is sealed; `digest` finds people with one card.
-- @table mutual_card aggregate(person_id)
CREATE TABLE mutual_card (
  person_id BIGINT NOT NULL,
  holder TEXT NOT NULL,
  bank TEXT NOT NULL,
  number BYTES NOT NULL,
  digest BYTES NOT NULL,
  tail TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  changed_by_name TEXT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (person_id)
);

-- Who has a card.
-- @table mutual_card_lookup aggregate(digest)
CREATE TABLE mutual_card_lookup (
  digest BYTES NOT NULL,
  person_id BIGINT NOT NULL,
  PRIMARY KEY (digest, person_id)
);

-- A batch that goes to the bank as one file; `file_digest` is SM3 of it as .csv, written at the approval.
-- @table mutual_payment_batch aggregate(id)
CREATE TABLE mutual_payment_batch (
  id BIGINT NOT NULL,
  union_id BIGINT NOT NULL,
  number TEXT NOT NULL,
  state TEXT NOT NULL,
  count BIGINT NOT NULL,
  amount BIGINT NOT NULL,
  paid BIGINT NOT NULL,
  paid_amount BIGINT NOT NULL,
  returned BIGINT NOT NULL,
  made_by BIGINT NOT NULL,
  made_by_name TEXT NOT NULL,
  approved_by BIGINT NOT NULL,
  approved_by_name TEXT NOT NULL,
  approved_at BIGINT NOT NULL,
  sent_at BIGINT NOT NULL,
  file_digest TEXT NOT NULL,
  reason TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (id)
);
CREATE INDEX mutual_payment_batch_by_union ON mutual_payment_batch (union_id, state, id);

-- One payment of a batch, for a claim or a refund (`kind`, `record_id`), the n-th attempt. `account` is sealed.
-- @table mutual_payment aggregate(batch_id)
CREATE TABLE mutual_payment (
  batch_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  number TEXT NOT NULL,
  kind TEXT NOT NULL,
  record_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  attempt BIGINT NOT NULL,
  state TEXT NOT NULL,
  payee TEXT NOT NULL,
  bank TEXT NOT NULL,
  account BYTES NOT NULL,
  account_tail TEXT NOT NULL,
  amount BIGINT NOT NULL,
  why TEXT NOT NULL,
  bank_ref TEXT NOT NULL,
  answered_at BIGINT NOT NULL,
  PRIMARY KEY (batch_id, id)
);
CREATE INDEX mutual_payment_by_record ON mutual_payment (record_id, batch_id);

-- Where a payment's number leads.
-- @table mutual_payment_number lookup(number)
CREATE TABLE mutual_payment_number (
  number TEXT NOT NULL,
  batch_id BIGINT NOT NULL,
  payment_id BIGINT NOT NULL,
  PRIMARY KEY (number)
);

-- An answer file of the bank and what came of its lines (`rows` is JSON of the lines that were not taken, with reasons).
-- @table mutual_answer aggregate(id)
CREATE TABLE mutual_answer (
  id BIGINT NOT NULL,
  union_id BIGINT NOT NULL,
  file_name TEXT NOT NULL,
  file_digest TEXT NOT NULL,
  lines BIGINT NOT NULL,
  paid BIGINT NOT NULL,
  returned BIGINT NOT NULL,
  known BIGINT NOT NULL,
  refused BIGINT NOT NULL,
  rows TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  created_by_name TEXT NOT NULL,
  PRIMARY KEY (id)
);
CREATE INDEX mutual_answer_by_union ON mutual_answer (union_id, id);

-- The first payment of a person in a scheme: the person counts once.
-- @table mutual_paid_person aggregate(person_id)
CREATE TABLE mutual_paid_person (
  person_id BIGINT NOT NULL,
  scheme_code TEXT NOT NULL,
  claim_id BIGINT NOT NULL,
  PRIMARY KEY (person_id, scheme_code)
);

-- A sample that auditors drew. `filter` is JSON; the claims are those with the smallest SM3(seed, claim).
-- @table mutual_sample aggregate(id)
CREATE TABLE mutual_sample (
  id BIGINT NOT NULL,
  union_id BIGINT NOT NULL,
  title TEXT NOT NULL,
  seed TEXT NOT NULL,
  filter TEXT NOT NULL,
  size BIGINT NOT NULL,
  population BIGINT NOT NULL,
  picked BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  created_by_name TEXT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (id)
);
CREATE INDEX mutual_sample_by_union ON mutual_sample (union_id, id);

-- A claim of a sample with what the auditor notes.
-- @table mutual_sample_claim aggregate(sample_id)
CREATE TABLE mutual_sample_claim (
  sample_id BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  claim_id BIGINT NOT NULL,
  finding TEXT NOT NULL,
  note TEXT NOT NULL,
  noted_at BIGINT NOT NULL,
  noted_by_name TEXT NOT NULL,
  PRIMARY KEY (sample_id, seq)
);
