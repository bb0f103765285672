-- What people hold, found by who holds it and by when it runs out; and how a campaign went, minute by minute.

CREATE INDEX benefit_voucher_by_person ON benefit_voucher (person_id, campaign_id, turn);
CREATE INDEX benefit_voucher_due ON benefit_voucher (state, expires_on, campaign_id);

-- How many were issued in a minute (instant by 60,000).
-- @table benefit_minute aggregate(campaign_id)
CREATE TABLE benefit_minute (
  campaign_id BIGINT NOT NULL,
  minute BIGINT NOT NULL,
  issued BIGINT NOT NULL,
  PRIMARY KEY (campaign_id, minute)
);
