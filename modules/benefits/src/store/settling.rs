//! Statements of merchants, what is on them, what is disputed. State changes are conditional: what was done once is not done again.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Fen, Id, Timestamp};
use store::{DbError, DbResult, Row, Tx, params};

use crate::model::redemption::Refund;
use crate::model::settling::{Dispute, Statement, StatementState};

/// Columns of a statement `s` with its union `u`.
pub(super) const COLUMNS: &str = "s.id, s.number, s.union_id, u.name, u.path, s.merchant_id, s.from_day, s.to_day, s.state, s.count, s.amount, s.refunds,
     s.refund_amount, s.made_by, s.made_by_name, s.sent_at, s.answered_at, s.answered_by_name, s.dispute, s.approved_by_name,
     s.approved_at, s.paid_at, s.paid_by_name, s.bank_ref, s.reason, s.created_at, s.version";

store::statements! {
    BY_ID = one("id"),
        "SELECT s.id, s.number, s.union_id, u.name, u.path, s.merchant_id, s.from_day, s.to_day, s.state, s.count, s.amount, s.refunds,
     s.refund_amount, s.made_by, s.made_by_name, s.sent_at, s.answered_at, s.answered_by_name, s.dispute, s.approved_by_name,
     s.approved_at, s.paid_at, s.paid_by_name, s.bank_ref, s.reason, s.created_at, s.version
         FROM benefit_statement s JOIN trade_union u ON u.id = s.union_id WHERE s.id = $1";
    INSERT = one("id"),
        "INSERT INTO benefit_statement (id, number, union_id, merchant_id, from_day, to_day, state, count, amount, refunds,
           refund_amount, made_by, made_by_name, sent_at, answered_at, answered_by_name, dispute, approved_by_name, approved_at,
           paid_at, paid_by_name, bank_ref, reason, created_at, version)
         VALUES ($1, $2, $3, $4, $5, $6, 'draft', $7, $8, $9, $10, $11, $12, 0, 0, '', '', '', 0, 0, '', '', '', $13, 1)";
    STEP = one("id"),
        "UPDATE benefit_statement SET state = $3, count = $4, amount = $5, refunds = $6, refund_amount = $7, sent_at = $8,
           answered_at = $9, answered_by_name = $10, dispute = $11, approved_by_name = $12, approved_at = $13, paid_at = $14,
           paid_by_name = $15, bank_ref = $16, reason = $17, version = version + 1
         WHERE id = $1 AND version = $2";
    TAKE = one("merchant_id"),
        "UPDATE benefit_redemption SET statement_id = $2
         WHERE merchant_id = $1 AND statement_id = 0 AND union_id = $3 AND state = 'good' AND at < $4";
    SUM = one("merchant_id"),
        "SELECT count(*), CAST(COALESCE(SUM(worth), 0) AS BIGINT) FROM benefit_redemption
         WHERE merchant_id = $1 AND statement_id = $2";
    FREE = one("merchant_id"), "UPDATE benefit_redemption SET statement_id = 0 WHERE merchant_id = $1 AND statement_id = $2";
    FREE_ONE = one("merchant_id"),
        "UPDATE benefit_redemption SET statement_id = 0 WHERE merchant_id = $1 AND statement_id = $2 AND id = $3";
    WAITING = one("merchant_id"),
        "SELECT merchant_id, id, union_id, statement_id, amount, reason, made_by_name FROM benefit_refund
         WHERE merchant_id = $1 AND union_id = $2 AND statement_id = 0 ORDER BY id";
    REFUNDS = one("merchant_id"),
        "SELECT merchant_id, id, union_id, statement_id, amount, reason, made_by_name FROM benefit_refund
         WHERE merchant_id = $1 AND statement_id = $2 ORDER BY id";
    ADD_REFUND = one("merchant_id"),
        "INSERT INTO benefit_refund (merchant_id, id, union_id, statement_id, amount, reason, made_by_name, created_at)
         VALUES ($1, $2, $3, 0, $4, $5, $6, $7)";
    TAKE_REFUND = one("merchant_id"),
        "UPDATE benefit_refund SET statement_id = $3 WHERE merchant_id = $1 AND id = $2 AND statement_id = 0";
    FREE_REFUNDS = one("merchant_id"), "UPDATE benefit_refund SET statement_id = 0 WHERE merchant_id = $1 AND statement_id = $2";
    WITH_OPEN = fan_out("merchants with something to settle"),
        "SELECT DISTINCT merchant_id FROM benefit_redemption
         WHERE statement_id = 0 AND union_id = $1 AND state = 'good' AND at < $2 ORDER BY merchant_id";
    UNPAID = fan_out("what a union is to pay"),
        "SELECT s.id, s.number, s.union_id, u.name, u.path, s.merchant_id, s.from_day, s.to_day, s.state, s.count, s.amount, s.refunds,
     s.refund_amount, s.made_by, s.made_by_name, s.sent_at, s.answered_at, s.answered_by_name, s.dispute, s.approved_by_name,
     s.approved_at, s.paid_at, s.paid_by_name, s.bank_ref, s.reason, s.created_at, s.version
         FROM benefit_statement s JOIN trade_union u ON u.id = s.union_id
         WHERE s.union_id = $1 AND s.state = 'approved' ORDER BY s.id";
    WAITS = one("merchant_id"),
        "SELECT CAST(COALESCE(SUM(worth), 0) AS BIGINT) FROM benefit_redemption
         WHERE merchant_id = $1 AND statement_id = 0 AND union_id = $2 AND ended = 0";
    STANDS = fan_out("what a union is to pay"),
        "SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM benefit_statement
         WHERE merchant_id = $1 AND union_id = $2 AND state NOT IN ('paid', 'cancelled')";
    UNSETTLED = fan_out("audit of a campaign"),
        "SELECT CAST(COALESCE(SUM(worth), 0) AS BIGINT) FROM benefit_redemption
         WHERE statement_id = 0 AND union_id = $1 AND ended = 0";
    IN_STATE = fan_out("audit of a campaign"),
        "SELECT state, CAST(SUM(amount) AS BIGINT) FROM benefit_statement WHERE union_id = $1 GROUP BY state ORDER BY state";
    DISPUTES = one("statement_id"),
        "SELECT statement_id, redemption_id, number, reason, answer, verdict FROM benefit_dispute
         WHERE statement_id = $1 ORDER BY redemption_id";
    DISPUTE = one("statement_id"),
        "INSERT INTO benefit_dispute (statement_id, redemption_id, number, reason, answer, verdict)
         VALUES ($1, $2, $3, $4, '', 0)
         ON CONFLICT (statement_id, redemption_id) DO UPDATE SET reason = $4, answer = '', verdict = 0";
    ANSWER = one("statement_id"),
        "UPDATE benefit_dispute SET answer = $3, verdict = $4 WHERE statement_id = $1 AND redemption_id = $2 AND verdict = 0";
}

