//! Bills.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Day, Fen, Id, OrgPath};
use platform::scoped::within;
use store::{DbError, DbResult, Route, Row, Sql, Tx, params};

use crate::model::enrolment::{Bill, BillState, Parts};
use platform::lists::Text;

store::statements! {
    BY_ID = one("id"),
        "SELECT b.id, b.period_id, b.union_id, u.name, u.path, b.fund_id, b.scheme_code, b.reference, b.state, b.people,
           b.amount, b.employer_part, b.union_part, b.person_part, b.paid, b.refunded, b.paid_on, b.cover_from, b.reason,
           b.created_at, b.created_by_name, b.version
         FROM mutual_bill b JOIN trade_union u ON u.id = b.union_id WHERE b.id = $1";
    BY_REFERENCE = one("reference"), "SELECT bill_id FROM mutual_bill_reference WHERE reference = $1";
    INSERT = one("id"),
        "INSERT INTO mutual_bill (id, period_id, union_id, fund_id, scheme_code, reference, state, people, amount,
           employer_part, union_part, person_part, paid, refunded, paid_on, cover_from, reason, created_at, created_by_name,
           version)
         VALUES ($1, $2, $3, $4, $5, $6, 'open', $7, $8, $9, $10, $11, 0, 0, 0, 0, '', $12, $13, 1)";
    PUT_REFERENCE = one("reference"), "INSERT INTO mutual_bill_reference (reference, bill_id) VALUES ($1, $2)";
    CANCEL = one("id"),
        "UPDATE mutual_bill SET state = 'cancelled', reason = $3, version = version + 1
         WHERE id = $1 AND version = $2 AND state = 'open' AND paid = 0";
    PAY = one("id"),
        "UPDATE mutual_bill SET paid = $3, state = $4, paid_on = $5, cover_from = $6, version = version + 1
         WHERE id = $1 AND version = $2";
    GIVE_BACK = one("id"),
        "UPDATE mutual_bill SET refunded = refunded + $3, version = version + 1 WHERE id = $1 AND version = $2";
    DUE = fan_out("bills of a fund that wait for money"),
        "SELECT b.id, b.period_id, b.union_id, u.name, u.path, b.fund_id, b.scheme_code, b.reference, b.state, b.people,
           b.amount, b.employer_part, b.union_part, b.person_part, b.paid, b.refunded, b.paid_on, b.cover_from, b.reason,
           b.created_at, b.created_by_name, b.version
         FROM mutual_bill b JOIN trade_union u ON u.id = b.union_id
         WHERE b.fund_id = $1 AND b.state = $2 AND b.amount >= $3 AND b.amount <= $4 ORDER BY b.amount, b.id LIMIT $5";
    OF_PAYER = fan_out("bills of unions whose name the payer tells"),
        "SELECT b.id, b.period_id, b.union_id, u.name, u.path, b.fund_id, b.scheme_code, b.reference, b.state, b.people,
           b.amount, b.employer_part, b.union_part, b.person_part, b.paid, b.refunded, b.paid_on, b.cover_from, b.reason,
           b.created_at, b.created_by_name, b.version
         FROM mutual_bill b JOIN trade_union u ON u.id = b.union_id
         WHERE b.fund_id = $1 AND b.state IN ('open', 'part') AND u.name_key >= $2 AND u.name_key < $3 ORDER BY b.id LIMIT $4";
    OF_EMPLOYER = fan_out("bills of unions of the employer who paid"),
        "SELECT b.id, b.period_id, b.union_id, u.name, u.path, b.fund_id, b.scheme_code, b.reference, b.state, b.people,
           b.amount, b.employer_part, b.union_part, b.person_part, b.paid, b.refunded, b.paid_on, b.cover_from, b.reason,
           b.created_at, b.created_by_name, b.version
         FROM mutual_bill b JOIN trade_union u ON u.id = b.union_id
         WHERE b.fund_id = $1 AND b.state IN ('open', 'part')
           AND u.path IN (SELECT e.union_path FROM employer e WHERE e.name_key = $2) ORDER BY b.id LIMIT $3";
}

