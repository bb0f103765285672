//! A random workload against an independent auditor: for the tests on every database, and a million deeds of it for
//! `make bench`.
//!
//! Deeds of every kind, right and wrong ones, repeated ones and such as meet a limit, are drawn from a seed. The auditor says
//! beforehand what must become of each; the ledger must do the same. In the end every account, balances at random past
//! instants and [`super::verify`] are compared.

mod auditor;
mod draw;

use guard::{Actor, Reason, act, res};
use kernel::{Clock, Day, Fen, Id, ManualClock, Problem, Timestamp};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use store::{Store, Tx};

use super::{AccountKind, Entry, LedgerError, NewAccount};
use auditor::{Auditor, Op, Plain};
use draw::Draw;

/// Deeds in one transaction at most.
const GROUP: usize = 50;
/// Balances at past instants that are compared.
const LOOKS: usize = 2_000;

/// What a workload did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Deeds that were done, repeated ones included.
    pub done: usize,
    /// Deeds that were refused, as they had to be.
    pub refused: usize,
    /// Entries in the end.
    pub entries: u64,
    /// Reservations that wait in the end.
    pub open: u64,
}

struct Drill<'a> {
    store: &'a Store,
    by: Actor,
    books: [Id; 2],
    accounts: Vec<Id>,
    auditor: Auditor,
    tally: Tally,
    /// Deeds that must be done together.
    group: Vec<Op>,
}

/// Runs at least `deeds` deeds drawn from `seed` in the books of two unions that have none yet. The store's clock is `clock`.
///
/// # Errors
/// A sentence about the first deed, account or balance on which ledger and auditor differ.
pub fn run(
    store: &Store,
    clock: &ManualClock,
    books: [Id; 2],
    seed: u64,
    deeds: usize,
) -> Result<Tally, String> {
    let by = Actor::system(Reason::Job, "drill");
    let mut drill = Drill {
        store,
        by,
        books,
        accounts: Vec::new(),
        auditor: Auditor::default(),
        tally: Tally::default(),
        group: Vec::new(),
    };
    let mut draw = Draw::new(seed, drill.open()?);
    while drill.tally.done + drill.tally.refused < deeds {
        let op = draw.next(clock.now(), clock.today());
        drill.deed(op, clock)?;
        if drill.group.len() >= GROUP {
            drill.flush()?;
            clock.advance_ms(draw.pause());
        }
    }
    drill.flush()?;
    drill.compare(seed)?;
    Ok(drill.tally)
}

fn told(e: &impl Problem) -> String {
    format!("{}: {e}", e.code())
}

