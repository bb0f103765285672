-- Pictures of posts, posts of a week, and who follows a union's posts. Types and classes: docs/adr/0003.

-- Pictures of a text, the first one first: JSON of model::Picture.
ALTER TABLE post ADD COLUMN pictures TEXT NOT NULL DEFAULT '[]';
ALTER TABLE post ADD COLUMN public_pictures TEXT NOT NULL DEFAULT '[]';
ALTER TABLE post_version ADD COLUMN pictures TEXT NOT NULL DEFAULT '[]';

-- What is known of an attachment of a post that is a picture. `named` once a text has named it: what no text names goes after a day.
-- @table post_picture aggregate(post_id)
CREATE TABLE post_picture (
  post_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  width BIGINT NOT NULL,
  height BIGINT NOT NULL,
  named BIGINT NOT NULL,
  added_at BIGINT NOT NULL,
  PRIMARY KEY (post_id, id)
);
CREATE INDEX post_picture_by_named ON post_picture (named, added_at, id);

-- The post that tells of the benefits of some days: once for a union.
-- @table post_week aggregate(union_id)
CREATE TABLE post_week (
  union_id BIGINT NOT NULL,
  from_day BIGINT NOT NULL,
  to_day BIGINT NOT NULL,
  post_id BIGINT NOT NULL,
  PRIMARY KEY (union_id, from_day, to_day)
);
CREATE INDEX post_week_by_post ON post_week (post_id);

-- Who follows what a union publishes; with `notices` they are told of new posts.
-- @table post_follower aggregate(person_id)
CREATE TABLE post_follower (
  person_id BIGINT NOT NULL,
  union_id BIGINT NOT NULL,
  notices BIGINT NOT NULL,
  since BIGINT NOT NULL,
  PRIMARY KEY (person_id, union_id)
);
CREATE INDEX post_follower_by_union ON post_follower (union_id, person_id);

-- When somebody who follows was told last: at most once a day.
-- @table post_follower_told aggregate(person_id)
CREATE TABLE post_follower_told (
  person_id BIGINT NOT NULL,
  on_day BIGINT NOT NULL,
  until BIGINT NOT NULL,
  PRIMARY KEY (person_id)
);

-- How many began and ceased to follow a union on a day.
-- @table post_follow_day aggregate(union_id)
CREATE TABLE post_follow_day (
  union_id BIGINT NOT NULL,
  day BIGINT NOT NULL,
  began BIGINT NOT NULL,
  ceased BIGINT NOT NULL,
  PRIMARY KEY (union_id, day)
);
