-- What stands beneath a union, by day, month and year as in figure_sum: a figure of a whole city reads a handful of rows.
-- `total` is the sum of the facts that happened beneath it, `moved` the stock that a subtree brought along (or took away)
-- on the day from which it stood here (or elsewhere).
-- @table figure_up aggregate(union_id)
CREATE TABLE figure_up (
  union_id BIGINT NOT NULL,
  indicator TEXT NOT NULL,
  period BIGINT NOT NULL,
  total BIGINT NOT NULL,
  moved BIGINT NOT NULL,
  PRIMARY KEY (union_id, indicator, period)
);

-- The newest facts of a measure, wherever they are: the way back from a figure of a large place.
CREATE INDEX fact_day ON fact (indicator, day, id);
