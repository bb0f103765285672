//! A run that is given up: its file was never handed in, so what it sent counts as not sent.

use guard::{Scope, act, res};
use kernel::Id;
use platform::App;
use platform::audit::{self, Changes, Entry};
use store::Tx;

use crate::error::{RegistryError, Result};
use crate::exchange::part_file;
use crate::model::exchange::{RunState, SentState};
use crate::store::exchange_run::{self, Run};
use crate::store::exchange_sent;

/// Rows in a transaction.
const PART: i64 = 1_000;

/// Gives a run up that has no receipt yet; the job takes back what it said.
///
/// # Errors
/// [`RegistryError::RunNotFound`], [`RegistryError::RunState`].
pub fn cancel_run(tx: &mut Tx<'_>, scope: &Scope<res::Exchange, act::Update>, id: Id) -> Result<()> {
    let run = exchange_run::find(tx, scope, id)?.ok_or(RegistryError::RunNotFound)?;
    if !matches!(run.state, RunState::Running | RunState::Done)
        || !exchange_run::set_state(tx, &run, RunState::Cancelling)?
    {
        return Err(RegistryError::RunState { state: run.state.title() });
    }
    let changes = Changes::new().field("state", run.state.code(), RunState::Cancelling.code());
    let entry = Entry { union_path: Some(&run.union_path), changes, ..Entry::of("exchange.cancel", id) };
    audit::record(tx, scope.actor(), entry).map_err(Into::into)
}

/// Takes back what a cancelled run said, part by part.
///
/// # Errors
/// The database's.
pub fn withdraw(app: &App, run: &Run) -> Result<Run> {
    let (id, mut after) = (run.id, 0);
    loop {
        let part = app.store().write_blocking(move |tx| {
            let all = exchange_sent::of_run(tx, id, after, PART)?;
            let mut back = Vec::new();
            for mut s in all.iter().filter(|s| s.state == SentState::Sent).cloned() {
                if s.accepted.is_empty() {
                    exchange_sent::forget(tx, s.record_id, s.target_id)?;
                    continue;
                }
                s.state = SentState::Accepted;
                s.digest.clone_from(&s.accepted);
                back.push(s);
            }
            exchange_sent::put(tx, &back)?;
            Ok::<_, RegistryError>(all.last().map(|s| s.row))
        })?;
        let Some(last) = part else { break };
        after = last;
    }
    part_file::remove(&part_file::place(app, id));
    app.store().write_blocking(move |tx| {
        let run = exchange_run::by_id(tx, id)?.ok_or(RegistryError::RunNotFound)?;
        if run.state == RunState::Cancelling {
            exchange_run::set_state(tx, &run, RunState::Cancelled)?;
        }
        exchange_run::by_id(tx, id)?.ok_or(RegistryError::RunNotFound)
    })
}