impl Drill<'_> {
    /// Accounts of all kinds in both books; their books.
    fn open(&mut self) -> Result<Vec<usize>, String> {
        let mut of = Vec::new();
        for (n, book) in self.books.into_iter().enumerate() {
            for kind in AccountKind::ALL.into_iter().chain([AccountKind::Fund, AccountKind::Payable]) {
                let code = format!("{}:{}", kind.code(), of.len());
                let opened = self.store.write_blocking(move |tx| {
                    let new = NewAccount { book, code: &code, kind, title: kind.title() };
                    super::open_account(tx, &new)
                });
                self.accounts.push(opened.map_err(|e| told(&e))?);
                self.auditor.open(n, kind);
                of.push(n);
            }
        }
        Ok(of)
    }

    fn deed(&mut self, op: Op, clock: &ManualClock) -> Result<(), String> {
        if let Op::Each(all) = op {
            return self.each(all, clock);
        }
        let reasons = self.auditor.judge(&op, clock.now().0, clock.today());
        if reasons.is_empty() {
            self.auditor.enter(&op, clock.now().0);
            self.tally.done += 1;
            self.group.push(op);
            return Ok(());
        }
        // Alone: what is refused takes its whole transaction along.
        self.flush()?;
        self.tally.refused += 1;
        match self.run(vec![op.clone()]) {
            Err(e) if reasons.contains(&e.code()) => Ok(()),
            Err(e) => Err(format!("{op:?} must be refused with {reasons:?}, not with {}", told(&e))),
            Ok(()) => Err(format!("{op:?} was done and must be refused with {reasons:?}")),
        }
    }

    /// Transfers that are made or refused each by itself.
    fn each(&mut self, all: Vec<Plain>, clock: &ManualClock) -> Result<(), String> {
        self.flush()?;
        let wanted = self.auditor.enter_each(&all, clock.now().0, clock.today());
        let (by, accounts, asked) = (self.by.clone(), self.accounts.clone(), all.clone());
        let found = self.store.write_blocking(move |tx| {
            let all: Vec<(&Actor, Entry<'_>)> = asked.iter().map(|p| (&by, entry(&accounts, p))).collect();
            super::transfer_each(tx, &all)
        });
        for ((p, reasons), found) in all.iter().zip(&wanted).zip(found.map_err(|e| told(&e))?) {
            let agrees = match &found {
                Ok(_) => reasons.is_empty(),
                Err(e) => reasons.contains(&e.code()),
            };
            *(if found.is_ok() { &mut self.tally.done } else { &mut self.tally.refused }) += 1;
            if !agrees {
                return Err(format!("{p:?} of {all:?} must end with {reasons:?}, not with {found:?}"));
            }
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), String> {
        let group = std::mem::take(&mut self.group);
        let all = group.clone();
        self.run(group).map_err(|e| format!("one of {all:?} must be done: {}", told(&e)))
    }

    fn run(&self, ops: Vec<Op>) -> Result<(), LedgerError> {
        let (by, accounts, books) = (self.by.clone(), self.accounts.clone(), self.books);
        self.store.write_blocking(move |tx| ops.iter().try_for_each(|op| one(tx, &by, &accounts, books, op)))
    }

    /// Every account now, balances at past instants, and the ledger's own verification.
    fn compare(&mut self, seed: u64) -> Result<(), String> {
        let mut rng = ChaCha8Rng::seed_from_u64(seed ^ 1);
        for (id, purse) in self.accounts.iter().zip(&self.auditor.purses) {
            let id = *id;
            let found = self.store.read_blocking(move |tx| super::account(tx, id));
            let a = found.map_err(|e| told(&e))?.ok_or("an account is gone")?;
            let sums = [a.debit, a.credit, a.pending_debit, a.pending_credit].map(|f| i128::from(f.0));
            let want = [purse.debit, purse.credit, purse.held_debit, purse.held_credit];
            if sums != want || a.seq != purse.history.len() as i64 {
                return Err(format!("account {id} has {sums:?} and must have {want:?}"));
            }
        }
        for _ in 0..LOOKS {
            let n = rng.random_range(0..self.accounts.len());
            let (Some(id), Some(purse)) = (self.accounts.get(n).copied(), self.auditor.purses.get(n)) else {
                continue;
            };
            let ends = purse.history.first().zip(purse.history.last()).map(|(a, b)| (a.0 - 1, b.0 + 1));
            let (first, last) = ends.unwrap_or((0, 1));
            let at = rng.random_range(first..=last);
            let want = purse.history.iter().rev().find(|h| h.0 <= at).map_or((0, 0), |h| (h.1, h.2));
            let found = self.store.read_blocking(move |tx| super::balance_at(tx, id, Timestamp(at)));
            let b = found.map_err(|e| told(&e))?;
            if (i128::from(b.debit.0), i128::from(b.credit.0)) != want {
                return Err(format!("account {id} held {b:?} at {at} and must have held {want:?}"));
            }
        }
        let report = super::verify(self.store).map_err(|e| told(&e))?;
        if !report.is_whole() {
            return Err(format!("the verification says {:?}", report.faults));
        }
        let entries: usize = self.auditor.purses.iter().map(|p| p.history.len()).sum();
        if report.entries != entries as u64 {
            return Err(format!("{} entries, {entries} must be there", report.entries));
        }
        (self.tally.entries, self.tally.open) = (report.entries, report.open);
        Ok(())
    }
}

fn entry(accounts: &[Id], p: &Plain) -> Entry<'static> {
    let account = |n: usize| accounts.get(n).copied().unwrap_or(Id(0));
    Entry {
        id: Id(p.id),
        debit: account(p.debit),
        credit: account(p.credit),
        amount: Fen(p.amount),
        day: p.day,
        reason: super::reasons::MANUAL,
        record: ("drill", Id(p.id % 1_000)),
        memo: "",
    }
}

fn one(tx: &mut Tx<'_>, by: &Actor, accounts: &[Id], books: [Id; 2], op: &Op) -> Result<(), LedgerError> {
    let entry = |p: &Plain| entry(accounts, p);
    match op {
        // These are run by `Drill::each`.
        Op::Each(_) => Ok(()),
        Op::Transfer(all) => {
            let entries: Vec<Entry<'_>> = all.iter().map(entry).collect();
            super::transfer(tx, by, &entries).map(drop)
        }
        Op::Reserve(p, expires) => super::reserve(tx, by, &entry(p), expires.map(Timestamp)),
        Op::Post { id, pending, amount, day } => {
            super::post(tx, by, Id(*id), Id(*pending), amount.map(Fen), *day)
        }
        Op::Void { pending } => super::void(tx, by, Id(*pending)),
        Op::Expire => {
            while super::expire(tx)? > 0 {}
            Ok(())
        }
        Op::Reverse { id, of, day } => super::reverse(tx, by, Id(*id), Id(*of), "演练", *day),
        Op::Close { book, month } => {
            let scope = by.permit::<res::Ledger, act::Freeze>().map_err(|_| LedgerError::BookNotFound)?;
            let book = books.get(*book).copied().unwrap_or(Id(0));
            super::close_period(tx, &scope, book, *month)
        }
    }
}

/// The day so many days before another.
fn before(day: Day, days: i64) -> Day {
    day.plus_days(-days)
}
