//! Writes the facts of a commit and folds them into the daily sums.

use std::collections::BTreeMap;

use store::{Buffers, CommitHook, DbResult, Insert, Kind, Tx, Val, params};

use super::Facts;

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

store::statements! {
    FOLD = one("union_id"),
        "INSERT INTO figure_day (union_id, indicator, day, total) VALUES ($1, $2, $3, $4)
         ON CONFLICT (union_id, indicator, day) DO UPDATE SET total = figure_day.total + excluded.total";
}

/// Facts become rows, and one `figure_day` upsert for each union, measure and day that the commit touched.
///
/// The upserts go in key order, so that two PostgreSQL transactions cannot wait for each other.
#[derive(Debug)]
pub struct FactHook;

impl CommitHook for FactHook {
    fn flush(&self, tx: &mut Tx<'_>, buffers: &mut Buffers) -> DbResult<()> {
        let Some(facts) = buffers.take::<Facts>() else { return Ok(()) };
        let mut sums: BTreeMap<(i64, &str, i64), i64> = BTreeMap::new();
        let mut rows = Vec::with_capacity(facts.0.len());
        for (id, f) in facts.0 {
            *sums.entry((f.union_id.0, f.indicator, f.day.number())).or_default() += f.delta;
            rows.push(vec![
                Val::from(f.union_id),
                Val::from(f.indicator),
                Val::from(f.day),
                Val::from(id),
                Val::from(f.delta),
                Val::from(f.record_id),
            ]);
        }
        tx.insert_many(&INSERT, &rows)?;
        for ((union_id, indicator, day), sum) in sums {
            if sum != 0 {
                tx.execute(&FOLD, params![union_id, indicator, day, sum])?;
            }
        }
        Ok(())
    }
}
