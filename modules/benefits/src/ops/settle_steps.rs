//! Steps of a statement: sent, confirmed or disputed by the merchant, answered, approved by another person, paid once.

use guard::{Actor, Scope, act, res};
use kernel::{Fen, Id, Timestamp};
use platform::audit::{self, Changes, Entry};
use platform::cases::line;
use platform::ledger::{self, id_of, transfer};
use store::{DbError, Tx};

use super::accounts::{accounts, merchant_account, unsettled_account};
use super::redeem::Till;
use super::settle_merchant::take_refunds;
use super::void_redemption::{home, move_back, reason};
use crate::merchant_error::{MerchantError, Result, field};
use crate::model::settling::{Statement, StatementState};
use crate::model::voucher::VoucherState;
use crate::rules::code::number;
use crate::store::{campaign, merchant, redemption, settling, stock};

use StatementState as S;

/// A statement in the scope.
fn found<A: act::Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Redemption, A>,
    (id, version): (Id, i64),
) -> Result<Statement> {
    let s = settling::find(tx, scope, id)?.ok_or(MerchantError::StatementNotFound)?;
    fresh(s, version)
}

fn fresh(s: Statement, version: i64) -> Result<Statement> {
    if s.version == version { Ok(s) } else { Err(MerchantError::Stale { version: s.version }) }
}

/// A statement that the merchant of a till was told of.
///
/// # Errors
/// [`MerchantError::StatementNotFound`].
pub fn of_till(tx: &mut Tx<'_>, till: &Till, id: Id) -> Result<Statement> {
    let own = |s: &Statement| s.merchant_id == till.merchant_id && s.state.is_told();
    settling::unscoped(tx, id)?.filter(own).ok_or(MerchantError::StatementNotFound)
}

fn only(s: &Statement, states: &[S], deed: &'static str) -> Result<()> {
    if states.contains(&s.state) {
        Ok(())
    } else {
        Err(MerchantError::State { deed, state: s.state.title() })
    }
}

/// Writes a statement and tells the audit.
fn keep(
    tx: &mut Tx<'_>,
    by: &Actor,
    s: &Statement,
    (action, why): (&'static str, &str),
) -> Result<Statement> {
    if !settling::put(tx, s)? {
        let now = settling::unscoped(tx, s.id)?.map_or(s.version, |s| s.version);
        return Err(MerchantError::Stale { version: now });
    }
    let mut changes = Changes::new()
        .note("number", s.number.as_str())
        .note("state", s.state.code())
        .note("amount", s.net().to_string());
    if !why.is_empty() {
        changes = changes.note("reason", why);
    }
    let entry = Entry { union_path: Some(&s.union_path), changes, ..Entry::of(action, s.id) };
    audit::record(tx, by, entry)?;
    Ok(Statement { version: s.version + 1, ..s.clone() })
}

type Updating = Scope<res::Redemption, act::Update>;
type Approving = Scope<res::Redemption, act::Approve>;

/// The merchant gets a statement.
///
/// # Errors
/// [`MerchantError::StatementNotFound`], [`MerchantError::Stale`], [`MerchantError::State`].
pub fn send(tx: &mut Tx<'_>, scope: &Updating, key: (Id, i64)) -> Result<Statement> {
    let mut s = found(tx, scope, key)?;
    only(&s, &[S::Draft], "发送")?;
    (s.state, s.sent_at) = (S::Sent, tx.now());
    keep(tx, scope.actor(), &s, ("benefit-statement.send", ""))
}

/// The merchant says that it is right.
///
/// # Errors
/// As [`send`].
pub fn confirm(tx: &mut Tx<'_>, till: &Till, (id, version): (Id, i64)) -> Result<Statement> {
    let mut s = fresh(of_till(tx, till, id)?, version)?;
    only(&s, &[S::Sent], "确认")?;
    (s.state, s.answered_at) = (S::Confirmed, tx.now());
    s.answered_by_name = till.actor.name().to_owned();
    keep(tx, &till.actor, &s, ("benefit-statement.confirm", ""))
}

/// The merchant says what is wrong: in general, and of lines.
///
/// # Errors
/// As [`send`]; [`MerchantError::RedemptionNotFound`] for a line that is not on it, [`MerchantError::Invalid`].
pub fn dispute(
    tx: &mut Tx<'_>,
    till: &Till,
    (id, version): (Id, i64),
    (why, lines): (&str, &[(Id, String)]),
) -> Result<Statement> {
    let mut s = fresh(of_till(tx, till, id)?, version)?;
    only(&s, &[S::Sent], "提出异议")?;
    let why = reason(why)?;
    if lines.len() > 500 {
        return Err(field("/lines", "benefits.dispute-many"));
    }
    for (n, (line_id, why)) in lines.iter().enumerate() {
        let why = reason(why).map_err(|_| field(format!("/lines/{n}/reason"), "benefits.reason"))?;
        let r = redemption::find(tx, s.merchant_id, *line_id)?.filter(|r| r.statement_id == s.id);
        let r = r.ok_or(MerchantError::RedemptionNotFound)?;
        let c = campaign::unscoped(tx, r.campaign_id)?.ok_or(MerchantError::VoucherUnknown)?;
        settling::dispute(tx, (s.id, r.id), (&number(&c.number, r.serial), &why))?;
    }
    (s.state, s.answered_at, s.dispute) = (S::Disputed, tx.now(), why.clone());
    s.answered_by_name = till.actor.name().to_owned();
    keep(tx, &till.actor, &s, ("benefit-statement.dispute", &why))
}

/// What a union says to a disputed line.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Line.
    pub redemption_id: Id,
    /// Whether it stays.
    pub keep: bool,
    /// Why, 2 to 200 characters.
    pub answer: String,
}

