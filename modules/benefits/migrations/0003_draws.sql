-- Draws: who entered, what was promised before, what came out (docs/draws.md). Types and classes: docs/adr/0003. Instants are ms, days
-- yyyymmdd, digests and pseudonyms hexadecimal digits in small letters; what is 0 or '' is none yet.

-- A draw, beside its campaign. `commitment` is the digest of a secret that is made of the keys and is nowhere in the database before
-- the draw; then `secret` is it. `entries` counts those who entered. `source` says where the public value comes from; `postponed` is
-- a list of model::draw::Postponed as JSON, the last one says from when on (`value_from`) a value is taken.
-- @table benefit_draw aggregate(campaign_id)
CREATE TABLE benefit_draw (
  campaign_id BIGINT NOT NULL,
  state TEXT NOT NULL,
  commitment TEXT NOT NULL,
  committed_at BIGINT NOT NULL,
  entries BIGINT NOT NULL,
  closed_at BIGINT NOT NULL,
  frozen_at BIGINT NOT NULL,
  list_digest TEXT NOT NULL,
  source TEXT NOT NULL,
  postponed TEXT NOT NULL,
  value_from BIGINT NOT NULL,
  value TEXT NOT NULL,
  value_by BIGINT NOT NULL,
  value_by_name TEXT NOT NULL,
  value_at BIGINT NOT NULL,
  confirmed_by BIGINT NOT NULL,
  confirmed_by_name TEXT NOT NULL,
  confirmed_at BIGINT NOT NULL,
  secret TEXT NOT NULL,
  drawn_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (campaign_id)
);

-- Who entered a draw: once per person is the key. `entrant` is the pseudonym under which the person stands in the published list.
-- @table benefit_entry aggregate(campaign_id)
CREATE TABLE benefit_entry (
  campaign_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  entrant TEXT NOT NULL,
  union_id BIGINT NOT NULL,
  entered_at BIGINT NOT NULL,
  PRIMARY KEY (campaign_id, person_id)
);
CREATE UNIQUE INDEX benefit_entry_list ON benefit_entry (campaign_id, entrant);
CREATE INDEX benefit_entry_by_person ON benefit_entry (person_id, campaign_id);

-- What came out, the best rank first: winners and those who stand by. `prize` counts the campaign's prizes from 1; 0 while somebody
-- stands by. `until` is the last day on which the prize can be claimed; `moved_at` when the state was reached.
-- @table benefit_winner aggregate(campaign_id)
CREATE TABLE benefit_winner (
  campaign_id BIGINT NOT NULL,
  rank BIGINT NOT NULL,
  entrant TEXT NOT NULL,
  person_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  union_id BIGINT NOT NULL,
  prize BIGINT NOT NULL,
  state TEXT NOT NULL,
  until BIGINT NOT NULL,
  moved_at BIGINT NOT NULL,
  PRIMARY KEY (campaign_id, rank)
);
CREATE UNIQUE INDEX benefit_winner_by_person ON benefit_winner (campaign_id, person_id);
CREATE INDEX benefit_winner_due ON benefit_winner (state, until, campaign_id);
