//! What people hold.

use std::collections::HashMap;

use kernel::{Day, Fen, Id, Timestamp};
use store::{DbError, DbResult, Insert, Kind, Row, Tx, Val, params};

use super::stock;
use crate::model::voucher::{Voucher, VoucherState};
use platform::lists::{SIZES, with_list};

store::statements! {
    BY_KEY = one("campaign_id"),
        "SELECT campaign_id, person_id, turn, serial, state, prize, worth, union_id, issued_at, expires_on, used_at, merchant_id
         FROM benefit_voucher WHERE campaign_id = $1 AND person_id = $2 AND turn = $3";
    BY_SERIAL = one("campaign_id"),
        "SELECT campaign_id, person_id, turn, serial, state, prize, worth, union_id, issued_at, expires_on, used_at, merchant_id
         FROM benefit_voucher WHERE campaign_id = $1 AND serial = $2";
    OF_PERSON = fan_out("what a person holds"),
        "SELECT campaign_id, person_id, turn, serial, state, prize, worth, union_id, issued_at, expires_on, used_at, merchant_id
         FROM benefit_voucher WHERE person_id = $1 AND (campaign_id, turn) < ($2, $3)
         ORDER BY campaign_id DESC, turn DESC LIMIT $4";
    SINCE = one("campaign_id"),
        "SELECT campaign_id, person_id, turn, serial, state, prize, worth, union_id, issued_at, expires_on, used_at, merchant_id
         FROM benefit_voucher WHERE campaign_id = $1 AND serial > $2 ORDER BY serial LIMIT $3";
    USE = one("campaign_id"),
        "UPDATE benefit_voucher SET state = 'used', used_at = $3, merchant_id = $4
         WHERE campaign_id = $1 AND serial = $2 AND state = 'held' AND expires_on >= $5";
    UNUSE = one("campaign_id"),
        "UPDATE benefit_voucher SET state = 'held', used_at = 0, merchant_id = 0
         WHERE campaign_id = $1 AND serial = $2 AND state = 'used'";
    VOID = one("campaign_id"),
        "UPDATE benefit_voucher SET state = 'void' WHERE campaign_id = $1 AND serial = $2 AND state = 'held'";
    SPENT = one("campaign_id"),
        "SELECT CAST(COALESCE(SUM(worth), 0) AS BIGINT) FROM benefit_voucher WHERE campaign_id = $1 AND state = 'used'";
    // Who was issued first runs out first, so the first one that was not looked at tells.
    DUE = fan_out("campaigns whose vouchers run out, once a minute; one row each"),
        "SELECT s.campaign_id FROM benefit_stock s
         JOIN benefit_voucher v ON v.campaign_id = s.campaign_id AND v.serial = s.expired + 1
         JOIN benefit_campaign c ON c.id = s.campaign_id
         WHERE v.expires_on < $1 AND (c.kind <> 'codes' OR v.expires_on < $3) ORDER BY s.campaign_id LIMIT $2";
    PAST = one("campaign_id"),
        "SELECT v.serial, v.expires_on FROM benefit_stock s
         JOIN benefit_voucher v ON v.campaign_id = s.campaign_id AND v.serial > s.expired
         WHERE s.campaign_id = $1 ORDER BY v.serial LIMIT $2";
    EXPIRE = one("campaign_id"),
        "UPDATE benefit_voucher SET state = 'expired' WHERE campaign_id = $1 AND state = 'held' AND serial <= $2
           AND serial > (SELECT expired FROM benefit_stock WHERE campaign_id = $1)
         RETURNING serial, worth";
}

/// Columns in the order in which a voucher is read.
pub(super) const COLUMNS: &str = "campaign_id, person_id, turn, serial, state, prize, worth, union_id, issued_at, expires_on, used_at, merchant_id";

static PUT: Insert = Insert::new(
    "benefit_voucher",
    &[
        ("campaign_id", Kind::Int),
        ("person_id", Kind::Int),
        ("turn", Kind::Int),
        ("serial", Kind::Int),
        ("state", Kind::Text),
        ("prize", Kind::Int),
        ("worth", Kind::Int),
        ("union_id", Kind::Int),
        ("issued_at", Kind::Int),
        ("expires_on", Kind::Int),
        ("used_at", Kind::Int),
        ("merchant_id", Kind::Int),
    ],
    "",
);

