-- Dictionaries, parameters and the calendar: data with dates, edited in the console and read from memory
-- (docs/rules §5.3, §23, §32).

-- The newest edit of each room, and the shipped file that it was last filled from.
-- @table dated_room reference
CREATE TABLE dated_room (
  room TEXT NOT NULL,
  version BIGINT NOT NULL,
  shipped TEXT NOT NULL,
  PRIMARY KEY (room)
);

-- @table codeset reference
CREATE TABLE codeset (
  code TEXT NOT NULL,
  id BIGINT NOT NULL,
  title TEXT NOT NULL,
  source TEXT NOT NULL,
  mark TEXT NOT NULL,
  fixed BIGINT NOT NULL,
  sort BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (code)
);

-- Entries are never deleted: their validity ends. Synonyms are a JSON list.
-- @table codeset_item reference
CREATE TABLE codeset_item (
  set_code TEXT NOT NULL,
  code TEXT NOT NULL,
  label TEXT NOT NULL,
  synonyms TEXT NOT NULL,
  national TEXT NOT NULL,
  export TEXT NOT NULL,
  parent TEXT NOT NULL,
  sort BIGINT NOT NULL,
  valid_from BIGINT NOT NULL,
  valid_to BIGINT NOT NULL,
  PRIMARY KEY (set_code, code)
);

-- Values of parameters with their days: proposed by one person, decided by another, never changed afterwards.
-- @table parameter_value reference
CREATE TABLE parameter_value (
  id BIGINT PRIMARY KEY,
  code TEXT NOT NULL,
  area TEXT NOT NULL,
  value TEXT NOT NULL,
  valid_from BIGINT NOT NULL,
  valid_to BIGINT NOT NULL,
  source TEXT NOT NULL,
  mark TEXT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT NOT NULL,
  proposed_by BIGINT NOT NULL,
  proposed_by_name TEXT NOT NULL,
  proposed_at BIGINT NOT NULL,
  decided_by BIGINT NOT NULL,
  decided_by_name TEXT NOT NULL,
  decided_at BIGINT NOT NULL,
  decision_note TEXT NOT NULL
);
CREATE INDEX parameter_value_code ON parameter_value (code, area, valid_from);

-- At most one open proposal for a parameter in an area.
-- @table parameter_pending reference
CREATE TABLE parameter_pending (
  code TEXT NOT NULL,
  area TEXT NOT NULL,
  value_id BIGINT NOT NULL,
  PRIMARY KEY (code, area)
);

-- Tables of working days, one row for each version of a year; in force is the newest approved one. Days are a JSON list.
-- @table calendar_year reference
CREATE TABLE calendar_year (
  year BIGINT NOT NULL,
  version BIGINT NOT NULL,
  days TEXT NOT NULL,
  source TEXT NOT NULL,
  mark TEXT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT NOT NULL,
  proposed_by BIGINT NOT NULL,
  proposed_by_name TEXT NOT NULL,
  proposed_at BIGINT NOT NULL,
  decided_by BIGINT NOT NULL,
  decided_by_name TEXT NOT NULL,
  decided_at BIGINT NOT NULL,
  decision_note TEXT NOT NULL,
  PRIMARY KEY (year, version)
);

-- At most one open proposal for a year.
-- @table calendar_pending reference
CREATE TABLE calendar_pending (
  year BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (year)
);
