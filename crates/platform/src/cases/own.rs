//! What the reporter does with the own case: reads it, adds to it, rates it, takes it back.

use guard::{Actor, Scope, act, res};
use kernel::{Id, Timestamp};
use store::Tx;

use super::deeds::{Asked, make_move};
use super::error::{CaseError, Result};
use super::ground::Ground;
use super::hand::Hand;
use super::intake::recorded;
use super::model::{CaseFile, CaseState, Rating};
use super::procedure::{By, Values};
use super::saving::{Saving, notify, save};
use super::store::{case, reporter};

/// Proof that somebody is the reporter of a case: the member who told it, or whoever has its number and code.
#[derive(Debug)]
pub struct Own {
    /// The case.
    pub case: CaseFile,
    actor: Actor,
}

impl Own {
    /// A member's own case.
    ///
    /// # Errors
    /// [`CaseError::NotFound`] for every other one.
    pub fn of_member<A: act::Action>(
        tx: &mut Tx<'_>,
        ground: &Ground,
        scope: &Scope<res::Case, A>,
        id: Id,
    ) -> Result<Self> {
        let person = scope.actor().id();
        if !scope.is_own(person) || !told_by(tx, ground, person, id)? {
            return Err(CaseError::NotFound);
        }
        let case = case::find_unscoped(tx, id)?.ok_or(CaseError::NotFound)?;
        Ok(Self { case, actor: scope.actor().clone() })
    }

    /// The case of a number and its code.
    ///
    /// # Errors
    /// [`CaseError::WrongCode`], the same for a number that does not exist.
    pub fn of_code(tx: &mut Tx<'_>, ground: &Ground, number: &str, code: &str) -> Result<Self> {
        let number = number.trim().to_uppercase();
        let fits = super::check_code(ground, &number) == code.trim().to_uppercase();
        let found = case::by_number(tx, &number)?.filter(|_| fits).ok_or(CaseError::WrongCode)?;
        let case = case::find_unscoped(tx, found)?.ok_or(CaseError::WrongCode)?;
        Ok(Self { case, actor: Actor::system(guard::Reason::Reporter, "反映人") })
    }

    fn by(&self) -> Actor {
        recorded(&self.actor, self.case.reporter)
    }

    /// Adds something; those who have the case are told.
    ///
    /// # Errors
    /// [`CaseError::ReasonMissing`]; [`CaseError::NotNow`] when it is closed.
    pub fn reply(self, tx: &mut Tx<'_>, ground: &Ground, text: &str) -> Result<CaseFile> {
        let note = super::deeds::note(text, true)?;
        if !self.case.state.is_open() {
            let deed = "补充".to_owned();
            return Err(CaseError::NotNow { deed, step: self.case.state.title().to_owned() });
        }
        let (by, mut c) = (self.by(), self.case.clone());
        let saving = Saving::of("reply", "反映人补充").note(&note).plain("您补充说：{note}");
        save(tx, ground, &by, Some(&self.case), &mut c, saving)?;
        let holders = ground.holders(tx, &c)?;
        notify(tx, &c, holders, "反映人有补充")?;
        Ok(c)
    }

    /// Until when it can be rated; none if it cannot.
    pub fn rated_until(&self, ground: &Ground) -> Option<Timestamp> {
        let p = ground.procedure(&self.case).ok()?;
        rating_ends(&self.case, p.rate_days)
    }

    /// Says how content one is. 不满意 opens it again, as the procedure says.
    ///
    /// # Errors
    /// [`CaseError::NotRated`]; 不满意 needs a word (docs/rules §19).
    pub fn rate(self, tx: &mut Tx<'_>, ground: &Ground, rating: Rating, text: &str) -> Result<CaseFile> {
        if self.rated_until(ground).is_none_or(|end| tx.now() >= end) {
            return Err(CaseError::NotRated);
        }
        let p = ground.procedure(&self.case)?;
        let again = usize::try_from(self.case.reopened).ok().and_then(|n| p.dissatisfied.get(n));
        let again = again.and_then(|code| p.find_move(code)).filter(|m| m.from.contains(&self.case.step));
        let note = super::deeds::note(text, rating == Rating::Dissatisfied)?;
        let (by, mut c) = (self.by(), self.case.clone());
        c.rating = Some(rating);
        let saving = Saving::of("rate", &format!("评价：{}", rating.title())).note(&note);
        let saving = saving.plain(&format!("您的评价：{}", rating.title()));
        save(tx, ground, &by, Some(&self.case), &mut c, saving)?;
        match again.filter(|_| rating == Rating::Dissatisfied) {
            Some(m) => {
                let asked = Asked { note: &note, fields: &Values::new() };
                make_move(tx, ground, &self.actor, (&p, m), &c, asked)
            }
            None => {
                notify(tx, &c, [c.owner_id].into(), &format!("反映人评价：{}", rating.title()))?;
                Ok(c)
            }
        }
    }