/// A stored voucher.
pub(super) fn read(row: &Row) -> DbResult<Voucher> {
    let mut r = row.reader();
    Ok(Voucher {
        campaign_id: r.next()?,
        person_id: r.next()?,
        turn: r.next()?,
        serial: r.next()?,
        state: state(&r.next::<String>()?)?,
        prize: r.next()?,
        worth: r.next()?,
        union_id: r.next()?,
        issued_at: r.next()?,
        expires_on: r.next()?,
        used_at: r.next()?,
        merchant_id: r.next()?,
    })
}

fn state(code: &str) -> DbResult<VoucherState> {
    VoucherState::parse(code).ok_or_else(|| DbError::Inconsistent(format!("voucher state {code}")))
}

/// Writes new vouchers.
///
/// # Errors
/// [`DbError::Conflict`] if somebody has this turn, or a serial was given: then more than the rule allows was to be issued.
pub fn put(tx: &mut Tx<'_>, all: &[Voucher]) -> DbResult<()> {
    let row = |v: &Voucher| -> Vec<Val<'static>> {
        vec![
            v.campaign_id.into(),
            v.person_id.into(),
            v.turn.into(),
            v.serial.into(),
            v.state.code().into(),
            v.prize.into(),
            v.worth.into(),
            v.union_id.into(),
            v.issued_at.into(),
            v.expires_on.into(),
            v.used_at.into(),
            v.merchant_id.into(),
        ]
    };
    tx.insert_many(&PUT, &all.iter().map(row).collect::<Vec<_>>()).map(drop)
}

/// A voucher by whose it is and which turn.
///
/// # Errors
/// Any [`DbError`].
pub fn by_key(tx: &mut Tx<'_>, campaign: Id, person: Id, turn: i64) -> DbResult<Option<Voucher>> {
    tx.query_one(&BY_KEY, params![campaign, person, turn], read)
}

/// A voucher by its serial.
///
/// # Errors
/// Any [`DbError`].
pub fn by_serial(tx: &mut Tx<'_>, campaign: Id, serial: i64) -> DbResult<Option<Voucher>> {
    tx.query_one(&BY_SERIAL, params![campaign, serial], read)
}

/// What somebody has of these campaigns, in the order in which it was got.
///
/// # Errors
/// Any [`DbError`].
pub fn of_person(tx: &mut Tx<'_>, person: Id, campaigns: &[Id]) -> DbResult<Vec<Voucher>> {
    let mut all = Vec::new();
    for part in campaigns.chunks(SIZES[3]) {
        let Some(last) = part.last() else { continue };
        let head = format!("SELECT {COLUMNS} FROM benefit_voucher WHERE campaign_id IN");
        let size = SIZES.into_iter().find(|s| *s >= part.len()).unwrap_or(SIZES[3]);
        let tail = format!("AND person_id = ${} ORDER BY serial", size + 1);
        let (sql, size) = with_list("benefit_vouchers_of_person", &head, part.len(), &tail);
        let mut args: Vec<Val<'_>> =
            part.iter().chain(std::iter::repeat(last)).take(size).map(|id| Val::from(*id)).collect();
        args.push(person.into());
        all.append(&mut tx.query(&sql, &args, read)?);
    }
    Ok(all)
}

/// Everything that somebody got, newest campaign first, at most `limit` after a campaign and turn.
///
/// # Errors
/// Any [`DbError`].
pub fn all_of_person(
    tx: &mut Tx<'_>,
    person: Id,
    before: Option<(Id, i64)>,
    limit: i64,
) -> DbResult<Vec<Voucher>> {
    let (campaign, turn) = before.unwrap_or((Id(i64::MAX), i64::MAX));
    tx.query(&OF_PERSON, params![person, campaign, turn, limit], read)
}

