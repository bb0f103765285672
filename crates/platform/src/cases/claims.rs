//! Cases that are shown to everyone, such as wishes: claimed by one at a time, given up, brought about.

use guard::Actor;
use kernel::{Id, Params};
use store::{DbResult, Tx};

use super::deeds::{Asked, make_move};
use super::error::{CaseError, Result, field};
use super::fields::line;
use super::ground::Ground;
use super::model::{CaseFile, CaseState};
use super::own::told_by;
use super::procedure::{By, Move, Procedure, Values};
use super::store::case;
use super::store::claim::{self, Claimant};

/// The move by which a case can be claimed where it stands now.
pub(super) fn claiming<'a>(p: &'a Procedure, c: &CaseFile) -> Option<&'a Move> {
    let open = c.state == CaseState::Open;
    p.moves.iter().find(|m| m.claims && open && m.from.contains(&c.step))
}

/// Moves of whoever has claimed a case that can be made now.
pub(super) fn moves_of<'a>(p: &'a Procedure, c: &'a CaseFile) -> impl Iterator<Item = &'a Move> {
    let open = c.state == CaseState::Open;
    p.moves_from(&c.step).filter(move |m| open && m.by == By::Claimant && !m.claims)
}

/// Claims a case, exactly once: whoever is second is told so.
fn take(
    tx: &mut Tx<'_>,
    (ground, by): (&Ground, &Actor),
    before: &CaseFile,
    who: &Claimant,
    note: &str,
) -> Result<CaseFile> {
    let p = ground.procedure(before)?;
    let Some(m) = claiming(&p, before) else {
        let step = ground.step(&p, before)?.title.clone();
        return Err(match claim::by(tx, before.id)? {
            Some(_) => CaseError::Claimed,
            None => CaseError::NotNow { deed: "认领".to_owned(), step },
        });
    };
    if !claim::take(tx, &ground.keys, before.id, who)? {
        return Err(CaseError::Claimed);
    }
    make_move(tx, ground, by, (&p, m), before, Asked { note, fields: &Values::new() })
}

/// A member claims a case that is shown to everyone. Who has it already has it still.
///
/// # Errors
/// [`CaseError::NotFound`] for a case that is not shown, [`CaseError::Claimed`], [`CaseError::OwnCase`].
pub fn claim_by_member(
    tx: &mut Tx<'_>,
    ground: &Ground,
    by: &Actor,
    phone: &str,
    id: Id,
) -> Result<CaseFile> {
    let shown = claim::shown(tx, id)?;
    let before = case::find_unscoped(tx, id)?.filter(|_| shown.is_some()).ok_or(CaseError::NotFound)?;
    if claimed_by(tx, ground, by.id(), id).is_ok() {
        return Ok(before);
    }
    if told_by(tx, ground, by.id(), id)? {
        return Err(CaseError::OwnCase);
    }
    let who = Claimant { person_id: by.id(), name: by.name().to_owned(), contact: phone.to_owned() };
    take(tx, (ground, by), &before, &who, "")
}

/// Staff take down who claims a case.
pub(super) fn claim_for(
    tx: &mut Tx<'_>,
    (ground, by): (&Ground, &Actor),
    before: &CaseFile,
    (name, contact): (&str, &str),
    note: &str,
) -> Result<CaseFile> {
    let (name, contact) = (line(name), line(contact));
    let mut wrong = Vec::new();
    let limit = || Params::from([("limit", "50".to_owned())]);
    if !(2..=50).contains(&name.chars().count()) {
        wrong.push(field("/name", "cases.length", limit()));
    }
    if contact.chars().count() > 50 {
        wrong.push(field("/contact", "cases.text-long", limit()));
    }
    if !wrong.is_empty() {
        return Err(CaseError::Invalid(wrong));
    }
    take(tx, (ground, by), before, &Claimant { person_id: Id(0), name, contact }, note)
}

/// The case that a member has claimed, under any record that stands for that person now.
pub(super) fn claimed_by(tx: &mut Tx<'_>, ground: &Ground, person: Id, id: Id) -> Result<CaseFile> {
    let records = ground.people.records(tx, person)?;
    let mine = claim::by(tx, id)?.is_some_and(|by| records.contains(&by));
    case::find_unscoped(tx, id)?.filter(|_| mine).ok_or(CaseError::NotFound)
}

/// A move of whoever has claimed the case: gives it up, or says that it is done.
///
/// # Errors
/// [`CaseError::NotFound`] for everybody else, [`CaseError::NotNow`].
pub fn move_claimed(
    tx: &mut Tx<'_>,
    ground: &Ground,
    by: &Actor,
    id: Id,
    (code, note): (&str, &str),
) -> Result<CaseFile> {
    let before = claimed_by(tx, ground, by.id(), id)?;
    let p = ground.procedure(&before)?;
    let found = moves_of(&p, &before).find(|m| m.code == code);
    let m = match found {
        Some(m) => m,
        None => {
            let step = ground.step(&p, &before)?.title.clone();
            return Err(CaseError::NotNow { deed: code.to_owned(), step });
        }
    };
    make_move(tx, ground, by, (&p, m), &before, Asked { note, fields: &Values::new() })
}

/// Cases that a member has claimed or gave up, newest first.
pub(super) fn claims_of(tx: &mut Tx<'_>, ground: &Ground, person: Id) -> Result<Vec<Id>> {
    let mut all = Vec::new();
    for record in ground.people.records(tx, person)? {
        all.extend(claim::of_person(tx, record)?);
    }
    all.sort_by_key(|id| std::cmp::Reverse(*id));
    all.dedup();
    Ok(all)
}

/// Takes a person out of all claims; how many.
///
/// # Errors
/// Any [`store::DbError`].
pub fn forget_claims(tx: &mut Tx<'_>, keys: &crate::sealed::Keyring, person: Id) -> DbResult<usize> {
    claim::forget(tx, keys, person)
}
