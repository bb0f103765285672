//! Which union covers an employer, from day to day; at most one at a time.

use kernel::{Day, Id};
use serde::Serialize;
use store::{DbResult, Tx, params};

store::statements! {
    INSERT = reference,
        "INSERT INTO employer_cover (employer_id, valid_from, valid_to, union_id) VALUES ($1, $2, 99991231, $3)";
    CLOSE = reference,
        "UPDATE employer_cover SET valid_to = $3 WHERE employer_id = $1 AND valid_from = $2 AND valid_to = 99991231";
    DELETE = reference,
        "DELETE FROM employer_cover WHERE employer_id = $1 AND valid_from = $2 AND valid_to = 99991231";
    COVERS = reference,
        "SELECT c.union_id, u.name, c.valid_from, c.valid_to FROM employer_cover c
         LEFT JOIN trade_union u ON u.id = c.union_id WHERE c.employer_id = $1 ORDER BY c.valid_from";
}

/// A union covers an employer from a day on.
///
/// # Errors
/// [`store::DbError::Conflict`] if a cover is open.
pub fn insert(tx: &mut Tx<'_>, id: Id, union_id: Id, from: Day) -> DbResult<()> {
    tx.execute(&INSERT, params![id, from, union_id]).map(drop)
}

/// Ends the open cover that began on `from`; `false` if it is not open.
pub fn close(tx: &mut Tx<'_>, id: Id, from: Day, last_day: Day) -> DbResult<bool> {
    Ok(tx.execute(&CLOSE, params![id, from, last_day])? == 1)
}

/// Removes an open cover that would end on the day it began (it was entered by mistake); `false` if it is not open.
pub fn delete(tx: &mut Tx<'_>, id: Id, from: Day) -> DbResult<bool> {
    Ok(tx.execute(&DELETE, params![id, from])? == 1)
}

/// A period in which a union covered an employer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Cover {
    /// Union.
    pub union_id: Id,
    /// Its present name.
    pub union_name: String,
    /// First day.
    pub valid_from: Day,
    /// Last day; none while it lasts.
    pub valid_to: Option<Day>,
}

/// Covers of an employer, oldest first.
pub fn of_employer(tx: &mut Tx<'_>, id: Id) -> DbResult<Vec<Cover>> {
    tx.query(&COVERS, params![id], |row| {
        let mut r = row.reader();
        Ok(Cover {
            union_id: r.next()?,
            union_name: r.next::<Option<String>>()?.unwrap_or_default(),
            valid_from: r.next()?,
            valid_to: Some(r.next::<Day>()?).filter(|d| *d != Day::OPEN),
        })
    })
}
