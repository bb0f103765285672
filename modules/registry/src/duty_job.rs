//! The job that closes the days of duty.

use guard::{Actor, Reason};
use kernel::Id;
use platform::App;
use platform::jobs::{Job, JobEnd, JobError, JobHandler};

use crate::model::duty::DutyState;
use crate::ops::keep_duty::end_of_day;
use crate::store::duty;

/// Duties in a transaction's look.
const PART: i64 = 100;

/// Once an hour marks the duties of days that are over: missed, or done.
pub struct DutyDue;

impl JobHandler for DutyDue {
    fn kind(&self) -> &'static str {
        "registry.duty-due"
    }

    fn every_seconds(&self) -> Option<i64> {
        Some(3600)
    }

    fn run(&self, app: &App, _: &Job) -> Result<JobEnd, JobError> {
        let today = app.clock().today();
        for state in [DutyState::Planned, DutyState::SignedIn] {
            let mut after = Id(0);
            loop {
                let part = app.store().read_blocking(move |tx| duty::over(tx, state, today, after, PART))?;
                let Some(last) = part.last() else { break };
                after = last.id;
                for d in part {
                    let (actor, id) = (Actor::system(Reason::Job, "duty-due"), d.id);
                    // Each by itself: one that cannot be closed does not keep the others.
                    if let Err(e) = app.store().write_blocking(move |tx| end_of_day(tx, &actor, &d)) {
                        tracing::warn!(duty = %id, error = %e, "a duty could not be closed");
                    }
                }
            }
        }
        Ok(JobEnd::Done)
    }
}
