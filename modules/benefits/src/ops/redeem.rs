//! Vouchers are taken at tills: what many tills hand in at once is written in one transaction.
//!
//! Each scan is judged in its turn in memory, by what the vouchers were and what the scans before it did. The vouchers that are to be
//! used are then changed under the condition that they are held: if another server was there in between, fewer are, and the whole is
//! tried again. So of two tills at the same instant one gets the voucher and the other one is told who has it.

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use guard::{Actor, Reason};
use kernel::{Fen, Id, OrgPath, Timestamp};
use platform::App;
use platform::audit::{self, Changes, Entry};
use platform::ledger::{self, LedgerError, id_of};
use platform::parameters::keys;
use registry::api::union_by_id;
use store::{AsDbError, Batcher, DbError, DbResult, Tx};

use super::accounts::{issued_account, unsettled_account};
use super::bill::Bills;
use crate::merchant_error::{MerchantError, Result};
use crate::model::campaign::{Campaign, Delivery};
use crate::model::merchant::Merchant;
use crate::model::redemption::{Redemption, RedemptionState};
use crate::model::voucher::{Voucher, VoucherState};
use crate::rules::code::number;
use crate::rules::redeem::check;
use crate::store::{campaign, merchant, redemption, stock};

/// Who stands at which till.
#[derive(Clone, Debug)]
pub struct Till {
    /// Account of the clerk.
    pub actor: Actor,
    /// Merchant.
    pub merchant_id: Id,
    /// Shop.
    pub shop_id: Id,
}

/// A voucher that a till wants to take. Its code was checked.
#[derive(Clone, Debug)]
pub struct Scan {
    /// Till.
    pub till: Till,
    /// Campaign of the voucher.
    pub campaign_id: Id,
    /// Serial of the voucher.
    pub serial: i64,
    /// When it was scanned, if the till had no network; the instant of the transaction otherwise.
    pub offline_at: Option<Timestamp>,
    /// What the till's page calls this scan: handed in again, it gets the same answer.
    pub key: String,
    /// What the till's page calls the device that it runs on.
    pub device: String,
}

/// A voucher that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redeemed {
    /// What was written.
    pub redemption: Redemption,
    /// What the person gets.
    pub title: String,
    /// Number of the voucher.
    pub number: String,
    /// The same scan was handed in before.
    pub again: bool,
}

/// What became of a scan.
pub type Outcome = Result<Redeemed>;

/// Milliseconds for which it is known at which till an account stands. Whose account is closed has no session any more.
const KNOWN: i64 = 10_000;
/// Accounts that are kept in mind.
const ACCOUNTS: usize = 10_000;

/// Minutes within which what one person shows at a merchant stands on one bill.
fn stack_minutes(app: &App) -> i64 {
    app.parameters().integer(keys::BENEFITS_STACK_MINUTES, app.clock().today())
}

/// Where scans are handed in, those of many tills together.
pub struct Tills {
    batches: Batcher<Scan, Outcome>,
    /// Minutes of one bill, as the last scan found them.
    minutes: Arc<AtomicI64>,
    known: Mutex<HashMap<Id, (Timestamp, Till)>>,
}

impl std::fmt::Debug for Tills {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tills").field("batches", &self.batches).finish_non_exhaustive()
    }
}

impl Tills {
    /// Of an installation; kept by [`App::shared`].
    pub fn of(app: &App) -> Self {
        let minutes = Arc::new(AtomicI64::new(stack_minutes(app)));
        let known = minutes.clone();
        let batches = Batcher::start(app.store().clone(), "redeem", move |tx, all| {
            redeem_each(tx, known.load(Ordering::Relaxed), all)
        });
        Self { batches, minutes, known: Mutex::default() }
    }

