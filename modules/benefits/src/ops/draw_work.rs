//! What draws do by themselves: the list is closed and published, the result worked out, prizes that nobody claims go on.

use guard::{Actor, Reason};
use kernel::{Day, Id};
use platform::App;
use platform::audit::{Changes, Entry};
use platform::jobs::{Job, JobEnd, JobError, JobHandler};
use platform::notices;
use registry::api::known_people;
use store::{DbError, DbResult, Tx};

use super::draw::{Ground, record, secret};
use super::queue;
use crate::draw_error::Result;
use crate::model::campaign::{Campaign, CampaignKind, CampaignState};
use crate::model::draw::{Draw, DrawState, Winner, WinnerState};
use crate::rules::draw::{Drawing, ListDigest, commitment, key, prize_of};
use crate::store::{campaign, draw, draw_entry, draw_winner};

/// Pseudonyms that are read at once.
const CHUNK: i64 = 32_768;
/// Prizes that go on in one transaction.
const PART: i64 = 200;

/// Does it, once a minute.
#[derive(Debug)]
pub struct DrawJob;

impl JobHandler for DrawJob {
    fn kind(&self) -> &'static str {
        "benefits.draws"
    }

    fn every_seconds(&self) -> Option<i64> {
        Some(60)
    }

    fn run(&self, app: &App, _job: &Job) -> std::result::Result<JobEnd, JobError> {
        work_all(app)?;
        super::instant::reveal_all(app)?;
        Ok(JobEnd::Done)
    }
}

/// Moves every draw on that has something to do.
///
/// # Errors
/// Any [`crate::draw_error::DrawError`].
pub fn work_all(app: &App) -> Result<()> {
    for id in app.store().read_blocking(draw::under_way)? {
        work(app, id)?;
    }
    for id in app.store().read_blocking(draw::ordered)? {
        queue::give_all(app, id)?;
    }
    let ground = Ground::of(app);
    for id in app.store().read_blocking(|tx| draw_winner::due_in(tx, tx.today()))? {
        release_all(app, &ground, id)?;
    }
    Ok(())
}

fn release_all(app: &App, ground: &Ground, id: Id) -> Result<()> {
    loop {
        let g = ground.clone();
        if app.store().write_blocking(move |tx| release(tx, &g, id))? < PART {
            return Ok(());
        }
    }
}

fn job() -> Actor {
    Actor::system(Reason::Job, "抽奖")
}

/// Moves a draw on as far as it goes by itself. Safe to run twice and in two processes: each step is a condition of its statement.
///
/// # Errors
/// Any [`crate::draw_error::DrawError`].
pub fn work(app: &App, id: Id) -> Result<()> {
    let Some((c, d)) = app.store().write_blocking(move |tx| close(tx, id))? else { return Ok(()) };
    match d.state {
        DrawState::Closed => freeze(app, &c),
        DrawState::Confirmed => draw_now(app, &c, &d),
        _ => Ok(()),
    }
}

/// The draw, closed if its time is over.
fn close(tx: &mut Tx<'_>, id: Id) -> DbResult<Option<(Campaign, Draw)>> {
    let found = campaign::unscoped(tx, id)?.filter(|c| c.kind.draws() && c.state.is_public());
    let (Some(c), Some(d)) = (found, draw::find(tx, id)?) else { return Ok(None) };
    let now = tx.now();
    // A campaign that was stopped draws among those who entered before.
    let until = c.enters_until();
    let over = until <= now || c.state == CampaignState::Ended;
    if d.state != DrawState::Open || !over {
        return Ok(Some((c, d)));
    }
    draw::close(tx, id, now.min(until))?;
    Ok(draw::find(tx, id)?.map(|d| (c, d)))
}

/// Reads the list of a draw that nobody enters any more, in its order.
///
/// # Errors
/// Any [`DbError`].
pub fn each_entrant(app: &App, id: Id, mut take: impl FnMut(&str)) -> DbResult<()> {
    let mut after = String::new();
    loop {
        let from = after.clone();
        let part = app.store().read_blocking(move |tx| draw_entry::part(tx, id, &from, CHUNK))?;
        part.iter().for_each(|e| take(e));
        match part.into_iter().next_back() {
            Some(last) => after = last,
            None => return Ok(()),
        }
    }
}

/// Publishes the list.
fn freeze(app: &App, c: &Campaign) -> Result<()> {
    let mut digest = ListDigest::default();
    each_entrant(app, c.id, |e| digest.add(e))?;
    let (digest, c) = (digest.finish(), c.clone());
    app.store().write_blocking(move |tx| {
        if draw::freeze(tx, c.id, &digest)? {
            let changes =
                Changes::new().note("number", c.number.as_str()).note("list_digest", digest.as_str());
            record(tx, &job(), &c, Entry { changes, ..Entry::of("draw.freeze", c.id) })?;
        }
        Ok(())
    })
}