const COLUMNS: &str = "b.id, b.period_id, b.union_id, u.name, u.path, b.fund_id, b.scheme_code, b.reference, b.state, b.people, b.amount,
     b.employer_part, b.union_part, b.person_part, b.paid, b.refunded, b.paid_on, b.cover_from, b.reason, b.created_at,
     b.created_by_name, b.version";

fn read(row: &Row) -> DbResult<Bill> {
    let mut r = row.reader();
    let id: Id = r.next()?;
    Ok(Bill {
        id,
        period_id: r.next()?,
        union_id: r.next()?,
        union_name: r.next()?,
        union_path: r.next()?,
        fund_id: r.next()?,
        scheme_code: r.next()?,
        reference: r.next()?,
        state: BillState::parse(&r.next::<String>()?)
            .ok_or_else(|| DbError::Inconsistent(format!("bill {id}: state")))?,
        people: r.next()?,
        parts: Parts { premium: r.next()?, employer: r.next()?, union: r.next()?, person: r.next()? },
        paid: r.next()?,
        refunded: r.next()?,
        paid_on: Day::from_number(r.next()?),
        cover_from: Day::from_number(r.next()?),
        reason: r.next()?,
        created_at: r.next()?,
        created_by_name: r.next()?,
        version: r.next()?,
    })
}

/// Keeps a new bill with its reference.
///
/// # Errors
/// Any [`DbError`].
pub fn insert(tx: &mut Tx<'_>, b: &Bill) -> DbResult<()> {
    tx.execute(&PUT_REFERENCE, params![&b.reference, b.id])?;
    let args = params![
        b.id,
        b.period_id,
        b.union_id,
        b.fund_id,
        &b.scheme_code,
        &b.reference,
        b.people,
        b.parts.premium,
        b.parts.employer,
        b.parts.union,
        b.parts.person,
        b.created_at,
        &b.created_by_name
    ];
    tx.execute(&INSERT, args).map(drop)
}

/// A bill; for whoever has found it through something in sight.
///
/// # Errors
/// Any [`DbError`].
pub fn unscoped(tx: &mut Tx<'_>, id: Id) -> DbResult<Option<Bill>> {
    tx.query_one(&BY_ID, params![id], read)
}

/// A bill of a union in the scope.
///
/// # Errors
/// Any [`DbError`].
pub fn find<A: Action>(tx: &mut Tx<'_>, scope: &Scope<res::Enrolment, A>, id: Id) -> DbResult<Option<Bill>> {
    Ok(unscoped(tx, id)?.filter(|b| scope.covers(&b.union_path)))
}

/// The bill with a reference.
///
/// # Errors
/// Any [`DbError`].
pub fn by_reference(tx: &mut Tx<'_>, reference: &str) -> DbResult<Option<Bill>> {
    match tx.query_one(&BY_REFERENCE, params![reference], |r| r.get::<Id>(0))? {
        Some(id) => unscoped(tx, id),
        None => Ok(None),
    }
}

/// Cancels a bill on which nothing was paid; `false` if the version is not the present one, or something was.
///
/// # Errors
/// Any [`DbError`].
pub fn cancel(tx: &mut Tx<'_>, (id, version): (Id, i64), reason: &str) -> DbResult<bool> {
    Ok(tx.execute(&CANCEL, params![id, version, reason])? == 1)
}

/// Sets what was paid on a bill, and the state that follows; `false` if the version is not the present one.
///
/// # Errors
/// Any [`DbError`].
pub fn pay(
    tx: &mut Tx<'_>,
    b: &Bill,
    paid: Fen,
    state: BillState,
    full: Option<(Day, Day)>,
) -> DbResult<bool> {
    let (on, from) = full.map_or((0, 0), |(on, from)| (on.number(), from.number()));
    Ok(tx.execute(&PAY, params![b.id, b.version, paid, state.code(), on, from])? == 1)
}

