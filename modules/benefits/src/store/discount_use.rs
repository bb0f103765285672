//! Uses of standing discounts that tills recorded.

use kernel::{Day, Id, Timestamp};
use store::{DbError, DbResult, Insert, Kind, Row, Tx, Val, params};

use crate::model::discount_use::{DiscountUse, UseState};

/// Columns in the order in which [`read`] takes them.
pub(super) const COLUMNS: &str = "r.merchant_id, r.id, r.discount_id, r.person_id, r.number, r.name, r.union_id, r.shop_id,
     r.account_id, r.clerk_name, r.device, r.scan_key, r.day, r.minute, r.turn, r.bill, r.saved, r.at, r.received_at, r.offline,
     r.state, r.reason, r.title";

static INSERT: Insert = Insert::new(
    "benefit_use",
    &[
        ("merchant_id", Kind::Int),
        ("id", Kind::Int),
        ("discount_id", Kind::Int),
        ("person_id", Kind::Int),
        ("number", Kind::Text),
        ("name", Kind::Text),
        ("union_id", Kind::Int),
        ("shop_id", Kind::Int),
        ("account_id", Kind::Int),
        ("clerk_name", Kind::Text),
        ("device", Kind::Text),
        ("scan_key", Kind::Text),
        ("day", Kind::Int),
        ("minute", Kind::Int),
        ("turn", Kind::Int),
        ("bill", Kind::Int),
        ("saved", Kind::Int),
        ("at", Kind::Int),
        ("received_at", Kind::Int),
        ("offline", Kind::Int),
        ("state", Kind::Text),
        ("reason", Kind::Text),
        ("ended", Kind::Int),
        ("pending", Kind::Int),
        ("counted", Kind::Int),
        ("title", Kind::Text),
    ],
    "",
);

macro_rules! uses {
    ($rest:literal) => {
        concat!(
            "SELECT r.merchant_id, r.id, r.discount_id, r.person_id, r.number, r.name, r.union_id, r.shop_id,
     r.account_id, r.clerk_name, r.device, r.scan_key, r.day, r.minute, r.turn, r.bill, r.saved, r.at, r.received_at, r.offline,
     r.state, r.reason, r.title FROM benefit_use r ",
            $rest
        )
    };
}

store::statements! {
    FIND = one("merchant_id"), uses!("WHERE r.merchant_id = $1 AND r.id = $2");
    OF_DAY = one("merchant_id"),
        uses!("WHERE r.merchant_id = $1 AND r.discount_id = $2 AND r.person_id = $3 AND r.day = $4 ORDER BY r.id");
    OF_SHOP = one("merchant_id"),
        uses!("WHERE r.merchant_id = $1 AND r.shop_id = $2 AND r.id >= $3 AND r.id < $4 ORDER BY r.id DESC LIMIT $5");
    SINCE = one("merchant_id"),
        "SELECT count(*) FROM benefit_use WHERE merchant_id = $1 AND id >= $2 AND state = 'good' AND shop_id = $3";
    TODAY = one("merchant_id"),
        "SELECT discount_id, count(*) FROM benefit_use
         WHERE merchant_id = $1 AND person_id = $2 AND day = $3 AND ended = 0 GROUP BY discount_id";
    VOID = one("merchant_id"),
        "UPDATE benefit_use SET state = 'void', ended = id, reason = $3, pending = 1
         WHERE merchant_id = $1 AND id = $2 AND state = 'good'";
    KEEP_TITLE = one("merchant_id"),
        "UPDATE benefit_use SET title = $3 WHERE merchant_id = $1 AND discount_id = $2 AND title = ''";
    PENDING = fan_out("what the figures do not know yet"),
        "SELECT merchant_id, id, discount_id, person_id, union_id, day, saved, state, counted FROM benefit_use
         WHERE pending = 1 ORDER BY id LIMIT $1";
    COUNTED = one("merchant_id"),
        "UPDATE benefit_use SET pending = 0, counted = $4 WHERE merchant_id = $1 AND id = $2 AND pending = 1 AND state = $3";
}

/// Reads the columns in their order.
pub(super) fn read(row: &Row) -> DbResult<DiscountUse> {
    let mut r = row.reader();
    let (merchant_id, id): (Id, Id) = (r.next()?, r.next()?);
    Ok(DiscountUse {
        merchant_id,
        id,
        discount_id: r.next()?,
        person_id: r.next()?,
        number: r.next()?,
        name: r.next()?,
        union_id: r.next()?,
        shop_id: r.next()?,
        account_id: r.next()?,
        clerk_name: r.next()?,
        device: r.next()?,
        scan_key: r.next()?,
        day: r.next()?,
        minute: r.next()?,
        turn: r.next()?,
        bill: r.next()?,
        saved: r.next()?,
        at: r.next()?,
        received_at: r.next()?,
        offline: r.next()?,
        state: state(&r.next::<String>()?, id)?,
        reason: r.next()?,
        title: r.next()?,
    })
}

fn state(code: &str, id: Id) -> DbResult<UseState> {
    UseState::parse(code).ok_or_else(|| DbError::Inconsistent(format!("use {id}: state")))
}

