//! The job that closes surveys whose time is over.

use guard::{Actor, Reason};
use platform::App;
use platform::jobs::{Job, JobEnd, JobError, JobHandler};

use crate::ops::close_survey::close_overdue;
use crate::store::survey;

/// Surveys closed in one run.
const PART: i64 = 100;

/// Every quarter of an hour closes surveys whose time is over; the keys that signed their tokens are gone with that.
pub struct SurveyOver;

impl JobHandler for SurveyOver {
    fn kind(&self) -> &'static str {
        "survey.over"
    }

    fn every_seconds(&self) -> Option<i64> {
        Some(900)
    }

    fn run(&self, app: &App, _: &Job) -> Result<JobEnd, JobError> {
        for id in app.store().read_blocking(|tx| survey::overdue(tx, PART))? {
            let closed = app
                .store()
                .write_blocking(move |tx| close_overdue(tx, &Actor::system(Reason::Job, "survey-over"), id));
            // Each by itself: one that cannot be closed does not keep the others.
            if let Err(e) = closed {
                tracing::warn!(survey = %id, error = %e, "a survey whose time is over could not be closed");
            }
        }
        Ok(JobEnd::Done)
    }
}
