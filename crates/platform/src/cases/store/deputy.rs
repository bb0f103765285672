//! Who stands in for whom.

use kernel::{Day, Id};
use serde::Serialize;
use store::{DbResult, Row, Tx, params};

store::statements! {
    INSERT = one("account_id"),
        "INSERT INTO case_deputy (account_id, id, account_name, deputy_id, deputy_name, valid_from, valid_to, reason)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    END = one("account_id"),
        "UPDATE case_deputy SET valid_to = $3 WHERE account_id = $1 AND id = $2 AND valid_to > $3";
    DROP = one("account_id"), "DELETE FROM case_deputy WHERE account_id = $1 AND id = $2 AND valid_from > $3";
    OF_ACCOUNT = one("account_id"),
        "SELECT account_id, id, account_name, deputy_id, deputy_name, valid_from, valid_to, reason FROM case_deputy
         WHERE account_id = $1 ORDER BY id DESC LIMIT 100";
    FOR_WHOM = fan_out("a stand-in's accounts"),
        "SELECT account_id, id, account_name, deputy_id, deputy_name, valid_from, valid_to, reason FROM case_deputy
         WHERE deputy_id = $1 AND valid_to >= $2 ORDER BY id DESC LIMIT 100";
}

/// A stretch of days in which one account stands in for another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(as = CaseDeputy)]
pub struct Deputy {
    /// Who is away.
    pub account_id: Id,
    /// Entry.
    pub id: Id,
    /// Name of who is away.
    pub account_name: String,
    /// Who stands in.
    pub deputy_id: Id,
    /// Name of who stands in.
    pub deputy_name: String,
    /// First day.
    pub valid_from: Day,
    /// Last day.
    pub valid_to: Day,
    /// Why.
    pub reason: String,
}

fn deputy(row: &Row) -> DbResult<Deputy> {
    let mut r = row.reader();
    Ok(Deputy {
        account_id: r.next()?,
        id: r.next()?,
        account_name: r.next()?,
        deputy_id: r.next()?,
        deputy_name: r.next()?,
        valid_from: r.next()?,
        valid_to: r.next()?,
        reason: r.next()?,
    })
}

/// Enters one.
///
/// # Errors
/// Any [`store::DbError`].
pub fn insert(tx: &mut Tx<'_>, d: &Deputy) -> DbResult<()> {
    let args = params![
        d.account_id,
        d.id,
        &d.account_name,
        d.deputy_id,
        &d.deputy_name,
        d.valid_from,
        d.valid_to,
        &d.reason
    ];
    tx.execute(&INSERT, args).map(drop)
}

/// Ends one with a day, or takes it away if it has not begun by then; `false` if there is no such.
///
/// # Errors
/// Any [`store::DbError`].
pub fn end(tx: &mut Tx<'_>, account: Id, id: Id, last: Day) -> DbResult<bool> {
    if tx.execute(&DROP, params![account, id, last])? == 1 {
        return Ok(true);
    }
    Ok(tx.execute(&END, params![account, id, last])? == 1)
}

/// Stand-ins of an account, newest first.
///
/// # Errors
/// Any [`store::DbError`].
pub fn of_account(tx: &mut Tx<'_>, account: Id) -> DbResult<Vec<Deputy>> {
    tx.query(&OF_ACCOUNT, params![account], deputy)
}

/// For whom an account stands in, now or later.
///
/// # Errors
/// Any [`store::DbError`].
pub fn for_whom(tx: &mut Tx<'_>, deputy_id: Id, today: Day) -> DbResult<Vec<Deputy>> {
    tx.query(&FOR_WHOM, params![deputy_id, today], deputy)
}
