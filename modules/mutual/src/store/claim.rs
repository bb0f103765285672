//! Claims: found, kept, changed under the version that was seen.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Day, Id};
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::{DbError, DbResult, Insert, Kind, Row, Tx, Val, params};

use super::claim_bill;
use crate::model::case::Facts;
use crate::model::claim::{Claim, ClaimChannel, ClaimState};
use crate::model::scheme::ItemKind;
use platform::lists::{SIZES, with_list};

static INSERT: Insert = Insert::new(
    "mutual_claim",
    &[
        ("id", Kind::Int),
        ("number", Kind::Text),
        ("person_id", Kind::Int),
        ("name", Kind::Text),
        ("union_id", Kind::Int),
        ("fund_id", Kind::Int),
        ("scheme_id", Kind::Int),
        ("scheme_code", Kind::Text),
        ("period_id", Kind::Int),
        ("item", Kind::Text),
        ("channel", Kind::Text),
        ("source_id", Kind::Int),
        ("settlement_id", Kind::Int),
        ("state", Kind::Text),
        ("hospital", Kind::Text),
        ("invoice", Kind::Text),
        ("admitted", Kind::Int),
        ("discharged", Kind::Int),
        ("total", Kind::Int),
        ("borne", Kind::Int),
        ("benefit", Kind::Int),
        ("deductible", Kind::Int),
        ("facts", Kind::Text),
        ("trace", Kind::Text),
        ("refusals", Kind::Text),
        ("signals", Kind::Text),
        ("asked", Kind::Text),
        ("due_on", Kind::Int),
        ("applied_on", Kind::Int),
        ("entered_by", Kind::Int),
        ("reviewed_by", Kind::Int),
        ("second_by", Kind::Int),
        ("approved_by", Kind::Int),
        ("approved_at", Kind::Int),
        ("sampled", Kind::Int),
        ("notice_id", Kind::Int),
        ("objections", Kind::Int),
        ("round", Kind::Int),
        ("payment_id", Kind::Int),
        ("attempt", Kind::Int),
        ("paid_on", Kind::Int),
        ("created_at", Kind::Int),
        ("version", Kind::Int),
    ],
    "",
);

static INSERT_NUMBERS: Insert =
    Insert::new("mutual_claim_number", &[("number", Kind::Text), ("claim_id", Kind::Int)], "");

/// Columns of a claim with its union, in the order of [`read`].
pub(super) const COLUMNS: &str =
    "c.id, c.number, c.person_id, c.name, c.union_id, u.name, u.path, c.fund_id, c.scheme_id, c.scheme_code,
       c.period_id, c.item, c.channel, c.source_id, c.settlement_id, c.state, c.hospital, c.invoice, c.benefit,
       c.deductible, c.facts, c.trace, c.refusals, c.signals, c.asked, c.due_on, c.entered_by, c.reviewed_by,
       c.second_by, c.approved_by, c.approved_at, c.sampled, c.notice_id, c.objections, c.round, c.payment_id,
       c.attempt, c.paid_on, c.created_at, c.version";

