-- WeChat: which account of it is whose, what it is told, its menu. Types and classes: docs/adr/0003, why: docs/adr/0026.

-- What is shown to the interface with each call, one for all processes; `ends_at` 0: used up. Whoever holds `busy_until` fetches the next.
-- @table wechat_token lookup(kind)
CREATE TABLE wechat_token (
  kind TEXT NOT NULL,
  sealed BYTES NOT NULL,
  ends_at BIGINT NOT NULL,
  busy_until BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (kind)
);

-- Whose account of WeChat this is, by keyed digest of application and openid: one person for each.
-- @table wechat_openid lookup(digest)
CREATE TABLE wechat_openid (
  digest BYTES NOT NULL,
  person_id BIGINT NOT NULL,
  PRIMARY KEY (digest)
);

-- The account of WeChat of a person: one for each.
-- @table wechat_binding aggregate(person_id)
CREATE TABLE wechat_binding (
  person_id BIGINT NOT NULL,
  digest BYTES NOT NULL,
  sealed BYTES NOT NULL,
  bound_at BIGINT NOT NULL,
  PRIMARY KEY (person_id)
);

-- What WeChat is told of a topic of messages: the template there, and what stands in its fields.
-- @table wechat_template reference
CREATE TABLE wechat_template (
  topic TEXT NOT NULL,
  kind TEXT NOT NULL,
  template_id TEXT NOT NULL,
  fields TEXT NOT NULL,
  enabled BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (topic)
);

-- How many messages a person has agreed to that were not sent yet; WeChat does not tell.
-- @table wechat_agreement aggregate(person_id)
CREATE TABLE wechat_agreement (
  person_id BIGINT NOT NULL,
  template_id TEXT NOT NULL,
  left_over BIGINT NOT NULL,
  PRIMARY KEY (person_id, template_id)
);

-- A message for WeChat, under the id of the notice that it points at; what the notice says is not here.
-- @table wechat_message aggregate(person_id)
CREATE TABLE wechat_message (
  person_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  topic TEXT NOT NULL,
  kind TEXT NOT NULL,
  template_id TEXT NOT NULL,
  link TEXT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT NOT NULL,
  tries BIGINT NOT NULL,
  at BIGINT NOT NULL,
  tried_at BIGINT NOT NULL,
  PRIMARY KEY (person_id, id)
);
CREATE INDEX wechat_message_by_id ON wechat_message (id);
CREATE INDEX wechat_message_by_state ON wechat_message (state, id);

-- How many messages of a kind were sent on a day.
-- @table wechat_day lookup(day_kind)
CREATE TABLE wechat_day (
  day_kind TEXT NOT NULL,
  sent BIGINT NOT NULL,
  PRIMARY KEY (day_kind)
);

-- The menu of the official account as it is being edited; `published` is the version that was sent last.
-- @table wechat_menu reference
CREATE TABLE wechat_menu (
  id BIGINT PRIMARY KEY,
  buttons TEXT NOT NULL,
  published BIGINT NOT NULL,
  changed_by_name TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  version BIGINT NOT NULL
);
