//! What of applications depends on the keys, and how it is renewed.

use kernel::{DocumentKind, Id, PersonDocument};
use platform::App;
use platform::sealed::{DigestKind, Keyring, SealedTable, Step, Walk};
use store::{DbError, DbResult, Tx, params};

use super::join;
use crate::model::{JoinState, join_key, join_seal};

store::statements! {
    AFTER = fan_out("renewal of keys"), "SELECT id FROM join_application WHERE id > $1 ORDER BY id LIMIT $2";
    /// Locks the row against a decision at the same time.
    HOLD = one("id"), "UPDATE join_application SET state = state WHERE id = $1";
    RENEW = one("id"), "UPDATE join_application SET number = $2, phone = $3 WHERE id = $1 AND erased_at = 0";
    PUT_OPEN = one("digest"),
        "INSERT INTO join_open (digest, application_id) VALUES ($1, $2) ON CONFLICT (digest) DO NOTHING";
    DROP_OPEN = one("digest"), "DELETE FROM join_open WHERE digest = $1 AND application_id = $2";
}

/// The columns of applications that depend on the keys.
pub const TABLE: SealedTable = SealedTable {
    name: "join_application",
    columns: &["join_application.number", "join_application.phone", "join_open.digest"],
    renew,
};

fn renew(tx: &mut Tx<'_>, app: &App, walk: &Walk<'_>) -> DbResult<Step> {
    let (keys, after) = (app.keyring(), walk.after.parse().unwrap_or(0_i64));
    let ids: Vec<Id> = tx.query(&AFTER, params![after, walk.limit], |r| r.get(0))?;
    let mut step = Step::default();
    for id in &ids {
        step.renewed += i64::from(renew_one(tx, keys, *id, walk.closing)?);
    }
    step.next = ids.last().filter(|_| ids.len() as i64 == walk.limit).map(ToString::to_string);
    Ok(step)
}

fn renew_one(tx: &mut Tx<'_>, keys: &Keyring, id: Id, closing: bool) -> DbResult<bool> {
    tx.execute(&HOLD, params![id])?;
    let Some(a) = join::by_id(tx, id)? else { return Ok(false) };
    let (Some(sealed), Some(sealed_phone)) = (&a.number, &a.phone) else { return Ok(false) };
    let broken = |what: String| DbError::Inconsistent(format!("application {id}: {what}"));
    let number = keys.open(sealed, &join_seal("number", id)).map_err(|e| broken(e.to_string()))?;
    let phone = keys.open(sealed_phone, &join_seal("phone", id)).map_err(|e| broken(e.to_string()))?;
    let mut old = false;
    if !keys.is_current(sealed) || !keys.is_current(sealed_phone) {
        old = true;
        let (n, p) =
            (keys.seal(&number, &join_seal("number", id)), keys.seal(&phone, &join_seal("phone", id)));
        tx.execute(&RENEW, params![id, &n, &p])?;
    }
    if a.state == JoinState::Applied {
        let kind = DocumentKind::from_code(&a.document_kind);
        let document = kind.and_then(|k| PersonDocument::parse(k, &number, tx.today()).ok());
        let document = document.ok_or_else(|| broken("document".into()))?;
        let digests = keys.digests(DigestKind::Document, &join_key(a.union_id, &document));
        let Some((new, former)) = digests.split_first() else { return Ok(old) };
        old |= tx.execute(&PUT_OPEN, params![new, id])? > 0;
        for digest in former.iter().filter(|_| closing) {
            old |= tx.execute(&DROP_OPEN, params![digest, id])? > 0;
        }
    }
    Ok(old)
}
