//! Issuing: what many people want at once is given in one transaction.
//!
//! The row of the stock is held first, so that of two servers one waits for the other's commit; who has what is read after that.
//! Then the vouchers, one transfer and one entry of the audit are written. That nobody has more than the rule allows is the key of
//! the table, that nothing is given beyond the stock is the condition of the statement that raises it.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use guard::{Actor, Reason};
use kernel::{Fen, Id, Timestamp};
use platform::App;
use platform::audit::{self, Changes, Entry};
use platform::ledger::{self, id_of};
use platform::sealed::Keyring;
use registry::api::union_by_id;
use store::{DbError, DbResult, Tx};

use super::accounts::{campaign_account, issued_account};
use super::instant;
use super::redeem::broken;
use crate::issue_error::{IssueError, Result};
use crate::model::campaign::{Campaign, CampaignKind, CampaignState};
use crate::model::voucher::{Voucher, VoucherState};
use crate::rules::code::minute_of;
use crate::rules::draw::commitment;
use crate::rules::instant::{key, winners};
use crate::rules::split::split;
use crate::rules::turn;
use crate::store::stock::{self, Stock};
use crate::store::{campaign, voucher};

/// Somebody who may take part wants one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Campaign.
    pub campaign_id: Id,
    /// Who.
    pub person_id: Id,
    /// Where the person is a member.
    pub union_id: Id,
    /// How many of this campaign the person knew of: who has more got an answer that was lost, and gets it again.
    pub seen: i64,
}

/// Why nothing is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    /// It has not begun.
    NotYet(Timestamp),
    /// It pauses.
    Paused,
    /// It is over.
    Over,
    /// It is a draw, or a queue.
    Draw,
    /// Whoever is meant has it without asking.
    Gift,
    /// There is none, or it was never published.
    Unknown,
}

impl From<Closed> for IssueError {
    fn from(c: Closed) -> Self {
        match c {
            Closed::NotYet(opens) => Self::NotOpenYet { opens },
            Closed::Paused => Self::Paused,
            Closed::Over => Self::Over,
            Closed::Draw => Self::Draw,
            Closed::Gift => Self::Gift,
            Closed::Unknown => Self::CampaignNotFound,
        }
    }
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Got one.
    Got(Voucher),
    /// Has it: the rule allows no more, or the answer was lost.
    Already(Voucher),
    /// Nothing is left.
    SoldOut,
    /// Nothing is left of what the day has; tomorrow there is more.
    DayOut,
    /// Nothing is given.
    Closed(Closed),
}

impl Outcome {
    /// The voucher that was made.
    pub fn voucher(&self) -> Option<&Voucher> {
        if let Self::Got(v) = self { Some(v) } else { None }
    }
}

/// Whether a campaign gives at an instant, and if not, why.
pub fn closed(c: &Campaign, now: Timestamp) -> Option<Closed> {
    match c.state {
        _ if !c.state.is_public() => Some(Closed::Unknown),
        _ if c.kind.draws() => Some(Closed::Draw),
        _ if c.kind == CampaignKind::Gift => Some(Closed::Gift),
        CampaignState::Paused => Some(Closed::Paused),
        CampaignState::Published if now < c.opens_at => Some(Closed::NotYet(c.opens_at)),
        CampaignState::Published if now < c.closes_at => None,
        _ => Some(Closed::Over),
    }
}

/// What issuing has in hand: the keys, from which the amounts of red packets and the tickets that win follow, and those of campaigns
/// that were asked for.
pub struct Issuing {
    keys: Arc<Keyring>,
    splits: Mutex<HashMap<Id, Arc<Vec<Fen>>>>,
    wins: Mutex<HashMap<Id, Arc<HashMap<i64, i64>>>>,
}

impl std::fmt::Debug for Issuing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Issuing").finish_non_exhaustive()
    }
}

/// Campaigns whose amounts, or whose tickets that win, are kept in memory.
const SPLITS: usize = 16;

