//! Jobs of campaigns.

use platform::App;
use platform::jobs::{Job, JobEnd, JobError, JobHandler};

use crate::ops::{expiry, figures};

/// Every minute: campaigns end, vouchers run out, what happened is counted, what is over is settled.
#[derive(Debug)]
pub struct CampaignJob;

impl JobHandler for CampaignJob {
    fn kind(&self) -> &'static str {
        "benefits.campaigns"
    }

    fn every_seconds(&self) -> Option<i64> {
        Some(60)
    }

    fn run(&self, app: &App, _job: &Job) -> Result<JobEnd, JobError> {
        expiry::end_all(app)?;
        expiry::expire_all(app)?;
        figures::count_all(app)?;
        expiry::settle_all(app)?;
        Ok(JobEnd::Done)
    }
}
