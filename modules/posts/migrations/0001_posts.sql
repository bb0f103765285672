-- The tables of posts. Types and classes: docs/adr/0003.

-- A column of a union: how long its posts are, whether they are signed and may be answered, and what a new one starts with.
-- @table post_column reference
CREATE TABLE post_column (
  id BIGINT PRIMARY KEY,
  union_id BIGINT NOT NULL,
  title TEXT NOT NULL,
  intro TEXT NOT NULL,
  most_chars BIGINT NOT NULL,
  signed BIGINT NOT NULL,
  comments BIGINT NOT NULL,
  template TEXT NOT NULL,
  open BIGINT NOT NULL,
  sort BIGINT NOT NULL,
  changed_by_name TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  version BIGINT NOT NULL
);
CREATE INDEX post_column_by_union ON post_column (union_id, id);

-- A post: the text in hand, and beside it what readers see (public_version 0: nothing yet; live 0: nothing any more). salt makes
-- the marks of its readers; it and they go when readers are no longer told apart.
-- @table post aggregate(id)
CREATE TABLE post (
  id BIGINT NOT NULL,
  union_id BIGINT NOT NULL,
  column_id BIGINT NOT NULL,
  number TEXT NOT NULL,
  state TEXT NOT NULL,
  title TEXT NOT NULL,
  summary TEXT NOT NULL,
  body TEXT NOT NULL,
  author_unit TEXT NOT NULL,
  author_post TEXT NOT NULL,
  author_name TEXT NOT NULL,
  campaigns TEXT NOT NULL,
  correction TEXT NOT NULL,
  reason TEXT NOT NULL,
  made_by BIGINT NOT NULL,
  made_by_name TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  reviewed_by BIGINT NOT NULL,
  reviewed_by_name TEXT NOT NULL,
  proposed_by BIGINT NOT NULL,
  proposed_by_name TEXT NOT NULL,
  approved_by BIGINT NOT NULL,
  approved_by_name TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  publish_at BIGINT NOT NULL,
  live BIGINT NOT NULL,
  published_at BIGINT NOT NULL,
  public_version BIGINT NOT NULL,
  public_title TEXT NOT NULL,
  public_summary TEXT NOT NULL,
  public_body TEXT NOT NULL,
  public_author_unit TEXT NOT NULL,
  public_author_post TEXT NOT NULL,
  public_author_name TEXT NOT NULL,
  public_campaigns TEXT NOT NULL,
  public_correction TEXT NOT NULL,
  corrected_at BIGINT NOT NULL,
  salt BYTES NOT NULL,
  opened BIGINT NOT NULL,
  readers BIGINT NOT NULL,
  comments BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (id)
);
CREATE INDEX post_by_union ON post (union_id, id);
CREATE INDEX post_by_column ON post (column_id, id);
CREATE INDEX post_live ON post (live, published_at, id);
CREATE INDEX post_due ON post (state, publish_at, id);

-- Every text that a post had, and what was done with it.
-- @table post_version aggregate(post_id)
CREATE TABLE post_version (
  post_id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  deed TEXT NOT NULL,
  title TEXT NOT NULL,
  summary TEXT NOT NULL,
  body TEXT NOT NULL,
  note TEXT NOT NULL,
  by_name TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (post_id, version)
);

-- Openings of a day, and members who opened the post for the first time on it.
-- @table post_read aggregate(post_id)
CREATE TABLE post_read (
  post_id BIGINT NOT NULL,
  day BIGINT NOT NULL,
  opened BIGINT NOT NULL,
  readers BIGINT NOT NULL,
  PRIMARY KEY (post_id, day)
);
CREATE INDEX post_read_by_day ON post_read (day, post_id);

-- Marks by which a reader is told from one who is new: a digest with the salt of the post, no person.
-- @table post_reader aggregate(post_id)
CREATE TABLE post_reader (
  post_id BIGINT NOT NULL,
  mark BYTES NOT NULL,
  PRIMARY KEY (post_id, mark)
);

-- What members say below a post; shown once an editor has let it.
-- @table post_comment aggregate(post_id)
CREATE TABLE post_comment (
  post_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  shown_name TEXT NOT NULL,
  union_id BIGINT NOT NULL,
  body TEXT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT NOT NULL,
  decided_by_name TEXT NOT NULL,
  decided_at BIGINT NOT NULL,
  made_at BIGINT NOT NULL,
  PRIMARY KEY (post_id, id)
);
CREATE INDEX post_comment_by_state ON post_comment (state, id);
CREATE INDEX post_comment_by_person ON post_comment (person_id, post_id);

-- When somebody commented last: the next one waits a minute.
-- @table post_commenter aggregate(person_id)
CREATE TABLE post_commenter (
  person_id BIGINT NOT NULL,
  last_at BIGINT NOT NULL,
  PRIMARY KEY (person_id)
);
