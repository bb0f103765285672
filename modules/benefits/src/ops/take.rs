//! Pressing: what a member's press goes through, from the memory of the process to the batch that commits it.
//!
//! At ten o'clock everybody presses at once. What can be answered from memory is answered from memory (too early, over, sold out);
//! whether somebody may take part is read by the readers, side by side; the rest meets in one batch after the other. When more
//! press than can be served, they wait in the order in which they came.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use kernel::{Id, OrgPath, Timestamp};
use platform::App;
use platform::codesets::Codesets;
use registry::api::reach::{self, Names};
use registry::api::union_by_id;
use store::{Batcher, DbResult, Tx};

use super::issue::{Closed, Issuing, Outcome, Wanted, closed, issue_each};
use super::quiz;
use crate::issue_error::{IssueError, Result};
use crate::model::campaign::Campaign;
use crate::model::voucher::Voucher;
use crate::rules::turn;
use crate::rules::waiting::{Entry, Room};
use crate::store::{campaign, stock, voucher};

/// Milliseconds for which a campaign is taken from memory. Whoever issues looks again.
const FRESH: i64 = 1_000;
/// Milliseconds for which nobody asks again whether something is left.
const SOLD_OUT: i64 = 1_000;

/// What a press came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    /// Got one.
    Got(Voucher),
    /// Has it already.
    Already(Voucher),
    /// Nothing is left.
    SoldOut,
    /// Nothing is left of what today has.
    DayOut,
    /// Waits: the place is kept.
    Waiting {
        /// How many are before.
        ahead: i64,
        /// After how many seconds to ask again.
        seconds: i64,
    },
}

/// A campaign as every press needs it.
#[derive(Clone, Debug)]
pub struct Known {
    /// Campaign.
    pub campaign: Campaign,
    /// Place of its union.
    pub home: OrgPath,
    /// What its conditions name.
    pub names: Names,
}

impl Known {
    /// Reads a campaign with what its conditions name.
    ///
    /// # Errors
    /// Any [`store::DbError`].
    pub fn load(tx: &mut Tx<'_>, codes: &Codesets, id: Id) -> DbResult<Option<Self>> {
        let Some(campaign) = campaign::unscoped(tx, id)?.filter(|c| c.state.is_public()) else {
            return Ok(None);
        };
        Self::of(tx, codes, campaign)
    }

    /// A campaign with what its conditions name.
    ///
    /// # Errors
    /// Any [`store::DbError`].
    pub fn of(tx: &mut Tx<'_>, codes: &Codesets, campaign: Campaign) -> DbResult<Option<Self>> {
        let Some(union) = union_by_id(tx, campaign.union_id)? else { return Ok(None) };
        let names = Names::load(tx, codes, campaign.union_id, &campaign.terms.who)?;
        Ok(Some(Self { home: union.place(), campaign, names }))
    }
}

/// What the process remembers of a campaign.
struct Live {
    known: Mutex<Option<(Timestamp, Arc<Known>)>>,
    loading: AtomicBool,
    /// Until when nothing is left, as far as is known.
    sold_out_until: AtomicI64,
    /// Until when nothing is left of what the day has: its end.
    day_out_until: AtomicI64,
    /// Told that nothing is left, and not counted in the stock yet.
    refused: AtomicI64,
    room: Mutex<Room>,
}

impl Live {
    fn new(now: Timestamp) -> Self {
        Self {
            known: Mutex::default(),
            loading: AtomicBool::new(false),
            sold_out_until: AtomicI64::new(0),
            day_out_until: AtomicI64::new(0),
            refused: AtomicI64::new(0),
            room: Mutex::new(Room::new(now)),
        }
    }

    fn room<T>(&self, with: impl FnOnce(&mut Room) -> T) -> T {
        with(&mut self.room.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Whether nothing is left, without asking. Once a second one press goes on, to see whether that is still so.
    fn is_sold_out(&self, now: Timestamp) -> bool {
        let until = self.sold_out_until.load(Ordering::Relaxed);
        if until == 0 {
            return false;
        }
        let next = now.0 + SOLD_OUT;
        let probe = until <= now.0
            && self.sold_out_until.compare_exchange(until, next, Ordering::AcqRel, Ordering::Relaxed).is_ok();
        !probe
    }
}

/// Leaves the room when the press was served, however that ended.
struct Inside<'a>(&'a Live, &'a App);

impl Drop for Inside<'_> {
    fn drop(&mut self) {
        let now = self.1.clock().now();
        self.0.room(|r| r.leave(now));
    }
}

/// Lets somebody else read when this reading is over, also when who asked for it went away.
struct Loading<'a>(&'a AtomicBool);

