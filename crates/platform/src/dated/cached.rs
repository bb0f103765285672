//! A value in memory with the version that it was read at.

use std::sync::{Arc, PoisonError, RwLock};

/// A value that many read and few replace. A read is one uncontended lock and one counter.
#[derive(Debug)]
pub struct Cached<T>(RwLock<(i64, Arc<T>)>);

impl<T> Cached<T> {
    /// A value that no version of the database stands behind yet.
    pub fn new(value: T) -> Self {
        Self(RwLock::new((0, Arc::new(value))))
    }

    /// The value.
    pub fn get(&self) -> Arc<T> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner).1)
    }

    /// The version that it was read at; 0 before the first reading.
    pub fn version(&self) -> i64 {
        self.0.read().unwrap_or_else(PoisonError::into_inner).0
    }

    /// Replaces the value, unless a newer one came first.
    pub fn put(&self, version: i64, value: T) {
        let mut held = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if version > held.0 {
            *held = (version, Arc::new(value));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_older_reading_does_not_replace_a_newer_one() {
        let cached = Cached::new("first");
        cached.put(2, "second");
        cached.put(1, "late");
        assert_eq!((cached.version(), *cached.get()), (2, "second"));
    }
}
