//! Codes of partners: the pool of a campaign, by serial, each code in one pool.

use kernel::{Day, Id};
use platform::App;
use platform::lists::Text;
use platform::sealed::{Keyring, SealedTable, Step, Walk};
use store::{DbError, DbResult, Insert, Kind, Route, Row, Sql, Tx, Val, params};

use crate::model::code_pool::{NewCode, PoolCode, PoolState};
use crate::model::voucher::VoucherState;

static PUT: Insert = Insert::new(
    "benefit_code",
    &[
        ("campaign_id", Kind::Int),
        ("serial", Kind::Int),
        ("code", Kind::Bytes),
        ("digest", Kind::Bytes),
        ("tail", Kind::Text),
        ("until", Kind::Int),
    ],
    "",
);

store::statements! {
    // Whoever loads codes holds the draft, so that serials have no gap.
    HOLD_DRAFT = one("id"), "UPDATE benefit_campaign SET version = version WHERE id = $1 RETURNING version";
    COUNT = one("campaign_id"), "SELECT count(*) FROM benefit_code WHERE campaign_id = $1";
    SOONEST = one("campaign_id"),
        "SELECT MIN(until) FROM benefit_code WHERE campaign_id = $1 AND until <> 0";
    TAKE_PLACE = one("digest"),
        "INSERT INTO benefit_code_place (digest, campaign_id, serial) VALUES ($1, $2, $3) ON CONFLICT (digest) DO NOTHING";
    PLACE = one("digest"), "SELECT campaign_id, serial FROM benefit_code_place WHERE digest = $1";
    MOVE_PLACE = one("digest"), "UPDATE benefit_code_place SET campaign_id = $2, serial = $3 WHERE digest = $1";
    FREE_PLACE = one("digest"), "DELETE FROM benefit_code_place WHERE digest = $1 AND campaign_id = $2";
    LAST = one("campaign_id"),
        "SELECT serial, digest FROM benefit_code WHERE campaign_id = $1 ORDER BY serial DESC LIMIT $2";
    DROP = one("campaign_id"), "DELETE FROM benefit_code WHERE campaign_id = $1 AND serial >= $2";
    SEALED_CODE = one("campaign_id"), "SELECT code FROM benefit_code WHERE campaign_id = $1 AND serial = $2";
    AFTER = fan_out("renewal of keys"),
        "SELECT campaign_id, serial FROM benefit_code WHERE (campaign_id, serial) > ($1, $2)
         ORDER BY campaign_id, serial LIMIT $3";
    HOLD = one("campaign_id"),
        "UPDATE benefit_code SET until = until WHERE campaign_id = $1 AND serial = $2 RETURNING code";
    RENEW = one("campaign_id"), "UPDATE benefit_code SET code = $3 WHERE campaign_id = $1 AND serial = $2";
}

fn context(campaign: Id, serial: i64) -> String {
    format!("benefit-code:{campaign}:{serial}")
}

/// What a code of a merchant is found by.
pub fn digest_of(keys: &Keyring, merchant: Id, code: &str) -> Vec<u8> {
    keys.stamp("benefit-code", &[&merchant.0.to_be_bytes(), code.as_bytes()])[..16].to_vec()
}

/// Holds a draft until the transaction is over; false if there is none.
///
/// # Errors
/// Any [`DbError`].
pub fn hold_draft(tx: &mut Tx<'_>, campaign: Id) -> DbResult<bool> {
    Ok(tx.query_one(&HOLD_DRAFT, params![campaign], |r| r.get::<i64>(0))?.is_some())
}

/// How many codes are in the pool of a campaign.
///
/// # Errors
/// Any [`DbError`].
pub fn count(tx: &mut Tx<'_>, campaign: Id) -> DbResult<i64> {
    Ok(tx.query_one(&COUNT, params![campaign], |r| r.get(0))?.unwrap_or(0))
}

