//! Shops of merchants, and what every member gets there.

use kernel::{Day, Id};
use store::{DbError, DbResult, Row, Tx, Val, params};

use crate::model::merchant::{Discount, DiscountTerms, Place, Shop};
use crate::model::service_days::ServiceDays;
use platform::lists::{SIZES, with_list};

store::statements! {
    OF = one("merchant_id"),
        "SELECT merchant_id, id, name, address, lat, lng, hours, phone, open, version FROM benefit_shop
         WHERE merchant_id = $1 ORDER BY id";
    FIND = one("merchant_id"),
        "SELECT merchant_id, id, name, address, lat, lng, hours, phone, open, version FROM benefit_shop
         WHERE merchant_id = $1 AND id = $2";
    INSERT = one("merchant_id"),
        "INSERT INTO benefit_shop (merchant_id, id, name, address, lat, lng, hours, phone, open, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)";
    EDIT = one("merchant_id"),
        "UPDATE benefit_shop SET name = $4, address = $5, lat = $6, lng = $7, hours = $8, phone = $9, open = $10,
           version = version + 1 WHERE merchant_id = $1 AND id = $2 AND version = $3";
    DISCOUNTS = one("merchant_id"),
        "SELECT merchant_id, id, title, detail, from_day, to_day, by_code, per_day, days, version FROM benefit_discount
         WHERE merchant_id = $1 ORDER BY id";
    ADD_DISCOUNT = one("merchant_id"),
        "INSERT INTO benefit_discount (merchant_id, id, title, detail, from_day, to_day, by_code, per_day, days, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)";
    DISCOUNT = one("merchant_id"),
        "SELECT merchant_id, id, title, detail, from_day, to_day, by_code, per_day, days, version FROM benefit_discount
         WHERE merchant_id = $1 AND id = $2";
    EDIT_DISCOUNT = one("merchant_id"),
        "UPDATE benefit_discount SET title = $4, detail = $5, from_day = $6, to_day = $7, per_day = $8, days = $9,
           version = version + 1 WHERE merchant_id = $1 AND id = $2 AND version = $3";
    END_DISCOUNT = one("merchant_id"),
        "UPDATE benefit_discount SET to_day = $3, version = version + 1 WHERE merchant_id = $1 AND id = $2 AND to_day > $3";
}

fn read(row: &Row) -> DbResult<Shop> {
    let mut r = row.reader();
    let (merchant_id, id, name, address): (Id, Id, String, String) =
        (r.next()?, r.next()?, r.next()?, r.next()?);
    let (lat, lng): (i64, i64) = (r.next()?, r.next()?);
    let place = Some(Place { lat, lng }).filter(|p| (p.lat, p.lng) != (0, 0));
    let (hours, phone) = (r.next()?, r.next()?);
    Ok(Shop { merchant_id, id, name, address, place, hours, phone, open: r.next()?, version: r.next()? })
}

fn at(s: &Shop) -> (i64, i64) {
    s.place.map_or((0, 0), |p| (p.lat, p.lng))
}

/// Shops of a merchant, the oldest first.
///
/// # Errors
/// Any [`store::DbError`].
pub fn of(tx: &mut Tx<'_>, merchant: Id) -> DbResult<Vec<Shop>> {
    tx.query(&OF, params![merchant], read)
}

/// Open shops of several merchants.
///
/// # Errors
/// Any [`store::DbError`].
pub fn open_of(tx: &mut Tx<'_>, merchants: &[Id]) -> DbResult<Vec<Shop>> {
    let mut found = Vec::new();
    for part in merchants.chunks(SIZES[3]) {
        let Some(last) = part.last() else { continue };
        let head =
            "SELECT merchant_id, id, name, address, lat, lng, hours, phone, open, version FROM benefit_shop
                    WHERE open = 1 AND merchant_id IN";
        let (sql, size) = with_list("open_benefit_shops", head, part.len(), "ORDER BY merchant_id, id");
        let args: Vec<Val<'_>> =
            part.iter().chain(std::iter::repeat(last)).take(size).map(|id| Val::from(*id)).collect();
        found.extend(tx.query(&sql, &args, read)?);
    }
    Ok(found)
}

/// A shop of a merchant.
///
/// # Errors
/// Any [`store::DbError`].
pub fn find(tx: &mut Tx<'_>, merchant: Id, id: Id) -> DbResult<Option<Shop>> {
    tx.query_one(&FIND, params![merchant, id], read)
}

