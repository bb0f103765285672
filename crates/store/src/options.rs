//! Where the data is and how it is opened.

use std::path::PathBuf;
use std::time::Duration;

/// Closures per SQLite commit at most.
pub const GROUP: usize = 512;

/// Where the data is and how it is opened.
#[derive(Clone, Debug)]
pub struct OpenOptions {
    /// Data folder; holds the SQLite database unless `database` is given.
    pub dir: PathBuf,
    /// PostgreSQL connection string or URL.
    pub database: Option<String>,
    /// Threads for short reads on SQLite.
    pub readers: usize,
    /// Connections for transactions on PostgreSQL.
    pub connections: usize,
    /// Longest time of a short read.
    pub read_limit: Duration,
    /// Page cache of the SQLite writer, KiB.
    pub writer_cache_kib: i64,
    /// Closures per SQLite commit at most; 1 makes every closure its own transaction (for comparison only).
    pub group: usize,
}

impl OpenOptions {
    /// SQLite in `dir`.
    pub fn sqlite(dir: impl Into<PathBuf>) -> Self {
        Self {
            dir: dir.into(),
            database: None,
            readers: 2,
            connections: 8,
            read_limit: Duration::from_secs(10),
            writer_cache_kib: 96_000,
            group: GROUP,
        }
    }

    /// PostgreSQL at `url`; `dir` still holds files and keys.
    pub fn postgres(dir: impl Into<PathBuf>, url: impl Into<String>) -> Self {
        Self { database: Some(url.into()), ..Self::sqlite(dir) }
    }
}
