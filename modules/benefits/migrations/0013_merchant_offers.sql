-- What merchants propose to give to members, and discounts that are edited. Types and classes: docs/adr/0003. Instants are ms; what is
-- 0 is none.

-- Raised by every change.
ALTER TABLE benefit_discount ADD COLUMN version BIGINT NOT NULL DEFAULT 1;

-- The title that a discount had when it was used; empty of earlier uses while the discount still has the same.
ALTER TABLE benefit_use ADD COLUMN title TEXT NOT NULL DEFAULT '';

-- 1 where somebody speaks for the merchant and not only stands at a till.
ALTER TABLE benefit_clerk ADD COLUMN manager BIGINT NOT NULL DEFAULT 0;

-- A discount that a merchant proposes to add, to change or to end. `discount_id` is 0 of a new one until it is approved. `told` is JSON:
-- the discount as it is to be; `was` how it stood when somebody decided, empty before and where there was none. `made_by` wrote it last.
-- @table benefit_proposal aggregate(merchant_id)
CREATE TABLE benefit_proposal (
  merchant_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  discount_id BIGINT NOT NULL,
  title TEXT NOT NULL,
  told TEXT NOT NULL,
  was TEXT NOT NULL,
  note TEXT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT NOT NULL,
  made_by BIGINT NOT NULL,
  made_by_name TEXT NOT NULL,
  proposed_by BIGINT NOT NULL,
  proposed_by_name TEXT NOT NULL,
  proposed_at BIGINT NOT NULL,
  decided_by_name TEXT NOT NULL,
  decided_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (merchant_id, id)
);
CREATE INDEX benefit_proposal_by_state ON benefit_proposal (state, id);
