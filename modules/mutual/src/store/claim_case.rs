//! Cases about claims: objections and appeals.

use kernel::Id;
use store::{DbError, DbResult, Row, Tx, params};

use crate::model::claim::ClaimCaseKind;

store::statements! {
    INSERT = one("case_id"),
        "INSERT INTO mutual_claim_case (case_id, claim_id, kind, state) VALUES ($1, $2, $3, 'open')";
    END = one("case_id"), "UPDATE mutual_claim_case SET state = $2 WHERE case_id = $1 AND state = 'open'";
    BY_CASE = one("case_id"), "SELECT case_id, claim_id, kind, state FROM mutual_claim_case WHERE case_id = $1";
    OF_CLAIM = fan_out("cases of one claim"),
        "SELECT case_id, claim_id, kind, state FROM mutual_claim_case WHERE claim_id = $1 ORDER BY case_id";
}

/// A case about a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimCase {
    /// Case.
    pub case_id: Id,
    /// Claim.
    pub claim_id: Id,
    /// What it is.
    pub kind: ClaimCaseKind,
    /// `open`, `upheld` or `dismissed`.
    pub state: String,
}

fn read(row: &Row) -> DbResult<ClaimCase> {
    let mut r = row.reader();
    let case_id: Id = r.next()?;
    Ok(ClaimCase {
        case_id,
        claim_id: r.next()?,
        kind: ClaimCaseKind::parse(&r.next::<String>()?)
            .ok_or_else(|| DbError::Inconsistent(format!("case {case_id} about a claim: kind")))?,
        state: r.next()?,
    })
}

/// Keeps that a case is about a claim.
///
/// # Errors
/// Any [`DbError`].
pub fn insert(tx: &mut Tx<'_>, case: Id, claim: Id, kind: ClaimCaseKind) -> DbResult<()> {
    tx.execute(&INSERT, params![case, claim, kind.code()]).map(drop)
}

/// Ends it; `false` if it has ended before.
///
/// # Errors
/// Any [`DbError`].
pub fn end(tx: &mut Tx<'_>, case: Id, state: &str) -> DbResult<bool> {
    Ok(tx.execute(&END, params![case, state])? == 1)
}

/// What a case is about.
///
/// # Errors
/// Any [`DbError`].
pub fn of_case(tx: &mut Tx<'_>, case: Id) -> DbResult<Option<ClaimCase>> {
    tx.query_one(&BY_CASE, params![case], read)
}

/// Cases about a claim, first opened first.
///
/// # Errors
/// Any [`DbError`].
pub fn of_claim(tx: &mut Tx<'_>, claim: Id) -> DbResult<Vec<ClaimCase>> {
    tx.query(&OF_CLAIM, params![claim], read)
}
