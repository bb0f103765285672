//! Accounts that unions keep elsewhere, and what is told of them month by month.

use guard::act::Action;
use guard::{Scope, act, res};
use kernel::Id;
use platform::audit::{self, Changes, Entry};
use registry::RegistryError;
use registry::api::union_by_id;
use store::Tx;

use crate::error::{PostsError, Result};
use crate::model::channel::{Channel, Return};
use crate::rules::channel::{Draft, Entered, OPEN_END, faults, return_faults};
use crate::rules::tidy_line;
use crate::store::{channel, channel_return};

fn checked(tx: &Tx<'_>, d: &Draft) -> Result<Draft> {
    let d = Draft { name: tidy_line(&d.name), note: tidy_line(&d.note), ..d.clone() };
    let wrong = faults(&d, tx.today());
    if wrong.is_empty() { Ok(d) } else { Err(PostsError::Invalid(wrong)) }
}

fn told<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Post, A>,
    c: &Channel,
    (action, changes): (&'static str, Changes),
) -> Result<()> {
    let entry = Entry { union_path: Some(&c.union_path), changes, ..Entry::of(action, c.id) };
    Ok(audit::record(tx, scope.actor(), entry)?)
}

/// Enters an account of a union.
///
/// # Errors
/// [`RegistryError::UnionNotFound`] outside the scope, [`PostsError::Invalid`].
pub fn create(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Post, act::Update>,
    union_id: Id,
    d: &Draft,
) -> Result<Channel> {
    let d = checked(tx, d)?;
    let union = union_by_id(tx, union_id)?.filter(|u| scope.covers(&u.place()) && !u.is_dissolved());
    let union = union.ok_or(RegistryError::UnionNotFound)?;
    let c = Channel {
        id: tx.new_id(),
        union_id,
        union_name: union.name.clone(),
        union_path: union.place(),
        kind: d.kind,
        name: d.name,
        since: d.since,
        closed_on: d.closed_on.unwrap_or(OPEN_END),
        note: d.note,
        changed_by_name: scope.actor().name().to_owned(),
        changed_at: tx.now(),
        version: 1,
    };
    channel::insert(tx, &c)?;
    let changes = Changes::new().note("title", c.name.as_str()).note("kind", c.kind.title());
    told(tx, scope, &c, ("post-channel.create", changes))?;
    Ok(c)
}

/// Changes an account, or closes it.
///
/// # Errors
/// [`PostsError::ChannelNotFound`] outside the scope, [`PostsError::Stale`], [`PostsError::Invalid`].
pub fn edit(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Post, act::Update>,
    (id, version): (Id, i64),
    d: &Draft,
) -> Result<Channel> {
    let before = channel::find(tx, scope, id)?.ok_or(PostsError::ChannelNotFound)?;
    let d = checked(tx, d)?;
    let after = Channel {
        kind: d.kind,
        name: d.name,
        since: d.since,
        closed_on: d.closed_on.unwrap_or(OPEN_END),
        note: d.note,
        changed_by_name: scope.actor().name().to_owned(),
        changed_at: tx.now(),
        version,
        ..before.clone()
    };
    if !channel::update(tx, &after)? {
        return Err(PostsError::Stale);
    }
    let changes = Changes::new()
        .field("title", before.name.as_str(), after.name.as_str())
        .field("kind", before.kind.title(), after.kind.title())
        .field("closed_on", before.closed_on.to_string(), after.closed_on.to_string());
    told(tx, scope, &after, ("post-channel.update", changes))?;
    Ok(Channel { version: version + 1, ..after })
}

/// Enters what an account came to in a month, or corrects it.
///
/// # Errors
/// [`PostsError::ChannelNotFound`] outside the scope, [`PostsError::Invalid`], [`PostsError::Stale`] if somebody else told of the
/// month since.
pub fn put(tx: &mut Tx<'_>, scope: &Scope<res::Post, act::Update>, id: Id, e: &Entered) -> Result<Return> {
    let c = channel::find(tx, scope, id)?.ok_or(PostsError::ChannelNotFound)?;
    let e = Entered { note: tidy_line(&e.note), ..e.clone() };
    let wrong = return_faults(&e, (c.since, c.closed_on), tx.today());
    if !wrong.is_empty() {
        return Err(PostsError::Invalid(wrong));
    }
    let before = channel_return::find(tx, id, e.month)?;
    let version = before.as_ref().map_or(0, |b| b.version);
    if version != e.version {
        return Err(PostsError::Stale);
    }
    let mut r = Return {
        channel_id: id,
        month: e.month,
        id: before.as_ref().map_or_else(|| tx.new_id(), |b| b.id),
        followers: e.followers,
        reads: e.reads,
        posts: e.posts,
        place: e.place,
        place_of: e.place_of,
        note: e.note,
        made_by_name: scope.actor().name().to_owned(),
        changed_at: tx.now(),
        version: version.max(1),
    };
    if before.is_none() {
        channel_return::insert(tx, &r)?;
    } else if channel_return::edit(tx, &r)? {
        r.version += 1;
    } else {
        return Err(PostsError::Stale);
    }
    let changes = Changes::new()
        .note("title", c.name.as_str())
        .note("month", r.month)
        .note("followers", r.followers)
        .note("reads", r.reads);
    told(tx, scope, &c, ("post-channel.monthly", changes))?;
    Ok(r)
}
