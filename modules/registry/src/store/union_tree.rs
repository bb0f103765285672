//! The tree as it was on a day, with the words of that day.

use kernel::{Day, Id, OrgPath};
use store::{DbResult, Row, Tx, params};

store::statements! {
    PUT_FORMER = reference,
        "INSERT INTO union_former (union_id, valid_to, name, kind) VALUES ($1, $2, $3, $4)
         ON CONFLICT (union_id, valid_to) DO NOTHING";
    FORMER_OF = reference,
        "SELECT valid_to, name, kind FROM union_former WHERE union_id = $1 ORDER BY valid_to";
    DISSOLVE = reference,
        "UPDATE trade_union SET state = 'dissolved', dissolved_on = $2, successor_id = $3, version = version + 1
         WHERE id = $1 AND state <> 'dissolved'";
    END_OF = reference, "SELECT dissolved_on, successor_id FROM trade_union WHERE id = $1";
    LIVE_CHILDREN = reference,
        "SELECT id FROM trade_union WHERE parent_id = $1 AND state <> 'dissolved' ORDER BY id LIMIT $2";
    CHILDREN_ON = reference,
        "SELECT u.id, COALESCE((SELECT f.name FROM union_former f WHERE f.union_id = u.id AND f.valid_to >= $2
                                ORDER BY f.valid_to LIMIT 1), u.name)
         FROM union_place p JOIN trade_union u ON u.id = p.union_id
         WHERE p.parent_id = $1 AND p.valid_from <= $2 AND p.valid_to >= $2
           AND (u.dissolved_on = 0 OR u.dissolved_on > $2) AND u.founded_on <= $2 AND u.state <> 'preparing'
         ORDER BY p.path LIMIT $3";
    /// A union that stood nowhere yet is spoken of with the place that it was going to have.
    ABOVE_ON = reference,
        "SELECT parent_id FROM union_place WHERE union_id = $1 AND valid_to >= $2 ORDER BY valid_from LIMIT 1";
    NAME_ON = reference,
        "SELECT COALESCE((SELECT f.name FROM union_former f WHERE f.union_id = u.id AND f.valid_to >= $2
                          ORDER BY f.valid_to LIMIT 1), u.name)
         FROM trade_union u WHERE u.id = $1";
    DIVISION = reference, "SELECT division_code FROM trade_union WHERE id = $1";
    PLACES_ON = reference,
        "SELECT u.id, p.path, COALESCE((SELECT f.name FROM union_former f WHERE f.union_id = u.id AND f.valid_to >= $3
                                        ORDER BY f.valid_to LIMIT 1), u.name)
         FROM union_place p JOIN trade_union u ON u.id = p.union_id
         WHERE p.path >= $1 AND p.path < $2 AND p.valid_from <= $3 AND p.valid_to >= $3 ORDER BY p.path";
    /// The tree of a day; the words of the day are those whose time ended next.
    PAGE = reference,
        "SELECT u.id, p.path, p.parent_id, u.code, u.level, u.founded_on,
           COALESCE((SELECT f.name FROM union_former f WHERE f.union_id = u.id AND f.valid_to >= $3
                     ORDER BY f.valid_to LIMIT 1), u.name),
           COALESCE((SELECT f.kind FROM union_former f WHERE f.union_id = u.id AND f.valid_to >= $3
                     ORDER BY f.valid_to LIMIT 1), u.kind)
         FROM union_place p JOIN trade_union u ON u.id = p.union_id
         WHERE p.path >= $1 AND p.path < $2 AND p.valid_from <= $3 AND p.valid_to >= $3
           AND (u.dissolved_on = 0 OR u.dissolved_on > $3) AND u.founded_on <= $3 AND u.state <> 'preparing'
           AND p.path > $4
         ORDER BY p.path LIMIT $5";
}

/// A union on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreeRow {
    /// Union.
    pub id: Id,
    /// Where it stood.
    pub path: OrgPath,
    /// Beneath which one.
    pub parent_id: Option<Id>,
    /// Code that people type.
    pub code: String,
    /// Level.
    pub level: i64,
    /// Day founded.
    pub founded_on: Option<Day>,
    /// Its name then.
    pub name: String,
    /// Its kind then.
    pub kind: String,
}

