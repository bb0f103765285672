-- How a campaign went, minute by minute.

-- How many were issued in a minute (instant by 60,000).
-- @table benefit_minute aggregate(campaign_id)
CREATE TABLE benefit_minute (
  campaign_id BIGINT NOT NULL,
  minute BIGINT NOT NULL,
  issued BIGINT NOT NULL,
  PRIMARY KEY (campaign_id, minute)
);
