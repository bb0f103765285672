//! Who works off which jobs: what somebody asked for does not wait for what comes by itself.
#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use common::{app_on, setup};
use platform::App;
use platform::jobs::{Job, JobEnd, JobError, JobHandler, Runner, enqueue};
use testkit::{TestDb, db_test};

/// Longer than any machine needs for a job that does nothing.
const LONG: Duration = Duration::from_secs(60);

/// Comes by itself, says that it runs, and goes on until it is told to end.
struct Nightly {
    runs: Sender<()>,
    end: Arc<Mutex<Receiver<()>>>,
}

impl JobHandler for Nightly {
    fn kind(&self) -> &'static str {
        "test.nightly"
    }

    fn every_seconds(&self) -> Option<i64> {
        Some(3_600)
    }

    fn run(&self, _: &App, _: &Job) -> Result<JobEnd, JobError> {
        self.runs.send(()).unwrap();
        self.end.lock().unwrap().recv_timeout(LONG).map_err(|_| JobError("nobody ended it".into()))?;
        Ok(JobEnd::Done)
    }
}

/// Somebody waits for it.
struct Asked(Sender<()>);

impl JobHandler for Asked {
    fn kind(&self) -> &'static str {
        "test.asked"
    }

    fn run(&self, _: &App, _: &Job) -> Result<JobEnd, JobError> {
        self.0.send(()).map_err(|e| JobError(e.to_string()))?;
        Ok(JobEnd::Done)
    }
}

db_test! { setup();
    fn what_is_asked_for_does_not_wait_for_the_nightly_work(db: &TestDb) {
        let app = app_on(db, db.store().clone());
        let (runs, running) = channel();
        let (end, ended) = channel();
        let (done, asked) = channel();
        let nightly = Nightly { runs, end: Arc::new(Mutex::new(ended)) };
        let runner = Runner::start(&app, vec![Box::new(nightly), Box::new(Asked(done))]);
        // The schedule's first turn is an hour away: it is queued as the schedule would.
        app.store().write_blocking(|tx| enqueue(tx, "test.nightly", &(), Some("schedule"), tx.now())).unwrap();
        running.recv_timeout(LONG).unwrap();
        app.store().write_blocking(|tx| enqueue(tx, "test.asked", &(), None, tx.now())).unwrap();
        asked.recv_timeout(LONG).unwrap();
        assert!(running.try_recv().is_err(), "the nightly work runs once");
        end.send(()).unwrap();
        drop(runner);
    }
}
