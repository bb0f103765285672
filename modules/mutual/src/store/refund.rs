//! Refunds: money to be given back. The payments of it are made in batches.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Fen, Id, OrgPath, Timestamp};
use platform::scoped::within;
use store::{DbError, DbResult, Insert, Kind, Route, Row, Sql, Tx, Val, params};

use crate::model::enrolment::{RefundKind, RefundState};
use platform::lists::Text;

static INSERT_PEOPLE: Insert = Insert::new(
    "mutual_refund_person",
    &[("refund_id", Kind::Int), ("person_id", Kind::Int), ("name", Kind::Text), ("premium", Kind::Int)],
    "",
);

store::statements! {
    BY_ID = one("id"),
        "SELECT f.id, f.union_id, f.unit_id, f.kind, f.period_id, f.bill_id, f.receipt_id, f.state, f.people, f.amount, f.payee,
           f.bank, f.account, f.account_tail, f.why, f.payment_id, f.created_at, f.created_by_name, f.version
         FROM mutual_refund f WHERE f.id = $1";
    INSERT = one("id"),
        "INSERT INTO mutual_refund (id, union_id, unit_id, kind, period_id, bill_id, receipt_id, state, people, amount, payee,
           bank, account, account_tail, why, payment_id, created_at, created_by_name, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 'decided', $8, $9, $10, $11, $12, $13, $14, 0, $15, $16, 1)";
    WAITING = fan_out("refunds of a fund that are to be paid"),
        "SELECT f.id, f.union_id, f.unit_id, f.kind, f.period_id, f.bill_id, f.receipt_id, f.state, f.people, f.amount, f.payee,
           f.bank, f.account, f.account_tail, f.why, f.payment_id, f.created_at, f.created_by_name, f.version
         FROM mutual_refund f WHERE f.union_id = $1 AND f.state = 'decided' AND f.id > $2 ORDER BY f.id LIMIT $3";
    OF_BILL = fan_out("refunds of one bill"),
        "SELECT f.id, f.union_id, f.unit_id, f.kind, f.period_id, f.bill_id, f.receipt_id, f.state, f.people, f.amount, f.payee,
           f.bank, f.account, f.account_tail, f.why, f.payment_id, f.created_at, f.created_by_name, f.version
         FROM mutual_refund f WHERE f.bill_id = $1 ORDER BY f.id";
    TAKE = one("id"),
        "UPDATE mutual_refund SET state = 'batched', payment_id = $2, version = version + 1 WHERE id = $1 AND state = 'decided'";
    PAID = one("id"),
        "UPDATE mutual_refund SET state = 'paid', version = version + 1 WHERE id = $1 AND state = 'batched'";
    SET_PAYEE = one("id"),
        "UPDATE mutual_refund SET payee = $3, bank = $4, account = $5, account_tail = $6, version = version + 1
         WHERE id = $1 AND version = $2 AND state = 'decided'";
    BACK = one("id"),
        "UPDATE mutual_refund SET state = 'decided', payment_id = 0, version = version + 1 WHERE id = $1 AND state = 'batched'";
}

const COLUMNS: &str = "f.id, f.union_id, f.unit_id, f.kind, f.period_id, f.bill_id, f.receipt_id, f.state, f.people, f.amount, f.payee, f.bank,
     f.account, f.account_tail, f.why, f.payment_id, f.created_at, f.created_by_name, f.version";

/// Money to be given back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refund {
    /// Refund.
    pub id: Id,
    /// Union that runs the fund.
    pub union_id: Id,
    /// Union that paid; 0 where that is not known.
    pub unit_id: Id,
    /// What is given back.
    pub kind: RefundKind,
    /// Period; 0 for a receipt.
    pub period_id: Id,
    /// Bill; 0 for a receipt.
    pub bill_id: Id,
    /// Receipt; 0 for premiums.
    pub receipt_id: Id,
    /// State.
    pub state: RefundState,
    /// People whose premium it is.
    pub people: i64,
    /// Amount.
    pub amount: Fen,
    /// To whom.
    pub payee: String,
    /// Bank of the account.
    pub bank: String,
    /// Sealed account: [`account_seal`].
    pub account: Vec<u8>,
    /// Its last four digits.
    pub account_tail: String,
    /// Why.
    pub why: String,
    /// Payment it is in; 0 for none.
    pub payment_id: Id,
    /// When it was decided.
    pub created_at: Timestamp,
    /// By whom.
    pub created_by_name: String,
    /// Rises with each change.
    pub version: i64,
}

/// What the account of a refund is sealed to.
pub fn account_seal(refund: Id) -> String {
    format!("mutual-refund:{refund}")
}

fn read(row: &Row) -> DbResult<Refund> {
    let mut r = row.reader();
    let id: Id = r.next()?;
    let broken = |what: &str| DbError::Inconsistent(format!("refund {id}: {what}"));
    Ok(Refund {
        id,
        union_id: r.next()?,
        unit_id: r.next()?,
        kind: RefundKind::parse(&r.next::<String>()?).ok_or_else(|| broken("kind"))?,
        period_id: r.next()?,
        bill_id: r.next()?,
        receipt_id: r.next()?,
        state: RefundState::parse(&r.next::<String>()?).ok_or_else(|| broken("state"))?,
        people: r.next()?,
        amount: r.next()?,
        payee: r.next()?,
        bank: r.next()?,
        account: r.next()?,
        account_tail: r.next()?,
        why: r.next()?,
        payment_id: r.next()?,
        created_at: r.next()?,
        created_by_name: r.next()?,
        version: r.next()?,
    })
}

