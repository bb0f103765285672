//! Which merchants cases complain about.

use kernel::{Day, Id, Timestamp};
use store::{DbError, DbResult, Row, Tx, params};

use crate::model::complaint::{Complaint, ComplaintState};

store::statements! {
    INSERT = one("case_id"),
        "INSERT INTO benefit_complaint (case_id, merchant_id, shop_id, number, state, asked, asked_at, opened_on, closed_on)
         VALUES ($1, $2, $3, $4, 'open', 0, 0, $5, 0)";
    MOVE = one("case_id"),
        "UPDATE benefit_complaint SET state = $2, asked = $3, asked_at = $4, closed_on = $5 WHERE case_id = $1";
    OF_CASE = one("case_id"),
        "SELECT case_id, merchant_id, shop_id, number, state, asked, asked_at, opened_on, closed_on FROM benefit_complaint
         WHERE case_id = $1";
    OF_MERCHANT = fan_out("complaints about one merchant"),
        "SELECT case_id, merchant_id, shop_id, number, state, asked, asked_at, opened_on, closed_on FROM benefit_complaint
         WHERE merchant_id = $1 ORDER BY case_id DESC LIMIT 200";
    ASKED = fan_out("complaints that a merchant was asked about"),
        "SELECT case_id, merchant_id, shop_id, number, state, asked, asked_at, opened_on, closed_on FROM benefit_complaint
         WHERE merchant_id = $1 AND asked_at > 0 AND case_id < $2 ORDER BY case_id DESC LIMIT $3";
    OPEN = fan_out("complaints about one merchant"),
        "SELECT count(*) FROM benefit_complaint WHERE merchant_id = $1 AND state = 'open'";
    UPHELD = fan_out("complaints about one merchant"),
        "SELECT count(*) FROM benefit_complaint WHERE merchant_id = $1 AND state = 'upheld' AND closed_on >= $2";
}

fn read(row: &Row) -> DbResult<Complaint> {
    let mut r = row.reader();
    let case_id: Id = r.next()?;
    let (merchant_id, shop_id, number): (Id, Id, String) = (r.next()?, r.next()?, r.next()?);
    let state = ComplaintState::parse(&r.next::<String>()?);
    let (asked, asked_at, opened_on): (bool, Timestamp, Day) = (r.next()?, r.next()?, r.next()?);
    Ok(Complaint {
        case_id,
        merchant_id,
        shop_id,
        number,
        state: state.ok_or_else(|| DbError::Inconsistent(format!("complaint {case_id}: state")))?,
        asked,
        asked_at,
        opened_on,
        closed_on: Day::from_number(r.next::<i64>()?),
    })
}

/// Keeps what a case that was opened just now is about.
///
/// # Errors
/// Any [`DbError`].
pub fn insert(tx: &mut Tx<'_>, c: &Complaint) -> DbResult<()> {
    let args = params![c.case_id, c.merchant_id, c.shop_id, &c.number, c.opened_on];
    tx.execute(&INSERT, args).map(drop)
}

/// Keeps where a complaint stands.
///
/// # Errors
/// Any [`DbError`].
pub fn stands(tx: &mut Tx<'_>, c: &Complaint) -> DbResult<()> {
    let closed = c.closed_on.map_or(0, Day::number);
    tx.execute(&MOVE, params![c.case_id, c.state.code(), c.asked, c.asked_at, closed]).map(drop)
}

/// What a case is about.
///
/// # Errors
/// Any [`DbError`].
pub fn of_case(tx: &mut Tx<'_>, case: Id) -> DbResult<Option<Complaint>> {
    tx.query_one(&OF_CASE, params![case], read)
}

/// Complaints about a merchant, newest first; at most 200. The caller has found the merchant within its scope.
///
/// # Errors
/// Any [`DbError`].
pub fn of_merchant(tx: &mut Tx<'_>, merchant: Id) -> DbResult<Vec<Complaint>> {
    tx.query(&OF_MERCHANT, params![merchant], read)
}

/// Complaints that a merchant was asked about, newest first, before the case `before`.
///
/// # Errors
/// Any [`DbError`].
pub fn asked(tx: &mut Tx<'_>, merchant: Id, before: Option<Id>, limit: i64) -> DbResult<Vec<Complaint>> {
    tx.query(&ASKED, params![merchant, before.map_or(i64::MAX, |id| id.0), limit], read)
}

/// Complaints about a merchant that are open, and those that were upheld from a day on.
///
/// # Errors
/// Any [`DbError`].
pub fn counts(tx: &mut Tx<'_>, merchant: Id, from: Day) -> DbResult<(i64, i64)> {
    let open = tx.query_one(&OPEN, params![merchant], |r| r.get(0))?.unwrap_or_default();
    let upheld = tx.query_one(&UPHELD, params![merchant, from], |r| r.get(0))?.unwrap_or_default();
    Ok((open, upheld))
}
