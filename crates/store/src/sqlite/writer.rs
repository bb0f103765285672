//! The writer thread: group commit.
//!
//! While one commit waits for the disk, the next closures queue up; they then share one commit. No timer is needed.

use std::sync::Arc;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, unbounded};

use super::SqliteConn;
use crate::store::WriteJob;
use crate::tx::Backend;
use crate::{Buffers, DbError, DbResult, Env, Tx};

/// After this much work a commit is made even if more closures wait, so that nobody waits long for the first one.
const GROUP_TIME: Duration = Duration::from_millis(25);

pub(super) struct Writer {
    queue: Option<Sender<Box<dyn WriteJob>>>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Writer {
    pub fn start(conn: rusqlite::Connection, env: Arc<Env>, group: usize) -> Self {
        let (queue, jobs) = unbounded();
        let thread = std::thread::Builder::new()
            .name("sqlite-writer".into())
            .spawn(move || run(&jobs, SqliteConn(conn), &env, group))
            .expect("the operating system starts one thread at start-up");
        Self { queue: Some(queue), thread: Some(thread) }
    }

    pub fn send(&self, job: Box<dyn WriteJob>) {
        if let Some(Err(lost)) = self.queue.as_ref().map(|q| q.send(job)) {
            lost.0.finish(Err(DbError::Lost("the writer has stopped".into())));
        }
    }
}

impl Drop for Writer {
    /// Lets the queued closures finish and be committed.
    fn drop(&mut self) {
        self.queue = None;
        if let Some(t) = self.thread.take() {
            let _ = t.join();
        }
    }
}

fn run(jobs: &Receiver<Box<dyn WriteJob>>, mut conn: SqliteConn, env: &Env, group: usize) {
    while let Ok(first) = jobs.recv() {
        commit_group(first, jobs, &mut conn, env, group);
    }
    let _ = conn.script("PRAGMA optimize");
}

/// What Prometheus learns of a commit: its time, the closures in it, and those that wait for the next one.
fn measured(took: Duration, closures: usize, waiting: usize) {
    metrics::histogram!("store_commit_seconds").record(took.as_secs_f64());
    metrics::histogram!("store_commit_closures").record(closures as f64);
    metrics::gauge!("store_write_queue").set(waiting as f64);
}

fn commit_group(
    first: Box<dyn WriteJob>,
    jobs: &Receiver<Box<dyn WriteJob>>,
    conn: &mut SqliteConn,
    env: &Env,
    group: usize,
) {
    if let Err(e) = conn.script("BEGIN IMMEDIATE") {
        first.finish(Err(e.clone()));
        // Those who queued up meanwhile have waited as long; one after the other they would wait for ever.
        while let Ok(job) = jobs.try_recv() {
            job.finish(Err(e.clone()));
        }
        return;
    }
    let started = Instant::now();
    let mut buffers = Buffers::default();
    let mut done: Vec<Box<dyn WriteJob>> = Vec::new();
    let mut next = Some(first);
    let mut broken: DbResult<()> = Ok(());
    while let Some(mut job) = next.take() {
        broken = run_one(job.as_mut(), conn, env, &mut buffers);
        done.push(job);
        if broken.is_ok() && done.len() < group && started.elapsed() < GROUP_TIME {
            next = jobs.try_recv().ok();
        }
    }
    let begun = Instant::now();
    let committed =
        broken.and_then(|()| Tx::new(conn, env).flush(&mut buffers)).and_then(|()| conn.script("COMMIT"));
    measured(begun.elapsed(), done.len(), jobs.len());
    if committed.is_err() && !conn.0.is_autocommit() {
        let _ = conn.script("ROLLBACK");
    }
    for job in done {
        job.finish(committed.clone());
    }
}

/// Runs one closure in a savepoint. `Err` means that the whole transaction is gone.
fn run_one(job: &mut dyn WriteJob, conn: &mut SqliteConn, env: &Env, buffers: &mut Buffers) -> DbResult<()> {
    conn.script("SAVEPOINT one")?;
    let mut tx = Tx::new(conn, env);
    let keep = job.run(&mut tx);
    let mine = tx.into_buffers();
    // Some failures (disk full, I/O) make SQLite roll back the whole transaction by itself.
    if conn.0.is_autocommit() {
        return Err(job.db_error().unwrap_or(DbError::Aborted));
    }
    if keep {
        buffers.merge(mine);
    } else {
        conn.script("ROLLBACK TO one")?;
    }
    conn.script("RELEASE one")
}
