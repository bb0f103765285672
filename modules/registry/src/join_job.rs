//! The job that looks after applications to join.

use guard::{Actor, Reason};
use kernel::Id;
use platform::App;
use platform::jobs::{Job, JobEnd, JobError, JobHandler};
use platform::parameters::keys;
use store::DbResult;

use crate::ops::join_silence::{erase_join, expire_join, remind_of_join};
use crate::store::join;

/// Applications in a transaction's look.
const PART: i64 = 100;

/// Once an hour reminds of applications to join, ends those whose time is over, and erases what old ones say of people.
pub struct JoinDue;

impl JobHandler for JoinDue {
    fn kind(&self) -> &'static str {
        "registry.join-due"
    }

    fn every_seconds(&self) -> Option<i64> {
        Some(3600)
    }

    fn run(&self, app: &App, _: &Job) -> Result<JobEnd, JobError> {
        deal_with_waiting(app)?;
        erase_ended(app)?;
        Ok(JobEnd::Done)
    }
}

fn deal_with_waiting(app: &App) -> DbResult<()> {
    let (parameters, today) = (app.parameters(), app.clock().today());
    let mut after = Id(0);
    loop {
        let part = app.store().read_blocking(move |tx| join::waiting(tx, after, PART))?;
        let Some(last) = part.last() else { return Ok(()) };
        after = last.0;
        for (id, applied_at, reminded) in part {
            let day = applied_at.day();
            let past = |key| day.plus_days(parameters.integer(key, day)) < today;
            let keys_of = app.keyring().clone();
            let dealt = if past(keys::JOIN_WAIT_DAYS) {
                app.store().write_blocking(move |tx| {
                    expire_join(tx, &keys_of, &Actor::system(Reason::Job, "join-due"), id)
                })
            } else if !reminded && past(keys::JOIN_REMIND_DAYS) {
                app.store().write_blocking(move |tx| remind_of_join(tx, id))
            } else {
                Ok(())
            };
            // Each by itself: one that cannot be dealt with does not keep the others.
            if let Err(e) = dealt {
                tracing::warn!(application = %id, error = %e, "a late application could not be dealt with");
            }
        }
    }
}

fn erase_ended(app: &App) -> DbResult<()> {
    let days = app.parameters().integer(keys::JOIN_KEEP_DAYS, app.clock().today());
    let before = app.clock().now().plus_ms(-days * 86_400_000);
    let mut after = Id(0);
    loop {
        let part = app.store().read_blocking(move |tx| join::to_erase(tx, before, after, PART))?;
        let Some(last) = part.last() else { return Ok(()) };
        after = *last;
        for id in part {
            let dealt = app
                .store()
                .write_blocking(move |tx| erase_join(tx, &Actor::system(Reason::Job, "join-due"), id));
            if let Err(e) = dealt {
                tracing::warn!(application = %id, error = %e, "an ended application could not be erased");
            }
        }
    }
}
