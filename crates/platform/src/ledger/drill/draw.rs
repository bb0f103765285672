//! Draws deeds: right ones, wrong ones, repeated ones, and such as meet what others left.

use kernel::{Day, Timestamp};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::auditor::{Op, Plain};
use super::before;

/// Deeds that may be repeated or ended later.
const KEPT: usize = 400;

pub(super) struct Draw {
    rng: ChaCha8Rng,
    /// Book of each account.
    books: Vec<usize>,
    next_id: i64,
    /// Some of the deeds that were drawn.
    past: Vec<Op>,
    /// Some of the reservations.
    pending: Vec<Plain>,
    /// Some of what was posted, or should have been.
    posted: Vec<i64>,
}

impl Draw {
    pub fn new(seed: u64, books: Vec<usize>) -> Self {
        let rng = ChaCha8Rng::seed_from_u64(seed);
        Self { rng, books, next_id: 1, past: Vec::new(), pending: Vec::new(), posted: Vec::new() }
    }

    /// Milliseconds until the next transaction: mostly a little, so that limits and months pass in between.
    pub fn pause(&mut self) -> i64 {
        match self.rng.random_range(0..10) {
            0 => 0,
            1 => self.rng.random_range(0..10_000_000),
            _ => self.rng.random_range(1..400_000),
        }
    }

    pub fn next(&mut self, now: Timestamp, today: Day) -> Op {
        let op = match self.rng.random_range(0..1_000) {
            0..=449 => Op::Transfer(vec![self.plain(today)]),
            450..=519 => {
                let n = self.rng.random_range(2..=6);
                Op::Transfer((0..n).map(|_| self.plain(today)).collect())
            }
            520..=549 => self.each(today),
            550..=709 => self.reserve(now, today),
            710..=819 => self.post(today),
            820..=869 => Op::Void { pending: self.some_pending() },
            870..=889 => Op::Expire,
            890..=949 => {
                let of = self.some_posted();
                let day = self.day(today);
                Op::Reverse { id: self.id(), of, day }
            }
            950..=979 => self.again(),
            980..=996 => self.reused(today),
            _ => {
                let back = self.rng.random_range(0..70);
                let month = before(today, back).month_number();
                Op::Close { book: self.rng.random_range(0..2), month }
            }
        };
        self.keep(&op);
        op
    }

    fn id(&mut self) -> i64 {
        self.next_id += 1;
        self.next_id
    }

    fn day(&mut self, today: Day) -> Day {
        let back = match self.rng.random_range(0..100) {
            0 => -1,
            1..=9 => self.rng.random_range(0..60),
            _ => 0,
        };
        before(today, back)
    }

    fn amount(&mut self) -> i64 {
        match self.rng.random_range(0..100) {
            0 => 0,
            1..=9 => self.rng.random_range(1..10),
            10..=19 => self.rng.random_range(1..5_000_000),
            _ => self.rng.random_range(1..50_000),
        }
    }

    fn plain(&mut self, today: Day) -> Plain {
        let all = self.books.len();
        let debit = self.rng.random_range(0..all);
        let credit = if self.rng.random_range(0..100) < 2 {
            self.rng.random_range(0..all)
        } else {
            // Of the same book: books lie one after the other.
            let half = all / 2;
            debit / half * half + self.rng.random_range(0..half)
        };
        // Two sides that are one account are drawn once in a while and no more.
        let credit =
            if credit == debit && self.rng.random_range(0..10) > 0 { (credit + 1) % all } else { credit };
        Plain { id: self.id(), debit, credit, amount: self.amount(), day: self.day(today) }
    }

    /// Some that have nothing to do with each other, also twice the same and some of the past.
    fn each(&mut self, today: Day) -> Op {
        let n = self.rng.random_range(1..=20);
        let mut all: Vec<Plain> = (0..n).map(|_| self.plain(today)).collect();
        if let (Some(first), 0..3) = (all.first().copied(), self.rng.random_range(0..10)) {
            all.push(first);
        }
        if self.rng.random_range(0..10) == 0 {
            all.push(Plain { id: self.some_posted(), ..self.plain(today) });
        }
        Op::Each(all)
    }

    fn reserve(&mut self, now: Timestamp, today: Day) -> Op {
        let p = self.plain(today);
        let expires = match self.rng.random_range(0..10) {
            0 => Some(now.0),
            1..=4 => Some(now.0 + self.rng.random_range(1..3_000_000)),
            _ => None,
        };
        Op::Reserve(p, expires)
    }

    fn post(&mut self, today: Day) -> Op {
        let of = self.pending.get(self.rng.random_range(0..self.pending.len().max(1))).copied();
        let most = of.map_or(1, |p| p.amount.max(1));
        let amount = match self.rng.random_range(0..10) {
            0 => Some(most + 1),
            1..=4 => Some(self.rng.random_range(1..=most)),
            _ => None,
        };
        let day = self.day(today);
        Op::Post { id: self.id(), pending: of.map_or(1, |p| p.id), amount, day }
    }

    fn some_pending(&mut self) -> i64 {
        let n = self.rng.random_range(0..self.pending.len().max(1));
        match self.pending.get(n) {
            Some(p) => p.id,
            None => self.some_posted(),
        }
    }

    fn some_posted(&mut self) -> i64 {
        let n = self.rng.random_range(0..self.posted.len().max(1));
        self.posted.get(n).copied().unwrap_or(1)
    }

    /// A deed of the past, unchanged.
    fn again(&mut self) -> Op {
        let n = self.rng.random_range(0..self.past.len().max(1));
        self.past.get(n).cloned().unwrap_or(Op::Expire)
    }

    /// A deed of the past under its id, with other content.
    fn reused(&mut self, today: Day) -> Op {
        let mut p = self.plain(today);
        p.id = self.some_posted();
        if self.rng.random_range(0..2) == 0 { Op::Transfer(vec![p]) } else { Op::Reserve(p, None) }
    }

    fn keep(&mut self, op: &Op) {
        let at = self.rng.random_range(0..KEPT);
        put(&mut self.past, at, op.clone());
        match op {
            Op::Transfer(all) | Op::Each(all) => all.iter().for_each(|p| put(&mut self.posted, at, p.id)),
            Op::Reserve(p, _) => put(&mut self.pending, at / 4, *p),
            Op::Post { id, .. } | Op::Reverse { id, .. } => put(&mut self.posted, at, *id),
            Op::Void { .. } | Op::Expire | Op::Close { .. } => {}
        }
    }
}

/// Puts it in the place of another, or at the end.
fn put<T>(all: &mut Vec<T>, at: usize, one: T) {
    match all.get_mut(at) {
        Some(place) => *place = one,
        None => all.push(one),
    }
}
