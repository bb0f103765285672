//! Enters and changes employers, and which union covers them.

use guard::act::Action;
use guard::{Scope, act, res};
use kernel::{Day, Id};
use platform::audit::{self, Changes, Entry};
use platform::indicators;
use store::Tx;

use super::diff::{diff, first_values};
use crate::error::{RegistryError, Result, field};
use crate::facts::EmployerFacts;
use crate::rules::{EMPLOYER_COVERED, EMPLOYER_EXEMPT, EMPLOYER_KNOWN, EMPLOYER_WORKERS};
use crate::store::employer::{self, Employer};
use crate::store::employer_cover;
use crate::store::union::{self, Union};

/// Enters an employer at a union, which covers it from a day on or only keeps it.
///
/// # Errors
/// [`RegistryError::UnionNotFound`] outside the scope, [`RegistryError::CodeTaken`], [`RegistryError::Invalid`].
pub fn create_employer(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Employer, act::Create>,
    facts: &EmployerFacts,
    union_id: Id,
    covered_from: Option<Day>,
) -> Result<Employer> {
    let place = place(tx, scope, union_id)?;
    sound(tx, None, facts)?;
    exempt_only_uncovered(facts, covered_from.is_some())?;
    let id = tx.new_id();
    employer::insert_facts(tx, id, facts, &place.place())?;
    let mut changes = first_values(Changes::new(), facts);
    if let Some(day) = covered_from {
        let latest = tx.today();
        in_time(day, Day::constant(1949, 10, 1), latest, "/covered_from")?;
        employer_cover::insert(tx, id, union_id, day)?;
        count_cover(tx, id, union_id, day, facts.workers);
        changes = changes.note("cover", place.name.as_str()).note("day", day.to_string());
    }
    let known_from = covered_from.unwrap_or(tx.today());
    indicators::record(tx, &EMPLOYER_KNOWN, union_id, known_from, 1, id);
    if !facts.exempt_reason.is_empty() {
        indicators::record(tx, &EMPLOYER_EXEMPT, union_id, known_from, 1, id);
    }
    let path = place.place();
    let entry = Entry { union_path: Some(&path), changes, ..Entry::of("employer.create", id) };
    audit::record(tx, scope.actor(), entry)?;
    employer::find(tx, scope, id)?.ok_or(RegistryError::EmployerNotFound)
}

/// Changes what is kept of an employer.
///
/// # Errors
/// [`RegistryError::EmployerNotFound`] outside the scope, [`RegistryError::Stale`], [`RegistryError::CodeTaken`],
/// [`RegistryError::Invalid`].
pub fn edit_employer(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Employer, act::Update>,
    id: Id,
    version: i64,
    facts: &EmployerFacts,
) -> Result<Employer> {
    let before = employer::find(tx, scope, id)?.ok_or(RegistryError::EmployerNotFound)?;
    sound(tx, Some(&before), facts)?;
    exempt_only_uncovered(facts, before.covered_from.is_some())?;
    if before.version != version || !employer::update(tx, id, version, facts)? {
        return Err(RegistryError::Stale { version: before.version });
    }
    count_edit(tx, &before, facts);
    let changes = diff(Changes::new(), &before.facts, facts);
    let entry = Entry { union_path: Some(&before.union_path), changes, ..Entry::of("employer.update", id) };
    audit::record(tx, scope.actor(), entry)?;
    employer::find(tx, scope, id)?.ok_or(RegistryError::EmployerNotFound)
}

/// A change of cover: which union covers the employer from a day on, or that none does.
#[derive(Clone, Copy, Debug)]
pub struct CoverChange {
    /// The union that covers it from then on; without one the union that kept it goes on keeping it.
    pub union_id: Option<Id>,
    /// First day of the new state.
    pub day: Day,
}

/// Changes the cover. A cover that began on the very day is taken as a slip and replaced; a later one ends the day before.
///
/// # Errors
/// As [`edit_employer`]; [`RegistryError::UnionNotFound`] where the new union is out of sight.
pub fn change_cover(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Employer, act::Update>,
    id: Id,
    version: i64,
    change: CoverChange,
) -> Result<Employer> {
    let before = employer::find(tx, scope, id)?.ok_or(RegistryError::EmployerNotFound)?;
    if before.version != version {
        return Err(RegistryError::Stale { version: before.version });
    }
    let to = change.union_id.map(|u| place(tx, scope, u)).transpose()?;
    let open = before.covered_from.zip(before.union_id);
    if open.map(|(_, u)| u) == change.union_id {
        let wrong = field("/union_id", "registry.cover-same", kernel::Params::new());
        return Err(RegistryError::Invalid(vec![wrong]));
    }
    let ended = employer_cover::of_employer(tx, id)?.into_iter().filter_map(|c| c.valid_to).max();
    let earliest = match (open, ended) {
        (Some((from, _)), _) => from,
        (None, Some(last)) => last.plus_days(1),
        (None, None) => Day::constant(1949, 10, 1),
    };
    let latest = tx.today();
    in_time(change.day, earliest, latest, "/day")?;
    if let Some((from, union_id)) = open {
        end(tx, id, union_id, from, change.day)?;
    }
    if let Some(to) = &to {
        employer_cover::insert(tx, id, to.id, change.day)?;
        count_cover(tx, id, to.id, change.day, before.facts.workers);
        move_known(tx, &before, to.id, change.day)?;
    }
    let path = to.as_ref().map_or_else(|| before.union_path.clone(), Union::place);
    // Whom a union covers has to have one.
    let exempt = if to.is_some() { "" } else { before.facts.exempt_reason.as_str() };
    if !employer::set_place(tx, id, version, &path, exempt)? {
        return Err(RegistryError::Stale { version: before.version });
    }
    let name = |covered: bool, name: &str| if covered { name.to_owned() } else { String::new() };
    let (old, new) =
        (name(open.is_some(), &before.union_name), to.as_ref().map_or_else(String::new, |u| u.name.clone()));
    let changes = Changes::new().field("cover", old, new).note("day", change.day.to_string());
    let entry = Entry { union_path: Some(&path), changes, ..Entry::of("employer.cover", id) };
    audit::record(tx, scope.actor(), entry)?;
    employer::find(tx, scope, id)?.ok_or(RegistryError::EmployerNotFound)
}

