//! People whose last membership ended `privacy.left_years` ago are erased (docs/rules §25: kept no longer than needed).

use guard::{Actor, Reason};
use kernel::{Day, Id};
use platform::App;
use platform::audit::{self, Changes, Entry};
use platform::parameters::keys as parameter;
use store::{DbResult, Tx};

use super::erase_person::{Erasure, erase_person, held_by};
use crate::error::{RegistryError, Result};
use crate::own_data_error::OwnDataError;
use crate::store::erase::{self, Gone};
use crate::store::retention;

/// People in one look.
const PART: i64 = 200;

/// The first day on which a last membership may have ended so that it is still kept on `day`.
pub fn cut_on(years: i64, day: Day) -> Day {
    day.plus_months(-12 * years)
}

/// Erases everybody whose time is over, each in a transaction of their own, and keeps the run. A run that was cut off
/// goes on: who is erased is not found again. `None` if nobody's time is over.
///
/// # Errors
/// The database's.
pub fn erase_those_gone(app: &App, may_go_on: impl Fn(i64) -> bool) -> Result<Option<i64>> {
    let today = app.clock().today();
    let years = app.parameters().integer(parameter::LEFT_YEARS, today);
    let cut = cut_on(years, today);
    let open = app.store().read_blocking(retention::open)?;
    let run = match open {
        Some(run) => run,
        None => {
            let any = app.store().read_blocking(move |tx| erase::gone(tx, cut, (Day::FIRST, Id(0)), 1))?;
            if any.is_empty() {
                return Ok(None);
            }
            app.store().write_blocking(move |tx| retention::begin(tx, years, cut))?
        }
    };
    let (mut after, mut erased, mut held) = ((Day::FIRST, Id(0)), 0, 0);
    loop {
        let cut = run.cut_day;
        let part = app.store().read_blocking(move |tx| erase::gone(tx, cut, after, PART))?;
        let Some(last) = part.last() else { break };
        after = (last.last_day, last.person_id);
        for gone in part {
            if !may_go_on(erased) {
                return Ok(Some(erased));
            }
            // Each by itself: one that cannot be erased does not keep the others.
            let person = gone.person_id;
            match erase_one(app, run.id, gone) {
                Ok(true) => erased += 1,
                Ok(false) => held += 1,
                Err(e) => {
                    held += 1;
                    tracing::warn!(member = %person, error = %e, "a person whose time is over could not be erased");
                }
            }
        }
    }
    let id = run.id;
    app.store().write_blocking(move |tx| finish(tx, id, held))?;
    Ok(Some(erased))
}

/// Erases one if nothing holds and nobody came back meanwhile; whether it was done.
fn erase_one(app: &App, run: Id, gone: Gone) -> Result<bool> {
    let keys = app.keyring().clone();
    app.store().write_blocking(move |tx| {
        let actor = Actor::system(Reason::Job, "retention");
        let again = erase::gone(tx, gone.last_day.plus_days(1), before(&gone), 1)?;
        if !again.iter().any(|g| g.person_id == gone.person_id) || held_by(tx, gone.person_id)?.is_some() {
            return Ok(false);
        }
        match erase_person(tx, Erasure { keys: &keys, actor: &actor, why: "retention" }, gone.person_id) {
            Ok(()) => retention::add(tx, run).map(|()| true).map_err(Into::into),
            Err(RegistryError::Own(OwnDataError::ErasureHeld { .. }) | RegistryError::MemberNotFound) => {
                Ok(false)
            }
            Err(e) => Err(e),
        }
    })
}

/// The place in the walk just before somebody.
fn before(gone: &Gone) -> (Day, Id) {
    (gone.last_day, Id(gone.person_id.0 - 1))
}

fn finish(tx: &mut Tx<'_>, run: Id, held: i64) -> DbResult<()> {
    if !retention::finish(tx, run, held)? {
        return Ok(());
    }
    let done = retention::list(tx, Some(Id(run.0.saturating_add(1))), 1)?.into_iter().next();
    let Some(done) = done else { return Ok(()) };
    let changes = Changes::new()
        .note("years", done.years)
        .note("cut_day", done.cut_day.to_string())
        .note("erased", done.erased)
        .note("held", done.held);
    let entry = Entry { changes, ..Entry::of("retention.run", run) };
    audit::record(tx, &Actor::system(Reason::Job, "retention"), entry)
}
