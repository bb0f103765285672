//! Begins rosters and moves them on.

use guard::{Scope, act, res};
use kernel::{Id, OrgPath};
use platform::audit::{self, Changes, Entry};
use platform::files::{self, FileUse, MediaType, StoredFile, Subject};
use registry::RegistryError;
use registry::api::union_by_id;
use store::Tx;

use super::period::must_take;
use crate::enrol_error::{EnrolError, Result, field};
use crate::jobs::queue_roster;
use crate::model::enrolment::{Period, RosterKind, RosterState};
use crate::rosters::run::{ENTER, move_on};
use crate::store::roster::{self, Roster, Tally};
use crate::store::{enrolment, period, scheme};

/// The workbook as the union sent it. What the reader of workbooks cannot read it refuses itself, with a better reason than
/// "wrong kind".
pub const ORIGINAL: FileUse = FileUse {
    name: "mutual.roster",
    max_bytes: 64 << 20,
    types: &[MediaType::Xlsx, MediaType::Xls, MediaType::Text, MediaType::Zip, MediaType::Other],
};

/// A union beneath the fund of a period that takes people today.
///
/// # Errors
/// [`EnrolError::PeriodNotFound`], [`EnrolError::NotOpen`], [`RegistryError::UnionNotFound`] outside the scope or the fund.
pub fn place<A: act::Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Enrolment, A>,
    (period_id, union_id): (Id, Id),
) -> Result<(Period, OrgPath, String)> {
    let p = period::find(tx, scope, period_id)?.ok_or(EnrolError::PeriodNotFound)?;
    must_take(tx, &p)?;
    let u = union_by_id(tx, union_id)?.filter(|u| {
        let place = u.place();
        scope.covers(&place) && p.union_path.covers(&place) && !u.is_dissolved()
    });
    let u = u.ok_or(RegistryError::UnionNotFound)?;
    Ok((p, u.place(), u.name))
}

fn blank(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Enrolment, act::Create>,
    (period_id, union_id): (Id, Id),
    kind: RosterKind,
    class: &str,
) -> Result<Roster> {
    let (p, union_path, union_name) = place(tx, scope, (period_id, union_id))?;
    let s = scheme::by_id(tx, p.scheme_id)?.ok_or(EnrolError::SchemeNotInForce)?.scheme;
    if !class.is_empty() && !s.classes.iter().any(|c| c.code == class) {
        return Err(field("/class", "mutual.class"));
    }
    let now = tx.now();
    Ok(Roster {
        id: tx.new_id(),
        period_id,
        union_id,
        union_name,
        union_path,
        kind,
        from_period_id: Id(0),
        class: class.to_owned(),
        file_name: String::new(),
        file_digest: String::new(),
        state: RosterState::Checking,
        parts_done: 0,
        share_done: 0,
        cursor: Id(0),
        tally: Tally::default(),
        kept: 0,
        error: String::new(),
        created_by: scope.actor().id(),
        created_by_name: scope.actor().name().to_owned(),
        created_at: now,
        started_at: now,
        finished_at: kernel::Timestamp(0),
        version: 1,
    })
}

fn told(tx: &mut Tx<'_>, scope: &Scope<res::Enrolment, act::Create>, r: &Roster) -> Result<()> {
    let changes = Changes::new()
        .note("kind", r.kind.title())
        .note("file", r.file_name.as_str())
        .note("digest", r.file_digest.as_str());
    let entry = Entry { union_path: Some(&r.union_path), changes, ..Entry::of("mutual-roster.create", r.id) };
    audit::record(tx, scope.actor(), entry)?;
    Ok(())
}

