//! Opinions asked of other unions (会签).

use kernel::{Day, Id, OrgPath, Timestamp};
use store::{DbResult, Row, Tx, params};

store::statements! {
    INSERT = one("case_id"),
        "INSERT INTO case_opinion (case_id, id, union_id, union_path, union_name, question, asked_by, asked_by_name,
           asked_at, due_on, answer, answered_by, answered_by_name, answered_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '', 0, '', 0)";
    ANSWER = one("case_id"),
        "UPDATE case_opinion SET answer = $3, answered_by = $4, answered_by_name = $5, answered_at = $6
         WHERE case_id = $1 AND id = $2 AND answered_at = 0";
    OF_CASE = one("case_id"),
        "SELECT id, union_id, union_path, union_name, question, asked_by, asked_by_name, asked_at, due_on, answer,
           answered_by_name, answered_at FROM case_opinion WHERE case_id = $1 ORDER BY id";
    FIND = one("case_id"),
        "SELECT id, union_id, union_path, union_name, question, asked_by, asked_by_name, asked_at, due_on, answer,
           answered_by_name, answered_at FROM case_opinion WHERE case_id = $1 AND id = $2";
    WAITING_AT = fan_out("opinions asked of a place"),
        "SELECT case_id, id FROM case_opinion WHERE union_path = $1 AND answered_at = 0 ORDER BY due_on, id LIMIT 200";
}

/// An opinion that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opinion {
    /// Opinion.
    pub id: Id,
    /// Union that is asked …
    pub union_id: Id,
    /// … at this place …
    pub union_path: OrgPath,
    /// … by name.
    pub union_name: String,
    /// What is asked.
    pub question: String,
    /// Account that asks.
    pub asked_by: Id,
    /// Its holder's name.
    pub asked_by_name: String,
    /// When.
    pub asked_at: Timestamp,
    /// Last day for the answer.
    pub due_on: Day,
    /// The answer; empty while it is waited for.
    pub answer: String,
    /// Who answered.
    pub answered_by_name: String,
    /// When; 0 while it is waited for.
    pub answered_at: Timestamp,
}

fn opinion(row: &Row) -> DbResult<Opinion> {
    let mut r = row.reader();
    Ok(Opinion {
        id: r.next()?,
        union_id: r.next()?,
        union_path: r.next()?,
        union_name: r.next()?,
        question: r.next()?,
        asked_by: r.next()?,
        asked_by_name: r.next()?,
        asked_at: r.next()?,
        due_on: r.next()?,
        answer: r.next()?,
        answered_by_name: r.next()?,
        answered_at: r.next()?,
    })
}

/// Asks.
///
/// # Errors
/// Any [`store::DbError`].
pub fn insert(tx: &mut Tx<'_>, case: Id, o: &Opinion) -> DbResult<()> {
    let args = params![
        case,
        o.id,
        o.union_id,
        &o.union_path,
        &o.union_name,
        &o.question,
        o.asked_by,
        &o.asked_by_name,
        o.asked_at,
        o.due_on
    ];
    tx.execute(&INSERT, args).map(drop)
}

/// Answers; `false` if it was answered already.
///
/// # Errors
/// Any [`store::DbError`].
pub fn answer(tx: &mut Tx<'_>, case: Id, id: Id, text: &str, (by, name): (Id, &str)) -> DbResult<bool> {
    let now = tx.now();
    Ok(tx.execute(&ANSWER, params![case, id, text, by, name, now])? == 1)
}

/// Opinions of a case, first asked first.
///
/// # Errors
/// Any [`store::DbError`].
pub fn of_case(tx: &mut Tx<'_>, case: Id) -> DbResult<Vec<Opinion>> {
    tx.query(&OF_CASE, params![case], opinion)
}

/// One opinion of a case.
///
/// # Errors
/// Any [`store::DbError`].
pub fn find(tx: &mut Tx<'_>, case: Id, id: Id) -> DbResult<Option<Opinion>> {
    tx.query_one(&FIND, params![case, id], opinion)
}

/// Opinions that a place has not given yet, soonest first, at most 200: cases and opinions.
///
/// # Errors
/// Any [`store::DbError`].
pub fn waiting_at(tx: &mut Tx<'_>, path: &OrgPath) -> DbResult<Vec<(Id, Id)>> {
    tx.query(&WAITING_AT, params![path], |r| Ok((r.get(0)?, r.get(1)?)))
}
