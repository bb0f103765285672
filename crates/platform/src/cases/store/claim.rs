//! Cases that are shown to everyone, and who has claimed one.

use kernel::{Id, Timestamp};
use serde::{Deserialize, Serialize};
use store::{DbError, DbResult, Tx, params};

use crate::App;
use crate::sealed::{Keyring, SealedTable, Step, Walk};

store::statements! {
    SHOW = one("case_id"),
        "INSERT INTO case_public (case_id, kind, published_at) VALUES ($1, $2, $3) ON CONFLICT (case_id) DO NOTHING";
    HIDE = one("case_id"), "DELETE FROM case_public WHERE case_id = $1";
    SHOWN = one("case_id"), "SELECT published_at FROM case_public WHERE case_id = $1";
    LIST = fan_out("what is shown to everyone"),
        "SELECT case_id, published_at FROM case_public WHERE kind = $1 AND case_id < $2 ORDER BY case_id DESC LIMIT $3";
    TAKE = one("case_id"),
        "INSERT INTO case_claim (case_id, person_id, sealed, claimed_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (case_id) DO NOTHING";
    DROP = one("case_id"), "DELETE FROM case_claim WHERE case_id = $1";
    GET = one("case_id"), "SELECT person_id, sealed, claimed_at FROM case_claim WHERE case_id = $1";
    TOOK = one("person_id"),
        "INSERT INTO case_claim_own (person_id, case_id) VALUES ($1, $2) ON CONFLICT (person_id, case_id) DO NOTHING";
    OWN = one("person_id"), "SELECT case_id FROM case_claim_own WHERE person_id = $1 ORDER BY case_id DESC LIMIT 200";
    FORGET_OWN = one("person_id"), "DELETE FROM case_claim_own WHERE person_id = $1";
    AFTER = fan_out("renewal of keys"),
        "SELECT case_id, sealed FROM case_claim WHERE case_id > $1 ORDER BY case_id LIMIT $2";
    RENEW = one("case_id"), "UPDATE case_claim SET sealed = $2 WHERE case_id = $1";
}

/// The column that depends on the keys.
pub const SEALED: SealedTable = SealedTable { name: "case_claim", columns: &["case_claim.sealed"], renew };

/// Who claims a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claimant {
    /// Member; 0 if it is nobody of the register.
    pub person_id: Id,
    /// Name of the person or organisation.
    pub name: String,
    /// How to reach them; may be empty.
    pub contact: String,
}

/// A claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Who.
    pub who: Claimant,
    /// When.
    pub claimed_at: Timestamp,
}

fn context(case: Id) -> String {
    format!("case_claim:{case}")
}

fn odd(case: Id, e: &dyn std::fmt::Display) -> DbError {
    DbError::Inconsistent(format!("claim of {case}: {e}"))
}

/// Shows a case to everyone.
///
/// # Errors
/// Any [`DbError`].
pub fn show(tx: &mut Tx<'_>, case: Id, kind: &str) -> DbResult<()> {
    let now = tx.now();
    tx.execute(&SHOW, params![case, kind, now]).map(drop)
}

/// Shows it no more.
///
/// # Errors
/// Any [`DbError`].
pub fn hide(tx: &mut Tx<'_>, case: Id) -> DbResult<()> {
    tx.execute(&HIDE, params![case]).map(drop)
}

/// Since when it is shown; none if it is not.
///
/// # Errors
/// Any [`DbError`].
pub fn shown(tx: &mut Tx<'_>, case: Id) -> DbResult<Option<Timestamp>> {
    tx.query_one(&SHOWN, params![case], |r| r.get(0))
}

/// Cases of a kind that are shown, newest first, before one.
///
/// # Errors
/// Any [`DbError`].
pub fn list(tx: &mut Tx<'_>, kind: &str, before: Option<Id>, limit: i64) -> DbResult<Vec<(Id, Timestamp)>> {
    let before = before.unwrap_or(Id(i64::MAX));
    tx.query(&LIST, params![kind, before, limit], |r| Ok((r.get(0)?, r.get(1)?)))
}

