//! Plans a change of the tree: merges, moves, dissolves, upgrades or splits a union from a day on. The work itself is
//! done by a job ([`super::work_change`]), at once if the day has come.

use std::collections::HashSet;

use guard::{Scope, act, res};
use kernel::{Day, FieldError, Id, Params};
use platform::audit::{self, Changes, Entry};
use store::Tx;

use super::change_notices;
use crate::error::{RegistryError, Result, field};
use crate::model::union_change::{ChangeKind, ChangeOrder, ChangeState, UnionChange};
use crate::rules;
use crate::store::union::{self, Union};
use crate::store::{employer_at, union_change, union_place, union_tree};

/// A change may be planned this many days ahead.
const AHEAD: i64 = 366;

/// Plans a change; the union and the one that takes over must lie in the scope.
///
/// # Errors
/// [`RegistryError::UnionNotFound`], [`RegistryError::UnionDissolved`], [`RegistryError::ChangeOpen`],
/// [`RegistryError::Invalid`] for what cannot be.
pub fn plan_change(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Union, act::Update>,
    union_id: Id,
    order: &ChangeOrder,
) -> Result<UnionChange> {
    let u = union::find(tx, scope, union_id)?.ok_or(RegistryError::UnionNotFound)?;
    if let Some(target) = order.target_id {
        union::find(tx, scope, target)?.ok_or(RegistryError::UnionNotFound)?;
    }
    if union_change::is_open(tx, u.id)? {
        return Err(RegistryError::ChangeOpen { name: u.name });
    }
    let target = check(tx, &u, order)?;
    if let Some(t) = &target {
        // The one above takes over by itself; it need not lie in the scope of who dissolves.
        if union_change::is_open(tx, t.id)? && order.kind.moves_members() {
            return Err(RegistryError::ChangeOpen { name: t.name.clone() });
        }
    }
    let order = ChangeOrder { target_id: target.as_ref().map(|t| t.id), ..order.clone() };
    let id = tx.new_id();
    let by = scope.actor();
    union_change::insert(tx, u.id, id, &order, (by.id(), by.name()))?;
    let to = target.as_ref().map_or_else(String::new, |t| t.name.clone());
    let changes = Changes::new()
        .note("change", order.kind.title())
        .note("day", order.day.to_string())
        .note("target", to)
        .note("order_number", order.document.as_str())
        .note("reason", order.reason.as_str());
    let entry = Entry { union_path: Some(&u.place()), changes, ..Entry::of("union.plan", u.id) };
    audit::record(tx, by, entry)?;
    let planned = union_change::find(tx, u.id, id)?.ok_or(RegistryError::ChangeNotFound)?;
    change_notices::planned(tx, by, &planned)?;
    Ok(planned)
}

/// Takes a plan back before its day.
///
/// # Errors
/// [`RegistryError::ChangeNotFound`] outside the scope, [`RegistryError::ChangeBegun`] if the work has begun.
pub fn cancel_change(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Union, act::Update>,
    union_id: Id,
    id: Id,
) -> Result<()> {
    let u = union::find(tx, scope, union_id)?.ok_or(RegistryError::ChangeNotFound)?;
    let c = union_change::find(tx, union_id, id)?.ok_or(RegistryError::ChangeNotFound)?;
    if !union_change::end(tx, &c, ChangeState::Planned, ChangeState::Cancelled, "")? {
        return Err(RegistryError::ChangeBegun);
    }
    let changes = Changes::new().note("change", c.order.kind.title());
    let entry = Entry { union_path: Some(&u.place()), changes, ..Entry::of("union.plan-cancel", u.id) };
    audit::record(tx, scope.actor(), entry)?;
    change_notices::cancelled(tx, scope.actor(), &c).map_err(Into::into)
}

