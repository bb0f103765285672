//! Who did what to what, when, with old and new values, in a chain that shows any later change (docs/adr/0005).

mod anchors;
mod chain;
mod changes;
mod fault;
mod hook;
mod mentions;
mod prune;
mod search;
mod store;
mod verify;
mod views;

use ::store::{Buffer, DbResult, Tx};
use guard::Actor;
use kernel::{Id, OrgPath, Timestamp};

pub(crate) use anchors::TakeAnchor;
pub use anchors::{Anchor, anchor_folder, anchors, export_anchor, exported_anchors, take_anchor};
pub use changes::Changes;
pub use fault::Fault;
pub use hook::{AuditHook, seal_pending};
pub(crate) use prune::Prune;
pub use prune::{KEEP_MONTHS, prune};
pub use search::{AuditEntry, Filter, list};
pub use verify::{Report, verify, verify_store};
pub use views::{View, ViewFilter, Views, views, write_views};

/// What is recorded of one deed.
#[derive(Debug)]
pub struct Entry<'a> {
    /// `resource.deed`, e.g. `member.update`, `member.reveal`, `session.password-failed`.
    pub action: &'static str,
    /// The record it was done to; 0 where there is none (a search, an export).
    pub subject: Id,
    /// Where the record lies, for search by place.
    pub union_path: Option<&'a OrgPath>,
    /// Old and new values.
    pub changes: Changes,
    /// Why, where a purpose is asked (reveal, export, search by person).
    pub purpose: Option<&'a str>,
}

impl Entry<'_> {
    /// An entry without values.
    pub fn of(action: &'static str, subject: Id) -> Self {
        Self { action, subject, union_path: None, changes: Changes::default(), purpose: None }
    }
}

/// An entry as a row; `detail` is JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    pub id: Id,
    pub at: Timestamp,
    pub actor_kind: String,
    pub actor_id: Id,
    pub actor_name: String,
    pub action: String,
    pub subject_id: Id,
    pub union_path: String,
    pub detail: String,
}

#[derive(Default)]
pub(crate) struct Lines(pub(crate) Vec<Line>);

impl Buffer for Lines {
    fn merge(&mut self, mut other: Self) {
        self.0.append(&mut other.0);
    }
}

/// Records a deed in the transaction that does it. Durable with the change, or not at all.
///
/// # Errors
/// None in practice; the signature leaves room for values that cannot be written as JSON.
pub fn record(tx: &mut Tx<'_>, actor: &Actor, entry: Entry<'_>) -> DbResult<()> {
    let line = Line {
        id: tx.new_id(),
        at: tx.now(),
        actor_kind: actor.kind().code().to_owned(),
        actor_id: actor.id(),
        actor_name: actor.name().to_owned(),
        action: entry.action.to_owned(),
        subject_id: entry.subject,
        union_path: entry.union_path.map_or_else(String::new, |p| p.as_str().to_owned()),
        detail: entry.changes.to_json(entry.purpose),
    };
    tx.buffer::<Lines>().0.push(line);
    Ok(())
}
