//! An issue that was found on a visit becomes a case.

use guard::{Scope, act, res};
use kernel::Id;
use platform::audit::{self, Changes};
use platform::cases::{Channel, Ground, NewCase, Opened, Reporter, ReporterKind, Values, open_case};
use store::Tx;

use crate::KIND;
use crate::error::{Result, VisitError};
use crate::model::{Issue, State};
use crate::store::{issue, visit};

/// An issue as it is written down.
#[derive(Clone, Debug)]
pub struct Found {
    /// One line; made of the beginning of the text if empty.
    pub title: String,
    /// What it is.
    pub body: String,
    /// Which of the five kinds.
    pub kind: String,
    /// Who should deal with it.
    pub department: String,
    /// Who told it; the first person who was spoken with if empty.
    pub told_by: String,
}

/// Opens a case for an issue that was found on a visit; it lies with the union that visits.
///
/// # Errors
/// [`VisitError::NotFound`] outside the scope, [`VisitError::Denied`] for who may open no case, [`VisitError::State`] of a visit that was cancelled, and what a case lacks.
pub fn open_issue(
    tx: &mut Tx<'_>,
    ground: &Ground,
    scope: &Scope<res::Visit, act::Update>,
    id: Id,
    found: &Found,
) -> Result<Opened> {
    let v = visit::find_own(tx, scope, id)?.ok_or(VisitError::NotFound)?;
    scope.actor().permit::<res::Case, act::Create>()?;
    if v.state == State::Cancelled {
        return Err(VisitError::State { deed: "登记问题", state: v.state.title() });
    }
    let first = || v.content.people.first().map(|m| m.name.clone()).unwrap_or_default();
    let name = Some(kernel::text::clean(&found.told_by)).filter(|n| !n.is_empty()).unwrap_or_else(first);
    let who = Some(name).filter(|n| !n.is_empty());
    let who = who.map(|name| Reporter { name, phone: String::new(), person_id: Id(0) });
    let fields = [("kind", &found.kind), ("department", &found.department)];
    let fields = fields.into_iter().filter(|(_, v)| !v.trim().is_empty());
    let new = NewCase {
        kind: KIND.to_owned(),
        home_id: v.union_id,
        title: found.title.clone(),
        body: found.body.clone(),
        fields: fields.map(|(k, v)| (k.to_owned(), v.clone())).collect::<Values>(),
        channel: Channel::Field,
        reporter: ReporterKind::Named,
        who,
        employer_id: v.employer_id,
        employer_name: v.employer_name.clone(),
        ties: Vec::new(),
    };
    let made = open_case(tx, ground, scope.actor(), new)?;
    let row = Issue {
        case_id: made.id,
        visit_id: v.id,
        plan_id: v.plan_id.unwrap_or(Id(0)),
        employer_id: v.employer_id,
        kind: found.kind.clone(),
        level: String::new(),
        state: "open".to_owned(),
        found_on: tx.today(),
    };
    issue::insert(tx, &row)?;
    let changes = Changes::new().note("number", made.number.as_str());
    let entry = audit::Entry {
        changes,
        union_path: Some(&v.union_path),
        ..audit::Entry::of("visit.open-issue", v.id)
    };
    audit::record(tx, scope.actor(), entry)?;
    Ok(made)
}
