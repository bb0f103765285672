-- The member card that a bank makes (会员服务卡). Types and classes: docs/adr/0003. Days yyyymmdd, instants ms; what is 0 is none.

-- A card from the application on. One is live per person. `number` is what the application is called, `pan` the number that the
-- bank gave the card, sealed, empty before that; `tail` its last four digits. `union_id` is where the person was a member then.
-- @table benefit_card aggregate(person_id)
CREATE TABLE benefit_card (
  person_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  union_id BIGINT NOT NULL,
  number TEXT NOT NULL,
  name TEXT NOT NULL,
  state TEXT NOT NULL,
  live BIGINT NOT NULL,
  by_member BIGINT NOT NULL,
  bank TEXT NOT NULL,
  pan BYTES NOT NULL,
  digest BYTES NOT NULL,
  tail TEXT NOT NULL,
  batch_id BIGINT NOT NULL,
  replaces_id BIGINT NOT NULL,
  confirmed_by BIGINT NOT NULL,
  handed_on BIGINT NOT NULL,
  active_on BIGINT NOT NULL,
  ended_on BIGINT NOT NULL,
  reason TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (person_id, id)
);
CREATE UNIQUE INDEX benefit_card_live ON benefit_card (person_id) WHERE live = 1;
CREATE INDEX benefit_card_newest ON benefit_card (id);
CREATE INDEX benefit_card_state ON benefit_card (state, id) WHERE state <> 'active';
CREATE INDEX benefit_card_union ON benefit_card (union_id, id);
CREATE INDEX benefit_card_by_batch ON benefit_card (batch_id, id) WHERE batch_id <> 0;

-- What was done with a card, in order.
-- @table benefit_card_step aggregate(person_id)
CREATE TABLE benefit_card_step (
  person_id BIGINT NOT NULL,
  card_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  deed TEXT NOT NULL,
  note TEXT NOT NULL,
  by_name TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (person_id, card_id, id)
);

-- Where the number of an application leads.
-- @table benefit_card_number lookup(number)
CREATE TABLE benefit_card_number (
  number TEXT NOT NULL,
  person_id BIGINT NOT NULL,
  card_id BIGINT NOT NULL,
  PRIMARY KEY (number)
);

-- A bank gives a number once.
-- @table benefit_card_pan lookup(digest)
CREATE TABLE benefit_card_pan (
  digest BYTES NOT NULL,
  person_id BIGINT NOT NULL,
  card_id BIGINT NOT NULL,
  PRIMARY KEY (digest)
);

-- Applications that go to the bank as one file. `union_id` sends them for everything beneath it.
-- @table benefit_card_batch aggregate(id)
CREATE TABLE benefit_card_batch (
  id BIGINT NOT NULL,
  union_id BIGINT NOT NULL,
  number TEXT NOT NULL,
  bank TEXT NOT NULL,
  count BIGINT NOT NULL,
  made BIGINT NOT NULL,
  refused BIGINT NOT NULL,
  made_by_name TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (id)
);
CREATE INDEX benefit_card_batch_by_union ON benefit_card_batch (union_id, id);
