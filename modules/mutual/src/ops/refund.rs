//! Decides refunds: premiums before cover begins, and what of a receipt belongs to no bill.

use guard::{Scope, act, res};
use kernel::{Fen, Id, OrgPath};
use platform::audit::{self, Changes, Entry};
use platform::ledger::{self, id_of, transfer};
use platform::sealed::Keyring;
use registry::api::union_by_id;
use store::Tx;

use super::accounts::{accounts, fund_account};
use super::bill::{count, why};
use crate::enrol_error::{EnrolError, Result, field};
use crate::model::enrolment::{Bill, BillState, EnrolmentState, RefundKind, RefundState};
use crate::rosters::PART;
use crate::store::period::{self, Standing};
use crate::store::refund::{self, Refund, account_seal};
use crate::store::{bill, enrolment, receipt, scheme};

/// To whom money is given back.
#[derive(Clone, Debug)]
pub struct Payee {
    /// Name of the account's holder, 2 to 60 characters.
    pub name: String,
    /// Bank, at most 60 characters.
    pub bank: String,
    /// Number of the account: 8 to 32 digits.
    pub account: String,
}

fn checked(p: &Payee) -> Result<Payee> {
    let (name, bank) = (platform::cases::line(&p.name), platform::cases::line(&p.bank));
    let account: String = p.account.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    if !(2..=60).contains(&name.chars().count()) {
        return Err(field("/payee", "mutual.payee"));
    }
    if bank.chars().count() > 60 {
        return Err(field("/bank", "mutual.bank-name"));
    }
    if !(8..=32).contains(&account.len()) || !account.chars().all(|c| c.is_ascii_digit()) {
        return Err(field("/account", "mutual.account"));
    }
    Ok(Payee { name, bank, account })
}

/// The last four digits of an account.
pub fn tail(account: &str) -> String {
    let skip = account.chars().count().saturating_sub(4);
    account.chars().skip(skip).collect()
}

struct What<'a> {
    kind: RefundKind,
    fund: Id,
    unit: Id,
    bill: Option<&'a Bill>,
    receipt: Id,
    amount: Fen,
    people: Vec<(Id, String, i64)>,
    why: String,
}

