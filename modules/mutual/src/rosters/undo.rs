//! Takes a roster back, part by part from the last to the first. Who is on a bill is kept.

use guard::{Actor, act, res};
use kernel::{Fen, Id};
use platform::App;

use super::run::{ENTER, move_on};
use super::verdict::{RowResult, Verdict, unpack};
use crate::enrol_error::{EnrolError, Result};
use crate::model::enrolment::RosterState;
use crate::store::enrolment;
use crate::store::period::{self, Standing};
use crate::store::roster::{self, Roster};

/// Takes back what is left of a roster in the state `undoing`. Safe to call again after a crash: each part goes with its people in
/// one transaction.
///
/// # Errors
/// The database's; [`EnrolError::RosterNotFound`].
pub fn undo(app: &App, actor: &Actor, id: Id) -> Result<Roster> {
    let scope = actor.permit::<res::Enrolment, act::Update>()?;
    loop {
        let (scope, actor) = (scope.clone(), actor.clone());
        let ended = app.store().write_blocking(move |tx| {
            let r = roster::find(tx, &scope, id)?.ok_or(EnrolError::RosterNotFound)?;
            if r.state != RosterState::Undoing {
                return Ok(Some(r));
            }
            let part = r.parts_done - 1;
            let Some(body) = roster::part(tx, id, ENTER, part)? else {
                move_on(tx, &actor, &r, RosterState::Undone, "")?;
                return roster::find(tx, &scope, id).map_err(EnrolError::from);
            };
            let (mut people, mut premium, mut kept) = (0, 0, 0);
            for row in unpack::<RowResult>(&body)?.iter().filter(|row| row.verdict == Verdict::Accepted) {
                let Some(person) = row.person else { continue };
                match enrolment::take_back(tx, (person, r.period_id), id)? {
                    Some(fen) => (people, premium) = (people + 1, premium + fen),
                    None => kept += 1,
                }
            }
            period::add(tx, (r.union_id, r.period_id), Standing::listed(-people, Fen(-premium)))?;
            roster::retreat(tx, id, ENTER, part, kept)?;
            Ok::<_, EnrolError>(None)
        })?;
        if let Some(r) = ended {
            return Ok(r);
        }
    }
}
