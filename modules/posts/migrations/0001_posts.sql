-- The tables of posts. Types and classes: docs/adr/0003.

-- @table posts_entry aggregate(union_id)
CREATE TABLE posts_entry (
  union_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  body TEXT NOT NULL,
  written_at BIGINT NOT NULL,
  PRIMARY KEY (union_id, id)
);
