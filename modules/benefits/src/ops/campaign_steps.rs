//! Campaigns that are decided and running: published with their envelope, paused, stopped, ended, settled, archived.

use guard::act::Action;
use guard::{Actor, Scope, act, res};
use kernel::{Fen, Id, OrgPath};
use platform::audit;
use platform::ledger::{self, Entry, LedgerError, balance, transfer};
use platform::sealed::Keyring;
use store::Tx;

use super::accounts::{budget_account, campaign_account, issued_account, left_of};
use super::campaign::{about, fresh, keep, must, own, reason};
use super::draw;
use super::figures::count_used;
use super::instant;
use crate::campaign_error::{CampaignError, Result};
use crate::model::campaign::{Campaign, CampaignKind, CampaignState};
use crate::rules::campaign::budget_year;
use crate::store::{campaign, stock};

/// What an entry is for.
fn record(c: &Campaign) -> (&'static str, Id) {
    ("benefit_campaign", c.id)
}

/// Reserves the envelope of the year's budget.
fn reserve(tx: &mut Tx<'_>, by: &Actor, c: &Campaign) -> Result<()> {
    let book = c.union_id;
    // Both are there from now on, so that issuing opens no account.
    let (to, _) = (campaign_account(tx, book, c.id)?, issued_account(tx, book, c.id)?);
    if c.envelope.0 == 0 {
        return Ok(());
    }
    let year = budget_year(c.opens_at);
    let from = budget_account(tx, book, year)?;
    let entry = Entry {
        id: ledger::id_of("benefit.publish", c.id, 0),
        debit: from,
        credit: to,
        amount: c.envelope,
        day: tx.today(),
        reason: "benefits.publish",
        record: record(c),
        memo: &c.title,
    };
    match transfer(tx, by, &[entry]) {
        Ok(_) => Ok(()),
        Err(LedgerError::Limit { .. }) => {
            Err(CampaignError::Budget { year, there: left_of(tx, book, year)?, wanted: c.envelope })
        }
        Err(e) => Err(e.into()),
    }
}

/// Puts a proposal on line: the envelope is reserved, the stock laid out, a draw and tickets that win at once commit themselves. Never by who wrote or proposed it.
///
/// # Errors
/// [`CampaignError::NotFound`] outside the scope, [`CampaignError::State`], [`CampaignError::Stale`],
/// [`CampaignError::SamePerson`], [`CampaignError::Over`], [`CampaignError::Budget`].
pub fn publish(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    scope: &Scope<res::Campaign, act::Approve>,
    (id, version): (Id, i64),
) -> Result<Campaign> {
    let (before, place) = own(tx, scope, id)?;
    must(&before, &[CampaignState::Proposed], "审批")?;
    fresh(&before, version)?;
    let by = scope.actor();
    if [before.made_by, before.proposed_by].contains(&by.id()) {
        return Err(CampaignError::SamePerson);
    }
    if before.closes_at <= tx.now() {
        return Err(CampaignError::Over);
    }
    reserve(tx, by, &before)?;
    stock::open(tx, id, before.stock)?;
    let after = decided(tx, by, Campaign { state: CampaignState::Published, ..before });
    match after.kind {
        CampaignKind::Draw | CampaignKind::Queue => drop(draw::begin(tx, keys, &after)?),
        CampaignKind::Instant => instant::begin(tx, keys, &after)?,
        _ => {}
    }
    let entry = audit::Entry { changes: about(&after), ..audit::Entry::of("campaign.publish", id) };
    keep(tx, scope, after, &place, entry)
}

fn decided(tx: &Tx<'_>, by: &Actor, c: Campaign) -> Campaign {
    Campaign { decided_by: by.id(), decided_by_name: by.name().to_owned(), decided_at: tx.now(), ..c }
}

/// Gives a proposal back as a draft; never by who wrote or proposed it.
///
/// # Errors
/// As [`publish`]; [`CampaignError::Invalid`] for the reason.
pub fn give_back(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Campaign, act::Approve>,
    (id, version): (Id, i64),
    why: &str,
) -> Result<Campaign> {
    let (before, place) = own(tx, scope, id)?;
    must(&before, &[CampaignState::Proposed], "退回")?;
    fresh(&before, version)?;
    let by = scope.actor();
    if [before.made_by, before.proposed_by].contains(&by.id()) {
        return Err(CampaignError::SamePerson);
    }
    let after = Campaign { state: CampaignState::Draft, reason: reason(why)?, ..before };
    let after = decided(tx, by, after);
    let changes = about(&after).note("reason", after.reason.as_str());
    let entry = audit::Entry { changes, ..audit::Entry::of("campaign.return", id) };
    keep(tx, scope, after, &place, entry)
}

