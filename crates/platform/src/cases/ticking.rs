//! Clocks that speak: half of a limit is over, all of it, and a late case that climbs (docs/rules §19). Each mark of each clock
//! is noted once, whatever is killed or runs twice.

use std::collections::BTreeSet;

use guard::{Actor, Reason};
use kernel::{Id, OrgPath, Timestamp};
use store::Tx;

use super::clock::CaseClock;
use super::error::{CaseError, Result};
use super::ground::Ground;
use super::model::{CaseFile, CaseState};
use super::saving::{Saving, notify, save};
use super::store::{case, list};
use super::walk::run;
use crate::App;
use crate::jobs::{Job, JobEnd, JobError, JobHandler};

/// Cases in a transaction.
const PART: i64 = 200;

/// Lets clocks speak, once a minute.
pub(crate) struct Clocks;

impl JobHandler for Clocks {
    fn kind(&self) -> &'static str {
        "cases.clocks"
    }

    fn every_seconds(&self) -> Option<i64> {
        Some(60)
    }

    fn run(&self, app: &App, _: &Job) -> std::result::Result<JobEnd, JobError> {
        let all = speak(app)?;
        if all > 0 {
            tracing::info!(cases = all, "clocks of cases have spoken");
        }
        Ok(JobEnd::Done)
    }
}

/// Lets every clock that is due speak; how many did.
///
/// # Errors
/// Any [`store::DbError`]; a case that cannot be dealt with is told to the log and does not keep the others.
pub fn speak(app: &App) -> store::DbResult<usize> {
    let mut spoken = 0;
    let mut odd = BTreeSet::new();
    loop {
        let limit = PART + i64::try_from(odd.len()).unwrap_or(i64::MAX - PART);
        let mut due = app.store().read_blocking(move |tx| list::due(tx, limit))?;
        due.retain(|id| !odd.contains(id));
        if due.is_empty() {
            return Ok(spoken);
        }
        let ground = app.cases();
        let (all, part) = (ground.clone(), due.clone());
        let together = app.store().write_blocking(move |tx| {
            part.iter().try_for_each(|id| tick(tx, &all, *id))?;
            Ok::<_, CaseError>(())
        });
        match together {
            Ok(()) => spoken += due.len(),
            // One of them cannot be dealt with: each by itself, so that it is only that one.
            Err(_) => {
                for id in due {
                    let ground = ground.clone();
                    match app.store().write_blocking(move |tx| tick(tx, &ground, id)) {
                        Ok(()) => spoken += 1,
                        Err(e) => {
                            tracing::warn!(case = %id, error = %e, "a clock could not speak");
                            odd.insert(id);
                        }
                    }
                }
            }
        }
    }
}

/// Lets the clock of a case speak, if it is due.
///
/// # Errors
/// Any [`CaseError`].
pub fn tick(tx: &mut Tx<'_>, ground: &Ground, id: Id) -> Result<()> {
    let now = tx.now();
    let Some(before) = case::find_unscoped(tx, id)? else { return Ok(()) };
    let due = before.tick_at.0 > 0 && before.tick_at <= now && before.state == CaseState::Open;
    if !due {
        return Ok(());
    }
    let by = Actor::system(Reason::Job, "期限");
    let mut c = before.clone();
    let Some(clock) = before.clock else { return start_late(tx, ground, &by, &before, c) };
    if !case::mark(tx, &before)? {
        return Ok(());
    }
    let marks = clock.marks(&ground.calendar)?;
    let (mark, watcher) = (c.mark, watcher(tx, ground, &c)?);
    match mark {
        1 => {
            (c.mark, c.tick_at) = (2, marks.due_at);
            let saving = Saving::of("half", "期限已过一半");
            save(tx, ground, &by, Some(&before), &mut c, saving)?;
            let holders = ground.holders(tx, &c)?;
            notify(tx, &c, holders, "期限已过一半，请抓紧办理")
        }
        _ => climb(tx, ground, &by, &before, c, watcher),
    }
}