impl Issuing {
    /// Of an installation; kept by [`App::shared`].
    pub fn of(app: &App) -> Self {
        Self::new(app.keyring().clone())
    }

    /// Of a key ring.
    pub fn new(keys: Arc<Keyring>) -> Self {
        Self { keys, splits: Mutex::default(), wins: Mutex::default() }
    }

    /// What was promised of the tickets of a campaign.
    pub fn commitment(&self, campaign: Id) -> String {
        commitment(&instant::secret(&self.keys, campaign))
    }

    /// Which prize the ticket with this serial wins, counted from 1; 0 for none, and where tickets do not win at once. Who wins is worked
    /// out with the first ticket, all at once: of a million tickets some tenths of a second.
    pub fn prize(&self, c: &Campaign, serial: i64) -> i64 {
        if c.kind != CampaignKind::Instant {
            return 0;
        }
        let mut wins = self.wins.lock().unwrap_or_else(PoisonError::into_inner);
        if wins.len() >= SPLITS && !wins.contains_key(&c.id) {
            wins.clear();
        }
        let all = wins.entry(c.id).or_insert_with(|| {
            let secret = hex::encode(instant::secret(&self.keys, c.id));
            let counts: Vec<i64> = c.terms.prizes.iter().map(|p| p.count).collect();
            Arc::new(winners(key(&secret, c.stock), c.stock, &counts))
        });
        all.get(&serial).copied().unwrap_or(0)
    }

    /// What the voucher with this serial costs the budget.
    pub fn worth(&self, c: &Campaign, serial: i64) -> Fen {
        if c.kind == CampaignKind::Instant {
            let at = usize::try_from(self.prize(c, serial) - 1).ok();
            return at.and_then(|n| c.terms.prizes.get(n)).map_or(Fen(0), |p| p.worth);
        }
        let Some(amounts) = c.terms.amounts.filter(|_| c.kind == CampaignKind::RedPacket) else {
            return c.worth;
        };
        let mut splits = self.splits.lock().unwrap_or_else(PoisonError::into_inner);
        if splits.len() >= SPLITS && !splits.contains_key(&c.id) {
            splits.clear();
        }
        let all = splits.entry(c.id).or_insert_with(|| {
            let seed = self.keys.stamp("benefit-split", &[&c.id.0.to_be_bytes()]);
            Arc::new(split(seed, c.stock, c.terms.offer.worth, &amounts))
        });
        usize::try_from(serial - 1).ok().and_then(|n| all.get(n).copied()).unwrap_or(c.worth)
    }
}

/// Gives each of these what it may have; one outcome for each, in order. Who asks twice in a row is answered twice and gets one.
///
/// # Errors
/// Any [`DbError`]: then nobody got anything.
pub fn issue_each(tx: &mut Tx<'_>, with: &Issuing, wanted: &[Wanted]) -> DbResult<Vec<Outcome>> {
    let mut by_campaign: BTreeMap<Id, Vec<usize>> = BTreeMap::new();
    for (n, w) in wanted.iter().enumerate() {
        by_campaign.entry(w.campaign_id).or_default().push(n);
    }
    let mut outcomes: Vec<Outcome> = vec![Outcome::Closed(Closed::Unknown); wanted.len()];
    // First all stocks in the order of their ids, then all vouchers, then all accounts in the order of theirs, so that two servers
    // never wait for each other in a circle.
    let mut held = Vec::with_capacity(by_campaign.len());
    for (id, places) in by_campaign {
        if let (Some(stock), Some(c)) = (stock::hold(tx, id)?, campaign::unscoped(tx, id)?) {
            held.push((c, stock, places));
        }
    }
    let (actor, mut given) = (Actor::system(Reason::Job, "发放"), Vec::with_capacity(held.len()));
    for (c, stock, places) in held {
        let mine: Vec<Wanted> = places.iter().filter_map(|n| wanted.get(*n).copied()).collect();
        let answers = one_campaign(tx, with, (&c, &stock), &mine)?;
        let made: Vec<Voucher> = answers.iter().filter_map(Outcome::voucher).cloned().collect();
        write(tx, &actor, &c, &made)?;
        given.push((c, made));
        for (place, answer) in places.into_iter().zip(answers) {
            if let Some(slot) = outcomes.get_mut(place) {
                *slot = answer;
            }
        }
    }
    book(tx, &actor, &given)?;
    Ok(outcomes)
}

