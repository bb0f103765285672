//! Batches: made by one person, approved by another, sent to the bank.

use guard::{Actor, Scope, act, res};
use kernel::{Fen, Id, Timestamp};
use platform::audit::{self, Changes, Entry};
use platform::cases::line;
use platform::ledger::{self, id_of, transfer};
use platform::sealed::Keyring;
use registry::RegistryError;
use registry::api::{Union, union_by_id};
use store::{DbError, Tx};

use super::accounts::accounts;
use super::bank_out::{Line, digest};
use super::claim_steps::{Deed, keep};
use crate::model::claim::ClaimState;
use crate::model::payment::{Batch, BatchState, Payment, PaymentKind, PaymentState};
use crate::pay_error::{PayError, Result, field};
use crate::store::fund::{self, Waiting};
use crate::store::{card, claim, payment, refund};

/// Most payments of a batch: it is written in one transaction.
pub const MOST: i64 = 2_000;
/// Claims that are looked at together.
const PART: i64 = 512;

/// What waits for money.
#[derive(Clone, Debug, Default)]
pub struct Payable {
    /// Claims with a card, and their sum.
    pub claims: (i64, Fen),
    /// Claims of people without a card.
    pub without: i64,
    /// The first two hundred of these.
    pub without_card: Vec<Waiting>,
    /// Refunds and their sum.
    pub refunds: (i64, Fen),
    /// Claims that the bank sent back and that wait for another card.
    pub returned: (i64, Fen),
}

/// What of a fund waits for money.
///
/// # Errors
/// Any [`PayError`].
pub fn payable(tx: &mut Tx<'_>, fund: Id) -> Result<Payable> {
    let mut p = Payable {
        refunds: fund::refund_sum(tx, fund)?,
        returned: fund::state_sum(tx, fund, ClaimState::Returned)?,
        ..Payable::default()
    };
    let mut after = Id(0);
    loop {
        let part = fund::in_state(tx, fund, ClaimState::Payable, after, PART)?;
        let Some(last) = part.last() else { return Ok(p) };
        after = last.claim_id;
        let people: Vec<Id> = part.iter().map(|w| w.person_id).collect();
        let holders = card::holders(tx, &people)?;
        for w in part {
            if holders.contains(&w.person_id) {
                p.claims.0 += 1;
                p.claims.1.0 += w.amount.0;
            } else {
                p.without += 1;
                if p.without_card.len() < 200 {
                    p.without_card.push(w);
                }
            }
        }
    }
}

/// What goes into a batch.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// Union that runs the fund.
    pub fund: Id,
    /// Payable claims.
    pub claims: bool,
    /// Refunds.
    pub refunds: bool,
    /// At most so many payments.
    pub most: Option<i64>,
}

/// The union of a fund in the scope.
///
/// # Errors
/// [`RegistryError::UnionNotFound`] outside.
pub fn fund_of<R: res::Resource, A: act::Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<R, A>,
    fund: Id,
) -> Result<Union> {
    let found = union_by_id(tx, fund)?.filter(|u| scope.covers(&u.place()));
    Ok(found.ok_or(RegistryError::UnionNotFound)?)
}

/// Makes a batch of what waits for money and has an account, the oldest first.
///
/// # Errors
/// [`RegistryError::UnionNotFound`] outside the scope, [`PayError::NothingPayable`], [`PayError::Invalid`].
pub fn make(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    scope: &Scope<res::Payment, act::Create>,
    w: Wanted,
) -> Result<Batch> {
    let union = fund_of(tx, scope, w.fund)?;
    let most = w.most.unwrap_or(MOST);
    if !(1..=MOST).contains(&most) {
        return Err(field("/most", "mutual.batch-most"));
    }
    let id = tx.new_id();
    let mut b = Batch {
        id,
        union_id: w.fund,
        union_name: union.name.clone(),
        union_path: union.place(),
        number: format!("ZF{}", base36(id)),
        state: BatchState::Draft,
        count: 0,
        amount: Fen(0),
        paid: 0,
        paid_amount: Fen(0),
        returned: 0,
        made_by: scope.actor().id(),
        made_by_name: scope.actor().name().to_owned(),
        approved_by_name: String::new(),
        approved_at: Timestamp(0),
        sent_at: Timestamp(0),
        file_digest: String::new(),
        reason: String::new(),
        created_at: tx.now(),
        version: 1,
    };
    let mut all = Vec::new();
    if w.claims {
        claims(tx, keys, scope.actor(), &b, most, &mut all)?;
    }
    if w.refunds {
        refunds(tx, keys, &b, most, &mut all)?;
    }
    if all.is_empty() {
        return Err(PayError::NothingPayable);
    }
    b.count = all.len() as i64;
    b.amount = Fen(all.iter().map(|p| p.amount.0).sum());
    payment::insert(tx, &b, &all)?;
    record(tx, scope.actor(), &b, Entry::of("payment-batch.create", b.id))?;
    Ok(b)
}

