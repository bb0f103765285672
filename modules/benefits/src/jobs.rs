//! Jobs of campaigns.

use platform::App;
use platform::jobs::{Job, JobEnd, JobError, JobHandler};

use crate::ops::{delivery, expiry, figures, gift, missed, offer, use_counts};

/// Every minute: campaigns end, vouchers run out, what happened is counted, what is over is settled, addresses of parcels
/// that arrived are forgotten.
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
        use_counts::count_all(app)?;
        expiry::settle_all(app)?;
        delivery::forget_all(app)?;
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

/// Every minute: whoever what is given without a press is meant for has it.
#[derive(Debug)]
pub struct GiftJob;

impl JobHandler for GiftJob {
    fn kind(&self) -> &'static str {
        "benefits.gifts"
    }

    fn every_seconds(&self) -> Option<i64> {
        Some(60)
    }

    fn run(&self, app: &App, _job: &Job) -> Result<JobEnd, JobError> {
        gift::give_all(app)?;
        Ok(JobEnd::Done)
    }
}

/// At the first start, and once a day: campaigns that were on line before offers were told of are told of too.
#[derive(Debug)]
pub struct OfferJob;

impl JobHandler for OfferJob {
    fn kind(&self) -> &'static str {
        "benefits.offers"
    }

    fn every_seconds(&self) -> Option<i64> {
        Some(86_400)
    }

    fn run(&self, app: &App, _job: &Job) -> Result<JobEnd, JobError> {
        offer::tell_all(app)?;
        Ok(JobEnd::Done)
    }
}
