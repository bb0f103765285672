//! Figures of a union and everything beneath it, and the way back to the records.

use kernel::{Day, Id};
use store::{DbResult, Route, Sql, Tx, Val};

use super::period;
use super::tree::{Stay, TreeSource};

/// A tree without branches: no union stands beneath another one.
#[derive(Clone, Copy, Debug)]
pub struct Flat;

impl TreeSource for Flat {
    fn unions_in_range(&self) -> &'static str {
        "SELECT s.union_id FROM figure_sum s
         WHERE CAST($1 AS TEXT) <= CAST($2 AS TEXT) AND CAST($3 AS BIGINT) > 0"
    }

    fn stood_in_range(&self) -> &'static str {
        "CAST($1 AS TEXT) <= CAST($2 AS TEXT)"
    }

    fn stays(&self, _: &mut Tx<'_>, _: Id) -> DbResult<Vec<Stay>> {
        Ok(Vec::new())
    }
}

/// Sums of one measure day by day.
pub type Series = Vec<(Day, i64)>;

fn sql(name: &'static str, text: String) -> Sql {
    Sql::composed(name, Route::FanOut("figure over a subtree"), text)
}

/// Ranges of the key of a table, one part for each; `OR` would make SQLite read every period of a union.
fn parts(
    text: &mut Vec<String>,
    args: &mut Vec<Val<'_>>,
    (columns, table): (&str, &str),
    (from, to): (Option<Day>, Day),
) {
    for (low, high) in period::ranges(from, to) {
        args.extend([Val::from(low), Val::from(high)]);
        let n = args.len();
        text.push(format!(
            "SELECT {columns} AS part FROM {table} WHERE union_id = $1 AND indicator = $2 AND period >= ${} AND period <= ${n}",
            n - 1
        ));
    }
}

/// A measure of a union and everything beneath it: from `from` what happened there up to `to`, both included; without
/// `from` what there was at the end of `to`, with what moved subtrees brought along.
///
/// # Errors
/// Any [`store::DbError`].
pub fn total(tx: &mut Tx<'_>, union_id: Id, indicator: &str, from: Option<Day>, to: Day) -> DbResult<i64> {
    let (mut text, mut args) = (Vec::new(), vec![Val::from(union_id), Val::from(indicator)]);
    parts(&mut text, &mut args, ("SUM(total)", "figure_sum"), (from, to));
    let above = if from.is_none() { "SUM(total + moved)" } else { "SUM(total)" };
    parts(&mut text, &mut args, (above, "figure_up"), (from, to));
    if text.is_empty() {
        return Ok(0);
    }
    let text = format!("SELECT CAST(COALESCE(SUM(part), 0) AS BIGINT) FROM ({}) p", text.join(" UNION ALL "));
    tx.query_one(&Sql::composed("figure_total", Route::One("union_id"), text), &args, |r| r.get(0))
        .map(Option::unwrap_or_default)
}

/// What these unions themselves count, without what stands beneath them, of all measures whose code begins with `prefix`:
/// union, measure, day, sum of the day.
///
/// # Errors
/// Any [`store::DbError`].
pub fn own_days(tx: &mut Tx<'_>, unions: &[Id], prefix: &str) -> DbResult<Vec<(Id, String, Day, i64)>> {
    if unions.is_empty() {
        return Ok(Vec::new());
    }
    let marks: Vec<String> = (3..unions.len() + 3).map(|n| format!("${n}")).collect();
    let text = format!(
        "SELECT union_id, indicator, period, total FROM figure_sum
         WHERE indicator >= $1 AND indicator < $2 AND period > 9999999 AND union_id IN ({})",
        marks.join(", ")
    );
    let mut args = vec![Val::from(prefix.to_owned()), Val::from(format!("{prefix}\u{10FFFF}"))];
    args.extend(unions.iter().map(|id| Val::from(*id)));
    tx.query(&sql("figure_own_days", text), &args, |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))
}

/// What happened at a union and beneath it, day by day; days without change are left out.
///
/// # Errors
/// Any [`store::DbError`].
pub fn series(tx: &mut Tx<'_>, union_id: Id, indicator: &str, from: Day, to: Day) -> DbResult<Series> {
    let text = "SELECT period, CAST(SUM(total) AS BIGINT) FROM (
           SELECT period, total FROM figure_sum
           WHERE union_id = $1 AND indicator = $2 AND period >= $3 AND period <= $4
           UNION ALL SELECT period, total FROM figure_up
           WHERE union_id = $1 AND indicator = $2 AND period >= $3 AND period <= $4) p
         GROUP BY period ORDER BY period";
    let sql = Sql::composed("figure_series", Route::One("union_id"), text.to_owned());
    let args = [Val::from(union_id), Val::from(indicator), Val::from(from), Val::from(to)];
    let all: Series = tx.query(&sql, &args, |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok(all.into_iter().filter(|(_, sum)| *sum != 0).collect())
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

/// Which facts.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    /// From this day what happened beneath the place; without it all that is counted there at the end of `to`.
    pub from: Option<Day>,
    /// Last day.
    pub to: Day,
    /// The place is a large part of the tree: the newest facts of all are walked, not those of each union.
    pub wide: bool,
}

/// The facts that a figure of one measure is the sum of, newest day first; after `after` (day and id of the last one
/// seen), at most `limit`. `range` is the place of the union on the last day.
///
/// # Errors
/// Any [`store::DbError`].
pub fn facts(
    tx: &mut Tx<'_>,
    tree: &dyn TreeSource,
    range: &(String, String),
    indicator: &str,
    span: Span,
    after: Option<(Day, Id)>,
    limit: i64,
) -> DbResult<Vec<CountedFact>> {
    let mut args = vec![Val::from(&range.0), Val::from(&range.1), Val::from(span.to), Val::from(indicator)];
    let mut text = String::from("SELECT f.id, f.union_id, f.day, f.delta, f.record_id FROM fact f WHERE ");
    match span.from {
        // The sign keeps the databases from the key of each union.
        None if span.wide => text.push_str(&format!("+f.union_id IN ({})", tree.unions_in_range())),
        None => text.push_str(&format!("f.union_id IN ({})", tree.unions_in_range())),
        Some(from) => {
            args.push(Val::from(from));
            text.push_str(&format!("{} AND f.day >= $5", tree.stood_in_range()));
        }
    }
    let (day, id) = after.unwrap_or((Day::OPEN, Id(i64::MAX)));
    args.extend([Val::from(day), Val::from(id), Val::from(limit)]);
    let n = args.len();
    text.push_str(&format!(
        " AND f.indicator = $4 AND f.day <= $3 AND (f.day, f.id) < (${}, ${}) ORDER BY f.day DESC, f.id DESC LIMIT ${n}",
        n - 2,
        n - 1
    ));
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
