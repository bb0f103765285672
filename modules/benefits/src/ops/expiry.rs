//! What time does to campaigns: they end, vouchers run out, and what is over is settled.

use guard::{Actor, Reason, act, res};
use kernel::{Fen, Id};
use platform::App;
use platform::audit::{self, Changes};
use platform::ledger::{self, Entry, transfer};
use platform::parameters::keys;
use store::Tx;

use super::accounts::{budget_account, campaign_account, issued_account};
use super::campaign::union_of;
use super::campaign_steps::{end, settle_due};
use crate::campaign_error::{CampaignError, Result};
use crate::model::campaign::{Campaign, CampaignKind, CampaignState};
use crate::rules::campaign::budget_year;
use crate::store::{campaign, stock, voucher};

/// Campaigns, or vouchers, that are worked off in one transaction.
const PART: i64 = 500;

/// How many days after their last one vouchers run out.
#[derive(Clone, Copy, Debug)]
struct Late {
    /// Codes of partners: the partner tells afterwards which were used.
    code: i64,
    /// Goods that are sent: the desk may be late, and the member said in time where to.
    sent: i64,
}

impl Late {
    /// What the parameters say today.
    fn of(app: &App) -> Self {
        let days = |key| app.parameters().integer(key, app.clock().today());
        Self { code: days(keys::BENEFITS_CODE_DAYS), sent: days(keys::BENEFITS_SEND_DAYS) }
    }

    /// Of the vouchers of a campaign. All others run out a day later than it says on them, because a till without a network may hand in
    /// until then what it took on the last day.
    fn days(self, c: &Campaign) -> i64 {
        match &c.terms.delivery {
            _ if c.kind == CampaignKind::Codes => self.code,
            Some(d) if d.is_sent() => self.sent,
            _ => 1,
        }
    }
}

fn system() -> Actor {
    Actor::system(Reason::Job, "普惠活动")
}

/// Ends campaigns whose time is over; how many.
///
/// # Errors
/// Any [`CampaignError`].
pub fn end_all(app: &App) -> Result<usize> {
    let scope = system().permit::<res::Campaign, act::Approve>()?;
    let closed = app.store().read_blocking(|tx| campaign::closed(tx, tx.now(), PART))?;
    let mut done = 0;
    for id in closed {
        let scope = scope.clone();
        let ended = app.store().write_blocking(move |tx| end(tx, &scope, id))?;
        done += usize::from(ended.is_some());
    }
    Ok(done)
}

/// Lets vouchers run out whose last day is over, so many days later as [`Late`] says; how many.
///
/// # Errors
/// Any [`CampaignError`].
pub fn expire_all(app: &App) -> Result<usize> {
    let late = Late::of(app);
    let due = app.store().read_blocking(move |tx| {
        let ends = (tx.today().plus_days(-1), tx.today().plus_days(-late.code));
        voucher::due(tx, ends, PART)
    })?;
    let mut done = 0;
    for id in due {
        loop {
            let n = app.store().write_blocking(move |tx| expire(tx, id, late))?;
            done += n.1;
            if n.0 < PART as usize {
                break;
            }
        }
    }
    Ok(done)
}

/// Lets some vouchers of a campaign run out: what they cost goes back into its envelope. How many were looked at, how many ran out.
fn expire(tx: &mut Tx<'_>, id: Id, late: Late) -> Result<(usize, usize)> {
    let c = campaign::unscoped(tx, id)?.ok_or(CampaignError::NotFound)?;
    let today = tx.today();
    stock::hold(tx, id)?;
    let (past, out) = voucher::expire_due(tx, id, today.plus_days(-late.days(&c)), PART)?;
    let Some(first) = out.iter().map(|(serial, _)| *serial).min() else { return Ok((past, 0)) };
    stock::release(tx, id, out.len() as i64)?;
    let by = system();
    let amount = Fen(out.iter().map(|(_, worth)| worth.0).sum());
    if amount.0 > 0 {
        // One that came back after the settlement, because its redemption was taken back, has its money from the budget.
        let credit = match c.state {
            CampaignState::Settled | CampaignState::Archived => {
                budget_account(tx, c.union_id, budget_year(c.opens_at))?
            }
            _ => campaign_account(tx, c.union_id, id)?,
        };
        // A voucher runs out once, so the first serial makes the transfer one of its own.
        let entry = Entry {
            id: ledger::id_of("benefit.expire", id, first),
            debit: issued_account(tx, c.union_id, id)?,
            credit,
            amount,
            day: today,
            reason: "benefits.expire",
            record: ("benefit_campaign", id),
            memo: &c.title,
        };
        transfer(tx, &by, &[entry])?;
    }
    let place = union_of(tx, &c)?.place();
    let changes = Changes::new().note("count", out.len() as i64).note("amount", amount.to_string());
    let entry = audit::Entry {
        changes,
        union_path: Some(&place),
        ..audit::Entry::of("campaign.expire-vouchers", id)
    };
    audit::record(tx, &by, entry)?;
    Ok((past, out.len()))
}

/// Settles campaigns that are over and of which nobody holds anything; how many.
///
/// # Errors
/// Any [`CampaignError`].
pub fn settle_all(app: &App) -> Result<usize> {
    let scope = system().permit::<res::Campaign, act::Approve>()?;
    let ended = app.store().read_blocking(campaign::ended)?;
    let mut done = 0;
    for id in ended {
        let scope = scope.clone();
        done += usize::from(app.store().write_blocking(move |tx| settle_due(tx, &scope, id))?);
    }
    Ok(done)
}
