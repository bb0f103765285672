-- The life of unions. A dissolved union keeps its place: its history counts where it stood, its members stand elsewhere.
ALTER TABLE trade_union ADD COLUMN dissolved_on BIGINT NOT NULL DEFAULT 0;
ALTER TABLE trade_union ADD COLUMN successor_id BIGINT NOT NULL DEFAULT 0;
CREATE INDEX union_place_parent ON union_place (parent_id, union_id);

-- What a union was called, and of what kind it was, up to a day; the present words stand in trade_union.
-- @table union_former reference
CREATE TABLE union_former (
  union_id BIGINT NOT NULL,
  valid_to BIGINT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  PRIMARY KEY (union_id, valid_to)
);

-- A change of the tree, from its plan to its end. `employers` are the ids of those that a split takes along, as JSON;
-- `old_path` is where a moved union stood.
-- @table union_change aggregate(union_id)
CREATE TABLE union_change (
  union_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  day BIGINT NOT NULL,
  target_id BIGINT NOT NULL,
  new_name TEXT NOT NULL,
  new_kind TEXT NOT NULL,
  employers TEXT NOT NULL,
  old_path TEXT NOT NULL,
  document TEXT NOT NULL,
  reason TEXT NOT NULL,
  unions_moved BIGINT NOT NULL,
  employers_moved BIGINT NOT NULL,
  members_moved BIGINT NOT NULL,
  problem TEXT NOT NULL,
  created_by BIGINT NOT NULL,
  created_by_name TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  finished_at BIGINT NOT NULL,
  PRIMARY KEY (union_id, id)
);
CREATE UNIQUE INDEX union_change_open ON union_change (union_id) WHERE finished_at = 0;
CREATE INDEX union_change_target ON union_change (target_id, id);
