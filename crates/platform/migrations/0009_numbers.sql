-- The last number of a series that an owner gave in a year: raised in the statement that reads it, in the transaction that
-- uses it, so that numbers have neither gap nor double.
-- @table number_series aggregate(owner_id)
CREATE TABLE number_series (
  owner_id BIGINT NOT NULL,
  series TEXT NOT NULL,
  year BIGINT NOT NULL,
  last BIGINT NOT NULL,
  PRIMARY KEY (owner_id, series, year)
);
