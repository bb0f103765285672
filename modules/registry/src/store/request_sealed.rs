//! What of requests about the own data depends on the keys, and how it is renewed.

use kernel::Id;
use platform::App;
use platform::sealed::{SealedTable, Step, Walk};
use store::{DbError, DbResult, Tx, params};

use crate::model::data_request::request_seal;

store::statements! {
    AFTER = fan_out("renewal of keys"),
        "SELECT id, person_id, wanted_number FROM data_request
         WHERE id > $1 AND wanted_number IS NOT NULL ORDER BY id LIMIT $2";
    /// An answer at the same time has taken the number away.
    RENEW = one("person_id"),
        "UPDATE data_request SET wanted_number = $3 WHERE person_id = $1 AND id = $2 AND wanted_number IS NOT NULL";
}

/// The column of requests that depends on the keys.
pub const TABLE: SealedTable =
    SealedTable { name: "data_request", columns: &["data_request.wanted_number"], renew };

fn renew(tx: &mut Tx<'_>, app: &App, walk: &Walk<'_>) -> DbResult<Step> {
    let (keys, after) = (app.keyring(), walk.after.parse().unwrap_or(0_i64));
    let rows: Vec<(Id, Id, Vec<u8>)> =
        tx.query(&AFTER, params![after, walk.limit], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
    let mut step = Step::default();
    for (id, person, sealed) in rows.iter().filter(|(_, _, sealed)| !keys.is_current(sealed)) {
        let plain = keys.open(sealed, &request_seal(*id));
        let plain = plain.map_err(|e| DbError::Inconsistent(format!("data request {id}: {e}")))?;
        let new = keys.seal(&plain, &request_seal(*id));
        step.renewed += i64::try_from(tx.execute(&RENEW, params![*person, *id, &new])?).unwrap_or_default();
    }
    step.next = rows.last().filter(|_| rows.len() as i64 == walk.limit).map(|(id, ..)| id.to_string());
    Ok(step)
}
