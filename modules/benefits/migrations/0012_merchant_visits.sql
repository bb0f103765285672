-- Visits of cadres to merchants.

-- `items` is JSON: the checklist of its day with what was found. `mend_by` is the day until which something is to be mended, 0 where
-- nothing is; `mended_on` the day on which it was found mended, 0 until then. `shop_id` is 0 where no shop was named.
-- @table benefit_visit aggregate(merchant_id)
CREATE TABLE benefit_visit (
  merchant_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  shop_id BIGINT NOT NULL,
  day BIGINT NOT NULL,
  people TEXT NOT NULL,
  items TEXT NOT NULL,
  note TEXT NOT NULL,
  mend_by BIGINT NOT NULL,
  mended_on BIGINT NOT NULL,
  mended_note TEXT NOT NULL,
  mended_by_name TEXT NOT NULL,
  made_by_name TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (merchant_id, id)
);
CREATE INDEX benefit_visit_by_time ON benefit_visit (id);
CREATE INDEX benefit_visit_by_day ON benefit_visit (merchant_id, day);