/// Keeps a workbook of a union as a roster, to be checked.
///
/// # Errors
/// As [`place`]; [`EnrolError::Invalid`] for a class that the scheme does not have.
pub fn upload(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Enrolment, act::Create>,
    of: (Id, Id),
    class: &str,
    file: &StoredFile,
) -> Result<Id> {
    let mut r = blank(tx, scope, of, RosterKind::Workbook, class)?;
    (r.file_name, r.file_digest) = (file.name.clone(), file.digest.clone());
    roster::insert(tx, &r)?;
    let subject = Subject { id: r.id, path: &r.union_path };
    files::attach(tx, scope, subject, "mutual-roster", &ORIGINAL, file, "")?;
    told(tx, scope, &r)?;
    queue_roster(tx, r.id, scope.actor())?;
    Ok(r.id)
}

/// Goes on with the union's list of an earlier period of the fund: the last one before if none is named.
///
/// # Errors
/// As [`upload`]; [`EnrolError::NoEarlierList`] if the union enrolled nobody then.
pub fn carry_over(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Enrolment, act::Create>,
    of: (Id, Id),
    from: Option<Id>,
    class: &str,
) -> Result<Id> {
    let mut r = blank(tx, scope, of, RosterKind::CarryOver, class)?;
    let p = period::unscoped(tx, r.period_id)?.ok_or(EnrolError::PeriodNotFound)?;
    let earlier = earlier(tx, &p, r.union_id)?;
    let found = earlier.iter().find(|(e, _)| from.is_none_or(|f| f == e.id));
    let (e, _) = found.ok_or(EnrolError::NoEarlierList)?;
    r.from_period_id = e.id;
    roster::insert(tx, &r)?;
    told(tx, scope, &r)?;
    queue_roster(tx, r.id, scope.actor())?;
    Ok(r.id)
}

/// Earlier periods of the same fund in which a union enrolled people, latest first, with how many have cover.
///
/// # Errors
/// The database's.
pub fn earlier(tx: &mut Tx<'_>, p: &Period, union: Id) -> Result<Vec<(Period, i64)>> {
    let mut all = Vec::new();
    for e in period::of_fund(tx, p.union_id)? {
        if e.id != p.id
            && e.cover_from < p.cover_from
            && !enrolment::of_unit(tx, (union, e.id), Id(0), 1)?.is_empty()
        {
            let active = period::unit(tx, union, e.id)?.active;
            all.push((e, active));
        }
    }
    Ok(all)
}

/// What a cadre does to a roster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Enters the good rows of a checked roster.
    Confirm,
    /// Gives a roster up; what was entered stays and can be undone.
    Cancel,
    /// Takes a roster back; who is on a bill is kept.
    Undo,
}

/// Moves a roster on.
///
/// # Errors
/// [`EnrolError::RosterNotFound`] outside the scope, [`EnrolError::State`], [`EnrolError::NotOpen`].
pub fn step(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Enrolment, act::Update>,
    id: Id,
    step: Step,
) -> Result<Roster> {
    let r = roster::find(tx, scope, id)?.ok_or(EnrolError::RosterNotFound)?;
    let (deed, to, fits) = match step {
        Step::Confirm => ("确认登记", RosterState::Running, r.state == RosterState::Checked),
        Step::Cancel => {
            let open = [RosterState::Checking, RosterState::Checked, RosterState::Running];
            ("取消", RosterState::Cancelled, open.contains(&r.state))
        }
        Step::Undo => {
            let entered = [RosterState::Done, RosterState::Cancelled].contains(&r.state);
            ("撤销", RosterState::Undoing, entered)
        }
    };
    if !fits {
        return Err(EnrolError::State { deed, state: r.state.title() });
    }
    if step == Step::Confirm {
        let p = period::unscoped(tx, r.period_id)?.ok_or(EnrolError::PeriodNotFound)?;
        must_take(tx, &p)?;
        roster::reset(tx, id, ENTER)?;
    }
    // A roster that was given up while it was checked has entered nobody.
    if step == Step::Undo && roster::parts(tx, id, ENTER)? == 0 {
        return Err(EnrolError::State { deed, state: r.state.title() });
    }
    move_on(tx, scope.actor(), &r, to, "")?;
    if to.is_moving() {
        queue_roster(tx, id, scope.actor())?;
    }
    roster::find(tx, scope, id)?.ok_or(EnrolError::RosterNotFound)
}