store::statements! {
    BY_ID = one("id"),
        "SELECT c.id, c.number, c.person_id, c.name, c.union_id, u.name, u.path, c.fund_id, c.scheme_id, c.scheme_code,
       c.period_id, c.item, c.channel, c.source_id, c.settlement_id, c.state, c.hospital, c.invoice, c.benefit,
       c.deductible, c.facts, c.trace, c.refusals, c.signals, c.asked, c.due_on, c.entered_by, c.reviewed_by,
       c.second_by, c.approved_by, c.approved_at, c.sampled, c.notice_id, c.objections, c.round, c.payment_id,
       c.attempt, c.paid_on, c.created_at, c.version
         FROM mutual_claim c JOIN trade_union u ON u.id = c.union_id WHERE c.id = $1";
    BY_NUMBER = one("number"), "SELECT claim_id FROM mutual_claim_number WHERE number = $1";
    UPDATE = one("id"),
        "UPDATE mutual_claim SET version = version + 1, item = $3, state = $4, hospital = $5, invoice = $6, admitted = $7,
           discharged = $8, total = $9, borne = $10, benefit = $11, deductible = $12, facts = $13, trace = $14,
           refusals = $15, signals = $16, asked = $17, due_on = $18, reviewed_by = $19, second_by = $20,
           approved_by = $21, approved_at = $22, sampled = $23, notice_id = $24, objections = $25, round = $26,
           payment_id = $27, attempt = $28, paid_on = $29, scheme_id = $30
         WHERE id = $1 AND version = $2";
    RECKONED = one("id"),
        "UPDATE mutual_claim SET version = version + 1, state = $3, benefit = $4, deductible = $5, facts = $6, trace = $7,
           refusals = $8, signals = $9, scheme_id = $10
         WHERE id = $1 AND version = $2";
    OF_PERSON = fan_out("claims of one person"),
        "SELECT id FROM mutual_claim WHERE person_id = $1 ORDER BY id DESC LIMIT 200";
    OF_NOTICE = fan_out("claims of one notice"),
        "SELECT id FROM mutual_claim WHERE notice_id = $1 AND id > $2 ORDER BY id LIMIT $3";
    IN_STATE = fan_out("claims of a fund in a state"),
        "SELECT id FROM mutual_claim WHERE fund_id = $1 AND state = $2 AND id > $3 ORDER BY id LIMIT $4";
    OVERDUE = fan_out("claims whose limit is over"),
        "SELECT id FROM mutual_claim WHERE state = $1 AND due_on > 0 AND due_on < $2 ORDER BY due_on LIMIT $3";
}

fn json<T: DeserializeOwned + Default>(text: &str, id: Id, what: &str) -> DbResult<T> {
    if text.is_empty() {
        return Ok(T::default());
    }
    serde_json::from_str(text).map_err(|e| DbError::Inconsistent(format!("claim {id}: {what}: {e}")))
}

/// Reads [`COLUMNS`].
///
/// # Errors
/// [`DbError::Inconsistent`] if they mean nothing.
pub fn read(row: &Row) -> DbResult<Claim> {
    let mut r = row.reader();
    let id: Id = r.next()?;
    let broken = |what: &str| DbError::Inconsistent(format!("claim {id}: {what}"));
    Ok(Claim {
        id,
        number: r.next()?,
        person_id: r.next()?,
        name: r.next()?,
        union_id: r.next()?,
        union_name: r.next()?,
        union_path: r.next()?,
        fund_id: r.next()?,
        scheme_id: r.next()?,
        scheme_code: r.next()?,
        period_id: r.next()?,
        item: ItemKind::parse(&r.next::<String>()?).ok_or_else(|| broken("item"))?,
        channel: ClaimChannel::parse(&r.next::<String>()?).ok_or_else(|| broken("channel"))?,
        source_id: r.next()?,
        settlement_id: r.next()?,
        state: ClaimState::parse(&r.next::<String>()?).ok_or_else(|| broken("state"))?,
        hospital: r.next()?,
        invoice: r.next()?,
        benefit: r.next()?,
        deductible: r.next()?,
        facts: serde_json::from_str::<Facts>(&r.next::<String>()?).map_err(|e| broken(&e.to_string()))?,
        trace: json(&r.next::<String>()?, id, "trace")?,
        refusals: json(&r.next::<String>()?, id, "refusals")?,
        signals: json(&r.next::<String>()?, id, "signals")?,
        asked: r.next()?,
        due_on: Day::from_number(r.next()?),
        entered_by: r.next()?,
        reviewed_by: r.next()?,
        second_by: r.next()?,
        approved_by: r.next()?,
        approved_at: Some(r.next()?).filter(|t: &kernel::Timestamp| t.0 != 0),
        sampled: r.next::<i64>()? != 0,
        notice_id: r.next()?,
        objections: r.next()?,
        round: r.next()?,
        payment_id: r.next()?,
        attempt: r.next()?,
        paid_on: Day::from_number(r.next()?),
        created_at: r.next()?,
        version: r.next()?,
    })
}

/// A list as JSON; nothing for an empty one.
fn packed<T: Serialize>(all: &[T]) -> DbResult<String> {
    if all.is_empty() {
        return Ok(String::new());
    }
    serde_json::to_string(all).map_err(|e| DbError::Driver(e.to_string()))
}

