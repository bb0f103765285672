-- Claims: settlement files, claims, decisions, notices. Types and classes: docs/adr/0003, docs/adr/0021. Amounts are 分, days
-- yyyymmdd; what is 0 is none.

-- Where settlement files come from, and which of their columns mean what (`mapping` is JSON).
-- @table mutual_source aggregate(id)
CREATE TABLE mutual_source (
  id BIGINT NOT NULL,
  union_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  mapping TEXT NOT NULL,
  active BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  created_by_name TEXT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (id)
);
CREATE INDEX mutual_source_by_union ON mutual_source (union_id, id);

-- A file of settlements. Rows are worked off in parts; `prepared` became claims, `known` were claimed before, `unmatched` belong to
-- nobody in the register, `uncovered` to people without cover on the day, `unreadable` could not be read.
-- @table mutual_settlement aggregate(id)
CREATE TABLE mutual_settlement (
  id BIGINT NOT NULL,
  union_id BIGINT NOT NULL,
  source_id BIGINT NOT NULL,
  mapping TEXT NOT NULL,
  file_name TEXT NOT NULL,
  file_digest TEXT NOT NULL,
  state TEXT NOT NULL,
  parts_done BIGINT NOT NULL,
  rows BIGINT NOT NULL,
  prepared BIGINT NOT NULL,
  known BIGINT NOT NULL,
  unmatched BIGINT NOT NULL,
  uncovered BIGINT NOT NULL,
  unreadable BIGINT NOT NULL,
  error TEXT NOT NULL,
  created_by BIGINT NOT NULL,
  created_by_name TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  finished_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (id)
);
CREATE INDEX mutual_settlement_by_union ON mutual_settlement (union_id, id);
CREATE INDEX mutual_settlement_by_source ON mutual_settlement (source_id, id);

-- A file once for ever of one source.
-- @table mutual_settlement_file lookup(digest)
CREATE TABLE mutual_settlement_file (
  digest TEXT NOT NULL,
  settlement_id BIGINT NOT NULL,
  PRIMARY KEY (digest)
);

-- The verdicts of some hundred rows of a settlement file, packed.
-- @table mutual_settlement_part aggregate(settlement_id)
CREATE TABLE mutual_settlement_part (
  settlement_id BIGINT NOT NULL,
  part BIGINT NOT NULL,
  rows BIGINT NOT NULL,
  body BYTES NOT NULL,
  PRIMARY KEY (settlement_id, part)
);

-- A claim. `union_id` is the union that enrolled the person, `fund_id` the one that runs the fund; `facts` is what the scheme's rules
-- ask (JSON of model::case::Facts), `trace` and `refusals` what came of it, `signals` what looks odd. What is copied out of them
-- (admitted, discharged, total, borne, benefit) is for lists. `due_on` is the limit of what is awaited now.
-- @table mutual_claim aggregate(id)
CREATE TABLE mutual_claim (
  id BIGINT NOT NULL,
  number TEXT NOT NULL,
  person_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  union_id BIGINT NOT NULL,
  fund_id BIGINT NOT NULL,
  scheme_id BIGINT NOT NULL,
  scheme_code TEXT NOT NULL,
  period_id BIGINT NOT NULL,
  item TEXT NOT NULL,
  channel TEXT NOT NULL,
  source_id BIGINT NOT NULL,
  settlement_id BIGINT NOT NULL,
  state TEXT NOT NULL,
  hospital TEXT NOT NULL,
  invoice TEXT NOT NULL,
  admitted BIGINT NOT NULL,
  discharged BIGINT NOT NULL,
  total BIGINT NOT NULL,
  borne BIGINT NOT NULL,
  benefit BIGINT NOT NULL,
  deductible BIGINT NOT NULL,
  facts TEXT NOT NULL,
  trace TEXT NOT NULL,
  refusals TEXT NOT NULL,
  signals TEXT NOT NULL,
  asked TEXT NOT NULL,
  due_on BIGINT NOT NULL,
  applied_on BIGINT NOT NULL,
  entered_by BIGINT NOT NULL,
  reviewed_by BIGINT NOT NULL,
  second_by BIGINT NOT NULL,
  approved_by BIGINT NOT NULL,
  approved_at BIGINT NOT NULL,
  sampled BIGINT NOT NULL,
  notice_id BIGINT NOT NULL,
  objections BIGINT NOT NULL,
  round BIGINT NOT NULL,
  payment_id BIGINT NOT NULL,
  attempt BIGINT NOT NULL,
  paid_on BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (id)
);
CREATE INDEX mutual_claim_by_fund ON mutual_claim (fund_id, state, id);
CREATE INDEX mutual_claim_by_union ON mutual_claim (union_id, id);
CREATE INDEX mutual_claim_by_person ON mutual_claim (person_id, id);
CREATE INDEX mutual_claim_by_scheme ON mutual_claim (scheme_id, person_id, id);
CREATE INDEX mutual_claim_by_settlement ON mutual_claim (settlement_id, state, id);
CREATE INDEX mutual_claim_by_notice ON mutual_claim (notice_id, id);
CREATE INDEX mutual_claim_by_invoice ON mutual_claim (invoice);
CREATE INDEX mutual_claim_by_due ON mutual_claim (state, due_on);

