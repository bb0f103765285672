//! What happened to a case, in order.

use kernel::{Id, Timestamp};
use serde::Serialize;
use store::{DbResult, Insert, Kind, Tx, Val, params};

static INSERT: Insert = Insert::new(
    "case_event",
    &[
        ("case_id", Kind::Int),
        ("id", Kind::Int),
        ("deed", Kind::Text),
        ("title", Kind::Text),
        ("step", Kind::Text),
        ("by_kind", Kind::Text),
        ("by_id", Kind::Int),
        ("by_name", Kind::Text),
        ("holder_name", Kind::Text),
        ("note", Kind::Text),
        ("plain", Kind::Text),
        ("at", Kind::Int),
    ],
    "",
);

store::statements! {
    OF_CASE = one("case_id"),
        "SELECT id, deed, title, step, by_kind, by_id, by_name, holder_name, note, plain, at FROM case_event
         WHERE case_id = $1 ORDER BY id";
    LAST_NOTE = one("case_id"), "SELECT note FROM case_event WHERE case_id = $1 ORDER BY id DESC LIMIT 1";
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(as = CaseEvent)]
pub struct Event {
    /// Event.
    pub id: Id,
    /// Code of the move, or of what else was done.
    pub deed: String,
    /// In words.
    pub title: String,
    /// Step after it.
    pub step: String,
    /// `staff`, `member`, `job` …; `reporter` where nobody shall know who.
    pub by_kind: String,
    /// Account or person; 0 for the program and for a sealed reporter.
    pub by_id: Id,
    /// Name.
    pub by_name: String,
    /// Union that has it after this.
    pub holder_name: String,
    /// What was written with it.
    pub note: String,
    /// What the reporter reads; empty if it is not for the reporter.
    pub plain: String,
    /// When.
    pub at: Timestamp,
}

/// Rows for [`load`].
pub fn row(case: Id, e: &Event) -> Vec<Val<'static>> {
    vec![
        Val::from(case),
        Val::from(e.id),
        Val::from(e.deed.clone()),
        Val::from(e.title.clone()),
        Val::from(e.step.clone()),
        Val::from(e.by_kind.clone()),
        Val::from(e.by_id),
        Val::from(e.by_name.clone()),
        Val::from(e.holder_name.clone()),
        Val::from(e.note.clone()),
        Val::from(e.plain.clone()),
        Val::from(e.at),
    ]
}

/// Stores events made by [`row`].
///
/// # Errors
/// Any [`store::DbError`].
pub fn load(tx: &mut Tx<'_>, rows: &[Vec<Val<'static>>]) -> DbResult<()> {
    tx.insert_many(&INSERT, rows).map(drop)
}

/// All events of a case, first one first.
///
/// # Errors
/// Any [`store::DbError`].
pub fn of_case(tx: &mut Tx<'_>, case: Id) -> DbResult<Vec<Event>> {
    tx.query(&OF_CASE, params![case], |row| {
        let mut r = row.reader();
        Ok(Event {
            id: r.next()?,
            deed: r.next()?,
            title: r.next()?,
            step: r.next()?,
            by_kind: r.next()?,
            by_id: r.next()?,
            by_name: r.next()?,
            holder_name: r.next()?,
            note: r.next()?,
            plain: r.next()?,
            at: r.next()?,
        })
    })
}

/// What was written with the last deed of a case; empty if nothing was.
///
/// # Errors
/// Any [`store::DbError`].
pub fn last_note(tx: &mut Tx<'_>, case: Id) -> DbResult<String> {
    Ok(tx.query_one(&LAST_NOTE, params![case], |r| r.get(0))?.unwrap_or_default())
}
