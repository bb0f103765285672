//! Members follow what unions publish, and are told of new posts once a day at most.

use guard::{Scope, act, res};
use kernel::{Id, Timestamp};
use platform::{indicators, notices};
use registry::RegistryError;
use registry::api::union_by_id;
use store::{DbResult, Tx};

use crate::error::Result;
use crate::model::indicators::FOLLOWERS;
use crate::store::follower::{self, Following, Newer};

/// Titles that a notice names.
const NAMED: usize = 3;

/// Follows a union, or changes whether one is told of its new posts.
///
/// # Errors
/// [`RegistryError::UnionNotFound`].
pub fn follow(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Post, act::Create>,
    union: Id,
    told: bool,
) -> Result<Vec<Following>> {
    let known = union_by_id(tx, union)?.filter(|u| !u.is_dissolved()).ok_or(RegistryError::UnionNotFound)?;
    let person = scope.actor().id();
    if follower::begin(tx, person, known.id, told)? {
        count(tx, union, (1, 0))?;
    } else {
        follower::set_notices(tx, person, union, told)?;
    }
    Ok(follower::of_person(tx, person)?)
}

/// Follows a union no more; doing it twice is harmless.
///
/// # Errors
/// Any [`store::DbError`].
pub fn unfollow(tx: &mut Tx<'_>, scope: &Scope<res::Post, act::Create>, union: Id) -> Result<Vec<Following>> {
    let person = scope.actor().id();
    if follower::cease(tx, person, union)? {
        count(tx, union, (0, 1))?;
    }
    Ok(follower::of_person(tx, person)?)
}

/// The record of the fact is the union: who follows is nobody's business.
fn count(tx: &mut Tx<'_>, union: Id, (began, ceased): (i64, i64)) -> DbResult<()> {
    let today = tx.today();
    follower::count_day(tx, union, today, (began, ceased))?;
    indicators::record(tx, &FOLLOWERS, union, today, began - ceased, union);
    Ok(())
}

fn words(all: &[Newer]) -> String {
    let named: Vec<String> = all.iter().take(NAMED).map(|p| format!("《{}》", p.title)).collect();
    let more = if all.len() > NAMED { format!("等{}篇", all.len()) } else { String::new() };
    format!("{}{more}", named.join("、"))
}

/// Tells a follower of what came out since the last time; `false` if the person was told today, or there is nothing.
///
/// # Errors
/// Any [`store::DbError`].
pub fn tell(tx: &mut Tx<'_>, person: Id) -> Result<bool> {
    let today = tx.today();
    let before = follower::told(tx, person)?;
    if before.is_some_and(|(on, _)| on >= today) {
        return Ok(false);
    }
    let until = before.map_or(Timestamp(0), |(_, until)| until);
    let mut all: Vec<Newer> = Vec::new();
    for f in follower::of_person(tx, person)?.into_iter().filter(|f| f.notices) {
        all.extend(follower::newer(tx, f.union_id, until.max(f.since))?);
    }
    let Some(first) = all.first() else { return Ok(false) };
    let link = if all.len() == 1 { format!("/posts/{}", first.id) } else { "/posts".to_owned() };
    if !follower::take_turn(tx, person, today)? {
        return Ok(false);
    }
    notices::send(tx, person, "您关注的工会有新文章", &words(&all), &link)?;
    Ok(true)
}