/// Ends a cover; facts go back on the day from which it no longer counts.
fn end(tx: &mut Tx<'_>, id: Id, union_id: Id, from: Day, day: Day) -> Result<()> {
    let ended = match day == from {
        true => employer_cover::delete(tx, id, from)?,
        false => employer_cover::close(tx, id, from, day.plus_days(-1))?,
    };
    if !ended {
        return Err(RegistryError::CoverMoved);
    }
    indicators::record(tx, &EMPLOYER_COVERED, union_id, day, -1, id);
    indicators::release(tx, &EMPLOYER_WORKERS, union_id, id, day)?;
    Ok(())
}

/// Counts an employer and its workers as covered from a day on.
fn count_cover(tx: &mut Tx<'_>, id: Id, union_id: Id, day: Day, workers: i64) {
    indicators::record(tx, &EMPLOYER_COVERED, union_id, day, 1, id);
    if workers != 0 {
        indicators::record(tx, &EMPLOYER_WORKERS, union_id, day, workers, id);
    }
}

/// Counts what an edit changes, from today on.
fn count_edit(tx: &mut Tx<'_>, before: &Employer, after: &EmployerFacts) {
    let Some(union_id) = before.union_id else { return };
    let (today, id) = (tx.today(), before.id);
    let workers = after.workers - before.facts.workers;
    if before.covered_from.is_some() && workers != 0 {
        indicators::record(tx, &EMPLOYER_WORKERS, union_id, today, workers, id);
    }
    match (before.facts.exempt_reason.is_empty(), after.exempt_reason.is_empty()) {
        (true, false) => indicators::record(tx, &EMPLOYER_EXEMPT, union_id, today, 1, id),
        (false, true) => indicators::record(tx, &EMPLOYER_EXEMPT, union_id, today, -1, id),
        _ => {}
    }
}

/// Another union keeps an employer that none covers, from a day on.
///
/// # Errors
/// As [`edit_employer`].
pub fn keep_at(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Employer, act::Update>,
    id: Id,
    version: i64,
    to: &Union,
    day: Day,
) -> Result<()> {
    let before = employer::find(tx, scope, id)?.ok_or(RegistryError::EmployerNotFound)?;
    if before.union_id != Some(to.id) {
        move_known(tx, &before, to.id, day)?;
        if !before.facts.exempt_reason.is_empty() {
            indicators::record(tx, &EMPLOYER_EXEMPT, to.id, day, 1, id);
        }
    }
    if !employer::set_place(tx, id, version, &to.place(), &before.facts.exempt_reason)? {
        return Err(RegistryError::Stale { version: before.version });
    }
    Ok(())
}

/// The employer is known at another union from a day on, and exempt at the old one no more.
fn move_known(tx: &mut Tx<'_>, before: &Employer, to: Id, day: Day) -> Result<()> {
    let id = before.id;
    if let Some(from) = before.union_id {
        indicators::release(tx, &EMPLOYER_EXEMPT, from, id, day)?;
        if from == to && indicators::standing(tx, &EMPLOYER_KNOWN, from, id, day)? == 1 {
            return Ok(());
        }
        indicators::release(tx, &EMPLOYER_KNOWN, from, id, day)?;
    }
    indicators::record(tx, &EMPLOYER_KNOWN, to, day, 1, id);
    Ok(())
}

/// Who is covered has a union; the two contradict each other.
fn exempt_only_uncovered(f: &EmployerFacts, covered: bool) -> Result<()> {
    if covered && !f.exempt_reason.is_empty() {
        let wrong = field("/exempt_reason", "registry.exempt-covered", kernel::Params::new());
        return Err(RegistryError::Invalid(vec![wrong]));
    }
    Ok(())
}

/// A union that the scope reaches.
fn place<A: Action>(tx: &mut Tx<'_>, scope: &Scope<res::Employer, A>, id: Id) -> Result<Union> {
    let found = union::find_unscoped(tx, id)?.filter(|u| scope.covers(&u.place()));
    let found = found.ok_or(RegistryError::UnionNotFound)?;
    if found.is_dissolved() { Err(RegistryError::UnionDissolved { name: found.name }) } else { Ok(found) }
}

fn in_time(day: Day, earliest: Day, latest: Day, pointer: &str) -> Result<()> {
    if day >= earliest && day <= latest {
        return Ok(());
    }
    let params = [("day", earliest.to_string())].into();
    Err(RegistryError::Invalid(vec![field(pointer, "registry.step-day", params)]))
}

/// What only the register can tell of a form: nobody else has the code. The database's key decides a race.
fn sound(tx: &mut Tx<'_>, before: Option<&Employer>, f: &EmployerFacts) -> Result<()> {
    if !f.credit_code.is_empty()
        && let Some((id, name)) = employer::holder_of(tx, &f.credit_code)?
        && before.is_none_or(|b| b.id != id)
    {
        return Err(RegistryError::CodeTaken { name });
    }
    Ok(())
}
