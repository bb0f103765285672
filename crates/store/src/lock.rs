//! The data folder belongs to one writing process at a time.

use std::fs::{File, OpenOptions};
use std::path::Path;

use crate::{DbError, DbResult};

/// Held by the process that may write to a data folder; released when dropped, also by a crash.
#[derive(Debug)]
pub struct DataLock(File);

impl DataLock {
    /// Takes the lock of the data folder.
    ///
    /// # Errors
    /// [`DbError::Busy`] if another process holds it; [`DbError::ReadOnly`] if the folder cannot be written.
    pub fn take(dir: &Path) -> DbResult<Self> {
        let path = dir.join("lock");
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(|e| DbError::ReadOnly(format!("{}: {e}", path.display())))?;
        match file.try_lock() {
            Ok(()) => Ok(Self(file)),
            Err(_) => Err(DbError::Busy(format!("{} is in use by another process", dir.display()))),
        }
    }
}

impl Drop for DataLock {
    fn drop(&mut self) {
        let _ = self.0.unlock();
    }
}
