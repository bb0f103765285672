//! Reader threads, each with a read-only connection.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, unbounded};

use super::{SqliteConn, open_reader};
use crate::store::ReadJob;
use crate::{DbResult, Env};

/// SQLite asks whether to go on after this many of its virtual machine's steps.
const STEPS: i32 = 20_000;

pub(super) struct Readers {
    queue: Sender<Box<dyn ReadJob>>,
}

impl Readers {
    pub fn start(path: &Path, threads: usize, limit: Option<Duration>, env: &Arc<Env>) -> DbResult<Self> {
        let (queue, jobs) = unbounded::<Box<dyn ReadJob>>();
        for n in 0..threads {
            let (conn, jobs, env) = (open_reader(path)?, jobs.clone(), env.clone());
            std::thread::Builder::new()
                .name(format!("sqlite-read-{n}"))
                .spawn(move || run(&jobs, SqliteConn(conn), limit, &env))
                .expect("the operating system starts a few threads at start-up");
        }
        Ok(Self { queue })
    }

    pub fn send(&self, job: Box<dyn ReadJob>) {
        if let Err(lost) = self.queue.send(job) {
            lost.0.lost();
        }
    }
}

fn run(jobs: &Receiver<Box<dyn ReadJob>>, mut conn: SqliteConn, limit: Option<Duration>, env: &Env) {
    // Milliseconds after `base` at which the present read must stop.
    let (base, deadline) = (Instant::now(), Arc::new(AtomicU64::new(u64::MAX)));
    if limit.is_some() {
        let deadline = deadline.clone();
        let over = move || base.elapsed().as_millis() as u64 > deadline.load(Ordering::Relaxed);
        let _ = conn.0.progress_handler(STEPS, Some(over));
    }
    while let Ok(job) = jobs.recv() {
        if let Some(limit) = limit {
            deadline.store((base.elapsed() + limit).as_millis() as u64, Ordering::Relaxed);
        }
        job.run(&mut conn, env);
        deadline.store(u64::MAX, Ordering::Relaxed);
        if !conn.0.is_autocommit() {
            let _ = conn.0.execute_batch("ROLLBACK");
        }
    }
}