fn keep(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    scope: &Scope<res::Fund, act::Update>,
    (w, payee): (What<'_>, Payee),
    path: &OrgPath,
) -> Result<Refund> {
    let id = tx.new_id();
    let f = Refund {
        id,
        union_id: w.fund,
        unit_id: w.unit,
        kind: w.kind,
        period_id: w.bill.map_or(Id(0), |b| b.period_id),
        bill_id: w.bill.map_or(Id(0), |b| b.id),
        receipt_id: w.receipt,
        state: RefundState::Decided,
        people: w.people.len() as i64,
        amount: w.amount,
        account: keys.seal(&payee.account, &account_seal(id)),
        account_tail: tail(&payee.account),
        payee: payee.name,
        bank: payee.bank,
        why: w.why,
        payment_id: Id(0),
        created_at: tx.now(),
        created_by_name: scope.actor().name().to_owned(),
        version: 1,
    };
    refund::insert(tx, &f, &w.people)?;
    let all = accounts(tx, w.fund)?;
    let (debit, reason) = match w.bill {
        Some(b) => (fund_account(tx, w.fund, &b.scheme_code)?, "mutual.refund-due"),
        None => (all.suspense, "mutual.over-payment"),
    };
    let entry = ledger::Entry {
        id: id_of("mutual.refund-due", id, 0),
        debit,
        credit: all.refund,
        amount: w.amount,
        day: tx.today(),
        reason,
        record: ("refund", id),
        memo: &f.why,
    };
    transfer(tx, scope.actor(), &[entry])?;
    let changes = Changes::new()
        .note("kind", f.kind.title())
        .note("people", f.people)
        .note("amount", f.amount.to_string())
        .note("reason", f.why.as_str());
    let entry = Entry { union_path: Some(path), changes, ..Entry::of("mutual-refund.create", id) };
    audit::record(tx, scope.actor(), entry)?;
    Ok(f)
}

/// Gives the premiums of some people of a paid bill back, or of all of them, before their cover begins.
///
/// # Errors
/// [`EnrolError::BillNotFound`] outside the scope, [`EnrolError::State`] unless it is full, [`EnrolError::CoverBegun`],
/// [`EnrolError::NoRefunds`], [`EnrolError::EnrolmentNotFound`] for somebody who is not on the bill, [`EnrolError::Invalid`].
pub fn of_bill(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    scope: &Scope<res::Fund, act::Update>,
    (id, people): (Id, &[Id]),
    (reason, payee): (&str, &Payee),
) -> Result<Refund> {
    let b = bill::unscoped(tx, id)?.ok_or(EnrolError::BillNotFound)?;
    let fund = union_by_id(tx, b.fund_id)?.filter(|u| scope.covers(&u.place()));
    let fund = fund.ok_or(EnrolError::BillNotFound)?;
    if b.state != BillState::Paid {
        return Err(EnrolError::State { deed: "退费", state: b.state.title() });
    }
    let p = period::unscoped(tx, b.period_id)?.ok_or(EnrolError::PeriodNotFound)?;
    let entry = scheme::by_id(tx, p.scheme_id)?.ok_or(EnrolError::SchemeNotInForce)?.scheme.entry;
    if !entry.refund {
        return Err(EnrolError::NoRefunds);
    }
    if b.cover_from.is_none_or(|from| from <= tx.today()) {
        return Err(EnrolError::CoverBegun);
    }
    let (reason, payee) = (why(reason, "/why")?, checked(payee)?);
    let whole = people.is_empty();
    let people = if whole { everybody(tx, &b)? } else { people.to_vec() };
    if people.is_empty() {
        return Err(EnrolError::EnrolmentNotFound);
    }
    let mut given = Vec::with_capacity(people.len());
    for person in people {
        let back = enrolment::refund(tx, (person, b.period_id), b.id)?;
        let (name, premium) = back.ok_or(EnrolError::EnrolmentNotFound)?;
        given.push((person, name, premium));
    }
    let amount = Fen(given.iter().map(|(.., premium)| premium).sum());
    if !bill::give_back(tx, &b, amount)? {
        return Err(EnrolError::Stale { version: b.version });
    }
    let (n, less) = (given.len() as i64, Fen(-amount.0));
    let moved = Standing::active(-n, less).plus(Standing { paid: less.0, ..Standing::default() });
    period::add(tx, (b.union_id, b.period_id), moved)?;
    let day = tx.today();
    count(tx, &b, day, (-n, less));
    let kind = if whole { RefundKind::Bill } else { RefundKind::People };
    let w = What {
        kind,
        fund: b.fund_id,
        unit: b.union_id,
        bill: Some(&b),
        receipt: Id(0),
        amount,
        people: given,
        why: reason,
    };
    keep(tx, keys, scope, (w, payee), &fund.place())
}

fn everybody(tx: &mut Tx<'_>, b: &Bill) -> Result<Vec<Id>> {
    let (mut all, mut after) = (Vec::new(), Id(0));
    loop {
        let part = enrolment::of_unit(tx, (b.union_id, b.period_id), after, PART as i64)?;
        let Some(last) = part.last() else { return Ok(all) };
        after = last.person_id;
        let on = part.iter().filter(|e| e.bill_id == b.id && e.state == EnrolmentState::Active);
        all.extend(on.map(|e| e.person_id));
    }
}

/// Gives back what of a receipt belongs to no bill, all of the rest or `wanted`. Without an account it goes where it came from.
///
/// # Errors
/// [`EnrolError::ReceiptNotFound`] outside the scope, [`EnrolError::TooMuch`], [`EnrolError::Invalid`].
pub fn of_receipt(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    scope: &Scope<res::Fund, act::Update>,
    (id, wanted): (Id, Option<Fen>),
    (reason, payee): (&str, &Payee),
) -> Result<Refund> {
    let r = receipt::find(tx, scope, id)?.ok_or(EnrolError::ReceiptNotFound)?;
    let amount = wanted.unwrap_or_else(|| r.rest());
    if amount.0 <= 0 || amount > r.rest() {
        return Err(EnrolError::TooMuch { available: r.rest() });
    }
    let mut payee = payee.clone();
    if payee.account.trim().is_empty() && !r.account.is_empty() {
        payee.account = keys.open(&r.account, &receipt::account_seal(id))?;
    }
    if payee.name.trim().is_empty() {
        payee.name.clone_from(&r.payer);
    }
    let (reason, payee) = (why(reason, "/why")?, checked(&payee)?);
    if !receipt::use_up(tx, &r, Fen(0), amount)? {
        return Err(EnrolError::Stale { version: r.version });
    }
    let w = What {
        kind: RefundKind::Receipt,
        fund: r.union_id,
        unit: Id(0),
        bill: None,
        receipt: id,
        amount,
        people: Vec::new(),
        why: reason,
    };
    keep(tx, keys, scope, (w, payee), &r.union_path)
}

/// Writes another account, and to whom it belongs, for money that is not in a payment: before the first one, or when the bank sent
/// it back.
///
/// # Errors
/// [`EnrolError::RefundNotFound`] outside the scope, [`EnrolError::State`] while it is in a payment or after it, [`EnrolError::Stale`],
/// [`EnrolError::Invalid`].
pub fn change_payee(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    scope: &Scope<res::Fund, act::Update>,
    (id, version): (Id, i64),
    payee: &Payee,
) -> Result<()> {
    let mut f = refund::unscoped(tx, id)?.ok_or(EnrolError::RefundNotFound)?;
    let fund = union_by_id(tx, f.union_id)?.filter(|u| scope.covers(&u.place()));
    let fund = fund.ok_or(EnrolError::RefundNotFound)?;
    let payee = checked(payee)?;
    if f.state != RefundState::Decided {
        return Err(EnrolError::State { deed: "更改收款账户", state: f.state.title() });
    }
    let changes = Changes::new()
        .field("payee", f.payee.as_str(), payee.name.as_str())
        .field("bank", f.bank.as_str(), payee.bank.as_str())
        .field("account_tail", f.account_tail.as_str(), tail(&payee.account));
    f.version = version;
    f.account = keys.seal(&payee.account, &account_seal(id));
    f.account_tail = tail(&payee.account);
    (f.payee, f.bank) = (payee.name, payee.bank);
    if !refund::set_payee(tx, &f)? {
        return Err(EnrolError::Stale { version });
    }
    let entry = Entry { union_path: Some(&fund.place()), changes, ..Entry::of("mutual-refund.payee", id) };
    Ok(audit::record(tx, scope.actor(), entry)?)
}
