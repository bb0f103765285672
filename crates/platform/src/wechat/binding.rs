//! Whose account of WeChat is whose. Bound with consent by a member who is signed in, found at the next sign-in, gone with the wish of the
//! member, with the phone that proved the member, and with the member's data.

use guard::{Actor, Scope, act, res};
use kernel::{Id, Timestamp};
use store::{DbResult, Tx};

use super::store::{binding as sql, message};
use super::{WechatConfig, WechatError, sealed};
use crate::App;
use crate::accounts::Provable;
use crate::audit::{self, Entry};
use crate::sealed::Keyring;

/// Who signs in with an openid; none if nobody bound it, or whoever did may not sign in any more.
pub(super) fn member_of(
    tx: &mut Tx<'_>,
    app: &App,
    config: &WechatConfig,
    openid: &str,
) -> DbResult<Option<Provable>> {
    let digest = sealed::openid_digest(app.keyring(), &config.app_id, openid);
    let Some(person) = sql::whose(tx, &digest)? else { return Ok(None) };
    // As with a code: somebody whom the register knows under the phone that proved them.
    let Some(phone) = app.directory().phone_of(tx, person)? else { return Ok(None) };
    Ok(app.directory().by_phone(tx, &phone)?.into_iter().find(|p| p.person_id == person))
}

/// Binds an account of WeChat to the member who is signed in. Doing it twice is harmless.
///
/// # Errors
/// [`WechatError::Taken`] if it is somebody else's, [`WechatError::BoundAlready`] if the member has another one.
pub fn bind(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    scope: &Scope<res::Notice, act::Update>,
    app_id: &str,
    openid: &str,
) -> Result<(), WechatError> {
    let (person, digest) = (scope.actor().id(), sealed::openid_digest(keys, app_id, openid));
    if !sql::claim(tx, &digest, person)? {
        let mine = sql::whose(tx, &digest)? == Some(person);
        return if mine { Ok(()) } else { Err(WechatError::Taken) };
    }
    if !sql::put(tx, person, &digest, &keys.seal(openid, &sealed::binding_context(person)))? {
        return Err(WechatError::BoundAlready);
    }
    Ok(audit::record(tx, scope.actor(), Entry::of("wechat.bind", person))?)
}

/// Takes the own binding away, with what was agreed to and what was not sent yet.
///
/// # Errors
/// [`WechatError::NotBound`].
pub fn unbind(tx: &mut Tx<'_>, scope: &Scope<res::Notice, act::Update>) -> Result<(), WechatError> {
    let person = scope.actor().id();
    if !dissolve(tx, person)? {
        return Err(WechatError::NotBound);
    }
    Ok(audit::record(tx, scope.actor(), Entry::of("wechat.unbind", person))?)
}

/// Takes a binding away because what proved the member is gone; `false` if there was none.
///
/// # Errors
/// Any [`store::DbError`].
pub(crate) fn dissolve(tx: &mut Tx<'_>, person: Id) -> DbResult<bool> {
    let Some(binding) = sql::get(tx, person)? else { return Ok(false) };
    sql::drop_all(tx, person, &binding.digest)?;
    message::forget(tx, person)?;
    Ok(true)
}

/// Takes everything away that is kept here of a person, whose data is erased.
///
/// # Errors
/// Any [`store::DbError`].
pub fn forget(tx: &mut Tx<'_>, person: Id) -> DbResult<()> {
    dissolve(tx, person)?;
    message::forget(tx, person).map(drop)
}

/// Since when a person's account of WeChat is bound, for the file of the own data; none if none is.
///
/// # Errors
/// Any [`store::DbError`].
pub fn bound_at(tx: &mut Tx<'_>, person: Id) -> DbResult<Option<Timestamp>> {
    Ok(sql::get(tx, person)?.map(|b| b.bound_at))
}

/// The openid of a person at this application.
pub(super) fn openid_of(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    config: &WechatConfig,
    person: Id,
) -> DbResult<Option<String>> {
    let Some(b) = sql::get(tx, person)? else { return Ok(None) };
    let openid = keys.open(&b.sealed, &sealed::binding_context(person));
    let openid = openid.map_err(|e| store::DbError::Inconsistent(format!("wechat_binding {person}: {e}")))?;
    // Another official account since: what it called the person means nothing to this one.
    Ok(Some(openid).filter(|o| sealed::openid_digest(keys, &config.app_id, o) == b.digest))
}

/// Counts what the member has just agreed to: of the templates in use, those whose id is named, once each.
///
/// # Errors
/// [`WechatError::NotBound`].
pub fn agree(tx: &mut Tx<'_>, actor: &Actor, template_ids: &[String]) -> Result<(), WechatError> {
    if sql::get(tx, actor.id())?.is_none() {
        return Err(WechatError::NotBound);
    }
    let mut known: Vec<String> = super::store::template::all(tx)?
        .into_iter()
        .filter(|t| {
            t.enabled && t.kind == super::MessageKind::Subscribe && template_ids.contains(&t.template_id)
        })
        .map(|t| t.template_id)
        .collect();
    known.sort();
    known.dedup();
    known.iter().try_for_each(|id| sql::agree(tx, actor.id(), id)).map_err(Into::into)
}