/// A number in digits and letters, as short as it gets.
fn base36(id: Id) -> String {
    let (mut n, mut text) = (id.0.unsigned_abs(), Vec::new());
    loop {
        text.push(char::from_digit((n % 36) as u32, 36).unwrap_or('0').to_ascii_uppercase());
        n /= 36;
        if n == 0 {
            return text.into_iter().rev().collect();
        }
    }
}

fn blank(tx: &Tx<'_>, b: &Batch, n: usize, kind: PaymentKind) -> Payment {
    Payment {
        batch_id: b.id,
        id: tx.new_id(),
        number: format!("{}-{:04}", b.number, n + 1),
        kind,
        record_id: Id(0),
        person_id: Id(0),
        attempt: 1,
        state: PaymentState::Queued,
        payee: String::new(),
        bank: String::new(),
        account: Vec::new(),
        account_tail: String::new(),
        amount: Fen(0),
        why: String::new(),
        bank_ref: String::new(),
        answered_at: Timestamp(0),
    }
}

fn claims(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    by: &Actor,
    b: &Batch,
    most: i64,
    all: &mut Vec<Payment>,
) -> Result<()> {
    let mut after = Id(0);
    while (all.len() as i64) < most {
        let (found, last) = claim::all_in_state(tx, b.union_id, ClaimState::Payable, after, PART)?;
        let Some(last) = last else { return Ok(()) };
        after = last;
        for mut c in found {
            if all.len() as i64 == most || c.objections > 0 {
                continue;
            }
            let Some(card) = card::of(tx, c.person_id)? else { continue };
            let mut p = blank(tx, b, all.len(), PaymentKind::Claim);
            c.attempt += 1;
            (c.state, c.payment_id) = (ClaimState::Batched, p.id);
            (p.record_id, p.person_id, p.attempt) = (c.id, c.person_id, c.attempt);
            (p.amount, p.bank, p.account_tail) = (c.benefit, card.bank.clone(), card.tail.clone());
            p.account = keys.seal(&card::open(keys, &card)?, &payment::account_seal(p.id));
            p.payee = card.holder;
            keep(tx, by, &mut c, Deed { code: "batch", title: "进入支付批次", note: &b.number, plain: "" })?;
            all.push(p);
        }
    }
    Ok(())
}

fn refunds(tx: &mut Tx<'_>, keys: &Keyring, b: &Batch, most: i64, all: &mut Vec<Payment>) -> Result<()> {
    let room = most - all.len() as i64;
    if room <= 0 {
        return Ok(());
    }
    for f in refund::waiting(tx, b.union_id, Id(0), room)? {
        let mut p = blank(tx, b, all.len(), PaymentKind::Refund);
        if !refund::take(tx, f.id, p.id)? {
            continue;
        }
        p.attempt = payment::of_record(tx, f.id)?.len() as i64 + 1;
        let number = keys.open(&f.account, &refund::account_seal(f.id))?;
        p.account = keys.seal(&number, &payment::account_seal(p.id));
        (p.record_id, p.amount) = (f.id, f.amount);
        (p.payee, p.bank, p.account_tail) = (f.payee, f.bank, f.account_tail);
        all.push(p);
    }
    Ok(())
}

fn record(tx: &mut Tx<'_>, by: &Actor, b: &Batch, entry: Entry<'_>) -> Result<()> {
    let changes = Changes::new()
        .note("number", b.number.as_str())
        .note("count", b.count)
        .note("amount", b.amount.to_string());
    Ok(audit::record(tx, by, Entry { changes, union_path: Some(&b.union_path), ..entry })?)
}

fn seen<A: act::Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Payment, A>,
    (id, version): (Id, i64),
    deed: &'static str,
    states: &[BatchState],
) -> Result<Batch> {
    let b = payment::find(tx, scope, id)?.ok_or(PayError::BatchNotFound)?;
    if b.version != version {
        return Err(PayError::Stale { version: b.version });
    }
    if states.contains(&b.state) { Ok(b) } else { Err(PayError::State { deed, state: b.state.title() }) }
}

fn after(tx: &mut Tx<'_>, id: Id) -> Result<Batch> {
    payment::unscoped(tx, id)?.ok_or(PayError::BatchNotFound)
}