/// Claims a case; `false` if somebody has it.
///
/// # Errors
/// Any [`DbError`].
pub fn take(tx: &mut Tx<'_>, keys: &Keyring, case: Id, who: &Claimant) -> DbResult<bool> {
    let plain = serde_json::to_string(who).map_err(|e| DbError::Driver(e.to_string()))?;
    let now = tx.now();
    let sealed = keys.seal(&plain, &context(case));
    if tx.execute(&TAKE, params![case, who.person_id, sealed, now])? == 0 {
        return Ok(false);
    }
    if who.person_id.0 != 0 {
        tx.execute(&TOOK, params![who.person_id, case])?;
    }
    Ok(true)
}

/// Whoever has claimed a case has it no more.
///
/// # Errors
/// Any [`DbError`].
pub fn release(tx: &mut Tx<'_>, case: Id) -> DbResult<()> {
    tx.execute(&DROP, params![case]).map(drop)
}

/// The member who has claimed a case, 0 if it is nobody of the register; none if nobody has.
///
/// # Errors
/// Any [`DbError`].
pub fn by(tx: &mut Tx<'_>, case: Id) -> DbResult<Option<Id>> {
    tx.query_one(&GET, params![case], |r| r.get(0))
}

/// Who has claimed a case.
///
/// # Errors
/// [`DbError::Inconsistent`] if it cannot be opened.
pub fn get(tx: &mut Tx<'_>, keys: &Keyring, case: Id) -> DbResult<Option<Claim>> {
    let found = tx.query_one(&GET, params![case], |r| Ok((r.get::<Vec<u8>>(1)?, r.get(2)?)))?;
    let Some((sealed, claimed_at)) = found else { return Ok(None) };
    let plain = keys.open(&sealed, &context(case)).map_err(|e| odd(case, &e))?;
    let who = serde_json::from_str(&plain).map_err(|e| odd(case, &e))?;
    Ok(Some(Claim { who, claimed_at }))
}

/// Cases that a member has claimed, newest first, at most 200; also those that were given up.
///
/// # Errors
/// Any [`DbError`].
pub fn of_person(tx: &mut Tx<'_>, person: Id) -> DbResult<Vec<Id>> {
    tx.query(&OWN, params![person], |r| r.get(0))
}

/// Takes a person out of all claims.
///
/// # Errors
/// Any [`DbError`].
pub fn forget(tx: &mut Tx<'_>, keys: &Keyring, person: Id) -> DbResult<usize> {
    let all = of_person(tx, person)?;
    for case in &all {
        if by(tx, *case)? == Some(person) {
            // That somebody has claimed it stays: it is on its way.
            release(tx, *case)?;
            let who = Claimant { person_id: Id(0), name: "认领人".to_owned(), contact: String::new() };
            take(tx, keys, *case, &who)?;
        }
        super::case::forget_claimant(tx, *case, person)?;
    }
    tx.execute(&FORGET_OWN, params![person])?;
    Ok(all.len())
}

fn renew(tx: &mut Tx<'_>, app: &App, walk: &Walk<'_>) -> DbResult<Step> {
    let (keys, after) = (app.keyring(), walk.after.parse().unwrap_or(0_i64));
    let rows: Vec<(Id, Vec<u8>)> =
        tx.query(&AFTER, params![after, walk.limit], |r| Ok((r.get(0)?, r.get(1)?)))?;
    let mut step = Step::default();
    for (id, sealed) in rows.iter().filter(|(_, sealed)| !keys.is_current(sealed)) {
        let plain = keys.open(sealed, &context(*id)).map_err(|e| odd(*id, &e))?;
        step.renewed += i64::try_from(tx.execute(&RENEW, params![*id, keys.seal(&plain, &context(*id))])?)
            .unwrap_or_default();
    }
    step.next = rows.last().filter(|_| rows.len() as i64 == walk.limit).map(|(id, _)| id.to_string());
    Ok(step)
}
