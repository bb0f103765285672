//! The tree of a day with what it counted on that day.

use std::collections::BTreeMap;

use guard::{Scope, act, res};
use kernel::{Day, Id};
use platform::indicators;
use store::Tx;

use crate::directory::Tree;
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
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return Ok(Vec::new()) };
    let leaves = (first.path.as_str().to_owned(), last.path.range().1);
    let leaf = |i: usize| rows.get(i + 1).is_some_and(|next| !rows[i].path.covers(&next.path));
    let mut members: Vec<(BTreeMap<Id, i64>, i64)> = Vec::new();
    let mut employers = BTreeMap::new();
    if (0..rows.len()).any(leaf) {
        for (indicator, weight) in MEMBER_TOTAL {
            members.push((indicators::by_union(tx, &Tree, &leaves, indicator.code, None, day)?, *weight));
        }
        employers = indicators::by_union(tx, &Tree, &leaves, EMPLOYER_COVERED.code, None, day)?;
    }
    let mut out = Vec::with_capacity(rows.len());
    for (i, row) in rows.iter().enumerate() {
        let (mut people, mut covered) = (0, 0);
        if leaf(i) {
            people = members.iter().map(|(by, w)| w * by.get(&row.id).unwrap_or(&0)).sum();
            covered = employers.get(&row.id).copied().unwrap_or_default();
        } else {
            let range = row.path.range();
            for (indicator, weight) in MEMBER_TOTAL {
                people += weight * indicators::total(tx, &Tree, &range, indicator.code, None, day)?;
            }
            covered += indicators::total(tx, &Tree, &range, EMPLOYER_COVERED.code, None, day)?;
        }
        let depth = row.path.levels().saturating_sub(place.levels());
        out.push(Counted { row: row.clone(), depth, members: people, employers: covered });
    }
    Ok(out)
}
