//! Works off a change of the tree in parts, each a transaction of its own, so that others keep working and a crash loses
//! nothing: what is done is told from the register itself, and a part that was done is not found again.

use guard::{Actor, act, res};
use kernel::{Day, Id, Problem};
use platform::App;
use platform::audit::{self, Changes, Entry};
use platform::outbox;
use platform::sealed::Keyring;
use serde_json::json;
use store::Tx;

use super::change_notices;
use super::create_union::{count_union, create_union};
use super::join_silence::end_at_dissolved;
use super::keep_employer::{CoverChange, change_cover, keep_at};
use super::move_members::{Walked, move_members, who};
use super::plan_change::check;
use super::second_member::end_at_home;
use crate::error::{RegistryError, Result};
use crate::model::union_change::{ChangeKind, ChangeState, UnionChange};
use crate::store::employer_at::{self, EmployerAt};
use crate::store::union::{self, Union};
use crate::store::{secondment, transfer, union_change, union_place, union_tree, zone};

/// Employers in a transaction.
const EMPLOYERS: usize = 50;

/// Works a change off from where it stands. Safe to call again, and for a change that has ended: then it brings along
/// what came to the old place while it was going on.
///
/// # Errors
/// The database's; the next call goes on.
pub fn work_change(app: &App, actor: &Actor, union_id: Id, id: Id) -> Result<()> {
    let Some(c) = app.store().read_blocking(move |tx| union_change::find(tx, union_id, id))? else {
        return Ok(());
    };
    match c.state {
        ChangeState::Planned if c.order.day > app.clock().today() => return Ok(()),
        ChangeState::Planned => {
            if !begin(app, actor, &c)? {
                return Ok(());
            }
        }
        ChangeState::Working | ChangeState::Done => {}
        ChangeState::Cancelled | ChangeState::Failed => return Ok(()),
    }
    let c = app.store().read_blocking(move |tx| union_change::find(tx, union_id, id))?;
    let Some(c) = c else { return Ok(()) };
    // Places are in the sessions' grants.
    app.sessions().forget_all();
    match c.order.kind {
        ChangeKind::Upgrade => {}
        ChangeKind::Move => stragglers(app, &c)?,
        _ => bring_along(app, actor, &c)?,
    }
    app.sessions().forget_all();
    if c.state == ChangeState::Done {
        return Ok(());
    }
    let (actor, keys) = (actor.clone(), app.keyring().clone());
    app.store().write_blocking(move |tx| finish(tx, &keys, &actor, &c))
}

/// The first part: whether it can still be, and everything that is one with the day. `false` if it cannot.
fn begin(app: &App, actor: &Actor, c: &UnionChange) -> Result<bool> {
    let (by, change) = (actor.clone(), c.clone());
    let problem = match app.store().write_blocking(move |tx| first_part(tx, &by, &change)) {
        Ok(begun) => return Ok(begun),
        Err(RegistryError::Db(e)) => return Err(e.into()),
        Err(e) => e.field_errors().first().map_or(e.code(), |f| f.code),
    };
    let c = c.clone();
    app.store().write_blocking(move |tx| {
        if union_change::end(tx, &c, ChangeState::Planned, ChangeState::Failed, problem)? {
            change_notices::failed(tx, &c)?;
        }
        Ok::<_, RegistryError>(false)
    })
}

fn first_part(tx: &mut Tx<'_>, actor: &Actor, c: &UnionChange) -> Result<bool> {
    let o = &c.order;
    let u = union::find_unscoped(tx, c.union_id)?.ok_or(RegistryError::UnionNotFound)?;
    let target = check(tx, &u, o)?;
    let old_path = u.place();
    let mut target_id = target.as_ref().map_or(Id(0), |t| t.id);
    if o.kind == ChangeKind::Split {
        target_id = split_off(tx, actor, &u, c)?;
    }
    if !union_change::begin(tx, c, target_id, &old_path)? {
        return Ok(false);
    }
    let mut changes = Changes::new().note("change", o.kind.title()).note("day", o.day.to_string());
    match (o.kind, &target) {
        (ChangeKind::Move, Some(parent)) => {
            let unions = bring_under(tx, &u, parent, o.day)?;
            union_change::add(tx, c, (unions, 0, 0))?;
            changes = changes.note("target", parent.name.as_str());
        }
        (ChangeKind::Merge | ChangeKind::Dissolve, Some(t)) => {
            union_tree::dissolve(tx, u.id, o.day, t.id)?;
            count_union(tx, u.id, o.day, -1);
            changes = changes.note("target", t.name.as_str());
        }
        (ChangeKind::Upgrade, _) => {
            union_tree::put_former(tx, u.id, o.day.plus_days(-1), &u.name, &u.kind)?;
            let name = if o.new_name.is_empty() { u.name.clone() } else { o.new_name.clone() };
            let after = Union { name, kind: o.new_kind.clone(), ..u.clone() };
            if !union::update(tx, u.version, &after)? {
                return Err(RegistryError::Stale { version: u.version });
            }
            changes = changes.field("name", u.name.as_str(), after.name.as_str());
            changes = changes.field("kind", u.kind.as_str(), after.kind.as_str());
        }
        _ => {}
    }
    let entry = Entry { union_path: Some(&old_path), changes, ..Entry::of("union.change", u.id) };
    audit::record(tx, actor, entry)?;
    Ok(true)
}

