-- Visits to merchants are corrected: who did it last, and when. What stood there before is in the audit.

ALTER TABLE benefit_visit ADD COLUMN edited_by_name TEXT NOT NULL DEFAULT '';
ALTER TABLE benefit_visit ADD COLUMN edited_at BIGINT NOT NULL DEFAULT 0;
