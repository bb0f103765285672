//! Answers to the five questions, of a visit that the caller has found.

use kernel::Id;
use store::{DbResult, Tx, params};

use crate::model::{Answer, Level};

store::statements! {
    OF = one("visit_id"), "SELECT question, level, body, help FROM visit_answer WHERE visit_id = $1";
    FORGET = one("visit_id"), "DELETE FROM visit_answer WHERE visit_id = $1";
    PUT = one("visit_id"),
        "INSERT INTO visit_answer (visit_id, question, level, body, help) VALUES ($1, $2, $3, $4, $5)";
}

/// Answers of a visit, in no order.
///
/// # Errors
/// Any [`store::DbError`].
pub fn of(tx: &mut Tx<'_>, visit: Id) -> DbResult<Vec<Answer>> {
    tx.query(&OF, params![visit], |r| {
        let level = Level::parse(&r.get::<String>(1)?);
        Ok(Answer { question: r.get(0)?, level, text: r.get(2)?, help: r.get(3)? })
    })
}

/// Writes the answers of a visit in place of what was there.
///
/// # Errors
/// Any [`store::DbError`].
pub fn put(tx: &mut Tx<'_>, visit: Id, all: &[Answer]) -> DbResult<()> {
    tx.execute(&FORGET, params![visit])?;
    for a in all {
        let level = a.level.map_or("", Level::code);
        tx.execute(&PUT, params![visit, &a.question, level, &a.text, &a.help])?;
    }
    Ok(())
}
