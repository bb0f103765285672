//! The job that looks for employers which should have a union of their own.

use kernel::Id;
use platform::App;
use platform::jobs::{Job, JobEnd, JobError, JobHandler};
use platform::parameters::keys;

use crate::ops::founding_hints::look_at_home;
use crate::store::founding_hint;

/// Unions in a transaction's look.
const PART: i64 = 50;

/// Every night looks at each 会员之家.
pub struct FoundingHints;

impl JobHandler for FoundingHints {
    fn kind(&self) -> &'static str {
        "registry.founding-hints"
    }

    fn every_seconds(&self) -> Option<i64> {
        Some(86_400)
    }

    fn run(&self, app: &App, _: &Job) -> Result<JobEnd, JobError> {
        let wanted = app.parameters().integer(keys::OWN_UNION_MEMBERS, app.clock().today());
        let mut after = Id(0);
        loop {
            let part = app.store().read_blocking(move |tx| founding_hint::homes(tx, after, PART))?;
            let Some(last) = part.last() else { return Ok(JobEnd::Done) };
            after = last.0;
            for (id, place) in part {
                app.store().write_blocking(move |tx| look_at_home(tx, (id, &place), wanted))?;
            }
        }
    }
}
