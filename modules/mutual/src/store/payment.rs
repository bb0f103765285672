//! Batches and their payments. State changes are conditional: what was done once is not done again.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Day, Fen, Id, OrgPath, Timestamp};
use platform::scoped::within;
use store::{DbError, DbResult, Insert, Kind, Route, Row, Sql, Tx, Val, params};

use crate::model::payment::{Batch, BatchState, Payment, PaymentKind, PaymentState};
use platform::lists::Text;

static INSERT_PAYMENTS: Insert = Insert::new(
    "mutual_payment",
    &[
        ("batch_id", Kind::Int),
        ("id", Kind::Int),
        ("number", Kind::Text),
        ("kind", Kind::Text),
        ("record_id", Kind::Int),
        ("person_id", Kind::Int),
        ("attempt", Kind::Int),
        ("state", Kind::Text),
        ("payee", Kind::Text),
        ("bank", Kind::Text),
        ("account", Kind::Bytes),
        ("account_tail", Kind::Text),
        ("amount", Kind::Int),
        ("why", Kind::Text),
        ("bank_ref", Kind::Text),
        ("answered_at", Kind::Int),
    ],
    "",
);

static INSERT_NUMBERS: Insert = Insert::new(
    "mutual_payment_number",
    &[("number", Kind::Text), ("batch_id", Kind::Int), ("payment_id", Kind::Int)],
    "",
);

const COLUMNS: &str = "b.id, b.union_id, u.name, u.path, b.number, b.state, b.count, b.amount, b.paid, b.paid_amount, b.returned, b.made_by,
     b.made_by_name, b.approved_by_name, b.approved_at, b.sent_at, b.file_digest, b.reason, b.created_at, b.version";

store::statements! {
    BY_ID = one("id"),
        "SELECT b.id, b.union_id, u.name, u.path, b.number, b.state, b.count, b.amount, b.paid, b.paid_amount, b.returned, b.made_by,
     b.made_by_name, b.approved_by_name, b.approved_at, b.sent_at, b.file_digest, b.reason, b.created_at, b.version
         FROM mutual_payment_batch b JOIN trade_union u ON u.id = b.union_id WHERE b.id = $1";
    INSERT = one("id"),
        "INSERT INTO mutual_payment_batch (id, union_id, number, state, count, amount, paid, paid_amount, returned, made_by,
           made_by_name, approved_by, approved_by_name, approved_at, sent_at, file_digest, reason, created_at, version)
         VALUES ($1, $2, $3, 'draft', $4, $5, 0, 0, 0, $6, $7, 0, '', 0, 0, '', '', $8, 1)";
    APPROVE = one("id"),
        "UPDATE mutual_payment_batch SET state = 'approved', approved_by = $3, approved_by_name = $4, approved_at = $5,
           file_digest = $6, version = version + 1 WHERE id = $1 AND version = $2 AND state = 'draft'";
    CANCEL = one("id"),
        "UPDATE mutual_payment_batch SET state = 'cancelled', reason = $3, version = version + 1
         WHERE id = $1 AND version = $2 AND state IN ('draft', 'approved')";
    SEND = one("id"),
        "UPDATE mutual_payment_batch SET state = 'sent', sent_at = $3, version = version + 1
         WHERE id = $1 AND version = $2 AND state = 'approved'";
    TALLY = one("id"),
        "UPDATE mutual_payment_batch SET paid = paid + $2, paid_amount = paid_amount + $3, returned = returned + $4,
           version = version + 1 WHERE id = $1";
    END = one("id"),
        "UPDATE mutual_payment_batch SET state = 'done', version = version + 1
         WHERE id = $1 AND state = 'sent' AND paid + returned = count";
    OF_BATCH = one("batch_id"),
        "SELECT batch_id, id, number, kind, record_id, person_id, attempt, state, payee, bank, account, account_tail, amount, why,
           bank_ref, answered_at FROM mutual_payment WHERE batch_id = $1 AND id > $2 ORDER BY id LIMIT $3";
    ONE = one("batch_id"),
        "SELECT batch_id, id, number, kind, record_id, person_id, attempt, state, payee, bank, account, account_tail, amount, why,
           bank_ref, answered_at FROM mutual_payment WHERE batch_id = $1 AND id = $2";
    MOVE_ALL = one("batch_id"), "UPDATE mutual_payment SET state = $3 WHERE batch_id = $1 AND state = $2";
    ANSWER = one("batch_id"),
        "UPDATE mutual_payment SET state = $3, why = $4, bank_ref = $5, answered_at = $6
         WHERE batch_id = $1 AND id = $2 AND state = 'sent'";
    NUMBER = one("number"), "SELECT batch_id, payment_id FROM mutual_payment_number WHERE number = $1";
    OF_RECORD = fan_out("payments of one claim or refund"),
        "SELECT batch_id, id, number, kind, record_id, person_id, attempt, state, payee, bank, account, account_tail, amount, why,
           bank_ref, answered_at FROM mutual_payment WHERE record_id = $1 ORDER BY batch_id, id";
    FIRST = one("person_id"),
        "INSERT INTO mutual_paid_person (person_id, scheme_code, claim_id) VALUES ($1, $2, $3)
         ON CONFLICT (person_id, scheme_code) DO NOTHING";
}

