//! Work that outlives a request. A job is queued in the transaction of the change; a worker takes it under a lease; it
//! may run twice (the lease of a dead worker ends), so every handler is written to have one effect.

mod runner;
mod store;

use ::store::{DbError, DbResult, Tx};
use kernel::{Id, Timestamp};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::App;

pub use runner::{Runner, run_all_now};
pub use store::Overview;

/// A job in hand.
#[derive(Clone, Debug)]
pub struct Job {
    /// Job.
    pub id: Id,
    /// Which handler.
    pub kind: String,
    /// What for, as JSON.
    pub payload: String,
    /// How often it was tried before.
    pub attempts: i64,
}

impl Job {
    /// The payload in its type.
    ///
    /// # Errors
    /// [`DbError::Inconsistent`] if it is of another type.
    pub fn payload<T: DeserializeOwned>(&self) -> DbResult<T> {
        serde_json::from_str(&self.payload)
            .map_err(|e| DbError::Inconsistent(format!("job {}: {e}", self.id)))
    }
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobEnd {
    /// Nothing is left to do.
    Done,
    /// Run again at this instant (a long job gives way, a schedule goes on).
    Again(Timestamp),
}

/// Why a run failed; it is tried again later, with growing pauses, eight times at most.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct JobError(pub String);

impl<E: kernel::Problem> From<E> for JobError {
    fn from(e: E) -> Self {
        Self(format!("{}: {e}", e.code()))
    }
}

/// A kind of job.
pub trait JobHandler: Send + Sync + 'static {
    /// Name, `registry.import`.
    fn kind(&self) -> &'static str;

    /// How often it comes by itself, in seconds; `None` for jobs that are only queued.
    fn every_seconds(&self) -> Option<i64> {
        None
    }

    /// Does the work. Must have one effect even when it runs twice.
    ///
    /// # Errors
    /// [`JobError`]: tried again later.
    fn run(&self, app: &App, job: &Job) -> Result<JobEnd, JobError>;
}

/// Queues a job in this transaction. With a `key`, nothing happens while an open job has the same key.
///
/// # Errors
/// Any [`DbError`].
pub fn enqueue(
    tx: &mut Tx<'_>,
    kind: &'static str,
    payload: &impl Serialize,
    key: Option<&str>,
    run_at: Timestamp,
) -> DbResult<Option<Id>> {
    let payload = serde_json::to_string(payload).map_err(|e| DbError::Driver(e.to_string()))?;
    let id = tx.new_id();
    if let Some(key) = key
        && !store::take_key(tx, &format!("{kind}:{key}"), id)?
    {
        return Ok(None);
    }
    store::insert(tx, id, kind, &payload, run_at)?;
    Ok(Some(id))
}
