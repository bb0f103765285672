//! Runs of a year's claims under a scheme, and what they read.

use kernel::{Fen, Id, Timestamp};
use store::{DbError, DbResult, Row, Tx, params};

use crate::model::scheme::ItemKind;
use crate::model::scheme_file::{Rerun, RerunResult, RerunState};

store::statements! {
    INSERT = one("id"),
        "INSERT INTO mutual_rerun (id, scheme_id, code, year, state, claims, claims_done, why, result, created_at,
           created_by_name, finished_at)
         VALUES ($1, $2, $3, $4, 'running', $5, 0, '', '', $6, $7, 0)";
    BY_ID = one("id"),
        "SELECT id, scheme_id, code, year, state, claims, claims_done, why, created_at, created_by_name, finished_at, result
         FROM mutual_rerun WHERE id = $1";
    OF_SCHEME = fan_out("runs of a scheme"),
        "SELECT id, scheme_id, code, year, state, claims, claims_done, why, created_at, created_by_name, finished_at
         FROM mutual_rerun WHERE scheme_id = $1 ORDER BY id DESC LIMIT $2";
    PROGRESS = one("id"), "UPDATE mutual_rerun SET claims_done = $2 WHERE id = $1 AND state = 'running'";
    FINISH = one("id"),
        "UPDATE mutual_rerun SET state = $2, claims_done = $3, why = $4, result = $5, finished_at = $6
         WHERE id = $1 AND state = 'running'";
    COUNT = fan_out("claims of a scheme"), "SELECT count(*) FROM mutual_claim WHERE scheme_id = $1";
    CLAIMS = fan_out("a chunk of the claims of a scheme"),
        "SELECT id, person_id, number, item, state, benefit, facts FROM mutual_claim
         WHERE scheme_id = $1 AND (person_id, id) > ($2, $3) ORDER BY person_id, id LIMIT $4";
    PREMIUMS = fan_out("enrolments of a scheme"),
        "SELECT class, items, shares, count(*), CAST(SUM(premium) AS BIGINT) FROM mutual_enrolment
         WHERE scheme_id = $1 AND state = 'active' GROUP BY class, items, shares ORDER BY class, items, shares";
}

fn read(row: &Row, result: Option<String>) -> DbResult<Rerun> {
    let mut r = row.reader();
    let id: Id = r.next()?;
    let broken = |what: &str| DbError::Inconsistent(format!("re-run {id}: {what}"));
    let result = result.filter(|text| !text.is_empty());
    let result = result.map(|text| serde_json::from_str(&text)).transpose();
    Ok(Rerun {
        id,
        scheme_id: r.next()?,
        code: r.next()?,
        year: r.next()?,
        state: RerunState::parse(&r.next::<String>()?).ok_or_else(|| broken("state"))?,
        claims: r.next()?,
        claims_done: r.next()?,
        why: r.next()?,
        created_at: r.next()?,
        created_by_name: r.next()?,
        finished_at: Some(r.next::<Timestamp>()?).filter(|t| t.0 != 0),
        result: result.map_err(|e| broken(&e.to_string()))?,
    })
}

/// A run, with its result. Unscoped: who asks must have found its scheme.
///
/// # Errors
/// Any [`DbError`].
pub fn find(tx: &mut Tx<'_>, id: Id) -> DbResult<Option<Rerun>> {
    tx.query_one(&BY_ID, params![id], |row| read(row, Some(row.get(11)?)))
}

/// The latest runs under a scheme, without their results.
///
/// # Errors
/// Any [`DbError`].
pub fn of_scheme(tx: &mut Tx<'_>, scheme: Id, limit: i64) -> DbResult<Vec<Rerun>> {
    tx.query(&OF_SCHEME, params![scheme, limit], |row| read(row, None))
}

/// Keeps a new run.
///
/// # Errors
/// Any [`DbError`].
pub fn insert(tx: &mut Tx<'_>, r: &Rerun) -> DbResult<()> {
    let args = params![r.id, r.scheme_id, &r.code, r.year, r.claims, r.created_at, &r.created_by_name];
    tx.execute(&INSERT, args).map(drop)
}

/// Notes how far a run is.
///
/// # Errors
/// Any [`DbError`].
pub fn progress(tx: &mut Tx<'_>, id: Id, done: i64) -> DbResult<()> {
    tx.execute(&PROGRESS, params![id, done]).map(drop)
}

/// Ends a run with its result, or with why it was broken off.
///
/// # Errors
/// Any [`DbError`].
pub fn finish(tx: &mut Tx<'_>, id: Id, end: Result<&RerunResult, &str>) -> DbResult<()> {
    let now = tx.now();
    let (state, done, why, result) = match end {
        Ok(r) => {
            let text = serde_json::to_string(r).map_err(|e| DbError::Driver(e.to_string()))?;
            (RerunState::Done, r.claims, "", text)
        }
        Err(why) => (RerunState::Failed, 0, why, String::new()),
    };
    tx.execute(&FINISH, params![id, state.code(), done, why, result, now]).map(drop)
}

/// How many claims there are of a scheme.
///
/// # Errors
/// Any [`DbError`].
pub fn count(tx: &mut Tx<'_>, scheme: Id) -> DbResult<i64> {
    Ok(tx.query_one(&COUNT, params![scheme], |r| r.get(0))?.unwrap_or(0))
}

/// A claim as it was decided.
#[derive(Clone, Debug)]
pub struct Decided {
    /// Claim.
    pub id: Id,
    /// Whose.
    pub person_id: Id,
    /// Number.
    pub number: String,
    /// Item; none if it means nothing any more.
    pub item: Option<ItemKind>,
    /// Code of its state.
    pub state: String,
    /// Benefit, 分.
    pub benefit: Fen,
    /// JSON of what was judged; empty if nothing was.
    pub facts: String,
}

/// The next claims of a scheme after a person's claim, by person.
///
/// # Errors
/// Any [`DbError`].
pub fn claims(tx: &mut Tx<'_>, scheme: Id, after: (Id, Id), limit: i64) -> DbResult<Vec<Decided>> {
    tx.query(&CLAIMS, params![scheme, after.0, after.1, limit], |row| {
        let mut r = row.reader();
        Ok(Decided {
            id: r.next()?,
            person_id: r.next()?,
            number: r.next()?,
            item: ItemKind::parse(&r.next::<String>()?),
            state: r.next()?,
            benefit: r.next()?,
            facts: r.next()?,
        })
    })
}

/// Enrolments of a scheme that have the same class, items and shares.
#[derive(Clone, Debug)]
pub struct PremiumGroup {
    /// Payer class.
    pub class: String,
    /// Items, by their codes.
    pub items: Vec<ItemKind>,
    /// Shares.
    pub shares: i64,
    /// People.
    pub people: i64,
    /// What they paid, 分.
    pub premium: Fen,
}

/// The active enrolments of a scheme, in groups.
///
/// # Errors
/// Any [`DbError`].
pub fn premiums(tx: &mut Tx<'_>, scheme: Id) -> DbResult<Vec<PremiumGroup>> {
    tx.query(&PREMIUMS, params![scheme], |row| {
        let mut r = row.reader();
        let (class, items): (String, String) = (r.next()?, r.next()?);
        let items = items.split(',').filter_map(ItemKind::parse).collect();
        Ok(PremiumGroup { class, items, shares: r.next()?, people: r.next()?, premium: r.next()? })
    })
}
