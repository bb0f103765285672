-- The accounts that unions keep elsewhere, and what they came to. Types and classes: docs/adr/0003.

-- An account that a union keeps elsewhere (公众号, 微博, …); `closed_on` 99991231 while it is there.
-- @table post_channel aggregate(id)
CREATE TABLE post_channel (
  id BIGINT NOT NULL,
  union_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  since BIGINT NOT NULL,
  closed_on BIGINT NOT NULL,
  note TEXT NOT NULL,
  changed_by_name TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (id)
);
CREATE INDEX post_channel_by_union ON post_channel (union_id, id);

-- What an account came to in a month: followers at its end, reads and posts in it, and its place among so many accounts (0: none told).
-- @table post_channel_return aggregate(channel_id)
CREATE TABLE post_channel_return (
  channel_id BIGINT NOT NULL,
  month BIGINT NOT NULL,
  id BIGINT NOT NULL,
  followers BIGINT NOT NULL,
  reads BIGINT NOT NULL,
  posts BIGINT NOT NULL,
  place BIGINT NOT NULL,
  place_of BIGINT NOT NULL,
  note TEXT NOT NULL,
  made_by_name TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (channel_id, month)
);
CREATE INDEX post_channel_return_by_id ON post_channel_return (id);
CREATE INDEX post_channel_return_by_month ON post_channel_return (month, channel_id);
