-- Who stands behind a record of a module (a sign-up): name, phone and what the person said of it, sealed. `title` tells the person
-- what the record is.
-- @table contact aggregate(id)
CREATE TABLE contact (
  id BIGINT PRIMARY KEY,
  title TEXT NOT NULL,
  sealed BYTES NOT NULL,
  at BIGINT NOT NULL
);

-- From a person to their contacts by keyed digest; one for each person within a scope (a reception day).
-- @table contact_person aggregate(digest)
CREATE TABLE contact_person (
  digest BYTES NOT NULL,
  scope_id BIGINT NOT NULL,
  contact_id BIGINT NOT NULL,
  PRIMARY KEY (digest, scope_id)
);
