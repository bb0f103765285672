//! Who was given a token, and when a quiz was begun. Nothing here stands in a row of an anonymous answer.

use kernel::{Id, Timestamp};
use store::{DbResult, Tx, params};

store::statements! {
    INSERT = one("person_id"),
        "INSERT INTO survey_issue (person_id, survey_id, blinded, day) VALUES ($1, $2, $3, $4)
         ON CONFLICT (person_id, survey_id) DO NOTHING";
    BLINDED = one("person_id"), "SELECT blinded FROM survey_issue WHERE person_id = $1 AND survey_id = $2";
    OF_PERSON = one("person_id"), "SELECT survey_id FROM survey_issue WHERE person_id = $1 ORDER BY survey_id DESC LIMIT 200";
    BEGIN = one("person_id"),
        "INSERT INTO survey_start (person_id, survey_id, started_at) VALUES ($1, $2, $3)
         ON CONFLICT (person_id, survey_id) DO NOTHING";
    BEGUN = one("person_id"), "SELECT started_at FROM survey_start WHERE person_id = $1 AND survey_id = $2";
}

/// What became of a wish for a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Issued {
    /// The first one.
    First,
    /// The same message again.
    Again,
    /// Another message than the first time.
    Other,
}

/// Notes that a person is given a token for the blinded message with this digest.
///
/// # Errors
/// Any [`store::DbError`].
pub fn issue(tx: &mut Tx<'_>, person: Id, survey: Id, blinded: &[u8]) -> DbResult<Issued> {
    let today = tx.today();
    if tx.execute(&INSERT, params![person, survey, blinded, today])? == 1 {
        return Ok(Issued::First);
    }
    let before = digest(tx, person, survey)?;
    Ok(if before.as_deref() == Some(blinded) { Issued::Again } else { Issued::Other })
}

/// The digest that a person's token was issued for.
///
/// # Errors
/// Any [`store::DbError`].
pub fn digest(tx: &mut Tx<'_>, person: Id, survey: Id) -> DbResult<Option<Vec<u8>>> {
    tx.query_one(&BLINDED, params![person, survey], |r| r.get(0))
}

/// Surveys that a person was given a token for, newest first; at most 200.
///
/// # Errors
/// Any [`store::DbError`].
pub fn of_person(tx: &mut Tx<'_>, person: Id) -> DbResult<Vec<Id>> {
    tx.query(&OF_PERSON, params![person], |r| r.get(0))
}

/// Begins a quiz, once; when it was begun.
///
/// # Errors
/// Any [`store::DbError`].
pub fn begin(tx: &mut Tx<'_>, person: Id, survey: Id) -> DbResult<Timestamp> {
    let now = tx.now();
    tx.execute(&BEGIN, params![person, survey, now])?;
    Ok(begun(tx, person, survey)?.unwrap_or(now))
}

/// When a person began a quiz.
///
/// # Errors
/// Any [`store::DbError`].
pub fn begun(tx: &mut Tx<'_>, person: Id, survey: Id) -> DbResult<Option<Timestamp>> {
    tx.query_one(&BEGUN, params![person, survey], |r| r.get(0))
}
