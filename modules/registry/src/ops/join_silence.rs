//! What becomes of applications that nobody decides, and of what ended ones say of people (`join.remind_days`,
//! `join.wait_days`, `join.keep_days`; docs/rules §25: kept no longer than needed).

use guard::Actor;
use kernel::{Id, OrgPath};
use platform::audit::{self, Entry};
use platform::sealed::Keyring;
use store::Tx;

use super::decide_join::{End, end};
use super::join_notices;
use crate::error::{RegistryError, Result};
use crate::model::JoinState;
use crate::store::join;

/// Code of `join_refusal`: one should apply to another union.
const ELSEWHERE: &str = "4";

/// Ends an application whose time is over; after a decision nothing happens.
///
/// # Errors
/// Any [`RegistryError`] but that of a decision that was faster.
pub fn expire_join(tx: &mut Tx<'_>, keys: &Keyring, actor: &Actor, id: Id) -> Result<()> {
    let Some(a) = join::by_id(tx, id)? else { return Ok(()) };
    match end(tx, keys, actor, &a, &End { state: JoinState::Expired, reason: "", note: "" }) {
        Err(RegistryError::JoinDecided) => Ok(()),
        other => other,
    }
}

/// Reminds the union of an application, once.
///
/// # Errors
/// Any [`RegistryError`].
pub fn remind_of_join(tx: &mut Tx<'_>, id: Id) -> Result<()> {
    if !join::remind(tx, id)? {
        return Ok(());
    }
    let Some(a) = join::by_id(tx, id)? else { return Ok(()) };
    join_notices::reminded(tx, &a).map_err(Into::into)
}

/// Refuses what waits at a union that was dissolved: who applied is told where to apply.
///
/// # Errors
/// Any [`RegistryError`] but that of a decision that was faster.
pub fn end_at_dissolved(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    actor: &Actor,
    place: &OrgPath,
    successor: &str,
) -> Result<()> {
    let note = format!("工会已合并或撤销，请扫描“{successor}”的二维码重新申请");
    for id in join::waiting_at(tx, place)? {
        let Some(a) = join::by_id(tx, id)? else { continue };
        match end(tx, keys, actor, &a, &End { state: JoinState::Refused, reason: ELSEWHERE, note: &note }) {
            Ok(()) | Err(RegistryError::JoinDecided) => {}
            Err(e) => return Err(e),
        }
    }
    Ok(())
}

/// Takes what an ended application says of the person out of it; state, days and union stay.
///
/// # Errors
/// Any [`RegistryError`].
pub fn erase_join(tx: &mut Tx<'_>, actor: &Actor, id: Id) -> Result<()> {
    if !join::erase(tx, id)? {
        return Ok(());
    }
    let place = join::by_id(tx, id)?.map(|a| a.union_path);
    audit::record(tx, actor, Entry { union_path: place.as_ref(), ..Entry::of("join.erase", id) })
        .map_err(Into::into)
}
