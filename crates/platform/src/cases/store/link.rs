//! Cases that have to do with each other.

use kernel::{Id, Timestamp};
use store::{DbResult, Tx, params};

store::statements! {
    PUT = one("case_id"),
        "INSERT INTO case_link (case_id, other_id, kind, at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (case_id, other_id) DO UPDATE SET kind = excluded.kind, at = excluded.at";
    OF_CASE = one("case_id"), "SELECT other_id, kind, at FROM case_link WHERE case_id = $1 ORDER BY at, other_id";
}

/// What two cases have to do with each other, seen from one of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The other one.
    pub other_id: Id,
    /// `related`, `duplicate` (this one was joined to the other) or `holds` (the other one was joined to this).
    pub kind: String,
    /// Since when.
    pub at: Timestamp,
}

/// Links two cases, each seen from the other.
///
/// # Errors
/// Any [`store::DbError`].
pub fn put(tx: &mut Tx<'_>, a: Id, b: Id, (of_a, of_b): (&str, &str)) -> DbResult<()> {
    let now = tx.now();
    tx.execute(&PUT, params![a, b, of_a, now])?;
    tx.execute(&PUT, params![b, a, of_b, now]).map(drop)
}

/// Links of a case.
///
/// # Errors
/// Any [`store::DbError`].
pub fn of_case(tx: &mut Tx<'_>, case: Id) -> DbResult<Vec<Link>> {
    tx.query(&OF_CASE, params![case], |r| Ok(Link { other_id: r.get(0)?, kind: r.get(1)?, at: r.get(2)? }))
}
