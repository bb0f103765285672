//! Places in the tree of unions, as text that sorts the way the tree is walked.

use std::fmt;

/// A place in the tree: one 4-character segment (base 32) per level, without separators.
/// The subtree of a place is the range `[path, upper_bound)`, see [`OrgPath::range`].
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OrgPath(String);

const DIGITS: &[u8; 32] = b"0123456789abcdefghijklmnopqrstuv";
/// Characters of one level.
pub const SEGMENT: usize = 4;
/// Deepest tree: 16 levels.
pub const MAX_LEVELS: usize = 16;

impl OrgPath {
    /// The place above every root: its subtree is everything.
    pub fn top() -> Self {
        Self(String::new())
    }

    /// Reads a stored path; `None` if it is not made of whole segments.
    pub fn parse(s: &str) -> Option<Self> {
        let whole = s.len().is_multiple_of(SEGMENT) && s.len() <= SEGMENT * MAX_LEVELS;
        (whole && s.bytes().all(|b| DIGITS.contains(&b))).then(|| Self(s.to_owned()))
    }

    /// The `n`-th child (0 ≤ n < 32⁴ = 1,048,576), or `None` beyond the bounds of the tree.
    pub fn child(&self, n: u32) -> Option<Self> {
        if n >= 1 << 20 || self.levels() >= MAX_LEVELS {
            return None;
        }
        let mut s = self.0.clone();
        for shift in [15, 10, 5, 0] {
            s.push(char::from(DIGITS[(n >> shift & 31) as usize]));
        }
        Some(Self(s))
    }

    /// The place above, or `None` at the top.
    pub fn parent(&self) -> Option<Self> {
        (!self.0.is_empty()).then(|| Self(self.0[..self.0.len() - SEGMENT].to_owned()))
    }

    /// The number of the last segment among its siblings.
    pub fn last_number(&self) -> Option<u32> {
        let seg = self.0.get(self.0.len().checked_sub(SEGMENT)?..)?;
        seg.bytes().try_fold(0, |n, b| {
            let v = DIGITS.iter().position(|&d| d == b)?;
            Some(n << 5 | u32::try_from(v).ok()?)
        })
    }

    /// Number of levels; 0 is the top.
    pub fn levels(&self) -> usize {
        self.0.len() / SEGMENT
    }

    /// Whether `other` is this place or lies beneath it.
    pub fn covers(&self, other: &Self) -> bool {
        other.0.starts_with(&self.0)
    }

    /// `self` and every place above it, topmost first.
    pub fn chain(&self) -> impl Iterator<Item = Self> + '_ {
        (1..=self.levels()).map(|n| Self(self.0[..n * SEGMENT].to_owned()))
    }

    /// The half-open range of stored paths in this subtree: `path >= .0 AND path < .1`.
    pub fn range(&self) -> (String, String) {
        // 'v' is the largest digit, so '~' sorts after every possible continuation.
        (self.0.clone(), format!("{}~", self.0))
    }

    /// The stored text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for OrgPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for OrgPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn range_and_covers_agree(a in proptest::collection::vec(0u32..1 << 20, 0..5),
                                  b in proptest::collection::vec(0u32..1 << 20, 0..5)) {
            let make = |v: &[u32]| v.iter().fold(OrgPath::top(), |p, &n| p.child(n).unwrap());
            let (pa, pb) = (make(&a), make(&b));
            let (lo, hi) = pa.range();
            prop_assert_eq!(pa.covers(&pb), b.starts_with(&a));
            prop_assert_eq!(pa.covers(&pb), pb.as_str() >= lo.as_str() && pb.as_str() < hi.as_str());
            prop_assert_eq!(OrgPath::parse(pb.as_str()), Some(pb.clone()));
            prop_assert_eq!(pb.last_number(), b.last().copied());
        }
    }

    #[test]
    fn half_segments_are_refused() {
        assert_eq!(OrgPath::parse("000"), None);
        assert_eq!(OrgPath::parse("00-1"), None);
    }
}
