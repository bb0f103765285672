//! Writes an entry of a union.

use guard::{Scope, act, res};
use kernel::Id;
use platform::audit::{self, Changes};
use registry::RegistryError;
use registry::api::find_union;
use store::Tx;

use crate::error::Result;
use crate::model::Entry;
use crate::rules;
use crate::store::entry;

/// Writes an entry.
///
/// # Errors
/// [`RegistryError::UnionNotFound`] outside the scope; a text that is empty or too long.
pub fn add_entry(
    tx: &mut Tx<'_>,
    sight: &Scope<res::Union, act::Read>,
    scope: &Scope<res::Union, act::Update>,
    union_id: Id,
    body: &str,
) -> Result<Entry> {
    let union = find_union(tx, sight, &union_id.to_string())?;
    if !scope.covers(&union.place()) {
        return Err(RegistryError::UnionNotFound.into());
    }
    let new = Entry { id: tx.new_id(), union_id: union.id, body: rules::body(body)?, written_at: tx.now() };
    entry::insert(tx, &new)?;
    let changes = Changes::new().note("body", new.body.as_str());
    let line =
        audit::Entry { union_path: Some(&union.place()), changes, ..audit::Entry::of("posts_entry.add", new.id) };
    audit::record(tx, scope.actor(), line)?;
    Ok(new)
}
