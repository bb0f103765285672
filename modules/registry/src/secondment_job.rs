//! The job that looks after secondments.

use guard::{Actor, Reason};
use kernel::{Day, Id};
use platform::App;
use platform::jobs::{Job, JobEnd, JobError, JobHandler};
use platform::parameters::keys;
use store::Tx;

use crate::error::Result;
use crate::model::secondment::{Secondment, SecondmentEnd};
use crate::ops::second_member::end;
use crate::ops::secondment_notices::ends_soon;
use crate::store::{membership, secondment};

/// Secondments in one look.
const PART: i64 = 100;

/// Once a day ends the secondments whose planned last day is over, and reminds of those that end soon.
pub struct SecondmentsDue;

impl JobHandler for SecondmentsDue {
    fn kind(&self) -> &'static str {
        "registry.secondments-due"
    }

    fn every_seconds(&self) -> Option<i64> {
        Some(86_400)
    }

    fn run(&self, app: &App, _: &Job) -> std::result::Result<JobEnd, JobError> {
        let today = app.clock().today();
        let days = app.parameters().integer(keys::SECONDMENT_REMIND_DAYS, today);
        let to = today.plus_days(days);
        let mut after = (0, Id(0));
        loop {
            let part = app.store().read_blocking(move |tx| secondment::planned(tx, to, after, PART))?;
            let Some(last) = part.last() else { return Ok(JobEnd::Done) };
            after = (last.planned_to.number(), last.id);
            for s in part {
                let person = s.person_id;
                // Each by itself: one that cannot be dealt with does not keep the others.
                if let Err(e) = app.store().write_blocking(move |tx| look_after(tx, &s, today)) {
                    tracing::warn!(member = %person, error = %e, "a secondment could not be looked after");
                }
            }
        }
    }
}

fn look_after(tx: &mut Tx<'_>, read: &Secondment, today: Day) -> Result<()> {
    // It may have been extended or ended since it was read.
    let Some(s) = secondment::running(tx, read.person_id)?.filter(|s| s.planned_to == read.planned_to) else {
        return Ok(());
    };
    if s.planned_to < today {
        let home = membership::open_of(tx, s.person_id)?.map(|m| m.union_path);
        let actor = Actor::system(Reason::Job, "secondments-due");
        return end(tx, &actor, &s, home.as_ref(), (s.planned_to, SecondmentEnd::Over, ""));
    }
    if secondment::reminded(tx, &s)? {
        ends_soon(tx, &s)?;
    }
    Ok(())
}