/// Whether a change can be, now: the union that takes over or that it comes under, or what stands against it.
///
/// # Errors
/// [`RegistryError::UnionDissolved`], [`RegistryError::UnionNotFound`], [`RegistryError::Invalid`].
pub fn check(tx: &mut Tx<'_>, u: &Union, o: &ChangeOrder) -> Result<Option<Union>> {
    if u.is_dissolved() {
        return Err(RegistryError::UnionDissolved { name: u.name.clone() });
    }
    let target = target(tx, u, o)?;
    let mut faults = Vec::new();
    let mut refuse = |at: &str, code: &'static str, params: Params| faults.push(field(at, code, params));
    match o.kind {
        ChangeKind::Merge => merge(tx, u, target.as_ref(), &mut refuse)?,
        ChangeKind::Move => moved(u, target.as_ref(), &mut refuse),
        ChangeKind::Dissolve => {
            if let Some(child) = union_tree::live_children(tx, u.id, 1)?.first() {
                let child = union::name(tx, *child)?;
                refuse("/kind", "registry.change-children", [("child", child)].into());
            }
            if target.is_none() {
                refuse("/target_id", "registry.change-target", Params::new());
            }
        }
        ChangeKind::Upgrade => upgrade(tx, u, o, &mut refuse)?,
        ChangeKind::Split => split(tx, u, o, &mut refuse)?,
    }
    if let Some(t) = target.as_ref().filter(|t| t.is_dissolved()) {
        refuse("/target_id", "registry.change-target-dissolved", [("name", t.name.clone())].into());
    }
    day(tx, u, target.as_ref(), o, &mut refuse)?;
    if faults.is_empty() { Ok(target) } else { Err(RegistryError::Invalid(faults)) }
}

/// Adds a wrong field.
type Refuse<'a> = &'a mut dyn FnMut(&str, &'static str, Params);

fn target(tx: &mut Tx<'_>, u: &Union, o: &ChangeOrder) -> Result<Option<Union>> {
    let id = match o.kind {
        // A member keeps the membership at the union above (docs/rules §6).
        ChangeKind::Dissolve => o.target_id.or(u.parent_id),
        ChangeKind::Merge | ChangeKind::Move => o.target_id,
        ChangeKind::Upgrade | ChangeKind::Split => None,
    };
    match id {
        Some(id) => Ok(Some(union::find_unscoped(tx, id)?.ok_or(RegistryError::UnionNotFound)?)),
        None => Ok(None),
    }
}

fn merge(tx: &mut Tx<'_>, u: &Union, target: Option<&Union>, refuse: Refuse<'_>) -> Result<()> {
    let Some(t) = target else {
        refuse("/target_id", "registry.change-target", Params::new());
        return Ok(());
    };
    if t.id == u.id || u.place().covers(&t.place()) || t.place().covers(&u.place()) {
        refuse("/target_id", "registry.change-target-line", Params::new());
    }
    for (level, kind, name) in union::children_of(tx, u.id)? {
        if !rules::may_stand_under(Some((t.level, &t.kind)), level, &kind) {
            let params = [("child", name), ("target", t.name.clone())].into();
            refuse("/target_id", "registry.change-child-place", params);
            break;
        }
    }
    Ok(())
}

fn moved(u: &Union, target: Option<&Union>, refuse: Refuse<'_>) {
    let Some(t) = target else {
        return refuse("/target_id", "registry.change-target", Params::new());
    };
    if u.place().covers(&t.place()) {
        refuse("/target_id", "registry.change-target-line", Params::new());
    } else if u.parent_id == Some(t.id) {
        refuse("/target_id", "registry.change-parent-same", Params::new());
    } else if !rules::may_stand_under(Some((t.level, &t.kind)), u.level, &u.kind) {
        refuse("/target_id", "registry.union-place", [("parent", t.name.clone())].into());
    }
}

fn upgrade(tx: &mut Tx<'_>, u: &Union, o: &ChangeOrder, refuse: Refuse<'_>) -> Result<()> {
    if o.new_kind == u.kind {
        refuse("/new_kind", "registry.change-kind-same", Params::new());
    } else if !rules::kind_fits_level(&o.new_kind, u.level) {
        refuse("/new_kind", "registry.union-kind-level", Params::new());
    }
    let parent = u.parent_id.map(|p| union::find_unscoped(tx, p)).transpose()?.flatten();
    if !rules::may_stand_under(parent.as_ref().map(|p| (p.level, p.kind.as_str())), u.level, &o.new_kind) {
        let params = [("parent", parent.map_or_else(String::new, |p| p.name))].into();
        refuse("/new_kind", "registry.union-place", params);
    }
    for (level, kind, name) in union::children_of(tx, u.id)? {
        if !rules::may_stand_under(Some((u.level, &o.new_kind)), level, &kind) {
            refuse("/new_kind", "registry.union-children", [("child", name)].into());
            break;
        }
    }
    named(&o.new_name, true, refuse);
    Ok(())
}

fn split(tx: &mut Tx<'_>, u: &Union, o: &ChangeOrder, refuse: Refuse<'_>) -> Result<()> {
    named(&o.new_name, false, refuse);
    if !rules::kind_fits_level(&o.new_kind, u.level) {
        refuse("/new_kind", "registry.union-kind-level", Params::new());
    }
    let parent = u.parent_id.map(|p| union::find_unscoped(tx, p)).transpose()?.flatten();
    if !rules::may_stand_under(parent.as_ref().map(|p| (p.level, p.kind.as_str())), u.level, &o.new_kind) {
        let params = [("parent", parent.map_or_else(String::new, |p| p.name))].into();
        refuse("/new_kind", "registry.union-place", params);
    }
    let here: HashSet<Id> =
        employer_at::at(tx, &u.place(), i64::MAX)?.into_iter().filter(|e| e.covered).map(|e| e.id).collect();
    if o.employers.is_empty() || o.employers.iter().any(|e| !here.contains(e)) {
        refuse("/employers", "registry.change-employers", Params::new());
    } else if here.len() == o.employers.iter().collect::<HashSet<_>>().len() {
        refuse("/employers", "registry.change-employers-all", Params::new());
    }
    Ok(())
}

fn named(name: &str, may_stay: bool, refuse: Refuse<'_>) {
    if !(may_stay && name.is_empty()) && name.chars().count() < 4 {
        refuse("/new_name", "registry.union-name-short", Params::new());
    }
}

/// The day: after the union began to stand where it stands, not before the other one was founded, at most a year ahead,
/// and not before a move of something beneath it.
fn day(
    tx: &mut Tx<'_>,
    u: &Union,
    target: Option<&Union>,
    o: &ChangeOrder,
    refuse: Refuse<'_>,
) -> Result<()> {
    let since = union_place::stands_since(tx, u.id)?.unwrap_or(Day::constant(1949, 10, 1));
    let founded = target.and_then(|t| t.founded_on).unwrap_or(since);
    let (earliest, latest) = (since.plus_days(1).max(founded), tx.today().plus_days(AHEAD));
    if o.day < earliest || o.day > latest {
        let params = [("from", earliest.to_string()), ("to", latest.to_string())].into();
        refuse("/day", "registry.change-day", params);
    } else if union_place::moved_since(tx, &u.place(), o.day)? {
        refuse("/day", "registry.change-day-moved", Params::new());
    }
    Ok(())
}

/// What a change would touch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// Unions that come along (with a move the union itself among them).
    pub unions: i64,
    /// Employers.
    pub employers: i64,
    /// Members.
    pub members: i64,
    /// Transfers that are open.
    pub transfers: i64,
    /// What stands against it.
    pub faults: Vec<FieldError>,
}

