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
use crate::model::{Birth, Person, Profile};
use crate::ops::enter_people::{seal_context, sort_key};
use crate::store::person::PersonRow;
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
}

/// Changes a person who was read as `before`; one row changes, and the phone's look-up if the phone does.
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
) -> Result<()> {
    let old_phone = before
        .phone
        .as_ref()
        .map(|sealed| keys.open(sealed, &seal_context("phone", before.id)))
        .transpose()?;
    let phone = edit.phone.as_ref().map(Phone::as_str).or(old_phone.as_deref());
    let row = PersonRow {
        id: before.id,
        profile: &edit.profile,
        birth: edit.birth,
        name_key: kernel::text::name_key(&edit.profile.name),
        initials: kernel::text::person_initials(&edit.profile.name),
        phone: phone.map(|p| keys.seal(p, &seal_context("phone", before.id))),
        phone_tail: phone.map_or(0, |p| keys.tail(DigestKind::PhoneTail, &p[p.len().saturating_sub(4)..])),
        id_tail: 0,
        salt: Vec::new(),
    };
    if !person::update(tx, before.version, &row)? {
        let now = person::by_ids(tx, &[before.id])?.remove(&before.id);
        return Err(
            now.map_or(RegistryError::MemberNotFound, |p| RegistryError::Stale { version: p.version })
        );
    }
    if edit.profile.name != before.profile.name {
        membership::set_sort_key(tx, before.id, &sort_key(&edit.profile.name))?;
    }
    let changes = changes(keys, before, edit, old_phone.as_deref());
    if let Some(new) = edit.phone.as_ref().filter(|p| old_phone.as_deref() != Some(p.as_str())) {
        if let Some(old) = &old_phone {
            lookup::delete_phone(tx, &keys.digests(DigestKind::Phone, old), before.id)?;
            // The old phone proves nothing any more (decision 27).
            dissolve_bonds(tx, keys, old, before.id)?;
        }
        let digests = keys.digests_to_store(DigestKind::Phone, new.as_str());
        lookup::insert_phones(tx, &mut digests.into_iter().map(|d| (d, before.id)).collect::<Vec<_>>())?;
    }
    let entry = Entry { union_path: Some(path), changes, ..Entry::of("member.update", before.id) };
    audit::record(tx, actor, entry)?;
    outbox::emit(tx, "member.updated", before.id, &json!({ "version": before.version + 1 }))
        .map_err(Into::into)
}

fn changes(keys: &Keyring, before: &Person, edit: &Edit, old_phone: Option<&str>) -> Changes {
    let fields = before.profile.fields().into_iter().zip(edit.profile.fields());
    let mut all = fields.fold(Changes::new(), |c, ((name, old), (_, new))| c.field(name, old, new));
    let day = |b: &Birth| b.day.map(|d| d.to_string());
    all = all.field("birth_day", day(&before.birth), day(&edit.birth));
    let seal =
        |p: &str| (keys.seal_for_person(before.id, &before.salt, p), keys.digest(DigestKind::Phone, p));
    if let Some(new) = edit.phone.as_ref().filter(|p| old_phone != Some(p.as_str())) {
        let (old, new) = (old_phone.map(seal), seal(new.as_str()));
        let old = old.as_ref().map(|(c, d)| (c.as_slice(), d.as_slice()));
        all = all.sealed("phone", old, Some((new.0.as_slice(), new.1.as_slice())));
    }
    all
}
