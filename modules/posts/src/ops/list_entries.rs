//! Reads the entries of a union.

use guard::{Scope, act, res};
use kernel::Id;
use registry::RegistryError;
use registry::api::find_union;
use store::Tx;

use crate::error::Result;
use crate::model::Entry;
use crate::store::entry;

/// Entries of a union, newest first, before the id `before`.
///
/// # Errors
/// [`RegistryError::UnionNotFound`] outside the scope.
pub fn list_entries(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Union, act::Read>,
    union_id: Id,
    before: Option<Id>,
    limit: i64,
) -> Result<Vec<Entry>> {
    let union = find_union(tx, scope, &union_id.to_string())?;
    entry::page(tx, scope, &union, before, limit)?.ok_or_else(|| RegistryError::UnionNotFound.into())
}
