//! The sealed private keys, and how they are renewed.

use kernel::Id;
use platform::App;
use platform::sealed::{SealedTable, Step, Walk};
use store::{DbError, DbResult, Tx, params};

use crate::model::key_seal;

store::statements! {
    AFTER = fan_out("renewal of keys"), "SELECT id FROM survey WHERE id > $1 ORDER BY id LIMIT $2";
    /// Locks the row against a closing at the same time, and reads it.
    HOLD = one("id"), "UPDATE survey SET version = version WHERE id = $1 RETURNING private_key";
    RENEW = one("id"), "UPDATE survey SET private_key = $2 WHERE id = $1 AND private_key IS NOT NULL";
}

/// Columns that depend on the keys.
pub const SEALED: &[SealedTable] = &[SealedTable { name: "survey", columns: &["survey.private_key"], renew }];

fn renew(tx: &mut Tx<'_>, app: &App, walk: &Walk<'_>) -> DbResult<Step> {
    let (keys, after) = (app.keyring(), walk.after.parse().unwrap_or(0_i64));
    let ids: Vec<Id> = tx.query(&AFTER, params![after, walk.limit], |r| r.get(0))?;
    let mut step = Step::default();
    for id in &ids {
        let held = tx.query_one(&HOLD, params![*id], |r| r.get::<Option<Vec<u8>>>(0))?.flatten();
        let Some(sealed) = held.filter(|s| !keys.is_current(s)) else { continue };
        let plain = keys.open(&sealed, &key_seal(*id));
        let plain = plain.map_err(|e| DbError::Inconsistent(format!("survey {id}: {e}")))?;
        tx.execute(&RENEW, params![*id, keys.seal(&plain, &key_seal(*id))])?;
        step.renewed += 1;
    }
    step.next = ids.last().filter(|_| ids.len() as i64 == walk.limit).map(ToString::to_string);
    Ok(step)
}