/// Keeps a new use.
///
/// # Errors
/// [`DbError::Busy`] if its turn or its minute was taken in between: then the whole is to be tried again.
pub fn insert(tx: &mut Tx<'_>, u: &DiscountUse) -> DbResult<()> {
    let row = vec![
        Val::from(u.merchant_id),
        Val::from(u.id),
        Val::from(u.discount_id),
        Val::from(u.person_id),
        Val::from(&u.number),
        Val::from(&u.name),
        Val::from(u.union_id),
        Val::from(u.shop_id),
        Val::from(u.account_id),
        Val::from(&u.clerk_name),
        Val::from(&u.device),
        Val::from(&u.scan_key),
        Val::from(u.day),
        Val::from(u.minute),
        Val::from(u.turn),
        Val::from(u.bill),
        Val::from(u.saved),
        Val::from(u.at),
        Val::from(u.received_at),
        Val::from(u.offline),
        Val::from(u.state.code()),
        Val::from(&u.reason),
        Val::from(0_i64),
        Val::from(1_i64),
        Val::from(0_i64),
        Val::from(&u.title),
    ];
    match tx.insert_many(&INSERT, &[row]) {
        Err(DbError::Conflict(_)) => Err(DbError::Busy("uses of a discount".into())),
        other => other.map(drop),
    }
}

/// A use at a merchant.
///
/// # Errors
/// Any [`DbError`].
pub fn find(tx: &mut Tx<'_>, merchant: Id, id: Id) -> DbResult<Option<DiscountUse>> {
    tx.query_one(&FIND, params![merchant, id], read)
}

/// Uses of a discount by a person on a day, also those that were taken back.
///
/// # Errors
/// Any [`DbError`].
pub fn of_day(
    tx: &mut Tx<'_>,
    (merchant, discount): (Id, Id),
    person: Id,
    day: Day,
) -> DbResult<Vec<DiscountUse>> {
    tx.query(&OF_DAY, params![merchant, discount, person, day], read)
}

/// What a shop recorded between two ids, the latest first: from the first, before the second.
///
/// # Errors
/// Any [`DbError`].
pub fn of_shop(
    tx: &mut Tx<'_>,
    (merchant, shop): (Id, Id),
    (from, before): (Id, Id),
    limit: i64,
) -> DbResult<Vec<DiscountUse>> {
    tx.query(&OF_SHOP, params![merchant, shop, from, before, limit], read)
}

/// How many uses a shop recorded since an instant.
///
/// # Errors
/// Any [`DbError`].
pub fn since(tx: &mut Tx<'_>, (merchant, shop): (Id, Id), since: Timestamp) -> DbResult<i64> {
    let found = tx.query_one(&SINCE, params![merchant, Id::first_at(since), shop], |r| r.get(0))?;
    Ok(found.unwrap_or_default())
}

/// How often a person used each discount of a merchant on a day.
///
/// # Errors
/// Any [`DbError`].
pub fn times(tx: &mut Tx<'_>, merchant: Id, person: Id, day: Day) -> DbResult<Vec<(Id, i64)>> {
    tx.query(&TODAY, params![merchant, person, day], |r| Ok((r.get(0)?, r.get(1)?)))
}

/// Takes a use back; `false` if it does not count any more.
///
/// # Errors
/// Any [`DbError`].
pub fn void(tx: &mut Tx<'_>, merchant: Id, id: Id, reason: &str) -> DbResult<bool> {
    Ok(tx.execute(&VOID, params![merchant, id, reason])? == 1)
}

/// A use that the figures do not know as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pending {
    /// Merchant.
    pub merchant_id: Id,
    /// Use.
    pub id: Id,
    /// Standing discount.
    pub discount_id: Id,
    /// Member.
    pub person_id: Id,
    /// Where the person was a member.
    pub union_id: Id,
    /// On which day.
    pub day: Day,
    /// 分 that were taken off.
    pub saved: i64,
    /// Where it stands.
    pub state: UseState,
    /// Whether the figures have it.
    pub counted: bool,
}

/// Uses that the figures do not know as they are, the oldest first.
///
/// # Errors
/// Any [`DbError`].
pub fn pending(tx: &mut Tx<'_>, limit: i64) -> DbResult<Vec<Pending>> {
    tx.query(&PENDING, params![limit], |row| {
        let mut r = row.reader();
        let (merchant_id, id): (Id, Id) = (r.next()?, r.next()?);
        Ok(Pending {
            merchant_id,
            id,
            discount_id: r.next()?,
            person_id: r.next()?,
            union_id: r.next()?,
            day: r.next()?,
            saved: r.next()?,
            state: state(&r.next::<String>()?, id)?,
            counted: r.next()?,
        })
    })
}

/// Notes that the figures know of a use as it was read; `false` if it changed since, or somebody else counted it.
///
/// # Errors
/// Any [`DbError`].
pub fn note_counted(tx: &mut Tx<'_>, p: &Pending) -> DbResult<bool> {
    let counted = p.state == UseState::Good;
    Ok(tx.execute(&COUNTED, params![p.merchant_id, p.id, p.state.code(), counted])? == 1)
}

/// Uses of a discount that have no title of their own keep the one that it has until now.
///
/// # Errors
/// Any [`DbError`].
pub fn keep_title(tx: &mut Tx<'_>, (merchant, discount): (Id, Id), title: &str) -> DbResult<()> {
    tx.execute(&KEEP_TITLE, params![merchant, discount, title]).map(drop)
}
