//! Makes periods, changes them, sets their targets, and tells how far they are.

use std::collections::HashMap;

use guard::act::Action;
use guard::{Scope, act, res};
use kernel::{Day, Id, OrgPath};
use platform::audit::{self, Changes, Entry};
use registry::RegistryError;
use registry::api::{places_beneath, union_by_id};
use store::Tx;

use crate::enrol_error::{EnrolError, Result, field};
use crate::model::enrolment::{Period, PeriodState};
use crate::store::period::{self, Standing};
use crate::store::scheme;

/// What a cadre writes of a period.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Title, 2 to 60 characters.
    pub title: String,
    /// First day on which people are listed.
    pub opens_on: Day,
    /// Last day.
    pub closes_on: Day,
}

/// Longest a period is open, in days.
const LONGEST: i64 = 550;

fn checked(d: &Draft, cover_to: Day) -> Result<String> {
    let title = platform::cases::line(&d.title);
    if !(2..=60).contains(&title.chars().count()) {
        return Err(field("/title", "mutual.period-title"));
    }
    let open = d.opens_on.days_until(d.closes_on);
    if !(0..=LONGEST).contains(&open) || d.closes_on > cover_to {
        return Err(field("/closes_on", "mutual.period-days"));
    }
    Ok(title)
}

/// Makes a period of a scheme in force, open at once if its first day has come.
///
/// # Errors
/// [`RegistryError::UnionNotFound`] outside the scope, [`EnrolError::SchemeNotInForce`], [`EnrolError::Invalid`].
pub fn create(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Enrolment, act::Approve>,
    (union_id, scheme_id): (Id, Id),
    d: &Draft,
) -> Result<Period> {
    let union = union_by_id(tx, union_id)?.filter(|u| scope.covers(&u.place()) && !u.is_dissolved());
    let union = union.ok_or(RegistryError::UnionNotFound)?;
    let s = scheme::by_id(tx, scheme_id)?.filter(|s| s.union_id == union_id);
    let s = s.ok_or(EnrolError::SchemeNotInForce)?;
    let title = checked(d, s.scheme.cover_to)?;
    let p = Period {
        id: tx.new_id(),
        union_id,
        union_path: union.place(),
        union_name: union.name,
        scheme_id,
        scheme_code: s.scheme.code.clone(),
        title,
        state: PeriodState::Draft,
        opens_on: d.opens_on,
        closes_on: d.closes_on,
        cover_from: s.scheme.cover_from,
        cover_to: s.scheme.cover_to,
        created_at: tx.now(),
        created_by_name: scope.actor().name().to_owned(),
        version: 1,
    };
    period::insert(tx, &p)?;
    let changes = Changes::new().note("title", p.title.as_str()).note("scheme", s.scheme.title.as_str());
    let entry = Entry { changes, union_path: Some(&p.union_path), ..Entry::of("mutual-period.create", p.id) };
    audit::record(tx, scope.actor(), entry)?;
    Ok(p)
}

/// Writes a period: title, days, state.
///
/// # Errors
/// [`EnrolError::PeriodNotFound`] outside the scope, [`EnrolError::Stale`], [`EnrolError::State`], [`EnrolError::Invalid`].
pub fn edit(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Enrolment, act::Approve>,
    (id, version): (Id, i64),
    d: &Draft,
    state: PeriodState,
) -> Result<Period> {
    let before = period::find(tx, scope, id)?.filter(|p| scope.covers(&p.union_path));
    let before = before.ok_or(EnrolError::PeriodNotFound)?;
    if state == PeriodState::Draft && before.state != PeriodState::Draft {
        return Err(EnrolError::State { deed: "退回筹备", state: before.state.title() });
    }
    let title = checked(d, before.cover_to)?;
    let after = Period {
        title,
        opens_on: d.opens_on,
        closes_on: d.closes_on,
        state,
        version: version + 1,
        ..before.clone()
    };
    if !period::update(tx, version, &after)? {
        return Err(EnrolError::Stale { version: before.version });
    }
    let changes = Changes::new()
        .field("title", before.title.as_str(), after.title.as_str())
        .field("state", before.state.title(), after.state.title())
        .field("opens_on", before.opens_on.to_string(), after.opens_on.to_string())
        .field("closes_on", before.closes_on.to_string(), after.closes_on.to_string());
    let entry =
        Entry { changes, union_path: Some(&after.union_path), ..Entry::of("mutual-period.update", id) };
    audit::record(tx, scope.actor(), entry)?;
    Ok(after)
}

/// Most targets at once, and most of one.
const TARGETS: usize = 500;
const MOST: i64 = 100_000_000;

