//! A first load: one exclusive transaction in a fresh database, without secondary indexes and without syncs, made
//! durable as a whole at its end.
//!
//! The write-ahead log would write every page twice, so the load runs with a rollback journal. That stays tiny, since
//! only pages that were there before are kept in it. A failure, or the process being killed, leaves what was there
//! before: the journal takes the rest back. Only a power cut before [`Session::run`] has synced the file can leave a
//! broken one; whoever loads keeps a mark for that until the end (see `registry::demo`).

use std::path::{Path, PathBuf};

use crossbeam_channel::{Receiver, Sender, bounded};
use tokio::sync::oneshot;

use super::SqliteConn;
use crate::store::WriteJob;
use crate::tx::Backend;
use crate::{DbError, DbResult, Env, Route, Sql, Tx};

/// Jobs that may wait; their rows are in memory.
const WAITING: usize = 3;

/// Page cache while loading, KiB; also what a sort of an index may take before it goes to a temporary file.
const CACHE_KIB: i64 = 256_000;

enum Step {
    Job(Box<dyn WriteJob>),
    /// No more: make the indexes, commit, sync.
    End,
}

/// The writer's side of a load.
pub(super) struct Session {
    path: PathBuf,
    tables: Vec<String>,
    steps: Receiver<Step>,
    done: oneshot::Sender<DbResult<()>>,
}

/// The caller's side of a load.
pub(crate) struct Loading {
    steps: Sender<Step>,
    done: oneshot::Receiver<DbResult<()>>,
}

pub(super) fn session(path: PathBuf, tables: Vec<String>) -> (Session, Loading) {
    let ((steps, receiver), (answer, done)) = (bounded(WAITING), oneshot::channel());
    (Session { path, tables, steps: receiver, done: answer }, Loading { steps, done })
}

impl Loading {
    /// Hands a job over; waits while enough of them wait.
    pub fn send(&self, job: Box<dyn WriteJob>) {
        if let Err(crossbeam_channel::SendError(Step::Job(job))) = self.steps.send(Step::Job(job)) {
            job.finish(Err(DbError::Lost("the load has ended".into())));
        }
    }

    /// Ends the load; answered when everything is durable.
    pub fn finish(self) -> DbResult<()> {
        let _ = self.steps.send(Step::End);
        self.done.blocking_recv().unwrap_or_else(|_| Err(DbError::Lost("the writer has stopped".into())))
    }
}

impl Session {
    pub fn run(self, conn: &mut SqliteConn, env: &Env) {
        // What the writer is set to in ordinary times, to be put back.
        let cache = pragma(conn, "cache_size");
        let outcome = cache.and_then(|kib| {
            let loaded = self.load(conn, env);
            if loaded.is_err() && !conn.0.is_autocommit() {
                let _ = conn.script("ROLLBACK");
            }
            conn.0.flush_prepared_statement_cache();
            conn.script("PRAGMA threads=0")?;
            conn.script(&super::durable(-kib))?;
            loaded
        });
        let Self { steps, done, .. } = self;
        // Jobs that still wait after a failure are told so by their closed channels.
        drop(steps);
        let _ = done.send(outcome);
    }

    fn load(&self, conn: &mut SqliteConn, env: &Env) -> DbResult<()> {
        conn.0.flush_prepared_statement_cache();
        conn.script("PRAGMA journal_mode=DELETE")?;
        conn.script(&format!(
            "PRAGMA synchronous=OFF; PRAGMA temp_store=FILE; PRAGMA threads=2; PRAGMA cache_size=-{CACHE_KIB}; BEGIN EXCLUSIVE"
        ))?;
        let indexes = self.drop_indexes(conn)?;
        loop {
            match self.steps.recv() {
                Ok(Step::Job(job)) => run_one(job, conn, env)?,
                Ok(Step::End) => break,
                Err(_) => return Err(DbError::Aborted),
            }
        }
        indexes.iter().try_for_each(|sql| conn.script(sql))?;
        conn.script("COMMIT")?;
        sync(&self.path)
    }

    /// Drops the secondary indexes of the tables; the statements that make them again.
    fn drop_indexes(&self, conn: &mut SqliteConn) -> DbResult<Vec<String>> {
        let text = "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name";
        let (mut names, mut made) = (Vec::new(), Vec::new());
        let sql = Sql::composed("indexes", Route::FanOut("catalogue of the database"), text.to_owned());
        conn.query(&sql, &[], &mut |row| {
            if self.tables.contains(&row.get::<String>(1)?) {
                names.push(row.get::<String>(0)?);
                made.push(row.get::<String>(2)?);
            }
            Ok(())
        })?;
        names.iter().try_for_each(|n| conn.script(&format!("DROP INDEX {n}")))?;
        Ok(made)
    }
}

/// Runs a job with its commit hooks. There is no savepoint: a job that fails ends the load.
fn run_one(mut job: Box<dyn WriteJob>, conn: &mut SqliteConn, env: &Env) -> DbResult<()> {
    let mut tx = Tx::new(conn, env);
    let kept = job.run(&mut tx);
    let mut buffers = tx.into_buffers();
    let outcome = match (kept, job.db_error()) {
        (true, _) => Tx::new(conn, env).flush(&mut buffers),
        (false, Some(e)) => Err(e),
        (false, None) => Err(DbError::Aborted),
    };
    job.finish(outcome.clone());
    outcome
}

fn pragma(conn: &SqliteConn, name: &str) -> DbResult<i64> {
    conn.0.pragma_query_value(None, name, |r| r.get(0)).map_err(|e| super::map_error(&e))
}

/// The file and its name in the folder are on the disk.
fn sync(path: &Path) -> DbResult<()> {
    let flush = |p: &Path| std::fs::File::open(p).and_then(|f| f.sync_all());
    let dir = path.parent().unwrap_or(path);
    flush(path).and_then(|()| flush(dir)).map_err(|e| DbError::Driver(e.to_string()))
}