fn facts(f: &Facts) -> DbResult<String> {
    serde_json::to_string(f).map_err(|e| DbError::Driver(e.to_string()))
}

/// A claim within the scope: of a union in sight.
///
/// # Errors
/// Any [`DbError`].
pub fn find<A: Action>(tx: &mut Tx<'_>, scope: &Scope<res::Claim, A>, id: Id) -> DbResult<Option<Claim>> {
    Ok(tx.query_one(&BY_ID, params![id], read)?.filter(|c| scope.covers(&c.union_path)))
}

/// A claim, whoever asks: for the member who owns it, for jobs, and for whoever has found it otherwise.
///
/// # Errors
/// Any [`DbError`].
pub fn unscoped(tx: &mut Tx<'_>, id: Id) -> DbResult<Option<Claim>> {
    tx.query_one(&BY_ID, params![id], read)
}

/// Claim of a number.
///
/// # Errors
/// Any [`DbError`].
pub fn of_number(tx: &mut Tx<'_>, number: &str) -> DbResult<Option<Id>> {
    tx.query_one(&BY_NUMBER, params![number], |r| r.get(0))
}

/// Some claims by id, in no order; those that are not there are left out.
///
/// # Errors
/// Any [`DbError`].
pub fn by_ids(tx: &mut Tx<'_>, ids: &[Id]) -> DbResult<Vec<Claim>> {
    let mut all = Vec::with_capacity(ids.len());
    for part in ids.chunks(SIZES[3]) {
        let Some(last) = part.last() else { continue };
        let head = format!(
            "SELECT {COLUMNS} FROM mutual_claim c JOIN trade_union u ON u.id = c.union_id WHERE c.id IN"
        );
        let (sql, size) = with_list("mutual_claims_by_ids", &head, part.len(), "");
        let args: Vec<Val<'_>> =
            part.iter().chain(std::iter::repeat(last)).take(size).map(|id| Val::from(*id)).collect();
        all.extend(tx.query(&sql, &args, read)?);
    }
    Ok(all)
}

/// Keeps new claims with their numbers and bills (digest of each, in the same order; empty: the bill is not kept).
///
/// # Errors
/// Any [`DbError`]; a bill that another claim has breaks the transaction.
pub fn insert(tx: &mut Tx<'_>, claims: &[(Claim, Vec<u8>)]) -> DbResult<()> {
    let mut rows = Vec::with_capacity(claims.len());
    for (c, _) in claims {
        rows.push(vec![
            Val::from(c.id),
            Val::from(c.number.clone()),
            Val::from(c.person_id),
            Val::from(c.name.clone()),
            Val::from(c.union_id),
            Val::from(c.fund_id),
            Val::from(c.scheme_id),
            Val::from(c.scheme_code.clone()),
            Val::from(c.period_id),
            Val::from(c.item.code()),
            Val::from(c.channel.code()),
            Val::from(c.source_id),
            Val::from(c.settlement_id),
            Val::from(c.state.code()),
            Val::from(c.hospital.clone()),
            Val::from(c.invoice.clone()),
            Val::from(c.facts.admitted),
            Val::from(c.facts.discharged),
            Val::from(c.facts.total),
            Val::from(c.facts.borne()),
            Val::from(c.benefit),
            Val::from(c.deductible),
            Val::from(facts(&c.facts)?),
            Val::from(packed(&c.trace)?),
            Val::from(packed(&c.refusals)?),
            Val::from(packed(&c.signals)?),
            Val::from(c.asked.clone()),
            Val::from(c.due_on.map_or(0, Day::number)),
            Val::from(c.facts.applied_on),
            Val::from(c.entered_by),
            Val::from(c.reviewed_by),
            Val::from(c.second_by),
            Val::from(c.approved_by),
            Val::from(c.approved_at.map_or(0, |t| t.0)),
            Val::from(i64::from(c.sampled)),
            Val::from(c.notice_id),
            Val::from(c.objections),
            Val::from(c.round),
            Val::from(c.payment_id),
            Val::from(c.attempt),
            Val::from(c.paid_on.map_or(0, Day::number)),
            Val::from(c.created_at),
            Val::from(c.version),
        ]);
    }
    tx.insert_many(&INSERT, &rows)?;
    let numbers: Vec<_> =
        claims.iter().map(|(c, _)| vec![Val::from(c.number.clone()), Val::from(c.id)]).collect();
    tx.insert_many(&INSERT_NUMBERS, &numbers)?;
    let bills = claims.iter().filter(|(_, d)| !d.is_empty());
    claim_bill::take_all(tx, bills.map(|(c, d)| (d.clone(), c.id)))
}