/// Answers every disputed line and sends the statement again; lines that do not stay wait for the next one, or to be voided.
///
/// # Errors
/// As [`send`]; [`MerchantError::Invalid`] if a line has no answer, [`MerchantError::NothingToSettle`] if none would stay.
pub fn answer(tx: &mut Tx<'_>, scope: &Updating, key: (Id, i64), answers: &[Answer]) -> Result<Statement> {
    let mut s = found(tx, scope, key)?;
    only(&s, &[S::Disputed], "答复异议")?;
    let open = settling::disputes(tx, s.id)?.into_iter().filter(|d| d.kept.is_none());
    for d in open.collect::<Vec<_>>() {
        let said = answers.iter().find(|a| a.redemption_id == d.redemption_id);
        let said = said.ok_or_else(|| field("/answers", "benefits.dispute-unanswered"))?;
        let text = reason(&said.answer).map_err(|_| field("/answers", "benefits.reason"))?;
        settling::answer(tx, (s.id, d.redemption_id), &text, said.keep)?;
        if !said.keep && !settling::free_one(tx, (s.merchant_id, s.id), d.redemption_id)? {
            return Err(MerchantError::RedemptionNotFound);
        }
    }
    recount(tx, &mut s)?;
    (s.state, s.sent_at) = (S::Sent, tx.now());
    keep(tx, scope.actor(), &s, ("benefit-statement.answer", ""))
}

/// Adds up what is on a statement; refunds that do not fit any more wait for the next.
fn recount(tx: &mut Tx<'_>, s: &mut Statement) -> Result<()> {
    (s.count, s.amount) = settling::sum(tx, s.merchant_id, s.id)?;
    if s.count == 0 {
        return Err(MerchantError::NothingToSettle);
    }
    if s.refund_amount > s.amount {
        settling::free_refunds(tx, s.merchant_id, s.id)?;
        (s.refunds, s.refund_amount) = take_refunds(tx, (s.merchant_id, s.union_id), s.id, s.amount)?;
    }
    Ok(())
}

/// Another person approves what the merchant confirmed: from now on it is to be paid to the merchant.
///
/// # Errors
/// As [`send`]; [`MerchantError::StatementSamePerson`].
pub fn approve(tx: &mut Tx<'_>, scope: &Approving, key: (Id, i64)) -> Result<Statement> {
    let mut s = found(tx, scope, key)?;
    only(&s, &[S::Confirmed], "审批")?;
    if s.made_by == scope.actor().id() {
        return Err(MerchantError::StatementSamePerson);
    }
    (s.state, s.approved_at) = (S::Approved, tx.now());
    s.approved_by_name = scope.actor().name().to_owned();
    let pair = (unsettled_account(tx, s.union_id)?, payable(tx, &s)?);
    let kept = keep(tx, scope.actor(), &s, ("benefit-statement.approve", ""))?;
    moved(tx, scope.actor(), &s, pair, (s.amount, "benefits.approve"))?;
    Ok(kept)
}

/// The account of what the merchant of a statement is to be paid.
fn payable(tx: &mut Tx<'_>, s: &Statement) -> Result<Id> {
    let m = merchant::unscoped(tx, s.merchant_id)?.ok_or(MerchantError::NotFound)?;
    Ok(merchant_account(tx, s.union_id, m.id, &m.name)?)
}

