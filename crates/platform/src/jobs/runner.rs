//! Threads that take jobs from the queue.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use store::DbResult;

use super::{Job, JobEnd, JobError, JobHandler, enqueue, store as sql};
use crate::App;

/// Attempts before a job is given up.
const ATTEMPTS: i64 = 8;

/// Pause of an idle worker.
const IDLE: Duration = Duration::from_millis(500);

/// Jobs looked at together.
const LOOKED_AT: i64 = 4;

/// Handlers by kind.
type Handlers = Arc<HashMap<&'static str, Box<dyn JobHandler>>>;

/// Workers for what somebody asked for: while one waits for the disk or a long import, the lists of others go on. More than there are
/// cores, since each of them waits for commits most of its time, and what waits together is committed together.
const ASKED: usize = 8;

/// What a worker takes. Each lane has workers of its own, so that an import or a merge that somebody waits for does not stand behind
/// the house's own work, which takes minutes in a city.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lane {
    /// What somebody asked for.
    Asked,
    /// What comes by itself.
    Scheduled,
    /// Everything, in the order of the queue.
    All,
}

impl Lane {
    fn takes(self, handlers: &Handlers, kind: &str) -> bool {
        let scheduled = handlers.get(kind).is_some_and(|h| h.every_seconds().is_some());
        match self {
            Self::Asked => !scheduled,
            Self::Scheduled => scheduled,
            Self::All => true,
        }
    }
}

/// Running workers; stops them when dropped, after the job in hand.
#[derive(Debug)]
pub struct Runner {
    stop: Arc<AtomicBool>,
    threads: Vec<JoinHandle<()>>,
}

impl Runner {
    /// Starts the threads of each lane.
    pub fn start(app: &App, handlers: Vec<Box<dyn JobHandler>>) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let handlers: Handlers = Arc::new(handlers.into_iter().map(|h| (h.kind(), h)).collect());
        let start = |(lane, name): (Lane, &str)| {
            let (app, handlers, stop) = (app.clone(), handlers.clone(), stop.clone());
            std::thread::Builder::new()
                .name(name.to_owned())
                .spawn(move || work(&app, &handlers, &stop, lane))
                .expect("the operating system starts a few threads at start-up")
        };
        let asked = std::iter::repeat_n((Lane::Asked, "jobs-asked"), ASKED);
        let lanes = asked.chain([(Lane::Scheduled, "jobs-scheduled")]);
        Self { stop: stop.clone(), threads: lanes.map(start).collect() }
    }
}

impl Drop for Runner {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        for t in self.threads.drain(..) {
            t.thread().unpark();
            let _ = t.join();
        }
    }
}

fn work(app: &App, handlers: &Handlers, stop: &AtomicBool, lane: Lane) {
    while !stop.load(Ordering::Relaxed) {
        let queued = if lane == Lane::Scheduled { schedule(app, handlers) } else { Ok(()) };
        let ran = queued.and_then(|()| run_due(app, handlers, stop, lane));
        match ran {
            Ok(0) => std::thread::park_timeout(IDLE),
            Ok(_) => {}
            Err(e) => {
                tracing::warn!(error = %e, "the job queue cannot be read; trying again");
                std::thread::park_timeout(IDLE * 4);
            }
        }
    }
}

/// Queues what is due by schedule.
fn schedule(app: &App, handlers: &Handlers) -> DbResult<()> {
    for handler in handlers.values() {
        let (kind, Some(every)) = (handler.kind(), handler.every_seconds()) else { continue };
        app.store().write_blocking(move |tx| {
            if sql::due_schedule(tx, kind, every)? {
                let now = tx.now();
                enqueue(tx, kind, &(), Some("schedule"), now)?;
            }
            Ok::<_, store::DbError>(())
        })?;
    }
    Ok(())
}

fn run_due(app: &App, handlers: &Handlers, stop: &AtomicBool, lane: Lane) -> DbResult<usize> {
    // Of what comes by itself each kind stands in the queue once: it hides nothing that was asked for.
    let looked_at = LOOKED_AT + handlers.len() as i64;
    let due = app.store().read_blocking(move |tx| sql::due(tx, looked_at))?;
    let mut ran = 0;
    for job in due.into_iter().filter(|j| lane.takes(handlers, &j.kind)).take(LOOKED_AT as usize) {
        let id = job.id;
        if stop.load(Ordering::Relaxed) || !app.store().write_blocking(move |tx| sql::lease(tx, id))? {
            continue;
        }
        ran += 1;
        run_one(app, handlers, &job)?;
    }
    Ok(ran)
}

fn run_one(app: &App, handlers: &Handlers, job: &Job) -> DbResult<()> {
    let id = job.id;
    let outcome = handlers.get(job.kind.as_str()).map_or_else(
        || Err(JobError(format!("no handler for {}", job.kind))),
        |h| {
            let _lease = Renewal::start(app, job);
            std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| h.run(app, job)))
                .unwrap_or_else(|_| Err(JobError("the job panicked".into())))
        },
    );
    app.store().write_blocking({
        let (attempts, kind) = (job.attempts, job.kind.clone());
        move |tx| match &outcome {
            Ok(JobEnd::Done) => sql::end(tx, id),
            Ok(JobEnd::Again(at)) => sql::again(tx, id, *at),
            Err(e) => {
                let tries = attempts + 1;
                // 2, 4, 8 … seconds.
                let again = (tries < ATTEMPTS).then(|| tx.now().plus_ms(1000 << tries));
                tracing::warn!(job = %id, kind, tries, error = %e, "a job failed");
                sql::fail(tx, id, again, &e.0)
            }
        }
    })
}

/// Keeps the lease of a running job alive.
struct Renewal(Arc<AtomicBool>, Option<JoinHandle<()>>);

impl Renewal {
    fn start(app: &App, job: &Job) -> Self {
        let (done, app, id) = (Arc::new(AtomicBool::new(false)), app.clone(), job.id);
        let stop = done.clone();
        let every = Duration::from_millis(sql::LEASE_MS as u64 / 3);
        let thread = std::thread::Builder::new().name("job-lease".into()).spawn(move || {
            loop {
                std::thread::park_timeout(every);
                if stop.load(Ordering::Relaxed) {
                    return;
                }
                if let Err(e) = app.store().write_blocking(move |tx| sql::renew(tx, id)) {
                    tracing::warn!(job = %id, error = %e, "a lease could not be renewed");
                }
            }
        });
        Self(done, thread.ok())
    }
}

impl Drop for Renewal {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
        if let Some(t) = self.1.take() {
            t.thread().unpark();
            let _ = t.join();
        }
    }
}

/// Runs everything that is due now on this thread, until nothing is; for commands and tests. How many runs there were.
///
/// # Errors
/// Any [`store::DbError`]; a failing job is recorded in the queue, not returned.
pub fn run_all_now(app: &App, handlers: Vec<Box<dyn JobHandler>>) -> DbResult<usize> {
    let handlers: Handlers = Arc::new(handlers.into_iter().map(|h| (h.kind(), h)).collect());
    let (stop, mut total) = (AtomicBool::new(false), 0);
    loop {
        match run_due(app, &handlers, &stop, Lane::All)? {
            0 => return Ok(total),
            n => total += n,
        }
    }
}
