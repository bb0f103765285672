//! Reads reports: lists, sums, and the facts that a frozen figure counts.

use kernel::{Day, Id, OrgPath};
use store::{DbResult, Route, Sql, Tx, Val, params};

use super::freeze::{Place, Sums};
use super::{Report, report};
use crate::indicators::{CountedFact, TreeSource};

store::statements! {
    SUMS = one("report_id"),
        "SELECT indicator, CAST(SUM(value) AS BIGINT), CAST(SUM(opening) AS BIGINT) FROM figure_report_line
         WHERE report_id = $1 AND path >= $2 AND path < $3 GROUP BY indicator";
    PLACE_OF = one("report_id"),
        "SELECT path, union_id, name FROM figure_report_place WHERE report_id = $1 AND union_id = $2";
    PLACES_UNDER = one("report_id"),
        "SELECT path, union_id, name FROM figure_report_place
         WHERE report_id = $1 AND path >= $2 AND path < $3 ORDER BY path";
    LINES_UNDER = one("report_id"),
        "SELECT path, indicator, value, opening FROM figure_report_line
         WHERE report_id = $1 AND path >= $2 AND path < $3";
    COUNTED = fan_out("facts of a frozen figure"),
        "SELECT id, union_id, day, delta, record_id FROM fact
         WHERE union_id IN (SELECT union_id FROM figure_report_place WHERE report_id = $1 AND path >= $2 AND path < $3)
           AND indicator = $4 AND day >= $5 AND day <= $6
           AND (id < $7 OR id IN (SELECT fact_id FROM figure_report_fact WHERE report_id = $1))
           AND (day, id) < ($8, $9)
         ORDER BY day DESC, id DESC LIMIT $10";
}

fn place_row(row: &store::Row) -> DbResult<Place> {
    Ok(Place { path: row.get(0)?, union_id: row.get(1)?, name: row.get(2)? })
}

/// Reports of unions that stand in these ranges on a day, newest first; after `after`, at most `limit`.
///
/// # Errors
/// Any [`store::DbError`].
pub fn list(
    tx: &mut Tx<'_>,
    tree: &dyn TreeSource,
    ranges: &[(String, String)],
    today: Day,
    after: Option<Id>,
    limit: i64,
) -> DbResult<Vec<Report>> {
    let text = format!(
        "SELECT id, union_id, title, starts_on, day, state, floor_id, rows_all, rows_done, asked_by_name, asked_at,
           frozen_at FROM figure_report WHERE union_id IN ({}) AND id < $4 ORDER BY id DESC LIMIT $5",
        tree.unions_in_range()
    );
    let sql = Sql::composed("list_reports", Route::FanOut("list"), text);
    let after = after.unwrap_or(Id(i64::MAX));
    let mut all = Vec::new();
    for (from, to) in ranges {
        let args = [Val::from(from), Val::from(to), Val::from(today), Val::from(after), Val::from(limit)];
        all.extend(tx.query(&sql, &args, report)?);
    }
    all.sort_by_key(|r| std::cmp::Reverse(r.id));
    all.truncate(limit as usize);
    Ok(all)
}

/// Where a union stood in the tree of a report.
///
/// # Errors
/// Any [`store::DbError`].
pub fn place(tx: &mut Tx<'_>, id: Id, union_id: Id) -> DbResult<Option<Place>> {
    tx.query_one(&PLACE_OF, params![id, union_id], place_row)
}

/// Frozen sums of all measures at and beneath a place: at the end, and before the period.
///
/// # Errors
/// Any [`store::DbError`].
pub fn sums(tx: &mut Tx<'_>, id: Id, path: &OrgPath) -> DbResult<Sums> {
    let (from, to) = path.range();
    let rows =
        tx.query(&SUMS, params![id, from, to], |r| Ok((r.get::<String>(0)?, (r.get(1)?, r.get(2)?))))?;
    Ok(rows.into_iter().collect())
}

/// A place with its frozen sums.
#[derive(Clone, Debug)]
pub struct PlaceSum {
    /// Where.
    pub place: Place,
    /// Whether unions stand beneath it.
    pub has_children: bool,
    /// Measure by measure: at the end, and before the period.
    pub sums: Sums,
}

/// The places right beneath one, with the sums of their subtrees, in the order of the tree.
///
/// # Errors
/// Any [`store::DbError`].
pub fn children(tx: &mut Tx<'_>, id: Id, path: &OrgPath) -> DbResult<Vec<PlaceSum>> {
    let (from, to) = path.range();
    let level = path.levels() + 1;
    let mut all: Vec<PlaceSum> = Vec::new();
    for place in tx.query(&PLACES_UNDER, params![id, &from, &to], place_row)? {
        match all.last_mut() {
            Some(last) if last.place.path.covers(&place.path) => last.has_children = true,
            _ if place.path.levels() == level => {
                all.push(PlaceSum { place, has_children: false, sums: Sums::new() });
            }
            _ => {}
        }
    }
    let mut lines: Vec<(OrgPath, String, i64, i64)> =
        tx.query(&LINES_UNDER, params![id, &from, &to], |r| {
            Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?))
        })?;
    lines.sort_by(|a, b| a.0.as_str().cmp(b.0.as_str()));
    let mut at = 0;
    for (place, indicator, value, opening) in lines {
        while all
            .get(at)
            .is_some_and(|c| !c.place.path.covers(&place) && c.place.path.as_str() < place.as_str())
        {
            at += 1;
        }
        if let Some(child) = all.get_mut(at).filter(|c| c.place.path.covers(&place)) {
            let sum = child.sums.entry(indicator).or_default();
            *sum = (sum.0 + value, sum.1 + opening);
        }
    }
    Ok(all)
}

/// Days of facts, the last one seen before, and how many are wanted.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    /// First and last day.
    pub days: (Day, Day),
    /// Day and id of the last fact of the page before.
    pub after: Option<(Day, Id)>,
    /// Most rows.
    pub limit: i64,
}

/// The facts that a frozen figure of one measure is the sum of, newest day first.
///
/// # Errors
/// Any [`store::DbError`].
pub fn counted_facts(
    tx: &mut Tx<'_>,
    report: &Report,
    path: &OrgPath,
    indicator: &str,
    span: Span,
) -> DbResult<Vec<CountedFact>> {
    let (low, high) = path.range();
    let (day, id) = span.after.unwrap_or((Day::OPEN, Id(i64::MAX)));
    let (from, to) = (span.days.0, span.days.1.min(report.day));
    let args = params![report.id, low, high, indicator, from, to, report.floor, day, id, span.limit];
    tx.query(&COUNTED, args, counted)
}

/// A fact from its row.
pub(super) fn counted(row: &store::Row) -> DbResult<CountedFact> {
    let mut r = row.reader();
    Ok(CountedFact {
        id: r.next()?,
        union_id: r.next()?,
        day: r.next()?,
        delta: r.next()?,
        record_id: r.next()?,
    })
}
