//! How the sum of a red packet campaign falls into its packets.

use kernel::Fen;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha20Rng;

use crate::model::campaign::Amounts;

/// Splits `stock` times `mean` into `stock` amounts, none below the least or above the most; the same for the same seed. The first
/// amount is that of serial 1.
///
/// Each amount is drawn from what leaves enough for those after it, then all are shuffled, so that early ones are not better.
pub fn split(seed: [u8; 32], stock: i64, mean: Fen, amounts: &Amounts) -> Vec<Fen> {
    let (least, most) = (amounts.least.0.min(mean.0), amounts.most.0.max(mean.0));
    let mut rng = ChaCha20Rng::from_seed(seed);
    let mut rest = stock.saturating_mul(mean.0);
    let mut all = Vec::with_capacity(usize::try_from(stock).unwrap_or(0));
    for left in (0..stock).rev() {
        // What is taken now must leave the least for each after it, and no more than the most.
        let low = least.max(rest - left.saturating_mul(most));
        let high = most.min(rest - left.saturating_mul(least));
        // Around the mean of what is left: twice the way to the least, so that the mean stays.
        let usual = (2 * (rest / (left + 1)) - least).clamp(low, high);
        let one = if left == 0 { rest } else { rng.random_range(low..=usual) };
        rest -= one;
        all.push(Fen(one));
    }
    for n in (1..all.len()).rev() {
        all.swap(n, rng.random_range(0..=n));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_sum_is_exact_and_each_within_its_bounds(
            seed: [u8; 32], stock in 1_i64..400, least in 1_i64..500, more in 0_i64..2_000, share in 0_i64..=100
        ) {
            let most = least + more;
            let mean = least + more * share / 100;
            let amounts = Amounts { least: Fen(least), most: Fen(most) };
            let all = split(seed, stock, Fen(mean), &amounts);
            prop_assert_eq!(all.len() as i64, stock);
            prop_assert_eq!(all.iter().map(|a| a.0).sum::<i64>(), stock * mean);
            prop_assert!(all.iter().all(|a| (least..=most).contains(&a.0)), "{:?}", all);
            prop_assert_eq!(all, split(seed, stock, Fen(mean), &amounts));
        }
    }

    #[test]
    fn early_ones_are_not_better_and_another_seed_is_another_split() {
        let amounts = Amounts { least: Fen(100), most: Fen(8_800) };
        let all = split([7; 32], 10_000, Fen(1_000), &amounts);
        let half = |part: &[Fen]| part.iter().map(|a| a.0).sum::<i64>() as f64 / 5_000.0;
        assert!((half(&all[..5_000]) - half(&all[5_000..])).abs() < 40.0);
        assert!(all.iter().filter(|a| a.0 > 1_500).count() > 1_000, "not all alike");
        assert_ne!(all, split([8; 32], 10_000, Fen(1_000), &amounts));
    }

    #[test]
    fn a_fixed_amount_is_the_same_for_everyone() {
        let amounts = Amounts { least: Fen(500), most: Fen(500) };
        assert_eq!(split([1; 32], 3, Fen(500), &amounts), [Fen(500); 3]);
    }
}