/// The first day after which a code of the pool is not taken any more; none if none says so.
///
/// # Errors
/// Any [`DbError`].
pub fn soonest(tx: &mut Tx<'_>, campaign: Id) -> DbResult<Option<Day>> {
    let day: Option<Option<i64>> = tx.query_one(&SOONEST, params![campaign], |r| r.get(0))?;
    Ok(day.flatten().and_then(Day::from_number))
}

/// The pool in which a code is, and its place there.
///
/// # Errors
/// Any [`DbError`].
pub fn place(tx: &mut Tx<'_>, digest: &[u8]) -> DbResult<Option<(Id, i64)>> {
    tx.query_one(&PLACE, params![digest], |r| Ok((r.get(0)?, r.get(1)?)))
}

/// Keeps a place for a code; false if it has one.
///
/// # Errors
/// Any [`DbError`].
pub fn take_place(tx: &mut Tx<'_>, digest: &[u8], (campaign, serial): (Id, i64)) -> DbResult<bool> {
    Ok(tx.execute(&TAKE_PLACE, params![digest, campaign, serial])? == 1)
}

/// A code goes to another pool.
///
/// # Errors
/// Any [`DbError`].
pub fn move_place(tx: &mut Tx<'_>, digest: &[u8], (campaign, serial): (Id, i64)) -> DbResult<()> {
    tx.execute(&MOVE_PLACE, params![digest, campaign, serial]).map(drop)
}

/// Adds codes to a pool, each with its serial.
///
/// # Errors
/// [`DbError::Conflict`] if a serial is there.
pub fn put(tx: &mut Tx<'_>, keys: &Keyring, campaign: Id, all: &[NewCode]) -> DbResult<()> {
    let row = |c: &NewCode| -> Vec<Val<'static>> {
        vec![
            campaign.into(),
            c.serial.into(),
            keys.seal(&c.code, &context(campaign, c.serial)).into(),
            c.digest.clone().into(),
            c.tail().into(),
            c.until.map_or(0, Day::number).into(),
        ]
    };
    tx.insert_many(&PUT, &all.iter().map(row).collect::<Vec<_>>()).map(drop)
}

/// Takes the last codes of a pool out, at most `limit`; how many are left.
///
/// # Errors
/// Any [`DbError`].
pub fn drop_last(tx: &mut Tx<'_>, campaign: Id, limit: i64) -> DbResult<i64> {
    let last: Vec<(i64, Vec<u8>)> =
        tx.query(&LAST, params![campaign, limit], |r| Ok((r.get(0)?, r.get(1)?)))?;
    for (_, digest) in &last {
        tx.execute(&FREE_PLACE, params![digest, campaign])?;
    }
    let Some((first, _)) = last.last() else { return Ok(0) };
    tx.execute(&DROP, params![campaign, *first])?;
    Ok(first - 1)
}

/// The code with a serial, in full; none if there is none.
///
/// # Errors
/// [`DbError::Inconsistent`] if it cannot be opened.
pub fn open(tx: &mut Tx<'_>, keys: &Keyring, campaign: Id, serial: i64) -> DbResult<Option<String>> {
    let sealed: Option<Vec<u8>> = tx.query_one(&SEALED_CODE, params![campaign, serial], |r| r.get(0))?;
    let plain = sealed.map(|s| keys.open(&s, &context(campaign, serial))).transpose();
    plain.map_err(|e| DbError::Inconsistent(format!("code {serial} of campaign {campaign}: {e}")))
}

/// Which codes of a pool.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only those that stand so.
    pub state: Option<PoolState>,
    /// Only with this end.
    pub tail: Option<String>,
}

const FROM: &str =
    "FROM benefit_code k LEFT JOIN benefit_voucher v ON v.campaign_id = k.campaign_id AND v.serial = k.serial
     WHERE";

