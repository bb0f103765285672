//! Goods on their way, and the vouchers of a campaign beside them.

use kernel::{Id, Timestamp};
use platform::App;
use platform::lists::Text;
use platform::sealed::{SealedTable, Step, Walk};
use store::{DbError, DbResult, Route, Row, Sql, Tx, params};

use crate::model::parcel::{Parcel, ParcelState};
use crate::model::voucher::{Voucher, VoucherState};

store::statements! {
    FIND = one("campaign_id"),
        "SELECT campaign_id, serial, person_id, point, state, addressee, carrier, tracking, reason, ready_at, sent_at, done_at,
           by_name, forget_at, version FROM benefit_parcel WHERE campaign_id = $1 AND serial = $2";
    INSERT = one("campaign_id"),
        "INSERT INTO benefit_parcel (campaign_id, serial, person_id, point, state, addressee, carrier, tracking, reason, ready_at,
           sent_at, done_at, by_name, forget_at, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 1)";
    UPDATE = one("campaign_id"),
        "UPDATE benefit_parcel SET version = version + 1, point = $4, state = $5, addressee = $6, carrier = $7, tracking = $8,
           reason = $9, ready_at = $10, sent_at = $11, done_at = $12, by_name = $13, forget_at = $14
         WHERE campaign_id = $1 AND serial = $2 AND version = $3";
    DUE = fan_out("addresses that nobody needs any more, once a minute"),
        "SELECT campaign_id, serial FROM benefit_parcel WHERE forget_at > 0 AND forget_at <= $1
         ORDER BY forget_at, campaign_id, serial LIMIT $2";
    FORGET = one("campaign_id"),
        "UPDATE benefit_parcel SET addressee = $3, forget_at = 0, version = version + 1
         WHERE campaign_id = $1 AND serial = $2 AND forget_at > 0 AND forget_at <= $4";
    SEALED_ONES = fan_out("renewal of keys"),
        "SELECT campaign_id, serial FROM benefit_parcel WHERE forget_at > 0 AND (campaign_id, serial) > ($1, $2)
         ORDER BY campaign_id, serial LIMIT $3";
    // Writing the row keeps everybody else from it until the end of the transaction.
    HOLD = one("campaign_id"),
        "UPDATE benefit_parcel SET version = version WHERE campaign_id = $1 AND serial = $2 RETURNING addressee";
    RENEW = one("campaign_id"), "UPDATE benefit_parcel SET addressee = $3 WHERE campaign_id = $1 AND serial = $2";
}

/// Names, phones and addresses of who gets parcels.
pub const SEALED: SealedTable =
    SealedTable { name: "benefit_parcel", columns: &["benefit_parcel.addressee"], renew };

/// What an addressee is sealed for.
pub fn seal_of(campaign: Id, serial: i64) -> String {
    format!("benefit_parcel.addressee:{campaign}:{serial}")
}

fn renew(tx: &mut Tx<'_>, app: &App, walk: &Walk<'_>) -> DbResult<Step> {
    let keys = app.keyring();
    let mut after = walk.after.split(':').map(|n| n.parse::<i64>().unwrap_or(0));
    let from = (after.next().unwrap_or(0), after.next().unwrap_or(0));
    let args = params![from.0, from.1, walk.limit];
    let all: Vec<(Id, i64)> = tx.query(&SEALED_ONES, args, |r| Ok((r.get(0)?, r.get(1)?)))?;
    let mut step = Step::default();
    for (campaign, serial) in all.iter().copied() {
        let held: Option<Vec<u8>> = tx.query_one(&HOLD, params![campaign, serial], |r| r.get(0))?;
        let Some(sealed) = held.filter(|s| !s.is_empty() && !keys.is_current(s)) else { continue };
        let context = seal_of(campaign, serial);
        let plain = keys.open(&sealed, &context);
        let plain = plain.map_err(|e| DbError::Inconsistent(format!("parcel {campaign}/{serial}: {e}")))?;
        tx.execute(&RENEW, params![campaign, serial, keys.seal(&plain, &context)])?;
        step.renewed += 1;
    }
    step.next = all.last().filter(|_| all.len() as i64 == walk.limit).map(|(c, s)| format!("{c}:{s}"));
    Ok(step)
}

