//! The code of a union's poster: made once, renewed when the old one shall no longer work.

use guard::{Scope, act, res};
use kernel::Id;
use platform::audit::{self, Entry};
use store::Tx;

use crate::error::{RegistryError, Result};
use crate::store::join_code::{self, JoinCode};
use crate::store::union::{self, Union};

/// Bytes of chance in a token: nobody finds one by trying.
pub const TOKEN_BYTES: usize = 16;

/// The code of a union, made if there is none; with `renew` a new one, and the old poster says so.
///
/// # Errors
/// [`RegistryError::UnionNotFound`] outside the scope.
pub fn keep_join_code(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Join, act::Update>,
    union_id: Id,
    renew: bool,
    token: &str,
) -> Result<JoinCode> {
    let found = union::find_unscoped(tx, union_id)?.filter(|u| scope.covers(&u.place()));
    let u = found.ok_or(RegistryError::UnionNotFound)?;
    let present = join_code::current(tx, union_id)?;
    let action = match &present {
        Some(code) if !renew => return Ok(code.clone()),
        Some(code) => {
            join_code::end(tx, union_id, &code.token)?;
            "union.renew-join-code"
        }
        None => "union.make-join-code",
    };
    join_code::insert(tx, union_id, token, scope.actor().id())?;
    let entry = Entry { union_path: Some(&u.place()), ..Entry::of(action, union_id) };
    audit::record(tx, scope.actor(), entry)?;
    join_code::current(tx, union_id)?.ok_or(RegistryError::UnionNotFound)
}

/// The union that a poster belongs to.
///
/// # Errors
/// [`RegistryError::JoinCodeUnknown`], [`RegistryError::JoinCodeEnded`] for a poster that was renewed or whose union is
/// no more.
pub fn union_of_token(tx: &mut Tx<'_>, token: &str) -> Result<Union> {
    let (union_id, current) = join_code::union_of(tx, token)?.ok_or(RegistryError::JoinCodeUnknown)?;
    let found = union::find_unscoped(tx, union_id)?.filter(|u| current && u.state != "dissolved");
    found.ok_or(RegistryError::JoinCodeEnded)
}