/// The union that a split makes, beside the one that is split.
fn split_off(tx: &mut Tx<'_>, actor: &Actor, u: &Union, c: &UnionChange) -> Result<Id> {
    let scope = actor.permit::<res::Union, act::Create>()?;
    let new = Union {
        name: c.order.new_name.clone(),
        level: u.level,
        kind: c.order.new_kind.clone(),
        parent_id: u.parent_id,
        division_code: u.division_code.clone(),
        founded_on: Some(c.order.day),
        ..Union::blank()
    };
    Ok(create_union(tx, &scope, new)?.id)
}

/// Brings a union with all beneath it under another one; how many unions came along.
fn bring_under(tx: &mut Tx<'_>, u: &Union, parent: &Union, day: Day) -> Result<i64> {
    let new = union::take_place(tx, Some(parent))?.ok_or(RegistryError::TreeFull)?;
    union_place::move_subtree(tx, u.id, parent.id, (&u.place(), &new), day).map_err(Into::into)
}

/// A member who was entered while the subtree moved may still be noted at the old place.
fn stragglers(app: &App, c: &UnionChange) -> Result<()> {
    let (union_id, Some(old)) = (c.union_id, c.old_path.clone()) else { return Ok(()) };
    app.store().write_blocking(move |tx| {
        let Some(u) = union::find_unscoped(tx, union_id)?.filter(|u| u.place() != old) else { return Ok(()) };
        union_place::move_copies(tx, &old, &u.place())?;
        Ok::<_, RegistryError>(())
    })
}

/// Unions beneath, employers and members, in parts.
fn bring_along(app: &App, actor: &Actor, c: &UnionChange) -> Result<()> {
    let (from_id, to_id) = (c.union_id, c.order.target_id.unwrap_or(Id(0)));
    let found = app.store().read_blocking(move |tx| {
        Ok::<_, RegistryError>((union::find_unscoped(tx, from_id)?, union::find_unscoped(tx, to_id)?))
    });
    let (Some(from), Some(to)) = found? else { return Err(RegistryError::UnionNotFound) };
    if c.order.kind == ChangeKind::Merge {
        while write(app, c, {
            let (from, to, day) = (from.clone(), to.clone(), c.order.day);
            move |tx, c| next_union(tx, c, &from, &to, day)
        })? {}
    }
    // Who goes along is asked before the employers go.
    let (place, chosen) = (from.place(), c.order.employers.clone());
    let employers = if c.order.kind == ChangeKind::Split {
        app.store().read_blocking(move |tx| employer_at::some(tx, &chosen))?
    } else {
        Vec::new()
    };
    let who = who(&c.order, employers);
    while write(app, c, {
        let (place, to, actor) = (place.clone(), to.clone(), actor.clone());
        move |tx, c| next_employers(tx, &actor, c, &place, &to)
    })? {}
    let mut walked: Option<Walked> = Some((String::new(), Id(0)));
    while let Some(after) = walked {
        let (from, to, actor, who, day) = (from.clone(), to.clone(), actor.clone(), who.clone(), c.order.day);
        walked = write(app, c, move |tx, c| {
            let (moved, next) = move_members(tx, &actor, (&from, &to), day, &who, &after)?;
            counted(tx, c, (0, 0, moved))?;
            Ok(next)
        })?;
    }
    Ok(())
}

/// One part.
fn write<T: Send + 'static>(
    app: &App,
    c: &UnionChange,
    part: impl Fn(&mut Tx<'_>, &UnionChange) -> Result<T> + Send + 'static,
) -> Result<T> {
    let c = c.clone();
    app.store().write_blocking(move |tx| part(tx, &c))
}

