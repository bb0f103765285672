//! Versions of procedures.

use guard::Actor;
use kernel::{Day, Id, Timestamp};
use serde::Serialize;
use store::{DbError, DbResult, Row, Tx, params};

use crate::cases::procedure::Procedure;
use crate::parameters::State;

store::statements! {
    KINDS = reference, "SELECT DISTINCT kind FROM case_procedure";
    APPROVED = reference,
        "SELECT kind, version, title, valid_from, definition, state, reason, proposed_by, proposed_by_name, proposed_at,
           decided_by, decided_by_name, decided_at, decision_note FROM case_procedure WHERE state = 'approved'
         ORDER BY kind, version";
    STANDING = reference,
        "SELECT kind, version, title, valid_from, definition, state, reason, proposed_by, proposed_by_name, proposed_at,
           decided_by, decided_by_name, decided_at, decision_note FROM case_procedure
         WHERE state IN ('approved', 'open') ORDER BY kind, version";
    OF_KIND = reference,
        "SELECT kind, version, title, valid_from, definition, state, reason, proposed_by, proposed_by_name, proposed_at,
           decided_by, decided_by_name, decided_at, decision_note FROM case_procedure WHERE kind = $1
         ORDER BY version DESC";
    NEWEST = reference, "SELECT max(version) FROM case_procedure WHERE kind = $1";
    WAIT = reference,
        "INSERT INTO case_procedure_pending (kind, version) VALUES ($1, $2) ON CONFLICT (kind) DO NOTHING";
    DONE_WAITING = reference, "DELETE FROM case_procedure_pending WHERE kind = $1 AND version = $2";
    INSERT = reference,
        "INSERT INTO case_procedure (kind, version, title, valid_from, definition, state, reason, proposed_by,
           proposed_by_name, proposed_at, decided_by, decided_by_name, decided_at, decision_note)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, '', 0, '')";
    DECIDE = reference,
        "UPDATE case_procedure SET state = $3, decided_by = $4, decided_by_name = $5, decided_at = $6, decision_note = $7
         WHERE kind = $1 AND version = $2 AND state = 'open' AND proposed_by <> $4";
    WITHDRAW = reference,
        "UPDATE case_procedure SET state = 'withdrawn', decided_by = $3, decided_by_name = $4, decided_at = $5
         WHERE kind = $1 AND version = $2 AND state = 'open' AND proposed_by = $3";
}

/// A version of a procedure with who proposed and who decided it.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = ProcedureVersion)]
pub struct Version {
    /// Kind of case.
    pub kind: String,
    /// Rises with each proposal of the kind.
    pub version: i64,
    /// Name of the kind.
    pub title: String,
    /// First day on which cases begin with it.
    pub valid_from: Day,
    /// The procedure.
    pub definition: Procedure,
    /// Where it stands.
    pub state: State,
    /// Why it was proposed; empty for shipped ones.
    pub reason: String,
    /// Account that proposed it; 0 for shipped ones.
    pub proposed_by: Id,
    /// Its holder.
    pub proposed_by_name: String,
    /// When.
    pub proposed_at: Timestamp,
    /// Account that decided; 0 while it waits, and for shipped ones.
    pub decided_by: Id,
    /// Its holder.
    pub decided_by_name: String,
    /// When.
    pub decided_at: Timestamp,
    /// What was said with the decision.
    pub decision_note: String,
}

fn version(row: &Row) -> DbResult<Version> {
    let mut r = row.reader();
    let (kind, number): (String, i64) = (r.next()?, r.next()?);
    let odd = |what: String| DbError::Inconsistent(format!("case_procedure {kind} {number}: {what}"));
    Ok(Version {
        title: r.next()?,
        valid_from: r.next()?,
        definition: serde_json::from_str(&r.next::<String>()?).map_err(|e| odd(e.to_string()))?,
        state: State::parse(&r.next::<String>()?).ok_or_else(|| odd("state".into()))?,
        reason: r.next()?,
        proposed_by: r.next()?,
        proposed_by_name: r.next()?,
        proposed_at: r.next()?,
        decided_by: r.next()?,
        decided_by_name: r.next()?,
        decided_at: r.next()?,
        decision_note: r.next()?,
        version: number,
        kind,
    })
}

/// Kinds that have a procedure of whatever state.
pub fn kinds(tx: &mut Tx<'_>) -> DbResult<Vec<String>> {
    tx.query(&KINDS, &[], |r| r.get(0))
}

/// Approved versions, oldest first.
///
/// # Errors
/// Any [`DbError`].
pub fn approved(tx: &mut Tx<'_>) -> DbResult<Vec<Version>> {
    tx.query(&APPROVED, &[], version)
}

/// Approved and proposed versions of all kinds, oldest first.
///
/// # Errors
/// Any [`DbError`].
pub fn standing(tx: &mut Tx<'_>) -> DbResult<Vec<Version>> {
    tx.query(&STANDING, &[], version)
}

/// All versions of a kind, newest first.
///
/// # Errors
/// Any [`DbError`].
pub fn of_kind(tx: &mut Tx<'_>, kind: &str) -> DbResult<Vec<Version>> {
    tx.query(&OF_KIND, params![kind], version)
}

fn text(p: &Procedure) -> DbResult<String> {
    serde_json::to_string(p).map_err(|e| DbError::Driver(e.to_string()))
}

/// Stores a shipped procedure as the first version of its kind.
pub fn insert_shipped(tx: &mut Tx<'_>, p: &Procedure, valid_from: Day) -> DbResult<()> {
    let now = tx.now();
    let row = params![&p.kind, 1_i64, &p.title, valid_from, text(p)?, "approved", "", 0_i64, "", now];
    tx.execute(&INSERT, row).map(drop)
}

/// Stores a proposal and gives its version; none if another one of the kind waits.
pub fn insert(
    tx: &mut Tx<'_>,
    p: &Procedure,
    valid_from: Day,
    reason: &str,
    by: &Actor,
) -> DbResult<Option<i64>> {
    let newest = tx.query_one(&NEWEST, params![&p.kind], |r| r.get::<Option<i64>>(0))?.flatten();
    let (next, now) = (newest.unwrap_or(0) + 1, tx.now());
    if tx.execute(&WAIT, params![&p.kind, next])? == 0 {
        return Ok(None);
    }
    let row = params![&p.kind, next, &p.title, valid_from, text(p)?, "open", reason, by.id(), by.name(), now];
    tx.execute(&INSERT, row)?;
    Ok(Some(next))
}

/// Decides, unless the proposal is the actor's own or is decided.
pub fn decide(tx: &mut Tx<'_>, kind: &str, n: i64, state: &str, by: &Actor, note: &str) -> DbResult<bool> {
    let now = tx.now();
    if tx.execute(&DECIDE, params![kind, n, state, by.id(), by.name(), now, note])? == 0 {
        return Ok(false);
    }
    tx.execute(&DONE_WAITING, params![kind, n])?;
    Ok(true)
}

/// Takes the own proposal back; `false` if it is another's or decided.
pub fn withdraw(tx: &mut Tx<'_>, kind: &str, n: i64, by: &Actor) -> DbResult<bool> {
    let now = tx.now();
    if tx.execute(&WITHDRAW, params![kind, n, by.id(), by.name(), now])? == 0 {
        return Ok(false);
    }
    tx.execute(&DONE_WAITING, params![kind, n])?;
    Ok(true)
}
