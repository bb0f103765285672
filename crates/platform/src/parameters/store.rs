//! SQL of parameters.

use guard::Actor;
use kernel::{Day, Id, Timestamp};
use serde::{Deserialize, Serialize};
use store::{DbResult, Insert, Kind, Row, Tx, Val, params};

use super::lookup::{InForce, Parameters};
use super::shipped::{definition, definitions};
use super::value::Value;

static FIRST: Insert = Insert::new(
    "parameter_value",
    &[
        ("id", Kind::Int),
        ("code", Kind::Text),
        ("area", Kind::Text),
        ("value", Kind::Text),
        ("valid_from", Kind::Int),
        ("valid_to", Kind::Int),
        ("source", Kind::Text),
        ("mark", Kind::Text),
        ("state", Kind::Text),
        ("reason", Kind::Text),
        ("proposed_by", Kind::Int),
        ("proposed_by_name", Kind::Text),
        ("proposed_at", Kind::Int),
        ("decided_by", Kind::Int),
        ("decided_by_name", Kind::Text),
        ("decided_at", Kind::Int),
        ("decision_note", Kind::Text),
    ],
    "",
);

store::statements! {
    CODES = reference, "SELECT DISTINCT code FROM parameter_value";
    APPROVED = reference,
        "SELECT code, id, area, valid_from, valid_to, value, decided_at FROM parameter_value WHERE state = 'approved'";
    INSERT = reference,
        "INSERT INTO parameter_value (id, code, area, value, valid_from, valid_to, source, mark, state, reason,
           proposed_by, proposed_by_name, proposed_at, decided_by, decided_by_name, decided_at, decision_note)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'open', $9, $10, $11, $12, 0, '', 0, '')";
    WAIT = reference,
        "INSERT INTO parameter_pending (code, area, value_id) VALUES ($1, $2, $3) ON CONFLICT (code, area) DO NOTHING";
    ROW = reference,
        "SELECT id, code, area, value, valid_from, valid_to, source, mark, state, reason, proposed_by,
           proposed_by_name, proposed_at, decided_by, decided_by_name, decided_at, decision_note
         FROM parameter_value WHERE id = $1";
    HISTORY = reference,
        "SELECT id, code, area, value, valid_from, valid_to, source, mark, state, reason, proposed_by,
           proposed_by_name, proposed_at, decided_by, decided_by_name, decided_at, decision_note
         FROM parameter_value WHERE code = $1 ORDER BY proposed_at DESC, id DESC LIMIT 500";
    STANDING = reference,
        "SELECT id, code, area, value, valid_from, valid_to, source, mark, state, reason, proposed_by,
           proposed_by_name, proposed_at, decided_by, decided_by_name, decided_at, decision_note
         FROM parameter_value WHERE state IN ('approved', 'open') AND valid_to >= $1 ORDER BY id";
    APPROVE = reference,
        "UPDATE parameter_value SET state = 'approved', decided_by = $2, decided_by_name = $3, decided_at = $4,
           decision_note = $5
         WHERE id = $1 AND state = 'open' AND proposed_by <> $2 AND valid_from >= $6";
    REJECT = reference,
        "UPDATE parameter_value SET state = 'rejected', decided_by = $2, decided_by_name = $3, decided_at = $4,
           decision_note = $5
         WHERE id = $1 AND state = 'open' AND proposed_by <> $2";
    WITHDRAW = reference,
        "UPDATE parameter_value SET state = 'withdrawn', decided_by = $2, decided_by_name = $3, decided_at = $4,
           decision_note = $5
         WHERE id = $1 AND state = 'open' AND proposed_by = $2";
    DONE_WAITING = reference, "DELETE FROM parameter_pending WHERE value_id = $1";
}

/// Where a value stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ProposalState)]
pub enum State {
    /// Waits for a second person.
    Open,
    /// In force from its first day on.
    Approved,
    /// Turned down.
    Rejected,
    /// Taken back by who proposed it.
    Withdrawn,
}

impl State {
    /// From the stored word.
    pub fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "open" => Self::Open,
            "approved" => Self::Approved,
            "rejected" => Self::Rejected,
            "withdrawn" => Self::Withdrawn,
            _ => return None,
        })
    }
}

/// A value with who proposed and who decided it.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = ParameterValue)]
pub struct ValueRow {
    /// Row.
    pub id: Id,
    /// Parameter.
    pub code: String,
    /// Division code, or empty for everywhere.
    pub area: String,
    /// The value as it is stored.
    pub value: String,
    /// First day.
    pub valid_from: Day,
    /// Last day; 9999-12-31 until further notice.
    pub valid_to: Day,
    /// Where it comes from.
    pub source: String,
    /// How sure we are: begins with `V` if it was read in the source.
    pub mark: String,
    /// Where it stands.
    pub state: State,
    /// Why it was proposed; empty for first values.
    pub reason: String,
    /// Account that proposed it; 0 for first values.
    pub proposed_by: Id,
    /// Its holder.
    pub proposed_by_name: String,
    /// When.
    pub proposed_at: Timestamp,
    /// Account that decided; 0 while it waits, and for first values.
    pub decided_by: Id,
    /// Its holder.
    pub decided_by_name: String,
    /// When.
    pub decided_at: Timestamp,
    /// What was said with the decision.
    pub decision_note: String,
}

