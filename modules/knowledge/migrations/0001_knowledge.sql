-- The knowledge base: what is answered on the hotline and at the counter, by subject. Types and classes: docs/adr/0003.

-- @table knowledge_article reference
CREATE TABLE knowledge_article (
  id BIGINT PRIMARY KEY,
  union_id BIGINT NOT NULL,
  number TEXT NOT NULL,
  topic TEXT NOT NULL,
  state TEXT NOT NULL,
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  public_version BIGINT NOT NULL,
  public_title TEXT NOT NULL,
  public_body TEXT NOT NULL,
  review_on BIGINT NOT NULL,
  changed_by_name TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  version BIGINT NOT NULL
);
CREATE INDEX knowledge_article_review ON knowledge_article (review_on, id) WHERE state = 'published';

-- Every text that an article had.
-- @table knowledge_version reference
CREATE TABLE knowledge_version (
  article_id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  deed TEXT NOT NULL,
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  note TEXT NOT NULL,
  by_name TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (article_id, version)
);

-- Characters and pairs of characters by which articles are found.
-- @table knowledge_gram reference
CREATE TABLE knowledge_gram (
  gram TEXT NOT NULL,
  article_id BIGINT NOT NULL,
  in_title BIGINT NOT NULL,
  PRIMARY KEY (gram, article_id)
);
CREATE INDEX knowledge_gram_article ON knowledge_gram (article_id);
