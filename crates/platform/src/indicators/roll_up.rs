//! Roll-up of daily sums over a set of unions.

use std::collections::BTreeMap;

use kernel::{Day, Id};
use store::{DbResult, Route, Sql, Tx, Val};

/// Gives the unions that lay in a subtree on a day; implemented by the register, whose tree it is.
pub trait TreeSource: Send + Sync + 'static {
    /// A sub-select of union ids for the stored-path range `[$1, $2)` on the day `$3`, as SQL.
    fn unions_in_range(&self) -> &'static str;
}

/// Sums of one measure day by day.
pub type Series = Vec<(Day, i64)>;

fn sql(name: &'static str, text: String) -> Sql {
    Sql::composed(name, Route::FanOut("figure over a subtree"), text)
}

fn args<'a>(
    range: &'a (String, String),
    tree_day: Day,
    indicator: &'a str,
    from: Day,
    to: Day,
) -> Vec<Val<'a>> {
    vec![
        Val::from(&range.0),
        Val::from(&range.1),
        Val::from(tree_day),
        Val::from(indicator),
        Val::from(from),
        Val::from(to),
    ]
}

/// The first day a figure can start from.
const BEGINNING: Day = Day::constant(1900, 1, 1);

/// The sum of a measure over the unions of `range` on the tree of `to`, from `from` (or ever) to `to`, both included.
///
/// # Errors
/// Any [`store::DbError`].
pub fn total(
    tx: &mut Tx<'_>,
    tree: &dyn TreeSource,
    range: &(String, String),
    indicator: &str,
    from: Option<Day>,
    to: Day,
) -> DbResult<i64> {
    let text = format!(
        "SELECT CAST(COALESCE(SUM(total), 0) AS BIGINT) FROM figure_day
         WHERE union_id IN ({}) AND indicator = $4 AND day >= $5 AND day <= $6",
        tree.unions_in_range()
    );
    let args = args(range, to, indicator, from.unwrap_or(BEGINNING), to);
    tx.query_one(&sql("figure_total", text), &args, |r| r.get(0)).map(Option::unwrap_or_default)
}

/// The same, kept apart by union.
///
/// # Errors
/// Any [`store::DbError`].
pub fn by_union(
    tx: &mut Tx<'_>,
    tree: &dyn TreeSource,
    range: &(String, String),
    indicator: &str,
    from: Option<Day>,
    to: Day,
) -> DbResult<BTreeMap<Id, i64>> {
    let text = format!(
        "SELECT union_id, CAST(SUM(total) AS BIGINT) FROM figure_day
         WHERE union_id IN ({}) AND indicator = $4 AND day >= $5 AND day <= $6 GROUP BY union_id",
        tree.unions_in_range()
    );
    let args = args(range, to, indicator, from.unwrap_or(BEGINNING), to);
    let rows = tx.query(&sql("figure_by_union", text), &args, |r| Ok((r.get::<Id>(0)?, r.get::<i64>(1)?)))?;
    Ok(rows.into_iter().collect())
}

/// The same, day by day; days without change are left out.
///
/// # Errors
/// Any [`store::DbError`].
pub fn series(
    tx: &mut Tx<'_>,
    tree: &dyn TreeSource,
    range: &(String, String),
    indicator: &str,
    from: Day,
    to: Day,
) -> DbResult<Series> {
    let text = format!(
        "SELECT day, CAST(SUM(total) AS BIGINT) FROM figure_day
         WHERE union_id IN ({}) AND indicator = $4 AND day >= $5 AND day <= $6 GROUP BY day ORDER BY day",
        tree.unions_in_range()
    );
    let args = args(range, to, indicator, from, to);
    tx.query(&sql("figure_series", text), &args, |r| Ok((r.get(0)?, r.get(1)?)))
}
