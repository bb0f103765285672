-- Members of a town by name, as 0019 has them newest first: a page is a walk of the index, however many members there are.
CREATE INDEX membership_town_name ON membership (substr(union_path, 1, 12), sort_key, person_id, id) WHERE valid_to = 99991231;
-- Proposals of a whole city in the order of their list: the open ones, and the answered ones.
CREATE INDEX transfer_proposal_waiting ON transfer_proposal (id) WHERE state = 'proposed';
CREATE INDEX transfer_proposal_answered ON transfer_proposal (id) WHERE state <> 'proposed';
