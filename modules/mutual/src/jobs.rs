//! Jobs of enrolment: rosters and statements are worked off in the background.

use guard::{Actor, Reason};
use kernel::Id;
use platform::App;
use platform::jobs::{Job, JobEnd, JobError, JobHandler, enqueue};
use serde::{Deserialize, Serialize};
use store::{DbResult, Tx};

use crate::ops::statement;
use crate::rosters::{run, undo};

const ROSTER_JOB: &str = "mutual.roster";
const STATEMENT_JOB: &str = "mutual.statement";

/// What is to be worked off, and for whom.
#[derive(Debug, Serialize, Deserialize)]
struct Payload {
    id: Id,
    by: String,
}

fn queue(tx: &mut Tx<'_>, kind: &'static str, id: Id, by: &Actor) -> DbResult<()> {
    let now = tx.now();
    let payload = Payload { id, by: by.name().to_owned() };
    enqueue(tx, kind, &payload, Some(&format!("{kind}:{id}:{now:?}")), now).map(drop)
}

/// Queues the work on a roster that has been moved into a moving state, in the same transaction.
///
/// # Errors
/// Any [`store::DbError`].
pub fn queue_roster(tx: &mut Tx<'_>, id: Id, by: &Actor) -> DbResult<()> {
    queue(tx, ROSTER_JOB, id, by)
}

/// Queues the work on a statement, in the transaction that keeps it.
///
/// # Errors
/// Any [`store::DbError`].
pub fn queue_statement(tx: &mut Tx<'_>, id: Id, by: &Actor) -> DbResult<()> {
    queue(tx, STATEMENT_JOB, id, by)
}

/// Checks, enters and undoes rosters. A roster goes on where it stopped, so running it twice has one effect.
#[derive(Debug)]
pub struct RosterJob;

impl JobHandler for RosterJob {
    fn kind(&self) -> &'static str {
        ROSTER_JOB
    }

    fn run(&self, app: &App, job: &Job) -> Result<JobEnd, JobError> {
        let Payload { id, by } = job.payload()?;
        let actor = Actor::system(Reason::Job, by);
        run::work(app, &actor, id)?;
        undo::undo(app, &actor, id)?;
        Ok(JobEnd::Done)
    }
}

/// Takes the lines of statements.
#[derive(Debug)]
pub struct StatementJob;

impl JobHandler for StatementJob {
    fn kind(&self) -> &'static str {
        STATEMENT_JOB
    }

    fn run(&self, app: &App, job: &Job) -> Result<JobEnd, JobError> {
        let Payload { id, by } = job.payload()?;
        statement::work(app, &Actor::system(Reason::Job, by), id)?;
        Ok(JobEnd::Done)
    }
}
