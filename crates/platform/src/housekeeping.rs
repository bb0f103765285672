//! Jobs of the platform itself.

use store::{DbError, Engine};

use crate::jobs::{Job, JobEnd, JobError, JobHandler};
use crate::parameters::keys;
use crate::{App, accounts, audit, cases, files, idempotency, ledger, wechat};

/// Forgets sessions that are over, answers to old requests and old messages to WeChat.
struct Forget;

impl JobHandler for Forget {
    fn kind(&self) -> &'static str {
        "platform.forget"
    }

    fn every_seconds(&self) -> Option<i64> {
        Some(3600)
    }

    fn run(&self, app: &App, _: &Job) -> Result<JobEnd, JobError> {
        let limits = accounts::Limits::of(app);
        let answer_days = app.parameters().integer(keys::ANSWER_DAYS, app.clock().today());
        app.store().write_blocking(move |tx| {
            accounts::purge_sessions(tx, &limits)?;
            wechat::purge(tx)?;
            idempotency::purge(tx, answer_days).map(drop)
        })?;
        Ok(JobEnd::Done)
    }
}

/// Seals audit entries on PostgreSQL; on SQLite their own commit has done it.
struct Seal;

impl JobHandler for Seal {
    fn kind(&self) -> &'static str {
        "platform.seal"
    }

    fn every_seconds(&self) -> Option<i64> {
        Some(5)
    }

    fn run(&self, app: &App, _: &Job) -> Result<JobEnd, JobError> {
        if app.store().engine() == Engine::Sqlite {
            return Ok(JobEnd::Done);
        }
        loop {
            match app.store().write_blocking(audit::seal_pending) {
                Ok(0) => return Ok(JobEnd::Done),
                Ok(_) => {}
                // Another sealer was faster; what is left is sealed next time.
                Err(DbError::Conflict(_)) => return Ok(JobEnd::Done),
                Err(e) => return Err(e.into()),
            }
        }
    }
}

/// The platform's own jobs.
pub(crate) fn jobs() -> Vec<Box<dyn JobHandler>> {
    vec![
        Box::new(Forget),
        Box::new(Seal),
        Box::new(files::Sweep),
        Box::new(audit::TakeAnchor),
        Box::new(audit::Prune),
        Box::new(cases::Clocks),
        Box::new(ledger::Expire),
        Box::new(wechat::SendMessage),
    ]
}
