//! Who signed up for a reception day; name, phone and topic stand in [`platform::contacts`].

use kernel::Id;
use store::{DbError, DbResult, Row, Tx, params};

use crate::model::reception::{Outcome, SignUp, SignUpState};

store::statements! {
    OF_RECEPTION = one("reception_id"),
        "SELECT id, reception_id, seat, state, outcome, case_id, answer, by_name, signed_at, version
         FROM reception_sign_up WHERE reception_id = $1 ORDER BY id";
    BY_ID = one("reception_id"),
        "SELECT id, reception_id, seat, state, outcome, case_id, answer, by_name, signed_at, version
         FROM reception_sign_up WHERE reception_id = $1 AND id = $2";
    SEATS = one("reception_id"), "SELECT seat FROM reception_sign_up WHERE reception_id = $1 AND seat >= 0";
    WAITING = one("reception_id"),
        "SELECT id, reception_id, seat, state, outcome, case_id, answer, by_name, signed_at, version
         FROM reception_sign_up WHERE reception_id = $1 AND state = 'waiting' ORDER BY id LIMIT 1";
    COUNTS = one("reception_id"),
        "SELECT state, count(*) FROM reception_sign_up WHERE reception_id = $1 GROUP BY state";
    INSERT = one("reception_id"),
        "INSERT INTO reception_sign_up (reception_id, id, seat, state, outcome, case_id, answer, by_name, signed_at, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)";
    UPDATE = one("reception_id"),
        "UPDATE reception_sign_up SET version = version + 1, seat = $4, state = $5, outcome = $6, case_id = $7, answer = $8
         WHERE reception_id = $1 AND id = $2 AND version = $3";
}

fn sign_up(row: &Row) -> DbResult<SignUp> {
    let mut r = row.reader();
    let id: Id = r.next()?;
    let odd = |what: &str| DbError::Inconsistent(format!("sign-up {id}: {what}"));
    Ok(SignUp {
        id,
        reception_id: r.next()?,
        seat: r.next()?,
        state: SignUpState::parse(&r.next::<String>()?).ok_or_else(|| odd("state"))?,
        outcome: Outcome::parse(&r.next::<String>()?).ok_or_else(|| odd("outcome"))?,
        case_id: Some(r.next::<Id>()?).filter(|id| id.0 != 0),
        answer: r.next()?,
        by_name: r.next()?,
        signed_at: r.next()?,
        version: r.next()?,
    })
}

/// Everybody who signed up, in the order of signing up. The caller has found the day within its scope.
///
/// # Errors
/// Any [`DbError`].
pub fn of_reception(tx: &mut Tx<'_>, reception: Id) -> DbResult<Vec<SignUp>> {
    tx.query(&OF_RECEPTION, params![reception], sign_up)
}

/// One sign-up of a day.
///
/// # Errors
/// Any [`DbError`].
pub fn by_id(tx: &mut Tx<'_>, reception: Id, id: Id) -> DbResult<Option<SignUp>> {
    tx.query_one(&BY_ID, params![reception, id], sign_up)
}

/// Seats that somebody has.
///
/// # Errors
/// Any [`DbError`].
pub fn seats(tx: &mut Tx<'_>, reception: Id) -> DbResult<Vec<i64>> {
    tx.query(&SEATS, params![reception], |r| r.get(0))
}

/// Who has waited longest.
///
/// # Errors
/// Any [`DbError`].
pub fn first_waiting(tx: &mut Tx<'_>, reception: Id) -> DbResult<Option<SignUp>> {
    tx.query_one(&WAITING, params![reception], sign_up)
}

/// How many sign-ups have a seat (or had one on the day), and how many wait.
///
/// # Errors
/// Any [`DbError`].
pub fn counts(tx: &mut Tx<'_>, reception: Id) -> DbResult<(i64, i64)> {
    use SignUpState::{Booked, Came, Missed, Waiting};
    let all: Vec<(String, i64)> = tx.query(&COUNTS, params![reception], |r| Ok((r.get(0)?, r.get(1)?)))?;
    let of = |states: &[SignUpState]| -> i64 {
        all.iter().filter(|(s, _)| states.iter().any(|w| w.code() == s)).map(|(_, n)| n).sum()
    };
    Ok((of(&[Booked, Came, Missed]), of(&[Waiting])))
}

/// Keeps a new sign-up.
///
/// # Errors
/// Any [`DbError`].
pub fn insert(tx: &mut Tx<'_>, s: &SignUp) -> DbResult<()> {
    let args = params![
        s.reception_id,
        s.id,
        s.seat,
        s.state.code(),
        s.outcome.code(),
        s.case_id.unwrap_or(Id(0)),
        &s.answer,
        &s.by_name,
        s.signed_at
    ];
    tx.execute(&INSERT, args).map(drop)
}

/// Writes a sign-up; `false` if its version is not the present one.
///
/// # Errors
/// Any [`DbError`].
pub fn update(tx: &mut Tx<'_>, s: &SignUp) -> DbResult<bool> {
    let args = params![
        s.reception_id,
        s.id,
        s.version,
        s.seat,
        s.state.code(),
        s.outcome.code(),
        s.case_id.unwrap_or(Id(0)),
        &s.answer
    ];
    Ok(tx.execute(&UPDATE, args)? == 1)
}