/// Whether somebody may do a deed to campaigns of a union at a place.
fn covers<A: Action>(actor: &Actor, place: &OrgPath) -> bool {
    actor.permit::<res::Campaign, A>().is_ok_and(|scope| scope.covers(place))
}

/// Nothing is given until it goes on. What somebody who approves paused is held back until such a one lets it go on.
///
/// # Errors
/// [`CampaignError::NotFound`] outside the scope, [`CampaignError::State`], [`CampaignError::Stale`],
/// [`CampaignError::Invalid`] for the reason.
pub fn pause(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Campaign, act::Lock>,
    (id, version): (Id, i64),
    why: &str,
) -> Result<Campaign> {
    let (before, place) = own(tx, scope, id)?;
    must(&before, &[CampaignState::Published], "暂停")?;
    fresh(&before, version)?;
    let held_back = covers::<act::Approve>(scope.actor(), &place);
    let after = Campaign { state: CampaignState::Paused, reason: reason(why)?, held_back, ..before };
    let changes = about(&after).note("reason", after.reason.as_str());
    let entry = audit::Entry { changes, ..audit::Entry::of("campaign.pause", id) };
    keep(tx, scope, after, &place, entry)
}

/// A paused campaign goes on.
///
/// # Errors
/// As [`pause`]; [`CampaignError::HeldBack`] if somebody who approves paused it, and this is none.
pub fn resume(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Campaign, act::Lock>,
    (id, version): (Id, i64),
) -> Result<Campaign> {
    let (before, place) = own(tx, scope, id)?;
    must(&before, &[CampaignState::Paused], "恢复")?;
    fresh(&before, version)?;
    if before.held_back && !covers::<act::Approve>(scope.actor(), &place) {
        return Err(CampaignError::HeldBack);
    }
    let after =
        Campaign { state: CampaignState::Published, reason: String::new(), held_back: false, ..before };
    let entry = audit::Entry { changes: about(&after), ..audit::Entry::of("campaign.resume", id) };
    keep(tx, scope, after, &place, entry)
}

/// Ends a campaign before its time. What people hold still counts.
///
/// # Errors
/// As [`pause`].
pub fn stop(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Campaign, act::Approve>,
    (id, version): (Id, i64),
    why: &str,
) -> Result<Campaign> {
    let (before, place) = own(tx, scope, id)?;
    must(&before, &[CampaignState::Published, CampaignState::Paused], "停止")?;
    fresh(&before, version)?;
    let after = Campaign { state: CampaignState::Ended, reason: reason(why)?, ..before };
    let changes = about(&after).note("reason", after.reason.as_str());
    let entry = audit::Entry { changes, ..audit::Entry::of("campaign.stop", id) };
    keep(tx, scope, after, &place, entry)
}

/// Ends a campaign whose time is over; `None` if somebody did meanwhile, or it is not over.
///
/// # Errors
/// Any [`store::DbError`], as [`CampaignError::Db`].
pub fn end(tx: &mut Tx<'_>, scope: &Scope<res::Campaign, act::Approve>, id: Id) -> Result<Option<Campaign>> {
    let (before, place) = own(tx, scope, id)?;
    let running = [CampaignState::Published, CampaignState::Paused].contains(&before.state);
    if !running || before.closes_at > tx.now() {
        return Ok(None);
    }
    let after = Campaign { state: CampaignState::Ended, ..before };
    let entry = audit::Entry { changes: about(&after), ..audit::Entry::of("campaign.end", id) };
    keep(tx, scope, after, &place, entry).map(Some)
}

/// Gives what is left in a campaign's account back to the budget of its year; how much.
fn rest(tx: &mut Tx<'_>, by: &Actor, c: &Campaign) -> Result<Fen> {
    let book = c.union_id;
    let from = campaign_account(tx, book, c.id)?;
    let amount = balance(tx, from)?.balance;
    if amount.0 == 0 {
        return Ok(amount);
    }
    let to = budget_account(tx, book, budget_year(c.opens_at))?;
    let entry = Entry {
        id: ledger::id_of("benefit.settle", c.id, 0),
        debit: from,
        credit: to,
        amount,
        day: tx.today(),
        reason: "benefits.settle",
        record: record(c),
        memo: &c.title,
    };
    transfer(tx, by, &[entry])?;
    Ok(amount)
}

