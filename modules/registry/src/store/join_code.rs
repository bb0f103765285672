//! What the posters of unions say.

use kernel::{Id, Timestamp};
use serde::{Deserialize, Serialize};
use store::{DbResult, Tx, params};

store::statements! {
    CURRENT = reference, "SELECT token, made_at FROM join_code WHERE union_id = $1 AND ended_at = 0";
    BY_TOKEN = reference, "SELECT union_id, ended_at FROM join_code WHERE token = $1";
    END = reference, "UPDATE join_code SET ended_at = $3 WHERE union_id = $1 AND token = $2 AND ended_at = 0";
    INSERT = reference,
        "INSERT INTO join_code (token, union_id, made_at, made_by, ended_at) VALUES ($1, $2, $3, $4, 0)";
    COVERED = reference,
        "SELECT e.id, e.name FROM employer_cover c JOIN employer e ON e.id = c.employer_id
         WHERE c.union_id = $1 AND c.valid_to = 99991231 ORDER BY e.name_key, e.id LIMIT $2";
    COVERED_NAME = reference,
        "SELECT e.name FROM employer_cover c JOIN employer e ON e.id = c.employer_id
         WHERE c.union_id = $1 AND c.employer_id = $2 AND c.valid_to = 99991231";
}

/// The code that a union's poster says now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinCode {
    /// The token in the address.
    pub token: String,
    /// Since when.
    pub made_at: Timestamp,
}

/// The present code of a union.
pub fn current(tx: &mut Tx<'_>, union: Id) -> DbResult<Option<JoinCode>> {
    tx.query_one(&CURRENT, params![union], |r| Ok(JoinCode { token: r.get(0)?, made_at: r.get(1)? }))
}

/// The union of a token, and whether the token is still in use.
pub fn union_of(tx: &mut Tx<'_>, token: &str) -> DbResult<Option<(Id, bool)>> {
    tx.query_one(&BY_TOKEN, params![token], |r| Ok((r.get(0)?, r.get::<i64>(1)? == 0)))
}

/// Ends a code; `false` if it was not the present one.
pub fn end(tx: &mut Tx<'_>, union: Id, token: &str) -> DbResult<bool> {
    let now = tx.now();
    Ok(tx.execute(&END, params![union, token, now])? == 1)
}

/// A new code.
///
/// # Errors
/// [`store::DbError::Conflict`] if the union has one.
pub fn insert(tx: &mut Tx<'_>, union: Id, token: &str, by: Id) -> DbResult<()> {
    let now = tx.now();
    tx.execute(&INSERT, params![token, union, now, by]).map(drop)
}

/// Employers that a union covers today, at most `limit`.
pub fn covered(tx: &mut Tx<'_>, union: Id, limit: i64) -> DbResult<Vec<(Id, String)>> {
    tx.query(&COVERED, params![union, limit], |r| Ok((r.get(0)?, r.get(1)?)))
}

/// The name of an employer that the union covers today.
pub fn covered_name(tx: &mut Tx<'_>, union: Id, employer: Id) -> DbResult<Option<String>> {
    tx.query_one(&COVERED_NAME, params![union, employer], |r| r.get(0))
}
