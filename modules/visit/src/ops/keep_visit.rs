//! Makes visits, writes what was found, cancels them.

use guard::{Actor, Scope, act, res};
use kernel::{Id, OrgPath};
use platform::accounts::name_of;
use platform::audit::{self, Changes, Entry};
use registry::RegistryError;
use registry::api::union_by_id;
use store::Tx;

use crate::error::{Result, VisitError, field};
use crate::model::{Content, Kind, PlanState, State, Visit};
use crate::rules::content::{check, tidy};
use crate::store::{plan, visit};

/// A visit to be made, beside what visitors write.
#[derive(Clone, Debug)]
pub struct About {
    /// Union that visits.
    pub union_id: Id,
    /// Employer.
    pub employer_id: Id,
    /// Plan it belongs to.
    pub plan_id: Option<Id>,
    /// What for; that of the plan if there is one.
    pub kind: Kind,
    /// The earlier visit that it comes back to.
    pub follows_id: Option<Id>,
    /// What led to it: kind and id of a record elsewhere.
    pub source: Option<(String, Id)>,
}

/// Kinds of records that a visit may come of.
const SOURCES: [&str; 1] = ["survey"];

/// A visit that is nowhere yet.
pub fn blank(tx: &mut Tx<'_>, by: &Actor, kind: Kind, content: Content) -> Visit {
    let now = tx.now();
    Visit {
        id: tx.new_id(),
        plan_id: None,
        union_id: Id(0),
        union_name: String::new(),
        union_path: OrgPath::top(),
        employer_id: Id(0),
        employer_name: String::new(),
        employer_path: OrgPath::top(),
        kind,
        state: if content.done { State::Done } else { State::Planned },
        team: String::new(),
        lead_name: String::new(),
        content,
        follows_id: None,
        source_kind: String::new(),
        source_id: None,
        reason: String::new(),
        created_at: now,
        created_by_name: by.name().to_owned(),
        changed_at: now,
        changed_by_name: by.name().to_owned(),
        version: 1,
    }
}

fn lead(tx: &mut Tx<'_>, c: &Content) -> Result<String> {
    match c.lead_id {
        None => Ok(String::new()),
        Some(id) => name_of(tx, id)?.ok_or_else(|| field("/lead_id", "visit.lead")),
    }
}

fn checked(tx: &mut Tx<'_>, kind: Kind, c: &Content) -> Result<Content> {
    let c = tidy(c);
    let wrong = check(kind, &c, tx.today());
    if wrong.is_empty() { Ok(c) } else { Err(VisitError::Invalid(wrong)) }
}

/// Makes a visit of a union to an employer, both in the scope.
///
/// # Errors
/// [`RegistryError::UnionNotFound`], [`VisitError::PlanNotFound`], [`VisitError::NotFound`] for an earlier visit that is not in
/// sight, [`VisitError::State`] for a closed plan, [`VisitError::Invalid`].
pub fn create(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Visit, act::Create>,
    about: &About,
    content: &Content,
) -> Result<Visit> {
    let union = union_by_id(tx, about.union_id)?.filter(|u| scope.covers(&u.place()) && !u.is_dissolved());
    let union = union.ok_or(RegistryError::UnionNotFound)?;
    let seen = visit::employer(tx, about.employer_id)?.filter(|(_, path)| scope.covers(path));
    let (employer_name, employer_path) = seen.ok_or_else(|| field("/employer_id", "visit.employer"))?;
    let mut kind = about.kind;
    if let Some(id) = about.plan_id {
        let p = plan::find(tx, scope, id)?.ok_or(VisitError::PlanNotFound)?;
        if p.state == PlanState::Closed {
            return Err(VisitError::State { deed: "增加走访", state: p.state.title() });
        }
        kind = p.kind;
    }
    if let Some(id) = about.follows_id {
        let earlier = visit::find(tx, scope, id)?.ok_or(VisitError::NotFound)?;
        if earlier.employer_id != about.employer_id {
            return Err(field("/follows_id", "visit.follows"));
        }
    }
    if about.source.as_ref().is_some_and(|(kind, _)| !SOURCES.contains(&kind.as_str())) {
        return Err(field("/source_kind", "visit.source"));
    }
    let content = checked(tx, kind, content)?;
    let mut v = blank(tx, scope.actor(), kind, content);
    v.lead_name = lead(tx, &v.content)?;
    (v.union_id, v.union_path, v.union_name) = (union.id, union.place(), union.name);
    (v.employer_id, v.employer_name, v.employer_path) = (about.employer_id, employer_name, employer_path);
    (v.plan_id, v.follows_id) = (about.plan_id, about.follows_id);
    if let Some((kind, id)) = &about.source {
        (v.source_kind, v.source_id) = (kind.clone(), Some(*id));
    }
    visit::insert(tx, &v)?;
    let changes = Changes::new()
        .note("employer", v.employer_name.as_str())
        .note("day", v.content.day.to_string())
        .note("state", v.state.title());
    told(tx, scope.actor(), &v, Entry { changes, ..Entry::of("visit.create", v.id) })?;
    Ok(v)
}

