-- Complaints about merchants, which are cases of the platform.

-- What a case is about. `state` is open, upheld, dismissed or withdrawn, as the case stands; `asked` is 1 while the merchant's answer is
-- waited for, `asked_at` when it was asked last, 0 if it never was.
-- @table benefit_complaint aggregate(case_id)
CREATE TABLE benefit_complaint (
  case_id BIGINT NOT NULL,
  merchant_id BIGINT NOT NULL,
  shop_id BIGINT NOT NULL,
  number TEXT NOT NULL,
  state TEXT NOT NULL,
  asked BIGINT NOT NULL,
  asked_at BIGINT NOT NULL,
  opened_on BIGINT NOT NULL,
  closed_on BIGINT NOT NULL,
  PRIMARY KEY (case_id)
);
CREATE INDEX benefit_complaint_by_merchant ON benefit_complaint (merchant_id, case_id);
