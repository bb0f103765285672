//! The copy for a near relative of a deceased member: the tables that the member had, without what is of other people.

use guard::{Scope, act, res};
use kernel::{Id, Params};
use platform::audit::{self, Changes, Entry};
use platform::codesets::Codesets;
use platform::sealed::Keyring;
use store::Tx;

use super::answer_data_request::is_own;
use super::export_own::{OwnTable, Who, tables};
use super::relatives::deceased;
use crate::error::{RegistryError, Result, field};
use crate::model::data_request::{RequestKind, RequestState};
use crate::own_data_error::OwnDataError;
use crate::store::data_request;

/// Makes the copy of an accepted request, recorded with its purpose in the same transaction.
///
/// # Errors
/// [`OwnDataError::RequestNotFound`] outside the scope, [`RegistryError::Invalid`] without a purpose of four characters,
/// [`OwnDataError::OwnRequest`], [`OwnDataError::NoCopy`], and those of [`deceased`].
pub fn copy_for_relative(
    tx: &mut Tx<'_>,
    (keys, words): (&Keyring, &Codesets),
    scope: &Scope<res::DataRequest, act::Export>,
    (person, id): (Id, Id),
    purpose: &str,
) -> Result<Vec<OwnTable>> {
    let q = data_request::find(tx, scope, person, id)?
        .ok_or(RegistryError::Own(OwnDataError::RequestNotFound))?;
    if purpose.trim().chars().count() < 4 {
        return Err(RegistryError::Invalid(vec![field("/purpose", "registry.purpose-short", Params::new())]));
    }
    if is_own(tx, scope.actor(), &q)? {
        return Err(RegistryError::Own(OwnDataError::OwnRequest));
    }
    if q.kind != RequestKind::Copy || q.relation.is_empty() || q.state != RequestState::Accepted {
        return Err(RegistryError::Own(OwnDataError::NoCopy));
    }
    let members = scope.actor().permit::<res::Member, act::Read>()?;
    let d = deceased(tx, &members, person)?;
    let tables = tables(tx, keys, words, &members, (&d, Who::Relative))?;
    let rows = tables.iter().map(|t| t.rows.len()).sum::<usize>();
    let changes = Changes::new().note("request", q.id.to_string()).note("rows", rows);
    let entry = Entry {
        union_path: Some(&d.union_path),
        changes,
        purpose: Some(purpose.trim()),
        ..Entry::of("data-request.copy", person)
    };
    audit::record(tx, scope.actor(), entry)?;
    Ok(tables)
}
