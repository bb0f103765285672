//! Identifiers: 63-bit, time-ordered, made in the program.

use std::fmt;
use std::str::FromStr;
use std::sync::atomic::{AtomicI64, Ordering};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::Timestamp;

/// An identifier. 41 bits of milliseconds since 2020, 8 bits of node, 14 bits of counter.
/// Always a string in JSON: JavaScript numbers hold 53 bits only.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(pub i64);

const EPOCH_MS: i64 = 1_577_836_800_000;

impl Id {
    /// When the identifier was made, to the millisecond.
    pub fn made_at(self) -> Timestamp {
        Timestamp((self.0 >> 22) + EPOCH_MS)
    }

    /// The smallest identifier of an instant: the lower bound for "made since".
    pub fn first_at(at: Timestamp) -> Self {
        Self((at.0 - EPOCH_MS).max(0) << 22)
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl FromStr for Id {
    type Err = std::num::ParseIntError;
    fn from_str(s: &str) -> Result<Self, Self::Err> {
        s.parse().map(Self)
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let s = std::borrow::Cow::<'de, str>::deserialize(d)?;
        s.parse().map_err(|_| serde::de::Error::custom("not an id"))
    }
}

impl utoipa::PartialSchema for Id {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::schema::{ObjectBuilder, Type};
        ObjectBuilder::new()
            .schema_type(Type::String)
            .pattern(Some("^[0-9]{1,19}$"))
            .description(Some("Identifier: 63-bit number as text"))
            .into()
    }
}

impl utoipa::ToSchema for Id {
    fn name() -> std::borrow::Cow<'static, str> {
        "Id".into()
    }
}

/// Makes identifiers of one node. Never repeats and never goes back, even when the clock does.
#[derive(Debug)]
pub struct IdGen {
    node: i64,
    last: AtomicI64,
}

impl IdGen {
    /// A generator for node `node` (0–255); two servers on one database need different nodes.
    pub fn new(node: u8) -> Self {
        Self { node: i64::from(node), last: AtomicI64::new(0) }
    }

    /// The next identifier at `now`.
    pub fn next(&self, now: Timestamp) -> Id {
        // `last` holds (ms << 14 | counter); the node is spliced in below, so the order is by time.
        let floor = (now.0 - EPOCH_MS).max(0) << 14;
        let prev = self
            .last
            .fetch_update(Ordering::AcqRel, Ordering::Acquire, |last| Some((last + 1).max(floor)))
            .unwrap_or_else(|last| last);
        let v = (prev + 1).max(floor);
        splice(v, self.node)
    }

    /// The next `count` identifiers at `now` at once, for a first fill that makes them on one thread while another
    /// writes. Identifiers that are made later are greater than all of them.
    pub fn reserve(&self, now: Timestamp, count: u32) -> IdBlock {
        let (floor, count) = ((now.0 - EPOCH_MS).max(0) << 14, i64::from(count));
        let prev = self
            .last
            .fetch_update(Ordering::AcqRel, Ordering::Acquire, |last| Some((last + 1).max(floor) + count - 1))
            .unwrap_or_else(|last| last);
        let first = (prev + 1).max(floor);
        IdBlock { next: first, end: first + count, node: self.node }
    }
}

/// `v` holds (ms << 14 | counter).
fn splice(v: i64, node: i64) -> Id {
    Id((v >> 14) << 22 | node << 14 | (v & 0x3fff))
}

/// Identifiers that were reserved together; made by [`IdGen::reserve`].
#[derive(Debug)]
pub struct IdBlock {
    next: i64,
    end: i64,
    node: i64,
}

impl Iterator for IdBlock {
    type Item = Id;

    fn next(&mut self) -> Option<Id> {
        (self.next < self.end).then(|| {
            self.next += 1;
            splice(self.next - 1, self.node)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_rise_even_when_the_clock_stands_or_goes_back() {
        let g = IdGen::new(3);
        let t = Timestamp(1_795_363_200_000);
        let mut last = Id(0);
        for i in 0..40_000 {
            let id = g.next(if i == 20_000 { t.plus_ms(-5_000) } else { t });
            assert!(id > last, "{id} after {last}");
            last = id;
        }
        assert!(last.made_at().0 - t.0 <= 3, "the counter may run ahead by a few milliseconds only");
    }

    #[test]
    fn a_reserved_block_lies_between_what_came_before_and_what_comes_after() {
        let (g, t) = (IdGen::new(3), Timestamp(1_795_363_200_000));
        let before = g.next(t);
        let block: Vec<Id> = g.reserve(t, 40_000).collect();
        let after = g.next(t);
        assert_eq!(block.len(), 40_000);
        assert!(before < block[0] && block.is_sorted() && *block.last().unwrap() < after);
        let other: Vec<Id> = IdGen::new(3).reserve(t, 2).collect();
        assert_eq!(other, [before, block[0]], "one by one or at once: the same ids");
    }

    #[test]
    fn json_is_a_string() {
        let json = serde_json::to_string(&Id(9_007_199_254_740_993)).unwrap();
        assert_eq!(json, "\"9007199254740993\"");
        assert_eq!(serde_json::from_str::<Id>(&json).unwrap(), Id(9_007_199_254_740_993));
    }
}
