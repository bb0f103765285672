//! Issues: which case was found on which visit, and where it stands.

use kernel::Id;
use store::{DbResult, Row, Tx, params};

use crate::model::Issue;
use crate::rules::issue::Standing;

store::statements! {
    INSERT = one("case_id"),
        "INSERT INTO visit_issue (case_id, visit_id, plan_id, employer_id, kind, level, state, found_on)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    FOLLOW = one("case_id"), "UPDATE visit_issue SET kind = $2, level = $3, state = $4 WHERE case_id = $1";
    OF_VISIT = fan_out("issues of a visit"),
        "SELECT case_id, visit_id, plan_id, employer_id, kind, level, state, found_on FROM visit_issue
         WHERE visit_id = $1 ORDER BY case_id LIMIT 200";
}

fn read(row: &Row) -> DbResult<Issue> {
    let mut r = row.reader();
    Ok(Issue {
        case_id: r.next()?,
        visit_id: r.next()?,
        plan_id: r.next()?,
        employer_id: r.next()?,
        kind: r.next()?,
        level: r.next()?,
        state: r.next()?,
        found_on: r.next()?,
    })
}

/// Keeps that a case was found on a visit.
///
/// # Errors
/// Any [`store::DbError`].
pub fn insert(tx: &mut Tx<'_>, i: &Issue) -> DbResult<()> {
    let args =
        params![i.case_id, i.visit_id, i.plan_id, i.employer_id, &i.kind, &i.level, &i.state, i.found_on];
    tx.execute(&INSERT, args).map(drop)
}

/// Writes where the issue of a case stands; nothing for a case that was found on no visit.
///
/// # Errors
/// Any [`store::DbError`].
pub fn follow(tx: &mut Tx<'_>, case: Id, s: &Standing) -> DbResult<()> {
    tx.execute(&FOLLOW, params![case, &s.kind, &s.level, s.state]).map(drop)
}

/// Issues of a visit that the caller has found, first found first, at most 200.
///
/// # Errors
/// Any [`store::DbError`].
pub fn of_visit(tx: &mut Tx<'_>, visit: Id) -> DbResult<Vec<Issue>> {
    tx.query(&OF_VISIT, params![visit], read)
}
