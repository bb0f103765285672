-- A transfer is answered in time: when it was handed up, and when the member agreed.
ALTER TABLE transfer_proposal ADD COLUMN escalated_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE transfer_proposal ADD COLUMN agreed_at BIGINT NOT NULL DEFAULT 0;
