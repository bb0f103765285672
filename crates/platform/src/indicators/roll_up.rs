//! Roll-up of sums over a set of unions, and the way back to the records.

use std::collections::BTreeMap;

use kernel::{Day, Id};
use store::{DbResult, Route, Sql, Tx, Val};

use super::period;

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

/// `SELECT {columns} FROM figure_sum …` over the periods of the span, one part for each range of them, and its
/// parameters. A range of the key each: `OR` would make SQLite read every period of a union.
fn over<'a>(
    columns: &str,
    tail: &str,
    tree: &dyn TreeSource,
    range: &'a (String, String),
    indicator: &'a str,
    from: Option<Day>,
    to: Day,
) -> (String, Vec<Val<'a>>) {
    let mut args = vec![Val::from(&range.0), Val::from(&range.1), Val::from(to), Val::from(indicator)];
    let mut parts = Vec::new();
    for (low, high) in period::ranges(from, to) {
        args.extend([Val::from(low), Val::from(high)]);
        let n = args.len();
        parts.push(format!(
            "SELECT {columns} FROM figure_sum WHERE union_id IN ({}) AND indicator = $4
             AND period >= ${} AND period <= ${n} {tail}",
            tree.unions_in_range(),
            n - 1
        ));
    }
    (parts.join(" UNION ALL "), args)
}

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
    let (parts, args) = over("SUM(total) AS part", "", tree, range, indicator, from, to);
    if parts.is_empty() {
        return Ok(0);
    }
    let text = format!("SELECT CAST(COALESCE(SUM(part), 0) AS BIGINT) FROM ({parts}) p");
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
    let columns = "union_id, SUM(total) AS part";
    let (parts, args) = over(columns, "GROUP BY union_id", tree, range, indicator, from, to);
    if parts.is_empty() {
        return Ok(BTreeMap::new());
    }
    let text = format!("SELECT union_id, CAST(SUM(part) AS BIGINT) FROM ({parts}) p GROUP BY union_id");
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
        "SELECT period, CAST(SUM(total) AS BIGINT) FROM figure_sum
         WHERE union_id IN ({}) AND indicator = $4 AND period >= $5 AND period <= $6 GROUP BY period ORDER BY period",
        tree.unions_in_range()
    );
    let args = [
        Val::from(&range.0),
        Val::from(&range.1),
        Val::from(to),
        Val::from(indicator),
        Val::from(from),
        Val::from(to),
    ];
    tx.query(&sql("figure_series", text), &args, |r| Ok((r.get(0)?, r.get(1)?)))
}

/// A fact behind a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountedFact {
    /// Fact; later ones have higher ids.
    pub id: Id,
    /// The union it counts for.
    pub union_id: Id,
    /// The day it counts from.
    pub day: Day,
    /// By how much.
    pub delta: i64,
    /// The record behind it.
    pub record_id: Id,
}

/// The facts that a figure of one measure is the sum of, newest day first; after `after` (day and id of the last one
/// seen), at most `limit`.
///
/// # Errors
/// Any [`store::DbError`].
pub fn facts(
    tx: &mut Tx<'_>,
    tree: &dyn TreeSource,
    range: &(String, String),
    indicator: &str,
    (from, to): (Day, Day),
    after: Option<(Day, Id)>,
    limit: i64,
) -> DbResult<Vec<CountedFact>> {
    let text = format!(
        "SELECT id, union_id, day, delta, record_id FROM fact
         WHERE union_id IN ({}) AND indicator = $4 AND day >= $5 AND day <= $6 AND (day, id) < ($7, $8)
         ORDER BY day DESC, id DESC LIMIT $9",
        tree.unions_in_range()
    );
    let (day, id) = after.unwrap_or((Day::OPEN, Id(i64::MAX)));
    let args = [
        Val::from(&range.0),
        Val::from(&range.1),
        Val::from(to),
        Val::from(indicator),
        Val::from(from),
        Val::from(to),
        Val::from(day),
        Val::from(id),
        Val::from(limit),
    ];
    tx.query(&sql("figure_facts", text), &args, |row| {
        let mut r = row.reader();
        Ok(CountedFact {
            id: r.next()?,
            union_id: r.next()?,
            day: r.next()?,
            delta: r.next()?,
            record_id: r.next()?,
        })
    })
}
