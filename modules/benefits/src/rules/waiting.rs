//! The waiting room before a campaign: when more press than can be served at once, people come in in the order in which they
//! pressed first, and are told how many are before them.

use std::collections::HashMap;

use kernel::{Id, Timestamp};

/// How many are served at the same time.
const INSIDE: usize = 2_048;
/// How many are let in per second at least, until more is known.
const LEAST: f64 = 200.0;
/// Longest that somebody is told to wait before asking again, in seconds.
const LONGEST: i64 = 20;
/// Milliseconds over which the pace is measured.
const WINDOW: i64 = 1_000;

/// Whether somebody may come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// Comes in now; must leave again.
    In,
    /// Waits.
    Wait {
        /// How many are before.
        ahead: i64,
        /// After how many seconds to ask again, 1 to 20.
        seconds: i64,
    },
}

/// One campaign's room.
#[derive(Debug)]
pub struct Room {
    inside: usize,
    most: usize,
    /// Places given so far, and those that were called: whoever has a lower one may come in.
    given: i64,
    called: f64,
    places: HashMap<Id, i64>,
    /// People served per second, in the last full window.
    pace: f64,
    served: i64,
    since: Timestamp,
}

impl Room {
    /// An empty room.
    pub fn new(now: Timestamp) -> Self {
        Self::of(INSIDE, now)
    }

    fn of(most: usize, now: Timestamp) -> Self {
        Self {
            inside: 0,
            most,
            given: 0,
            called: 0.0,
            places: HashMap::new(),
            pace: LEAST,
            served: 0,
            since: now,
        }
    }

    /// Somebody comes. Who waited before keeps the place.
    pub fn enter(&mut self, person: Id, now: Timestamp) -> Entry {
        self.call(now);
        let nobody_waits = self.places.is_empty();
        let place = match self.places.get(&person) {
            Some(place) => *place,
            None if nobody_waits && self.inside < self.most => {
                self.inside += 1;
                return Entry::In;
            }
            None => {
                self.given += 1;
                self.places.insert(person, self.given);
                self.given
            }
        };
        let ahead = place - self.called as i64;
        if ahead <= 0 && self.inside < self.most {
            self.places.remove(&person);
            self.inside += 1;
            return Entry::In;
        }
        let ahead = ahead.max(1);
        let seconds = (ahead as f64 / self.pace).ceil() as i64;
        Entry::Wait { ahead, seconds: seconds.clamp(1, LONGEST) }
    }

    /// Somebody who was in was served.
    pub fn leave(&mut self, now: Timestamp) {
        self.inside = self.inside.saturating_sub(1);
        self.served += 1;
        self.call(now);
    }

    /// Nothing is left to wait for.
    pub fn dissolve(&mut self) {
        self.places.clear();
        self.called = self.given as f64;
    }

    /// How many wait.
    pub fn waiting(&self) -> usize {
        self.places.len()
    }

    /// Calls as many as were served since, and a tenth more: who was called and does not come holds nobody up.
    fn call(&mut self, now: Timestamp) {
        let passed = now.0 - self.since.0;
        if passed < WINDOW {
            return;
        }
        self.pace = (self.served as f64 * 1_000.0 / passed as f64 * 1.1).max(LEAST);
        self.served = 0;
        self.since = now;
        if self.places.is_empty() {
            self.called = self.given as f64;
        } else if self.inside < self.most {
            let free = (self.most - self.inside) as f64;
            let more = (self.pace * (passed.min(5 * WINDOW)) as f64 / 1_000.0).min(free.max(1.0));
            self.called = (self.called + more).min(self.given as f64);
        }
        // Who was called a long while ago and never came has given up.
        let gone = self.called as i64 - 4 * self.most as i64;
        if gone > 0 && self.places.len() > self.most {
            self.places.retain(|_, place| *place > gone);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(ms: i64) -> Timestamp {
        Timestamp(1_000_000 + ms)
    }

    #[test]
    fn who_comes_to_an_empty_room_is_in_at_once() {
        let mut room = Room::of(2, at(0));
        assert_eq!(room.enter(Id(1), at(0)), Entry::In);
        assert_eq!(room.enter(Id(2), at(0)), Entry::In);
        assert_eq!(room.enter(Id(3), at(1)), Entry::Wait { ahead: 1, seconds: 1 });
        assert_eq!(room.enter(Id(4), at(1)), Entry::Wait { ahead: 2, seconds: 1 });
        assert_eq!(room.enter(Id(3), at(2)), Entry::Wait { ahead: 1, seconds: 1 }, "the place is kept");
        assert_eq!(room.waiting(), 2);
    }

    #[test]
    fn people_are_called_in_the_order_in_which_they_came() {
        let mut room = Room::of(2, at(0));
        (1..=2).for_each(|n| assert_eq!(room.enter(Id(n), at(0)), Entry::In));
        (3..=6).for_each(|n| assert_ne!(room.enter(Id(n), at(0)), Entry::In));
        room.leave(at(10));
        room.leave(at(10));
        // A newcomer does not slip in before those who wait, though there is room.
        assert_eq!(room.enter(Id(7), at(20)), Entry::Wait { ahead: 5, seconds: 1 });
        assert_eq!(room.enter(Id(5), at(1_100)), Entry::Wait { ahead: 1, seconds: 1 }, "two were called");
        assert_eq!(room.enter(Id(4), at(1_100)), Entry::In);
        assert_eq!(room.enter(Id(3), at(1_100)), Entry::In);
        assert_ne!(room.enter(Id(5), at(2_200)), Entry::In, "it is full again");
    }

    #[test]
    fn who_was_called_and_does_not_come_holds_nobody_up() {
        let mut room = Room::of(2, at(0));
        (1..=2).for_each(|n| assert_eq!(room.enter(Id(n), at(0)), Entry::In));
        (3..=40).for_each(|n| assert_ne!(room.enter(Id(n), at(0)), Entry::In));
        room.leave(at(10));
        room.leave(at(10));
        let mut ms = 0;
        while room.enter(Id(40), at(ms)) != Entry::In {
            ms += 1_000;
            assert!(ms < 60_000, "held up by those who gave up");
        }
    }

    #[test]
    fn when_nothing_is_left_nobody_waits() {
        let mut room = Room::of(1, at(0));
        assert_eq!(room.enter(Id(1), at(0)), Entry::In);
        assert_ne!(room.enter(Id(2), at(0)), Entry::In);
        room.dissolve();
        assert_eq!(room.waiting(), 0);
        room.leave(at(5));
        assert_eq!(room.enter(Id(3), at(6)), Entry::In);
    }
}
