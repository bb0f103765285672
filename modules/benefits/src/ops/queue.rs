//! A queue whose order a draw settled: what there is goes to the first ranks at once, without being claimed, and what comes back goes to the
//! next ones, until the campaign closes.

use guard::{Actor, Reason};
use kernel::Id;
use platform::App;
use platform::audit::{Changes, Entry};
use platform::notices;
use registry::api::known_people;
use store::{DbError, Tx};

use super::draw::record;
use super::issue::issue_in_order;
use crate::draw_error;
use crate::issue_error::Result;
use crate::model::campaign::{Campaign, CampaignKind};
use crate::model::draw::{DrawState, Winner, WinnerState};
use crate::store::{campaign, draw, draw_entry, draw_winner, stock};

/// Ranks that are kept, or served, in one transaction.
const PART: usize = 200;

fn job() -> Actor {
    Actor::system(Reason::Job, "排队摇号")
}

/// Keeps the order that was drawn, in parts, publishes it with the secret, and serves the first ranks. Broken off and begun again it goes
/// on where it was: the order is the same, and nobody is told of it before it is whole.
///
/// # Errors
/// Any [`draw_error::DrawError`].
pub(super) fn settle_order(app: &App, c: &Campaign, best: &[String], secret: &str) -> draw_error::Result<()> {
    let id = c.id;
    for (n, part) in best.chunks(PART).enumerate() {
        let (first, part) = ((n * PART) as i64 + 1, part.to_vec());
        app.store().write_blocking(move |tx| keep(tx, id, first, &part))?;
    }
    let (c, ranks, secret) = (c.clone(), best.len() as i64, secret.to_owned());
    app.store().write_blocking(move |tx| {
        if draw::drawn(tx, id, &secret)? {
            let changes = Changes::new().note("number", c.number.as_str()).note("ranks", ranks);
            record(tx, &job(), &c, Entry { changes, ..Entry::of("queue.order", id) })?;
        }
        Ok::<_, DbError>(())
    })?;
    give_all(app, id)?;
    Ok(())
}

/// Keeps ranks from `first` on, if they are not kept.
fn keep(tx: &mut Tx<'_>, id: Id, first: i64, part: &[String]) -> std::result::Result<(), DbError> {
    if draw_winner::page(tx, id, first - 1, 1)?.first().is_some_and(|w| w.rank == first) {
        return Ok(());
    }
    let now = tx.now();
    let mut all = Vec::with_capacity(part.len());
    for (rank, entrant) in (first..).zip(part) {
        let e = draw_entry::by_entrant(tx, id, entrant)?;
        let e = e.ok_or_else(|| DbError::Inconsistent(format!("entrant {entrant} of queue {id}")))?;
        all.push(Winner {
            campaign_id: id,
            rank,
            entrant: e.entrant,
            person_id: e.person_id,
            name: String::new(),
            union_id: e.union_id,
            prize: 0,
            state: WinnerState::Reserve,
            until: None,
            moved_at: now,
        });
    }
    let people: Vec<Id> = all.iter().map(|w| w.person_id).collect();
    let known = known_people(tx, &people)?;
    for w in &mut all {
        w.name = known.get(&w.person_id).map(|p| p.name.clone()).unwrap_or_default();
    }
    draw_winner::insert(tx, &all).map(drop)
}

/// Goes down the order of a queue while something is left; how many got one.
///
/// # Errors
/// Any [`crate::issue_error::IssueError`].
pub fn give_all(app: &App, id: Id) -> Result<usize> {
    let mut given = 0;
    loop {
        let n = app.store().write_blocking(move |tx| give(tx, id))?;
        given += n;
        if n < PART {
            return Ok(given);
        }
    }
}

/// Gives what is left of a queue to the next ranks, some of them; how many. Nothing while it pauses, and after it closed.
///
/// # Errors
/// Any [`crate::issue_error::IssueError`].
pub fn give(tx: &mut Tx<'_>, id: Id) -> Result<usize> {
    let Some(held) = stock::hold(tx, id)? else { return Ok(0) };
    let found = campaign::unscoped(tx, id)?.filter(|c| c.kind == CampaignKind::Queue && c.is_open(tx.now()));
    let Some(c) = found else { return Ok(0) };
    let drawn = draw::find(tx, id)?.is_some_and(|d| d.state == DrawState::Drawn);
    let most = held.left(c.kind).min(PART as i64);
    if !drawn || most == 0 {
        return Ok(0);
    }
    let next = draw_winner::waiting(tx, id, most)?;
    let (Some(first), Some(last)) = (next.first(), next.last()) else { return Ok(0) };
    for w in &next {
        if !draw_winner::set(tx, w, WinnerState::Claimed, (0, None))? {
            return Err(
                DbError::Inconsistent(format!("rank {} of queue {id} moved meanwhile", w.rank)).into()
            );
        }
        tell(tx, &c, w)?;
    }
    let people: Vec<(Id, Id)> = next.iter().map(|w| (w.person_id, w.union_id)).collect();
    issue_in_order(tx, &job(), (&c, &held), &people)?;
    let ranks = format!("{}–{}", first.rank, last.rank);
    let changes = Changes::new()
        .note("number", c.number.as_str())
        .note("ranks", ranks)
        .note("count", next.len() as i64);
    record(tx, &job(), &c, Entry { changes, ..Entry::of("queue.give", id) })?;
    Ok(next.len())
}

/// Tells somebody whose turn it is.
fn tell(tx: &mut Tx<'_>, c: &Campaign, w: &Winner) -> std::result::Result<(), DbError> {
    let body = format!("“{}”已放进您的券，不用再领取。", c.terms.offer.title);
    notices::send(
        tx,
        w.person_id,
        &format!("您在“{}”中轮到了", c.title),
        &body,
        &format!("/draws/{}/mine", c.id),
    )
}
