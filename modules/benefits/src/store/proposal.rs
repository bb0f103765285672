//! Discounts that merchants propose. State changes are conditional on the version that was seen.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Id, OrgPath};
use platform::lists::Text;
use platform::scoped::within;
use serde::de::DeserializeOwned;
use store::{DbError, DbResult, Route, Row, Sql, Tx, params};

use crate::model::proposal::{Proposal, ProposalKind, ProposalState};

const COLUMNS: &str = "p.merchant_id, p.id, p.kind, p.discount_id, p.told, p.was, p.note, p.state, p.reason, p.made_by, p.made_by_name,
  p.proposed_by, p.proposed_by_name, p.proposed_at, p.decided_by_name, p.decided_at, p.created_at, p.version";

store::statements! {
    FIND = one("merchant_id"),
        "SELECT merchant_id, id, kind, discount_id, told, was, note, state, reason, made_by, made_by_name, proposed_by,
           proposed_by_name, proposed_at, decided_by_name, decided_at, created_at, version
         FROM benefit_proposal WHERE merchant_id = $1 AND id = $2";
    OF_MERCHANT = one("merchant_id"),
        "SELECT merchant_id, id, kind, discount_id, told, was, note, state, reason, made_by, made_by_name, proposed_by,
           proposed_by_name, proposed_at, decided_by_name, decided_at, created_at, version
         FROM benefit_proposal WHERE merchant_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3";
    INSERT = one("merchant_id"),
        "INSERT INTO benefit_proposal (merchant_id, id, kind, discount_id, title, told, was, note, state, reason, made_by, made_by_name,
           proposed_by, proposed_by_name, proposed_at, decided_by_name, decided_at, created_at, version)
         VALUES ($1, $2, $3, $4, $5, $6, '', $7, 'draft', '', $8, $9, 0, '', 0, '', 0, $10, 1)";
    PUT = one("merchant_id"),
        "UPDATE benefit_proposal SET discount_id = $4, title = $5, told = $6, was = $7, note = $8, state = $9, reason = $10, made_by = $11,
           made_by_name = $12, proposed_by = $13, proposed_by_name = $14, proposed_at = $15, decided_by_name = $16, decided_at = $17,
           version = version + 1 WHERE merchant_id = $1 AND id = $2 AND version = $3";
}

fn parsed<T: DeserializeOwned>(id: Id, json: &str) -> DbResult<T> {
    serde_json::from_str(json).map_err(|e| DbError::Inconsistent(format!("proposal {id}: {e}")))
}

fn stored(text: &impl serde::Serialize) -> DbResult<String> {
    serde_json::to_string(text).map_err(|e| DbError::Driver(e.to_string()))
}

fn read(row: &Row) -> DbResult<Proposal> {
    let mut r = row.reader();
    let (merchant_id, id): (Id, Id) = (r.next()?, r.next()?);
    let broken = |what: &str| DbError::Inconsistent(format!("proposal {id}: {what}"));
    let kind = ProposalKind::parse(&r.next::<String>()?).ok_or_else(|| broken("kind"))?;
    let (discount_id, told) = (r.next()?, parsed(id, &r.next::<String>()?)?);
    let was: String = r.next()?;
    let was = if was.is_empty() { None } else { Some(parsed(id, &was)?) };
    let note = r.next()?;
    let state = ProposalState::parse(&r.next::<String>()?).ok_or_else(|| broken("state"))?;
    Ok(Proposal {
        merchant_id,
        id,
        kind,
        discount_id,
        told,
        was,
        note,
        state,
        reason: r.next()?,
        made_by: r.next()?,
        made_by_name: r.next()?,
        proposed_by: r.next()?,
        proposed_by_name: r.next()?,
        proposed_at: r.next()?,
        decided_by_name: r.next()?,
        decided_at: r.next()?,
        created_at: r.next()?,
        version: r.next()?,
    })
}

/// A proposal of a merchant. The caller has found the merchant within its scope, or stands at its till.
///
/// # Errors
/// Any [`DbError`].
pub fn find(tx: &mut Tx<'_>, merchant: Id, id: Id) -> DbResult<Option<Proposal>> {
    tx.query_one(&FIND, params![merchant, id], read)
}

/// Proposals of a merchant, newest first, before the id `before`.
///
/// # Errors
/// Any [`DbError`].
pub fn of_merchant(tx: &mut Tx<'_>, merchant: Id, before: Option<Id>, limit: i64) -> DbResult<Vec<Proposal>> {
    tx.query(&OF_MERCHANT, params![merchant, before.unwrap_or(Id(i64::MAX)), limit], read)
}

