//! Threads that each own a connection and run closures on it.

use std::future::Future;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, unbounded};

use super::conn::PgConn;
use super::{Link, retry};
use crate::store::{ReadJob, WriteJob};
use crate::tx::Backend;
use crate::{DbError, DbResult, Env, Tx};

/// Waits for a future of the driver on this (blocking) thread.
pub(super) fn block_on<F: Future>(link: &Link, f: F) -> F::Output {
    link.runtime.handle().block_on(f)
}

pub(super) struct Workers<J> {
    queue: Option<Sender<J>>,
    threads: Vec<std::thread::JoinHandle<()>>,
}

/// What a worker needs to run one job: its number, a way to (re)connect, the present connection.
pub(super) struct Worker {
    number: usize,
    link: Link,
    conn: Option<PgConn>,
    limit: Option<Duration>,
    env: Arc<Env>,
}

impl Worker {
    fn conn(&mut self) -> DbResult<&mut PgConn> {
        if self.conn.as_ref().is_none_or(PgConn::is_closed) {
            let mut fresh = PgConn::connect(&self.link)?;
            if let Some(limit) = self.limit {
                fresh.script(&format!("SET statement_timeout = {}", limit.as_millis()))?;
            }
            self.conn = Some(fresh);
        }
        self.conn.as_mut().ok_or(DbError::Aborted)
    }
}

impl<J: Send + 'static> Workers<J> {
    pub fn start(
        name: &str,
        threads: usize,
        link: &Link,
        env: &Arc<Env>,
        limit: Option<Duration>,
        run: fn(&mut Worker, J),
    ) -> Self {
        let (queue, jobs): (Sender<J>, Receiver<J>) = unbounded();
        let start = |number| {
            let jobs = jobs.clone();
            let mut worker = Worker { number, link: link.clone(), conn: None, limit, env: env.clone() };
            std::thread::Builder::new()
                .name(format!("{name}-{number}"))
                .spawn(move || {
                    while let Ok(job) = jobs.recv() {
                        run(&mut worker, job);
                    }
                })
                .expect("the operating system starts a few threads at start-up")
        };
        Self { queue: Some(queue), threads: (0..threads.max(1)).map(start).collect() }
    }

    /// Jobs that wait for a connection.
    pub fn waiting(&self) -> usize {
        self.queue.as_ref().map_or(0, Sender::len)
    }

    pub fn send(&self, job: J) -> Result<(), J> {
        match &self.queue {
            Some(q) => q.send(job).map_err(|e| e.0),
            None => Err(job),
        }
    }
}

impl<J> Drop for Workers<J> {
    /// Lets the queued closures finish.
    fn drop(&mut self) {
        self.queue = None;
        for t in self.threads.drain(..) {
            let _ = t.join();
        }
    }
}

pub(super) fn run_write(worker: &mut Worker, mut job: Box<dyn WriteJob>) {
    let mut attempt = 0;
    loop {
        let end = attempt_write(worker, job.as_mut());
        match end {
            End::Before(e) if retry::again(&e, attempt) => {
                attempt += 1;
                std::thread::sleep(retry::pause(attempt, worker.number));
            }
            End::Before(e) => return job.finish(Err(e)),
            // The closure said no by the rules, or everything went well.
            End::Refused => return job.finish(Ok(())),
            End::Commit(outcome) => return job.finish(outcome),
        }
    }
}

enum End {
    /// Failed in the database before the commit was sent: nothing can have been kept.
    Before(DbError),
    /// The closure refused.
    Refused,
    /// The commit was sent; its outcome.
    Commit(DbResult<()>),
}

fn attempt_write(worker: &mut Worker, job: &mut dyn WriteJob) -> End {
    let env = worker.env.clone();
    let conn = match worker.conn() {
        Ok(c) => c,
        Err(e) => return End::Before(e),
    };
    if let Err(e) = conn.script("BEGIN") {
        return End::Before(e);
    }
    let mut tx = Tx::new(conn, &env);
    let keep = job.run(&mut tx);
    let mut buffers = tx.into_buffers();
    if !keep {
        let _ = conn.script("ROLLBACK");
        return job.db_error().map_or(End::Refused, End::Before);
    }
    let begun = Instant::now();
    if let Err(e) = Tx::new(conn, &env).flush(&mut buffers) {
        let _ = conn.script("ROLLBACK");
        return End::Before(e);
    }
    let committed = conn.script("COMMIT");
    metrics::histogram!("store_commit_seconds").record(begun.elapsed().as_secs_f64());
    metrics::histogram!("store_commit_closures").record(1.0);
    match committed {
        // Serialisation failures are reported at COMMIT too, and then nothing was kept.
        Err(e @ DbError::Busy(_)) => End::Before(e),
        outcome => End::Commit(outcome),
    }
}

pub(super) fn run_read(worker: &mut Worker, job: Box<dyn ReadJob>) {
    let env = worker.env.clone();
    match worker.conn() {
        Ok(conn) => job.run(conn, &env),
        Err(e) => {
            tracing::warn!(error = %e, "no connection for a read");
            job.lost();
        }
    }
}
