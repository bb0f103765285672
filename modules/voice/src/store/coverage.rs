//! Employers above the designated size (规上) with a room in use: one of their own, or one of the union that covers them.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Id, OrgPath};
use platform::scoped::within;
use store::{DbResult, Route, Sql, Tx, Val, params};

store::statements! {
    BETWEEN = reference,
        "SELECT count(*), CAST(COALESCE(SUM(CASE
           WHEN e.id IN (SELECT r.employer_id FROM voice_room r WHERE r.state = 'open' AND r.employer_id <> 0) THEN 1
           WHEN c.union_id IN (SELECT r.union_id FROM voice_room r WHERE r.state = 'open' AND r.employer_id = 0) THEN 1
           ELSE 0 END), 0) AS BIGINT)
         FROM employer e LEFT JOIN employer_cover c ON c.employer_id = e.id AND c.valid_to = 99991231
         WHERE e.above_scale = '1' AND e.union_path >= $1 AND e.union_path < $2";
    ROOMS_BETWEEN = reference,
        "SELECT count(*), CAST(COALESCE(SUM(CASE WHEN r.state = 'open' THEN 1 ELSE 0 END), 0) AS BIGINT),
           CAST(COALESCE(SUM(CASE WHEN r.state = 'open' AND r.passed = 1 THEN 1 ELSE 0 END), 0) AS BIGINT)
         FROM voice_room r JOIN trade_union u ON u.id = r.union_id WHERE u.path >= $1 AND u.path < $2";
}

/// What stands in a range of places.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// Employers above the designated size.
    pub employers: i64,
    /// Of those, with a room in use.
    pub covered: i64,
    /// Rooms registered.
    pub rooms: i64,
    /// Of those, in use.
    pub open: i64,
    /// Of those, meeting the standard.
    pub met: i64,
}

/// Counts between two places; `to` is not included.
///
/// # Errors
/// Any [`store::DbError`].
pub fn between(tx: &mut Tx<'_>, from: &str, to: &str) -> DbResult<Counted> {
    let (employers, covered) =
        tx.query_one(&BETWEEN, params![from, to], |r| Ok((r.get(0)?, r.get(1)?)))?.unwrap_or_default();
    let (rooms, open, met) = tx
        .query_one(&ROOMS_BETWEEN, params![from, to], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?
        .unwrap_or_default();
    Ok(Counted { employers, covered, rooms, open, met })
}

/// An employer above the designated size without a room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Without {
    /// Employer.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// People who work there.
    pub workers: i64,
    /// The union that covers it; none if none does.
    pub union_id: Option<Id>,
    /// Its name.
    pub union_name: String,
    /// Place of the union that covers or keeps it.
    pub path: OrgPath,
}

/// A page of employers without a room in the scope, in the order of the tree, after the place and id `after`.
///
/// # Errors
/// Any [`store::DbError`].
pub fn without<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Room, A>,
    path: Option<&OrgPath>,
    after: Option<(String, Id)>,
    limit: i64,
) -> DbResult<Vec<Without>> {
    let ranges = path.map_or_else(|| scope.ranges(), |p| scope.ranges_within(p));
    let mut text = String::from(
        "SELECT e.id, e.name, e.workers, c.union_id, u.name, e.union_path FROM employer e
         LEFT JOIN employer_cover c ON c.employer_id = e.id AND c.valid_to = 99991231
         LEFT JOIN trade_union u ON u.id = c.union_id WHERE e.above_scale = '1' AND",
    );
    let mut args = Vec::new();
    within(&mut text, &mut args, "e.union_path", &ranges);
    text.push_str(
        " AND e.id NOT IN (SELECT r.employer_id FROM voice_room r WHERE r.state = 'open' AND r.employer_id <> 0)
         AND COALESCE(c.union_id, 0) NOT IN (SELECT r.union_id FROM voice_room r WHERE r.state = 'open' AND r.employer_id = 0)",
    );
    if let Some((path, id)) = after {
        args.extend([Val::from(path), Val::from(id)]);
        text.push_str(&format!(" AND (e.union_path, e.id) > (${}, ${})", args.len() - 1, args.len()));
    }
    args.push(Val::from(limit));
    text.push_str(&format!(" ORDER BY e.union_path, e.id LIMIT ${}", args.len()));
    tx.query(&Sql::composed("employers_without_room", Route::Reference, text), &args, |row| {
        let mut r = row.reader();
        Ok(Without {
            id: r.next()?,
            name: r.next()?,
            workers: r.next()?,
            union_id: r.next::<Option<Id>>()?.filter(|id| id.0 != 0),
            union_name: r.next::<Option<String>>()?.unwrap_or_default(),
            path: r.next()?,
        })
    })
}
