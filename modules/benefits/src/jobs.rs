//! Jobs of campaigns.

use platform::App;
use platform::jobs::{Job, JobEnd, JobError, JobHandler};

use crate::ops::{expiry, figures, missed};

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

/// Once a day: whom benefits never reached is counted.
#[derive(Debug)]
pub struct MissedJob;

impl JobHandler for MissedJob {
    fn kind(&self) -> &'static str {
        "benefits.missed"
    }

    fn every_seconds(&self) -> Option<i64> {
        Some(86_400)
    }

    fn run(&self, app: &App, _job: &Job) -> Result<JobEnd, JobError> {
        missed::count_all(app)?;
        Ok(JobEnd::Done)
    }
}
