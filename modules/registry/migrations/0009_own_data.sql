-- Who asks for the own data is also told of the applications that led to the membership.
CREATE INDEX join_application_person ON join_application (person_id, id) WHERE person_id <> 0;