/// Keeps a refund that was decided, with the people whose premium it is: person, name, 分.
///
/// # Errors
/// Any [`DbError`].
pub fn insert(tx: &mut Tx<'_>, f: &Refund, people: &[(Id, String, i64)]) -> DbResult<()> {
    let args = params![
        f.id,
        f.union_id,
        f.unit_id,
        f.kind.code(),
        f.period_id,
        f.bill_id,
        f.receipt_id,
        f.people,
        f.amount,
        &f.payee,
        &f.bank,
        &f.account,
        &f.account_tail,
        &f.why,
        f.created_at,
        &f.created_by_name
    ];
    tx.execute(&INSERT, args)?;
    let rows: Vec<_> = people
        .iter()
        .map(|(person, name, premium)| {
            vec![Val::from(f.id), Val::from(*person), Val::from(name), Val::from(*premium)]
        })
        .collect();
    tx.insert_many(&INSERT_PEOPLE, &rows).map(drop)
}

/// A refund; for whoever has found it through something in sight.
///
/// # Errors
/// Any [`DbError`].
pub fn unscoped(tx: &mut Tx<'_>, id: Id) -> DbResult<Option<Refund>> {
    tx.query_one(&BY_ID, params![id], read)
}

/// Refunds of a fund that are in no payment yet, oldest first, after one of them; at most `limit`.
///
/// # Errors
/// Any [`DbError`].
pub fn waiting(tx: &mut Tx<'_>, fund: Id, after: Id, limit: i64) -> DbResult<Vec<Refund>> {
    tx.query(&WAITING, params![fund, after, limit], read)
}

/// The refunds of a bill.
///
/// # Errors
/// Any [`DbError`].
pub fn of_bill(tx: &mut Tx<'_>, bill: Id) -> DbResult<Vec<Refund>> {
    tx.query(&OF_BILL, params![bill], read)
}

/// Takes a refund into a payment; `false` if it is in one.
///
/// # Errors
/// Any [`DbError`].
pub fn take(tx: &mut Tx<'_>, id: Id, payment: Id) -> DbResult<bool> {
    Ok(tx.execute(&TAKE, params![id, payment])? == 1)
}

/// The payment reached the account; `false` if it is in none.
///
/// # Errors
/// Any [`DbError`].
pub fn paid(tx: &mut Tx<'_>, id: Id) -> DbResult<bool> {
    Ok(tx.execute(&PAID, params![id])? == 1)
}

/// Writes to whom a refund goes that is in no payment; `false` if it is in one, or was changed since.
///
/// # Errors
/// Any [`DbError`].
pub fn set_payee(tx: &mut Tx<'_>, f: &Refund) -> DbResult<bool> {
    let args = params![f.id, f.version, &f.payee, &f.bank, &f.account, &f.account_tail];
    Ok(tx.execute(&SET_PAYEE, args)? == 1)
}

/// The payment came back: it is to be paid once more. `false` if it is in none.
///
/// # Errors
/// Any [`DbError`].
pub fn back(tx: &mut Tx<'_>, id: Id) -> DbResult<bool> {
    Ok(tx.execute(&BACK, params![id])? == 1)
}

/// What a list asks for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only of funds at this place and beneath.
    pub path: Option<OrgPath>,
    /// Only of this kind.
    pub kind: Option<RefundKind>,
    /// Only in this state.
    pub state: Option<RefundState>,
    /// In the name of the payee, or in the reason.
    pub q: String,
}

fn conditions<A: Action>(t: &mut Text, scope: &Scope<res::Fund, A>, f: &Filter) {
    let ranges = f.path.as_ref().map_or_else(|| scope.ranges(), |p| scope.ranges_within(p));
    within(&mut t.text, &mut t.args, "u.path", &ranges);
    t.equal("f.kind", f.kind.map(RefundKind::code));
    t.equal("f.state", f.state.map(RefundState::code));
    t.contains(&["f.payee", "f.why"], &f.q);
}

const FROM: &str = "FROM mutual_refund f JOIN trade_union u ON u.id = f.union_id WHERE";

/// A page of the refunds of funds in the scope, newest first, before the id `before`; each with the place of its fund.
///
/// # Errors
/// Any [`DbError`].
pub fn list<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Fund, A>,
    f: &Filter,
    before: Option<Id>,
    limit: i64,
) -> DbResult<Vec<Refund>> {
    let mut t = Text::of(format!("SELECT {COLUMNS} {FROM}"));
    conditions(&mut t, scope, f);
    let (a, n) = (t.arg(before.map_or(i64::MAX, |id| id.0)), t.arg(limit));
    t.text.push_str(&format!(" AND f.id < ${a} ORDER BY f.id DESC LIMIT ${n}"));
    tx.query(&Sql::composed("list_mutual_refunds", Route::FanOut("list"), t.text), &t.args, read)
}

/// How many match, counted to `bound` at most.
///
/// # Errors
/// Any [`DbError`].
pub fn count<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Fund, A>,
    f: &Filter,
    bound: i64,
) -> DbResult<i64> {
    let mut t = Text::of(format!("SELECT count(*) FROM (SELECT f.id {FROM}"));
    conditions(&mut t, scope, f);
    let n = t.arg(bound);
    t.text.push_str(&format!(" LIMIT ${n}) x"));
    let sql = Sql::composed("count_mutual_refunds", Route::FanOut("count"), t.text);
    tx.query_one(&sql, &t.args, |r| r.get(0)).map(Option::unwrap_or_default)
}
