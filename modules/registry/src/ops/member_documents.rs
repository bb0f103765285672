//! The documents of a person: one identity over all of them (docs/rules §1.2).

use guard::{Scope, act, res};
use kernel::{DocumentKind, Id, PersonDocument};
use platform::audit::{self, Changes, Entry};
use platform::sealed::{DigestKind, Keyring};
use store::Tx;

use super::enter_people::{document_digest, seal_context};
use crate::error::{RegistryError, Result};
use crate::rules::documents::judge;
use crate::store::lookup;
use crate::store::member::{self, Detail};
use crate::store::person::{self, StoredDocument};

/// Adds a document to a member, or renews one whose number differs only in what does not identify the person (the count
/// of issues of a permit). The look-up's key decides a race between two people.
///
/// # Errors
/// [`RegistryError::MemberNotFound`] outside the scope, [`RegistryError::DocumentTaken`],
/// [`RegistryError::DocumentKnown`].
pub fn add_document(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    scope: &Scope<res::Member, act::Update>,
    id: Id,
    new: &PersonDocument,
) -> Result<Id> {
    let d = member::find(tx, scope, id)?.ok_or(RegistryError::MemberNotFound)?;
    held(tx, id)?;
    let digests = keys.digests(DigestKind::Document, &new.key());
    let holder = lookup::person_by_document(tx, &digests)?;
    if let Some(other) = holder.filter(|p| *p != id) {
        let name = person::by_ids(tx, &[other])?.remove(&other).map(|p| p.profile.name).unwrap_or_default();
        return Err(RegistryError::DocumentTaken { name: kernel::text::mask_name(&name) });
    }
    let known = person::documents(tx, id)?;
    let same = |s: &&StoredDocument| {
        s.kind == new.kind().code() && digests.iter().any(|g| g.as_slice() == s.digest.as_slice())
    };
    let number = keys.seal(new.number(), &seal_context("number", id));
    if let Some(kept) = known.iter().find(same) {
        if keys.open(&kept.number, &seal_context("number", id))? == new.number() {
            return Err(RegistryError::DocumentKnown);
        }
        person::renew_document(tx, id, kept.id, &number, &judge(new))?;
        note(tx, keys, scope, &d, "member.document-renew", Some(&kept.number), Some(new))?;
        return Ok(kept.id);
    }
    let digest = document_digest(keys, &new.key());
    let document = StoredDocument {
        id: tx.new_id(),
        kind: new.kind().code().to_owned(),
        number,
        digest: digest.to_vec(),
        judged: judge(new),
    };
    let document_id = document.id;
    person::insert_documents(tx, vec![(id, document)])?;
    if holder.is_none() {
        lookup::insert_documents(tx, &mut [(digest, id)])?;
    }
    note(tx, keys, scope, &d, "member.document-add", None, Some(new))?;
    Ok(document_id)
}

/// Takes a document away that was entered by mistake; the last one stays.
///
/// # Errors
/// [`RegistryError::MemberNotFound`], [`RegistryError::DocumentNotFound`], [`RegistryError::LastDocument`].
pub fn remove_document(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    scope: &Scope<res::Member, act::Update>,
    id: Id,
    document: Id,
) -> Result<()> {
    let d = member::find(tx, scope, id)?.ok_or(RegistryError::MemberNotFound)?;
    held(tx, id)?;
    let known = person::documents(tx, id)?;
    let gone = known.iter().find(|k| k.id == document).ok_or(RegistryError::DocumentNotFound)?;
    if known.len() == 1 {
        return Err(RegistryError::LastDocument);
    }
    person::delete_document(tx, id, document)?;
    // Identity card and household book share one key: it stays as long as one of them does.
    if !known.iter().any(|k| k.id != document && k.digest == gone.digest) {
        lookup::delete_document(tx, &gone.digest, id)?;
    }
    renew_tail(tx, keys, id)?;
    note(tx, keys, scope, &d, "member.document-remove", Some(&gone.number), None)
}

/// Who lost the first document is found by the last four of the next one.
pub(super) fn renew_tail(tx: &mut Tx<'_>, keys: &Keyring, id: Id) -> Result<()> {
    let Some(first) = person::documents(tx, id)?.into_iter().next() else { return Ok(()) };
    let number = keys.open(&first.number, &seal_context("number", id))?;
    let kind = DocumentKind::from_code(&first.kind);
    let read = kind.and_then(|k| PersonDocument::parse(k, &number, tx.today()).ok());
    let Some(document) = read else { return Ok(()) };
    person::set_id_tail(tx, id, keys.tail(DigestKind::DocumentTail, document.tail(4))).map_err(Into::into)
}

/// Nobody merges the record until this is done.
fn held(tx: &mut Tx<'_>, id: Id) -> Result<()> {
    if person::hold(tx, id)? { Ok(()) } else { Err(RegistryError::MemberNotFound) }
}

fn note(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    scope: &Scope<res::Member, act::Update>,
    d: &Detail,
    action: &'static str,
    old: Option<&[u8]>,
    new: Option<&PersonDocument>,
) -> Result<()> {
    let salt = person::by_ids(tx, &[d.id])?.remove(&d.id).ok_or(RegistryError::MemberNotFound)?.salt;
    let seal =
        |number: &str| (keys.seal_for_person(d.id, &salt, number), keys.digest(DigestKind::Document, number));
    let old = old.map(|n| keys.open(n, &seal_context("number", d.id))).transpose()?.map(|n| seal(&n));
    let sealed = new.map(|n| seal(n.number()));
    let changes = Changes::new().sealed(
        "document",
        old.as_ref().map(|(c, g)| (c.as_slice(), g.as_slice())),
        sealed.as_ref().map(|(c, g)| (c.as_slice(), g.as_slice())),
    );
    let changes = new.into_iter().fold(changes, |c, n| c.note("document_kind", n.kind().code()));
    let entry = Entry { union_path: Some(&d.union_path), changes, ..Entry::of(action, d.id) };
    audit::record(tx, scope.actor(), entry).map_err(Into::into)
}