/// Records a deed done to a visit, where its union stands.
fn told(tx: &mut Tx<'_>, by: &Actor, v: &Visit, entry: Entry<'_>) -> Result<()> {
    Ok(audit::record(tx, by, Entry { union_path: Some(&v.union_path), ..entry })?)
}

/// What changed, for the audit; of texts only that they did.
fn changes(a: &Visit, b: &Visit) -> Changes {
    let (x, y) = (&a.content, &b.content);
    let day = |d: Option<kernel::Day>| d.map_or_else(String::new, |d| d.to_string());
    let mut all = Changes::new()
        .field("state", a.state.title(), b.state.title())
        .field("day", x.day.to_string(), y.day.to_string())
        .field("until_day", day(x.until_day), day(y.until_day))
        .field("lead", a.lead_name.as_str(), b.lead_name.as_str())
        .field("visitors", x.visitors.as_str(), y.visitors.as_str());
    for (name, changed) in [
        ("people", x.people != y.people),
        ("answers", x.answers != y.answers),
        ("note", x.note != y.note),
        ("internal_note", x.internal_note != y.internal_note),
    ] {
        if changed {
            all = all.note(name, true);
        }
    }
    all
}

/// Writes what visitors found, as a whole; what it is then.
///
/// # Errors
/// [`VisitError::NotFound`] outside the scope, [`VisitError::Stale`], [`VisitError::State`] of one that was cancelled, or for
/// taking back that it was made; [`VisitError::Invalid`].
pub fn edit(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Visit, act::Update>,
    (id, version): (Id, i64),
    content: &Content,
) -> Result<Visit> {
    let before = visit::find_own(tx, scope, id)?.ok_or(VisitError::NotFound)?;
    if before.version != version {
        return Err(VisitError::Stale { version: before.version });
    }
    let next = if content.done { State::Done } else { State::Planned };
    if !before.state.may_become(next) {
        return Err(VisitError::State { deed: "这样修改", state: before.state.title() });
    }
    let content = checked(tx, before.kind, content)?;
    let lead_name = lead(tx, &content)?;
    let after = Visit {
        state: next,
        lead_name,
        content,
        changed_at: tx.now(),
        changed_by_name: scope.actor().name().to_owned(),
        version: version + 1,
        ..before.clone()
    };
    if !visit::update(tx, version, &after)? {
        return Err(VisitError::Stale { version: before.version });
    }
    let changes = changes(&before, &after);
    told(tx, scope.actor(), &after, Entry { changes, ..Entry::of("visit.update", id) })?;
    Ok(after)
}

/// Cancels a planned visit, with a reason of 2 to 200 characters.
///
/// # Errors
/// [`VisitError::NotFound`], [`VisitError::Stale`], [`VisitError::State`] unless it is planned, [`VisitError::Invalid`].
pub fn cancel(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Visit, act::Update>,
    (id, version): (Id, i64),
    reason: &str,
) -> Result<Visit> {
    let before = visit::find_own(tx, scope, id)?.ok_or(VisitError::NotFound)?;
    if before.version != version {
        return Err(VisitError::Stale { version: before.version });
    }
    if before.state != State::Planned {
        return Err(VisitError::State { deed: "取消", state: before.state.title() });
    }
    let reason = platform::cases::line(reason);
    if !(2..=200).contains(&reason.chars().count()) {
        return Err(field("/reason", "visit.reason"));
    }
    if !visit::cancel(tx, (id, version), &reason, scope.actor().name())? {
        return Err(VisitError::Stale { version: before.version });
    }
    let changes = Changes::new().note("reason", reason.as_str());
    told(tx, scope.actor(), &before, Entry { changes, ..Entry::of("visit.cancel", id) })?;
    visit::find_own(tx, scope, id)?.ok_or(VisitError::NotFound)
}
