//! Who stands at which till.

use kernel::Id;
use platform::sealed::Keyring;
use store::{DbError, DbResult, Row, Tx, params};

use crate::model::merchant::Clerk;

store::statements! {
    OF_ACCOUNT = one("account_id"),
        "SELECT account_id, merchant_id, shop_id, name, sign_in, phone, open, manager, created_at FROM benefit_clerk
         WHERE account_id = $1";
    OF_MERCHANT = fan_out("clerks of a merchant"),
        "SELECT account_id, merchant_id, shop_id, name, sign_in, phone, open, manager, created_at FROM benefit_clerk
         WHERE merchant_id = $1 ORDER BY account_id";
    WITH_PHONE = fan_out("clerks whose phone is known"),
        "SELECT account_id, merchant_id, shop_id, name, sign_in, phone, open, manager, created_at FROM benefit_clerk
         WHERE (merchant_id = $1 OR $1 = 0) AND length(phone) > 0 ORDER BY account_id LIMIT 2000";
    INSERT = one("account_id"),
        "INSERT INTO benefit_clerk (account_id, merchant_id, shop_id, name, sign_in, phone, open, manager, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, 1, $7, $8)";
    CLOSE = one("account_id"), "UPDATE benefit_clerk SET open = 0 WHERE account_id = $1 AND open = 1";
    PUT_MANAGER = one("account_id"),
        "UPDATE benefit_clerk SET manager = $2 WHERE account_id = $1 AND open = 1 AND manager <> $2";
}

fn read(row: &Row) -> DbResult<Clerk> {
    let mut r = row.reader();
    Ok(Clerk {
        account_id: r.next()?,
        merchant_id: r.next()?,
        shop_id: r.next()?,
        name: r.next()?,
        sign_in: r.next()?,
        phone: r.next()?,
        open: r.next()?,
        manager: r.next()?,
        created_at: r.next()?,
    })
}

/// What the phone of a clerk is sealed for.
pub(super) fn phone_seal(account: Id) -> String {
    format!("benefit-clerk-phone:{account}")
}

/// Seals the phone of a clerk.
pub fn seal(keys: &Keyring, account: Id, phone: &str) -> Vec<u8> {
    keys.seal(phone, &phone_seal(account))
}

/// The phone of a clerk, if somebody told it.
///
/// # Errors
/// [`DbError::Inconsistent`] if it cannot be opened.
pub fn phone(keys: &Keyring, c: &Clerk) -> DbResult<Option<String>> {
    if c.phone.is_empty() {
        return Ok(None);
    }
    let opened = keys.open(&c.phone, &phone_seal(c.account_id));
    opened.map(Some).map_err(|e| DbError::Inconsistent(format!("phone of clerk {}: {e}", c.account_id)))
}

/// Who an account is at the tills.
///
/// # Errors
/// Any [`DbError`].
pub fn of_account(tx: &mut Tx<'_>, account: Id) -> DbResult<Option<Clerk>> {
    tx.query_one(&OF_ACCOUNT, params![account], read)
}

/// Clerks of a merchant, also those whose account is closed.
///
/// # Errors
/// Any [`DbError`].
pub fn of_merchant(tx: &mut Tx<'_>, merchant: Id) -> DbResult<Vec<Clerk>> {
    tx.query(&OF_MERCHANT, params![merchant], read)
}

/// Clerks whose phone is known, of a merchant or of all; at most 2,000.
///
/// # Errors
/// Any [`DbError`].
pub fn with_phone(tx: &mut Tx<'_>, merchant: Option<Id>) -> DbResult<Vec<Clerk>> {
    tx.query(&WITH_PHONE, params![merchant.unwrap_or(Id(0))], read)
}

/// Keeps a new clerk.
///
/// # Errors
/// Any [`DbError`].
pub fn insert(tx: &mut Tx<'_>, c: &Clerk) -> DbResult<()> {
    let args = params![
        c.account_id,
        c.merchant_id,
        c.shop_id,
        &c.name,
        &c.sign_in,
        c.phone.clone(),
        c.manager,
        c.created_at
    ];
    tx.execute(&INSERT, args).map(drop)
}

/// Closes a clerk; `false` if that was done before.
///
/// # Errors
/// Any [`DbError`].
pub fn close(tx: &mut Tx<'_>, account: Id) -> DbResult<bool> {
    Ok(tx.execute(&CLOSE, params![account])? == 1)
}

/// Keeps whether a clerk speaks for the merchant; `false` if that is so already, or the clerk is closed.
///
/// # Errors
/// Any [`DbError`].
pub fn put_manager(tx: &mut Tx<'_>, account: Id, manager: bool) -> DbResult<bool> {
    Ok(tx.execute(&PUT_MANAGER, params![account, manager])? == 1)
}
