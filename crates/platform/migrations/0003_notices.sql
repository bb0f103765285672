-- Messages of the in-app inbox.

-- @table notice aggregate(recipient_id)
CREATE TABLE notice (
  recipient_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  link TEXT NOT NULL,
  at BIGINT NOT NULL,
  read_at BIGINT NOT NULL,
  PRIMARY KEY (recipient_id, id)
);