/// What the account of a payment is sealed to.
pub fn account_seal(payment: Id) -> String {
    format!("mutual-payment:{payment}")
}

fn batch(row: &Row) -> DbResult<Batch> {
    let mut r = row.reader();
    let id: Id = r.next()?;
    Ok(Batch {
        id,
        union_id: r.next()?,
        union_name: r.next()?,
        union_path: r.next()?,
        number: r.next()?,
        state: BatchState::parse(&r.next::<String>()?)
            .ok_or_else(|| DbError::Inconsistent(format!("payment batch {id}: state")))?,
        count: r.next()?,
        amount: r.next()?,
        paid: r.next()?,
        paid_amount: r.next()?,
        returned: r.next()?,
        made_by: r.next()?,
        made_by_name: r.next()?,
        approved_by_name: r.next()?,
        approved_at: r.next()?,
        sent_at: r.next()?,
        file_digest: r.next()?,
        reason: r.next()?,
        created_at: r.next()?,
        version: r.next()?,
    })
}

fn payment(row: &Row) -> DbResult<Payment> {
    let mut r = row.reader();
    let (batch_id, id): (Id, Id) = (r.next()?, r.next()?);
    let broken = |what: &str| DbError::Inconsistent(format!("payment {id}: {what}"));
    Ok(Payment {
        batch_id,
        id,
        number: r.next()?,
        kind: PaymentKind::parse(&r.next::<String>()?).ok_or_else(|| broken("kind"))?,
        record_id: r.next()?,
        person_id: r.next()?,
        attempt: r.next()?,
        state: PaymentState::parse(&r.next::<String>()?).ok_or_else(|| broken("state"))?,
        payee: r.next()?,
        bank: r.next()?,
        account: r.next()?,
        account_tail: r.next()?,
        amount: r.next()?,
        why: r.next()?,
        bank_ref: r.next()?,
        answered_at: r.next()?,
    })
}

/// Keeps a new batch with its payments.
///
/// # Errors
/// Any [`DbError`].
pub fn insert(tx: &mut Tx<'_>, b: &Batch, payments: &[Payment]) -> DbResult<()> {
    let args =
        params![b.id, b.union_id, &b.number, b.count, b.amount, b.made_by, &b.made_by_name, b.created_at];
    tx.execute(&INSERT, args)?;
    let rows: Vec<_> = payments.iter().map(row).collect();
    tx.insert_many(&INSERT_PAYMENTS, &rows)?;
    let numbers: Vec<_> =
        payments.iter().map(|p| vec![Val::from(&p.number), Val::from(p.batch_id), Val::from(p.id)]).collect();
    tx.insert_many(&INSERT_NUMBERS, &numbers).map(drop)
}

