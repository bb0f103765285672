//! Keeps the same books a second time, with arithmetic of its own: plain sums in memory, one step after the other. It knows
//! nothing of the ledger's statements, of lowest points on the way or of running sums.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kernel::Day;

use crate::ledger::AccountKind;

/// What a deed asks for. Accounts are numbered as the auditor knows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Op {
    Transfer(Vec<Plain>),
    /// Each on its own.
    Each(Vec<Plain>),
    Reserve(Plain, Option<i64>),
    Post {
        id: i64,
        pending: i64,
        amount: Option<i64>,
        day: Day,
    },
    Void {
        pending: i64,
    },
    Expire,
    Reverse {
        id: i64,
        of: i64,
        day: Day,
    },
    Close {
        book: usize,
        month: i64,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Plain {
    pub id: i64,
    pub debit: usize,
    pub credit: usize,
    pub amount: i64,
    pub day: Day,
}

/// Which side may not fall below zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Guard {
    Debit,
    Credit,
    None,
}

#[derive(Clone, Debug)]
pub(super) struct Purse {
    pub book: usize,
    guard: Guard,
    pub debit: i128,
    pub credit: i128,
    pub held_debit: i128,
    pub held_credit: i128,
    /// Instant, debits and credits after each entry.
    pub history: Vec<(i64, i128, i128)>,
}

impl Purse {
    fn new(book: usize, kind: AccountKind) -> Self {
        let guard = match kind {
            AccountKind::Bank => Guard::Debit,
            AccountKind::Income | AccountKind::Expense => Guard::None,
            _ => Guard::Credit,
        };
        Self { book, guard, debit: 0, credit: 0, held_debit: 0, held_credit: 0, history: Vec::new() }
    }

