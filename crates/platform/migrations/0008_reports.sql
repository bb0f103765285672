-- Frozen figures. A report is made once and never changed; what becomes known later stands beside it.

-- `state` is `freezing` until all lines are there, then `frozen` for ever. Facts up to `floor_id` were there when it was
-- frozen; of the younger ones `figure_report_fact` lists those that it counts.
-- @table figure_report aggregate(id)
CREATE TABLE figure_report (
  id BIGINT PRIMARY KEY,
  union_id BIGINT NOT NULL,
  title TEXT NOT NULL,
  starts_on BIGINT NOT NULL,
  day BIGINT NOT NULL,
  state TEXT NOT NULL,
  floor_id BIGINT NOT NULL,
  rows_all BIGINT NOT NULL,
  rows_done BIGINT NOT NULL,
  asked_by BIGINT NOT NULL,
  asked_by_name TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  frozen_at BIGINT NOT NULL
);
CREATE INDEX figure_report_union ON figure_report (union_id, id);

-- One report of a union, day and title.
-- @table figure_report_key lookup(report_key)
CREATE TABLE figure_report_key (report_key TEXT NOT NULL, report_id BIGINT NOT NULL, PRIMARY KEY (report_key));

-- The tree of the reporting day, with the names of then.
-- @table figure_report_place aggregate(report_id)
CREATE TABLE figure_report_place (
  report_id BIGINT NOT NULL,
  path TEXT NOT NULL,
  union_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (report_id, path)
);

-- What a union itself had: up to the reporting day, and before the period began.
-- @table figure_report_line aggregate(report_id)
CREATE TABLE figure_report_line (
  report_id BIGINT NOT NULL,
  indicator TEXT NOT NULL,
  path TEXT NOT NULL,
  union_id BIGINT NOT NULL,
  value BIGINT NOT NULL,
  opening BIGINT NOT NULL,
  PRIMARY KEY (report_id, indicator, path)
);

-- @table figure_report_fact aggregate(report_id)
CREATE TABLE figure_report_fact (report_id BIGINT NOT NULL, fact_id BIGINT NOT NULL, PRIMARY KEY (report_id, fact_id));

-- Why a figure is another one now than when it was frozen. Notes are added, never changed; one counts while the
-- differences are still those that it explains.
-- @table figure_report_note aggregate(report_id)
CREATE TABLE figure_report_note (
  report_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  indicator TEXT NOT NULL,
  union_id BIGINT NOT NULL,
  difference BIGINT NOT NULL,
  opening_difference BIGINT NOT NULL,
  note TEXT NOT NULL,
  by_id BIGINT NOT NULL,
  by_name TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (report_id, id)
);
