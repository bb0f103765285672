//! A voucher is taken back from who holds it: issued in error, or the person asks for it.

use guard::act::Action;
use guard::{Actor, Scope, res};
use kernel::Id;
use platform::audit::{self, Changes, Entry};
use platform::ledger::{self, id_of};
use registry::api::union_by_id;
use store::Tx;

use super::accounts::{campaign_account, issued_account};
use crate::issue_error::{IssueError, Result};
use crate::model::campaign::Campaign;
use crate::model::voucher::Voucher;
use crate::rules::code::number;
use crate::store::{campaign, stock, voucher};

/// Takes a held voucher back; its worth goes back to the campaign, and another one may be issued for it.
///
/// # Errors
/// [`IssueError::Reason`], [`IssueError::VoucherNotFound`], [`IssueError::State`] if it is not held.
pub fn void(tx: &mut Tx<'_>, actor: &Actor, c: &Campaign, serial: i64, reason: &str) -> Result<Voucher> {
    let reason = reason.trim();
    if !(2..=200).contains(&reason.chars().count()) {
        return Err(IssueError::Reason);
    }
    let found = voucher::by_serial(tx, c.id, serial)?.ok_or(IssueError::VoucherNotFound)?;
    if !voucher::void(tx, c.id, serial)? {
        return Err(IssueError::State { state: found.state });
    }
    stock::release(tx, c.id, 1)?;
    if found.worth.0 > 0 {
        let entry = ledger::Entry {
            id: id_of("benefit.void", c.id, serial),
            debit: issued_account(tx, c.union_id, c.id)?,
            credit: campaign_account(tx, c.union_id, c.id)?,
            amount: found.worth,
            day: tx.today(),
            reason: "benefits.void",
            record: ("benefit_campaign", c.id),
            memo: reason,
        };
        ledger::transfer(tx, actor, &[entry])?;
    }
    let changes =
        Changes::new().note("number", number(&c.number, serial)).note("person", found.person_id.to_string());
    let place = union_by_id(tx, c.union_id)?.map(|u| u.place());
    let told = Entry {
        changes,
        union_path: place.as_ref(),
        purpose: Some(reason),
        ..Entry::of("benefit.void", c.id)
    };
    audit::record(tx, actor, told)?;
    voucher::by_key(tx, c.id, found.person_id, found.turn)?.ok_or(IssueError::VoucherNotFound)
}

/// A campaign whose vouchers somebody may see and take back: of a union in the scope. One that is only seen because a union above
/// gives it is not.
///
/// # Errors
/// [`IssueError::CampaignNotFound`].
pub fn run_by<A: Action>(tx: &mut Tx<'_>, scope: &Scope<res::Campaign, A>, id: Id) -> Result<Campaign> {
    let c = campaign::find(tx, scope, id)?.ok_or(IssueError::CampaignNotFound)?;
    let place = union_by_id(tx, c.union_id)?.map(|u| u.place());
    if place.is_some_and(|p| scope.covers(&p)) { Ok(c) } else { Err(IssueError::CampaignNotFound) }
}