fn value_row(row: &Row) -> DbResult<ValueRow> {
    let mut r = row.reader();
    Ok(ValueRow {
        id: r.next()?,
        code: r.next()?,
        area: r.next()?,
        value: r.next()?,
        valid_from: r.next()?,
        valid_to: r.next()?,
        source: r.next()?,
        mark: r.next()?,
        state: State::parse(&r.next::<String>()?)
            .ok_or_else(|| store::DbError::Inconsistent("parameter_value.state".into()))?,
        reason: r.next()?,
        proposed_by: r.next()?,
        proposed_by_name: r.next()?,
        proposed_at: r.next()?,
        decided_by: r.next()?,
        decided_by_name: r.next()?,
        decided_at: r.next()?,
        decision_note: r.next()?,
    })
}

/// Adds the first values of parameters that the database does not know; how many.
pub(crate) fn load(tx: &mut Tx<'_>) -> DbResult<usize> {
    let known = tx.query(&CODES, &[], |r| r.get::<String>(0))?;
    let mut rows = Vec::new();
    for d in definitions().iter().filter(|d| !known.contains(&d.code)) {
        rows.push(vec![
            Val::from(tx.new_id()),
            Val::from(d.code.as_str()),
            Val::from(d.area.as_str()),
            Val::from(d.value.as_str()),
            Val::from(d.valid_from),
            Val::from(Day::OPEN),
            Val::from(d.source.as_str()),
            Val::from(d.mark.as_str()),
            Val::from("approved"),
            Val::from(""),
            Val::from(0_i64),
            Val::from(""),
            Val::from(tx.now()),
            Val::from(0_i64),
            Val::from(""),
            Val::from(0_i64),
            Val::from(""),
        ]);
    }
    tx.insert_many(&FIRST, &rows)?;
    Ok(rows.len())
}

/// All approved values, ready for look-up. A row that this program cannot read any more is left out and told.
pub(crate) fn read(tx: &mut Tx<'_>) -> DbResult<Parameters> {
    let mut all = Vec::new();
    tx.for_each(&APPROVED, &[], |row| {
        let mut r = row.reader();
        let (code, id): (String, Id) = (r.next()?, r.next()?);
        let (area, valid_from, valid_to, text) = (r.next()?, r.next()?, r.next()?, r.next::<String>()?);
        let decided_at = r.next()?;
        let known = definition(&code).and_then(|d| Some((d, Value::parse(d.kind, &text)?)));
        match known {
            Some((d, value)) => {
                all.push((d.code.as_str(), InForce { id, area, valid_from, valid_to, value, decided_at }));
            }
            None => tracing::warn!(code, row = %id, "a parameter's value is not understood"),
        }
        Ok(())
    })?;
    Ok(Parameters::new(all))
}

/// Stores a proposal; `false` if another one for the same parameter and area waits.
pub(super) fn insert(tx: &mut Tx<'_>, v: &ValueRow) -> DbResult<bool> {
    if tx.execute(&WAIT, params![&v.code, &v.area, v.id])? == 0 {
        return Ok(false);
    }
    tx.execute(
        &INSERT,
        params![
            v.id,
            &v.code,
            &v.area,
            &v.value,
            v.valid_from,
            v.valid_to,
            &v.source,
            &v.mark,
            &v.reason,
            v.proposed_by,
            &v.proposed_by_name,
            v.proposed_at
        ],
    )?;
    Ok(true)
}

/// One value.
pub(super) fn find(tx: &mut Tx<'_>, id: Id) -> DbResult<Option<ValueRow>> {
    tx.query_one(&ROW, params![id], value_row)
}

/// All values of a parameter, newest first, at most 500.
///
/// # Errors
/// Any [`store::DbError`].
pub fn history(tx: &mut Tx<'_>, code: &str) -> DbResult<Vec<ValueRow>> {
    tx.query(&HISTORY, params![code], value_row)
}

/// Values that are approved and not over, and proposals that wait; oldest first.
///
/// # Errors
/// Any [`store::DbError`].
pub fn present_and_open(tx: &mut Tx<'_>) -> DbResult<Vec<ValueRow>> {
    let today = tx.today();
    tx.query(&STANDING, params![today], value_row)
}

fn waits_no_more(tx: &mut Tx<'_>, id: Id, decided: bool) -> DbResult<bool> {
    if decided {
        tx.execute(&DONE_WAITING, params![id])?;
    }
    Ok(decided)
}

/// Approves, unless the proposal is the actor's own, is decided, or begins before `today`.
pub(super) fn approve(tx: &mut Tx<'_>, id: Id, by: &Actor, note: &str) -> DbResult<bool> {
    let (now, today) = (tx.now(), tx.today());
    let done = tx.execute(&APPROVE, params![id, by.id(), by.name(), now, note, today])? == 1;
    waits_no_more(tx, id, done)
}

/// Turns down, unless the proposal is the actor's own or is decided.
pub(super) fn reject(tx: &mut Tx<'_>, id: Id, by: &Actor, note: &str) -> DbResult<bool> {
    let now = tx.now();
    let done = tx.execute(&REJECT, params![id, by.id(), by.name(), now, note])? == 1;
    waits_no_more(tx, id, done)
}

/// Takes the actor's own open proposal back.
pub(super) fn withdraw(tx: &mut Tx<'_>, id: Id, by: &Actor) -> DbResult<bool> {
    let now = tx.now();
    let done = tx.execute(&WITHDRAW, params![id, by.id(), by.name(), now, ""])? == 1;
    waits_no_more(tx, id, done)
}
