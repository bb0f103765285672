//! Writes the facts of a commit and folds them into the sums by day, month and year.

use std::collections::BTreeMap;
use std::sync::Arc;

use kernel::Id;
use store::{Buffers, CommitHook, DbError, DbResult, Insert, Kind, Tx, Val};

use super::tree::TreeSource;
use super::{Fact, Facts, period, up};

/// A transaction that records facts takes no longer than this (see [`super::reports`]).
const OLDEST_MS: i64 = 30 * 60 * 1_000;

static INSERT: Insert = Insert::new(
    "fact",
    &[
        ("union_id", Kind::Int),
        ("indicator", Kind::Text),
        ("day", Kind::Int),
        ("id", Kind::Int),
        ("delta", Kind::Int),
        ("record_id", Kind::Int),
    ],
    "",
);

static FOLD: Insert = Insert::new(
    "figure_sum",
    &[("union_id", Kind::Int), ("indicator", Kind::Text), ("period", Kind::Int), ("total", Kind::Int)],
    "ON CONFLICT (union_id, indicator, period) DO UPDATE SET total = figure_sum.total + excluded.total",
);

/// Facts become rows, and one `figure_sum` upsert for each union, measure and period that the commit touched.
///
/// The upserts go in key order, so that two PostgreSQL transactions cannot wait for each other.
pub struct FactHook {
    tree: Arc<dyn TreeSource>,
}

impl FactHook {
    /// With the tree that the facts count in.
    pub fn new(tree: Arc<dyn TreeSource>) -> Self {
        Self { tree }
    }
}

impl CommitHook for FactHook {
    fn flush(&self, tx: &mut Tx<'_>, buffers: &mut Buffers) -> DbResult<()> {
        let Some(facts) = buffers.take::<Facts>() else { return Ok(()) };
        // A frozen report knows the facts of its last hour one by one and takes all older ones as known to it.
        if tx.age_ms() > OLDEST_MS {
            return Err(DbError::Driver("a change with facts took longer than half an hour".into()));
        }
        write(tx, &facts.0)?;
        up::of_facts(tx, self.tree.as_ref(), &facts.0)
    }
}

/// Writes facts with ids that the caller made, and folds them in; for a first load, which hands them over in key order and
/// calls [`super::rebuild`] in the end.
///
/// # Errors
/// Any [`store::DbError`].
pub fn write(tx: &mut Tx<'_>, facts: &[(Id, Fact)]) -> DbResult<()> {
    let mut sums: BTreeMap<(i64, &'static str, i64), i64> = BTreeMap::new();
    let mut rows = Vec::with_capacity(facts.len());
    for (id, f) in facts {
        for period in period::of_day(f.day) {
            *sums.entry((f.union_id.0, f.indicator, period)).or_default() += f.delta;
        }
        rows.push(vec![
            Val::from(f.union_id),
            Val::from(f.indicator),
            Val::from(f.day),
            Val::from(*id),
            Val::from(f.delta),
            Val::from(f.record_id),
        ]);
    }
    tx.insert_many(&INSERT, &rows)?;
    let sums = sums.into_iter().filter(|(_, sum)| *sum != 0);
    let sums: Vec<_> = sums
        .map(|((union_id, indicator, period), sum)| {
            vec![Val::from(union_id), Val::from(indicator), Val::from(period), Val::from(sum)]
        })
        .collect();
    tx.insert_many(&FOLD, &sums).map(drop)
}
