//! Which post tells of the benefits of which days.

use kernel::{Day, Id};
use store::{DbResult, Tx, params};

store::statements! {
    FIND = one("union_id"),
        "SELECT post_id FROM post_week WHERE union_id = $1 AND from_day = $2 AND to_day = $3";
    CLAIM = one("union_id"),
        "INSERT INTO post_week (union_id, from_day, to_day, post_id) VALUES ($1, $2, $3, $4)
         ON CONFLICT (union_id, from_day, to_day) DO UPDATE SET post_id = excluded.post_id WHERE post_week.post_id = $5";
}

/// The post of a union that tells of these days.
///
/// # Errors
/// Any [`store::DbError`].
pub fn find(tx: &mut Tx<'_>, union: Id, (from, to): (Day, Day)) -> DbResult<Option<Id>> {
    tx.query_one(&FIND, params![union, from, to], |r| r.get(0))
}

/// Notes that a post tells of these days, in the place of `before` (0: of none); `false` if another one does by now.
///
/// # Errors
/// Any [`store::DbError`].
pub fn claim(tx: &mut Tx<'_>, union: Id, (from, to): (Day, Day), post: Id, before: Id) -> DbResult<bool> {
    Ok(tx.execute(&CLAIM, params![union, from, to, post, before])? == 1)
}
