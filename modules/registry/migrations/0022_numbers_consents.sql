-- Requests about own data take their numbers from the series of the platform: of the union that was asked, in the year, without
-- gap or double. A number stays when the request follows its member to another union. Requests from before have none.
ALTER TABLE data_request ADD COLUMN numbered_by BIGINT NOT NULL DEFAULT 0;
ALTER TABLE data_request ADD COLUMN year BIGINT NOT NULL DEFAULT 0;
ALTER TABLE data_request ADD COLUMN ordinal BIGINT NOT NULL DEFAULT 0;

-- What people consent to beside joining: what it is for, and what stops when it is withdrawn. Rows are data: a module adds its
-- own. One that is required is withdrawn with the membership only.
-- @table consent_kind reference
CREATE TABLE consent_kind (
  code TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  purpose TEXT NOT NULL,
  required BIGINT NOT NULL,
  stops TEXT NOT NULL
);

-- When a consent was withdrawn; 0 while it stands. What was done before stays lawful (PIPL art. 15).
ALTER TABLE consent ADD COLUMN withdrawn_at BIGINT NOT NULL DEFAULT 0;
