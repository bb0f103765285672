//! Whom benefits never reached: every member is looked at once a day, not when somebody asks.

use std::collections::{BTreeMap, HashMap};

use kernel::{Id, OrgPath};
use platform::App;

use crate::campaign_error::Result;
use crate::store::missed::{self, Counted};

/// Rows of one transaction.
const PART: usize = 5_000;

/// Members and those who were reached, by union and slice.
type Sums = BTreeMap<(Id, String), (i64, i64)>;

/// Counts all members; how many there are. Safe to run twice.
///
/// # Errors
/// Any [`store::DbError`].
pub fn count_all(app: &App) -> Result<i64> {
    let at = app.clock().now();
    let places: HashMap<Id, OrgPath> = app.store().read_blocking(missed::places)?.into_iter().collect();
    let at_place: HashMap<&str, Id> = places.iter().map(|(id, p)| (p.as_str(), *id)).collect();
    let mut sums = Sums::new();
    let mut go_up = |all: Vec<Counted>, slices: fn(&str) -> Vec<String>| {
        for (union, code, members, reached) in all {
            let Some(path) = places.get(&union) else { continue };
            let chain = path.chain().filter_map(|p| at_place.get(p.as_str()).copied());
            let chain: Vec<Id> = chain.collect();
            for slice in slices(&code) {
                for id in &chain {
                    let there = sums.entry((*id, slice.clone())).or_default();
                    *there = (there.0 + members, there.1 + reached);
                }
            }
        }
    };
    for place in roots(&places) {
        go_up(app.store().read_blocking(move |tx| missed::by_nature(tx, &place))?, |code| match code {
            "" => vec!["all".to_owned()],
            code => vec!["all".to_owned(), format!("nature:{code}")],
        });
    }
    let today = at.day().number();
    go_up(app.store().read_blocking(move |tx| missed::by_flag(tx, today))?, |code| {
        vec![format!("flag:{code}")]
    });
    let top: i64 = roots(&places)
        .iter()
        .filter_map(|p| at_place.get(p.as_str()))
        .filter_map(|id| sums.get(&(*id, "all".to_owned())))
        .map(|s| s.0)
        .sum();
    let rows: Vec<(Id, String, i64, i64)> =
        sums.into_iter().map(|((id, slice), (m, r))| (id, slice, m, r)).collect();
    for part in rows.chunks(PART) {
        let part = part.to_vec();
        app.store().write_blocking(move |tx| missed::put(tx, &part, at))?;
    }
    app.store().write_blocking(move |tx| missed::drop_old(tx, at))?;
    Ok(top)
}

/// The places above which no union stands.
fn roots(places: &HashMap<Id, OrgPath>) -> Vec<OrgPath> {
    let least = places.values().map(|p| p.as_str().len()).min().unwrap_or(0);
    places.values().filter(|p| p.as_str().len() == least).cloned().collect()
}