/// What these people have of a campaign, by person.
///
/// # Errors
/// Any [`DbError`].
pub fn of_people(tx: &mut Tx<'_>, campaign: Id, people: &[Id]) -> DbResult<HashMap<Id, Vec<Voucher>>> {
    let mut found: HashMap<Id, Vec<Voucher>> = HashMap::new();
    for part in people.chunks(SIZES[3]) {
        let Some(last) = part.last() else { continue };
        let size = SIZES.into_iter().find(|s| *s >= part.len()).unwrap_or(SIZES[3]);
        let head = format!("SELECT {COLUMNS} FROM benefit_voucher WHERE person_id IN");
        let tail = format!("AND campaign_id = ${} ORDER BY serial", size + 1);
        let (sql, size) = with_list("benefit_vouchers_of_people", &head, part.len(), &tail);
        let mut args: Vec<Val<'_>> =
            part.iter().chain(std::iter::repeat(last)).take(size).map(|id| Val::from(*id)).collect();
        args.push(campaign.into());
        for v in tx.query(&sql, &args, read)? {
            found.entry(v.person_id).or_default().push(v);
        }
    }
    Ok(found)
}

/// Vouchers after a serial, in the order of serials.
///
/// # Errors
/// Any [`DbError`].
pub fn since(tx: &mut Tx<'_>, campaign: Id, serial: i64, limit: i64) -> DbResult<Vec<Voucher>> {
    tx.query(&SINCE, params![campaign, serial, limit], read)
}

/// Uses a voucher at a merchant at an instant: true for exactly one caller, while it is held and its last day is not over.
///
/// # Errors
/// Any [`DbError`].
pub fn mark_used(tx: &mut Tx<'_>, campaign: Id, serial: i64, merchant: Id, at: Timestamp) -> DbResult<bool> {
    let used = tx.execute(&USE, params![campaign, serial, at, merchant, at.day()])? == 1;
    if used {
        stock::count_used(tx, campaign, 1)?;
    }
    Ok(used)
}

/// Gives a used voucher back to who holds it; false if it is not used.
///
/// # Errors
/// Any [`DbError`].
pub fn unmark(tx: &mut Tx<'_>, campaign: Id, serial: i64) -> DbResult<bool> {
    let held = tx.execute(&UNUSE, params![campaign, serial])? == 1;
    if held {
        stock::count_used(tx, campaign, -1)?;
    }
    Ok(held)
}

/// Takes a held voucher back; false if it is not held.
///
/// # Errors
/// Any [`DbError`].
pub fn void(tx: &mut Tx<'_>, campaign: Id, serial: i64) -> DbResult<bool> {
    Ok(tx.execute(&VOID, params![campaign, serial])? == 1)
}

/// Campaigns with vouchers that nobody used in time, at most `limit`; of codes of partners those whose last day was before `settled`.
///
/// # Errors
/// Any [`DbError`].
pub fn due(tx: &mut Tx<'_>, (today, settled): (Day, Day), limit: i64) -> DbResult<Vec<Id>> {
    tx.query(&DUE, params![today, limit, settled], |r| r.get(0))
}

/// Looks at the next vouchers of a campaign, at most `limit`, in the order in which they were issued, as long as their last day is
/// before `today`: how many they are, and serial and worth of those that ran out.
///
/// # Errors
/// Any [`DbError`].
pub fn expire_due(
    tx: &mut Tx<'_>,
    campaign: Id,
    today: Day,
    limit: i64,
) -> DbResult<(usize, Vec<(i64, Fen)>)> {
    let next = tx.query(&PAST, params![campaign, limit], |r| Ok((r.get::<i64>(0)?, r.get::<Day>(1)?)))?;
    let past = next.iter().take_while(|(_, last)| *last < today).count();
    let Some((last, _)) = past.checked_sub(1).and_then(|n| next.get(n)) else { return Ok((0, Vec::new())) };
    let out = tx.query(&EXPIRE, params![campaign, *last], |r| Ok((r.get(0)?, r.get(1)?)))?;
    stock::looked_at(tx, campaign, *last)?;
    Ok((past, out))
}

/// What the used vouchers of a campaign cost.
///
/// # Errors
/// Any [`DbError`].
pub fn spent(tx: &mut Tx<'_>, campaign: Id) -> DbResult<Fen> {
    Ok(tx.query_one(&SPENT, params![campaign], |r| r.get(0))?.unwrap_or(Fen(0)))
}
