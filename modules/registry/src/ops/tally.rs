//! Figures of a place and of what stands right beneath it, on the tree of a day.

use kernel::{Day, Id};
use platform::indicators::{self, Indicator};
use store::Tx;

use crate::error::Result;
use crate::measures::Sums;
use crate::rules::INDICATORS;
use crate::store::union_tree;

/// Unions right beneath one that are counted.
const CHILDREN: i64 = 500;

/// A union with the sums of its subtree.
#[derive(Clone, Debug)]
pub struct Branch {
    /// Union.
    pub union_id: Id,
    /// Its name.
    pub name: String,
    /// Whether unions stand beneath it.
    pub has_children: bool,
    /// Sums by base measure.
    pub sums: Sums,
}

/// Codes of all base measures.
pub fn codes() -> Vec<&'static str> {
    INDICATORS.iter().map(|i| i.code).collect()
}

/// A figure of weighted base measures of a union and everything beneath it: what happened since `from`, or without it what
/// there is at the end of `to`.
///
/// # Errors
/// The database's.
pub fn total_of(
    tx: &mut Tx<'_>,
    union_id: Id,
    terms: &[(&Indicator, i64)],
    from: Option<Day>,
    to: Day,
) -> Result<i64> {
    let mut all = 0;
    for (indicator, weight) in terms {
        all += weight * indicators::total(tx, union_id, indicator.code, from, to)?;
    }
    Ok(all)
}

/// Sums of a union and everything beneath it as of `day`; the flows are what happened there since `from`.
///
/// # Errors
/// The database's.
pub fn sums(tx: &mut Tx<'_>, union_id: Id, from: Day, day: Day) -> Result<Sums> {
    let mut all = Sums::new();
    for code in codes() {
        let value = indicators::total(tx, union_id, code, None, day)?;
        let flow = indicators::total(tx, union_id, code, Some(from), day)?;
        if value != 0 || flow != 0 {
            all.insert(code.to_owned(), (value, value - flow));
        }
    }
    Ok(all)
}

/// The same for each union right beneath one, in the order of the tree.
///
/// # Errors
/// The database's.
pub fn branches(tx: &mut Tx<'_>, union_id: Id, from: Day, day: Day) -> Result<Vec<Branch>> {
    let children = union_tree::children_on(tx, union_id, day, CHILDREN)?;
    let branch = |(union_id, name)| {
        let has_children = !union_tree::children_on(tx, union_id, day, 1)?.is_empty();
        Ok(Branch { union_id, name, has_children, sums: sums(tx, union_id, from, day)? })
    };
    children.into_iter().map(branch).collect()
}