fn conditions(t: &mut Text, campaign: Id, f: &Filter) {
    let n = t.arg(campaign);
    t.text.push_str(&format!(" k.campaign_id = ${n}"));
    t.equal("k.tail", f.tail.clone());
    match f.state {
        Some(PoolState::Left) => t.text.push_str(" AND v.serial IS NULL"),
        Some(other) => t.equal("v.state", other.voucher().map(VoucherState::code)),
        None => {}
    }
}

fn read(row: &Row) -> DbResult<PoolCode> {
    let mut r = row.reader();
    let (serial, tail, until): (i64, String, i64) = (r.next()?, r.next()?, r.next()?);
    let state: Option<String> = r.next()?;
    Ok(PoolCode {
        serial,
        tail,
        until: Day::from_number(until).filter(|_| until != 0),
        state: PoolState::of(state.as_deref().and_then(VoucherState::parse)),
        used_at: r.next::<Option<i64>>()?.unwrap_or(0),
    })
}

/// A page of the pool of a campaign, in the order in which codes are given, after a serial. The campaign was found in the scope of
/// whoever asks.
///
/// # Errors
/// Any [`DbError`].
pub fn list(tx: &mut Tx<'_>, campaign: Id, f: &Filter, after: i64, limit: i64) -> DbResult<Vec<PoolCode>> {
    let mut t = Text::of(format!("SELECT k.serial, k.tail, k.until, v.state, v.used_at {FROM}"));
    conditions(&mut t, campaign, f);
    let (a, b) = (t.arg(after), t.arg(limit));
    t.text.push_str(&format!(" AND k.serial > ${a} ORDER BY k.serial LIMIT ${b}"));
    tx.query(&Sql::composed("list_benefit_codes", Route::One("campaign_id"), t.text), &t.args, read)
}

/// How many match, counted to `bound` at most.
///
/// # Errors
/// Any [`DbError`].
pub fn count_of(tx: &mut Tx<'_>, campaign: Id, f: &Filter, bound: i64) -> DbResult<i64> {
    let mut t = Text::of(format!("SELECT count(*) FROM (SELECT k.serial {FROM}"));
    conditions(&mut t, campaign, f);
    let n = t.arg(bound);
    t.text.push_str(&format!(" LIMIT ${n}) x"));
    let sql = Sql::composed("count_benefit_codes", Route::One("campaign_id"), t.text);
    Ok(tx.query_one(&sql, &t.args, |r| r.get(0))?.unwrap_or(0))
}

/// The column that depends on the keys.
pub const SEALED: SealedTable = SealedTable { name: "benefit_code", columns: &["benefit_code.code"], renew };

fn renew(tx: &mut Tx<'_>, app: &App, walk: &Walk<'_>) -> DbResult<Step> {
    let keys = app.keyring();
    let (campaign, serial) = walk.after.split_once(':').unwrap_or(("0", "0"));
    let from: (i64, i64) = (campaign.parse().unwrap_or(0), serial.parse().unwrap_or(0));
    let all: Vec<(Id, i64)> =
        tx.query(&AFTER, params![from.0, from.1, walk.limit], |r| Ok((r.get(0)?, r.get(1)?)))?;
    let mut step = Step::default();
    for (campaign, serial) in all.iter().copied() {
        let held: Option<Vec<u8>> = tx.query_one(&HOLD, params![campaign, serial], |r| r.get(0))?;
        let Some(sealed) = held.filter(|s| !keys.is_current(s)) else { continue };
        let context = context(campaign, serial);
        let plain = keys.open(&sealed, &context);
        let plain = plain.map_err(|e| DbError::Inconsistent(format!("{context}: {e}")))?;
        tx.execute(&RENEW, params![campaign, serial, keys.seal(&plain, &context)])?;
        step.renewed += 1;
    }
    step.next = all.last().filter(|_| all.len() as i64 == walk.limit).map(|(c, n)| format!("{c}:{n}"));
    Ok(step)
}
