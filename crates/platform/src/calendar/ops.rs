//! Proposing the table of a year, and deciding about somebody else's proposal.

use std::fmt::Write;

use guard::{Scope, act, res};
use kernel::Id;
use store::Tx;

use super::CalendarError;
use super::store::{self as sql, Version};
use super::table::{DayKind, MarkedDay, YearTable};
use crate::audit::{self, Changes, Entry};
use crate::dated::{Room, raise};
use crate::notices;
use crate::parameters::State;

type Result<T> = std::result::Result<T, CalendarError>;

/// A table to propose.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Marked days, in any order.
    pub days: Vec<MarkedDay>,
    /// Notice that announced it.
    pub source: String,
    /// `V` read in the source, `K` not checked.
    pub mark: String,
    /// Why, at least four characters.
    pub reason: String,
}

/// The days in one line, for the audit: `2026-01-01 holiday 元旦; …`.
fn line(days: &[MarkedDay]) -> String {
    let mut out = String::new();
    for d in days {
        let kind = match d.kind {
            DayKind::Holiday => "holiday",
            DayKind::Rest => "rest",
            DayKind::Work => "work",
        };
        let _ = write!(out, "{} {kind} {}; ", d.day, d.name);
    }
    out
}

/// The days in force, in one line; empty for a year that is not known yet.
fn present(versions: &[Version]) -> String {
    versions.iter().find(|v| v.state == State::Approved).map_or_else(String::new, |v| line(&v.days))
}

/// Proposes the table of a year; another person decides. The version of the proposal.
///
/// # Errors
/// What a table may not look like; [`CalendarError::NoChange`], [`CalendarError::Waiting`].
pub fn propose(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Calendar, act::Propose>,
    year: i16,
    draft: &Draft,
) -> Result<i64> {
    let near = i64::from(tx.today().year());
    if !(2000..=near + 2).contains(&i64::from(year)) {
        return Err(CalendarError::BadTable { year });
    }
    let table = YearTable::new(year, &draft.days)?;
    let (source, reason) = (draft.source.trim(), draft.reason.trim());
    let known = ["V", "K"].contains(&draft.mark.as_str());
    let length = |text: &str| text.chars().count();
    if !known || !(4..=200).contains(&length(source)) || !(4..=200).contains(&length(reason)) {
        return Err(CalendarError::ReasonMissing);
    }
    let (old, new) = (present(&sql::versions_of(tx, year)?), line(&table.days()));
    if old == new {
        return Err(CalendarError::NoChange);
    }
    let version = sql::insert(tx, &table, source, &draft.mark, reason, scope.actor())?;
    let version = version.ok_or(CalendarError::Waiting)?;
    let changes = Changes::new().note("version", version).note("source", source).field("days", old, new);
    let entry = Entry { changes, purpose: Some(reason), ..Entry::of("calendar.propose", subject(year)) };
    audit::record(tx, scope.actor(), entry)?;
    Ok(version)
}

/// A year names itself in the audit; ids of records are far larger.
fn subject(year: i16) -> Id {
    Id(i64::from(year))
}

/// Approves somebody else's proposal: the table is in force.
///
/// # Errors
/// [`CalendarError::NotFound`], [`CalendarError::OwnProposal`], [`CalendarError::Decided`].
pub fn approve(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Calendar, act::Approve>,
    year: i16,
    version: i64,
    note: &str,
) -> Result<()> {
    let all = sql::versions_of(tx, year)?;
    let (v, old) = (find(&all, version)?, present(&all));
    if !sql::decide(tx, year, version, "approved", scope.actor(), note.trim())? {
        return Err(why_not(v, scope.actor().id()));
    }
    raise(tx, Room::Calendar)?;
    let changes = Changes::new().note("version", version).note("source", v.source.as_str()).field(
        "days",
        old,
        line(&v.days),
    );
    let entry = Entry { changes, ..Entry::of("calendar.approve", subject(year)) };
    audit::record(tx, scope.actor(), entry)?;
    tell(tx, v, "已批准", note)
}

/// Turns somebody else's proposal down, saying why.
///
/// # Errors
/// [`CalendarError::ReasonMissing`], [`CalendarError::OwnProposal`], [`CalendarError::Decided`].
pub fn reject(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Calendar, act::Approve>,
    year: i16,
    version: i64,
    note: &str,
) -> Result<()> {
    let all = sql::versions_of(tx, year)?;
    let v = find(&all, version)?;
    if note.trim().chars().count() < 2 {
        return Err(CalendarError::ReasonMissing);
    }
    if !sql::decide(tx, year, version, "rejected", scope.actor(), note.trim())? {
        return Err(why_not(v, scope.actor().id()));
    }
    let changes = Changes::new().note("version", version).note("days", line(&v.days));
    let entry = Entry { changes, purpose: Some(note), ..Entry::of("calendar.reject", subject(year)) };
    audit::record(tx, scope.actor(), entry)?;
    tell(tx, v, "未获批准", note)
}

fn find(all: &[Version], version: i64) -> Result<&Version> {
    all.iter().find(|v| v.version == version).ok_or(CalendarError::NotFound)
}

/// Which of the statement's conditions did not hold.
fn why_not(v: &Version, by: Id) -> CalendarError {
    if v.proposed_by == by { CalendarError::OwnProposal } else { CalendarError::Decided }
}

fn tell(tx: &mut Tx<'_>, v: &Version, outcome: &str, note: &str) -> Result<()> {
    let title = format!("{}年工作日历{outcome}", v.year);
    let body = if note.trim().is_empty() { v.source.clone() } else { format!("意见：{}", note.trim()) };
    notices::send(tx, v.proposed_by, &title, &body, &format!("/calendar/{}", v.year))?;
    Ok(())
}
