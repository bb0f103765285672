-- Zones on a map and the shapes of divisions (docs/rules §3, §4). A longitude or latitude is in millionths of a degree.

-- A loaded file of shapes: where it comes from and in which coordinates it is.
-- @table shape_pack reference
CREATE TABLE shape_pack (
  id BIGINT PRIMARY KEY,
  name TEXT NOT NULL,
  source TEXT NOT NULL,
  review_number TEXT NOT NULL,
  coordinates TEXT NOT NULL,
  shapes BIGINT NOT NULL,
  loaded_at BIGINT NOT NULL,
  loaded_name TEXT NOT NULL,
  version BIGINT NOT NULL
);

-- The outline of a division: the coordinates of a GeoJSON MultiPolygon.
-- @table division_shape reference
CREATE TABLE division_shape (
  code TEXT PRIMARY KEY,
  parent_code TEXT NOT NULL,
  pack_id BIGINT NOT NULL,
  outline TEXT NOT NULL
);
CREATE INDEX division_shape_parent ON division_shape (parent_code, code);
CREATE INDEX division_shape_pack ON division_shape (pack_id, code);

-- A zone, a station or a service point of a union. The phone of the responsible cadre is sealed.
-- @table zone reference
CREATE TABLE zone (
  id BIGINT PRIMARY KEY,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  initials TEXT NOT NULL,
  union_id BIGINT NOT NULL,
  union_path TEXT NOT NULL,
  parent_id BIGINT NOT NULL,
  cadre_id BIGINT NOT NULL,
  cadre_name TEXT NOT NULL,
  cadre_phone BYTES,
  address TEXT NOT NULL,
  located BIGINT NOT NULL,
  lon BIGINT NOT NULL,
  lat BIGINT NOT NULL,
  coordinates TEXT NOT NULL,
  hours TEXT NOT NULL,
  services TEXT NOT NULL,
  valid_from BIGINT NOT NULL,
  valid_to BIGINT NOT NULL,
  version BIGINT NOT NULL
);
CREATE INDEX zone_place ON zone (union_path, name_key, id);
CREATE INDEX zone_name ON zone (name_key, id);
CREATE INDEX zone_initials ON zone (initials, id);
CREATE INDEX zone_parent ON zone (parent_id, id);

-- Which unions and which single employers lie in a zone, and when; the other id is 0. Each in one zone at a time.
-- @table zone_union reference
CREATE TABLE zone_union (
  zone_id BIGINT NOT NULL,
  union_id BIGINT NOT NULL,
  employer_id BIGINT NOT NULL,
  valid_from BIGINT NOT NULL,
  valid_to BIGINT NOT NULL,
  PRIMARY KEY (zone_id, union_id, employer_id, valid_from)
);
CREATE UNIQUE INDEX zone_union_union ON zone_union (union_id) WHERE valid_to = 99991231 AND union_id <> 0;
CREATE UNIQUE INDEX zone_union_employer ON zone_union (employer_id) WHERE valid_to = 99991231 AND employer_id <> 0;
