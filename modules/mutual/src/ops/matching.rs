//! Takes money that came in for bills, and takes that back by a new entry.

use guard::{Actor, Scope, act, res};
use kernel::{Day, Fen, Id};
use platform::audit::{self, Changes, Entry};
use platform::ledger::{self, id_of, reverse, transfer};
use store::Tx;

use super::accounts::{accounts, fund_account};
use super::bill::{activate, deactivate, why};
use crate::enrol_error::{EnrolError, Result, field};
use crate::model::enrolment::{Bill, BillState, Receipt, ReceiptState};
use crate::rules::enrol::cover_from;
use crate::rules::reference;
use crate::store::bill;
use crate::store::period::{self, Standing};
use crate::store::receipt::{self, Match};

/// How a match came about: by the reference in the note, or by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// The note tells the reference of the bill.
    Reference,
    /// Somebody chose the bill.
    Hand,
}

impl How {
    /// Stored word.
    pub fn code(self) -> &'static str {
        match self {
            Self::Reference => "reference",
            Self::Hand => "hand",
        }
    }

    /// Chinese word of a stored one.
    pub fn title_of(code: &str) -> &'static str {
        match code {
            "reference" => "按缴费单号自动匹配",
            _ => "人工匹配",
        }
    }
}

/// The day on which money of a day is booked: that day, or today if its month is closed.
///
/// # Errors
/// The database's.
pub fn accounting_day(tx: &mut Tx<'_>, account: Id, day: Day) -> Result<Day> {
    let (closed, today) = (ledger::account(tx, account)?.map_or(0, |a| a.closed_to), tx.today());
    Ok(if day.number() / 100 <= closed { today } else { day.min(today) })
}

/// Puts a receipt into a bill of the same fund, as much as fits or as much as `wanted`; what is over stays in suspense. A bill that
/// is full gives cover to its people. How much it was.
///
/// # Errors
/// [`EnrolError::State`] of the bill, [`EnrolError::OtherFund`], [`EnrolError::TooMuch`], [`EnrolError::Stale`], the ledger's.
pub fn take(
    tx: &mut Tx<'_>,
    by: &Actor,
    (r, b): (&Receipt, &Bill),
    wanted: Option<Fen>,
    how: How,
) -> Result<Fen> {
    if r.union_id != b.fund_id {
        return Err(EnrolError::OtherFund);
    }
    if !matches!(b.state, BillState::Open | BillState::Part) {
        return Err(EnrolError::State { deed: "匹配到账", state: b.state.title() });
    }
    let most = r.rest().min(b.due());
    let amount = wanted.unwrap_or(most);
    if amount.0 <= 0 || amount > most {
        return Err(EnrolError::TooMuch { available: most });
    }
    if !receipt::use_up(tx, r, amount, Fen(0))? {
        return Err(EnrolError::Stale { version: r.version });
    }
    let seq = receipt::next_match(tx, r.id)?;
    let m = Match {
        receipt_id: r.id,
        seq,
        bill_id: b.id,
        amount,
        how: how.code().to_owned(),
        entry_id: id_of("mutual.premium", r.id, seq),
        by_name: by.name().to_owned(),
        at: tx.now(),
        undone_at: None,
        undone_by_name: String::new(),
        why: String::new(),
    };
    receipt::insert_match(tx, &m)?;
    let suspense = accounts(tx, b.fund_id)?.suspense;
    let entry = ledger::Entry {
        id: m.entry_id,
        debit: suspense,
        credit: fund_account(tx, b.fund_id, &b.scheme_code)?,
        amount,
        day: accounting_day(tx, suspense, r.day)?,
        reason: "mutual.premium",
        record: ("bill", b.id),
        memo: &b.reference,
    };
    transfer(tx, by, &[entry])?;
    pay(tx, by, b, amount, r.day)?;
    Ok(amount)
}

