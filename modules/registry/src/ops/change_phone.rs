//! A member's phone was changed or lost: a cadre enters it with evidence, and the old phone proves nothing any more.

use guard::{Scope, act, res};
use kernel::{Id, Phone};
use platform::accounts::dissolve_bonds;
use platform::audit::{self, Changes, Entry};
use platform::files::{self, Subject};
use platform::outbox;
use platform::sealed::{DigestKind, Keyring};
use serde_json::json;
use store::Tx;

use crate::error::{RegistryError, Result};
use crate::ops::enter_people::seal_context;
use crate::store::{lookup, member, person};

/// What is to become of the phone.
#[derive(Clone, Debug)]
pub struct PhoneChange {
    /// The new phone; `None` where the old one was lost and there is no other yet.
    pub phone: Option<Phone>,
    /// Attachment of the member that shows it.
    pub evidence: Id,
    /// How it was checked.
    pub reason: String,
}

/// Changes the phone, dissolves what the old one has proved and ends the member's sessions, all in one transaction.
///
/// # Errors
/// [`RegistryError::MemberNotFound`], [`RegistryError::Stale`], [`RegistryError::File`] if there is no such evidence.
pub fn change_phone(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    scope: &Scope<res::Member, act::Update>,
    id: Id,
    version: i64,
    change: &PhoneChange,
) -> Result<()> {
    let d = member::find(tx, scope, id)?.ok_or(RegistryError::MemberNotFound)?;
    let before = person::by_ids(tx, &[id])?.remove(&id).ok_or(RegistryError::MemberNotFound)?;
    if before.version != version {
        return Err(RegistryError::Stale { version: before.version });
    }
    files::find(tx, scope, Subject { id, path: &d.union_path }, change.evidence)?;
    let old = before.phone.as_ref().map(|s| keys.open(s, &seal_context("phone", id))).transpose()?;
    let new = change.phone.as_ref().map(Phone::as_str);
    let sealed = new.map(|p| keys.seal(p, &seal_context("phone", id)));
    let tail = change.phone.as_ref().map_or(0, |p| keys.tail(DigestKind::PhoneTail, p.tail()));
    if !person::set_phone(tx, id, version, sealed.as_deref(), tail)? {
        return Err(RegistryError::Stale { version: version + 1 });
    }
    if let Some(old) = &old {
        lookup::delete_phone(tx, &keys.digests(DigestKind::Phone, old), id)?;
        dissolve_bonds(tx, keys, old, id)?;
    }
    if let Some(new) = new {
        // The number may have proved this person before it went out of use.
        dissolve_bonds(tx, keys, new, id)?;
        let digests = keys.digests_to_store(DigestKind::Phone, new);
        lookup::insert_phones(tx, &mut digests.into_iter().map(|d| (d, id)).collect::<Vec<_>>())?;
    }
    let seal = |p: &str| (keys.seal_for_person(id, &before.salt, p), keys.digest(DigestKind::Phone, p));
    let (old, new) = (old.as_deref().map(seal), new.map(seal));
    let changes = Changes::new()
        .sealed(
            "phone",
            old.as_ref().map(|(c, d)| (c.as_slice(), &d[..])),
            new.as_ref().map(|(c, d)| (c.as_slice(), &d[..])),
        )
        .note("evidence", change.evidence.to_string());
    let entry = Entry {
        union_path: Some(&d.union_path),
        changes,
        purpose: Some(&change.reason),
        ..Entry::of("member.change-phone", id)
    };
    audit::record(tx, scope.actor(), entry)?;
    outbox::emit(tx, "member.updated", id, &json!({ "version": version + 1 })).map_err(Into::into)
}
