-- The tables of rooms and reception days. Types and classes: docs/adr/0003.

-- A room (说事室) of a union; without an employer it is there for every employer that its union covers. `checked_on`, `passed`
-- (-1 never checked) and `missing` are those of the last check.
-- @table voice_room reference
CREATE TABLE voice_room (
  id BIGINT PRIMARY KEY,
  union_id BIGINT NOT NULL,
  employer_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  address TEXT NOT NULL,
  phone TEXT NOT NULL,
  head_name TEXT NOT NULL,
  opened_on BIGINT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT NOT NULL,
  checked_on BIGINT NOT NULL,
  passed BIGINT NOT NULL,
  missing BIGINT NOT NULL,
  version BIGINT NOT NULL
);
CREATE INDEX voice_room_union ON voice_room (union_id, id);
CREATE INDEX voice_room_employer ON voice_room (employer_id, id);
CREATE INDEX voice_room_name ON voice_room (name_key, id);

-- A check of a room against the standard of that day, which is kept with it as JSON.
-- @table room_check aggregate(room_id)
CREATE TABLE room_check (
  room_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  day BIGINT NOT NULL,
  by_name TEXT NOT NULL,
  passed BIGINT NOT NULL,
  items TEXT NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (room_id, id)
);

-- Somebody on duty in a room: a day and minutes of it. `instead_of` is who was planned before.
-- @table room_shift aggregate(room_id)
CREATE TABLE room_shift (
  room_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  day BIGINT NOT NULL,
  from_minute BIGINT NOT NULL,
  to_minute BIGINT NOT NULL,
  person_name TEXT NOT NULL,
  instead_of TEXT NOT NULL,
  note TEXT NOT NULL,
  state TEXT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (room_id, id)
);
CREATE INDEX room_shift_day ON room_shift (day, room_id);
CREATE UNIQUE INDEX room_shift_once ON room_shift (room_id, day, from_minute, person_name) WHERE state = 'planned';

-- A reception day (接待日) of a room.
-- @table reception aggregate(id)
CREATE TABLE reception (
  id BIGINT NOT NULL,
  room_id BIGINT NOT NULL,
  union_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  day BIGINT NOT NULL,
  from_minute BIGINT NOT NULL,
  to_minute BIGINT NOT NULL,
  host_name TEXT NOT NULL,
  host_post TEXT NOT NULL,
  place TEXT NOT NULL,
  topics TEXT NOT NULL,
  minutes_each BIGINT NOT NULL,
  seats BIGINT NOT NULL,
  closes_at BIGINT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT NOT NULL,
  created_by_name TEXT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (id)
);
CREATE INDEX reception_room ON reception (room_id, day);
CREATE INDEX reception_day ON reception (day, id);
CREATE INDEX reception_union ON reception (union_id, day);

-- Who signed up for a reception day; name, phone and topic stand in `contact` under the same id. `seat` counts from 0, -1 for
-- those who have none. `case_id` is only that of a case that was told under the own name.
-- @table reception_sign_up aggregate(reception_id)
CREATE TABLE reception_sign_up (
  reception_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  seat BIGINT NOT NULL,
  state TEXT NOT NULL,
  outcome TEXT NOT NULL,
  case_id BIGINT NOT NULL,
  answer TEXT NOT NULL,
  by_name TEXT NOT NULL,
  signed_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (reception_id, id)
);
-- Nobody sits on another one's seat, whatever happens at the same time.
CREATE UNIQUE INDEX reception_seat ON reception_sign_up (reception_id, seat) WHERE seat >= 0;
