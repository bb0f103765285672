//! Jobs of the upward exchange.

use guard::{Actor, Reason};
use kernel::Id;
use platform::App;
use platform::jobs::{Job, JobEnd, JobError, JobHandler, enqueue};
use serde::{Deserialize, Serialize};
use store::{DbResult, Tx};

use crate::ops::keep_exchange_target::put_samples;
use crate::ops::run_exchange::work_run;

const RUN_KIND: &str = "registry.exchange";

/// A run to move on, and for whom.
#[derive(Debug, Serialize, Deserialize)]
struct Payload {
    run: Id,
    by: String,
}

/// Queues the work on a run, in the transaction that began it or gave it up.
///
/// # Errors
/// Any [`store::DbError`].
pub fn queue_run(tx: &mut Tx<'_>, run: Id, by: &Actor) -> DbResult<()> {
    let now = tx.now();
    let payload = Payload { run, by: by.name().to_owned() };
    enqueue(tx, RUN_KIND, &payload, Some(&format!("{run}:{now:?}")), now).map(drop)
}

/// Makes delta files. A run goes on where it stopped, so running it twice has one effect.
pub struct ExchangeRun;

impl JobHandler for ExchangeRun {
    fn kind(&self) -> &'static str {
        RUN_KIND
    }

    fn run(&self, app: &App, job: &Job) -> Result<JobEnd, JobError> {
        let Payload { run, by } = job.payload()?;
        work_run(app, &Actor::system(Reason::Job, by), run)?;
        Ok(JobEnd::Done)
    }
}

const SAMPLES_KIND: &str = "registry.exchange-samples";

/// Puts the sample mappings in where there is no target yet.
pub struct ExchangeSamples;

impl JobHandler for ExchangeSamples {
    fn kind(&self) -> &'static str {
        SAMPLES_KIND
    }

    fn every_seconds(&self) -> Option<i64> {
        Some(86_400)
    }

    fn run(&self, app: &App, _: &Job) -> Result<JobEnd, JobError> {
        let put = app
            .store()
            .write_blocking(|tx| put_samples(tx, &Actor::system(Reason::Job, "exchange-samples")))?;
        tracing::info!(put, "sample mappings of the upward exchange");
        Ok(JobEnd::Done)
    }
}
