-- Members of a county or a town, newest first: the union's place is cut to two and to three levels beneath the top.
CREATE INDEX membership_county ON membership (substr(union_path, 1, 8), person_id, id) WHERE valid_to = 99991231;
CREATE INDEX membership_town ON membership (substr(union_path, 1, 12), person_id, id) WHERE valid_to = 99991231;
