//! What of the room depends on the keys, and how it is renewed.

use kernel::Id;
use store::{DbError, DbResult, Tx};

use super::store::{binding, token};
use crate::App;
use crate::sealed::{Keyring, SealedTable, Step, Walk};

/// The columns. The digest of an openid is made with a key that no rotation changes.
pub(crate) const SEALED: [SealedTable; 2] = [
    SealedTable { name: "wechat_binding", columns: &["wechat_binding.sealed"], renew: renew_bindings },
    SealedTable { name: "wechat_token", columns: &["wechat_token.sealed"], renew: renew_tokens },
];

pub(super) fn binding_context(person: Id) -> String {
    format!("wechat-openid:{person}")
}

pub(super) fn token_context(key: &str) -> String {
    format!("wechat-token:{key}")
}

/// By what an account of WeChat is found: openids are of an application.
pub(super) fn openid_digest(keys: &Keyring, app_id: &str, openid: &str) -> Vec<u8> {
    keys.stamp("wechat-openid", &[app_id.as_bytes(), openid.as_bytes()])[..16].to_vec()
}

fn renew_bindings(tx: &mut Tx<'_>, app: &App, walk: &Walk<'_>) -> DbResult<Step> {
    let (keys, after) = (app.keyring(), walk.after.parse().unwrap_or(0_i64));
    let rows = binding::after(tx, Id(after), walk.limit)?;
    let mut step = Step::default();
    for (person, old) in rows.iter().filter(|(_, sealed)| !keys.is_current(sealed)) {
        let plain = keys.open(old, &binding_context(*person));
        let plain = plain.map_err(|e| DbError::Inconsistent(format!("wechat_binding {person}: {e}")))?;
        let new = keys.seal(&plain, &binding_context(*person));
        step.renewed += i64::try_from(binding::renew(tx, *person, old, &new)?).unwrap_or_default();
    }
    step.next = rows.last().filter(|_| rows.len() as i64 == walk.limit).map(|(id, _)| id.to_string());
    Ok(step)
}

/// A token lives two hours and can be fetched again.
fn renew_tokens(tx: &mut Tx<'_>, app: &App, walk: &Walk<'_>) -> DbResult<Step> {
    let rows = token::after(tx, walk.after, walk.limit)?;
    let mut step = Step::default();
    for (kind, _) in rows.iter().filter(|(_, sealed)| !app.keyring().is_current(sealed)) {
        step.renewed += i64::try_from(token::drop_token(tx, kind)?).unwrap_or_default();
    }
    step.next = rows.last().filter(|_| rows.len() as i64 == walk.limit).map(|(kind, _)| kind.clone());
    Ok(step)
}