/// Keeps a new shop.
///
/// # Errors
/// Any [`store::DbError`].
pub fn insert(tx: &mut Tx<'_>, s: &Shop) -> DbResult<()> {
    let (lat, lng) = at(s);
    let args = params![s.merchant_id, s.id, &s.name, &s.address, lat, lng, &s.hours, &s.phone, s.open];
    tx.execute(&INSERT, args).map(drop)
}

/// Writes a shop; `false` if the version is not the present one.
///
/// # Errors
/// Any [`store::DbError`].
pub fn edit(tx: &mut Tx<'_>, s: &Shop) -> DbResult<bool> {
    let (lat, lng) = at(s);
    let args =
        params![s.merchant_id, s.id, s.version, &s.name, &s.address, lat, lng, &s.hours, &s.phone, s.open];
    Ok(tx.execute(&EDIT, args)? == 1)
}

fn read_discount(row: &Row) -> DbResult<Discount> {
    let mut r = row.reader();
    let (merchant_id, id): (Id, Id) = (r.next()?, r.next()?);
    let (title, detail, from, to) = (r.next()?, r.next()?, r.next()?, r.next()?);
    let (by_code, per_day) = (r.next()?, r.next()?);
    let days = ServiceDays::parse(&r.next::<String>()?)
        .ok_or_else(|| DbError::Inconsistent(format!("discount {id}: days")))?;
    let terms = DiscountTerms { by_code, per_day, days };
    Ok(Discount { merchant_id, id, title, detail, from, to, terms, version: r.next()? })
}

/// Discounts of a merchant, also those that are over.
///
/// # Errors
/// Any [`store::DbError`].
pub fn discounts(tx: &mut Tx<'_>, merchant: Id) -> DbResult<Vec<Discount>> {
    tx.query(&DISCOUNTS, params![merchant], read_discount)
}

/// A discount of a merchant, also one that is over.
///
/// # Errors
/// Any [`store::DbError`].
pub fn discount(tx: &mut Tx<'_>, merchant: Id, id: Id) -> DbResult<Option<Discount>> {
    tx.query_one(&DISCOUNT, params![merchant, id], read_discount)
}

/// Discounts of several merchants that are neither to come nor over on a day; on which days of the week or month each holds is left open.
///
/// # Errors
/// Any [`store::DbError`].
pub fn discounts_of(tx: &mut Tx<'_>, merchants: &[Id], day: Day) -> DbResult<Vec<Discount>> {
    let mut found = Vec::new();
    for part in merchants.chunks(SIZES[3]) {
        let Some(last) = part.last() else { continue };
        let head =
            "SELECT merchant_id, id, title, detail, from_day, to_day, by_code, per_day, days, version FROM benefit_discount
                    WHERE merchant_id IN";
        let (sql, size) = with_list("benefit_discounts_of", head, part.len(), "ORDER BY merchant_id, id");
        let args: Vec<Val<'_>> =
            part.iter().chain(std::iter::repeat(last)).take(size).map(|id| Val::from(*id)).collect();
        found.extend(tx.query(&sql, &args, read_discount)?);
    }
    found.retain(|d| d.from <= day && day <= d.to);
    Ok(found)
}

/// Keeps a new discount.
///
/// # Errors
/// Any [`store::DbError`].
pub fn add_discount(tx: &mut Tx<'_>, d: &Discount) -> DbResult<()> {
    let DiscountTerms { by_code, per_day, days } = &d.terms;
    let args =
        params![d.merchant_id, d.id, &d.title, &d.detail, d.from, d.to, *by_code, *per_day, days.stored()];
    tx.execute(&ADD_DISCOUNT, args).map(drop)
}

/// Writes a discount, but for the way in which it is given; `false` if the version is not the present one.
///
/// # Errors
/// Any [`store::DbError`].
pub fn edit_discount(tx: &mut Tx<'_>, d: &Discount) -> DbResult<bool> {
    let DiscountTerms { per_day, days, .. } = &d.terms;
    let args =
        params![d.merchant_id, d.id, d.version, &d.title, &d.detail, d.from, d.to, *per_day, days.stored()];
    Ok(tx.execute(&EDIT_DISCOUNT, args)? == 1)
}

/// Ends a discount with a day; `false` if there is none, or it ended before.
///
/// # Errors
/// Any [`store::DbError`].
pub fn end_discount(tx: &mut Tx<'_>, merchant: Id, id: Id, last: Day) -> DbResult<bool> {
    Ok(tx.execute(&END_DISCOUNT, params![merchant, id, last])? == 1)
}
