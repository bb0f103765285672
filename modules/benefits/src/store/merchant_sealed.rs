//! What of merchants and their clerks depends on the keys, and how it is renewed.

use kernel::Id;
use platform::App;
use platform::sealed::{SealedTable, Step, Walk};
use store::{DbError, DbResult, Sql, Tx, params};

use super::clerk;
use super::merchant::{account_seal, phone_seal};

store::statements! {
    MERCHANTS = fan_out("renewal of keys"), "SELECT id FROM benefit_merchant WHERE id > $1 ORDER BY id LIMIT $2";
    // Writing the row keeps everybody else from it until the end of the transaction.
    HOLD_MERCHANT = one("id"),
        "UPDATE benefit_merchant SET version = version WHERE id = $1 RETURNING phone, account";
    RENEW_MERCHANT = one("id"), "UPDATE benefit_merchant SET phone = $2, account = $3 WHERE id = $1";
    CLERKS = fan_out("renewal of keys"),
        "SELECT account_id FROM benefit_clerk WHERE account_id > $1 ORDER BY account_id LIMIT $2";
    HOLD_CLERK = one("account_id"), "UPDATE benefit_clerk SET open = open WHERE account_id = $1 RETURNING phone";
    RENEW_CLERK = one("account_id"), "UPDATE benefit_clerk SET phone = $2 WHERE account_id = $1";
}

/// Phones and accounts of merchants.
pub const MERCHANT: SealedTable = SealedTable {
    name: "benefit_merchant",
    columns: &["benefit_merchant.phone", "benefit_merchant.account"],
    renew: renew_merchants,
};

/// Phones of clerks.
pub const CLERK: SealedTable =
    SealedTable { name: "benefit_clerk", columns: &["benefit_clerk.phone"], renew: renew_clerks };

fn walk_on(
    tx: &mut Tx<'_>,
    walk: &Walk<'_>,
    ids: &Sql,
    mut one: impl FnMut(&mut Tx<'_>, Id) -> DbResult<bool>,
) -> DbResult<Step> {
    let from: i64 = walk.after.parse().unwrap_or(0);
    let ids: Vec<Id> = tx.query(ids, params![from, walk.limit], |r| r.get(0))?;
    let mut step = Step::default();
    for id in ids.iter().copied() {
        if one(tx, id)? {
            step.renewed += 1;
        }
    }
    step.next = ids.last().filter(|_| ids.len() as i64 == walk.limit).map(ToString::to_string);
    Ok(step)
}

fn renew_merchants(tx: &mut Tx<'_>, app: &App, walk: &Walk<'_>) -> DbResult<Step> {
    let keys = app.keyring();
    walk_on(tx, walk, &MERCHANTS, |tx, id| {
        let held: Option<(Vec<u8>, Vec<u8>)> =
            tx.query_one(&HOLD_MERCHANT, params![id], |r| Ok((r.get(0)?, r.get(1)?)))?;
        let Some((phone, account)) = held else { return Ok(false) };
        if keys.is_current(&phone) && keys.is_current(&account) {
            return Ok(false);
        }
        let renewed = |sealed: &[u8], context: &str| {
            let plain = keys.open(sealed, context);
            let plain = plain.map_err(|e| DbError::Inconsistent(format!("merchant {id}: {e}")))?;
            Ok::<_, DbError>(keys.seal(&plain, context))
        };
        let (phone, account) = (renewed(&phone, &phone_seal(id))?, renewed(&account, &account_seal(id))?);
        tx.execute(&RENEW_MERCHANT, params![id, phone, account])?;
        Ok(true)
    })
}

fn renew_clerks(tx: &mut Tx<'_>, app: &App, walk: &Walk<'_>) -> DbResult<Step> {
    let keys = app.keyring();
    walk_on(tx, walk, &CLERKS, |tx, id| {
        let held: Option<Vec<u8>> = tx.query_one(&HOLD_CLERK, params![id], |r| r.get(0))?;
        let Some(sealed) = held.filter(|s| !s.is_empty() && !keys.is_current(s)) else { return Ok(false) };
        let context = clerk::phone_seal(id);
        let plain = keys.open(&sealed, &context);
        let plain = plain.map_err(|e| DbError::Inconsistent(format!("phone of clerk {id}: {e}")))?;
        tx.execute(&RENEW_CLERK, params![id, keys.seal(&plain, &context)])?;
        Ok(true)
    })
}
