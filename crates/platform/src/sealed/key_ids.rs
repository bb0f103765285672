//! Which keys the data needs, kept with the data: the wrong ring is refused at the door, not at the first member.

use store::{DbResult, Tx, params};

use super::keyring::Keyring;

store::statements! {
    ALL = reference, "SELECT id FROM key_id ORDER BY id";
    PUT = reference, "INSERT INTO key_id (id, since) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING";
    FORGET = reference, "DELETE FROM key_id WHERE id = $1";
}

/// The ids of keys that the data needs and the ring has not.
///
/// # Errors
/// Any [`store::DbError`].
pub fn missing_key_ids(tx: &mut Tx<'_>, keys: &Keyring) -> DbResult<Vec<String>> {
    let ours = keys.key_ids();
    let needed: Vec<String> = tx.query(&ALL, &[], |r| r.get(0))?;
    Ok(needed.into_iter().filter(|id| !ours.contains(id)).collect())
}

/// Notes the keys of the ring; the ids of keys that the data needs and the ring has not.
///
/// # Errors
/// Any [`store::DbError`].
pub fn check_key_ids(tx: &mut Tx<'_>, keys: &Keyring) -> DbResult<Vec<String>> {
    let (ours, now) = (keys.key_ids(), tx.now());
    let needed: Vec<String> = tx.query(&ALL, &[], |r| r.get(0))?;
    let missing: Vec<String> = needed.iter().filter(|id| !ours.contains(id)).cloned().collect();
    if missing.is_empty() {
        for id in ours.iter().filter(|id| !needed.contains(id)) {
            tx.execute(&PUT, params![id.as_str(), now])?;
        }
    }
    Ok(missing)
}

/// Forgets keys that are about to be retired. Before the file: a crash in between leaves a key too many, never one too
/// few.
///
/// # Errors
/// Any [`store::DbError`].
pub fn forget_key_ids(tx: &mut Tx<'_>, keep: &[String]) -> DbResult<()> {
    let all: Vec<String> = tx.query(&ALL, &[], |r| r.get(0))?;
    all.iter()
        .filter(|id| !keep.contains(id))
        .try_for_each(|id| tx.execute(&FORGET, params![id.as_str()]).map(drop))
}
