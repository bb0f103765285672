//! Jobs of the register.

use guard::{Actor, Reason};
use kernel::Id;
use platform::App;
use platform::jobs::{Job, JobEnd, JobError, JobHandler, enqueue};
use serde::{Deserialize, Serialize};
use store::{DbResult, Tx};

use crate::imports::{run, undo};

const KIND: &str = "registry.import";

/// A batch to move on, and for whom.
#[derive(Debug, Serialize, Deserialize)]
struct Payload {
    batch: Id,
    by: String,
}

/// Queues the work on a batch that has been moved into a moving state, in the same transaction.
///
/// # Errors
/// Any [`store::DbError`].
pub fn queue_batch(tx: &mut Tx<'_>, batch: Id, by: &Actor) -> DbResult<()> {
    let now = tx.now();
    let payload = Payload { batch, by: by.name().to_owned() };
    enqueue(tx, KIND, &payload, Some(&format!("{batch}:{now:?}")), now).map(drop)
}

/// Checks, enters and undoes workbooks. A batch goes on where it stopped, so running it twice has one effect.
struct ImportJob;

impl JobHandler for ImportJob {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn run(&self, app: &App, job: &Job) -> Result<JobEnd, JobError> {
        let Payload { batch, by } = job.payload()?;
        let actor = Actor::system(Reason::Job, by);
        run::work_batch(app, &actor, batch, app.codesets())?;
        undo::undo_batch(app, &actor, batch)?;
        Ok(JobEnd::Done)
    }
}

/// All jobs of the register.
pub fn jobs() -> Vec<Box<dyn JobHandler>> {
    vec![Box::new(ImportJob)]
}
