//! What of zones depends on the keys, and how it is renewed.

use kernel::Id;
use platform::App;
use platform::sealed::{SealedTable, Step, Walk};
use store::{DbError, DbResult, Tx, params};

use crate::model::zone::zone_seal;

store::statements! {
    AFTER = reference, "SELECT id FROM zone WHERE id > $1 ORDER BY id LIMIT $2";
    /// Locks the row against an edit at the same time, and reads it.
    HOLD = reference, "UPDATE zone SET version = version WHERE id = $1 RETURNING cadre_phone";
    RENEW = reference, "UPDATE zone SET cadre_phone = $2 WHERE id = $1";
}

/// The column of zones that depends on the keys.
pub const TABLE: SealedTable = SealedTable { name: "zone", columns: &["zone.cadre_phone"], renew };

fn renew(tx: &mut Tx<'_>, app: &App, walk: &Walk<'_>) -> DbResult<Step> {
    let (keys, after) = (app.keyring(), walk.after.parse().unwrap_or(0_i64));
    let ids: Vec<Id> = tx.query(&AFTER, params![after, walk.limit], |r| r.get(0))?;
    let mut step = Step::default();
    for id in ids.iter().copied() {
        let held: Option<Option<Vec<u8>>> = tx.query_one(&HOLD, params![id], |r| r.get(0))?;
        let Some(sealed) = held.flatten().filter(|s| !keys.is_current(s)) else { continue };
        let phone = keys.open(&sealed, &zone_seal(id));
        let phone = phone.map_err(|e| DbError::Inconsistent(format!("zone {id}: {e}")))?;
        tx.execute(&RENEW, params![id, keys.seal(&phone, &zone_seal(id))])?;
        step.renewed += 1;
    }
    step.next = ids.last().filter(|_| ids.len() as i64 == walk.limit).map(ToString::to_string);
    Ok(step)
}
