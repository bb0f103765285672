//! Entries.

use guard::act::Action;
use guard::{Scope, res};
use kernel::Id;
use registry::api::Union;
use store::{DbResult, Reference, Tx, params};

use crate::model::Entry;

/// What `niangjia doctor` follows.
pub const REFERENCES: &[Reference] =
    &[Reference { table: "posts_entry", column: "union_id", to: "trade_union", key: "id" }];

store::statements! {
    INSERT = one("union_id"), "INSERT INTO posts_entry (union_id, id, body, written_at) VALUES ($1, $2, $3, $4)";
    PAGE = one("union_id"),
        "SELECT id, union_id, body, written_at FROM posts_entry WHERE union_id = $1 AND id < $2
         ORDER BY id DESC LIMIT $3";
}

/// Keeps an entry.
///
/// # Errors
/// Any [`store::DbError`].
pub fn insert(tx: &mut Tx<'_>, entry: &Entry) -> DbResult<()> {
    tx.execute(&INSERT, params![entry.union_id, entry.id, &entry.body, entry.written_at]).map(drop)
}

/// Entries of a union, newest first, before the id `before`; `None` if the union is not in the scope.
///
/// # Errors
/// Any [`store::DbError`].
pub fn page<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Union, A>,
    union: &Union,
    before: Option<Id>,
    limit: i64,
) -> DbResult<Option<Vec<Entry>>> {
    if !scope.covers(&union.place()) {
        return Ok(None);
    }
    let before = before.map_or(i64::MAX, |id| id.0);
    let rows = tx.query(&PAGE, params![union.id, before, limit], |row| {
        let mut r = row.reader();
        Ok(Entry { id: r.next()?, union_id: r.next()?, body: r.next()?, written_at: r.next()? })
    });
    rows.map(Some)
}