/// Reads the columns in their order.
pub(super) fn read(row: &Row) -> DbResult<Statement> {
    let mut r = row.reader();
    let id: Id = r.next()?;
    Ok(Statement {
        id,
        number: r.next()?,
        union_id: r.next()?,
        union_name: r.next()?,
        union_path: r.next()?,
        merchant_id: r.next()?,
        from: r.next()?,
        to: r.next()?,
        state: StatementState::parse(&r.next::<String>()?)
            .ok_or_else(|| DbError::Inconsistent(format!("benefit statement {id}: state")))?,
        count: r.next()?,
        amount: r.next()?,
        refunds: r.next()?,
        refund_amount: r.next()?,
        made_by: r.next()?,
        made_by_name: r.next()?,
        sent_at: r.next()?,
        answered_at: r.next()?,
        answered_by_name: r.next()?,
        dispute: r.next()?,
        approved_by_name: r.next()?,
        approved_at: r.next()?,
        paid_at: r.next()?,
        paid_by_name: r.next()?,
        bank_ref: r.next()?,
        reason: r.next()?,
        created_at: r.next()?,
        version: r.next()?,
    })
}

fn refund(row: &Row) -> DbResult<Refund> {
    let mut r = row.reader();
    Ok(Refund {
        merchant_id: r.next()?,
        id: r.next()?,
        union_id: r.next()?,
        statement_id: r.next()?,
        amount: r.next()?,
        reason: r.next()?,
        made_by_name: r.next()?,
    })
}

