//! Reader threads, each with a read-only connection that it opens for its first read.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Barrier};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, unbounded};

use super::{SqliteConn, open_reader};
use crate::store::ReadJob;
use crate::tx::Backend;
use crate::{DbResult, Env};

/// SQLite asks whether to go on after this many of its virtual machine's steps.
const STEPS: i32 = 20_000;

/// Point reads that share one snapshot at most. A snapshot costs as much as one of them.
const GROUP: usize = 16;

enum Message {
    /// One statement.
    Point(Box<dyn ReadJob>),
    /// A closure with a snapshot of its own.
    Job(Box<dyn ReadJob>),
    /// Close the connection and say so.
    Park(Arc<Barrier>),
}

pub(super) struct Readers {
    queue: Sender<Message>,
    threads: usize,
}

impl Readers {
    pub fn start(path: &Path, threads: usize, limit: Option<Duration>, env: &Arc<Env>) -> Self {
        let (queue, jobs) = unbounded();
        for n in 0..threads {
            let reader =
                Reader { path: path.to_owned(), limit, base: Instant::now(), deadline: Arc::default() };
            let (jobs, env) = (jobs.clone(), env.clone());
            std::thread::Builder::new()
                .name(format!("sqlite-read-{n}"))
                .spawn(move || reader.run(&jobs, &env))
                .expect("the operating system starts a few threads at start-up");
        }
        Self { queue, threads }
    }

    pub fn send(&self, job: Box<dyn ReadJob>) {
        let message = if job.is_point() { Message::Point(job) } else { Message::Job(job) };
        if let Err(crossbeam_channel::SendError(Message::Point(job) | Message::Job(job))) =
            self.queue.send(message)
        {
            job.lost();
        }
    }

    /// Waits until every thread has finished what it reads and closed its connection. The next read opens a new one.
    pub fn park(&self) {
        // A thread that has closed waits at the barrier, so that each takes exactly one message.
        let barrier = Arc::new(Barrier::new(self.threads + 1));
        for _ in 0..self.threads {
            if self.queue.send(Message::Park(barrier.clone())).is_err() {
                return;
            }
        }
        barrier.wait();
    }
}

struct Reader {
    path: PathBuf,
    limit: Option<Duration>,
    base: Instant,
    /// Milliseconds after `base` at which the present read must stop.
    deadline: Arc<AtomicU64>,
}

impl Reader {
    fn run(&self, jobs: &Receiver<Message>, env: &Env) {
        let mut open: Option<SqliteConn> = None;
        let mut held = None;
        while let Some(message) = held.take().or_else(|| jobs.recv().ok()) {
            let work = match message {
                Message::Park(barrier) => {
                    open = None;
                    barrier.wait();
                    continue;
                }
                Message::Job(job) => vec![job],
                Message::Point(first) => {
                    let (points, other) = waiting(first, jobs);
                    held = other;
                    points
                }
            };
            match open.take().map_or_else(|| self.connect(), Ok) {
                Ok(mut conn) => {
                    self.read(&mut conn, work, env);
                    open = Some(conn);
                }
                Err(e) => {
                    tracing::error!(error = %e, "a reader could not open the database");
                    work.into_iter().for_each(ReadJob::lost);
                }
            }
        }
    }

    fn connect(&self) -> DbResult<SqliteConn> {
        let mut conn = open_reader(&self.path, self.limit.is_some())?;
        if self.limit.is_some() {
            let (base, deadline) = (self.base, self.deadline.clone());
            let over = move || base.elapsed().as_millis() as u64 > deadline.load(Ordering::Relaxed);
            let _ = conn.progress_handler(STEPS, Some(over));
        }
        Ok(SqliteConn(conn))
    }

    /// Runs a closure, or point reads that all waited when it began: their snapshot is no older than any of them.
    fn read(&self, conn: &mut SqliteConn, work: Vec<Box<dyn ReadJob>>, env: &Env) {
        if let Some(limit) = self.limit {
            self.deadline.store((self.base.elapsed() + limit).as_millis() as u64, Ordering::Relaxed);
        }
        let together = work.len() > 1 && conn.control("BEGIN").is_ok();
        work.into_iter().for_each(|job| job.run(conn, env));
        if together {
            let _ = conn.control("COMMIT");
        }
        self.deadline.store(u64::MAX, Ordering::Relaxed);
        if !conn.0.is_autocommit() {
            let _ = conn.0.execute_batch("ROLLBACK");
        }
    }
}

/// Point reads that wait behind the first one, leaving the other readers their part; and a message of another kind that was
/// met.
fn waiting(first: Box<dyn ReadJob>, jobs: &Receiver<Message>) -> (Vec<Box<dyn ReadJob>>, Option<Message>) {
    let mut points = vec![first];
    for _ in 0..(jobs.len() / 2).min(GROUP - 1) {
        match jobs.try_recv() {
            Ok(Message::Point(job)) => points.push(job),
            other => return (points, other.ok()),
        }
    }
    (points, None)
}