fn tree_row(row: &Row) -> DbResult<TreeRow> {
    let mut r = row.reader();
    Ok(TreeRow {
        id: r.next()?,
        path: r.next()?,
        parent_id: Some(r.next::<Id>()?).filter(|id| id.0 != 0),
        code: r.next()?,
        level: r.next()?,
        founded_on: Day::from_number(r.next()?),
        name: r.next()?,
        kind: r.next()?,
    })
}

/// Unions that stood at or beneath a place on a day, in the order of the tree, after the one at `after`; at most
/// `limit`. Without a scope: the caller has found the place through one.
pub fn page(tx: &mut Tx<'_>, place: &OrgPath, day: Day, after: &str, limit: i64) -> DbResult<Vec<TreeRow>> {
    let (from, to) = place.range();
    tx.query(&PAGE, params![from, to, day, after, limit], tree_row)
}

/// Unions that stood right beneath one on a day, with their names then, in the order of the tree.
pub fn children_on(tx: &mut Tx<'_>, id: Id, day: Day, limit: i64) -> DbResult<Vec<(Id, String)>> {
    tx.query(&CHILDREN_ON, params![id, day, limit], |r| Ok((r.get(0)?, r.get(1)?)))
}

/// What a union and the one above it were called on a day; empty where there was none.
pub fn parties_on(tx: &mut Tx<'_>, id: Id, day: Day) -> DbResult<(String, String)> {
    let name = |tx: &mut Tx<'_>, id: Id| {
        tx.query_one(&NAME_ON, params![id, day], |r| r.get::<String>(0)).map(Option::unwrap_or_default)
    };
    let above: Option<Id> = tx.query_one(&ABOVE_ON, params![id, day], |r| r.get(0))?;
    Ok((name(tx, id)?, name(tx, above.unwrap_or(Id(0)))?))
}

/// Code of the division that a union stands for; empty if none is known.
pub fn division_of(tx: &mut Tx<'_>, id: Id) -> DbResult<String> {
    Ok(tx.query_one(&DIVISION, params![id], |r| r.get(0))?.unwrap_or_default())
}

/// Unions that stood at or beneath a place on a day, with their names then, in the order of the tree; also those that do not
/// count any more or not yet, for what they counted before.
pub fn places_on(
    tx: &mut Tx<'_>,
    range: &(String, String),
    day: Day,
) -> DbResult<Vec<(Id, OrgPath, String)>> {
    tx.query(&PLACES_ON, params![&range.0, &range.1, day], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))
}

/// What a union was called before its words changed: last day, name and kind.
pub fn former(tx: &mut Tx<'_>, id: Id) -> DbResult<Vec<(Day, String, String)>> {
    tx.query(&FORMER_OF, params![id], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))
}

/// Keeps the words that were valid up to a day. A second change on the same day keeps the words before the first.
pub fn put_former(tx: &mut Tx<'_>, id: Id, last_day: Day, name: &str, kind: &str) -> DbResult<()> {
    tx.execute(&PUT_FORMER, params![id, last_day, name, kind]).map(drop)
}

/// Ends a union on a day; `false` if it has ended already.
pub fn dissolve(tx: &mut Tx<'_>, id: Id, day: Day, successor: Id) -> DbResult<bool> {
    Ok(tx.execute(&DISSOLVE, params![id, day, successor])? == 1)
}

/// First day on which a union was no more, and the union that took over.
pub fn end_of(tx: &mut Tx<'_>, id: Id) -> DbResult<Option<(Day, Id)>> {
    let found = tx.query_one(&END_OF, params![id], |r| Ok((r.get::<i64>(0)?, r.get::<Id>(1)?)))?;
    Ok(found.and_then(|(day, successor)| Day::from_number(day).map(|d| (d, successor))))
}

/// Unions right beneath one that are not dissolved.
pub fn live_children(tx: &mut Tx<'_>, id: Id, limit: i64) -> DbResult<Vec<Id>> {
    tx.query(&LIVE_CHILDREN, params![id, limit], |r| r.get(0))
}
