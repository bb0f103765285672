//! The tree of a day with what it counted on that day.

use guard::{Scope, act, res};
use kernel::{Day, Id};
use platform::indicators;
use store::Tx;

use crate::error::{RegistryError, Result};
use crate::rules::{EMPLOYER_COVERED, MEMBER_TOTAL};
use crate::store::union_tree::TreeRow;
use crate::store::{union, union_place, union_tree};

/// A union on a day, with everything beneath it counted.
#[derive(Clone, Debug)]
pub struct Counted {
    /// The union then.
    pub row: TreeRow,
    /// Steps beneath the union that was asked for.
    pub depth: usize,
    /// Members of it and beneath it.
    pub members: i64,
    /// Employers covered.
    pub employers: i64,
}

/// Unions that stood at or beneath one on a day, after the place `after`; at most `limit`. Empty where it did not exist yet.
///
/// # Errors
/// [`RegistryError::UnionNotFound`] outside the scope.
pub fn tree_on_day(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Union, act::Read>,
    id: Id,
    day: Day,
    after: &str,
    limit: i64,
) -> Result<Vec<Counted>> {
    union::find(tx, scope, id)?.ok_or(RegistryError::UnionNotFound)?;
    let Some(place) = union_place::on_day(tx, id, day)? else { return Ok(Vec::new()) };
    let rows = union_tree::page(tx, &place, day, after, limit)?;
    let mut out = Vec::with_capacity(rows.len());
    for row in rows {
        let mut members = 0;
        for (indicator, weight) in MEMBER_TOTAL {
            members += weight * indicators::total(tx, row.id, indicator.code, None, day)?;
        }
        let employers = indicators::total(tx, row.id, EMPLOYER_COVERED.code, None, day)?;
        let depth = row.path.levels().saturating_sub(place.levels());
        out.push(Counted { row, depth, members, employers });
    }
    Ok(out)
}