impl Drop for Loading<'_> {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Release);
    }
}

/// Where presses of all campaigns are handed in; one for each process, kept by [`App::shared`].
pub struct Taking {
    batches: Batcher<Wanted, Outcome>,
    live: Mutex<HashMap<Id, Arc<Live>>>,
}

impl std::fmt::Debug for Taking {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Taking").field("batches", &self.batches).finish_non_exhaustive()
    }
}

impl Taking {
    /// The one of an installation.
    pub fn of(app: &App) -> Arc<Self> {
        app.shared(|app| {
            app.on_flush(|app| Self::of(app).flush(app));
            let issuing = Issuing::of(app);
            let batches =
                Batcher::start(app.store().clone(), "benefits", move |tx, all| issue_each(tx, &issuing, all));
            Self { batches, live: Mutex::default() }
        })
    }

    fn live(&self, id: Id, now: Timestamp) -> Arc<Live> {
        let mut all = self.live.lock().unwrap_or_else(PoisonError::into_inner);
        all.entry(id).or_insert_with(|| Arc::new(Live::new(now))).clone()
    }

    /// How many wait for a campaign, in this process.
    pub fn waiting(&self, id: Id) -> i64 {
        let all = self.live.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(&id).map_or(0, |l| l.room(|r| r.waiting()) as i64)
    }

    /// How many were told that nothing is left, and are not counted in the stock yet.
    pub fn refused(&self, id: Id) -> i64 {
        let all = self.live.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(&id).map_or(0, |l| l.refused.load(Ordering::Relaxed))
    }

    /// Writes who was told that nothing is left, and forgets campaigns that are over.
    fn flush(&self, app: &App) -> DbResult<()> {
        let now = app.clock().now();
        let all: Vec<(Id, Arc<Live>)> = {
            let mut live = self.live.lock().unwrap_or_else(PoisonError::into_inner);
            let all = live.iter().map(|(id, l)| (*id, l.clone())).collect();
            live.retain(|_, l| !l.is_over(now));
            all
        };
        for (id, live) in all {
            let n = live.refused.swap(0, Ordering::AcqRel);
            if n == 0 {
                continue;
            }
            let counted = app.store().write_blocking(move |tx| stock::count_refused(tx, id, n));
            if let Err(e) = counted {
                live.refused.fetch_add(n, Ordering::AcqRel);
                return Err(e);
            }
        }
        Ok(())
    }

    /// A campaign from memory, read again once it is a second old; of many who find it old one reads.
    async fn known(&self, app: &App, id: Id, live: &Live) -> Result<Arc<Known>> {
        let now = app.clock().now();
        let kept = live.known.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((at, known)) = kept
            && (now.0 - at.0 < FRESH || live.loading.swap(true, Ordering::AcqRel))
        {
            return Ok(known);
        }
        let _loading = Loading(&live.loading);
        let codes = app.codesets();
        let found = app.store().read(move |tx| Known::load(tx, &codes, id)).await;
        let known = found?.map(Arc::new);
        *live.known.lock().unwrap_or_else(PoisonError::into_inner) = known.clone().map(|k| (now, k));
        known.ok_or(IssueError::CampaignNotFound)
    }

    /// A campaign that gave something, as it is remembered.
    ///
    /// # Errors
    /// [`IssueError::CampaignNotFound`].
    pub async fn campaign(&self, app: &App, id: Id) -> Result<Campaign> {
        let live = self.live(id, app.clock().now());
        Ok(self.known(app, id, &live).await?.campaign.clone())
    }

