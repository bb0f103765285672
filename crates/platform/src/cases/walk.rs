//! Entering a step: who has the case there, and by when.

use kernel::{OrgPath, Timestamp};
use store::Tx;

use super::clock::CaseClock;
use super::error::{CaseError, Result};
use super::ground::{Ground, Post};
use super::model::{CaseFile, CaseState, Place};
use super::procedure::{Limit, Procedure, Step};
use crate::calendar::CalendarError;

/// Puts a case into a step at a place. Whoever has it there; none at an end, and where only the reporter is waited for.
///
/// # Errors
/// [`CaseError::NoUnion`] if no union stands at the place or above.
pub fn enter(
    tx: &mut Tx<'_>,
    ground: &Ground,
    p: &Procedure,
    c: &mut CaseFile,
    step: &Step,
    place: &OrgPath,
) -> Result<Option<Post>> {
    let now = tx.now();
    c.step.clone_from(&step.code);
    c.step_at = now;
    stop_clock(c);
    (c.watch_path, c.climbed) = (String::new(), 0);
    if step.closed {
        (c.state, c.closed_on, c.closed_at) = (CaseState::Closed, Some(now.day()), now);
        c.holder_role.clear();
        return Ok(None);
    }
    (c.state, c.closed_on, c.closed_at) = (CaseState::Open, None, Timestamp(0));
    let post = match step.roles.is_empty() {
        true => None,
        false => Some(ground.post(tx, place, &step.roles)?),
    };
    if let Some(post) = &post {
        hold(c, post);
    }
    if let Some(limit) = p.limit(step, &c.track) {
        start_clock(ground, c, now, limit)?;
    }
    Ok(post)
}

/// Lets a post have a case. Who had it keeps it while it stays at the post.
pub fn hold(c: &mut CaseFile, post: &Post) {
    let stays = c.holder.id == post.union_id && post.accounts.contains(&c.owner_id);
    c.holder = Place { id: post.union_id, path: post.path.clone() };
    post.role.code().clone_into(&mut c.holder_role);
    if !stays {
        (c.owner_id, c.owner_name) = (kernel::Id(0), String::new());
        c.delegate_id = kernel::Id(0);
    }
}

fn stop_clock(c: &mut CaseFile) {
    (c.clock, c.tick_at, c.mark) = (None, Timestamp(0), 0);
}

/// Starts the clock of a step. Where the working days of its year are not known yet, it is tried again from day to day.
///
/// # Errors
/// A limit that is none; the checker refuses such procedures.
pub fn start_clock(ground: &Ground, c: &mut CaseFile, now: Timestamp, limit: Limit) -> Result<()> {
    c.clock_number += 1;
    run(ground, c, now, CaseClock::start(&ground.calendar, now.day(), limit))
}

/// Lets a clock run.
///
/// # Errors
/// As [`start_clock`].
pub fn run(
    ground: &Ground,
    c: &mut CaseFile,
    now: Timestamp,
    clock: std::result::Result<CaseClock, CalendarError>,
) -> Result<()> {
    let marked = clock.and_then(|k| Ok((k, k.marks(&ground.calendar)?)));
    match marked {
        Ok((clock, marks)) => {
            (c.clock, c.mark, c.tick_at) = (Some(clock), 1, marks.half_at);
            if now >= marks.half_at {
                // Given little more time after its half: only the end is told.
                (c.mark, c.tick_at) = (2, marks.due_at);
            }
            Ok(())
        }
        Err(CalendarError::NoTable { .. }) => {
            let tomorrow = now.day().plus_days(1);
            (c.clock, c.mark, c.tick_at) = (None, 0, Timestamp::at_day_start(tomorrow));
            Ok(())
        }
        Err(e) => Err(CaseError::Calendar(e)),
    }
}
