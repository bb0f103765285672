//! The numbers of members' codes.

use kernel::{Id, Timestamp};
use store::{DbResult, Tx, params};

store::statements! {
    OF_PERSON = one("person_id"), "SELECT number FROM benefit_member WHERE person_id = $1";
    OF_NUMBER = one("number"), "SELECT person_id FROM benefit_member_number WHERE number = $1";
    ADD = one("person_id"), "INSERT INTO benefit_member (person_id, number, made_at) VALUES ($1, $2, $3)";
    ADD_NUMBER = one("number"), "INSERT INTO benefit_member_number (number, person_id) VALUES ($1, $2)";
}

/// The number of a person, if the person ever opened the code.
///
/// # Errors
/// Any [`store::DbError`].
pub fn of_person(tx: &mut Tx<'_>, person: Id) -> DbResult<Option<String>> {
    tx.query_one(&OF_PERSON, params![person], |r| r.get(0))
}

/// Whom a number leads to.
///
/// # Errors
/// Any [`store::DbError`].
pub fn person(tx: &mut Tx<'_>, number: &str) -> DbResult<Option<Id>> {
    tx.query_one(&OF_NUMBER, params![number], |r| r.get(0))
}

/// Gives a person a number.
///
/// # Errors
/// [`store::DbError::Conflict`] if the person has one, or somebody else has this one.
pub fn add(tx: &mut Tx<'_>, person: Id, number: &str, at: Timestamp) -> DbResult<()> {
    tx.execute(&ADD_NUMBER, params![number, person])?;
    tx.execute(&ADD, params![person, number, at]).map(drop)
}