-- @table mutual_claim_number lookup(number)
CREATE TABLE mutual_claim_number (
  number TEXT NOT NULL,
  claim_id BIGINT NOT NULL,
  PRIMARY KEY (number)
);

-- A bill of a hospital once for ever: digest of hospital, number and day of discharge.
-- @table mutual_claim_bill lookup(digest)
CREATE TABLE mutual_claim_bill (
  digest BYTES NOT NULL,
  claim_id BIGINT NOT NULL,
  PRIMARY KEY (digest)
);

-- What a person was promised in a year of a scheme, by item: amounts that caps count. Changed only under the sum that was seen.
-- @table mutual_use aggregate(person_id)
CREATE TABLE mutual_use (
  person_id BIGINT NOT NULL,
  scheme_code TEXT NOT NULL,
  year BIGINT NOT NULL,
  item TEXT NOT NULL,
  used BIGINT NOT NULL,
  times BIGINT NOT NULL,
  deductible BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (person_id, scheme_code, year, item)
);

-- What was done with a claim, in order; `plain` is what the worker reads.
-- @table mutual_decision aggregate(claim_id)
CREATE TABLE mutual_decision (
  claim_id BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  deed TEXT NOT NULL,
  title TEXT NOT NULL,
  note TEXT NOT NULL,
  plain TEXT NOT NULL,
  by_id BIGINT NOT NULL,
  by_name TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (claim_id, seq)
);

-- A public notice of claims that were approved. `rows` is JSON as it was published: masked name, union, band of the amount.
-- @table mutual_notice aggregate(id)
CREATE TABLE mutual_notice (
  id BIGINT NOT NULL,
  union_id BIGINT NOT NULL,
  title TEXT NOT NULL,
  state TEXT NOT NULL,
  from_day BIGINT NOT NULL,
  to_day BIGINT NOT NULL,
  contact TEXT NOT NULL,
  claims BIGINT NOT NULL,
  amount BIGINT NOT NULL,
  settled BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  created_by_name TEXT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (id)
);
CREATE INDEX mutual_notice_by_union ON mutual_notice (union_id, id);
CREATE INDEX mutual_notice_by_state ON mutual_notice (state, to_day);

-- A line of a notice, frozen.
-- @table mutual_notice_line aggregate(notice_id)
CREATE TABLE mutual_notice_line (
  notice_id BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  claim_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  union_name TEXT NOT NULL,
  item TEXT NOT NULL,
  band TEXT NOT NULL,
  PRIMARY KEY (notice_id, seq)
);

-- Cases about a claim: objections of others (they hold the payment) and appeals of the worker.
-- @table mutual_claim_case aggregate(case_id)
CREATE TABLE mutual_claim_case (
  case_id BIGINT NOT NULL,
  claim_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  PRIMARY KEY (case_id)
);
CREATE INDEX mutual_claim_case_by_claim ON mutual_claim_case (claim_id, case_id);