/// Keeps a new proposal.
///
/// # Errors
/// Any [`DbError`].
pub fn insert(tx: &mut Tx<'_>, p: &Proposal) -> DbResult<()> {
    let args = params![
        p.merchant_id,
        p.id,
        p.kind.code(),
        p.discount_id,
        &p.told.title,
        stored(&p.told)?,
        &p.note,
        p.made_by,
        &p.made_by_name,
        p.created_at
    ];
    tx.execute(&INSERT, args).map(drop)
}

/// Writes a proposal; `false` if the version is not the present one.
///
/// # Errors
/// Any [`DbError`].
pub fn put(tx: &mut Tx<'_>, p: &Proposal) -> DbResult<bool> {
    let was = p.was.as_ref().map(stored).transpose()?.unwrap_or_default();
    let args = params![
        p.merchant_id,
        p.id,
        p.version,
        p.discount_id,
        &p.told.title,
        stored(&p.told)?,
        was,
        &p.note,
        p.state.code(),
        &p.reason,
        p.made_by,
        &p.made_by_name,
        p.proposed_by,
        &p.proposed_by_name,
        p.proposed_at,
        &p.decided_by_name,
        p.decided_at
    ];
    Ok(tx.execute(&PUT, args)? == 1)
}

/// What a list asks for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only of merchants of unions at this place and beneath.
    pub path: Option<OrgPath>,
    /// Only of this merchant.
    pub merchant: Option<Id>,
    /// Only in this state.
    pub state: Option<ProposalState>,
    /// Only of this kind.
    pub kind: Option<ProposalKind>,
    /// In the name of the merchant or the title of the discount.
    pub q: String,
}

/// A proposal with the names that a list shows.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Proposal.
    pub proposal: Proposal,
    /// Its merchant.
    pub merchant_name: String,
    /// Union under contract.
    pub union_name: String,
}

/// What was never handed in is the merchant's own.
const FROM: &str = "FROM benefit_proposal p JOIN benefit_merchant m ON m.id = p.merchant_id
  JOIN trade_union u ON u.id = m.union_id WHERE p.proposed_at > 0 AND";

fn conditions<A: Action>(t: &mut Text, scope: &Scope<res::Merchant, A>, f: &Filter) {
    let ranges = f.path.as_ref().map_or_else(|| scope.ranges(), |p| scope.ranges_within(p));
    within(&mut t.text, &mut t.args, "u.path", &ranges);
    t.equal("p.merchant_id", f.merchant);
    t.equal("p.state", f.state.map(ProposalState::code));
    t.equal("p.kind", f.kind.map(ProposalKind::code));
    t.contains(&["m.name", "p.title"], &f.q);
}

/// A page of the proposals in the scope that were handed in, the newest first, before the id `before`.
///
/// # Errors
/// Any [`DbError`].
pub fn list<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Merchant, A>,
    f: &Filter,
    before: Option<Id>,
    limit: i64,
) -> DbResult<Vec<Listed>> {
    let mut t = Text::of(format!("SELECT {COLUMNS}, m.name, u.name {FROM}"));
    conditions(&mut t, scope, f);
    let (a, n) = (t.arg(before.map_or(i64::MAX, |id| id.0)), t.arg(limit));
    t.text.push_str(&format!(" AND p.id < ${a} ORDER BY p.id DESC LIMIT ${n}"));
    let sql = Sql::composed("list_benefit_proposals", Route::FanOut("list"), t.text);
    tx.query(&sql, &t.args, |row| {
        Ok(Listed { proposal: read(row)?, merchant_name: row.get(18)?, union_name: row.get(19)? })
    })
}

/// How many match, counted to `bound` at most.
///
/// # Errors
/// Any [`DbError`].
pub fn count<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Merchant, A>,
    f: &Filter,
    bound: i64,
) -> DbResult<i64> {
    let mut t = Text::of(format!("SELECT count(*) FROM (SELECT p.id {FROM}"));
    conditions(&mut t, scope, f);
    let n = t.arg(bound);
    t.text.push_str(&format!(" LIMIT ${n}) x"));
    let sql = Sql::composed("count_benefit_proposals", Route::FanOut("count"), t.text);
    tx.query_one(&sql, &t.args, |r| r.get(0)).map(Option::unwrap_or_default)
}