fn one_campaign(
    tx: &mut Tx<'_>,
    with: &Issuing,
    (c, held): (&Campaign, &Stock),
    wanted: &[Wanted],
) -> DbResult<Vec<Outcome>> {
    let mut people: Vec<Id> = wanted.iter().map(|w| w.person_id).collect();
    people.sort_unstable();
    people.dedup();
    let mut theirs = voucher::of_people(tx, c.id, &people)?;
    let (shut, left) = (closed(c, tx.now()), held.left(c.kind));
    let today = match c.terms.daily {
        Some(most) => (most - stock::of_day(tx, c.id, tx.today())?).max(0),
        None => left,
    };
    let (mut made, mut outcomes) = (0, Vec::with_capacity(wanted.len()));
    for w in wanted {
        let has = theirs.entry(w.person_id).or_default();
        let taken: Vec<i64> = has.iter().map(|v| v.turn).collect();
        let next = turn::next(&c.terms.limit, tx.today(), &taken).filter(|_| has.len() as i64 <= w.seen);
        outcomes.push(match (next, has.last(), shut) {
            (None, Some(last), _) => Outcome::Already(last.clone()),
            (_, _, Some(why)) => Outcome::Closed(why),
            (Some(_), _, None) if made < left && made >= today => Outcome::DayOut,
            (Some(turn), _, None) if made < left => {
                made += 1;
                let v = new(c, with, w, turn, held.issued + made, tx.now());
                has.push(v.clone());
                Outcome::Got(v)
            }
            _ => Outcome::SoldOut,
        });
    }
    let refused = outcomes.iter().filter(|o| matches!(o, Outcome::SoldOut | Outcome::DayOut)).count() as i64;
    if refused > 0 {
        stock::count_refused(tx, c.id, refused)?;
    }
    Ok(outcomes)
}

fn new(c: &Campaign, with: &Issuing, w: &Wanted, turn: i64, serial: i64, now: Timestamp) -> Voucher {
    let prize = with.prize(c, serial);
    let blank = c.kind == CampaignKind::Instant && prize == 0;
    Voucher {
        campaign_id: c.id,
        person_id: w.person_id,
        turn,
        serial,
        state: if blank { VoucherState::Blank } else { VoucherState::Held },
        prize,
        worth: with.worth(c, serial),
        union_id: w.union_id,
        issued_at: now,
        expires_on: c.last_day(now.day()),
        used_at: Timestamp(0),
        merchant_id: Id(0),
    }
}

/// Writes vouchers whose serials follow the stock that is held.
fn write(tx: &mut Tx<'_>, actor: &Actor, c: &Campaign, made: &[Voucher]) -> DbResult<()> {
    let (Some(first), Some(last)) = (made.first(), made.last()) else { return Ok(()) };
    let n = made.len() as i64;
    if stock::raise(tx, c.id, n)? != Some(last.serial) {
        return Err(DbError::Inconsistent(format!("the stock of campaign {} is not what was held", c.id)));
    }
    if let Some(most) = c.terms.daily
        && !stock::raise_day(tx, c.id, tx.today(), (n, most))?
    {
        return Err(DbError::Inconsistent(format!("the day of campaign {} is not what was held", c.id)));
    }
    voucher::put(tx, made)?;
    stock::count_minute(tx, c.id, minute_of(tx.now()), n)?;
    if c.kind == CampaignKind::Instant {
        instant::count(tx, c, made)?;
    }
    let serials = format!("{}–{}", first.serial, last.serial);
    let changes = Changes::new().note("number", c.number.as_str()).note("serial", serials).note("count", n);
    let place = union_by_id(tx, c.union_id)?.map(|u| u.place());
    let told = Entry { changes, union_path: place.as_ref(), ..Entry::of("benefit.issue", c.id) };
    audit::record(tx, actor, told)
}

