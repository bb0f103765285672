//! The accounts of payers and payees, which depend on the keys, and how they are renewed.

use kernel::Id;
use platform::App;
use platform::sealed::{SealedTable, Step, Walk};
use store::{DbError, DbResult, Sql, Tx, params};

use super::{receipt, refund};

store::statements! {
    RECEIPTS = fan_out("renewal of keys"), "SELECT id FROM mutual_receipt WHERE id > $1 ORDER BY id LIMIT $2";
    HOLD_RECEIPT = one("id"), "UPDATE mutual_receipt SET version = version WHERE id = $1 RETURNING account";
    RENEW_RECEIPT = one("id"), "UPDATE mutual_receipt SET account = $2 WHERE id = $1";
    REFUNDS = fan_out("renewal of keys"), "SELECT id FROM mutual_refund WHERE id > $1 ORDER BY id LIMIT $2";
    HOLD_REFUND = one("id"), "UPDATE mutual_refund SET version = version WHERE id = $1 RETURNING account";
    RENEW_REFUND = one("id"), "UPDATE mutual_refund SET account = $2 WHERE id = $1";
}

/// The column of receipts that depends on the keys.
pub const RECEIPT: SealedTable =
    SealedTable { name: "mutual_receipt", columns: &["mutual_receipt.account"], renew: renew_receipts };

/// The column of refunds that depends on the keys.
pub const REFUND: SealedTable =
    SealedTable { name: "mutual_refund", columns: &["mutual_refund.account"], renew: renew_refunds };

fn renew_receipts(tx: &mut Tx<'_>, app: &App, walk: &Walk<'_>) -> DbResult<Step> {
    renew(tx, app, walk, [&RECEIPTS, &HOLD_RECEIPT, &RENEW_RECEIPT], receipt::account_seal)
}

fn renew_refunds(tx: &mut Tx<'_>, app: &App, walk: &Walk<'_>) -> DbResult<Step> {
    renew(tx, app, walk, [&REFUNDS, &HOLD_REFUND, &RENEW_REFUND], refund::account_seal)
}

fn renew(
    tx: &mut Tx<'_>,
    app: &App,
    walk: &Walk<'_>,
    [after, hold, write]: [&Sql; 3],
    context: fn(Id) -> String,
) -> DbResult<Step> {
    let (keys, from) = (app.keyring(), walk.after.parse().unwrap_or(0_i64));
    let ids: Vec<Id> = tx.query(after, params![from, walk.limit], |r| r.get(0))?;
    let mut step = Step::default();
    for id in ids.iter().copied() {
        // Locks the row against a change at the same time, and reads it.
        let held: Option<Vec<u8>> = tx.query_one(hold, params![id], |r| r.get(0))?;
        // Many banks tell no account.
        let Some(sealed) = held.filter(|s| !s.is_empty() && !keys.is_current(s)) else { continue };
        let account = keys.open(&sealed, &context(id));
        let account = account.map_err(|e| DbError::Inconsistent(format!("account of {id}: {e}")))?;
        tx.execute(write, params![id, keys.seal(&account, &context(id))])?;
        step.renewed += 1;
    }
    step.next = ids.last().filter(|_| ids.len() as i64 == walk.limit).map(ToString::to_string);
    Ok(step)
}
