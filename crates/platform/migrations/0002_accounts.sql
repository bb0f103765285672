-- Accounts of staff, what they may do, and sessions of staff and members.

-- @table account aggregate(id)
CREATE TABLE account (
  id BIGINT PRIMARY KEY,
  username TEXT NOT NULL,
  name TEXT NOT NULL,
  password TEXT NOT NULL,
  old_passwords TEXT NOT NULL,
  password_at BIGINT NOT NULL,
  must_change BIGINT NOT NULL,
  totp BYTES,
  totp_step BIGINT NOT NULL,
  failures BIGINT NOT NULL,
  locked_until BIGINT NOT NULL,
  state TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  version BIGINT NOT NULL
);

-- @table account_name lookup(username)
CREATE TABLE account_name (username TEXT NOT NULL, account_id BIGINT NOT NULL, PRIMARY KEY (username));

-- @table account_grant aggregate(account_id)
CREATE TABLE account_grant (
  account_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  role TEXT NOT NULL,
  union_id BIGINT NOT NULL,
  granted_by BIGINT NOT NULL,
  granted_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
);

-- @table session lookup(token_digest)
CREATE TABLE session (
  token_digest BYTES NOT NULL,
  kind TEXT NOT NULL,
  holder_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  device TEXT NOT NULL,
  PRIMARY KEY (token_digest)
);
CREATE INDEX session_holder ON session (holder_id, id);

-- A reset of password and second factor: asked for by one, approved by another.
-- @table account_reset aggregate(id)
CREATE TABLE account_reset (
  id BIGINT PRIMARY KEY,
  account_id BIGINT NOT NULL,
  reason TEXT NOT NULL,
  state TEXT NOT NULL,
  asked_by BIGINT NOT NULL,
  asked_by_name TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  decided_by BIGINT NOT NULL,
  decided_at BIGINT NOT NULL
);

-- One-time codes of members, by keyed digest of the phone.
-- @table one_time_code lookup(phone_digest)
CREATE TABLE one_time_code (
  phone_digest BYTES NOT NULL,
  code_digest BYTES NOT NULL,
  sent_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  attempts BIGINT NOT NULL,
  day BIGINT NOT NULL,
  sent_today BIGINT NOT NULL,
  PRIMARY KEY (phone_digest)
);

-- Which person a phone has proved to be, so that the proof is asked once.
-- @table member_bond lookup(phone_digest)
CREATE TABLE member_bond (
  phone_digest BYTES NOT NULL,
  person_id BIGINT NOT NULL,
  proved_at BIGINT NOT NULL,
  PRIMARY KEY (phone_digest, person_id)
);
