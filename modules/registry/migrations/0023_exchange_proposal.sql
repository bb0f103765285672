-- What somebody wants a target of the upward exchange to become: it waits for a second person. The target's newest one;
-- decided ones before it are in the audit. A target of version 0 has never been approved.
-- @table exchange_proposal reference
CREATE TABLE exchange_proposal (
  target_id BIGINT PRIMARY KEY,
  id BIGINT NOT NULL,
  name TEXT NOT NULL,
  valid_from BIGINT NOT NULL,
  valid_to BIGINT NOT NULL,
  definition TEXT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT NOT NULL,
  proposed_by BIGINT NOT NULL,
  proposed_by_name TEXT NOT NULL,
  proposed_at BIGINT NOT NULL,
  decided_by_name TEXT NOT NULL,
  decided_at BIGINT NOT NULL,
  decision_note TEXT NOT NULL
);