    /// Moves of the reporter that can be made now, without those that a rating makes.
    ///
    /// # Errors
    /// [`CaseError::NoProcedure`].
    pub fn moves(&self, ground: &Ground) -> Result<Vec<(String, String)>> {
        let p = ground.procedure(&self.case)?;
        if self.case.state != CaseState::Open {
            return Ok(Vec::new());
        }
        let own = p.moves_from(&self.case.step).filter(|m| m.by == By::Reporter);
        Ok(own.map(|m| (m.code.clone(), m.title.clone())).collect())
    }

    /// Makes one of [`Own::moves`].
    ///
    /// # Errors
    /// [`CaseError::NotNow`] for any other.
    pub fn make(self, tx: &mut Tx<'_>, ground: &Ground, code: &str, note: &str) -> Result<CaseFile> {
        let known = self.moves(ground)?.iter().any(|(c, _)| c == code);
        let p = ground.procedure(&self.case)?;
        let m = p.find_move(code).filter(|_| known).ok_or_else(|| CaseError::NotNow {
            deed: code.to_owned(),
            step: p.step(&self.case.step).map_or_else(String::new, |s| s.title.clone()),
        })?;
        let asked = Asked { note, fields: &Values::new() };
        make_move(tx, ground, &self.actor, (&p, m), &self.case, asked)
    }
}

/// Whether a member told a case, under any record that stands for that person now.
pub(super) fn told_by(tx: &mut Tx<'_>, ground: &Ground, person: Id, case: Id) -> Result<bool> {
    for record in ground.people.records(tx, person)? {
        if reporter::is_of(tx, &reporter::of_person(&ground.keys, record), case)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What a member told, newest first, before one, at most so many.
pub(super) fn told(
    tx: &mut Tx<'_>,
    ground: &Ground,
    person: Id,
    before: Option<Id>,
    limit: i64,
) -> Result<Vec<Id>> {
    let mut all = Vec::new();
    for record in ground.people.records(tx, person)? {
        all.extend(reporter::cases_of(tx, &reporter::of_person(&ground.keys, record), before, limit)?);
    }
    all.sort_by_key(|id| std::cmp::Reverse(*id));
    all.dedup();
    all.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(all)
}

/// Until when a case can be rated: once it is closed, and once for each closing.
pub fn rating_ends(c: &CaseFile, rate_days: u32) -> Option<Timestamp> {
    let closed_on = c.closed_on.filter(|_| c.state == CaseState::Closed && c.rating.is_none())?;
    Some(Timestamp::at_day_start(closed_on.plus_days(i64::from(rate_days) + 1)))
}

/// Who told a case, opened with a purpose that is recorded. A sealed reporter is opened only by those who stand above the place
/// that has the case, and never by anybody tied to what it complains about (they do not even see it).
///
/// # Errors
/// [`CaseError::NotFound`], [`CaseError::ReasonMissing`] for a purpose of less than four characters, [`CaseError::Sealed`].
pub fn reveal(
    tx: &mut Tx<'_>,
    ground: &Ground,
    scope: &Scope<res::Case, act::Reveal>,
    id: Id,
    purpose: &str,
) -> Result<reporter::Reporter> {
    let c = case::find(tx, scope, id)?.ok_or(CaseError::NotFound)?;
    let purpose = purpose.trim();
    if purpose.chars().count() < 4 {
        return Err(CaseError::ReasonMissing);
    }
    let p = ground.procedure(&c)?;
    let hand = Hand::of(tx, ground, scope.actor(), &p, &c)?;
    let sealed = c.reporter != super::ReporterKind::Named;
    let top = scope.actor().grants().iter().any(|g| g.path == c.holder.path)
        && ground.above(tx, &c.holder.path)?.is_none();
    if sealed && hand != Hand::Above && !top {
        return Err(CaseError::Sealed);
    }
    let found = reporter::get(tx, &ground.keys, id)?.ok_or(CaseError::Sealed)?;
    let entry = crate::audit::Entry {
        union_path: Some(&c.home.path),
        purpose: Some(purpose),
        changes: crate::audit::Changes::new().note("number", c.number.as_str()),
        ..crate::audit::Entry::of("case.reveal", id)
    };
    crate::audit::record(tx, scope.actor(), entry)?;
    Ok(found)
}
