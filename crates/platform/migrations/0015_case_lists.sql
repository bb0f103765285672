-- Lists of a township: what sight asks of a case stands in the index of its place, so that no row is read that is not shown. They
-- take the place of the indexes that had the place alone.
CREATE INDEX case_file_home_sight ON case_file (home_path, id, restricted, owner_id, delegate_id);
CREATE INDEX case_file_held_sight ON case_file (holder_path, id, restricted, owner_id, delegate_id);
CREATE INDEX case_file_home_open ON case_file (home_path, due_at, id, restricted, owner_id, delegate_id)
  WHERE state IN ('open', 'paused');
DROP INDEX case_file_home;
DROP INDEX case_file_held;
