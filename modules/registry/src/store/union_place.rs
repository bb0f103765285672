//! Where unions stood, and when; and how a whole subtree comes under another union.

use kernel::{Day, Id, OrgPath};
use platform::cases::store::places;
use platform::indicators::{self, Stay};
use store::{DbResult, Insert, Kind, Route, Sql, Tx, Val, params};

static INSERT: Insert = Insert::new(
    "union_place",
    &[
        ("union_id", Kind::Int),
        ("valid_from", Kind::Int),
        ("valid_to", Kind::Int),
        ("parent_id", Kind::Int),
        ("path", Kind::Text),
    ],
    "",
);

store::statements! {
    OPEN_IN = reference,
        "SELECT union_id, parent_id, path FROM union_place
         WHERE path >= $1 AND path < $2 AND valid_to = 99991231 AND valid_from < $3 ORDER BY path";
    CLOSE_IN = reference,
        "UPDATE union_place SET valid_to = $3
         WHERE path >= $1 AND path < $2 AND valid_to = 99991231 AND valid_from < $4";
    RENAME_IN = reference,
        "UPDATE union_place SET path = $3 || substr(path, CAST(CAST($4 AS BIGINT) AS INTEGER))
         WHERE path >= $1 AND path < $2 AND valid_to = 99991231 AND valid_from >= $5";
    SET_PARENT = reference,
        "UPDATE union_place SET parent_id = $2 WHERE union_id = $1 AND valid_to = 99991231";
    MOVE_UNIONS = reference,
        "UPDATE trade_union SET path = $3 || substr(path, CAST(CAST($4 AS BIGINT) AS INTEGER)) WHERE path >= $1 AND path < $2";
    MOVE_ROOT = reference, "UPDATE trade_union SET parent_id = $2, version = version + 1 WHERE id = $1";
    /// A place in the subtree that ended on or after the day: another change came later.
    LATER = reference,
        "SELECT count(*) FROM union_place WHERE path >= $1 AND path < $2 AND valid_to >= $3 AND valid_to < 99991231";
    FROM = reference, "SELECT valid_from FROM union_place WHERE union_id = $1 AND valid_to = 99991231";
    PLACES = reference, "SELECT valid_from, path FROM union_place WHERE union_id = $1 ORDER BY valid_from";
    /// A place is never given to another union, so it tells which one stood there whenever it was.
    WHO_STOOD = reference, "SELECT union_id FROM union_place WHERE path = $1 ORDER BY union_id LIMIT 1";
    IDS_IN = reference,
        "SELECT union_id FROM union_place WHERE path >= $1 AND path < $2 AND valid_to = 99991231 ORDER BY path";
    ON_DAY = reference,
        "SELECT path FROM union_place WHERE union_id = $1 AND valid_from <= $2 AND valid_to >= $2";
}

/// Every column that holds the present place of a union as a copy; a test finds forgotten ones.
pub const COPIES: &[(&str, &str)] = &[
    ("membership", "union_path"),
    ("employer", "union_path"),
    ("transfer_proposal", "from_path"),
    ("transfer_proposal", "to_path"),
    ("secondment", "host_path"),
    ("import_batch", "union_path"),
    ("join_application", "union_path"),
    ("zone", "union_path"),
    ("duty", "union_path"),
    ("founding_hint", "union_path"),
    ("data_request", "union_path"),
    ("exchange_target", "union_path"),
    ("exchange_run", "union_path"),
    ("exchange_sent", "union_path"),
    ("case_file", "home_path"),
    ("case_file", "holder_path"),
    ("case_file", "watch_path"),
    ("case_tie", "path"),
    ("case_opinion", "union_path"),
    ("letter", "union_path"),
    ("letter_agency", "union_path"),
];

/// A condition on the fact `f`: its union stood in the stored-path range `[$1, $2)` on the day of the fact.
pub const STOOD_IN_RANGE: &str = "EXISTS (SELECT 1 FROM union_place p WHERE p.union_id = f.union_id
     AND p.path >= $1 AND p.path < $2 AND p.valid_from <= f.day AND p.valid_to >= f.day)";

/// The unions above a place, from the top down.
fn above(tx: &mut Tx<'_>, place: &OrgPath) -> DbResult<Vec<Id>> {
    let mut all = Vec::new();
    for path in place.chain().filter(|p| p != place && p.levels() > 0) {
        all.extend(tx.query_one(&WHO_STOOD, params![path.as_str()], |r| r.get::<Id>(0))?);
    }
    Ok(all)
}

