-- Tickets that win at once: what was promised of them, and how many of each prize are out (docs/draws.md). Types and classes: docs/adr/0003.
-- Digests are hexadecimal digits in small letters; what is 0 or '' is none yet.

-- The promise of a campaign of tickets: `commitment` is the digest of a secret that is made of the keys and is nowhere in the database
-- before the campaign is over; then `secret` is it.
-- @table benefit_instant aggregate(campaign_id)
CREATE TABLE benefit_instant (
  campaign_id BIGINT NOT NULL,
  commitment TEXT NOT NULL,
  committed_at BIGINT NOT NULL,
  secret TEXT NOT NULL,
  revealed_at BIGINT NOT NULL,
  PRIMARY KEY (campaign_id)
);
CREATE INDEX benefit_instant_kept ON benefit_instant (revealed_at, campaign_id);

-- Prizes of a campaign of tickets, counted as the terms list them from 1: `given` never above `stock`.
-- @table benefit_prize aggregate(campaign_id)
CREATE TABLE benefit_prize (
  campaign_id BIGINT NOT NULL,
  prize BIGINT NOT NULL,
  stock BIGINT NOT NULL,
  given BIGINT NOT NULL,
  PRIMARY KEY (campaign_id, prize)
);

-- How many of the issued ones won nothing: nobody holds them, and nothing goes back for them.
ALTER TABLE benefit_stock ADD COLUMN blank BIGINT NOT NULL DEFAULT 0;

-- Until when people enter; 0 if until the campaign closes.
ALTER TABLE benefit_draw ADD COLUMN enters_until BIGINT NOT NULL DEFAULT 0;
