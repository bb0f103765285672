-- What stands on one bill, goods that are sent or fetched, and campaigns that are held back. Types and classes: docs/adr/0003.

-- 1: paused by somebody who approves, so that only such a one lets it go on.
ALTER TABLE benefit_campaign ADD COLUMN held_back BIGINT NOT NULL DEFAULT 0;

-- The last time that a person showed a voucher at a merchant. Whoever takes a voucher writes it first, so that two tills that take two
-- vouchers of one person at the same instant come one after the other.
-- @table benefit_bill aggregate(merchant_id)
CREATE TABLE benefit_bill (
  merchant_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  shown_at BIGINT NOT NULL,
  PRIMARY KEY (merchant_id, person_id)
);
CREATE INDEX benefit_redemption_of_person ON benefit_redemption (merchant_id, person_id, at);

-- Goods of a voucher on their way: `ready` (where to is known), `sent`, `done`, `returned`. What became of the voucher stands with
-- the voucher. `point` counts the points of the terms from 1, 0 where goods are sent. `addressee` is sealed: name, phone and address
-- as JSON; empty where there is none, and from `forget_at` on (0: nothing to forget).
-- @table benefit_parcel aggregate(campaign_id)
CREATE TABLE benefit_parcel (
  campaign_id BIGINT NOT NULL,
  serial BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  point BIGINT NOT NULL,
  state TEXT NOT NULL,
  addressee BYTES NOT NULL,
  carrier TEXT NOT NULL,
  tracking TEXT NOT NULL,
  reason TEXT NOT NULL,
  ready_at BIGINT NOT NULL,
  sent_at BIGINT NOT NULL,
  done_at BIGINT NOT NULL,
  by_name TEXT NOT NULL,
  forget_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (campaign_id, serial)
);
CREATE INDEX benefit_parcel_to_forget ON benefit_parcel (forget_at, campaign_id, serial);
