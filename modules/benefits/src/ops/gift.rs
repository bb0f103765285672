//! What is given without a press: everybody whom the conditions mean has one. Once a day, from the opening on, a walk goes over all who are
//! meant, in parts; how far it has come is written with what it gave, so it goes on where it was broken off and gives nobody two.

use guard::{Actor, Reason};
use kernel::Id;
use platform::App;
use platform::notices;
use registry::api::{reach, union_by_id};
use store::{DbResult, Tx};

use super::issue::issue_in_order;
use crate::issue_error::Result;
use crate::model::campaign::{Campaign, CampaignKind};
use crate::store::gift::{Walk, find, keep, open};
use crate::store::{campaign, stock, voucher};

/// People who are looked at in one transaction.
const PART: i64 = 200;

fn job() -> Actor {
    Actor::system(Reason::Job, "定向发放")
}

/// Walks over all campaigns whose walk of the day is not over; how many vouchers were given.
///
/// # Errors
/// Any [`crate::issue_error::IssueError`].
pub fn give_all(app: &App) -> Result<usize> {
    let all = app.store().read_blocking(|tx| open(tx, tx.now(), tx.today()))?;
    let mut given = 0;
    for id in all {
        loop {
            let (n, over) = app.store().write_blocking(move |tx| give(tx, id))?;
            given += n;
            if over {
                break;
            }
        }
    }
    Ok(given)
}

/// Looks at the next people of a campaign; how many got one, and whether the walk of the day is over.
///
/// # Errors
/// Any [`crate::issue_error::IssueError`].
pub fn give(tx: &mut Tx<'_>, id: Id) -> Result<(usize, bool)> {
    // Of two processes one waits here, and goes on where the other one stopped.
    let Some(held) = stock::hold(tx, id)? else { return Ok((0, true)) };
    let found = campaign::unscoped(tx, id)?.filter(|c| c.kind == CampaignKind::Gift && c.is_open(tx.now()));
    let Some(c) = found else { return Ok((0, true)) };
    let today = tx.today();
    let mut walk = match find(tx, id)? {
        Some(walk) if walk.day == today && walk.done => return Ok((0, true)),
        // A walk that midnight overtook goes on: whoever it has passed is looked at by the next one.
        Some(walk) if !walk.done => walk,
        _ => Walk { day: today, after: Id(0), done: false, missed: 0 },
    };
    let Some(place) = union_by_id(tx, c.union_id)?.map(|u| u.place()) else { return Ok((0, true)) };
    let part = reach::people(tx, &place, &c.terms.who, (today, walk.after, PART))?;
    let people: Vec<Id> = part.iter().map(|(person, _)| *person).collect();
    let has = voucher::of_people(tx, id, &people)?;
    let mut next: Vec<(Id, Id)> =
        part.iter().filter(|(person, _)| !has.contains_key(person)).copied().collect();
    let left = usize::try_from(held.left(c.kind)).unwrap_or(usize::MAX);
    walk.missed += next.len().saturating_sub(left) as i64;
    next.truncate(left);
    if !next.is_empty() {
        issue_in_order(tx, &job(), (&c, &held), &next)?;
    }
    for (person, _) in &next {
        tell(tx, &c, *person)?;
    }
    walk.after = people.last().copied().unwrap_or(walk.after);
    walk.done = (people.len() as i64) < PART;
    keep(tx, id, &walk)?;
    Ok((next.len(), walk.done))
}

fn tell(tx: &mut Tx<'_>, c: &Campaign, person: Id) -> DbResult<()> {
    let body = format!("“{}”已放进您的券包，不用再领取。", c.terms.offer.title);
    let title = format!("工会给您发放了“{}”", c.title);
    notices::send(tx, person, &title, &body, &format!("/vouchers/{}/1", c.id))
}