/// Works the result out of what is confirmed, and keeps it.
fn draw_now(app: &App, c: &Campaign, d: &Draw) -> Result<()> {
    let secret = secret(app.keyring(), c.id);
    if commitment(&secret) != d.commitment {
        // Other keys than those with which the draw was promised: nothing that it gives would be believed.
        return Err(
            DbError::Inconsistent(format!("draw {}: the keys are not those of its promise", c.id)).into()
        );
    }
    let secret = hex::encode(secret);
    let counts: Vec<i64> = c.drawn().iter().map(|p| p.count).collect();
    let most = counts.iter().sum::<i64>() + c.stand_by();
    let lots = key(&secret, &d.value, &d.list_digest);
    let mut drawing = Drawing::new(lots, usize::try_from(most).unwrap_or(0));
    each_entrant(app, c.id, |e| drawing.add(e))?;
    if c.kind == CampaignKind::Queue {
        return queue::settle_order(app, c, &drawing.finish(), &secret);
    }
    let (best, ground, c) = (drawing.finish(), Ground::of(app), c.clone());
    app.store().write_blocking(move |tx| {
        if draw::drawn(tx, c.id, &secret)? {
            keep(tx, &ground, &c, (&best, &counts))?;
        }
        Ok(())
    })
}

fn last_day(today: Day, ground: &Ground) -> Day {
    today.plus_days(ground.claim_days)
}

fn keep(tx: &mut Tx<'_>, ground: &Ground, c: &Campaign, (best, counts): (&[String], &[i64])) -> Result<()> {
    let (now, until) = (tx.now(), last_day(tx.today(), ground));
    let mut all = Vec::with_capacity(best.len());
    for (rank, entrant) in (1..).zip(best) {
        let e = draw_entry::by_entrant(tx, c.id, entrant)?;
        let e = e.ok_or_else(|| DbError::Inconsistent(format!("entrant {entrant} of draw {}", c.id)))?;
        let prize = prize_of(counts, rank);
        all.push(Winner {
            campaign_id: c.id,
            rank,
            entrant: e.entrant,
            person_id: e.person_id,
            name: String::new(),
            union_id: e.union_id,
            prize: prize.unwrap_or(0),
            state: if prize.is_some() { WinnerState::Won } else { WinnerState::Reserve },
            until: prize.map(|_| until),
            moved_at: now,
        });
    }
    let people: Vec<Id> = all.iter().map(|w| w.person_id).collect();
    let known = known_people(tx, &people)?;
    for w in &mut all {
        w.name = known.get(&w.person_id).map(|p| p.name.clone()).unwrap_or_default();
    }
    draw_winner::insert(tx, &all)?;
    for w in all.iter().filter(|w| w.state == WinnerState::Won) {
        tell(tx, c, w)?;
    }
    let won = all.iter().filter(|w| w.state == WinnerState::Won).count();
    let changes = Changes::new()
        .note("number", c.number.as_str())
        .note("winners", won as i64)
        .note("reserves", (all.len() - won) as i64);
    record(tx, &job(), c, Entry { changes, ..Entry::of("draw.drawn", c.id) })?;
    Ok(())
}

/// Tells a winner.
fn tell(tx: &mut Tx<'_>, c: &Campaign, w: &Winner) -> DbResult<()> {
    let until = w.until.map(|d| d.to_string()).unwrap_or_default();
    let body =
        format!("您获得“{}”，请在{until}前（含当日）领取，逾期由候补者递补。", prize_title(c, w.prize));
    notices::send(
        tx,
        w.person_id,
        &format!("您在“{}”中中奖了", c.title),
        &body,
        &format!("/draws/{}/mine", c.id),
    )
}

/// What a prize (from 1) is; empty for none.
pub fn prize_title(c: &Campaign, prize: i64) -> &str {
    let at = usize::try_from(prize - 1).ok();
    at.and_then(|n| c.terms.prizes.get(n)).map_or("", |p| p.title.as_str())
}

/// Gives prizes whose last day is over to those who stand by, the best rank first; how many lapsed, [`PART`] at most.
///
/// # Errors
/// Any [`crate::draw_error::DrawError`].
pub fn release(tx: &mut Tx<'_>, ground: &Ground, id: Id) -> Result<i64> {
    let Some(c) = campaign::unscoped(tx, id)? else { return Ok(0) };
    let today = tx.today();
    let due = draw_winner::due(tx, id, today, PART)?;
    for w in &due {
        if !draw_winner::set(tx, w, WinnerState::Lapsed, (w.prize, w.until))? {
            continue;
        }
        let to = hand_on(tx, ground, &c, w)?;
        let changes = Changes::new()
            .note("number", c.number.as_str())
            .note("prize", prize_title(&c, w.prize))
            .note("rank", w.rank)
            .note("to_rank", to);
        record(tx, &job(), &c, Entry { changes, ..Entry::of("draw.release", id) })?;
    }
    Ok(due.len() as i64)
}

/// Gives the prize of somebody who did not claim it to the best rank that stands by: that rank, 0 if nobody stands by.
fn hand_on(tx: &mut Tx<'_>, ground: &Ground, c: &Campaign, of: &Winner) -> DbResult<i64> {
    let until = Some(last_day(tx.today(), ground));
    while let Some(next) = draw_winner::next(tx, c.id)? {
        if draw_winner::set(tx, &next, WinnerState::Won, (of.prize, until))? {
            let rank = next.rank;
            tell(tx, c, &Winner { prize: of.prize, until, ..next })?;
            return Ok(rank);
        }
    }
    Ok(0)
}