fn counted(tx: &mut Tx<'_>, c: &UnionChange, moved: (i64, i64, i64)) -> Result<()> {
    if moved == (0, 0, 0) || union_change::add(tx, c, moved)? {
        Ok(())
    } else {
        Err(RegistryError::ChangeBegun)
    }
}

/// The next union beneath a merged one comes under the other; whether there may be more.
fn next_union(tx: &mut Tx<'_>, c: &UnionChange, from: &Union, to: &Union, day: Day) -> Result<bool> {
    let Some(id) = union_tree::live_children(tx, from.id, 1)?.first().copied() else { return Ok(false) };
    let child = union::find_unscoped(tx, id)?.ok_or(RegistryError::UnionNotFound)?;
    // One that was founded after the day has stood here since then only.
    let unions = bring_under(tx, &child, to, day)?;
    counted(tx, c, (unions, 0, 0))?;
    Ok(true)
}

/// The next employers come under the other union or, where the union ended without a successor, under nobody's cover.
fn next_employers(
    tx: &mut Tx<'_>,
    actor: &Actor,
    c: &UnionChange,
    place: &kernel::OrgPath,
    to: &Union,
) -> Result<bool> {
    let scope = actor.permit::<res::Employer, act::Update>()?;
    let mut here = employer_at::at(tx, place, i64::MAX)?;
    if c.order.kind == ChangeKind::Split {
        here.retain(|e| c.order.employers.contains(&e.id));
    }
    let more = here.len() > EMPLOYERS;
    here.truncate(EMPLOYERS);
    for e in &here {
        let day = cover_day(e, c.order.day, tx.today());
        let covers = c.order.kind != ChangeKind::Dissolve;
        let mut version = e.version;
        if e.covered {
            let change = CoverChange { union_id: covers.then_some(to.id), day };
            version = change_cover(tx, &scope, e.id, version, change)?.version;
        }
        if !(e.covered && covers) {
            keep_at(tx, &scope, e.id, version, to, day)?;
        }
    }
    counted(tx, c, (0, here.len() as i64, 0))?;
    Ok(more)
}

/// A cover cannot end before it began.
fn cover_day(e: &EmployerAt, day: Day, today: Day) -> Day {
    e.covered_from.map_or(day, |from| day.max(from)).min(today)
}

fn finish(tx: &mut Tx<'_>, keys: &Keyring, actor: &Actor, c: &UnionChange) -> Result<()> {
    if !union_change::end(tx, c, ChangeState::Working, ChangeState::Done, "")? {
        return Ok(());
    }
    let c = union_change::find(tx, c.union_id, c.id)?.ok_or(RegistryError::ChangeNotFound)?;
    let u = union::find_unscoped(tx, c.union_id)?.ok_or(RegistryError::UnionNotFound)?;
    if let (true, Some(to)) = (c.order.kind.dissolves(), c.order.target_id) {
        let to = union::find_unscoped(tx, to)?.ok_or(RegistryError::UnionNotFound)?;
        transfer::take_over(tx, c.union_id, to.id, &to.place())?;
        secondment::take_over(tx, c.union_id, to.id, &to.place())?;
        end_at_home(tx, actor, to.id, c.order.day)?;
        end_at_dissolved(tx, keys, actor, &u.place(), &to.name)?;
    }
    if c.order.kind.dissolves() {
        leave_zone(tx, &c)?;
    }
    let changes = Changes::new()
        .note("change", c.order.kind.title())
        .note("unions", c.unions_moved)
        .note("employers", c.employers_moved)
        .note("members", c.members_moved);
    let entry = Entry { union_path: Some(&u.place()), changes, ..Entry::of("union.change-done", u.id) };
    audit::record(tx, actor, entry)?;
    let told = json!({ "kind": c.order.kind, "target": c.order.target_id, "day": c.order.day });
    outbox::emit(tx, "union.changed", u.id, &told)?;
    change_notices::done(tx, &c).map_err(Into::into)
}

/// A union that ended lies in no zone any more; the zones that it kept go over to the union that it became.
fn leave_zone(tx: &mut Tx<'_>, c: &UnionChange) -> Result<()> {
    let lies = (c.union_id, Id(0));
    if let Some((zone, _)) = zone::zone_of(tx, lies)? {
        zone::end_member(tx, zone, lies, c.order.day.min(tx.today()))?;
    }
    if let Some(to) = c.order.target_id {
        let to = union::find_unscoped(tx, to)?.ok_or(RegistryError::UnionNotFound)?;
        zone::take_over(tx, c.union_id, to.id, &to.place())?;
    }
    Ok(())
}
