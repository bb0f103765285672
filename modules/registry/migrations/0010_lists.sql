-- What is seldom is found by an index of its own; what is common is met soon in the order of the list.
CREATE INDEX person_sex ON person (sex, id) WHERE sex NOT IN ('1', '2');
CREATE INDEX person_work_state ON person (work_state, id) WHERE work_state NOT IN ('', '1');
CREATE INDEX person_politics ON person (politics, id) WHERE politics NOT IN ('', '01', '03', '13');
CREATE INDEX membership_status ON membership (status, union_path, sort_key, person_id)
  WHERE status NOT IN ('active', 'transferred_out');
