//! Unions that a case lay with before: the way on which it is given back.

use kernel::Id;
use store::{DbResult, Tx, params};

store::statements! {
    PUSH = one("case_id"),
        "INSERT INTO case_route (case_id, depth, union_id)
         SELECT CAST($1 AS BIGINT), COALESCE(MAX(depth), 0) + 1, CAST($2 AS BIGINT) FROM case_route WHERE case_id = $1";
    POP = one("case_id"),
        "DELETE FROM case_route WHERE case_id = $1
           AND depth = (SELECT MAX(depth) FROM case_route WHERE case_id = $1)";
    TOP = one("case_id"), "SELECT union_id FROM case_route WHERE case_id = $1 ORDER BY depth DESC LIMIT 1";
}

/// The case goes on from a union.
///
/// # Errors
/// Any [`store::DbError`].
pub fn push(tx: &mut Tx<'_>, case: Id, union: Id) -> DbResult<()> {
    tx.execute(&PUSH, params![case, union]).map(drop)
}

/// The case goes back; the union from which it came before that, 0 for none.
///
/// # Errors
/// Any [`store::DbError`].
pub fn pop(tx: &mut Tx<'_>, case: Id) -> DbResult<Id> {
    tx.execute(&POP, params![case])?;
    Ok(tx.query_one(&TOP, params![case], |r| r.get(0))?.unwrap_or(Id(0)))
}
