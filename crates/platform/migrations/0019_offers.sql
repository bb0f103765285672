-- What members are offered and when, for whoever tells of it. Types and classes: docs/adr/0003, why they stand here: docs/adr/0025.

-- Something that is offered to members of a union and of those beneath it. `what`, `who` and `amount` are words; `closes_at` is when it
-- was ended if that was before its time; `held` while nothing of it is given.
-- @table offer aggregate(id)
CREATE TABLE offer (
  id BIGINT NOT NULL,
  union_id BIGINT NOT NULL,
  title TEXT NOT NULL,
  what TEXT NOT NULL,
  who TEXT NOT NULL,
  amount TEXT NOT NULL,
  opens_at BIGINT NOT NULL,
  closes_at BIGINT NOT NULL,
  held BIGINT NOT NULL,
  PRIMARY KEY (id)
);
CREATE INDEX offer_by_union ON offer (union_id, opens_at, id);