/// Where a union stood, oldest first, by the unions above it.
pub fn stays(tx: &mut Tx<'_>, union_id: Id) -> DbResult<Vec<Stay>> {
    let places: Vec<(Day, OrgPath)> = tx.query(&PLACES, params![union_id], |r| Ok((r.get(0)?, r.get(1)?)))?;
    places.into_iter().map(|(from, path)| Ok(Stay { from, above: above(tx, &path)? })).collect()
}

/// Since when a union stands where it stands.
pub fn stands_since(tx: &mut Tx<'_>, union_id: Id) -> DbResult<Option<Day>> {
    tx.query_one(&FROM, params![union_id], |r| r.get(0))
}

/// Where a union stood on a day; nowhere before it was founded.
pub fn on_day(tx: &mut Tx<'_>, union_id: Id, day: Day) -> DbResult<Option<OrgPath>> {
    tx.query_one(&ON_DAY, params![union_id, day], |r| r.get(0))
}

/// Whether something beneath the place was moved away on the day or later.
pub fn moved_since(tx: &mut Tx<'_>, place: &OrgPath, day: Day) -> DbResult<bool> {
    let (from, to) = place.range();
    let later: Option<i64> = tx.query_one(&LATER, params![from, to, day.plus_days(-1)], |r| r.get(0))?;
    Ok(later.is_some_and(|n| n > 0))
}

/// Brings the subtree at `old` to the free place `new` beneath `parent` from a day on; how many unions came along.
/// Their former places stay as they were up to the day before.
///
/// # Errors
/// Any [`store::DbError`].
pub fn move_subtree(
    tx: &mut Tx<'_>,
    root: Id,
    parent: Id,
    (old, new): (&OrgPath, &OrgPath),
    day: Day,
) -> DbResult<i64> {
    let (from, to) = old.range();
    let rest = i64::try_from(old.as_str().len()).unwrap_or(i64::MAX - 1) + 1;
    let open: Vec<(Id, Id, String)> =
        tx.query(&OPEN_IN, params![&from, &to, day], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
    tx.execute(&CLOSE_IN, params![&from, &to, day.plus_days(-1), day])?;
    // What was founded on the day or later never stood elsewhere.
    tx.execute(&RENAME_IN, params![&from, &to, new.as_str(), rest, day])?;
    let rows: Vec<Vec<Val<'static>>> = open
        .iter()
        .map(|(union, above, path)| {
            let path = format!("{}{}", new.as_str(), &path[old.as_str().len()..]);
            vec![Val::from(*union), Val::from(day), Val::from(Day::OPEN), Val::from(*above), Val::from(path)]
        })
        .collect();
    tx.insert_many(&INSERT, &rows)?;
    tx.execute(&SET_PARENT, params![root, parent])?;
    tx.execute(&MOVE_ROOT, params![root, parent])?;
    let moved = tx.execute(&MOVE_UNIONS, params![&from, &to, new.as_str(), rest])?;
    move_copies(tx, old, new)?;
    move_figures(tx, (old, new), day)?;
    Ok(i64::try_from(moved).unwrap_or_default())
}

/// What the subtree counts goes along.
fn move_figures(tx: &mut Tx<'_>, (old, new): (&OrgPath, &OrgPath), day: Day) -> DbResult<()> {
    let (from, to) = new.range();
    let unions: Vec<Id> = tx.query(&IDS_IN, params![from, to], |r| r.get(0))?;
    let (before, after) = (above(tx, old)?, above(tx, new)?);
    let left: Vec<Id> = before.iter().filter(|a| !after.contains(a)).copied().collect();
    let joined: Vec<Id> = after.iter().filter(|a| !before.contains(a)).copied().collect();
    indicators::move_subtree(tx, &unions, (&left, &joined), day)
}

/// Gives every copy of a place at or beneath `old` its new text; how many rows that were.
///
/// # Errors
/// Any [`store::DbError`].
pub fn move_copies(tx: &mut Tx<'_>, old: &OrgPath, new: &OrgPath) -> DbResult<u64> {
    let (from, to) = old.range();
    let rest = i64::try_from(old.as_str().len()).unwrap_or(i64::MAX - 1) + 1;
    let mut rows = 0;
    for (table, column) in COPIES {
        let indexed = if *table == "case_file" { places::beside_range(column, old.levels()) } else { "" };
        let text = format!(
            "UPDATE {table} SET {column} = $3 || substr({column}, CAST(CAST($4 AS BIGINT) AS INTEGER))
             WHERE {column} >= $1 AND {column} < $2{indexed}"
        );
        let sql = Sql::composed("move_copies", Route::FanOut("a subtree is moved"), text);
        rows += tx.execute(&sql, params![&from, &to, new.as_str(), rest])?;
    }
    Ok(rows)
}
