//! Accounts of payments, which depend on the keys, and how they are renewed; batches are walked, each with its payments.

use kernel::Id;
use platform::App;
use platform::sealed::{SealedTable, Step, Walk};
use store::{DbError, DbResult, Tx, params};

use super::payment::account_seal;

store::statements! {
    BATCHES = fan_out("renewal of keys"), "SELECT id FROM mutual_payment_batch WHERE id > $1 ORDER BY id LIMIT $2";
    // Writing the row keeps everybody else from it until the end of the transaction.
    HOLD = one("batch_id"), "UPDATE mutual_payment SET state = state WHERE batch_id = $1 RETURNING id, account";
    RENEW = one("batch_id"), "UPDATE mutual_payment SET account = $3 WHERE batch_id = $1 AND id = $2";
}

/// The column of payments that depends on the keys.
pub const PAYMENT: SealedTable =
    SealedTable { name: "mutual_payment", columns: &["mutual_payment.account"], renew };

/// Batches at a time, whatever the walk would take: one has up to thousands of payments.
const AT_ONCE: i64 = 4;

fn renew(tx: &mut Tx<'_>, app: &App, walk: &Walk<'_>) -> DbResult<Step> {
    let (keys, from) = (app.keyring(), walk.after.parse().unwrap_or(0_i64));
    let limit = walk.limit.min(AT_ONCE);
    let ids: Vec<Id> = tx.query(&BATCHES, params![from, limit], |r| r.get(0))?;
    let mut step = Step::default();
    for batch in ids.iter().copied() {
        let held: Vec<(Id, Vec<u8>)> = tx.query(&HOLD, params![batch], |r| Ok((r.get(0)?, r.get(1)?)))?;
        for (id, sealed) in held {
            if keys.is_current(&sealed) {
                continue;
            }
            let number = keys.open(&sealed, &account_seal(id));
            let number =
                number.map_err(|e| DbError::Inconsistent(format!("account of payment {id}: {e}")))?;
            tx.execute(&RENEW, params![batch, id, keys.seal(&number, &account_seal(id))])?;
            step.renewed += 1;
        }
    }
    step.next = ids.last().filter(|_| ids.len() as i64 == limit).map(ToString::to_string);
    Ok(step)
}
