//! How a draw comes out: from a secret that was promised before, a public value that came after, and the list between them. The same in
//! words, for whoever recomputes it: docs/draws.md.

use std::collections::BinaryHeap;

use sha2::{Digest, Sha256};

/// Name of the procedure; the first line of what the key of a draw is made of.
pub const PROCEDURE: &str = "niangjia-draw/1";
/// Digits of a pseudonym.
pub const ENTRANT: usize = 20;
/// Characters of a public value at most.
pub const VALUE: usize = 60;

/// The digest that is published before anybody enters.
pub fn commitment(secret: &[u8; 32]) -> String {
    hex::encode(Sha256::digest(secret))
}

/// Whether a text is a pseudonym: digits of a hexadecimal number, small letters.
pub fn is_entrant(text: &str) -> bool {
    text.len() == ENTRANT && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

/// A public value as it is reckoned with: printing ASCII characters, without blanks around them; `None` for anything else, so that two
/// people who type what they see type the same bytes.
pub fn value(typed: &str) -> Option<String> {
    let text = typed.trim();
    let plain = text.bytes().all(|b| (b' '..=b'~').contains(&b)) && !text.contains("  ");
    (plain && (1..=VALUE).contains(&text.len())).then(|| text.to_owned())
}

/// The digest of a list: every pseudonym with a line feed, in ascending order.
#[derive(Clone, Debug, Default)]
pub struct ListDigest(Sha256);

impl ListDigest {
    /// Takes the next pseudonym in.
    pub fn add(&mut self, entrant: &str) {
        self.0.update(entrant.as_bytes());
        self.0.update(b"\n");
    }

    /// The digest of all that were taken in.
    pub fn finish(self) -> String {
        hex::encode(self.0.finalize())
    }
}

/// The key of a draw: the digest of four lines.
pub fn key(secret: &str, value: &str, list_digest: &str) -> [u8; 32] {
    Sha256::digest(format!("{PROCEDURE}\n{secret}\n{value}\n{list_digest}\n")).into()
}

/// The lot of an entrant: who has a smaller one stands before.
pub fn lot(key: &[u8; 32], entrant: &str) -> [u8; 32] {
    Sha256::new().chain_update(key).chain_update(entrant.as_bytes()).finalize().into()
}

/// Draws lots and keeps the smallest.
#[derive(Clone, Debug)]
pub struct Drawing {
    key: [u8; 32],
    most: usize,
    best: BinaryHeap<([u8; 32], String)>,
}

impl Drawing {
    /// A drawing that keeps `most` entrants.
    pub fn new(key: [u8; 32], most: usize) -> Self {
        Self { key, most, best: BinaryHeap::new() }
    }

    /// Draws the lot of an entrant.
    pub fn add(&mut self, entrant: &str) {
        let lot = lot(&self.key, entrant);
        if self.best.len() < self.most {
            self.best.push((lot, entrant.to_owned()));
            return;
        }
        let Some(mut worst) = self.best.peek_mut() else { return };
        if lot < worst.0 {
            *worst = (lot, entrant.to_owned());
        }
    }

    /// Who was kept, the smallest lot first.
    pub fn finish(self) -> Vec<String> {
        self.best.into_sorted_vec().into_iter().map(|(_, entrant)| entrant).collect()
    }
}

/// Which prize a rank (from 1) wins, counted from 1; `None` beyond the last. `counts` says how many there are of each, the best first.
pub fn prize_of(counts: &[i64], rank: i64) -> Option<i64> {
    let mut last = 0;
    for (n, count) in (1..).zip(counts) {
        last += count;
        if rank <= last {
            return Some(n);
        }
    }
    None
}

/// Odds as people say them: how many of those who entered win. `None` while nobody entered.
pub fn odds(prizes: i64, entries: i64) -> Option<String> {
    match entries {
        ..=0 => None,
        n if n <= prizes => Some("目前人人可中".to_owned()),
        // Rounded up: never better than they are.
        n if prizes > 0 => Some(format!("约1/{}", (n + prizes - 1) / prizes)),
        _ => Some("没有奖品".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn name(n: u64) -> String {
        format!("{n:020x}")
    }

    #[test]
    fn values_are_plain_and_short() {
        for (typed, want) in [(" 3421.87 ", Some("3421.87")), ("04 11 23", Some("04 11 23")), ("", None)] {
            assert_eq!(value(typed).as_deref(), want, "{typed:?}");
        }
        for bad in ["３４２１", "上证", "a  b", "a\tb", &"1".repeat(61)] {
            assert_eq!(value(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn prizes_follow_ranks() {
        let all: Vec<_> = (1..=5).map(|r| prize_of(&[1, 0, 3], r)).collect();
        assert_eq!(all, [Some(1), Some(3), Some(3), Some(3), None]);
    }

    #[test]
    fn odds_are_never_too_good() {
        let told = |p, n| odds(p, n).unwrap_or_default();
        assert_eq!(
            [told(10, 0), told(10, 10), told(10, 11), told(10, 3_200)],
            ["", "目前人人可中", "约1/2", "约1/320"]
        );
    }

    /// Everybody wins about as often, whatever the pseudonym: 40 entrants, 4 prizes, 5,000 draws.
    #[test]
    fn chances_are_even() {
        let mut wins = [0_i64; 40];
        for n in 0..5_000_u64 {
            let mut d = Drawing::new(key(&name(n), "1", ""), 4);
            (0..40).for_each(|e| d.add(&name(e)));
            for e in d.finish() {
                wins[usize::from_str_radix(&e, 16).unwrap_or_default()] += 1;
            }
        }
        // 500 each; chi squared with 39 degrees is above 72 once in a thousand, and these draws are always the same.
        let chi: f64 = wins.iter().map(|w| ((w - 500) as f64).powi(2) / 500.0).sum();
        assert!(chi < 72.0, "{chi}: {wins:?}");
    }

    proptest! {
        /// The heap keeps what sorting everything would, in whatever order they come.
        #[test]
        fn smallest_lots_are_kept(mut of in proptest::collection::btree_set(0_u64..10_000, 0..200), most in 0_usize..50, seed: u64) {
            let k = key(&name(seed), "3421.87", "");
            let mut all: Vec<([u8; 32], String)> = of.iter().map(|n| (lot(&k, &name(*n)), name(*n))).collect();
            all.sort();
            let want: Vec<String> = all.into_iter().take(most).map(|a| a.1).collect();
            let mut d = Drawing::new(k, most);
            while let Some(n) = of.pop_last() {
                d.add(&name(n));
            }
            prop_assert_eq!(d.finish(), want);
        }
    }
}