/// Writes a claim; `false` if the version is not the present one. Its version is one more afterwards.
///
/// # Errors
/// Any [`DbError`].
pub fn update(tx: &mut Tx<'_>, c: &mut Claim) -> DbResult<bool> {
    let args = params![
        c.id,
        c.version,
        c.item.code(),
        c.state.code(),
        &c.hospital,
        &c.invoice,
        c.facts.admitted,
        c.facts.discharged,
        c.facts.total,
        c.facts.borne(),
        c.benefit,
        c.deductible,
        facts(&c.facts)?,
        packed(&c.trace)?,
        packed(&c.refusals)?,
        packed(&c.signals)?,
        &c.asked,
        c.due_on.map_or(0, Day::number),
        c.reviewed_by,
        c.second_by,
        c.approved_by,
        c.approved_at.map_or(0, |t| t.0),
        i64::from(c.sampled),
        c.notice_id,
        c.objections,
        c.round,
        c.payment_id,
        c.attempt,
        c.paid_on.map_or(0, Day::number),
        c.scheme_id
    ];
    if tx.execute(&UPDATE, args)? == 0 {
        return Ok(false);
    }
    c.version += 1;
    Ok(true)
}

/// Writes what a claim was worked out to, in bulk work; `false` if somebody changed it meanwhile.
///
/// # Errors
/// Any [`DbError`].
pub fn reckoned(tx: &mut Tx<'_>, c: &Claim) -> DbResult<bool> {
    let args = params![
        c.id,
        c.version,
        c.state.code(),
        c.benefit,
        c.deductible,
        facts(&c.facts)?,
        packed(&c.trace)?,
        packed(&c.refusals)?,
        packed(&c.signals)?,
        c.scheme_id
    ];
    Ok(tx.execute(&RECKONED, args)? == 1)
}

/// Ids of claims of a person, newest first.
///
/// # Errors
/// Any [`DbError`].
pub fn of_person(tx: &mut Tx<'_>, person: Id) -> DbResult<Vec<Id>> {
    tx.query(&OF_PERSON, params![person], |r| r.get(0))
}

/// Ids of claims of a notice after one, in order.
///
/// # Errors
/// Any [`DbError`].
pub fn of_notice(tx: &mut Tx<'_>, notice: Id, after: Id, limit: i64) -> DbResult<Vec<Id>> {
    tx.query(&OF_NOTICE, params![notice, after, limit], |r| r.get(0))
}

/// Ids of claims of a fund in a state after one, in order.
///
/// # Errors
/// Any [`DbError`].
pub fn in_state(tx: &mut Tx<'_>, fund: Id, state: ClaimState, after: Id, limit: i64) -> DbResult<Vec<Id>> {
    tx.query(&IN_STATE, params![fund, state.code(), after, limit], |r| r.get(0))
}

/// Claims of a fund in a state after one, in order, up to `limit`; fewer where another server has moved some since their ids were read.
/// Also the last id that was looked at: go on after it; none when there are no more.
///
/// # Errors
/// Any [`DbError`].
pub fn all_in_state(
    tx: &mut Tx<'_>,
    fund: Id,
    state: ClaimState,
    after: Id,
    limit: i64,
) -> DbResult<(Vec<Claim>, Option<Id>)> {
    let ids = in_state(tx, fund, state, after, limit)?;
    let mut all = by_ids(tx, &ids)?;
    all.retain(|c| c.state == state);
    all.sort_by_key(|c| c.id);
    Ok((all, ids.last().copied()))
}

/// Ids of claims in a state whose limit was over before a day.
///
/// # Errors
/// Any [`DbError`].
pub fn overdue(tx: &mut Tx<'_>, state: ClaimState, before: Day, limit: i64) -> DbResult<Vec<Id>> {
    tx.query(&OVERDUE, params![state.code(), before, limit], |r| r.get(0))
}