fn state(code: &str) -> DbResult<ParcelState> {
    ParcelState::parse(code).ok_or_else(|| DbError::Inconsistent(format!("parcel state {code}")))
}

fn read(row: &Row) -> DbResult<Parcel> {
    let mut r = row.reader();
    Ok(Parcel {
        campaign_id: r.next()?,
        serial: r.next()?,
        person_id: r.next()?,
        point: r.next()?,
        state: state(&r.next::<String>()?)?,
        addressee: r.next()?,
        carrier: r.next()?,
        tracking: r.next()?,
        reason: r.next()?,
        ready_at: r.next()?,
        sent_at: r.next()?,
        done_at: r.next()?,
        by_name: r.next()?,
        forget_at: r.next()?,
        version: r.next()?,
    })
}

/// What is written of the goods of a voucher.
///
/// # Errors
/// Any [`DbError`].
pub fn find(tx: &mut Tx<'_>, (campaign, serial): (Id, i64)) -> DbResult<Option<Parcel>> {
    tx.query_one(&FIND, params![campaign, serial], read)
}

/// Writes what is known of the goods of a voucher for the first time.
///
/// # Errors
/// [`DbError::Conflict`] if somebody did meanwhile.
pub fn insert(tx: &mut Tx<'_>, p: &Parcel) -> DbResult<()> {
    let args = params![
        p.campaign_id,
        p.serial,
        p.person_id,
        p.point,
        p.state.code(),
        &p.addressee,
        &p.carrier,
        &p.tracking,
        &p.reason,
        p.ready_at,
        p.sent_at,
        p.done_at,
        &p.by_name,
        p.forget_at
    ];
    tx.execute(&INSERT, args).map(drop)
}

/// Writes what is known now; `false` if somebody did since it was read.
///
/// # Errors
/// Any [`DbError`].
pub fn update(tx: &mut Tx<'_>, p: &Parcel) -> DbResult<bool> {
    let args = params![
        p.campaign_id,
        p.serial,
        p.version,
        p.point,
        p.state.code(),
        &p.addressee,
        &p.carrier,
        &p.tracking,
        &p.reason,
        p.ready_at,
        p.sent_at,
        p.done_at,
        &p.by_name,
        p.forget_at
    ];
    Ok(tx.execute(&UPDATE, args)? == 1)
}

/// Parcels whose address nobody needs any more, at most `limit`.
///
/// # Errors
/// Any [`DbError`].
pub fn due(tx: &mut Tx<'_>, limit: i64) -> DbResult<Vec<(Id, i64)>> {
    let now = tx.now();
    tx.query(&DUE, params![now, limit], |r| Ok((r.get(0)?, r.get(1)?)))
}

/// Forgets an address whose time has come; `false` if there is none.
///
/// # Errors
/// Any [`DbError`].
pub fn forget(tx: &mut Tx<'_>, (campaign, serial): (Id, i64)) -> DbResult<bool> {
    let (now, empty): (Timestamp, Vec<u8>) = (tx.now(), Vec::new());
    Ok(tx.execute(&FORGET, params![campaign, serial, empty, now])? == 1)
}

/// Which of a campaign's vouchers, by where their goods are.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filter {
    /// Only in this state.
    pub state: Option<ParcelState>,
    /// Only at this point of the terms, from 1.
    pub point: Option<i64>,
    /// Only with this serial.
    pub serial: Option<i64>,
}

/// What of a state stands in the two tables.
fn said(state: ParcelState) -> &'static str {
    match state {
        ParcelState::Waiting => "v.state = 'held' AND p.state IS NULL",
        ParcelState::Ready => "v.state = 'held' AND p.state = 'ready'",
        ParcelState::Sent => "v.state = 'used' AND p.state = 'sent'",
        ParcelState::Done => "v.state = 'used' AND COALESCE(p.state, '') <> 'sent'",
        ParcelState::Returned => "v.state = 'held' AND p.state IN ('sent', 'done', 'returned')",
        ParcelState::Cancelled => "v.state IN ('void', 'expired')",
    }
}

