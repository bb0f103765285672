-- Who holds a role at a union: whom a message to that union reaches.
CREATE INDEX account_grant_union ON account_grant (union_id, account_id);
