//! When a transaction is tried again.

use std::time::Duration;

use crate::DbError;

/// Attempts at one transaction in all.
pub(super) const ATTEMPTS: u32 = 6;

/// Whether a transaction that failed with `e` before its commit was sent is worth another attempt.
pub(super) fn again(e: &DbError, attempt: u32) -> bool {
    attempt + 1 < ATTEMPTS && e.is_transient()
}

/// Pause before attempt `attempt` (from 1): 2, 8, 32, 128, 512 ms. Workers differ by their number, so that two that
/// met in a deadlock do not meet again.
pub(super) fn pause(attempt: u32, worker: usize) -> Duration {
    Duration::from_millis((1_u64 << (2 * attempt.min(5) - 1)) + worker as u64 % 7)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_transient_errors_and_only_a_few_times() {
        assert!(again(&DbError::Busy("deadlock".into()), 0));
        assert!(again(&DbError::Lost("cut".into()), 4));
        assert!(!again(&DbError::Busy("deadlock".into()), ATTEMPTS - 1));
        assert!(!again(&DbError::Conflict("k".into()), 0));
        assert!(pause(1, 0) < pause(2, 0) && pause(5, 6) < Duration::from_secs(1));
    }
}