/// Sets targets of unions beneath the fund.
///
/// # Errors
/// [`EnrolError::PeriodNotFound`] outside the scope, [`EnrolError::Invalid`].
pub fn set_targets(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Enrolment, act::Approve>,
    id: Id,
    targets: &[(Id, i64)],
) -> Result<()> {
    let p = period::find(tx, scope, id)?.filter(|p| scope.covers(&p.union_path));
    let p = p.ok_or(EnrolError::PeriodNotFound)?;
    if targets.len() > TARGETS {
        return Err(field("/targets", "mutual.too-many-targets"));
    }
    for (n, (union, target)) in targets.iter().enumerate() {
        if !(0..=MOST).contains(target) {
            return Err(field(format!("/targets/{n}/target"), "mutual.target"));
        }
        union_by_id(tx, *union)?
            .filter(|u| p.union_path.covers(&u.place()))
            .ok_or_else(|| field(format!("/targets/{n}/union_id"), "mutual.target-union"))?;
        period::set_target(tx, id, *union, *target)?;
    }
    let sum: i64 = targets.iter().map(|(_, t)| t).sum();
    let changes = Changes::new().note("unions", targets.len() as i64).note("target_count", sum);
    let entry = Entry { changes, union_path: Some(&p.union_path), ..Entry::of("mutual-period.targets", id) };
    audit::record(tx, scope.actor(), entry)?;
    Ok(())
}

/// Whether people may be listed or billed in a period today.
///
/// # Errors
/// [`EnrolError::NotOpen`], [`EnrolError::SchemeNotInForce`].
pub fn must_take(tx: &mut Tx<'_>, p: &Period) -> Result<()> {
    if takes(tx, p)? { Ok(()) } else { Err(EnrolError::NotOpen) }
}

/// As [`must_take`], as an answer.
///
/// # Errors
/// [`EnrolError::SchemeNotInForce`].
pub fn takes(tx: &mut Tx<'_>, p: &Period) -> Result<bool> {
    let today = tx.today();
    let late = scheme::by_id(tx, p.scheme_id)?.ok_or(EnrolError::SchemeNotInForce)?.scheme.entry.late;
    let open = p.state == PeriodState::Open && p.opens_on <= today && today <= p.closes_on;
    Ok(open && (late || today < p.cover_from))
}

/// How far a place is.
#[derive(Clone, Debug)]
pub struct Progress {
    /// Union; that of the place itself for its own direct units.
    pub union_id: Id,
    /// Its name.
    pub union_name: String,
    /// Stands for what lies right at the place, not beneath a union of its own row.
    pub direct: bool,
    /// People to be enrolled.
    pub target: i64,
    /// How its unions stand.
    pub standing: Standing,
}

/// The place as a whole, and what lies right beneath it in the order of the tree; the place's own people last.
///
/// # Errors
/// [`RegistryError::UnionNotFound`] for a place out of the scope or the fund.
pub fn progress<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Enrolment, A>,
    p: &Period,
    union: Id,
) -> Result<(Progress, Vec<Progress>)> {
    let at = union_by_id(tx, union)?.filter(|u| {
        let place = u.place();
        p.union_path.covers(&place) && scope.covers(&place)
    });
    let at = at.ok_or(RegistryError::UnionNotFound)?;
    let place = at.place();
    let targets = period::targets(tx, p.id, &place)?;
    let standings = period::standings(tx, p.id, &place)?;
    let mut whole = Progress {
        union_id: at.id,
        union_name: at.name,
        direct: false,
        target: targets.iter().find(|t| t.union_id == union).map_or(0, |t| t.target),
        standing: Standing::default(),
    };
    let level = place.levels() + 1;
    let mut by_place: HashMap<OrgPath, Standing> = HashMap::new();
    let mut own = Standing::default();
    for (path, s) in standings {
        whole.standing = whole.standing.plus(s);
        match path.chain().find(|a| a.levels() == level) {
            Some(town) => {
                let sum = by_place.entry(town).or_default();
                *sum = sum.plus(s);
            }
            None => own = own.plus(s),
        }
    }
    let mut rows = Vec::new();
    for (id, name) in places_beneath(tx, &place)? {
        let Some(u) = union_by_id(tx, id)?.filter(|u| scope.covers(&u.place())) else { continue };
        let path = u.place();
        let target = targets.iter().find(|t| t.union_id == id).map(|t| t.target);
        // A union without a target of its own has those of the unions beneath it.
        let beneath = || targets.iter().filter(|t| path.covers(&t.path)).map(|t| t.target).sum();
        rows.push(Progress {
            union_id: id,
            union_name: name,
            direct: false,
            target: target.unwrap_or_else(beneath),
            standing: by_place.remove(&path).unwrap_or_default(),
        });
    }
    if whole.target == 0 {
        whole.target = rows.iter().map(|r| r.target).sum();
    }
    if own != Standing::default() {
        rows.push(Progress {
            union_name: format!("{}本级", whole.union_name),
            direct: true,
            standing: own,
            target: 0,
            ..whole.clone()
        });
    }
    Ok((whole, rows))
}
