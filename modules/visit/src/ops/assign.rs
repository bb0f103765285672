//! Puts employers of the register into a plan: a planned visit for each.

use std::collections::BTreeSet;

use guard::{Scope, act, res};
use kernel::{Day, Id};
use platform::audit::{self, Changes};
use registry::api::{Union, union_by_id};
use store::Tx;

use super::keep_visit::blank;
use crate::error::{Result, VisitError, field};
use crate::model::{Content, Plan, PlanState, Team};
use crate::store::{plan, visit};

/// Most employers at once.
pub const MOST: usize = 500;

/// How many became visits, and how many were there already or lie outside of the scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Assigned {
    /// Visits that were planned.
    pub added: usize,
    /// Employers that were left out.
    pub skipped: usize,
}

/// Plans a visit of a day to each of the employers that the plan does not have yet.
///
/// # Errors
/// [`VisitError::PlanNotFound`], [`VisitError::State`] for a closed plan, [`VisitError::Invalid`] for a day outside of the
/// plan, an unknown team, and more than 500 employers.
pub fn assign(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Visit, act::Create>,
    id: Id,
    (team, day): (&str, Day),
    employers: &[Id],
) -> Result<Assigned> {
    let p = plan::find(tx, scope, id)?.ok_or(VisitError::PlanNotFound)?;
    if p.state == PlanState::Closed {
        return Err(VisitError::State { deed: "增加走访对象", state: p.state.title() });
    }
    if employers.len() > MOST {
        return Err(field("/employer_ids", "visit.too-many-employers"));
    }
    if day < p.from_day || day > p.to_day {
        return Err(field("/day", "visit.day-outside"));
    }
    let found = p.teams.iter().find(|t| t.name == team);
    if found.is_none() && !team.is_empty() {
        return Err(field("/team", "visit.team"));
    }
    let team = found.cloned().unwrap_or_default();
    let union = visiting(tx, &p, &team)?;
    let mut known: BTreeSet<Id> = visit::employers_of(tx, id)?.into_iter().collect();
    let mut added = 0;
    for employer in employers {
        let seen = visit::employer(tx, *employer)?.filter(|(_, path)| scope.covers(path));
        if let Some(about) = seen.filter(|_| known.insert(*employer)) {
            plan_one(tx, scope, (&p, &team, &union), day, (*employer, about))?;
            added += 1;
        }
    }
    let changes = Changes::new()
        .note("rows", added as i64)
        .note("day", day.to_string())
        .note("team", team.name.as_str());
    let entry = audit::Entry {
        changes,
        union_path: Some(&p.union_path),
        ..audit::Entry::of("visit-plan.assign", p.id)
    };
    audit::record(tx, scope.actor(), entry)?;
    Ok(Assigned { added, skipped: employers.len() - added })
}

/// The union in whose name a team visits.
fn visiting(tx: &mut Tx<'_>, p: &Plan, team: &Team) -> Result<Union> {
    let id = team.union_id.unwrap_or(p.union_id);
    let found = union_by_id(tx, id)?.filter(|u| p.union_path.covers(&u.place()));
    found.ok_or_else(|| field("/team", "visit.team"))
}

fn plan_one(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Visit, act::Create>,
    (p, team, union): (&Plan, &Team, &Union),
    day: Day,
    (employer, (name, path)): (Id, (String, kernel::OrgPath)),
) -> Result<()> {
    let content = Content {
        day,
        until_day: Some(day),
        lead_id: team.lead_id,
        visitors: members(team),
        people: Vec::new(),
        answers: Vec::new(),
        note: String::new(),
        internal_note: String::new(),
        done: false,
    };
    let mut v = blank(tx, scope.actor(), p.kind, content);
    (v.plan_id, v.union_id) = (Some(p.id), union.id);
    (v.union_name, v.union_path) = (union.name.clone(), union.place());
    (v.employer_id, v.employer_name, v.employer_path) = (employer, name, path);
    (v.team, v.lead_name) = (team.name.clone(), team.lead_name.clone());
    Ok(visit::insert(tx, &v)?)
}

/// Who goes: who leads the team, and its members.
pub fn members(team: &Team) -> String {
    let lead = Some(team.lead_name.as_str()).filter(|n| !n.is_empty());
    let others = team.members.lines().filter(|n| Some(*n) != lead);
    lead.into_iter().chain(others).collect::<Vec<_>>().join("\n")
}
