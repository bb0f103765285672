-- Employers above the designated size by place, for the coverage by rooms (说事室).
CREATE INDEX employer_above_scale ON employer (union_path, id) WHERE above_scale = '1';