/// Money of a statement goes from one account to another, once for each reason.
fn moved(
    tx: &mut Tx<'_>,
    by: &Actor,
    s: &Statement,
    (debit, credit): (Id, Id),
    (amount, reason): (Fen, &'static str),
) -> Result<()> {
    if amount.0 == 0 {
        return Ok(());
    }
    let entry = ledger::Entry {
        id: id_of(reason, s.id, 0),
        debit,
        credit,
        amount,
        day: tx.today(),
        reason,
        record: ("benefit_statement", s.id),
        memo: &s.number,
    };
    transfer(tx, by, &[entry])?;
    Ok(())
}

/// Who approves sends a statement back to who made it.
///
/// # Errors
/// As [`send`]; [`MerchantError::Invalid`].
pub fn give_back(tx: &mut Tx<'_>, scope: &Approving, key: (Id, i64), why: &str) -> Result<Statement> {
    let mut s = found(tx, scope, key)?;
    only(&s, &[S::Confirmed], "退回")?;
    (s.state, s.reason) = (S::Draft, reason(why)?);
    let why = s.reason.clone();
    keep(tx, scope.actor(), &s, ("benefit-statement.return", &why))
}

/// Gives a statement up before it is paid: what is on it waits for another one.
///
/// # Errors
/// As [`send`]; [`MerchantError::Invalid`].
pub fn cancel(tx: &mut Tx<'_>, scope: &Updating, key: (Id, i64), why: &str) -> Result<Statement> {
    let mut s = found(tx, scope, key)?;
    only(&s, &[S::Draft, S::Sent, S::Confirmed, S::Disputed, S::Approved], "作废")?;
    // The accounts as they are while it still counts as approved.
    let pair = match s.state {
        S::Approved => Some((payable(tx, &s)?, unsettled_account(tx, s.union_id)?)),
        _ => None,
    };
    (s.state, s.reason) = (S::Cancelled, reason(why)?);
    settling::free(tx, s.merchant_id, s.id)?;
    let why = s.reason.clone();
    let kept = keep(tx, scope.actor(), &s, ("benefit-statement.cancel", &why))?;
    if let Some(pair) = pair {
        moved(tx, scope.actor(), &s, pair, (s.amount, "benefits.unapprove"))?;
    }
    Ok(kept)
}

/// The bank has paid a statement: what is owed leaves the account of the merchant, refunds go back to their campaigns, once.
///
/// # Errors
/// As [`send`]; [`MerchantError::Invalid`] without what the bank calls the payment, [`MerchantError::Ledger`] if the money is not
/// there.
pub fn pay(tx: &mut Tx<'_>, scope: &Updating, key: (Id, i64), bank_ref: &str) -> Result<Statement> {
    let mut s = found(tx, scope, key)?;
    only(&s, &[S::Approved], "登记付款")?;
    let bank_ref: String = line(bank_ref).chars().take(60).collect();
    if bank_ref.is_empty() {
        return Err(field("/bank_ref", "benefits.bank-ref"));
    }
    (s.state, s.paid_at, s.bank_ref) = (S::Paid, tx.now(), bank_ref);
    s.paid_by_name = scope.actor().name().to_owned();
    let paid = keep(tx, scope.actor(), &s, ("benefit-statement.pay", ""))?;
    let owed = payable(tx, &s)?;
    take_off(tx, scope.actor(), &s, owed)?;
    let bank = accounts(tx, s.union_id)?.bank;
    moved(tx, scope.actor(), &s, (owed, bank), (s.net(), "benefits.pay"))?;
    Ok(paid)
}

/// What is refunded goes back to its campaign, and its voucher is void.
fn take_off(tx: &mut Tx<'_>, by: &Actor, s: &Statement, owed: Id) -> Result<()> {
    let merchant = s.merchant_id;
    for refund in settling::refunds(tx, merchant, s.id)? {
        let broken = || DbError::Inconsistent(format!("refund {}: not as it was told", refund.id));
        let r = redemption::find(tx, merchant, refund.id)?.ok_or_else(broken)?;
        let c = campaign::unscoped(tx, r.campaign_id)?.ok_or_else(broken)?;
        stock::hold(tx, c.id)?;
        let done = redemption::refunded(tx, merchant, r.id)?
            && redemption::run_out(tx, (r.campaign_id, r.serial), merchant, VoucherState::Void)?;
        if !done {
            return Err(broken().into());
        }
        let credit = home(tx, &c)?;
        move_back(tx, by, &r, (owed, credit), ("benefits.refund", &refund.reason))?;
    }
    Ok(())
}

/// An instant, unless it is none.
pub fn when(at: Timestamp) -> Option<Timestamp> {
    Some(at).filter(|t| t.0 != 0)
}
