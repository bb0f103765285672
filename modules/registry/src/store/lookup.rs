//! Look-up of people by keyed digests. A digest is unique over all people: that is what makes a person be there once.

use std::collections::HashMap;

use kernel::Id;
use store::{DbResult, Insert, Kind, Tx, Val, params};

use super::{SIZES, with_list};

/// Bytes of a digest.
pub type Digest = [u8; 16];

static INSERT_ID: Insert = Insert::new("id_lookup", &[("digest", Kind::Bytes), ("person_id", Kind::Int)], "");

static INSERT_PHONE: Insert = Insert::new(
    "phone_lookup",
    &[("digest", Kind::Bytes), ("person_id", Kind::Int)],
    "ON CONFLICT (digest, person_id) DO NOTHING",
);

store::statements! {
    FIND_ID = one("digest"), "SELECT person_id FROM id_lookup WHERE digest = $1";
    FIND_PHONE = one("digest"), "SELECT person_id FROM phone_lookup WHERE digest = $1 ORDER BY person_id LIMIT 50";
    MOVE_ID = one("digest"), "UPDATE id_lookup SET person_id = $3 WHERE digest = $1 AND person_id = $2";
    DELETE_PHONE = one("digest"), "DELETE FROM phone_lookup WHERE digest = $1 AND person_id = $2";
    DELETE_ID = one("digest"), "DELETE FROM id_lookup WHERE digest = $1 AND person_id = $2";
}

/// The person with this document, under any of the valid digests.
pub fn person_by_document(tx: &mut Tx<'_>, digests: &[Digest]) -> DbResult<Option<Id>> {
    for d in digests {
        if let Some(id) = tx.query_one(&FIND_ID, params![d], |r| r.get(0))? {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

/// The people with these documents; digests without a person are not in the answer.
pub fn people_by_documents(tx: &mut Tx<'_>, digests: &[Digest]) -> DbResult<HashMap<Digest, Id>> {
    let mut found = HashMap::with_capacity(digests.len());
    for part in digests.chunks(SIZES[3]) {
        let (sql, size) = with_list(
            "people_by_documents",
            "SELECT digest, person_id FROM id_lookup WHERE digest IN",
            part.len(),
            "",
        );
        let Some(last) = part.last() else { continue };
        let args: Vec<Val<'_>> =
            part.iter().chain(std::iter::repeat(last)).take(size).map(Val::from).collect();
        tx.for_each(&sql, &args, |r| {
            let digest: Vec<u8> = r.get(0)?;
            if let Ok(digest) = Digest::try_from(digest.as_slice()) {
                found.insert(digest, r.get(1)?);
            }
            Ok(())
        })?;
    }
    Ok(found)
}

/// The people who gave this phone; at most 50.
pub fn people_by_phone(tx: &mut Tx<'_>, digests: &[Digest]) -> DbResult<Vec<Id>> {
    let mut found = Vec::new();
    for d in digests {
        found.extend(tx.query(&FIND_PHONE, params![d], |r| r.get::<Id>(0))?);
    }
    found.sort();
    found.dedup();
    Ok(found)
}

/// How many people gave each of these phones.
pub fn phone_counts(tx: &mut Tx<'_>, digests: &[Digest]) -> DbResult<HashMap<Digest, i64>> {
    let mut found = HashMap::new();
    for part in digests.chunks(SIZES[3]) {
        let Some(last) = part.last() else { continue };
        let head = "SELECT digest, count(*) FROM phone_lookup WHERE digest IN";
        let (sql, size) = with_list("phone_counts", head, part.len(), "GROUP BY digest");
        let args: Vec<Val<'_>> =
            part.iter().chain(std::iter::repeat(last)).take(size).map(Val::from).collect();
        tx.for_each(&sql, &args, |r| {
            let digest: Vec<u8> = r.get(0)?;
            if let Ok(digest) = Digest::try_from(digest.as_slice()) {
                found.insert(digest, r.get(1)?);
            }
            Ok(())
        })?;
    }
    Ok(found)
}

/// Binds documents to people.
///
/// # Errors
/// [`store::DbError::Conflict`] if one of them belongs to somebody already.
pub fn insert_documents(tx: &mut Tx<'_>, rows: &mut [(Digest, Id)]) -> DbResult<()> {
    // In key order the pages of the random-key index are touched once each.
    rows.sort();
    let rows: Vec<_> = rows.iter().map(|(d, p)| vec![Val::from(d), Val::from(*p)]).collect();
    tx.insert_many(&INSERT_ID, &rows).map(drop)
}

/// Binds phones to people; doing it twice is harmless.
pub fn insert_phones(tx: &mut Tx<'_>, rows: &mut [(Digest, Id)]) -> DbResult<()> {
    rows.sort();
    let rows: Vec<_> = rows.iter().map(|(d, p)| vec![Val::from(d), Val::from(*p)]).collect();
    tx.insert_many(&INSERT_PHONE, &rows).map(drop)
}

/// Releases a phone from a person.
pub fn delete_phone(tx: &mut Tx<'_>, digests: &[Digest], person: Id) -> DbResult<()> {
    digests.iter().try_for_each(|d| tx.execute(&DELETE_PHONE, params![d, person]).map(drop))
}

/// Releases a document from a person (undo of an import, erasure).
pub fn delete_document(tx: &mut Tx<'_>, digest: &[u8], person: Id) -> DbResult<()> {
    tx.execute(&DELETE_ID, params![digest, person]).map(drop)
}

/// Lets documents be another person's.
pub fn move_documents(tx: &mut Tx<'_>, digests: &[Digest], from: Id, to: Id) -> DbResult<()> {
    digests.iter().try_for_each(|d| tx.execute(&MOVE_ID, params![d, from, to]).map(drop))
}
