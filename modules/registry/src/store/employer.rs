//! Employers.

use kernel::{Id, OrgPath};
use store::{DbResult, Tx, params};

store::statements! {
    BY_NAME = reference, "SELECT id, name FROM employer WHERE name_key = $1 ORDER BY id LIMIT 1";
    NAMES_UNDER = reference,
        "SELECT id, name FROM employer WHERE union_path >= $1 AND union_path < $2 ORDER BY union_path, name_key, id
         LIMIT $3";
}

/// The employer with this name, compared by its search key.
pub fn by_name(tx: &mut Tx<'_>, name: &str) -> DbResult<Option<(Id, String)>> {
    let key = kernel::text::name_key(name);
    tx.query_one(&BY_NAME, params![key], |r| Ok((r.get(0)?, r.get(1)?)))
}

/// Employers at or beneath a place, at most `limit`; to offer near names.
pub fn names_under(tx: &mut Tx<'_>, path: &OrgPath, limit: i64) -> DbResult<Vec<(Id, String)>> {
    let (from, to) = path.range();
    tx.query(&NAMES_UNDER, params![from, to, limit], |r| Ok((r.get(0)?, r.get(1)?)))
}
