//! Adds single people to a union's list and takes them off, as long as they are on no bill.

use guard::{Scope, act, res};
use kernel::{Fen, Id};
use platform::audit::{self, Changes, Entry};
use store::Tx;

use super::roster::place;
use crate::enrol_error::{EnrolError, Result};
use crate::model::enrolment::{Enrolment, EnrolmentState};
use crate::rosters::judge::{Ground, check_people, enter};
use crate::rosters::verdict::Verdict;
use crate::rules::enrol::Wish;
use crate::store::period::{self, Standing};
use crate::store::{enrolment, scheme};

/// Puts a person on the list of a union.
///
/// # Errors
/// As [`place`]; [`EnrolError::Refused`] with the reason.
pub fn add(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Enrolment, act::Create>,
    (period_id, union_id): (Id, Id),
    person: Id,
    wish: &Wish,
) -> Result<Enrolment> {
    let (period, union_path, _) = place(tx, scope, (period_id, union_id))?;
    let s = scheme::by_id(tx, period.scheme_id)?.ok_or(EnrolError::SchemeNotInForce)?.scheme;
    let g = Ground { period, scheme: s, union_id, union_path, roster_id: Id(0) };
    let mut rows = check_people(tx, &g, &[(person, String::new(), wish.clone())])?;
    enter(tx, &g, &mut rows)?;
    let row = rows.pop().filter(|r| r.verdict == Verdict::Accepted || !r.issues.is_empty());
    match row {
        Some(r) if r.verdict == Verdict::Accepted => {}
        Some(r) => return Err(EnrolError::Refused { reason: r.reason() }),
        None => return Err(EnrolError::EnrolmentNotFound),
    }
    let e = enrolment::unscoped(tx, person, period_id)?.ok_or(EnrolError::EnrolmentNotFound)?;
    let changes =
        Changes::new().note("period", g.period.title.as_str()).note("amount", e.parts.premium.to_string());
    let entry =
        Entry { changes, union_path: Some(&g.union_path), ..Entry::of("mutual-enrolment.create", person) };
    audit::record(tx, scope.actor(), entry)?;
    Ok(e)
}

/// Takes a person off the list.
///
/// # Errors
/// [`EnrolError::EnrolmentNotFound`] outside the scope, [`EnrolError::State`] with a bill, [`EnrolError::Stale`].
pub fn remove(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Enrolment, act::Update>,
    (period_id, person): (Id, Id),
    version: i64,
) -> Result<()> {
    let found = enrolment::find(tx, scope, (period_id, person))?;
    let (e, path) = found.ok_or(EnrolError::EnrolmentNotFound)?;
    if e.state != EnrolmentState::Listed {
        return Err(EnrolError::State { deed: "移出名单", state: e.state.title() });
    }
    if !enrolment::remove(tx, (person, period_id), version)? {
        return Err(EnrolError::Stale { version: e.version });
    }
    let off = Standing::listed(-1, Fen(-e.parts.premium.0));
    period::add(tx, (e.union_id, period_id), off)?;
    let changes = Changes::new().note("amount", e.parts.premium.to_string());
    let entry = Entry { changes, union_path: Some(&path), ..Entry::of("mutual-enrolment.remove", person) };
    audit::record(tx, scope.actor(), entry)?;
    Ok(())
}
