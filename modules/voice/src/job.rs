//! The job that marks reception days whose day is past as over.

use guard::{Actor, Reason};
use platform::App;
use platform::jobs::{Job, JobEnd, JobError, JobHandler};

use crate::ops::keep_reception::finish_past;
use crate::store::reception;

/// Days ended in one run.
const PART: i64 = 200;

/// Every hour marks what is past as over.
pub struct ReceptionOver;

impl JobHandler for ReceptionOver {
    fn kind(&self) -> &'static str {
        "voice.reception-over"
    }

    fn every_seconds(&self) -> Option<i64> {
        Some(3_600)
    }

    fn run(&self, app: &App, _: &Job) -> Result<JobEnd, JobError> {
        for id in app.store().read_blocking(|tx| reception::past(tx, PART))? {
            let ended = app
                .store()
                .write_blocking(move |tx| finish_past(tx, &Actor::system(Reason::Job, "reception-over"), id));
            // Each by itself: one that cannot be ended does not keep the others.
            if let Err(e) = ended {
                tracing::warn!(reception = %id, error = %e, "a reception day that is past could not be ended");
            }
        }
        Ok(JobEnd::Done)
    }
}
