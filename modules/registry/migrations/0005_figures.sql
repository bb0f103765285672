-- Why an employer need not have a union (code of `exempt_reason`); empty if it should have one.
ALTER TABLE employer ADD COLUMN exempt_reason TEXT NOT NULL DEFAULT '';