/// Adds to what was paid on a bill; activates it when it is full.
fn pay(tx: &mut Tx<'_>, by: &Actor, b: &Bill, amount: Fen, day: Day) -> Result<()> {
    let paid = Fen(b.paid.0 + amount.0);
    let p = period::unscoped(tx, b.period_id)?.ok_or(EnrolError::PeriodNotFound)?;
    let full = paid == b.parts.premium;
    let (state, from) = match full {
        true => (BillState::Paid, Some((day, cover_from(p.cover_from, day)))),
        false => (BillState::Part, None),
    };
    if !bill::pay(tx, b, paid, state, from)? {
        return Err(EnrolError::Stale { version: b.version });
    }
    period::add(tx, (b.union_id, b.period_id), Standing { paid: amount.0, ..Standing::default() })?;
    if let Some(days) = from {
        activate(tx, b, days)?;
    }
    let changes = Changes::new()
        .note("reference", b.reference.as_str())
        .note("amount", amount.to_string())
        .field("state", b.state.title(), state.title());
    let entry = Entry { union_path: Some(&b.union_path), changes, ..Entry::of("mutual-bill.pay", b.id) };
    audit::record(tx, by, entry)?;
    Ok(())
}

/// Takes a receipt for the bills whose references stand in its note, one after the other; how much it was. What cannot be taken
/// waits for somebody to look at it.
///
/// # Errors
/// The database's, the ledger's.
pub fn by_reference(tx: &mut Tx<'_>, by: &Actor, id: Id) -> Result<Fen> {
    let mut taken = 0;
    let Some(first) = receipt::unscoped(tx, id)? else { return Ok(Fen(0)) };
    for reference in reference::in_note(&first.note) {
        let Some(b) = bill::by_reference(tx, &reference)? else { continue };
        let Some(r) = receipt::unscoped(tx, id)? else { continue };
        let fits = r.union_id == b.fund_id
            && matches!(b.state, BillState::Open | BillState::Part)
            && r.rest().0 > 0
            && b.due().0 > 0;
        if fits {
            taken += take(tx, by, (&r, &b), None, How::Reference)?.0;
        }
    }
    Ok(Fen(taken))
}

/// Puts a receipt into a bill by hand.
///
/// # Errors
/// [`EnrolError::ReceiptNotFound`] outside the scope, [`EnrolError::BillNotFound`]; as [`take`].
pub fn by_hand(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Fund, act::Update>,
    (id, bill_id): (Id, Id),
    wanted: Option<Fen>,
) -> Result<()> {
    let r = receipt::find(tx, scope, id)?.ok_or(EnrolError::ReceiptNotFound)?;
    let b = bill::unscoped(tx, bill_id)?.filter(|b| b.fund_id == r.union_id);
    let b = b.ok_or(EnrolError::BillNotFound)?;
    if wanted.is_some_and(|w| w.0 <= 0) {
        return Err(field("/amount_fen", "mutual.amount"));
    }
    let amount = take(tx, scope.actor(), (&r, &b), wanted, How::Hand)?;
    let changes = Changes::new().note("reference", b.reference.as_str()).note("amount", amount.to_string());
    let entry = Entry { union_path: Some(&r.union_path), changes, ..Entry::of("mutual-receipt.match", id) };
    audit::record(tx, scope.actor(), entry)?;
    Ok(())
}

/// Takes a match back by a correcting entry. A full bill goes back only before its cover has begun and while nothing of it was
/// given back.
///
/// # Errors
/// [`EnrolError::ReceiptNotFound`] outside the scope or without such a match, [`EnrolError::CoverBegun`], [`EnrolError::State`], the
/// ledger's.
pub fn undo(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Fund, act::Update>,
    (id, seq): (Id, i64),
    reason: &str,
) -> Result<()> {
    let r = receipt::find(tx, scope, id)?.ok_or(EnrolError::ReceiptNotFound)?;
    let reason = why(reason, "/why")?;
    let m = receipt::matches(tx, id)?.into_iter().find(|m| m.seq == seq && m.undone_at.is_none());
    let m = m.ok_or(EnrolError::ReceiptNotFound)?;
    let b = bill::unscoped(tx, m.bill_id)?.ok_or(EnrolError::BillNotFound)?;
    if b.cover_from.is_some_and(|from| from <= tx.today()) {
        return Err(EnrolError::CoverBegun);
    }
    if b.refunded.0 > 0 {
        return Err(EnrolError::State { deed: "撤销匹配", state: "已有退费" });
    }
    let by = scope.actor();
    if !receipt::undo_match(tx, (id, seq), by.name(), &reason)?
        || !receipt::use_up(tx, &r, Fen(-m.amount.0), Fen(0))?
    {
        return Err(EnrolError::Stale { version: r.version });
    }
    let today = tx.today();
    reverse(tx, by, id_of("mutual.unmatch", id, seq), m.entry_id, &reason, today)?;
    let paid = Fen(b.paid.0 - m.amount.0);
    let state = if paid.0 == 0 { BillState::Open } else { BillState::Part };
    if !bill::pay(tx, &b, paid, state, None)? {
        return Err(EnrolError::Stale { version: b.version });
    }
    let less = Standing { paid: -m.amount.0, ..Standing::default() };
    period::add(tx, (b.union_id, b.period_id), less)?;
    if b.state == BillState::Paid {
        deactivate(tx, &b)?;
    }
    let changes = Changes::new()
        .note("reference", b.reference.as_str())
        .note("amount", m.amount.to_string())
        .note("reason", reason.as_str());
    let entry = Entry { union_path: Some(&r.union_path), changes, ..Entry::of("mutual-receipt.unmatch", id) };
    audit::record(tx, by, entry)?;
    Ok(())
}

