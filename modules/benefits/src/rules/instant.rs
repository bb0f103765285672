//! Tickets that win at once: which numbers win is settled before the first press, by a secret that was promised. The same procedure as that
//! of draws, with numbers in the place of pseudonyms; in words, for whoever recomputes it: docs/draws.md.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use super::draw::{Drawing, prize_of};

/// Name of the procedure; the first line of what the key of a campaign of tickets is made of.
pub const PROCEDURE: &str = "niangjia-instant/1";
/// Most tickets of a campaign: their lots are drawn in memory, a million in some tenths of a second.
pub const TICKETS: i64 = 1_000_000;

/// The key of a campaign of tickets: the digest of three lines.
pub fn key(secret: &str, tickets: i64) -> [u8; 32] {
    Sha256::digest(format!("{PROCEDURE}\n{secret}\n{tickets}\n")).into()
}

/// A ticket as it is reckoned with: seven digits.
pub fn ticket(n: i64) -> String {
    format!("{n:07}")
}

/// The tickets that win, each with its prize counted from 1. `counts` says how many there are of each, the best first; no more than there
/// are tickets.
pub fn winners(key: [u8; 32], tickets: i64, counts: &[i64]) -> HashMap<i64, i64> {
    let most = counts.iter().sum::<i64>().clamp(0, tickets.max(0));
    let mut drawing = Drawing::new(key, usize::try_from(most).unwrap_or(0));
    (1..=tickets).for_each(|n| drawing.add(&ticket(n)));
    let won = |(rank, name): (i64, String)| Some((name.parse().ok()?, prize_of(counts, rank)?));
    (1..).zip(drawing.finish()).filter_map(won).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_ticket_has_seven_digits() {
        assert_eq!((ticket(1), ticket(TICKETS)), ("0000001".to_owned(), "1000000".to_owned()));
    }

    #[test]
    fn the_number_of_tickets_is_part_of_the_key() {
        let secret = "ab".repeat(32);
        assert_ne!(key(&secret, 10), key(&secret, 11));
        assert_ne!(key(&secret, 10), key(&"cd".repeat(32), 10));
    }

    /// Early tickets win as often as late ones: 20 tickets, 2 prizes, 5,000 secrets.
    #[test]
    fn chances_are_even() {
        let mut wins = [0_i64; 20];
        for n in 0..5_000 {
            for t in winners(key(&format!("{n:064x}"), 20), 20, &[2]).into_keys() {
                wins[usize::try_from(t - 1).unwrap_or_default()] += 1;
            }
        }
        // 500 each; chi squared with 19 degrees is above 44 once in a thousand, and these draws are always the same.
        let chi: f64 = wins.iter().map(|w| ((w - 500) as f64).powi(2) / 500.0).sum();
        assert!(chi < 44.0, "{chi}: {wins:?}");
    }

    proptest! {
        /// Each prize exactly as often as promised, each ticket once, and the same again.
        #[test]
        fn every_prize_has_its_tickets(tickets in 1_i64..300, counts in proptest::collection::vec(0_i64..40, 1..6), seed: u64) {
            let k = key(&format!("{seed:064x}"), tickets);
            let won = winners(k, tickets, &counts);
            prop_assert!(won.keys().all(|n| (1..=tickets).contains(n)));
            let mut left = tickets;
            for (at, count) in (1..).zip(&counts) {
                let want = (*count).min(left);
                left -= want;
                prop_assert_eq!(won.values().filter(|p| **p == at).count() as i64, want);
            }
            prop_assert_eq!(winners(k, tickets, &counts), won);
        }
    }
}
