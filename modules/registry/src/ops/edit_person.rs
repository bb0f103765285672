//! Changes what is kept of a person.

use guard::Actor;
use kernel::{OrgPath, Phone};
use platform::accounts::dissolve_bonds;
use platform::audit::{self, Changes, Entry};
use platform::outbox;
use platform::sealed::{DigestKind, Keyring};
use serde_json::json;
use store::Tx;

use crate::error::{RegistryError, Result};
use crate::model::flag::{FlagSource, Told};
use crate::model::{Birth, Person, Profile};
use crate::ops::enter_people::{seal_context, sort_key};
use crate::ops::flags_in_step::{By, Trace, follow};
use crate::store::{lookup, membership, person};

/// The person after the change.
#[derive(Clone, Debug)]
pub struct Edit {
    /// Kept fields.
    pub profile: Profile,
    /// Birth day.
    pub birth: Birth,
    /// A new phone; `None` leaves the present one.
    pub phone: Option<Phone>,
    /// Who says it, for the dated flags beside the columns; `None` if those have been put right already.
    pub source: Option<FlagSource>,
    /// What is told of flags beside the fields.
    pub told: Vec<Told>,
}

/// Changes a person who was read as `before`: one row, the search keys or the look-up if name or phone change, and the dated
/// flags beside the columns. What became of those.
///
/// # Errors
/// [`RegistryError::Stale`] if somebody else changed the person since.
pub fn edit_person(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    actor: &Actor,
    before: &Person,
    path: &OrgPath,
    edit: &Edit,
) -> Result<Vec<Trace>> {
    let id = before.id;
    if !person::update(tx, id, before.version, &edit.profile, edit.birth)? {
        let now = person::by_id(tx, id)?;
        return Err(
            now.map_or(RegistryError::MemberNotFound, |p| RegistryError::Stale { version: p.version })
        );
    }
    let name = &edit.profile.name;
    if *name != before.profile.name {
        person::set_name(tx, id, name, &kernel::text::name_key(name), &kernel::text::person_initials(name))?;
        membership::set_sort_key(tx, id, &sort_key(name))?;
    }
    let traces = match edit.source {
        Some(source) => {
            let by = By { source, name: actor.name(), evidence: None };
            follow(tx, id, (&before.profile, &edit.profile), &edit.told, by)?
        }
        None => Vec::new(),
    };
    let mut changes = changes(before, edit);
    if !edit.told.is_empty() {
        let said = |t: &Told| format!("{} {} {}", t.kind, t.value.as_deref().unwrap_or("–"), t.document);
        changes = changes.note("flag", edit.told.iter().map(said).collect::<Vec<_>>().join("；"));
    }
    if let Some(new) = &edit.phone {
        changes = change_phone(tx, keys, before, new, changes)?;
    }
    let entry = Entry { union_path: Some(path), changes, ..Entry::of("member.update", before.id) };
    audit::record(tx, actor, entry)?;
    outbox::emit(tx, "member.updated", before.id, &json!({ "version": before.version + 1 }))?;
    Ok(traces)
}

fn changes(before: &Person, edit: &Edit) -> Changes {
    let fields = before.profile.fields().into_iter().zip(edit.profile.fields());
    let all = fields.fold(Changes::new(), |c, ((name, old), (_, new))| c.field(name, old, new));
    let day = |b: &Birth| b.day.map(|d| d.to_string());
    all.field("birth_day", day(&before.birth), day(&edit.birth))
}

/// Sets another phone with its look-up; the same one again changes nothing.
fn change_phone(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    before: &Person,
    new: &Phone,
    changes: Changes,
) -> Result<Changes> {
    let (id, context) = (before.id, seal_context("phone", before.id));
    let old = before.phone.as_ref().map(|sealed| keys.open(sealed, &context)).transpose()?;
    if old.as_deref() == Some(new.as_str()) {
        return Ok(changes);
    }
    if let Some(old) = &old {
        lookup::delete_phone(tx, &keys.digests(DigestKind::Phone, old), id)?;
        // The old phone proves nothing any more (decision 27).
        dissolve_bonds(tx, keys, old, id)?;
    }
    let digests = keys.digests_to_store(DigestKind::Phone, new.as_str());
    lookup::insert_phones(tx, &mut digests.into_iter().map(|d| (d, id)).collect::<Vec<_>>())?;
    let tail = keys.tail(DigestKind::PhoneTail, new.tail());
    person::edit_phone(tx, id, Some(&keys.seal(new.as_str(), &context)), tail)?;
    let seal = |p: &str| (keys.seal_for_person(id, &before.salt, p), keys.digest(DigestKind::Phone, p));
    let (old, new) = (old.as_deref().map(seal), seal(new.as_str()));
    let old = old.as_ref().map(|(c, d)| (c.as_slice(), d.as_slice()));
    Ok(changes.sealed("phone", old, Some((new.0.as_slice(), new.1.as_slice()))))
}
