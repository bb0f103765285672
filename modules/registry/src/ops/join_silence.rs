//! What becomes of applications that nobody decides, and of what ended ones say of people (`join.remind_days`,
//! `join.wait_days`, `join.keep_days`; docs/rules §25: kept no longer than needed).

use guard::Actor;
use kernel::Id;
use platform::audit::{self, Entry};
use platform::sealed::Keyring;
use store::Tx;

use super::decide_join::{End, end};
use super::join_notices;
use crate::error::{RegistryError, Result};
use crate::model::JoinState;
use crate::store::join;

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