    fn broken(&self) -> bool {
        match self.guard {
            Guard::Debit => self.debit - self.credit < self.held_credit,
            Guard::Credit => self.credit - self.debit < self.held_debit,
            Guard::None => false,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Single,
    Pending { expires: Option<i64> },
    Post { of: i64 },
    Reversal { of: i64 },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stand {
    Posted,
    Open,
    Posting,
    Voided,
    Expired,
    Reversed,
}

#[derive(Clone, Copy, Debug)]
struct Made {
    what: What,
    plain: Plain,
    stand: Stand,
}

/// A step: what is added to both sides, posted and held.
#[derive(Clone, Copy)]
struct Step {
    debit: usize,
    credit: usize,
    posted: i64,
    held: i64,
    day: Option<Day>,
}

#[derive(Debug, Default)]
pub(super) struct Auditor {
    pub purses: Vec<Purse>,
    made: HashMap<i64, Made>,
    /// When reservations run out.
    limits: BTreeSet<(i64, i64)>,
    closed: BTreeMap<usize, i64>,
}

/// Why a deed must be refused: any of these codes; nothing if it must be done.
pub(super) type Reasons = Vec<&'static str>;

impl Auditor {
    pub fn open(&mut self, book: usize, kind: AccountKind) {
        self.purses.push(Purse::new(book, kind));
    }

    /// What must become of it at `now`.
    pub fn judge(&self, op: &Op, now: i64, today: Day) -> Reasons {
        match op {
            Op::Transfer(all) => self.judge_transfer(all, today),
            // Some of them may be refused, the whole never is: see `enter_each`.
            Op::Each(_) => Vec::new(),
            Op::Reserve(p, expires) => self.judge_reserve(p, *expires, now, today),
            Op::Post { id, pending, amount, day } => {
                self.judge_post((*id, *pending), *amount, *day, now, today)
            }
            Op::Void { pending } => match self.pending(*pending).map(|m| m.stand) {
                None => vec!["ledger.not-found"],
                Some(Stand::Posting) => vec!["ledger.ended"],
                Some(_) => Vec::new(),
            },
            Op::Expire => Vec::new(),
            Op::Reverse { id, of, day } => self.judge_reverse(*id, *of, *day, today),
            Op::Close { month, .. } if *month >= today.month_number() => vec!["ledger.month-not-over"],
            Op::Close { .. } => Vec::new(),
        }
    }

    /// Enters a deed that must be done.
    pub fn enter(&mut self, op: &Op, now: i64) {
        match op {
            Op::Transfer(all) if all.first().is_some_and(|p| self.made.contains_key(&p.id)) => {}
            Op::Transfer(all) => {
                for p in all {
                    self.step(posting(p, 0), now);
                    self.put(p, What::Single, Stand::Posted);
                }
            }
            Op::Each(_) => {}
            Op::Reserve(p, _) if self.made.contains_key(&p.id) => {}
            Op::Reserve(p, expires) => {
                let held = Step { debit: p.debit, credit: p.credit, posted: 0, held: p.amount, day: None };
                self.step(held, now);
                self.put(p, What::Pending { expires: *expires }, Stand::Open);
                self.limits.extend(expires.map(|e| (e, p.id)));
            }
            Op::Post { id, .. } | Op::Reverse { id, .. } if self.made.contains_key(id) => {}
            Op::Post { id, pending, amount, day } => {
                let Some(held) = self.end(*pending, Stand::Posting) else { return };
                let p = Plain { id: *id, amount: amount.unwrap_or(held.amount), day: *day, ..held };
                self.step(posting(&p, -held.amount), now);
                self.put(&p, What::Post { of: *pending }, Stand::Posted);
            }
            Op::Void { pending } => self.release(*pending, Stand::Voided, now),
            Op::Expire => {
                let later = self.limits.split_off(&(now + 1, 0));
                let over = std::mem::replace(&mut self.limits, later);
                over.into_iter().for_each(|(_, id)| self.release(id, Stand::Expired, now));
            }
            Op::Reverse { id, of, day } => {
                let Some(first) = self.end(*of, Stand::Reversed) else { return };
                let p = Plain { id: *id, debit: first.credit, credit: first.debit, day: *day, ..first };
                self.step(posting(&p, 0), now);
                self.put(&p, What::Reversal { of: *of }, Stand::Posted);
            }
            Op::Close { book, month } => {
                let to = self.closed.entry(*book).or_default();
                *to = (*to).max(*month);
            }
        }
    }

    /// Enters those that must be done, in their order; what must become of each.
    pub fn enter_each(&mut self, all: &[Plain], now: i64, today: Day) -> Vec<Reasons> {
        let mut outcomes = Vec::new();
        for p in all {
            let op = Op::Transfer(vec![*p]);
            let reasons = self.judge(&op, now, today);
            if reasons.is_empty() {
                self.enter(&op, now);
            }
            outcomes.push(reasons);
        }
        outcomes
    }

    fn pending(&self, id: i64) -> Option<&Made> {
        self.made.get(&id).filter(|m| matches!(m.what, What::Pending { .. }))
    }

    fn put(&mut self, p: &Plain, what: What, stand: Stand) {
        self.made.insert(p.id, Made { what, plain: *p, stand });
    }

    fn end(&mut self, id: i64, stand: Stand) -> Option<Plain> {
        let made = self.made.get_mut(&id)?;
        made.stand = stand;
        Some(made.plain)
    }

    fn release(&mut self, id: i64, stand: Stand, now: i64) {
        if self.pending(id).is_some_and(|m| m.stand == Stand::Open)
            && let Some(p) = self.end(id, stand)
        {
            self.step(Step { debit: p.debit, credit: p.credit, posted: 0, held: -p.amount, day: None }, now);
        }
    }

    fn step(&mut self, s: Step, now: i64) {
        let mut side = |n: usize, debit: bool| {
            let Some(purse) = self.purses.get_mut(n) else { return };
            if debit {
                purse.debit += i128::from(s.posted);
                purse.held_debit += i128::from(s.held);
            } else {
                purse.credit += i128::from(s.posted);
                purse.held_credit += i128::from(s.held);
            }
            if s.posted > 0 {
                purse.history.push((now, purse.debit, purse.credit));
            }
        };
        side(s.debit, true);
        side(s.credit, false);
    }

    /// What speaks against these steps, one after the other.
    fn against(&self, steps: &[Step]) -> Reasons {
        let purses = self.purses.iter().map(Purse::without_history).collect();
        let mut trial = Self { purses, ..Self::default() };
        let mut reasons = Vec::new();
        for s in steps {
            let book = |n: usize| trial.purses.get(n).map(|p| p.book);
            if book(s.debit) != book(s.credit) {
                reasons.push("ledger.other-book");
            }
            for book in [book(s.debit), book(s.credit)].into_iter().flatten() {
                let to = self.closed.get(&book).copied().unwrap_or_default();
                if s.day.is_some_and(|d| d.month_number() <= to) {
                    reasons.push("ledger.closed");
                }
            }
            trial.step(*s, 0);
            if [s.debit, s.credit].iter().any(|n| trial.purses.get(*n).is_some_and(Purse::broken)) {
                reasons.push("ledger.limit");
            }
        }
        reasons
    }

    fn plainly_wrong(p: &Plain, today: Day) -> Reasons {
        let mut reasons = Vec::new();
        if p.amount <= 0 {
            reasons.push("ledger.amount");
        }
        if p.debit == p.credit {
            reasons.push("ledger.same-account");
        }
        if p.day > today {
            reasons.push("ledger.day-ahead");
        }
        reasons
    }

    /// `Some` if the id is taken: whether by the same.
    fn taken(&self, p: &Plain, what: What) -> Option<bool> {
        self.made.get(&p.id).map(|m| m.what == what && m.plain == *p)
    }

    fn judge_transfer(&self, all: &[Plain], today: Day) -> Reasons {
        let wrong: Reasons = all.iter().flat_map(|p| Self::plainly_wrong(p, today)).collect();
        if !wrong.is_empty() {
            return wrong;
        }
        let taken: Vec<bool> = all.iter().filter_map(|p| self.taken(p, What::Single)).collect();
        if !taken.is_empty() {
            let same = taken.len() == all.len() && taken.iter().all(|same| *same);
            return if same { Vec::new() } else { vec!["ledger.id-reused"] };
        }
        self.against(&all.iter().map(|p| posting(p, 0)).collect::<Vec<_>>())
    }

    fn judge_reserve(&self, p: &Plain, expires: Option<i64>, now: i64, today: Day) -> Reasons {
        let wrong = Self::plainly_wrong(p, today);
        if !wrong.is_empty() {
            return wrong;
        }
        if let Some(same) = self.taken(p, What::Pending { expires }) {
            return if same { Vec::new() } else { vec!["ledger.id-reused"] };
        }
        let step = Step { debit: p.debit, credit: p.credit, posted: 0, held: p.amount, day: Some(p.day) };
        let mut reasons = self.against(&[step]);
        if expires.is_some_and(|e| e <= now) {
            reasons.push("ledger.expired");
        }
        reasons
    }

    fn judge_post(
        &self,
        (id, pending): (i64, i64),
        amount: Option<i64>,
        day: Day,
        now: i64,
        today: Day,
    ) -> Reasons {
        let Some(held) = self.pending(pending) else { return vec!["ledger.not-found"] };
        let p = Plain { id, amount: amount.unwrap_or(held.plain.amount), day, ..held.plain };
        let mut reasons = Self::plainly_wrong(&p, today);
        if let Some(same) = self.taken(&p, What::Post { of: pending }) {
            if !same || !reasons.is_empty() {
                reasons.push("ledger.id-reused");
            }
            return reasons;
        }
        if p.amount > held.plain.amount {
            reasons.push("ledger.more-than-reserved");
        }
        match (held.stand, held.what) {
            (Stand::Expired, _) => reasons.push("ledger.expired"),
            (Stand::Open, What::Pending { expires: Some(e) }) if e <= now => reasons.push("ledger.expired"),
            (Stand::Open, _) => reasons.extend(self.against(&[posting(&p, -held.plain.amount)])),
            _ => reasons.push("ledger.ended"),
        }
        reasons
    }

    fn judge_reverse(&self, id: i64, of: i64, day: Day, today: Day) -> Reasons {
        let Some(first) = self.made.get(&of) else { return vec!["ledger.not-found"] };
        if !matches!(first.what, What::Single | What::Post { .. }) {
            return vec!["ledger.not-reversible"];
        }
        let p = Plain { id, debit: first.plain.credit, credit: first.plain.debit, day, ..first.plain };
        let mut reasons = Self::plainly_wrong(&p, today);
        if let Some(same) = self.taken(&p, What::Reversal { of }) {
            if !same || !reasons.is_empty() {
                reasons.push("ledger.id-reused");
            }
            return reasons;
        }
        if first.stand == Stand::Reversed {
            reasons.push("ledger.reversed");
        }
        reasons.extend(self.against(&[posting(&p, 0)]));
        reasons
    }
}

impl Purse {
    fn without_history(&self) -> Self {
        let Self { book, guard, debit, credit, held_debit, held_credit, .. } = *self;
        Self { book, guard, debit, credit, held_debit, held_credit, history: Vec::new() }
    }
}

fn posting(p: &Plain, held: i64) -> Step {
    Step { debit: p.debit, credit: p.credit, posted: p.amount, held, day: Some(p.day) }
}