/// From the envelopes to what people hold.
fn book(tx: &mut Tx<'_>, actor: &Actor, given: &[(Campaign, Vec<Voucher>)]) -> DbResult<()> {
    let mut entries = Vec::with_capacity(given.len());
    for (c, made) in given {
        let sum: i64 = made.iter().map(|v| v.worth.0).sum();
        let Some(first) = made.first().filter(|_| sum > 0) else { continue };
        entries.push(ledger::Entry {
            id: id_of("benefit.issue", c.id, first.serial),
            debit: campaign_account(tx, c.union_id, c.id).map_err(broken)?,
            credit: issued_account(tx, c.union_id, c.id).map_err(broken)?,
            amount: Fen(sum),
            day: tx.today(),
            reason: "benefits.issue",
            record: ("benefit_campaign", c.id),
            memo: &c.number,
        });
    }
    ledger::transfer(tx, actor, &entries).map(drop).map_err(broken)
}

/// Makes a prize of a draw a voucher of its winner: the n-th of the terms, from 1. Asked again it answers the voucher that is there.
///
/// # Errors
/// [`IssueError::CampaignNotFound`] for what is no draw or has no such prize, [`IssueError::Over`] if it is settled or was never
/// published or nothing is left.
pub fn issue_prize(
    tx: &mut Tx<'_>,
    actor: &Actor,
    c: &Campaign,
    person: Id,
    union: Id,
    prize: i64,
) -> Result<Voucher> {
    let held = stock::hold(tx, c.id)?.ok_or(IssueError::CampaignNotFound)?;
    if let Some(there) = voucher::by_key(tx, c.id, person, 1)? {
        return Ok(there);
    }
    let found = usize::try_from(prize - 1).ok().and_then(|n| c.terms.prizes.get(n));
    let worth = found.filter(|_| c.kind == CampaignKind::Draw).ok_or(IssueError::CampaignNotFound)?.worth;
    let gives = matches!(c.state, CampaignState::Published | CampaignState::Paused | CampaignState::Ended);
    if !gives || held.left(c.kind) == 0 {
        return Err(IssueError::Over);
    }
    let now = tx.now();
    let v = Voucher {
        campaign_id: c.id,
        person_id: person,
        turn: 1,
        serial: held.issued + 1,
        state: VoucherState::Held,
        prize,
        worth,
        union_id: union,
        issued_at: now,
        expires_on: c.last_day(now.day()),
        used_at: Timestamp(0),
        merchant_id: Id(0),
    };
    write(tx, actor, c, std::slice::from_ref(&v))?;
    book(tx, actor, &[(c.clone(), vec![v.clone()])])?;
    Ok(v)
}

/// Gives the next vouchers of a queue, or of what is given without a press, to these people, each with where the person is a member, in their order; `held` is its stock, with
/// as many left.
///
/// # Errors
/// Any [`DbError`]: then nobody got anything.
pub(super) fn issue_in_order(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (c, held): (&Campaign, &Stock),
    people: &[(Id, Id)],
) -> DbResult<()> {
    let now = tx.now();
    let voucher = |(serial, (person_id, union_id)): (i64, &(Id, Id))| Voucher {
        campaign_id: c.id,
        person_id: *person_id,
        turn: 1,
        serial,
        state: VoucherState::Held,
        prize: 0,
        worth: c.worth,
        union_id: *union_id,
        issued_at: now,
        expires_on: c.last_day(now.day()),
        used_at: Timestamp(0),
        merchant_id: Id(0),
    };
    let made: Vec<Voucher> = (held.issued + 1..).zip(people).map(voucher).collect();
    write(tx, actor, c, &made)?;
    book(tx, actor, &[(c.clone(), made)])
}