/// What a change would touch, and what stands against it.
///
/// # Errors
/// [`RegistryError::UnionNotFound`] outside the scope, the database's.
pub fn preview_change(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Union, act::Update>,
    union_id: Id,
    order: &ChangeOrder,
) -> Result<Preview> {
    let u = union::find(tx, scope, union_id)?.ok_or(RegistryError::UnionNotFound)?;
    if let Some(target) = order.target_id {
        union::find(tx, scope, target)?.ok_or(RegistryError::UnionNotFound)?;
    }
    let mut preview = Preview::default();
    match check(tx, &u, order) {
        Ok(_) => {}
        Err(RegistryError::Invalid(faults)) => preview.faults = faults,
        Err(e) => return Err(e),
    }
    if union_change::is_open(tx, u.id)? {
        let fault = field("/kind", "registry.change-open", [("name", u.name.clone())].into());
        preview.faults.push(fault);
    }
    let mut employers = employer_at::at(tx, &u.place(), i64::MAX)?;
    match order.kind {
        ChangeKind::Upgrade => return Ok(preview),
        ChangeKind::Move => {
            let counts = super::union_counts::union_counts(tx, u.id, &u.place())?;
            (preview.unions, preview.members) = (counts.unions + 1, counts.members);
            preview.employers = counts.employers;
        }
        ChangeKind::Split => employers.retain(|e| order.employers.contains(&e.id)),
        ChangeKind::Merge => preview.unions = union_tree::live_children(tx, u.id, i64::MAX)?.len() as i64,
        ChangeKind::Dissolve => {}
    }
    if order.kind.moves_members() {
        preview.employers = employers.len() as i64;
        preview.members = super::move_members::count(tx, &u, &super::move_members::who(order, employers))?;
    }
    preview.transfers = crate::store::transfer::open_at(tx, &u.place(), order.kind == ChangeKind::Move)?;
    Ok(preview)
}
