//! SQLite: one writer thread with group commit, reader threads with their own connections.

mod conn;
mod load;
mod reader;
mod writer;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use crate::store::{ReadJob, WriteJob};
use crate::{DbResult, Env};

pub(crate) use conn::{SqliteConn, map_error};
pub(crate) use load::Loading;
use reader::Readers;
use writer::Writer;

/// File name of the database in the data folder.
pub(crate) const FILE: &str = "niangjia.db";

/// Settings of the embedded database.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// Connections and threads for short reads.
    pub readers: usize,
    /// Connections and threads for lists, reports and exports.
    pub slow_readers: usize,
    /// Longest time of a short read.
    pub read_limit: Duration,
    /// Closures per commit at most.
    pub group: usize,
    /// Page cache of the writer, KiB.
    pub writer_cache_kib: i64,
}

pub(crate) struct Sqlite {
    pub path: PathBuf,
    writer: Writer,
    fast: Readers,
    slow: Readers,
}

impl Sqlite {
    pub fn open(dir: &Path, env: Arc<Env>, settings: &Settings) -> DbResult<Self> {
        let path = dir.join(FILE);
        let writer =
            Writer::start(open_writer(&path, settings.writer_cache_kib)?, env.clone(), settings.group);
        let fast = Readers::start(&path, settings.readers, Some(settings.read_limit), &env);
        let slow = Readers::start(&path, settings.slow_readers, None, &env);
        Ok(Self { path, writer, fast, slow })
    }

    /// Begins a first load of `tables`: the writer belongs to it until it is over.
    pub fn load(&self, tables: Vec<String>) -> Loading {
        self.fast.park();
        self.slow.park();
        let (session, loading) = load::session(self.path.clone(), tables);
        self.writer.load(session);
        loading
    }

    pub fn write(&self, job: Box<dyn WriteJob>) {
        self.writer.send(job);
    }

    pub fn read(&self, slow: bool, job: Box<dyn ReadJob>) {
        if slow { self.slow.send(job) } else { self.fast.send(job) }
    }
}

/// What every connection needs: a cache for the statements of the whole program, and plans that do not depend on the
/// values bound. Without the latter SQLite parses a statement anew whenever a value is bound that its statistics might
/// have an opinion on: most of the time of a point read.
fn set_up(conn: &Connection) -> DbResult<()> {
    conn.set_prepared_statement_cache_capacity(512);
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map(drop).map_err(|e| map_error(&e))
}

fn open_writer(path: &Path, cache_kib: i64) -> DbResult<Connection> {
    let conn = Connection::open(path).map_err(|e| map_error(&e))?;
    conn.execute_batch(&durable(cache_kib)).map_err(|e| map_error(&e))?;
    set_up(&conn)?;
    Ok(conn)
}

/// Settings of the writer. FULL: a commit is on the disk before a caller is answered. The cache is for group commits of
/// imports. A checkpoint each 64 MiB: an index page that many commits touch is copied into the database once.
fn durable(cache_kib: i64) -> String {
    format!(
        "PRAGMA busy_timeout=5000; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY;
         PRAGMA wal_autocheckpoint=16000; PRAGMA journal_size_limit=67108864; PRAGMA cache_size=-{cache_kib};"
    )
}

/// A reader of short reads has the file before its eyes (mapped), one of exports reads through a small cache: it would map
/// the whole file by and by, and what it has mapped counts as the program's memory.
fn open_reader(path: &Path, mapped: bool) -> DbResult<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags).map_err(|e| map_error(&e))?;
    let map = if mapped { 256 << 20 } else { 0 };
    conn.execute_batch(&format!(
        "PRAGMA query_only=ON; PRAGMA temp_store=MEMORY; PRAGMA busy_timeout=5000; PRAGMA cache_size=-8000;
         PRAGMA mmap_size={map};"
    ))
    .map_err(|e| map_error(&e))?;
    set_up(&conn)?;
    Ok(conn)
}
