//! A draft that tells of the benefits of some days (每周福利), once for a union and its days.

use guard::{Scope, act, res};
use kernel::{Day, Id, Timestamp};
use platform::offers;
use registry::RegistryError;
use registry::api::{Union, union_by_id, unions_on_path};
use store::Tx;

use super::write::{column_for, create};
use crate::error::{PostsError, Result};
use crate::model::{Author, Post, PostState};
use crate::rules::draft::{AUTHOR, CAMPAIGNS};
use crate::rules::week::{are_days, draft};
use crate::store::{post, week};

/// What a draft is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The union that tells.
    pub union_id: Id,
    /// The column that the draft is for.
    pub column_id: Id,
    /// First and last day.
    pub days: (Day, Day),
}

/// The post of these days that is there and may still be read or written; with the account that has it as a draft.
fn there(tx: &mut Tx<'_>, me: Id, id: Id) -> Result<Option<Post>> {
    let ended = |p: &Post| matches!(p.state, PostState::Declined | PostState::Withdrawn);
    let Some(p) = post::by_id(tx, id)?.filter(|p| !ended(p)) else { return Ok(None) };
    if p.state == PostState::Draft && p.made.id != me {
        return Err(PostsError::WeekTaken { by: p.made.name, number: p.number });
    }
    Ok(Some(p))
}

fn author(union: &Union, name: &str) -> Author {
    let most = usize::try_from(AUTHOR).unwrap_or_default();
    let cut = |text: &str| text.chars().take(most).collect();
    Author { unit: cut(&union.name), post: String::new(), name: cut(name) }
}

/// Makes a draft out of what the union and those above it offer within the days, and whether it is new: asked again, it is the one
/// that is there.
///
/// # Errors
/// [`RegistryError::UnionNotFound`] outside the scope, [`PostsError::WeekDays`], [`PostsError::WeekEmpty`],
/// [`PostsError::WeekTaken`] while it is somebody else's draft; as [`create`].
pub fn write_week(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Post, act::Create>,
    asked: &Asked,
    salt: [u8; 16],
) -> Result<(Post, bool)> {
    if !are_days(asked.days) {
        return Err(PostsError::WeekDays);
    }
    let union = union_by_id(tx, asked.union_id)?.filter(|u| scope.covers(&u.place()) && !u.is_dissolved());
    let union = union.ok_or(RegistryError::UnionNotFound)?;
    let before = week::find(tx, union.id, asked.days)?;
    if let Some(id) = before
        && let Some(p) = there(tx, scope.actor().id(), id)?
    {
        return Ok((p, false));
    }
    let givers: Vec<Id> = unions_on_path(tx, &union.place())?.into_iter().map(|u| u.id).collect();
    let (from, to) = asked.days;
    let span = (Timestamp::at_day_start(from), Timestamp::at_day_start(to.plus_days(1)));
    let mut found = offers::within(tx, &givers, span)?;
    // What is over already is nothing to write of.
    found.retain(|o| o.closes_at > tx.now());
    found.truncate(CAMPAIGNS);
    if found.is_empty() {
        return Err(PostsError::WeekEmpty);
    }
    let most = column_for(tx, asked.column_id, &union.place())?.most_chars;
    let text = draft(&found, asked.days, author(&union, scope.actor().name()), (tx.now(), most));
    let p = create(tx, scope, (union.id, asked.column_id), &text, salt)?;
    if week::claim(tx, union.id, asked.days, p.id, before.unwrap_or(Id(0)))? {
        Ok((p, true))
    } else {
        // Somebody else was first, a moment ago: nothing of this stays, and asked again it is that one.
        Err(PostsError::Stale)
    }
}