/// Keeps a new statement.
///
/// # Errors
/// Any [`DbError`].
pub fn insert(tx: &mut Tx<'_>, s: &Statement) -> DbResult<()> {
    let args = params![
        s.id,
        &s.number,
        s.union_id,
        s.merchant_id,
        s.from,
        s.to,
        s.count,
        s.amount,
        s.refunds,
        s.refund_amount,
        s.made_by,
        &s.made_by_name,
        s.created_at
    ];
    tx.execute(&INSERT, args).map(drop)
}

/// Writes everything of a statement that a step may change; `false` if the version is not the present one.
///
/// # Errors
/// Any [`DbError`].
pub fn put(tx: &mut Tx<'_>, s: &Statement) -> DbResult<bool> {
    let args = params![
        s.id,
        s.version,
        s.state.code(),
        s.count,
        s.amount,
        s.refunds,
        s.refund_amount,
        s.sent_at,
        s.answered_at,
        &s.answered_by_name,
        &s.dispute,
        &s.approved_by_name,
        s.approved_at,
        s.paid_at,
        &s.paid_by_name,
        &s.bank_ref,
        &s.reason
    ];
    Ok(tx.execute(&STEP, args)? == 1)
}

/// A statement of a union in the scope.
///
/// # Errors
/// Any [`DbError`].
pub fn find<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Redemption, A>,
    id: Id,
) -> DbResult<Option<Statement>> {
    Ok(unscoped(tx, id)?.filter(|s| scope.covers(&s.union_path)))
}

/// A statement, for whoever has found it through something in sight.
///
/// # Errors
/// Any [`DbError`].
pub fn unscoped(tx: &mut Tx<'_>, id: Id) -> DbResult<Option<Statement>> {
    tx.query_one(&BY_ID, params![id], read)
}

/// Puts everything on a statement that a union owes a merchant, was scanned before an instant and is on none: how many, and their sum.
///
/// # Errors
/// Any [`DbError`].
pub fn take(
    tx: &mut Tx<'_>,
    (merchant, union): (Id, Id),
    statement: Id,
    before: Timestamp,
) -> DbResult<(i64, Fen)> {
    tx.execute(&TAKE, params![merchant, statement, union, before])?;
    sum(tx, merchant, statement)
}

