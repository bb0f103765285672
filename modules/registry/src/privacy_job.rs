//! The jobs of personal information: requests that are due, and people whose time of keeping is over.

use guard::{Actor, Reason};
use kernel::{Day, Id};
use platform::App;
use platform::jobs::{Job, JobEnd, JobError, JobHandler};
use platform::parameters::keys;

use crate::error::Result;
use crate::ops::data_request_notices as told;
use crate::ops::keep_no_longer::erase_those_gone;
use crate::store::data_request::{self, DataRequest};
use crate::store::member;

/// Requests in one look.
const PART: i64 = 100;

/// Once an hour reminds of requests that are due soon, and lets open ones follow their member to another union.
pub struct RequestsDue;

impl JobHandler for RequestsDue {
    fn kind(&self) -> &'static str {
        "registry.data-requests-due"
    }

    fn every_seconds(&self) -> Option<i64> {
        Some(3600)
    }

    fn run(&self, app: &App, _: &Job) -> std::result::Result<JobEnd, JobError> {
        let today = app.clock().today();
        let days = app.parameters().integer(keys::ANSWER_REMIND_DAYS, today);
        let soon = today.plus_days(days);
        let mut after = (Day::FIRST, Id(0));
        loop {
            let part = app.store().read_blocking(move |tx| data_request::waiting(tx, after, PART))?;
            let Some(last) = part.last() else { return Ok(JobEnd::Done) };
            after = (last.due_on, last.id);
            for q in part {
                let id = q.id;
                if let Err(e) = app.store().write_blocking(move |tx| look_after(tx, &q, soon)) {
                    tracing::warn!(request = %id, error = %e, "a request about own data could not be looked after");
                }
            }
        }
    }
}

fn look_after(tx: &mut store::Tx<'_>, q: &DataRequest, soon: Day) -> Result<()> {
    let actor = Actor::system(Reason::Job, "data-requests-due");
    let members = actor.permit::<guard::res::Member, guard::act::Read>()?;
    let Some(d) = member::find(tx, &members, q.person_id)? else { return Ok(()) };
    let mut q = q.clone();
    if d.union_id != q.union_id {
        data_request::follow(tx, q.person_id, q.id, d.union_id, &d.union_path)?;
        (q.union_id, q.union_path) = (d.union_id, d.union_path);
    }
    if q.due_on <= soon && q.reminded_at.0 == 0 && data_request::remind(tx, q.person_id, q.id)? {
        told::reminded(tx, &q)?;
    }
    Ok(())
}

/// Every night erases the people whose time of keeping is over.
pub struct Retention;

impl JobHandler for Retention {
    fn kind(&self) -> &'static str {
        "registry.retention"
    }

    fn every_seconds(&self) -> Option<i64> {
        Some(86_400)
    }

    fn run(&self, app: &App, _: &Job) -> std::result::Result<JobEnd, JobError> {
        if let Some(erased) = erase_those_gone(app, |_| true)? {
            tracing::info!(erased, "people whose time of keeping is over were erased");
        }
        Ok(JobEnd::Done)
    }
}
