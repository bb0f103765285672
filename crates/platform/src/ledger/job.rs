//! Ends reservations whose time is over.

use super::pending::expire;
use crate::App;
use crate::jobs::{Job, JobEnd, JobError, JobHandler};

/// Comes each minute; a reservation that has run out is refused in between, too.
pub(crate) struct Expire;

impl JobHandler for Expire {
    fn kind(&self) -> &'static str {
        "ledger.expire"
    }

    fn every_seconds(&self) -> Option<i64> {
        Some(60)
    }

    fn run(&self, app: &App, _: &Job) -> Result<JobEnd, JobError> {
        while app.store().write_blocking(expire)? > 0 {}
        Ok(JobEnd::Done)
    }
}
