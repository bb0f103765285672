-- Lists of cases by the town of a place: the first three levels of its path, or the place itself if it has fewer. In such an index the
-- cases of a township stand in the order of its lists, with what lists ask of them, so that a page reads a page; and all that is told
-- in a township comes to the same place of the index, instead of one for each of its unions.
--
-- What lies in the town where it was told stands under that alone.
CREATE INDEX case_file_told_town ON case_file (
  substr(home_path, 1, 12), id, home_path, holder_path, restricted, owner_id, delegate_id, state, kind, track, step, channel,
  reporter, rating, late, received_on, closed_on
);
CREATE INDEX case_file_told_due ON case_file (
  substr(home_path, 1, 12), due_at, id, home_path, holder_path, holder_role, restricted, owner_id, delegate_id, paused_on, state,
  kind, track, step, channel, reporter, rating, late, received_on
) WHERE state IN ('open', 'paused');
CREATE INDEX case_file_away_town ON case_file (
  substr(holder_path, 1, 12), id, home_path, holder_path, restricted, owner_id, delegate_id, state, kind, track, step, channel,
  reporter, rating, late, received_on, closed_on
) WHERE substr(home_path, 1, 12) <> substr(holder_path, 1, 12);
CREATE INDEX case_file_away_due ON case_file (
  substr(holder_path, 1, 12), due_at, id, home_path, holder_path, holder_role, restricted, owner_id, delegate_id, paused_on, state,
  kind, track, step, channel, reporter, rating, late, received_on
) WHERE state IN ('open', 'paused') AND substr(home_path, 1, 12) <> substr(holder_path, 1, 12);

-- Of a person. What nobody has stands in none of them.
CREATE INDEX case_file_mine ON case_file (owner_id, due_at, id) WHERE state IN ('open', 'paused') AND owner_id <> 0;
CREATE INDEX case_file_owned ON case_file (owner_id, id) WHERE owner_id <> 0;

-- Of everybody: by kind, and what few cases have. A case that is told stands in the first alone.
CREATE INDEX case_file_kind_due ON case_file (kind, due_at, id) WHERE state IN ('open', 'paused');
CREATE INDEX case_file_kind_done ON case_file (kind, state, received_on, id) WHERE state IN ('closed', 'merged');
CREATE INDEX case_file_done ON case_file (state, received_on, id) WHERE state IN ('closed', 'merged');
CREATE INDEX case_file_track ON case_file (track, id) WHERE track <> '';
CREATE INDEX case_file_track_due ON case_file (kind, track, due_at, id) WHERE state IN ('open', 'paused') AND track <> '';
CREATE INDEX case_file_rated ON case_file (rating, id) WHERE rating > 0;
CREATE INDEX case_file_late ON case_file (late, id) WHERE late = 1;
CREATE INDEX case_file_watch ON case_file (watch_path, due_at, id) WHERE watch_path <> '';

DROP INDEX case_file_holder;
DROP INDEX case_file_owner;
DROP INDEX case_file_home_sight;
DROP INDEX case_file_held_sight;
DROP INDEX case_file_home_open;
