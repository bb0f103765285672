//! Events for other modules and systems, in the transaction of the change.

use kernel::Id;
use serde::Serialize;
use store::{Buffer, Buffers, CommitHook, DbError, DbResult, Insert, Kind, Tx, Val};

#[derive(Default)]
struct Events(Vec<Event>);

struct Event {
    id: Id,
    kind: &'static str,
    subject: Id,
    payload: String,
}

impl Buffer for Events {
    fn merge(&mut self, mut other: Self) {
        self.0.append(&mut other.0);
    }
}

static INSERT: Insert = Insert::new(
    "outbox",
    &[("id", Kind::Int), ("kind", Kind::Text), ("subject_id", Kind::Int), ("payload", Kind::Text)],
    "",
);

/// Says that something happened to `subject`, e.g. `member.joined`; delivered at least once, in the order of ids.
///
/// # Errors
/// [`DbError::Driver`] if the payload cannot be written as JSON.
pub fn emit(tx: &mut Tx<'_>, kind: &'static str, subject: Id, payload: &impl Serialize) -> DbResult<()> {
    let payload = serde_json::to_string(payload).map_err(|e| DbError::Driver(e.to_string()))?;
    let id = tx.new_id();
    tx.buffer::<Events>().0.push(Event { id, kind, subject, payload });
    Ok(())
}

/// Writes the events of a commit.
#[derive(Debug)]
pub struct OutboxHook;

impl CommitHook for OutboxHook {
    fn flush(&self, tx: &mut Tx<'_>, buffers: &mut Buffers) -> DbResult<()> {
        let Some(events) = buffers.take::<Events>() else { return Ok(()) };
        let row =
            |e: Event| vec![Val::from(e.id), Val::from(e.kind), Val::from(e.subject), Val::from(e.payload)];
        let rows: Vec<_> = events.0.into_iter().map(row).collect();
        tx.insert_many(&INSERT, &rows).map(drop)
    }
}
