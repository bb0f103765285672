//! Who entered a draw.

use kernel::Id;
use store::{DbResult, Insert, Kind, Row, Tx, Val, params};

use crate::model::draw::Entry;

static INSERT: Insert = Insert::new(
    "benefit_entry",
    &[
        ("campaign_id", Kind::Int),
        ("person_id", Kind::Int),
        ("entrant", Kind::Text),
        ("union_id", Kind::Int),
        ("entered_at", Kind::Int),
    ],
    "ON CONFLICT (campaign_id, person_id) DO NOTHING",
);

store::statements! {
    FIND = one("campaign_id"),
        "SELECT campaign_id, person_id, entrant, union_id, entered_at FROM benefit_entry
         WHERE campaign_id = $1 AND person_id = $2";
    BY_NAME = one("campaign_id"),
        "SELECT campaign_id, person_id, entrant, union_id, entered_at FROM benefit_entry
         WHERE campaign_id = $1 AND entrant = $2";
    PART = one("campaign_id"),
        "SELECT entrant FROM benefit_entry WHERE campaign_id = $1 AND entrant > $2 ORDER BY entrant LIMIT $3";
    OF_PERSON = fan_out("the draws that a member entered"),
        "SELECT campaign_id, person_id, entrant, union_id, entered_at FROM benefit_entry
         WHERE person_id = $1 ORDER BY campaign_id DESC LIMIT $2";
}

fn read(row: &Row) -> DbResult<Entry> {
    let mut r = row.reader();
    Ok(Entry {
        campaign_id: r.next()?,
        person_id: r.next()?,
        entrant: r.next()?,
        union_id: r.next()?,
        entered_at: r.next()?,
    })
}

/// Keeps entries; whoever entered before is left alone. How many are new.
///
/// # Errors
/// [`store::DbError::Conflict`] if two people have one pseudonym.
pub fn insert(tx: &mut Tx<'_>, all: &[Entry]) -> DbResult<u64> {
    let row = |e: &Entry| {
        vec![
            Val::from(e.campaign_id),
            Val::from(e.person_id),
            Val::from(e.entrant.clone()),
            Val::from(e.union_id),
            Val::from(e.entered_at),
        ]
    };
    let rows: Vec<Vec<Val<'_>>> = all.iter().map(row).collect();
    tx.insert_many(&INSERT, &rows)
}

/// The entry of a person.
///
/// # Errors
/// Any [`store::DbError`].
pub fn find(tx: &mut Tx<'_>, campaign: Id, person: Id) -> DbResult<Option<Entry>> {
    tx.query_one(&FIND, params![campaign, person], read)
}

/// The entry under a pseudonym.
///
/// # Errors
/// Any [`store::DbError`].
pub fn by_entrant(tx: &mut Tx<'_>, campaign: Id, entrant: &str) -> DbResult<Option<Entry>> {
    tx.query_one(&BY_NAME, params![campaign, entrant], read)
}

/// Pseudonyms of a list in ascending order, after one; the list begins after the empty text.
///
/// # Errors
/// Any [`store::DbError`].
pub fn part(tx: &mut Tx<'_>, campaign: Id, after: &str, limit: i64) -> DbResult<Vec<String>> {
    tx.query(&PART, params![campaign, after, limit], |r| r.get(0))
}

/// The draws that a person entered, the last ones first.
///
/// # Errors
/// Any [`store::DbError`].
pub fn of_person(tx: &mut Tx<'_>, person: Id, limit: i64) -> DbResult<Vec<Entry>> {
    tx.query(&OF_PERSON, params![person, limit], read)
}
