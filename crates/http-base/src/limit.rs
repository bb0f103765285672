//! Token buckets.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};

use kernel::{Params, Status, Timestamp};

use crate::ApiError;

/// Most keys that are remembered; full buckets are forgotten first.
const KEYS: usize = 200_000;

/// Lets each key do `burst` things at once and `per_minute` in the long run.
#[derive(Debug)]
pub struct Limiter<K> {
    burst: f64,
    per_ms: f64,
    buckets: Mutex<HashMap<K, (f64, i64)>>,
}

impl<K: Hash + Eq> Limiter<K> {
    /// A limiter.
    pub fn new(burst: u32, per_minute: u32) -> Self {
        Self { burst: f64::from(burst), per_ms: f64::from(per_minute) / 60_000.0, buckets: Mutex::default() }
    }

    /// Takes one token.
    ///
    /// # Errors
    /// 429 with the seconds to wait.
    pub fn take(&self, key: K, now: Timestamp) -> Result<(), ApiError> {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= KEYS {
            let (burst, per_ms) = (self.burst, self.per_ms);
            buckets.retain(|_, (tokens, at)| *tokens + (now.0 - *at) as f64 * per_ms < burst);
        }
        let (tokens, at) = buckets.entry(key).or_insert((self.burst, now.0));
        *tokens = (*tokens + (now.0 - *at).max(0) as f64 * self.per_ms).min(self.burst);
        *at = now.0;
        if *tokens >= 1.0 {
            *tokens -= 1.0;
            return Ok(());
        }
        let seconds = ((1.0 - *tokens) / self.per_ms / 1000.0).ceil().max(1.0);
        let params: Params = [("seconds", format!("{seconds}"))].into();
        Err(ApiError::new(Status::TooMany, "http.too-many", &params, Vec::new()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_empties_and_fills_again() {
        let limiter = Limiter::new(3, 60);
        let t = Timestamp(1_000_000);
        for _ in 0..3 {
            limiter.take("a", t).unwrap();
        }
        assert!(limiter.take("a", t).is_err());
        assert!(limiter.take("b", t).is_ok(), "keys do not share");
        assert!(limiter.take("a", t.plus_ms(999)).is_err());
        assert!(limiter.take("a", t.plus_ms(2_000)).is_ok());
    }
}
