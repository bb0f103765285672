//! When and where the matters of the demo are told.

use kernel::{Day, Timestamp};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::Rng;

/// Days of the demo's past.
const PAST: i64 = 730;
/// An hour, in milliseconds.
pub const HOUR: i64 = 3_600_000;
/// A day, in milliseconds.
pub const DAY: i64 = 24 * HOUR;

/// A matter to be made.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Which basic union of the demo.
    pub at: usize,
    /// When it was told.
    pub told_at: Timestamp,
    /// Which track.
    pub track: usize,
    /// Surely answered, in time, and by name.
    pub plain: bool,
}

/// A number below another.
pub fn below(rng: &mut ChaCha8Rng, n: u64) -> u64 {
    rng.next_u64() % n.max(1)
}

/// One of a hundred, by shares.
pub fn by_share(rng: &mut ChaCha8Rng, shares: &[u64]) -> usize {
    let mut drawn = below(rng, shares.iter().sum());
    for (i, share) in shares.iter().enumerate() {
        if drawn < *share {
            return i;
        }
        drawn -= share;
    }
    0
}

/// In working hours of a day of the past.
fn instant(rng: &mut ChaCha8Rng, today: Day, ago: i64) -> Timestamp {
    let at = Timestamp::at_day_start(today.plus_days(-ago));
    at.plus_ms(8 * HOUR + i64::try_from(below(rng, 10 * HOUR as u64)).unwrap_or_default())
}

/// Matters all over the tree; every fortieth of the last days.
pub fn all_over(rng: &mut ChaCha8Rng, basic: &[usize], total: usize, now: Timestamp) -> Vec<Plan> {
    let mut out = Vec::with_capacity(total);
    if basic.is_empty() {
        return out;
    }
    for i in 0..total {
        let recent = i % 40 == 0;
        let ago = if recent { below(rng, 9) } else { 10 + below(rng, PAST as u64 - 10) };
        // The first unions of the demo have accounts: they get some of what is still open.
        let at = if recent && i % 120 == 0 { i / 120 % 3 } else { below(rng, basic.len() as u64) as usize };
        let track = by_share(rng, &[74, 20, 4, 2]);
        let told_at = instant(rng, now.day(), ago as i64);
        out.push(Plan {
            at: basic[at.min(basic.len() - 1)],
            told_at: told_at.min(now.plus_ms(-HOUR)),
            track,
            plain: false,
        });
    }
    out
}

/// The matters of one township: so many by track, all answered.
pub fn of_the_town(rng: &mut ChaCha8Rng, there: &[usize], by_track: [usize; 4], now: Timestamp) -> Vec<Plan> {
    let mut out = Vec::new();
    for (track, n) in by_track.into_iter().enumerate().filter(|_| !there.is_empty()) {
        for _ in 0..n {
            let ago = 40 + below(rng, PAST as u64 - 60);
            let at = there[below(rng, there.len() as u64) as usize];
            out.push(Plan { at, told_at: instant(rng, now.day(), ago as i64), track, plain: true });
        }
    }
    out
}
