//! The writer thread: group commit.
//!
//! While one commit waits for the disk, the next closures queue up; they then share one commit. No timer is needed.

use std::sync::Arc;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, unbounded};

use super::SqliteConn;
use super::load::Session;
use crate::store::WriteJob;
use crate::tx::Backend;
use crate::{Buffers, DbError, DbResult, Env, Tx};

/// After this much work a commit is made even if more closures wait, so that nobody waits long for the first one.
const GROUP_TIME: Duration = Duration::from_millis(25);

/// What the writer is asked to do.
enum Message {
    Write(Box<dyn WriteJob>),
    /// A first load; everything else waits until it is over.
    Load(Session),
}

pub(super) struct Writer {
    queue: Option<Sender<Message>>,
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
        if let Some(Err(lost)) = self.queue.as_ref().map(|q| q.send(Message::Write(job)))
            && let Message::Write(job) = lost.0
        {
            job.finish(Err(DbError::Lost("the writer has stopped".into())));
        }
    }

    pub fn load(&self, session: Session) {
        // If the writer has stopped, the session's channels close and its caller is told so.
        let _ = self.queue.as_ref().map(|q| q.send(Message::Load(session)));
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

fn run(jobs: &Receiver<Message>, mut conn: SqliteConn, env: &Env, group: usize) {
    let mut held = None;
    while let Some(message) = held.take().or_else(|| jobs.recv().ok()) {
        match message {
            Message::Write(first) => held = commit_group(first, jobs, &mut conn, env, group),
            Message::Load(session) => session.run(&mut conn, env),
        }
    }
    let _ = conn.script("PRAGMA optimize");
}

/// What Prometheus learns of a commit: its time, the closures in it, and those that wait for the next one.
fn measured(took: Duration, closures: usize, waiting: usize) {
    metrics::histogram!("store_commit_seconds").record(took.as_secs_f64());
    metrics::histogram!("store_commit_closures").record(closures as f64);
    metrics::gauge!("store_write_queue").set(waiting as f64);
}

/// Runs and commits `first` and what has queued up behind it; a message of another kind that was met is handed back.
fn commit_group(
    first: Box<dyn WriteJob>,
    jobs: &Receiver<Message>,
    conn: &mut SqliteConn,
    env: &Env,
    group: usize,
) -> Option<Message> {
    if let Err(e) = conn.control("BEGIN IMMEDIATE") {
        first.finish(Err(e.clone()));
        // Those who queued up meanwhile have waited as long; one after the other they would wait for ever.
        while let Ok(message) = jobs.try_recv() {
            match message {
                Message::Write(job) => job.finish(Err(e.clone())),
                other => return Some(other),
            }
        }
        return None;
    }
    let mut held = None;
    let started = Instant::now();
    let mut buffers = Buffers::default();
    let mut done: Vec<Box<dyn WriteJob>> = Vec::new();
    let mut next = Some(first);
    let mut broken: DbResult<()> = Ok(());
    while let Some(mut job) = next.take() {
        broken = run_one(job.as_mut(), conn, env, &mut buffers, done.is_empty());
        done.push(job);
        if broken.is_ok() && done.len() < group && started.elapsed() < GROUP_TIME {
            match jobs.try_recv() {
                Ok(Message::Write(job)) => next = Some(job),
                other => held = other.ok(),
            }
        }
    }
    let begun = Instant::now();
    let committed =
        broken.and_then(|()| Tx::new(conn, env).flush(&mut buffers)).and_then(|()| conn.control("COMMIT"));
    measured(begun.elapsed(), done.len(), jobs.len());
    if committed.is_err() && !conn.0.is_autocommit() {
        let _ = conn.control("ROLLBACK");
    }
    for job in done {
        job.finish(committed.clone());
    }
    held
}

/// Runs one closure so that it can be undone without the others: in a savepoint, or, as the first of the transaction, without one.
/// Within a savepoint SQLite keeps a copy of each page as it was. `Err` means that the whole transaction is gone.
fn run_one(
    job: &mut dyn WriteJob,
    conn: &mut SqliteConn,
    env: &Env,
    buffers: &mut Buffers,
    first: bool,
) -> DbResult<()> {
    if !first {
        conn.control("SAVEPOINT one")?;
    }
    let mut tx = Tx::new(conn, env);
    let keep = job.run(&mut tx);
    let mine = tx.into_buffers();
    // Some failures (disk full, I/O) make SQLite roll back the whole transaction by itself.
    if conn.0.is_autocommit() {
        return Err(job.db_error().unwrap_or(DbError::Aborted));
    }
    match (keep, first) {
        (true, _) => buffers.merge(mine),
        (false, true) => {
            conn.control("ROLLBACK")?;
            return conn.control("BEGIN IMMEDIATE");
        }
        (false, false) => conn.control("ROLLBACK TO one")?,
    }
    if first { Ok(()) } else { conn.control("RELEASE one") }
}