    /// A member presses. `seen` is how many of this campaign the page showed: pressing again after an answer that was lost gives the
    /// voucher that is there.
    ///
    /// # Errors
    /// [`IssueError::CampaignNotFound`] for one that the member does not see, [`IssueError::NotEligible`], [`IssueError::NotOpenYet`],
    /// [`IssueError::Paused`], [`IssueError::Over`], [`IssueError::Draw`].
    pub async fn take(&self, app: &App, person: Id, campaign: Id, seen: i64) -> Result<Taken> {
        let now = app.clock().now();
        let live = self.live(campaign, now);
        let known = match self.known(app, campaign, &live).await {
            Ok(known) => known,
            Err(e) => {
                // What is not there is not remembered: whoever asks for a million numbers fills no memory.
                if matches!(e, IssueError::CampaignNotFound) {
                    self.live.lock().unwrap_or_else(PoisonError::into_inner).remove(&campaign);
                }
                return Err(e);
            }
        };
        match closed(&known.campaign, now) {
            // Whoever lost the answer shortly before gets it.
            Some(why @ (Closed::Over | Closed::Paused)) => {
                return lost_answer(app, person, campaign, seen).await?.ok_or_else(|| why.into());
            }
            Some(why) => return Err(why.into()),
            None => {}
        }
        let day_out = now.0 < live.day_out_until.load(Ordering::Relaxed);
        if day_out || live.is_sold_out(now) {
            let has = app.store().read(move |tx| voucher::of_person(tx, person, &[campaign])).await?;
            let turns: Vec<i64> = has.iter().map(|v| v.turn).collect();
            // Who may have another one tomorrow is told of tomorrow.
            let more = day_out
                && has.len() as i64 <= seen
                && turn::next(&known.campaign.terms.limit, now.day(), &turns).is_some();
            return Ok(has.into_iter().next_back().filter(|_| !more).map_or_else(
                || {
                    live.refused.fetch_add(1, Ordering::Relaxed);
                    if day_out { Taken::DayOut } else { Taken::SoldOut }
                },
                Taken::Already,
            ));
        }
        if let Entry::Wait { ahead, seconds } = live.room(|r| r.enter(person, now)) {
            return Ok(Taken::Waiting { ahead, seconds });
        }
        let _inside = Inside(&live, app);
        let union_id = eligible(app, person, known).await?;
        let wanted = Wanted { campaign_id: campaign, person_id: person, union_id, seen };
        match self.batches.submit(wanted).await? {
            Outcome::Got(v) => {
                live.sold_out_until.store(0, Ordering::Relaxed);
                Ok(Taken::Got(v))
            }
            Outcome::Already(v) => Ok(Taken::Already(v)),
            Outcome::SoldOut => {
                live.sold_out_until.store(app.clock().now().0 + SOLD_OUT, Ordering::Relaxed);
                live.room(Room::dissolve);
                Ok(Taken::SoldOut)
            }
            Outcome::DayOut => {
                let tomorrow = Timestamp::at_day_start(app.clock().today().plus_days(1));
                live.day_out_until.store(tomorrow.0, Ordering::Relaxed);
                live.room(Room::dissolve);
                Ok(Taken::DayOut)
            }
            Outcome::Closed(why) => Err(why.into()),
        }
    }
}

/// What somebody got whose answer was lost before the campaign was over.
async fn lost_answer(app: &App, person: Id, campaign: Id, seen: i64) -> Result<Option<Taken>> {
    let has = app.store().read(move |tx| voucher::of_person(tx, person, &[campaign])).await?;
    let more = has.len() as i64 > seen;
    Ok(has.into_iter().next_back().filter(|_| more).map(Taken::Already))
}

impl Live {
    /// Whether nobody will press any more.
    fn is_over(&self, now: Timestamp) -> bool {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.as_ref().is_none_or(|(at, k)| {
            now.0 - at.0 > 60 * FRESH || k.campaign.closes_at <= now && now.0 - at.0 > FRESH
        }) && self.room(|r| r.waiting()) == 0
            && self.refused.load(Ordering::Relaxed) == 0
    }
}

/// The union in which a person is a member who may take part.
async fn eligible(app: &App, person: Id, known: Arc<Known>) -> Result<Id> {
    app.store()
        .read(move |tx| {
            let today = tx.today();
            let facts = reach::facts(tx, person)?.ok_or_else(not_a_member)?;
            if !known.home.covers(&facts.union_path) {
                return Err(IssueError::CampaignNotFound);
            }
            let refused = reach::refusal(&facts, &known.home, &known.campaign.terms.who, today, &known.names);
            let why = match refused {
                Some(refused) => Some(refused.sentence),
                None => quiz::refused(tx, &known.campaign, person)?,
            };
            why.map_or(Ok(facts.union_id), |why| Err(IssueError::NotEligible { why }))
        })
        .await
}

/// Whoever is in no union takes part in nothing.
pub fn not_a_member() -> IssueError {
    IssueError::NotEligible { why: NOT_A_MEMBER.to_owned() }
}

/// Told to whoever is in no union.
pub const NOT_A_MEMBER: &str = "您目前没有在册的会籍，请联系所在工会";