fn conditions(t: &mut Text, campaign: Id, f: &Filter) {
    let n = t.arg(campaign);
    t.text.push_str(&format!(
        "FROM benefit_voucher v LEFT JOIN benefit_parcel p ON p.campaign_id = v.campaign_id AND p.serial = v.serial
         WHERE v.campaign_id = ${n} AND v.state <> 'blank'"
    ));
    if let Some(state) = f.state {
        t.text.push_str(&format!(" AND {}", said(state)));
    }
    t.equal("p.point", f.point);
    t.equal("v.serial", f.serial);
}

/// A voucher, and what is written of its goods.
pub type Line = (Voucher, Option<Parcel>);

fn line(row: &Row) -> DbResult<Line> {
    let mut r = row.reader();
    let (campaign_id, person_id): (Id, Id) = (r.next()?, r.next()?);
    let (turn, serial): (i64, i64) = (r.next()?, r.next()?);
    let held: String = r.next()?;
    let held =
        VoucherState::parse(&held).ok_or_else(|| DbError::Inconsistent(format!("voucher state {held}")))?;
    let v = Voucher {
        campaign_id,
        person_id,
        turn,
        serial,
        state: held,
        prize: r.next()?,
        worth: r.next()?,
        union_id: r.next()?,
        issued_at: r.next()?,
        expires_on: r.next()?,
        used_at: r.next()?,
        merchant_id: r.next()?,
    };
    let written: String = r.next()?;
    if written.is_empty() {
        return Ok((v, None));
    }
    let p = Parcel {
        campaign_id,
        serial,
        person_id,
        state: state(&written)?,
        point: r.next()?,
        addressee: r.next::<Option<Vec<u8>>>()?.unwrap_or_default(),
        carrier: r.next()?,
        tracking: r.next()?,
        reason: r.next()?,
        ready_at: r.next()?,
        sent_at: r.next()?,
        done_at: r.next()?,
        by_name: r.next()?,
        forget_at: r.next()?,
        version: r.next()?,
    };
    Ok((v, Some(p)))
}

/// Vouchers of a campaign with their goods, last issued first, before a serial. The campaign was found in the scope of whoever asks.
///
/// # Errors
/// Any [`DbError`].
pub fn list(
    tx: &mut Tx<'_>,
    campaign: Id,
    f: &Filter,
    before: Option<i64>,
    limit: i64,
) -> DbResult<Vec<Line>> {
    let mut t = Text::of(
        "SELECT v.campaign_id, v.person_id, v.turn, v.serial, v.state, v.prize, v.worth, v.union_id, v.issued_at, v.expires_on,
           v.used_at, v.merchant_id, COALESCE(p.state, ''), COALESCE(p.point, 0), p.addressee, COALESCE(p.carrier, ''),
           COALESCE(p.tracking, ''), COALESCE(p.reason, ''), COALESCE(p.ready_at, 0), COALESCE(p.sent_at, 0),
           COALESCE(p.done_at, 0), COALESCE(p.by_name, ''), COALESCE(p.forget_at, 0), COALESCE(p.version, 0) ",
    );
    conditions(&mut t, campaign, f);
    let (a, b) = (t.arg(before.unwrap_or(i64::MAX)), t.arg(limit));
    t.text.push_str(&format!(" AND v.serial < ${a} ORDER BY v.serial DESC LIMIT ${b}"));
    tx.query(&Sql::composed("list_benefit_parcels", Route::One("campaign_id"), t.text), &t.args, line)
}

/// How many match, counted to `bound` at most.
///
/// # Errors
/// Any [`DbError`].
pub fn count(tx: &mut Tx<'_>, campaign: Id, f: &Filter, bound: i64) -> DbResult<i64> {
    let mut t = Text::of("SELECT count(*) FROM (SELECT v.serial ");
    conditions(&mut t, campaign, f);
    let n = t.arg(bound);
    t.text.push_str(&format!(" LIMIT ${n}) x"));
    let sql = Sql::composed("count_benefit_parcels", Route::One("campaign_id"), t.text);
    Ok(tx.query_one(&sql, &t.args, |r| r.get(0))?.unwrap_or(0))
}
