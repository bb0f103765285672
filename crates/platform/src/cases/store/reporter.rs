//! Who told a case: sealed, found again by a keyed digest of the person or the phone.

use kernel::Id;
use serde::{Deserialize, Serialize};
use store::{DbError, DbResult, Tx, params};

use crate::App;
use crate::sealed::{Keyring, SealedTable, Step, Walk};

store::statements! {
    PUT = one("case_id"), "INSERT INTO case_reporter (case_id, sealed) VALUES ($1, $2)";
    GET = one("case_id"), "SELECT sealed FROM case_reporter WHERE case_id = $1";
    POINT = one("digest"),
        "INSERT INTO case_reporter_lookup (digest, case_id) VALUES ($1, $2) ON CONFLICT (digest, case_id) DO NOTHING";
    OWN = one("digest"),
        "SELECT case_id FROM case_reporter_lookup WHERE digest = $1 AND case_id < $2 ORDER BY case_id DESC LIMIT $3";
    IS_OWN = one("digest"), "SELECT case_id FROM case_reporter_lookup WHERE digest = $1 AND case_id = $2";
    DROP = one("case_id"), "DELETE FROM case_reporter WHERE case_id = $1";
    UNPOINT = one("digest"), "DELETE FROM case_reporter_lookup WHERE digest = $1 AND case_id = $2";
    AFTER = fan_out("renewal of keys"),
        "SELECT case_id, sealed FROM case_reporter WHERE case_id > $1 ORDER BY case_id LIMIT $2";
    RENEW = one("case_id"), "UPDATE case_reporter SET sealed = $2 WHERE case_id = $1";
}

/// Who told it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = CaseReporter)]
pub struct Reporter {
    /// Name.
    pub name: String,
    /// Phone; empty if none was given.
    pub phone: String,
    /// Member; 0 if the person is not known by the register.
    pub person_id: Id,
}

/// The column that depends on the keys. The digests do not: they are made with a key that no rotation changes.
pub const SEALED: SealedTable =
    SealedTable { name: "case_reporter", columns: &["case_reporter.sealed"], renew };

fn context(case: Id) -> String {
    format!("case_reporter:{case}")
}

fn short(stamp: [u8; 32]) -> Vec<u8> {
    stamp[..16].to_vec()
}

/// Digest by which a member's own cases are found.
pub fn of_person(keys: &Keyring, person: Id) -> Vec<u8> {
    short(keys.stamp("case-person", &[&person.0.to_be_bytes()]))
}

/// Digest by which the cases of a phone are found.
pub fn of_phone(keys: &Keyring, phone: &str) -> Vec<u8> {
    short(keys.stamp("case-phone", &[phone.as_bytes()]))
}

/// Seals who told a case, and makes it findable for that person; by phone only if the reporter is `named`.
///
/// # Errors
/// Any [`DbError`].
pub fn put(tx: &mut Tx<'_>, keys: &Keyring, case: Id, r: &Reporter, named: bool) -> DbResult<()> {
    let plain = serde_json::to_string(r).map_err(|e| DbError::Driver(e.to_string()))?;
    tx.execute(&PUT, params![case, keys.seal(&plain, &context(case))])?;
    if r.person_id.0 != 0 {
        tx.execute(&POINT, params![of_person(keys, r.person_id), case])?;
    }
    if named && !r.phone.is_empty() {
        tx.execute(&POINT, params![of_phone(keys, &r.phone), case])?;
    }
    Ok(())
}

/// Who told a case; none if nobody knows.
///
/// # Errors
/// [`DbError::Inconsistent`] if it cannot be opened.
pub fn get(tx: &mut Tx<'_>, keys: &Keyring, case: Id) -> DbResult<Option<Reporter>> {
    let sealed = tx.query_one(&GET, params![case], |r| r.get::<Vec<u8>>(0))?;
    let odd = |e: &dyn std::fmt::Display| DbError::Inconsistent(format!("reporter of {case}: {e}"));
    sealed
        .map(|s| {
            let plain = keys.open(&s, &context(case)).map_err(|e| odd(&e))?;
            serde_json::from_str(&plain).map_err(|e| odd(&e))
        })
        .transpose()
}

/// Cases found by a digest, newest first, before one.
///
/// # Errors
/// Any [`DbError`].
pub fn cases_of(tx: &mut Tx<'_>, digest: &[u8], before: Option<Id>, limit: i64) -> DbResult<Vec<Id>> {
    let before = before.unwrap_or(Id(i64::MAX));
    tx.query(&OWN, params![digest, before, limit], |r| r.get(0))
}

/// Whether a case is found by a digest.
///
/// # Errors
/// Any [`DbError`].
pub fn is_of(tx: &mut Tx<'_>, digest: &[u8], case: Id) -> DbResult<bool> {
    Ok(tx.query_one(&IS_OWN, params![digest, case], |r| r.get::<Id>(0))?.is_some())
}

/// Takes a person out of all cases that the person told, whatever way; how many. What was said stays.
///
/// # Errors
/// Any [`DbError`].
pub fn forget(tx: &mut Tx<'_>, keys: &Keyring, person: Id) -> DbResult<usize> {
    let digest = of_person(keys, person);
    let all = cases_of(tx, &digest, None, i64::MAX)?;
    for case in &all {
        if let Some(phone) = get(tx, keys, *case)?.map(|r| r.phone).filter(|p| !p.is_empty()) {
            tx.execute(&UNPOINT, params![of_phone(keys, &phone), *case])?;
        }
        tx.execute(&UNPOINT, params![&digest, *case])?;
        tx.execute(&DROP, params![*case])?;
        super::case::forget_reporter(tx, *case, person)?;
    }
    Ok(all.len())
}

fn renew(tx: &mut Tx<'_>, app: &App, walk: &Walk<'_>) -> DbResult<Step> {
    let (keys, after) = (app.keyring(), walk.after.parse().unwrap_or(0_i64));
    let rows: Vec<(Id, Vec<u8>)> =
        tx.query(&AFTER, params![after, walk.limit], |r| Ok((r.get(0)?, r.get(1)?)))?;
    let mut step = Step::default();
    for (id, sealed) in rows.iter().filter(|(_, sealed)| !keys.is_current(sealed)) {
        let plain = keys.open(sealed, &context(*id));
        let plain = plain.map_err(|e| DbError::Inconsistent(format!("reporter of {id}: {e}")))?;
        step.renewed += i64::try_from(tx.execute(&RENEW, params![*id, keys.seal(&plain, &context(*id))])?)
            .unwrap_or_default();
    }
    step.next = rows.last().filter(|_| rows.len() as i64 == walk.limit).map(|(id, _)| id.to_string());
    Ok(step)
}
