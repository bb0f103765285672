//! Makes plans and changes them.

use guard::act::Action;
use guard::{Scope, act, res};
use kernel::{Day, Id};
use platform::accounts::name_of;
use platform::audit::{self, Changes};
use platform::cases::{line, lines};
use registry::RegistryError;
use registry::api::union_by_id;
use store::Tx;

use crate::error::{Result, VisitError, field};
use crate::model::{Kind, Plan, PlanState, Team};
use crate::rules::plan::check;
use crate::store::plan;

/// What a cadre writes of a plan.
#[derive(Clone, Debug)]
pub struct Draft {
    /// What for.
    pub kind: Kind,
    /// State.
    pub state: PlanState,
    /// Title.
    pub title: String,
    /// What is to be looked at.
    pub note: String,
    /// First day.
    pub from_day: Day,
    /// Last day.
    pub to_day: Day,
    /// Employers to be visited; 0 is no number.
    pub target: i64,
    /// Teams.
    pub teams: Vec<Team>,
    /// Unions of the townships.
    pub towns: Vec<Id>,
}

/// The draft without what cannot be seen, with the names of those who lead teams.
fn checked<A: Action>(tx: &mut Tx<'_>, scope: &Scope<res::Visit, A>, d: &Draft) -> Result<Draft> {
    let mut d = Draft { title: line(&d.title), note: lines(&d.note), ..d.clone() };
    for team in &mut d.teams {
        team.name = kernel::text::clean(&team.name);
        let names = team.members.lines().map(kernel::text::clean).filter(|n| !n.is_empty());
        team.members = names.collect::<Vec<_>>().join("\n");
    }
    let mut seen = std::collections::BTreeSet::new();
    d.towns.retain(|t| seen.insert(*t));
    let wrong = check(&d.title, &d.note, (d.from_day, d.to_day), d.target, &d.teams, &d.towns);
    if !wrong.is_empty() {
        return Err(VisitError::Invalid(wrong));
    }
    for (i, team) in d.teams.iter_mut().enumerate() {
        if let Some(id) = team.union_id {
            union_by_id(tx, id)?
                .filter(|u| scope.covers(&u.place()))
                .ok_or_else(|| field(format!("/teams/{i}/union_id"), "visit.town"))?;
        }
        team.lead_name = match team.lead_id {
            None => String::new(),
            Some(id) => name_of(tx, id)?.ok_or_else(|| field(format!("/teams/{i}/lead_id"), "visit.lead"))?,
        };
    }
    for (i, town) in d.towns.iter().enumerate() {
        union_by_id(tx, *town)?
            .filter(|u| scope.covers(&u.place()))
            .ok_or_else(|| field(format!("/towns/{i}"), "visit.town"))?;
    }
    Ok(d)
}

/// Makes a plan of a union.
///
/// # Errors
/// [`RegistryError::UnionNotFound`] outside the scope; [`VisitError::Invalid`].
pub fn create(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Visit, act::Create>,
    union_id: Id,
    d: &Draft,
) -> Result<Plan> {
    let d = checked(tx, scope, d)?;
    let union = union_by_id(tx, union_id)?.filter(|u| scope.covers(&u.place()) && !u.is_dissolved());
    let union = union.ok_or(RegistryError::UnionNotFound)?;
    let p = Plan {
        id: tx.new_id(),
        union_id,
        union_path: union.place(),
        union_name: union.name,
        kind: d.kind,
        state: PlanState::Open,
        title: d.title,
        note: d.note,
        from_day: d.from_day,
        to_day: d.to_day,
        target: d.target,
        teams: d.teams,
        towns: d.towns,
        created_at: tx.now(),
        created_by_name: scope.actor().name().to_owned(),
        version: 1,
    };
    plan::insert(tx, &p)?;
    let changes = Changes::new().note("title", p.title.as_str()).note("kind", p.kind.title());
    let entry = audit::Entry { changes, union_path: Some(&p.union_path), ..entry("visit-plan.create", p.id) };
    audit::record(tx, scope.actor(), entry)?;
    Ok(p)
}

fn entry(action: &'static str, id: Id) -> audit::Entry<'static> {
    audit::Entry::of(action, id)
}

/// Writes a plan as a whole; what it is then.
///
/// # Errors
/// [`VisitError::PlanNotFound`] outside the scope, [`VisitError::Stale`], [`VisitError::Invalid`].
pub fn edit(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Visit, act::Update>,
    (id, version): (Id, i64),
    d: &Draft,
) -> Result<Plan> {
    let before = plan::find(tx, scope, id)?.ok_or(VisitError::PlanNotFound)?;
    let d = checked(tx, scope, d)?;
    let after = Plan {
        kind: d.kind,
        state: d.state,
        title: d.title,
        note: d.note,
        from_day: d.from_day,
        to_day: d.to_day,
        target: d.target,
        teams: d.teams,
        towns: d.towns,
        version: version + 1,
        ..before.clone()
    };
    if !plan::update(tx, version, &after)? {
        return Err(VisitError::Stale { version: before.version });
    }
    let changes = Changes::new()
        .field("title", before.title.as_str(), after.title.as_str())
        .field("state", before.state.title(), after.state.title())
        .field("from_day", before.from_day.to_string(), after.from_day.to_string())
        .field("to_day", before.to_day.to_string(), after.to_day.to_string())
        .field("target_count", before.target, after.target)
        .field("teams", before.teams.len() as i64, after.teams.len() as i64)
        .field("towns", before.towns.len() as i64, after.towns.len() as i64);
    let entry =
        audit::Entry { changes, union_path: Some(&after.union_path), ..entry("visit-plan.update", id) };
    audit::record(tx, scope.actor(), entry)?;
    Ok(after)
}