/// Why a bill is proposed for a receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hint {
    /// The note tells its reference.
    Reference,
    /// The rest is exactly what it waits for.
    Amount,
    /// The payer is called like the union or its employer.
    Payer,
}

impl Hint {
    /// Word of the interface.
    pub fn code(self) -> &'static str {
        match self {
            Self::Reference => "reference",
            Self::Amount => "amount",
            Self::Payer => "payer",
        }
    }

    /// In words.
    pub fn title(self) -> &'static str {
        match self {
            Self::Reference => "附言含缴费单号",
            Self::Amount => "金额相同",
            Self::Payer => "付款单位相符",
        }
    }
}

/// Bills that are proposed at most.
const HINTS: usize = 20;
/// Bills that are looked at for each hint.
const LOOK: i64 = 200;

/// Bills that a receipt may belong to, those with most reasons first.
///
/// # Errors
/// The database's.
pub fn suggestions(tx: &mut Tx<'_>, r: &Receipt) -> Result<Vec<(Bill, Vec<Hint>)>> {
    if r.state == ReceiptState::Matched {
        return Ok(Vec::new());
    }
    let rest = r.rest();
    let mut found: Vec<Bill> = bill::due(tx, r.union_id, BillState::Open, (rest, rest), LOOK)?;
    found.extend(bill::due(tx, r.union_id, BillState::Part, (rest, Fen(i64::MAX)), LOOK)?);
    let same: Vec<Id> = found.iter().filter(|b| b.due() == rest).map(|b| b.id).collect();
    found.retain(|b| same.contains(&b.id));
    let mut told = Vec::new();
    for reference in reference::in_note(&r.note) {
        told.extend(bill::by_reference(tx, &reference)?.filter(|b| b.fund_id == r.union_id && b.due().0 > 0));
    }
    let key = payer_key(&r.payer);
    let paying = match key.is_empty() {
        true => Vec::new(),
        false => bill::of_payer(tx, r.union_id, &key, LOOK)?,
    };
    let (by_note, by_payer): (Vec<Id>, Vec<Id>) =
        (told.iter().map(|b| b.id).collect(), paying.iter().map(|b| b.id).collect());
    found.extend(told);
    found.extend(paying);
    found.sort_by_key(|b| b.id);
    found.dedup_by_key(|b| b.id);
    let mut all: Vec<(Bill, Vec<Hint>)> = found
        .into_iter()
        .filter(|b| matches!(b.state, BillState::Open | BillState::Part))
        .map(|b| {
            let hints = [(Hint::Reference, &by_note), (Hint::Amount, &same), (Hint::Payer, &by_payer)];
            let hints = hints.into_iter().filter(|(_, ids)| ids.contains(&b.id)).map(|(h, _)| h).collect();
            (b, hints)
        })
        .collect();
    all.sort_by_key(|(b, hints): &(Bill, Vec<Hint>)| {
        (std::cmp::Reverse(hints.len()), hints.first().copied(), b.id)
    });
    all.truncate(HINTS);
    Ok(all)
}

/// The payer's name as unions are found by it: a union's own account is called `…工会委员会`, its employer's like the employer.
fn payer_key(payer: &str) -> String {
    let key = kernel::text::name_key(payer);
    let stem = ["工会委员会", "工会联合会", "工会"].iter().find_map(|s| key.strip_suffix(s));
    stem.map_or(key.clone(), str::to_owned)
}
