//! Enters a union under another one, or at the top, and changes its organisation form.

use guard::{Scope, act, res};
use kernel::{Day, Id, OrgPath, Params};
use platform::audit::{self, Changes, Entry};
use platform::indicators;
use store::Tx;

use super::diff::{diff, first_values};
use crate::error::{RegistryError, Result, field};
use crate::rules;
use crate::store::union::{self, Union};
use crate::store::union_tree;

/// A union to enter; id, place, code and version are made here.
///
/// # Errors
/// [`RegistryError::UnionNotFound`] if the parent is out of sight, [`RegistryError::TreeFull`],
/// [`RegistryError::Invalid`] where a union of this kind and level cannot stand, [`RegistryError::CodeTaken`].
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
    if let Some(p) = parent.as_ref().filter(|p| p.is_dissolved()) {
        return Err(RegistryError::UnionDissolved { name: p.name.clone() });
    }
    stands(parent.as_ref(), &new)?;
    sound(tx, None, &new)?;
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
    // One that is being prepared counts from its approval.
    if new.state != "preparing" {
        let day = new.founded_on.unwrap_or(tx.today());
        count_union(tx, new.id, day, 1);
    }
    let changes = first_values(Changes::new(), &new.form);
    let changes = first_values(changes, &new);
    let entry = Entry { union_path: Some(&path), changes, ..Entry::of("union.create", new.id) };
    audit::record(tx, scope.actor(), entry)?;
    Ok(new)
}

/// Counts a union from a day on, as founded too when it begins.
pub fn count_union(tx: &mut Tx<'_>, id: Id, day: Day, delta: i64) {
    indicators::record(tx, &rules::UNION_COUNT, id, day, delta, id);
    if delta > 0 {
        indicators::record(tx, &rules::UNION_FOUNDED, id, day, delta, id);
    }
}

/// Changes the organisation form of a union; its place and level stay.
///
/// # Errors
/// [`RegistryError::Stale`], [`RegistryError::UnionNotFound`], [`RegistryError::Invalid`],
/// [`RegistryError::CodeTaken`].
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
    if before.version != version {
        return Err(RegistryError::Stale { version: before.version });
    }
    if before.is_dissolved() {
        return Err(RegistryError::UnionDissolved { name: before.name });
    }
    if after.kind != before.kind {
        let parent = before.parent_id.map(|p| union::find_unscoped(tx, p)).transpose()?.flatten();
        stands(parent.as_ref(), &after)?;
        carries(tx, &after)?;
    }
    sound(tx, Some(&before), &after)?;
    if !union::update(tx, version, &after)? {
        return Err(RegistryError::Stale { version: before.version });
    }
    let yesterday = tx.today().plus_days(-1);
    // The tree of a past day is shown with the words of that day.
    if (before.name != after.name || before.kind != after.kind)
        && before.founded_on.is_none_or(|d| d <= yesterday)
    {
        union_tree::put_former(tx, id, yesterday, &before.name, &before.kind)?;
    }
    let changes = diff(Changes::new(), &before, &after);
    let entry = Entry { union_path: Some(&before.place()), changes, ..Entry::of("union.update", id) };
    audit::record(tx, scope.actor(), entry)?;
    after.version = version + 1;
    Ok(after)
}

fn stands(parent: Option<&Union>, u: &Union) -> Result<()> {
    if !rules::kind_fits_level(&u.kind, u.level) {
        return Err(RegistryError::Invalid(vec![field("/kind", "registry.union-kind-level", Params::new())]));
    }
    if !rules::may_stand_under(parent.map(|p| (p.level, p.kind.as_str())), u.level, &u.kind) {
        let params = [("parent", parent.map_or_else(String::new, |p| p.name.clone()))].into();
        return Err(RegistryError::Invalid(vec![field("/level", "registry.union-place", params)]));
    }
    Ok(())
}

/// A changed kind must still carry what stands beneath.
fn carries(tx: &mut Tx<'_>, u: &Union) -> Result<()> {
    for (level, kind, name) in union::children_of(tx, u.id)? {
        if !rules::may_stand_under(Some((u.level, &u.kind)), level, &kind) {
            let params = [("child", name)].into();
            return Err(RegistryError::Invalid(vec![field("/kind", "registry.union-children", params)]));
        }
    }
    Ok(())
}

/// What only the register can tell of a form: nobody else has the code. The database's key decides a race.
fn sound(tx: &mut Tx<'_>, before: Option<&Union>, u: &Union) -> Result<()> {
    if !u.credit_code.is_empty()
        && let Some((id, name)) = union::holder_of(tx, &u.credit_code)?
        && before.is_none_or(|b| b.id != id)
    {
        return Err(RegistryError::CodeTaken { name });
    }
    Ok(())
}