/// Redemptions on a statement and their sum.
///
/// # Errors
/// Any [`DbError`].
pub fn sum(tx: &mut Tx<'_>, merchant: Id, statement: Id) -> DbResult<(i64, Fen)> {
    let found = tx.query_one(&SUM, params![merchant, statement], |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok(found.unwrap_or_default())
}

/// Takes everything off a statement: it waits for another one.
///
/// # Errors
/// Any [`DbError`].
pub fn free(tx: &mut Tx<'_>, merchant: Id, statement: Id) -> DbResult<()> {
    tx.execute(&FREE, params![merchant, statement])?;
    free_refunds(tx, merchant, statement)
}

/// Takes the refunds off a statement: they wait for another one.
///
/// # Errors
/// Any [`DbError`].
pub fn free_refunds(tx: &mut Tx<'_>, merchant: Id, statement: Id) -> DbResult<()> {
    tx.execute(&FREE_REFUNDS, params![merchant, statement]).map(drop)
}

/// Takes one redemption off a statement; `false` if it is not on it.
///
/// # Errors
/// Any [`DbError`].
pub fn free_one(tx: &mut Tx<'_>, (merchant, statement): (Id, Id), redemption: Id) -> DbResult<bool> {
    Ok(tx.execute(&FREE_ONE, params![merchant, statement, redemption])? == 1)
}

/// Refunds that wait for a statement of a union, the oldest first.
///
/// # Errors
/// Any [`DbError`].
pub fn waiting_refunds(tx: &mut Tx<'_>, merchant: Id, union: Id) -> DbResult<Vec<Refund>> {
    tx.query(&WAITING, params![merchant, union], refund)
}

/// Refunds on a statement.
///
/// # Errors
/// Any [`DbError`].
pub fn refunds(tx: &mut Tx<'_>, merchant: Id, statement: Id) -> DbResult<Vec<Refund>> {
    tx.query(&REFUNDS, params![merchant, statement], refund)
}

/// Keeps a new refund.
///
/// # Errors
/// Any [`DbError`].
pub fn add_refund(tx: &mut Tx<'_>, r: &Refund) -> DbResult<()> {
    let now = tx.now();
    let args = params![r.merchant_id, r.id, r.union_id, r.amount, &r.reason, &r.made_by_name, now];
    tx.execute(&ADD_REFUND, args).map(drop)
}

/// Puts a refund on a statement; `false` if it is on one.
///
/// # Errors
/// Any [`DbError`].
pub fn take_refund(tx: &mut Tx<'_>, r: &Refund, statement: Id) -> DbResult<bool> {
    Ok(tx.execute(&TAKE_REFUND, params![r.merchant_id, r.id, statement])? == 1)
}

/// Merchants that a union owes something that was scanned before an instant and is on no statement.
///
/// # Errors
/// Any [`DbError`].
pub fn with_open(tx: &mut Tx<'_>, union: Id, before: Timestamp) -> DbResult<Vec<Id>> {
    tx.query(&WITH_OPEN, params![union, before], |r| r.get(0))
}

/// Approved statements of a union that are not paid, the oldest first.
///
/// # Errors
/// Any [`DbError`].
pub fn unpaid(tx: &mut Tx<'_>, union: Id) -> DbResult<Vec<Statement>> {
    tx.query(&UNPAID, params![union], read)
}

/// What a merchant says is wrong with a statement.
///
/// # Errors
/// Any [`DbError`].
pub fn disputes(tx: &mut Tx<'_>, statement: Id) -> DbResult<Vec<Dispute>> {
    tx.query(&DISPUTES, params![statement], |row| {
        let mut r = row.reader();
        Ok(Dispute {
            statement_id: r.next()?,
            redemption_id: r.next()?,
            number: r.next()?,
            reason: r.next()?,
            answer: r.next()?,
            kept: match r.next::<i64>()? {
                0 => None,
                verdict => Some(verdict == 1),
            },
        })
    })
}

/// Keeps what a merchant says is wrong with a line; said again, it is to be answered again.
///
/// # Errors
/// Any [`DbError`].
pub fn dispute(
    tx: &mut Tx<'_>,
    (statement, redemption): (Id, Id),
    (number, reason): (&str, &str),
) -> DbResult<()> {
    tx.execute(&DISPUTE, params![statement, redemption, number, reason]).map(drop)
}

/// Answers a dispute; `false` if there is none that waits for an answer.
///
/// # Errors
/// Any [`DbError`].
pub fn answer(
    tx: &mut Tx<'_>,
    (statement, redemption): (Id, Id),
    answer: &str,
    kept: bool,
) -> DbResult<bool> {
    let verdict = if kept { 1_i64 } else { 2 };
    Ok(tx.execute(&ANSWER, params![statement, redemption, answer, verdict])? == 1)
}

fn fen(row: &Row) -> DbResult<Fen> {
    row.get(0)
}

/// What a union owes a merchant and has not paid, on a statement or on none, 分.
///
/// # Errors
/// Any [`DbError`].
pub fn owed(tx: &mut Tx<'_>, merchant: Id, union: Id) -> DbResult<Fen> {
    let waits = tx.query_one(&WAITS, params![merchant, union], fen)?.unwrap_or_default();
    let stands = tx.query_one(&STANDS, params![merchant, union], fen)?.unwrap_or_default();
    Ok(Fen(waits.0 + stands.0))
}

/// What a union owes merchants, 分: on no approved statement, and on approved ones that are not paid.
///
/// # Errors
/// Any [`DbError`].
pub fn owed_by(tx: &mut Tx<'_>, union: Id) -> DbResult<(Fen, Fen)> {
    let mut unsettled = tx.query_one(&UNSETTLED, params![union], fen)?.unwrap_or_default();
    let mut approved = Fen(0);
    for (state, sum) in
        tx.query(&IN_STATE, params![union], |r| Ok((r.get::<String>(0)?, r.get::<i64>(1)?)))?
    {
        match StatementState::parse(&state) {
            Some(StatementState::Approved) => approved.0 += sum,
            Some(StatementState::Paid | StatementState::Cancelled) => {}
            _ => unsettled.0 += sum,
        }
    }
    Ok((unsettled, approved))
}
