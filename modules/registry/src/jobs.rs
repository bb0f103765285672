//! Jobs of the register.

use guard::{Actor, Reason};
use kernel::Id;
use platform::App;
use platform::jobs::{Job, JobEnd, JobError, JobHandler, enqueue};
use platform::parameters::keys;
use serde::{Deserialize, Serialize};
use store::{DbResult, Tx};

use crate::duty_job::DutyDue;
use crate::exchange_job::{ExchangeRun, ExchangeSamples};
use crate::founding_job::FoundingHints;
use crate::imports::{run, undo};
use crate::join_job::JoinDue;
use crate::model::union_change::UnionChange;
use crate::ops::count_quality::count_quality;
use crate::ops::find_suspects::find_suspects;
use crate::ops::freeze_report::freeze;
use crate::ops::term_reminders::remind;
use crate::ops::transfer_silence::{Silence, answer_days, due, fall_silent};
use crate::ops::work_change::work_change;
use crate::privacy_job::{RequestsDue, Retention};
use crate::secondment_job::SecondmentsDue;
use crate::store::{election, transfer, union_change};

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

const FREEZE_KIND: &str = "registry.freeze";

/// Queues the freezing of a report that was begun, in the same transaction.
///
/// # Errors
/// Any [`store::DbError`].
pub fn queue_report(tx: &mut Tx<'_>, report: Id) -> DbResult<()> {
    let now = tx.now();
    enqueue(tx, FREEZE_KIND, &report, Some(&report.to_string()), now).map(drop)
}

/// Freezes the figures of a reporting day. It begins again if it was interrupted; a frozen report stays as it is.
struct FreezeReport;

impl JobHandler for FreezeReport {
    fn kind(&self) -> &'static str {
        FREEZE_KIND
    }

    fn run(&self, app: &App, job: &Job) -> Result<JobEnd, JobError> {
        freeze(app, job.payload()?, |_| true)?;
        Ok(JobEnd::Done)
    }
}

/// Proposals in a transaction.
const PART: i64 = 100;

/// Once an hour deals with the proposed moves whose answer is late.
struct TransferDue;

impl JobHandler for TransferDue {
    fn kind(&self) -> &'static str {
        "registry.transfer-due"
    }

    fn every_seconds(&self) -> Option<i64> {
        Some(3600)
    }

    fn run(&self, app: &App, _: &Job) -> Result<JobEnd, JobError> {
        let actor = Actor::system(Reason::Job, "transfer-due");
        let (parameters, today) = (app.parameters(), app.clock().today());
        let what = Silence::of(&parameters.choice(keys::TRANSFER_ON_SILENCE, today));
        let mut after = Id(0);
        loop {
            let part = app.store().read_blocking(move |tx| transfer::all_waiting(tx, after, PART))?;
            let Some(last) = part.last() else { return Ok(JobEnd::Done) };
            after = last.proposal.id;
            for w in part {
                if due(&parameters, w.proposed_at) < today {
                    let (actor, days) = (actor.clone(), answer_days(&parameters, w.proposed_at));
                    // Each by itself: one that cannot be dealt with does not keep the others.
                    let person = w.proposal.person_id;
                    let dealt = app.store().write_blocking(move |tx| fall_silent(tx, &actor, &w, days, what));
                    if let Err(e) = dealt {
                        tracing::warn!(member = %person, error = %e, "a late transfer could not be dealt with");
                    }
                }
            }
        }
    }
}

const CHANGE_KIND: &str = "registry.change";

/// A change of the tree to work off, and for whom.
#[derive(Debug, Serialize, Deserialize)]
struct ChangePayload {
    union: Id,
    change: Id,
    by: String,
}

/// Queues the work on a change whose day has come, in the transaction that ordered it.
///
/// # Errors
/// Any [`store::DbError`].
pub fn queue_change(tx: &mut Tx<'_>, c: &UnionChange, by: &Actor) -> DbResult<()> {
    let payload = ChangePayload { union: c.union_id, change: c.id, by: by.name().to_owned() };
    let now = tx.now();
    enqueue(tx, CHANGE_KIND, &payload, Some(&c.id.to_string()), now).map(drop)
}

/// Works off one change of the tree.
struct ChangeJob;

