//! A member works for another employer, in the same union.

use guard::Actor;
use kernel::Id;
use platform::audit::{self, Changes, Entry};
use store::Tx;

use crate::error::{RegistryError, Result};
use crate::store::member::Detail;
use crate::store::membership;

/// Sets the employer of the open membership of a member who was read as `d`; nothing happens if it is the same.
///
/// # Errors
/// [`RegistryError::WrongState`] if there is no open membership.
pub fn set_employer(
    tx: &mut Tx<'_>,
    actor: &Actor,
    d: &Detail,
    employer: Option<Id>,
    name: &str,
) -> Result<()> {
    if d.employer_name == name && d.employer_id == employer {
        return Ok(());
    }
    if !membership::set_employer(tx, d.id, employer, name)? {
        return Err(RegistryError::WrongState { deed: "变更工作单位", status: d.status.title() });
    }
    let changes = Changes::new().field("employer_name", d.employer_name.as_str(), name);
    let entry = Entry { union_path: Some(&d.union_path), changes, ..Entry::of("member.employer", d.id) };
    audit::record(tx, actor, entry).map_err(Into::into)
}
