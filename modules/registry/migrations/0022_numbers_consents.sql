-- Certificates and requests about own data take their numbers from the series of the platform.
INSERT INTO number_series (owner_id, series, year, last)
  SELECT union_id, 'certificate', year, last FROM certificate_number;
DROP TABLE certificate_number;

-- The number of a request: of the union that was asked, in the year of its last day for requests from before, without gap or
-- double. It stays when the request follows its member to another union.
ALTER TABLE data_request ADD COLUMN numbered_by BIGINT NOT NULL DEFAULT 0;
ALTER TABLE data_request ADD COLUMN year BIGINT NOT NULL DEFAULT 0;
ALTER TABLE data_request ADD COLUMN ordinal BIGINT NOT NULL DEFAULT 0;
UPDATE data_request SET numbered_by = union_id, year = due_on / 10000;
UPDATE data_request SET ordinal = (
  SELECT count(*) FROM data_request o
  WHERE o.numbered_by = data_request.numbered_by AND o.year = data_request.year AND o.id <= data_request.id);
INSERT INTO number_series (owner_id, series, year, last)
  SELECT numbered_by, 'data-request', year, max(ordinal) FROM data_request GROUP BY numbered_by, year;

-- What people consent to: what it is for, whether membership rests on it, and what stops when it is withdrawn. Rows are data:
-- a module adds its own. One that is required is withdrawn with the membership only.
-- @table consent_kind aggregate(code)
CREATE TABLE consent_kind (
  code TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  purpose TEXT NOT NULL,
  required BIGINT NOT NULL,
  stops TEXT NOT NULL
);
INSERT INTO consent_kind (code, title, purpose, required, stops) VALUES
  ('joining', '入会申请与个人信息使用', '办理入会、会籍管理和工会服务', 1, '会籍管理和全部工会服务');

-- When a consent was withdrawn; 0 while it stands. What was done before stays lawful (PIPL art. 15).
ALTER TABLE consent ADD COLUMN withdrawn_at BIGINT NOT NULL DEFAULT 0;