impl JobHandler for ChangeJob {
    fn kind(&self) -> &'static str {
        CHANGE_KIND
    }

    fn run(&self, app: &App, job: &Job) -> Result<JobEnd, JobError> {
        let ChangePayload { union, change, by } = job.payload()?;
        work_change(app, &Actor::system(Reason::Job, by), union, change)?;
        Ok(JobEnd::Done)
    }
}

/// For so long after its end a change brings along what came to the old place while it was going on.
const AFTERWARDS_MS: i64 = 2 * 3_600_000;

/// Begins the changes whose day has come, and goes on with those that a crash left.
struct ChangesDue;

impl JobHandler for ChangesDue {
    fn kind(&self) -> &'static str {
        "registry.union-changes-due"
    }

    fn every_seconds(&self) -> Option<i64> {
        Some(600)
    }

    fn run(&self, app: &App, _: &Job) -> Result<JobEnd, JobError> {
        let (today, since) = (app.clock().today(), app.clock().now().plus_ms(-AFTERWARDS_MS));
        let due = app.store().read_blocking(move |tx| union_change::due(tx, today, since))?;
        for c in due {
            let actor = Actor::system(Reason::Job, c.created_by_name.clone());
            // Each by itself: one that cannot go on does not keep the others.
            if let Err(e) = work_change(app, &actor, c.union_id, c.id) {
                tracing::warn!(union = %c.union_id, error = %e, "a change of the tree could not go on");
            }
        }
        Ok(JobEnd::Done)
    }
}

/// Once a day reminds of terms that end.
struct TermsDue;

impl JobHandler for TermsDue {
    fn kind(&self) -> &'static str {
        "registry.terms-due"
    }

    fn every_seconds(&self) -> Option<i64> {
        Some(86_400)
    }

    fn run(&self, app: &App, _: &Job) -> Result<JobEnd, JobError> {
        let today = app.clock().today();
        let days = app.parameters().integers(keys::ELECTION_REMINDERS, today);
        let to = today.plus_days(days.iter().copied().max().unwrap_or_default());
        let mut after = (0, Id(0));
        loop {
            let part = app.store().read_blocking(move |tx| election::due(tx, to, after, PART))?;
            let Some((id, ends)) = part.last() else { return Ok(JobEnd::Done) };
            after = (ends.number(), *id);
            let days = days.clone();
            app.store().write_blocking(move |tx| {
                part.iter().try_for_each(|(id, ends)| remind(tx, *id, *ends, &days).map(drop))
            })?;
        }
    }
}

/// Every night looks for records that may be of the same human.
struct Suspects;

impl JobHandler for Suspects {
    fn kind(&self) -> &'static str {
        "registry.suspects"
    }

    fn every_seconds(&self) -> Option<i64> {
        Some(86_400)
    }

    fn run(&self, app: &App, _: &Job) -> Result<JobEnd, JobError> {
        let found = find_suspects(app)?;
        tracing::info!(found, "looked for records of the same person");
        Ok(JobEnd::Done)
    }
}

const QUALITY_KIND: &str = "registry.quality";

/// Once an hour counts the data quality of all unions.
struct Quality;

impl JobHandler for Quality {
    fn kind(&self) -> &'static str {
        QUALITY_KIND
    }

    fn every_seconds(&self) -> Option<i64> {
        Some(3_600)
    }

    fn run(&self, app: &App, _: &Job) -> Result<JobEnd, JobError> {
        let changed = count_quality(app, |_| true)?;
        tracing::info!(changed, "counted the data quality of the unions");
        Ok(JobEnd::Done)
    }
}

/// All jobs of the register.
pub fn jobs() -> Vec<Box<dyn JobHandler>> {
    vec![
        Box::new(ImportJob),
        Box::new(TransferDue),
        Box::new(ChangeJob),
        Box::new(ChangesDue),
        Box::new(TermsDue),
        Box::new(JoinDue),
        Box::new(SecondmentsDue),
        Box::new(DutyDue),
        Box::new(FoundingHints),
        Box::new(RequestsDue),
        Box::new(Retention),
        Box::new(FreezeReport),
        Box::new(Suspects),
        Box::new(Quality),
        Box::new(ExchangeRun),
        Box::new(ExchangeSamples),
    ]
}