/// The lines of a batch's file, with whole accounts.
///
/// # Errors
/// Any [`DbError`].
pub fn lines(tx: &mut Tx<'_>, keys: &Keyring, batch: Id) -> Result<Vec<Line>> {
    let all = payment::all_of_batch(tx, batch)?;
    let line = |p: Payment| {
        Ok(Line {
            account: keys.open(&p.account, &payment::account_seal(p.id))?,
            number: p.number,
            payee: p.payee,
            bank: p.bank,
            amount: p.amount,
            what: p.kind.title(),
        })
    };
    all.into_iter().map(line).collect()
}

/// Another person approves a batch; from now on its file is the one whose digest is kept.
///
/// # Errors
/// [`PayError::BatchNotFound`] outside the scope, [`PayError::Stale`], [`PayError::State`], [`PayError::SamePerson`].
pub fn approve(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    scope: &Scope<res::Payment, act::Approve>,
    (id, version): (Id, i64),
) -> Result<Batch> {
    let b = seen(tx, scope, (id, version), "审批", &[BatchState::Draft])?;
    if b.made_by == scope.actor().id() {
        return Err(PayError::SamePerson);
    }
    let digest = digest(&lines(tx, keys, id)?)?;
    let by = (scope.actor().id(), scope.actor().name());
    if !payment::approve(tx, (id, version), by, &digest)? {
        return Err(PayError::Stale { version: b.version });
    }
    record(tx, scope.actor(), &b, Entry::of("payment-batch.approve", id))?;
    after(tx, id)
}

/// Takes a batch back before the bank has it: what is in it waits for another one.
///
/// # Errors
/// [`PayError::BatchNotFound`] outside the scope, [`PayError::Stale`], [`PayError::State`], [`PayError::Invalid`].
pub fn cancel(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Payment, act::Update>,
    (id, version): (Id, i64),
    reason: &str,
) -> Result<Batch> {
    let reason = line(reason);
    if !(2..=200).contains(&reason.chars().count()) {
        return Err(field("/reason", "mutual.why"));
    }
    let b = seen(tx, scope, (id, version), "取消", &[BatchState::Draft, BatchState::Approved])?;
    if !payment::cancel(tx, (id, version), &reason)? {
        return Err(PayError::Stale { version: b.version });
    }
    for p in payment::all_of_batch(tx, id)? {
        match p.kind {
            PaymentKind::Refund => drop(refund::back(tx, p.record_id)?),
            PaymentKind::Claim => {
                let mut c = claim::unscoped(tx, p.record_id)?.ok_or_else(|| lost(&p))?;
                (c.state, c.payment_id) = (ClaimState::Payable, Id(0));
                let deed = Deed { code: "unbatch", title: "退出支付批次", note: &reason, plain: "" };
                keep(tx, scope.actor(), &mut c, deed)?;
            }
        }
    }
    record(tx, scope.actor(), &b, Entry::of("payment-batch.cancel", id))?;
    after(tx, id)
}

/// A payment whose record is gone.
pub fn lost(p: &Payment) -> DbError {
    DbError::Inconsistent(format!("payment {}: no {} {}", p.id, p.kind.code(), p.record_id))
}

/// The bank has the file: what was owed is on its way.
///
/// # Errors
/// [`PayError::BatchNotFound`] outside the scope, [`PayError::Stale`], [`PayError::State`], the ledger's.
pub fn send(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Payment, act::Update>,
    (id, version): (Id, i64),
) -> Result<Batch> {
    let b = seen(tx, scope, (id, version), "发送", &[BatchState::Approved])?;
    if !payment::send(tx, (id, version))? {
        return Err(PayError::Stale { version: b.version });
    }
    let (all, day) = (accounts(tx, b.union_id)?, tx.today());
    let payments = payment::all_of_batch(tx, id)?;
    for part in payments.chunks(PART as usize) {
        let entry = |p: &Payment| ledger::Entry {
            id: id_of("mutual.pay", p.id, 0),
            debit: if p.kind == PaymentKind::Claim { all.payable } else { all.refund },
            credit: all.transit,
            amount: p.amount,
            day,
            reason: if p.kind == PaymentKind::Claim { "mutual.pay" } else { "mutual.refund" },
            record: (p.kind.code(), p.record_id),
            memo: "",
        };
        let entries: Vec<ledger::Entry<'_>> =
            part.iter().map(|p| ledger::Entry { memo: &p.number, ..entry(p) }).collect();
        transfer(tx, scope.actor(), &entries)?;
    }
    record(tx, scope.actor(), &b, Entry::of("payment-batch.send", id))?;
    after(tx, id)
}
