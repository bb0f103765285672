//! Employers at the place of a union, as a change of the tree sees them.

use kernel::{Day, Id, OrgPath};
use store::{DbResult, Row, Tx, params};

store::statements! {
    AT = reference,
        "SELECT e.id, e.name_key, e.version, c.valid_from FROM employer e
         LEFT JOIN employer_cover c ON c.employer_id = e.id AND c.valid_to = 99991231
         WHERE e.union_path = $1 ORDER BY e.name_key, e.id LIMIT $2";
    ONE_AT = reference,
        "SELECT e.id, e.name_key, e.version, c.valid_from FROM employer e
         LEFT JOIN employer_cover c ON c.employer_id = e.id AND c.valid_to = 99991231 WHERE e.id = $1";
}

/// An employer as a change of its union sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmployerAt {
    /// Employer.
    pub id: Id,
    /// Name in its search form.
    pub name_key: String,
    /// Version.
    pub version: i64,
    /// Whether a union covers it now.
    pub covered: bool,
    /// First day of the cover.
    pub covered_from: Option<Day>,
}

fn employer_at(row: &Row) -> DbResult<EmployerAt> {
    let from = row.get::<Option<i64>>(3)?.and_then(Day::from_number);
    Ok(EmployerAt {
        id: row.get(0)?,
        name_key: row.get(1)?,
        version: row.get(2)?,
        covered: from.is_some(),
        covered_from: from,
    })
}

/// Employers that stand at the place of a union, covered by it or kept; by name, at most `limit`.
pub fn at(tx: &mut Tx<'_>, place: &OrgPath, limit: i64) -> DbResult<Vec<EmployerAt>> {
    tx.query(&AT, params![place.as_str(), limit], employer_at)
}

/// Employers by id, for a change of the tree that was planned with them.
pub fn some(tx: &mut Tx<'_>, ids: &[Id]) -> DbResult<Vec<EmployerAt>> {
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        found.extend(tx.query_one(&ONE_AT, params![*id], employer_at)?);
    }
    Ok(found)
}
