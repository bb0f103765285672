//! What each union itself has of a measure.

use std::collections::BTreeMap;

use kernel::{Day, Id};
use store::{DbResult, Route, Sql, Tx, Val};

use crate::indicators::{TreeSource, period};

/// Sums of a measure of the unions of `range` on the tree of `to`, each by itself, from `from` (or ever) to `to`.
pub(super) fn by_union(
    tx: &mut Tx<'_>,
    tree: &dyn TreeSource,
    range: &(String, String),
    indicator: &str,
    from: Option<Day>,
    to: Day,
) -> DbResult<BTreeMap<Id, i64>> {
    let mut args = vec![Val::from(&range.0), Val::from(&range.1), Val::from(to), Val::from(indicator)];
    let mut parts = Vec::new();
    // A range of the key each: `OR` would make SQLite read every period of a union.
    for (low, high) in period::ranges(from, to) {
        args.extend([Val::from(low), Val::from(high)]);
        let n = args.len();
        parts.push(format!(
            "SELECT union_id, SUM(total) AS part FROM figure_sum WHERE union_id IN ({}) AND indicator = $4
             AND period >= ${} AND period <= ${n} GROUP BY union_id",
            tree.unions_in_range(),
            n - 1
        ));
    }
    if parts.is_empty() {
        return Ok(BTreeMap::new());
    }
    let parts = parts.join(" UNION ALL ");
    let text = format!("SELECT union_id, CAST(SUM(part) AS BIGINT) FROM ({parts}) p GROUP BY union_id");
    let sql = Sql::composed("report_by_union", Route::FanOut("a report over a subtree"), text);
    let rows = tx.query(&sql, &args, |r| Ok((r.get::<Id>(0)?, r.get::<i64>(1)?)))?;
    Ok(rows.into_iter().collect())
}