/// Settles a campaign that is over: nobody holds anything of it any more, and what is left of its envelope goes back to the budget.
/// What a merchant refunds afterwards goes to the budget at once.
///
/// # Errors
/// As [`pause`]; [`CampaignError::Held`] while somebody holds something, or a draw is not over.
pub fn settle(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Campaign, act::Approve>,
    (id, version): (Id, i64),
) -> Result<Campaign> {
    let (before, place) = own(tx, scope, id)?;
    must(&before, &[CampaignState::Ended], "结算")?;
    fresh(&before, version)?;
    ready(tx, &before)?;
    // From now on nobody uses anything of it, so the figures are complete.
    count_used(tx, id)?;
    let back = rest(tx, scope.actor(), &before)?;
    let after = Campaign { state: CampaignState::Settled, ..before };
    let changes = about(&after).note("back", back.to_string());
    let entry = audit::Entry { changes, ..audit::Entry::of("campaign.settle", id) };
    keep(tx, scope, after, &place, entry)
}

/// Whether nothing of a campaign that is over is held any more.
///
/// # Errors
/// [`CampaignError::Held`] if something is.
pub fn ready(tx: &mut Tx<'_>, c: &Campaign) -> Result<()> {
    let held = stock::find(tx, c.id)?.map_or(0, |s| s.held());
    if held > 0 {
        return Err(CampaignError::Held { held });
    }
    if !draw::is_over(tx, c)? {
        return Err(CampaignError::Held { held: 0 });
    }
    Ok(())
}

/// Puts a settled campaign away: members do not see it any more.
///
/// # Errors
/// As [`pause`].
pub fn archive(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Campaign, act::Update>,
    (id, version): (Id, i64),
) -> Result<Campaign> {
    let (before, place) = own(tx, scope, id)?;
    must(&before, &[CampaignState::Settled], "归档")?;
    fresh(&before, version)?;
    let after = Campaign { state: CampaignState::Archived, ..before };
    let entry = audit::Entry { changes: about(&after), ..audit::Entry::of("campaign.archive", id) };
    keep(tx, scope, after, &place, entry)
}

/// What the account may do with a campaign in its state: one deed each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[schema(as = BenefitCampaignMay)]
pub struct May {
    /// Change the draft.
    pub edit: bool,
    /// Propose the draft.
    pub propose: bool,
    /// Give the proposal back.
    pub r#return: bool,
    /// Put it on line.
    pub publish: bool,
    /// Interrupt it.
    pub pause: bool,
    /// Let it go on.
    pub resume: bool,
    /// End it before its time.
    pub stop: bool,
    /// Settle it; that nobody holds anything any more is found out then.
    pub settle: bool,
    /// Put it away.
    pub archive: bool,
    /// Give it up.
    pub withdraw: bool,
    /// Look at who got its vouchers.
    pub vouchers: bool,
}

/// What somebody may do with a campaign of a union at a place.
pub fn may(actor: &Actor, c: &Campaign, place: &OrgPath) -> May {
    use CampaignState::{Draft, Ended, Paused, Proposed, Published, Settled, Withdrawn};
    let update = covers::<act::Update>(actor, place);
    let propose = covers::<act::Propose>(actor, place);
    let approve = covers::<act::Approve>(actor, place);
    let lock = covers::<act::Lock>(actor, place);
    let other = ![c.made_by, c.proposed_by].contains(&actor.id());
    let is = |states: &[CampaignState]| states.contains(&c.state);
    May {
        edit: update && is(&[Draft]),
        propose: propose && is(&[Draft]),
        r#return: approve && other && is(&[Proposed]),
        publish: approve && other && is(&[Proposed]),
        pause: lock && is(&[Published]),
        resume: lock && is(&[Paused]) && (approve || !c.held_back),
        stop: approve && is(&[Published, Paused]),
        settle: approve && is(&[Ended]),
        archive: update && is(&[Settled]),
        withdraw: propose && is(&[Draft, Proposed]),
        vouchers: covers::<act::Read>(actor, place) && !is(&[Draft, Proposed, Withdrawn]),
    }
}

/// Campaigns of which nothing is held any more are settled by the program a day after they closed, so that whoever settles by hand
/// comes first; how many.
///
/// # Errors
/// Any [`CampaignError`] but that something is held.
pub fn settle_due(tx: &mut Tx<'_>, scope: &Scope<res::Campaign, act::Approve>, id: Id) -> Result<bool> {
    let Some(c) = campaign::unscoped(tx, id)? else { return Ok(false) };
    if c.state != CampaignState::Ended || c.closes_at.plus_ms(86_400_000) > tx.now() {
        return Ok(false);
    }
    match ready(tx, &c) {
        Ok(()) => settle(tx, scope, (id, c.version)).map(|_| true),
        Err(CampaignError::Held { .. }) => Ok(false),
        Err(e) => Err(e),
    }
}