fn row(p: &Payment) -> Vec<Val<'_>> {
    vec![
        Val::from(p.batch_id),
        Val::from(p.id),
        Val::from(&p.number),
        Val::from(p.kind.code()),
        Val::from(p.record_id),
        Val::from(p.person_id),
        Val::from(p.attempt),
        Val::from(p.state.code()),
        Val::from(&p.payee),
        Val::from(&p.bank),
        Val::from(p.account.clone()),
        Val::from(&p.account_tail),
        Val::from(p.amount),
        Val::from(&p.why),
        Val::from(&p.bank_ref),
        Val::from(p.answered_at),
    ]
}

/// A batch of a fund in the scope.
///
/// # Errors
/// Any [`DbError`].
pub fn find<A: Action>(tx: &mut Tx<'_>, scope: &Scope<res::Payment, A>, id: Id) -> DbResult<Option<Batch>> {
    Ok(unscoped(tx, id)?.filter(|b| scope.covers(&b.union_path)))
}

/// A batch, for whoever has found it through something in sight.
///
/// # Errors
/// Any [`DbError`].
pub fn unscoped(tx: &mut Tx<'_>, id: Id) -> DbResult<Option<Batch>> {
    tx.query_one(&BY_ID, params![id], batch)
}

/// Writes who approved a batch, and the digest of its file; `false` if the version is not the present one.
///
/// # Errors
/// Any [`DbError`].
pub fn approve(
    tx: &mut Tx<'_>,
    (id, version): (Id, i64),
    (by, name): (Id, &str),
    digest: &str,
) -> DbResult<bool> {
    let now = tx.now();
    Ok(tx.execute(&APPROVE, params![id, version, by, name, now, digest])? == 1)
}

/// Takes a batch back before the bank has it, with its payments; `false` if the version is not the present one.
///
/// # Errors
/// Any [`DbError`].
pub fn cancel(tx: &mut Tx<'_>, (id, version): (Id, i64), reason: &str) -> DbResult<bool> {
    if tx.execute(&CANCEL, params![id, version, reason])? == 0 {
        return Ok(false);
    }
    tx.execute(&MOVE_ALL, params![id, PaymentState::Queued.code(), PaymentState::Dropped.code()])?;
    Ok(true)
}

/// Writes that the bank has a batch; `false` if the version is not the present one.
///
/// # Errors
/// Any [`DbError`].
pub fn send(tx: &mut Tx<'_>, (id, version): (Id, i64)) -> DbResult<bool> {
    let now = tx.now();
    if tx.execute(&SEND, params![id, version, now])? == 0 {
        return Ok(false);
    }
    tx.execute(&MOVE_ALL, params![id, PaymentState::Queued.code(), PaymentState::Sent.code()])?;
    Ok(true)
}

/// Adds what an answer told to a batch; ends it when everything is answered.
///
/// # Errors
/// Any [`DbError`].
pub fn tally(tx: &mut Tx<'_>, id: Id, (paid, amount): (i64, Fen), returned: i64) -> DbResult<()> {
    tx.execute(&TALLY, params![id, paid, amount, returned])?;
    tx.execute(&END, params![id]).map(drop)
}

/// Payments of a batch in the order of its file, after one of them.
///
/// # Errors
/// Any [`DbError`].
pub fn of_batch(tx: &mut Tx<'_>, batch: Id, after: Id, limit: i64) -> DbResult<Vec<Payment>> {
    tx.query(&OF_BATCH, params![batch, after, limit], payment)
}

/// All payments of a batch.
///
/// # Errors
/// Any [`DbError`].
pub fn all_of_batch(tx: &mut Tx<'_>, batch: Id) -> DbResult<Vec<Payment>> {
    of_batch(tx, batch, Id(0), i64::MAX)
}

/// A payment.
///
/// # Errors
/// Any [`DbError`].
pub fn one(tx: &mut Tx<'_>, batch: Id, id: Id) -> DbResult<Option<Payment>> {
    tx.query_one(&ONE, params![batch, id], payment)
}