    /// The till at which an account was seen in the last seconds.
    pub fn known(&self, account: Id, now: Timestamp) -> Option<Till> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(&account).filter(|(at, _)| now.0 - at.0 < KNOWN).map(|(_, till)| till.clone())
    }

    /// Keeps in mind at which till an account stands.
    pub fn learn(&self, till: &Till, now: Timestamp) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= ACCOUNTS {
            known.clear();
        }
        known.insert(till.actor.id(), (now, till.clone()));
    }

    /// Hands a scan in; answered when it is durable.
    ///
    /// # Errors
    /// Why the voucher is not taken.
    pub async fn redeem(&self, app: &App, scan: Scan) -> Outcome {
        self.minutes.store(stack_minutes(app), Ordering::Relaxed);
        self.batches.submit(scan).await?
    }
}

type Key = (Id, i64);

/// Where vouchers are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Where {
    /// At tills, where vouchers shown within so many minutes stand on one bill.
    Till(i64),
    /// At the desk of a union, which sends goods or hands them out: nothing is shown there.
    Desk,
}

/// What the scans of a transaction are about, as it is after those so far.
struct Ground {
    place: Where,
    campaigns: HashMap<Id, (Campaign, OrgPath)>,
    merchants: HashMap<Id, Merchant>,
    vouchers: HashMap<Key, Voucher>,
    /// Taken in this transaction.
    fresh: BTreeMap<Key, Redemption>,
    bills: Bills,
}

fn distinct<T: Ord>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut all: Vec<T> = all.collect();
    all.sort_unstable();
    all.dedup();
    all
}

impl Ground {
    fn read(tx: &mut Tx<'_>, place: Where, scans: &[Scan]) -> DbResult<Self> {
        let mut campaigns = HashMap::new();
        let mut vouchers = HashMap::new();
        for id in distinct(scans.iter().map(|s| s.campaign_id)) {
            let Some(c) = campaign::unscoped(tx, id)? else { continue };
            // Whoever issues, takes or takes back holds the stock first, so that nobody waits for another in a circle.
            stock::hold(tx, id)?;
            let place = union_by_id(tx, c.union_id)?.map_or_else(OrgPath::top, |u| u.place());
            campaigns.insert(id, (c, place));
            let serials = distinct(scans.iter().filter(|s| s.campaign_id == id).map(|s| s.serial));
            for v in redemption::vouchers(tx, id, &serials)? {
                vouchers.insert((id, v.serial), v);
            }
        }
        let all = merchant::find_all(tx, &distinct(scans.iter().map(|s| s.till.merchant_id)))?;
        let merchants = all.into_iter().map(|m| (m.id, m)).collect();
        let now = tx.now();
        let bills = match place {
            Where::Desk => Bills::none(),
            Where::Till(minutes) => {
                let holder = |s: &Scan| {
                    let v: Option<&Voucher> = vouchers.get(&(s.campaign_id, s.serial));
                    v.filter(|v| v.state == VoucherState::Held).map(|v| (s.till.merchant_id, v.person_id))
                };
                let first = scans.iter().filter_map(|s| s.offline_at).min().unwrap_or(now);
                Bills::read(tx, minutes, &distinct(scans.iter().filter_map(holder)), first.min(now))?
            }
        };
        Ok(Self { place, campaigns, merchants, vouchers, fresh: BTreeMap::new(), bills })
    }

