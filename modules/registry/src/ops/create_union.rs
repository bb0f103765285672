//! Enters a union under another one, or at the top.

use guard::{Scope, act, res};
use kernel::{Day, Id, OrgPath};
use platform::audit::{self, Changes, Entry};
use platform::indicators;
use store::Tx;

use crate::error::{RegistryError, Result};
use crate::rules;
use crate::store::union::{self, Union};

/// A union to enter; id, place, code and version are made here.
///
/// # Errors
/// [`RegistryError::UnionNotFound`] if the parent is out of sight, [`RegistryError::TreeFull`].
pub fn create_union(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Union, act::Create>,
    mut new: Union,
) -> Result<Union> {
    let parent = match new.parent_id {
        Some(id) => Some(union::find(tx, scope, id)?.ok_or(RegistryError::UnionNotFound)?),
        // Only who reaches everything may plant a new tree.
        None if scope.covers(&OrgPath::top()) => None,
        None => return Err(RegistryError::UnionNotFound),
    };
    let path = union::take_place(tx, parent.as_ref())?.ok_or(RegistryError::TreeFull)?;
    new.id = tx.new_id();
    new.version = 1;
    if new.code.is_empty() {
        let number = path.last_number().unwrap_or_default();
        let head = parent.as_ref().map_or(new.division_code.as_str(), |p| p.code.as_str());
        new.code = format!("{head}-{number:04}");
    }
    new.path = Some(path.clone());
    union::insert(tx, std::slice::from_ref(&new))?;
    let day = new.founded_on.unwrap_or(tx.today());
    count_union(tx, new.id, day, 1);
    let changes = Changes::new().note("name", new.name.as_str()).note("code", new.code.as_str());
    let entry = Entry { union_path: Some(&path), changes, ..Entry::of("union.create", new.id) };
    audit::record(tx, scope.actor(), entry)?;
    Ok(new)
}

/// Counts a union from a day on.
pub fn count_union(tx: &mut Tx<'_>, id: Id, day: Day, delta: i64) {
    indicators::record(tx, &rules::UNION_COUNT, id, day, delta, id);
}

/// Changes the organisation form of a union.
///
/// # Errors
/// [`RegistryError::Stale`], [`RegistryError::UnionNotFound`].
pub fn edit_union(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Union, act::Update>,
    id: Id,
    version: i64,
    change: impl Fn(&mut Union),
) -> Result<Union> {
    let before = union::find(tx, scope, id)?.ok_or(RegistryError::UnionNotFound)?;
    let mut after = before.clone();
    change(&mut after);
    if !union::update(tx, version, &after)? {
        return Err(RegistryError::Stale { version: before.version });
    }
    let changes = Changes::new()
        .field("name", before.name.as_str(), after.name.as_str())
        .field("kind", before.kind.as_str(), after.kind.as_str())
        .field("chair", before.chair.as_str(), after.chair.as_str())
        .field("contact", before.contact.as_str(), after.contact.as_str())
        .field("address", before.address.as_str(), after.address.as_str())
        .field("division_code", before.division_code.as_str(), after.division_code.as_str())
        .field("credit_code", before.credit_code.as_str(), after.credit_code.as_str());
    let entry = Entry { union_path: Some(&before.place()), changes, ..Entry::of("union.update", id) };
    audit::record(tx, scope.actor(), entry)?;
    after.version = version + 1;
    Ok(after)
}
