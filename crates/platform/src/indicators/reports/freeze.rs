//! Takes the snapshot and writes it down.

use std::collections::BTreeMap;

use kernel::{Day, Id, OrgPath};
use store::{DbResult, Insert, Kind, Route, Sql, Tx, Val, params};

use super::Report;
use super::own::by_union;
use crate::indicators::TreeSource;

/// How far back the facts of a report are listed one by one.
const MARGIN_MS: i64 = 60 * 60 * 1_000;

static INSERT_PLACE: Insert = Insert::new(
    "figure_report_place",
    &[("report_id", Kind::Int), ("path", Kind::Text), ("union_id", Kind::Int), ("name", Kind::Text)],
    "",
);

static INSERT_LINE: Insert = Insert::new(
    "figure_report_line",
    &[
        ("report_id", Kind::Int),
        ("indicator", Kind::Text),
        ("path", Kind::Text),
        ("union_id", Kind::Int),
        ("value", Kind::Int),
        ("opening", Kind::Int),
    ],
    "",
);

static INSERT_FACT: Insert =
    Insert::new("figure_report_fact", &[("report_id", Kind::Int), ("fact_id", Kind::Int)], "");

store::statements! {
    DISCARD_PLACES = one("report_id"), "DELETE FROM figure_report_place WHERE report_id = $1";
    DISCARD_LINES = one("report_id"), "DELETE FROM figure_report_line WHERE report_id = $1";
    DISCARD_FACTS = one("report_id"), "DELETE FROM figure_report_fact WHERE report_id = $1";
    STILL_FREEZING = one("id"),
        "UPDATE figure_report SET rows_all = $2, rows_done = $3 WHERE id = $1 AND state = 'freezing'";
    FINISH = one("id"),
        "UPDATE figure_report SET state = 'frozen', floor_id = $2, frozen_at = $3, rows_done = rows_all
         WHERE id = $1 AND state = 'freezing'";
}

/// A union of the tree of the reporting day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Where it stood.
    pub path: OrgPath,
    /// Union.
    pub union_id: Id,
    /// Its name.
    pub name: String,
}

/// One union's value of one measure, and the one before the period.
#[derive(Clone, Copy, Debug)]
struct Line {
    indicator: &'static str,
    place: usize,
    value: i64,
    opening: i64,
}

/// All that a report will hold, read from one snapshot.
#[derive(Clone, Debug)]
pub struct Snapshot {
    places: Vec<Place>,
    lines: Vec<Line>,
    young: Vec<Id>,
    floor: Id,
    at: kernel::Timestamp,
}

impl Snapshot {
    /// Rows in it.
    pub fn rows(&self) -> usize {
        self.places.len() + self.lines.len() + self.young.len()
    }
}

/// Reads what a report is to hold. All within one read transaction: that is the moment it is frozen at.
///
/// # Errors
/// Any [`store::DbError`].
pub fn snapshot(
    tx: &mut Tx<'_>,
    tree: &dyn TreeSource,
    range: &(String, String),
    report: &Report,
    indicators: &[&'static str],
    places: Vec<Place>,
) -> DbResult<Snapshot> {
    let mut lines = Vec::new();
    for indicator in indicators {
        let value = by_union(tx, tree, range, indicator, None, report.day)?;
        // The tree of the reporting day, also for what was before the period.
        let flow = by_union(tx, tree, range, indicator, Some(report.starts_on), report.day)?;
        for (place, p) in places.iter().enumerate() {
            let value = value.get(&p.union_id).copied().unwrap_or(0);
            let opening = value - flow.get(&p.union_id).copied().unwrap_or(0);
            if value != 0 || opening != 0 {
                lines.push(Line { indicator, place, value, opening });
            }
        }
    }
    let at = tx.now();
    let floor = Id::first_at(at.plus_ms(-MARGIN_MS));
    let young = young(tx, tree, range, report.day, floor)?;
    Ok(Snapshot { places, lines, young, floor, at })
}

/// Facts of the last hour that the snapshot holds.
fn young(
    tx: &mut Tx<'_>,
    tree: &dyn TreeSource,
    range: &(String, String),
    day: Day,
    floor: Id,
) -> DbResult<Vec<Id>> {
    let text = format!(
        "SELECT id FROM fact WHERE union_id IN ({}) AND day <= $3 AND id >= $4 ORDER BY id",
        tree.unions_in_range()
    );
    let args = [Val::from(&range.0), Val::from(&range.1), Val::from(day), Val::from(floor)];
    let sql = Sql::composed("report_young_facts", Route::FanOut("a report is frozen"), text);
    tx.query(&sql, &args, |r| r.get(0))
}

/// Removes what an interrupted freezing has left; nothing of a frozen report.
///
/// # Errors
/// Any [`store::DbError`].
pub fn discard(tx: &mut Tx<'_>, id: Id, rows: usize) -> DbResult<bool> {
    if !progress(tx, id, rows, 0)? {
        return Ok(false);
    }
    for sql in [&DISCARD_PLACES, &DISCARD_LINES, &DISCARD_FACTS] {
        tx.execute(sql, params![id])?;
    }
    Ok(true)
}

/// Says how far it is; `false` if the report is not freezing (any more).
fn progress(tx: &mut Tx<'_>, id: Id, all: usize, done: usize) -> DbResult<bool> {
    Ok(tx.execute(&STILL_FREEZING, params![id, all as i64, done as i64])? == 1)
}

/// Writes the rows `from` up to `from + size` of a snapshot; `false` if there are none left, or the report is not
/// freezing any more.
///
/// # Errors
/// Any [`store::DbError`].
pub fn write_part(tx: &mut Tx<'_>, id: Id, s: &Snapshot, from: usize, size: usize) -> DbResult<bool> {
    let (all, to) = (s.rows(), (from + size).min(s.rows()));
    if from >= all || !progress(tx, id, all, to)? {
        return Ok(false);
    }
    let (places, lines) = (s.places.len(), s.places.len() + s.lines.len());
    let cut = |start: usize, end: usize| from.clamp(start, end) - start..to.clamp(start, end) - start;
    let rows: Vec<_> = s.places[cut(0, places)]
        .iter()
        .map(|p| {
            vec![Val::from(id), Val::from(p.path.as_str()), Val::from(p.union_id), Val::from(p.name.as_str())]
        })
        .collect();
    tx.insert_many(&INSERT_PLACE, &rows)?;
    let line = |l: &Line| {
        let p = &s.places[l.place];
        vec![
            Val::from(id),
            Val::from(l.indicator),
            Val::from(p.path.as_str()),
            Val::from(p.union_id),
            Val::from(l.value),
            Val::from(l.opening),
        ]
    };
    let rows: Vec<_> = s.lines[cut(places, lines)].iter().map(line).collect();
    tx.insert_many(&INSERT_LINE, &rows)?;
    let rows: Vec<_> =
        s.young[cut(lines, all)].iter().map(|fact| vec![Val::from(id), Val::from(*fact)]).collect();
    tx.insert_many(&INSERT_FACT, &rows)?;
    Ok(true)
}

/// Closes a report for ever; `false` if that was done already.
///
/// # Errors
/// Any [`store::DbError`].
pub fn finish(tx: &mut Tx<'_>, id: Id, s: &Snapshot) -> DbResult<bool> {
    Ok(tx.execute(&FINISH, params![id, s.floor, s.at])? == 1)
}

/// Sums of lines by measure.
pub(super) type Sums = BTreeMap<String, (i64, i64)>;