    /// Judges a scan and keeps in mind what it does.
    fn one(&mut self, tx: &mut Tx<'_>, scan: &Scan) -> Outcome {
        let key = (scan.campaign_id, scan.serial);
        let (c, place) = self.campaigns.get(&scan.campaign_id).ok_or(MerchantError::VoucherUnknown)?;
        let m = self.merchants.get(&scan.till.merchant_id).ok_or(MerchantError::NotFound)?;
        let v = self.vouchers.get(&key).ok_or(MerchantError::VoucherUnknown)?;
        let (title, number) = (c.title_of(v).to_owned(), number(&c.number, scan.serial));
        if let Some(before) = self.before(tx, scan, v)? {
            return Ok(Redeemed { redemption: before, title, number, again: true });
        }
        let place_of_use = match self.merchants.get(&v.merchant_id) {
            Some(known) => known.name.clone(),
            None if v.merchant_id.0 == 0 => String::new(),
            None => merchant::unscoped(tx, v.merchant_id)?.map(|m| m.name).unwrap_or_default(),
        };
        // A code that is shown holds for its minute; what was kept without a network may come again for a day.
        if scan.offline_at.is_some() && redemption::taken_back(tx, scan.till.merchant_id, key, &scan.key)? {
            let state = RedemptionState::Void.title();
            return Err(MerchantError::State { deed: "再次核销", state });
        }
        let at = scan.offline_at.unwrap_or(tx.now());
        // Who said in time where to send it waits for the desk, not for the calendar.
        let day = if self.place == Where::Desk { at.day().min(v.expires_on) } else { at.day() };
        check((m, c, place), v, day, || place_of_use)?;
        if self.place != Where::Desk && c.terms.delivery.as_ref().is_some_and(Delivery::is_sent) {
            return Err(MerchantError::VoucherSent);
        }
        let pair = (m.id, v.person_id);
        self.bills.check(pair, c, at)?;
        let taken = taken(tx, scan, (c, v), at);
        self.bills.add(pair, c, at);
        let used = Voucher { state: VoucherState::Used, used_at: at, merchant_id: m.id, ..v.clone() };
        self.vouchers.insert(key, used);
        self.fresh.insert(key, taken.clone());
        Ok(Redeemed { redemption: taken, title, number, again: false })
    }

    /// What was written when the same till handed in the same scan before.
    fn before(&self, tx: &mut Tx<'_>, scan: &Scan, v: &Voucher) -> DbResult<Option<Redemption>> {
        if v.state != VoucherState::Used || v.merchant_id != scan.till.merchant_id {
            return Ok(None);
        }
        let there = match self.fresh.get(&(v.campaign_id, v.serial)) {
            Some(fresh) => Some(fresh.clone()),
            None => redemption::of_voucher(tx, v.merchant_id, (v.campaign_id, v.serial))?,
        };
        let same = |r: &Redemption| r.scan_key == scan.key && r.account_id == scan.till.actor.id();
        Ok(there.filter(same))
    }
}

fn taken(tx: &Tx<'_>, scan: &Scan, (c, v): (&Campaign, &Voucher), at: Timestamp) -> Redemption {
    Redemption {
        merchant_id: scan.till.merchant_id,
        id: tx.new_id(),
        campaign_id: c.id,
        serial: v.serial,
        person_id: v.person_id,
        union_id: c.union_id,
        shop_id: scan.till.shop_id,
        account_id: scan.till.actor.id(),
        clerk_name: scan.till.actor.name().to_owned(),
        device: scan.device.clone(),
        scan_key: scan.key.clone(),
        worth: v.worth,
        pays: c.terms.offer.pays,
        at,
        received_at: tx.now(),
        offline: scan.offline_at.is_some(),
        state: RedemptionState::Good,
        statement_id: Id(0),
        reason: String::new(),
    }
}

/// Takes each of these vouchers that may be taken; one outcome for each, in order. What one person shows at a merchant within `minutes`
/// stands on one bill.
///
/// # Errors
/// Any [`DbError`]: then none was taken.
pub fn redeem_each(tx: &mut Tx<'_>, minutes: i64, scans: &[Scan]) -> DbResult<Vec<Outcome>> {
    take_each(tx, Where::Till(minutes), scans)
}

/// Uses a voucher whose goods a union sends, or hands out itself.
///
/// # Errors
/// Why it cannot be used.
pub(super) fn use_at_desk(tx: &mut Tx<'_>, scan: &Scan) -> Outcome {
    let mut done = take_each(tx, Where::Desk, std::slice::from_ref(scan))?;
    done.pop().unwrap_or(Err(MerchantError::VoucherUnknown))
}

