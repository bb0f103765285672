//! Freezes the figures of a place on a reporting day, and explains what became known later.

use guard::{Actor, Scope, act, res};
use kernel::{Day, Id, OrgPath, Params};
use platform::App;
use platform::audit::{self, Changes, Entry};
use platform::indicators::reports::{self, Adjustment, NewReport, Place, Report};
use store::Tx;

use super::tally::codes;
use crate::directory::Tree;
use crate::error::{RegistryError, Result, field};
use crate::jobs::queue_report;
use crate::store::{union, union_place, union_tree};

/// Rows of a report in a transaction.
const PART: usize = 2_000;

/// Begins a report; a job freezes it.
///
/// # Errors
/// [`RegistryError::UnionNotFound`] out of sight, [`RegistryError::Invalid`], [`RegistryError::ReportExists`].
pub fn begin_report(tx: &mut Tx<'_>, scope: &Scope<res::Figure, act::Freeze>, new: &NewReport) -> Result<Id> {
    let at = union::find_unscoped(tx, new.union_id)?.filter(|u| scope.covers(&u.place()));
    let at = at.ok_or(RegistryError::UnionNotFound)?;
    sound(new, tx.today())?;
    if union_place::on_day(tx, at.id, new.day)?.is_none() {
        return Err(RegistryError::Invalid(vec![field(
            "/day",
            "registry.report-before-union",
            Params::new(),
        )]));
    }
    let by = (scope.actor().id(), scope.actor().name());
    let id = reports::begin(tx, new, by)?.ok_or(RegistryError::ReportExists)?;
    queue_report(tx, id)?;
    let path = at.place();
    let changes = Changes::new()
        .note("title", new.title.as_str())
        .note("day", new.day.to_string())
        .note("period_from", new.starts_on.to_string());
    let entry = Entry { union_path: Some(&path), changes, ..Entry::of("figure.freeze", id) };
    audit::record(tx, scope.actor(), entry)?;
    Ok(id)
}

fn sound(new: &NewReport, today: Day) -> Result<()> {
    let mut wrong = Vec::new();
    if !(2..=60).contains(&new.title.chars().count()) {
        wrong.push(field("/title", "registry.report-title", Params::new()));
    }
    if new.day > today {
        wrong.push(field("/day", "registry.report-day", Params::new()));
    }
    if new.starts_on > new.day {
        wrong.push(field("/starts_on", "registry.report-period", Params::new()));
    }
    if wrong.is_empty() { Ok(()) } else { Err(RegistryError::Invalid(wrong)) }
}

/// Freezes a report that was begun: one snapshot, written part by part. Begins again where it was interrupted; nothing
/// happens to a report that is frozen. `written` hears of every part and may stop the work (tests do).
///
/// # Errors
/// The database's.
pub fn freeze(app: &App, id: Id, mut written: impl FnMut(usize) -> bool) -> Result<()> {
    let taken = app.store().read_blocking(move |tx| {
        let Some(report) = reports::find(tx, id)?.filter(|r| !r.frozen) else { return Ok(None) };
        let range = place_then(tx, &report)?.range();
        let places = union_tree::places_on(tx, &range, report.day)?;
        let places =
            places.into_iter().map(|(union_id, path, name)| Place { path, union_id, name }).collect();
        Ok::<_, RegistryError>(Some(reports::snapshot(tx, &Tree, &range, &report, &codes(), places)?))
    })?;
    let Some(taken) = taken else { return Ok(()) };
    let taken = std::sync::Arc::new(taken);
    let rows = taken.rows();
    if !app.store().write_blocking(move |tx| reports::discard(tx, id, rows))? {
        return Ok(());
    }
    let mut from = 0;
    while from < rows {
        let part = taken.clone();
        let more = app.store().write_blocking(move |tx| reports::write_part(tx, id, &part, from, PART))?;
        if !more || !written(from) {
            return Ok(());
        }
        from += PART;
    }
    app.store().write_blocking(move |tx| reports::finish(tx, id, &taken)).map(drop).map_err(Into::into)
}

/// Where the union of a report stood on its day.
///
/// # Errors
/// [`RegistryError::UnionNotFound`] if it did not stand anywhere.
pub fn place_then(tx: &mut Tx<'_>, report: &Report) -> Result<OrgPath> {
    union_place::on_day(tx, report.union_id, report.day)?.ok_or(RegistryError::UnionNotFound)
}

/// A report of a union in sight.
///
/// # Errors
/// [`RegistryError::ReportNotFound`].
pub fn find_report<A: act::Action>(tx: &mut Tx<'_>, scope: &Scope<res::Figure, A>, id: Id) -> Result<Report> {
    let report = reports::find(tx, id)?.ok_or(RegistryError::ReportNotFound)?;
    let seen = union::find_unscoped(tx, report.union_id)?.is_some_and(|u| scope.covers(&u.place()));
    if seen { Ok(report) } else { Err(RegistryError::ReportNotFound) }
}

/// What differs now from a frozen report.
///
/// # Errors
/// The database's.
pub fn adjustments(tx: &mut Tx<'_>, report: &Report) -> Result<Vec<Adjustment>> {
    if !report.frozen {
        return Ok(Vec::new());
    }
    let range = place_then(tx, report)?.range();
    Ok(reports::adjustments(tx, &Tree, &range, report, &codes())?)
}

/// An adjustment and why there is one.
#[derive(Clone, Debug)]
pub struct Explanation {
    /// The base measure.
    pub indicator: String,
    /// The union.
    pub union_id: Id,
    /// The difference that was seen.
    pub difference: i64,
    /// Why.
    pub note: String,
}

/// Says why a figure has moved. The difference that was seen must still be the difference.
///
/// # Errors
/// [`RegistryError::ReportNotFound`] out of sight, [`RegistryError::AdjustmentMoved`], [`RegistryError::Invalid`].
pub fn explain_adjustment(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Figure, act::Freeze>,
    id: Id,
    e: &Explanation,
) -> Result<()> {
    let report = find_report(tx, scope, id)?;
    if !(2..=200).contains(&e.note.chars().count()) {
        return Err(RegistryError::Invalid(vec![field("/note", "registry.report-note", Params::new())]));
    }
    let all = adjustments(tx, &report)?;
    let found = all.into_iter().find(|a| a.indicator == e.indicator && a.union_id == e.union_id);
    let found = found.filter(|a| a.differences.0 == e.difference).ok_or(RegistryError::AdjustmentMoved)?;
    let actor: &Actor = scope.actor();
    reports::explain(tx, id, &found, &e.note, (actor.id(), actor.name()))?;
    let changes = Changes::new()
        .note("measure", e.indicator.as_str())
        .note("difference", e.difference)
        .note("note", e.note.as_str());
    let path = union::find_unscoped(tx, report.union_id)?.map(|u| u.place());
    audit::record(
        tx,
        actor,
        Entry { union_path: path.as_ref(), changes, ..Entry::of("figure.explain", id) },
    )?;
    Ok(())
}