/// The union above the one that watches already, or has the case.
fn watcher(tx: &mut Tx<'_>, ground: &Ground, c: &CaseFile) -> Result<Option<(OrgPath, Id, String)>> {
    let from = match c.watch_path.is_empty() {
        true => c.holder.path.clone(),
        false => OrgPath::parse(&c.watch_path).ok_or(CaseError::NoUnion)?,
    };
    Ok(ground.above(tx, &from)?)
}

/// The limit is over: whoever is above watches; the longer it takes, the higher.
fn climb(
    tx: &mut Tx<'_>,
    ground: &Ground,
    by: &Actor,
    before: &CaseFile,
    mut c: CaseFile,
    watcher: Option<(OrgPath, Id, String)>,
) -> Result<()> {
    let (first, days) = (c.mark == 2, ground.procedure(&c)?.climb_days);
    c.late = true;
    c.mark += 1;
    c.tick_at = Timestamp(0);
    let Some((path, _, name)) = watcher else {
        // Nobody stands above: it is late, and that is all.
        let saving = Saving::of("late", "已超期").plain("原定{due}前答复，已经超期，工会正在抓紧办。");
        return save(tx, ground, by, Some(before), &mut c, saving);
    };
    path.as_str().clone_into(&mut c.watch_path);
    c.climbed += 1;
    c.tick_at = next_climb(tx, ground, days, &path)?;
    let (deed, title) = match first {
        true => ("late", format!("已超期，{name}督办")),
        false => ("climb", format!("仍未办结，{name}督办")),
    };
    let plain = format!("原定{{due}}前答复，已经超期，{name}正在督促。");
    save(tx, ground, by, Some(before), &mut c, Saving::of(deed, &title).plain(&plain))?;
    let p = ground.procedure(&c)?;
    let roles = ground.step(&p, &c)?.roles.clone();
    let mut all: BTreeSet<Id> = ground.post(tx, &path, &roles)?.accounts.into_iter().collect();
    all.extend(ground.holders(tx, &c)?);
    if c.restricted {
        all.retain(|a| *a == c.owner_id || *a == c.delegate_id);
    }
    notify(tx, &c, all, "事项已超期")
}

/// When a late case climbs on from a place: whoever has or watches it there gets the procedure's working days first. Never, if
/// nobody stands above or it does not climb.
fn next_climb(tx: &mut Tx<'_>, ground: &Ground, days: u32, from: &OrgPath) -> Result<Timestamp> {
    if days == 0 || ground.above(tx, from)?.is_none() {
        return Ok(Timestamp(0));
    }
    let today = tx.now().day();
    // Where the working days are not known yet, calendar days do: a late case does not wait for a table.
    let next = ground.calendar.add_working_days(today, days);
    Ok(Timestamp::at_day_start(next.unwrap_or_else(|_| today.plus_days(i64::from(days)))))
}

/// A case is handed on: who watched it does so no longer, and a late one climbs anew from where it lies now.
///
/// # Errors
/// Any [`CaseError`].
pub(super) fn watch_anew(tx: &mut Tx<'_>, ground: &Ground, c: &mut CaseFile) -> Result<()> {
    (c.watch_path, c.climbed) = (String::new(), 0);
    if c.clock.is_some() && c.mark > 2 && c.state == CaseState::Open {
        let days = ground.procedure(c)?.climb_days;
        c.tick_at = next_climb(tx, ground, days, &c.holder.path)?;
    }
    Ok(())
}

/// A clock that could not start because its year's working days were not known: the step's day still counts.
fn start_late(
    tx: &mut Tx<'_>,
    ground: &Ground,
    by: &Actor,
    before: &CaseFile,
    mut c: CaseFile,
) -> Result<()> {
    let p = ground.procedure(&c)?;
    let Some(limit) = p.limit(ground.step(&p, &c)?, &c.track) else { return Ok(()) };
    let now = tx.now();
    let since = c.step_at.day();
    run(ground, &mut c, now, CaseClock::start(&ground.calendar, since, limit))?;
    if c.clock.is_none() {
        return if case::update(tx, &c)? { Ok(()) } else { Err(CaseError::Stale) };
    }
    save(tx, ground, by, Some(before), &mut c, Saving::of("half", "期限已排定"))
}
