//! Staff's views of a person's detail: counted in memory, written every few seconds (docs/rules §25).

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use kernel::Id;
use store::{DbResult, Insert, Kind, Tx, Val};

static ADD: Insert = Insert::new(
    "audit_view",
    &[("person_id", Kind::Int), ("day", Kind::Int), ("account_id", Kind::Int), ("views", Kind::Int)],
    "ON CONFLICT (person_id, day, account_id) DO UPDATE SET views = audit_view.views + excluded.views",
);

/// Views that are not written yet.
#[derive(Debug, Default)]
pub struct Views(Mutex<HashMap<(Id, Id), i64>>);

impl Views {
    /// Counts a view of `person` by `account`.
    pub fn note(&self, person: Id, account: Id) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner).entry((person, account)).or_default() += 1;
    }

    /// Takes what is counted so far, in key order.
    pub fn take(&self) -> Vec<((Id, Id), i64)> {
        let mut all: Vec<_> =
            std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner)).into_iter().collect();
        all.sort();
        all
    }
}

/// Writes views on the present day.
///
/// # Errors
/// Any [`store::DbError`].
pub fn write_views(tx: &mut Tx<'_>, views: &[((Id, Id), i64)]) -> DbResult<()> {
    let today = tx.today();
    let row = |((person, account), n): &((Id, Id), i64)| {
        vec![Val::from(*person), Val::from(today), Val::from(*account), Val::from(*n)]
    };
    let rows: Vec<_> = views.iter().map(row).collect();
    tx.insert_many(&ADD, &rows).map(drop)
}
