//! What became known after the freezing: differences, the facts behind them, and why.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Id, Timestamp};
use store::{DbResult, Tx, params};

use super::Report;
use super::own::by_union;
use super::read::counted;
use crate::indicators::{CountedFact, TreeSource};

store::statements! {
    LINES = one("report_id"),
        "SELECT indicator, union_id, value, opening FROM figure_report_line WHERE report_id = $1";
    NOTES = one("report_id"),
        "SELECT id, indicator, union_id, difference, opening_difference, note, by_name, at FROM figure_report_note
         WHERE report_id = $1 ORDER BY id";
    ADD_NOTE = one("report_id"),
        "INSERT INTO figure_report_note (report_id, id, indicator, union_id, difference, opening_difference, note, by_id,
           by_name, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    LATE = fan_out("facts beside a frozen figure"),
        "SELECT id, union_id, day, delta, record_id FROM fact
         WHERE union_id = $1 AND indicator = $2 AND day <= $3 AND id >= $4
           AND id NOT IN (SELECT fact_id FROM figure_report_fact WHERE report_id = $5)
         ORDER BY id LIMIT $6";
}

/// Why a figure of a union has moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Note.
    pub id: Id,
    /// The measure.
    pub indicator: String,
    /// The union.
    pub union_id: Id,
    /// The differences that it explains: at the end, and before the period.
    pub differences: (i64, i64),
    /// What was said.
    pub note: String,
    /// Who said it.
    pub by_name: String,
    /// When.
    pub at: Timestamp,
}

/// A figure of one union that is another one now than when it was frozen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adjustment {
    /// The measure.
    pub indicator: String,
    /// The union.
    pub union_id: Id,
    /// Frozen: at the end, and before the period.
    pub frozen: (i64, i64),
    /// Now minus frozen.
    pub differences: (i64, i64),
    /// What was said last; it explains the difference only if the differences are the same.
    pub note: Option<Note>,
}

impl Adjustment {
    /// Whether somebody has said why.
    pub fn explained(&self) -> bool {
        self.note.as_ref().is_some_and(|n| n.differences == self.differences)
    }
}

/// All notes of a report, oldest first.
///
/// # Errors
/// Any [`store::DbError`].
pub fn notes(tx: &mut Tx<'_>, id: Id) -> DbResult<Vec<Note>> {
    tx.query(&NOTES, params![id], |row| {
        let mut r = row.reader();
        Ok(Note {
            id: r.next()?,
            indicator: r.next()?,
            union_id: r.next()?,
            differences: (r.next()?, r.next()?),
            note: r.next()?,
            by_name: r.next()?,
            at: r.next()?,
        })
    })
}

/// What differs now from a frozen report, by measure and union. `range` is where its union stood on its day.
///
/// # Errors
/// Any [`store::DbError`].
pub fn adjustments(
    tx: &mut Tx<'_>,
    tree: &dyn TreeSource,
    range: &(String, String),
    report: &Report,
    indicators: &[&'static str],
) -> DbResult<Vec<Adjustment>> {
    let mut frozen: BTreeMap<(String, Id), (i64, i64)> = BTreeMap::new();
    tx.for_each(&LINES, params![report.id], |r| {
        frozen.insert((r.get(0)?, r.get(1)?), (r.get(2)?, r.get(3)?));
        Ok(())
    })?;
    let mut said: BTreeMap<(String, Id), Note> = BTreeMap::new();
    for note in notes(tx, report.id)? {
        said.insert((note.indicator.clone(), note.union_id), note);
    }
    let mut all = Vec::new();
    for indicator in indicators {
        let now = by_union(tx, tree, range, indicator, None, report.day)?;
        let flow = by_union(tx, tree, range, indicator, Some(report.starts_on), report.day)?;
        let frozen_here =
            frozen.range(((*indicator).to_owned(), Id(0))..=((*indicator).to_owned(), Id(i64::MAX)));
        let unions: BTreeSet<Id> = now.keys().copied().chain(frozen_here.map(|((_, id), _)| *id)).collect();
        for union_id in unions {
            let value = now.get(&union_id).copied().unwrap_or(0);
            let opening = value - flow.get(&union_id).copied().unwrap_or(0);
            let key = ((*indicator).to_owned(), union_id);
            let was = frozen.get(&key).copied().unwrap_or_default();
            let differences = (value - was.0, opening - was.1);
            if differences != (0, 0) {
                let note = said.remove(&key);
                all.push(Adjustment { indicator: key.0, union_id, frozen: was, differences, note });
            }
        }
    }
    Ok(all)
}

/// Facts of one union and measure within the days of a report that it does not count, oldest first, at most `limit`.
///
/// # Errors
/// Any [`store::DbError`].
pub fn late_facts(
    tx: &mut Tx<'_>,
    report: &Report,
    indicator: &str,
    union_id: Id,
    limit: i64,
) -> DbResult<Vec<CountedFact>> {
    tx.query(&LATE, params![union_id, indicator, report.day, report.floor, report.id, limit], counted)
}

/// Says why a figure has moved.
///
/// # Errors
/// Any [`store::DbError`].
pub fn explain(tx: &mut Tx<'_>, id: Id, a: &Adjustment, note: &str, by: (Id, &str)) -> DbResult<()> {
    let (note_id, now) = (tx.new_id(), tx.now());
    let values = params![
        id,
        note_id,
        &a.indicator,
        a.union_id,
        a.differences.0,
        a.differences.1,
        note,
        by.0,
        by.1,
        now
    ];
    tx.execute(&ADD_NOTE, values).map(drop)
}
