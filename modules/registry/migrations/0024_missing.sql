-- Who is without a field that may be required: where there are few, the list of them begins here. In step with
-- `quality::FIELDS`.
CREATE INDEX person_no_sex ON person (id) WHERE sex NOT IN ('1', '2');
CREATE INDEX person_no_birth ON person (id) WHERE birth_precision <> 'day';
CREATE INDEX person_no_nation ON person (id) WHERE nation = '';
CREATE INDEX person_no_work_state ON person (id) WHERE work_state = '';
CREATE INDEX person_no_education ON person (id) WHERE education = '';
CREATE INDEX person_no_skill ON person (id) WHERE skill = '';
CREATE INDEX person_no_phone ON person (id) WHERE phone IS NULL;
CREATE INDEX person_no_household_kind ON person (id) WHERE household_kind = '';
CREATE INDEX person_no_household_place ON person (id) WHERE household_place = '';
CREATE INDEX person_no_politics ON person (id) WHERE politics = '';
CREATE INDEX membership_no_employer ON membership (person_id) WHERE employer_name = '' AND valid_to = 99991231;
CREATE INDEX person_no_native_place ON person (id) WHERE native_place = '';
CREATE INDEX person_no_migrant_worker ON person (id) WHERE migrant_worker = '';
