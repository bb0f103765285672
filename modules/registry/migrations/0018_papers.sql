-- The last number that a union gave to a certificate in a year: raised in the statement that reads it, in the transaction
-- that issues, so that numbers have neither gap nor double.
-- @table certificate_number aggregate(union_id)
CREATE TABLE certificate_number (
  union_id BIGINT NOT NULL,
  year BIGINT NOT NULL,
  last BIGINT NOT NULL,
  PRIMARY KEY (union_id, year)
);

-- A certificate of membership (docs/rules §6, §29). It is valid while the person is a member of the union that issued it.
-- The check code is not stored: it is made of the keys and the id.
-- @table member_certificate aggregate(person_id)
CREATE TABLE member_certificate (
  person_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  union_id BIGINT NOT NULL,
  year BIGINT NOT NULL,
  ordinal BIGINT NOT NULL,
  day BIGINT NOT NULL,
  purpose TEXT NOT NULL,
  digest BYTES NOT NULL,
  issued_by_name TEXT NOT NULL,
  issued_at BIGINT NOT NULL,
  revoked_by_name TEXT NOT NULL,
  revoked_at BIGINT NOT NULL,
  PRIMARY KEY (person_id, id)
);

-- A certificate by what is printed on it: digest of number and check code.
-- @table certificate_lookup lookup(digest)
CREATE TABLE certificate_lookup (
  digest BYTES NOT NULL,
  person_id BIGINT NOT NULL,
  certificate_id BIGINT NOT NULL,
  PRIMARY KEY (digest)
);