/// Batch and payment of a number.
///
/// # Errors
/// Any [`DbError`].
pub fn of_number(tx: &mut Tx<'_>, number: &str) -> DbResult<Option<(Id, Id)>> {
    tx.query_one(&NUMBER, params![number], |r| Ok((r.get(0)?, r.get(1)?)))
}

/// Payments of a claim or a refund, the oldest first.
///
/// # Errors
/// Any [`DbError`].
pub fn of_record(tx: &mut Tx<'_>, record: Id) -> DbResult<Vec<Payment>> {
    tx.query(&OF_RECORD, params![record], payment)
}

/// Writes the bank's answer to a payment that it has; `false` if it was answered before, or the bank does not have it.
///
/// # Errors
/// Any [`DbError`].
pub fn answer(
    tx: &mut Tx<'_>,
    (batch, id): (Id, Id),
    state: PaymentState,
    (why, reference): (&str, &str),
) -> DbResult<bool> {
    let now: Timestamp = tx.now();
    Ok(tx.execute(&ANSWER, params![batch, id, state.code(), why, reference, now])? == 1)
}

/// Whether this is the first payment of a person in a year of a scheme (`demo:2026`); from now on it was.
///
/// # Errors
/// Any [`DbError`].
pub fn first(tx: &mut Tx<'_>, person: Id, scheme: &str, claim: Id) -> DbResult<bool> {
    Ok(tx.execute(&FIRST, params![person, scheme, claim])? == 1)
}

/// What a list asks for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only of funds at this place and beneath.
    pub path: Option<OrgPath>,
    /// Only in this state.
    pub state: Option<BatchState>,
    /// Made not before this day.
    pub from: Option<Day>,
    /// Made not after this day.
    pub to: Option<Day>,
    /// In the number, or the whole number of a payment of it.
    pub q: String,
}

const FROM: &str = "FROM mutual_payment_batch b JOIN trade_union u ON u.id = b.union_id WHERE";

fn conditions<A: Action>(t: &mut Text, scope: &Scope<res::Payment, A>, f: &Filter) {
    let ranges = f.path.as_ref().map_or_else(|| scope.ranges(), |p| scope.ranges_within(p));
    within(&mut t.text, &mut t.args, "u.path", &ranges);
    t.equal("b.state", f.state.map(BatchState::code));
    t.made("b.created_at", (f.from, f.to));
    // The number of a payment begins with that of its batch.
    t.contains(&["b.number"], f.q.split('-').next().unwrap_or_default());
}

/// A page of the batches in the scope, newest first, before the id `before`.
///
/// # Errors
/// Any [`DbError`].
pub fn list<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Payment, A>,
    f: &Filter,
    before: Option<Id>,
    limit: i64,
) -> DbResult<Vec<Batch>> {
    let mut t = Text::of(format!("SELECT {COLUMNS} {FROM}"));
    conditions(&mut t, scope, f);
    let (a, n) = (t.arg(before.map_or(i64::MAX, |id| id.0)), t.arg(limit));
    t.text.push_str(&format!(" AND b.id < ${a} ORDER BY b.id DESC LIMIT ${n}"));
    tx.query(&Sql::composed("list_mutual_batches", Route::FanOut("list"), t.text), &t.args, batch)
}

/// How many match, counted to `bound` at most.
///
/// # Errors
/// Any [`DbError`].
pub fn count<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Payment, A>,
    f: &Filter,
    bound: i64,
) -> DbResult<i64> {
    let mut t = Text::of(format!("SELECT count(*) FROM (SELECT b.id {FROM}"));
    conditions(&mut t, scope, f);
    let n = t.arg(bound);
    t.text.push_str(&format!(" LIMIT ${n}) x"));
    let sql = Sql::composed("count_mutual_batches", Route::FanOut("count"), t.text);
    tx.query_one(&sql, &t.args, |r| r.get(0)).map(Option::unwrap_or_default)
}