/// Adds to what was given back of a bill; `false` if the version is not the present one.
///
/// # Errors
/// Any [`DbError`].
pub fn give_back(tx: &mut Tx<'_>, b: &Bill, amount: Fen) -> DbResult<bool> {
    Ok(tx.execute(&GIVE_BACK, params![b.id, b.version, amount])? == 1)
}

/// Bills of a fund in one state whose amount lies between two, smallest first; at most `limit`.
///
/// # Errors
/// Any [`DbError`].
pub fn due(
    tx: &mut Tx<'_>,
    fund: Id,
    state: BillState,
    (from, to): (Fen, Fen),
    limit: i64,
) -> DbResult<Vec<Bill>> {
    tx.query(&DUE, params![fund, state.code(), from, to, limit], read)
}

/// Bills that wait for money of unions whose name begins as the payer is called, or whose employer is called so; at most
/// `limit` of each.
///
/// # Errors
/// Any [`DbError`].
pub fn of_payer(tx: &mut Tx<'_>, fund: Id, key: &str, limit: i64) -> DbResult<Vec<Bill>> {
    let mut all = tx.query(&OF_PAYER, params![fund, key, format!("{key}\u{10FFFF}"), limit], read)?;
    all.extend(tx.query(&OF_EMPLOYER, params![fund, key, limit], read)?);
    Ok(all)
}

/// What a list asks for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only of this place and beneath.
    pub path: Option<OrgPath>,
    /// Only of this period.
    pub period: Option<Id>,
    /// Only in this state.
    pub state: Option<BillState>,
    /// Beginning of the reference.
    pub q: String,
}

fn conditions<A: Action>(t: &mut Text, scope: &Scope<res::Enrolment, A>, f: &Filter) {
    let ranges = f.path.as_ref().map_or_else(|| scope.ranges(), |p| scope.ranges_within(p));
    within(&mut t.text, &mut t.args, "u.path", &ranges);
    t.equal("b.period_id", f.period);
    t.equal("b.state", f.state.map(BillState::code));
    if !f.q.is_empty() {
        platform::scoped::begins(&mut t.text, &mut t.args, "b.reference", &f.q);
    }
}

const FROM: &str = "FROM mutual_bill b JOIN trade_union u ON u.id = b.union_id WHERE";

/// A page of the bills in the scope, newest first, before the id `before`.
///
/// # Errors
/// Any [`DbError`].
pub fn list<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Enrolment, A>,
    f: &Filter,
    before: Option<Id>,
    limit: i64,
) -> DbResult<Vec<Bill>> {
    let mut t = Text::of(format!("SELECT {COLUMNS} {FROM}"));
    conditions(&mut t, scope, f);
    let (a, n) = (t.arg(before.map_or(i64::MAX, |id| id.0)), t.arg(limit));
    t.text.push_str(&format!(" AND b.id < ${a} ORDER BY b.id DESC LIMIT ${n}"));
    tx.query(&Sql::composed("list_mutual_bills", Route::FanOut("list"), t.text), &t.args, read)
}

/// How many match, counted to `bound` at most.
///
/// # Errors
/// Any [`DbError`].
pub fn count<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Enrolment, A>,
    f: &Filter,
    bound: i64,
) -> DbResult<i64> {
    let mut t = Text::of(format!("SELECT count(*) FROM (SELECT b.id {FROM}"));
    conditions(&mut t, scope, f);
    let n = t.arg(bound);
    t.text.push_str(&format!(" LIMIT ${n}) x"));
    let sql = Sql::composed("count_mutual_bills", Route::FanOut("count"), t.text);
    tx.query_one(&sql, &t.args, |r| r.get(0)).map(Option::unwrap_or_default)
}