fn take_each(tx: &mut Tx<'_>, place: Where, scans: &[Scan]) -> DbResult<Vec<Outcome>> {
    let mut ground = Ground::read(tx, place, scans)?;
    let mut outcomes = Vec::with_capacity(scans.len());
    for scan in scans {
        let outcome = ground.one(tx, scan);
        if let Some(e) = outcome.as_ref().err().and_then(AsDbError::db_error) {
            return Err(e.clone());
        }
        outcomes.push(outcome);
    }
    let fresh: Vec<Redemption> = std::mem::take(&mut ground.fresh).into_values().collect();
    if !fresh.is_empty() {
        use_up(tx, &fresh)?;
        redemption::insert(tx, &fresh)?;
        owe(tx, &fresh)?;
        tell(tx, &ground, &fresh, scans)?;
    }
    Ok(outcomes)
}

/// Marks the vouchers as used, in the order of campaign and serial.
fn use_up(tx: &mut Tx<'_>, fresh: &[Redemption]) -> DbResult<()> {
    let mut groups: BTreeMap<(Id, Id, i64), Vec<i64>> = BTreeMap::new();
    for r in fresh {
        groups.entry((r.campaign_id, r.merchant_id, r.at.0)).or_default().push(r.serial);
    }
    for ((campaign, merchant, at), serials) in groups {
        let used = redemption::use_up(tx, campaign, &serials, (merchant, Timestamp(at)))?;
        if used != serials.len() as u64 {
            return Err(DbError::Busy("vouchers at a till".into()));
        }
    }
    Ok(())
}

/// What people held of campaigns is owed to merchants from now on: one transfer for each campaign. Which merchant is owed what, the
/// redemptions say, until a statement does.
pub(super) fn owe(tx: &mut Tx<'_>, fresh: &[Redemption]) -> DbResult<()> {
    let mut sums: BTreeMap<Id, (&Redemption, Fen)> = BTreeMap::new();
    for r in fresh {
        sums.entry(r.campaign_id).or_insert((r, Fen(0))).1.0 += r.worth.0;
    }
    let mut entries = Vec::with_capacity(sums.len());
    for (campaign, (first, sum)) in sums {
        if sum.0 == 0 {
            continue;
        }
        entries.push(ledger::Entry {
            id: id_of("benefits.redeem", first.id, 0),
            debit: issued_account(tx, first.union_id, campaign).map_err(broken)?,
            credit: unsettled_account(tx, first.union_id).map_err(broken)?,
            amount: sum,
            day: tx.today(),
            reason: "benefits.redeem",
            record: ("benefit_campaign", campaign),
            memo: "",
        });
    }
    ledger::transfer(tx, &Actor::system(Reason::Job, "核销"), &entries).map(drop).map_err(broken)
}

/// A transfer that the book refuses means that it does not agree with the vouchers.
pub(super) fn broken(e: LedgerError) -> DbError {
    match e {
        LedgerError::Db(e) => e,
        other => DbError::Inconsistent(format!("benefits: {other}")),
    }
}

/// One entry in the audit for each clerk and campaign.
fn tell(tx: &mut Tx<'_>, ground: &Ground, fresh: &[Redemption], scans: &[Scan]) -> DbResult<()> {
    let mut groups: BTreeMap<(Id, Id, Id), Vec<&Redemption>> = BTreeMap::new();
    for r in fresh {
        groups.entry((r.account_id, r.merchant_id, r.campaign_id)).or_default().push(r);
    }
    for ((account, merchant, campaign), all) in groups {
        let Some(by) = scans.iter().find(|s| s.till.actor.id() == account) else { continue };
        let path = ground.merchants.get(&merchant).map(|m| &m.union_path);
        let of = ground.campaigns.get(&campaign).map_or("", |(c, _)| c.number.as_str());
        let numbers: Vec<String> = all.iter().map(|r| number(of, r.serial)).collect();
        let changes = Changes::new()
            .note("count", all.len())
            .note("amount", Fen(all.iter().map(|r| r.worth.0).sum()).to_string())
            .note("numbers", numbers.join("、"));
        let entry = Entry { union_path: path, changes, ..Entry::of("redemption.add", merchant) };
        audit::record(tx, &by.till.actor, entry)?;
    }
    Ok(())
}
