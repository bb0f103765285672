//! User names that nobody has are locked like those of accounts; otherwise the lock would tell which names exist.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use kernel::Timestamp;

use super::{AccountError, Limits};

/// Most names that are remembered.
const NAMES: usize = 100_000;

/// Failures of names that are no open account's: how many in a row, and until when the name is locked. Kept by this
/// server, and forgotten when it ends.
#[derive(Debug, Default)]
pub struct Strangers(Mutex<HashMap<String, (i64, Timestamp)>>);

impl Strangers {
    /// Notes an attempt; what is answered to it, as [`super::staff`] would answer for an account.
    pub fn failed(&self, name: &str, limits: &Limits, now: Timestamp) -> AccountError {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= NAMES {
            all.retain(|_, (_, until)| *until > now);
            if all.len() >= NAMES {
                all.clear();
            }
        }
        let (failures, until) = all.entry(name.to_owned()).or_insert((0, Timestamp(0)));
        let left = until.0 - now.0;
        if left > 0 {
            return AccountError::Locked { minutes: left / 60_000 + 1 };
        }
        *failures += 1;
        if *failures >= limits.lock_failures {
            (*failures, *until) = (0, now.plus_minutes(limits.lock_minutes));
        }
        AccountError::WrongPassword
    }
}
