//! Editing a dictionary: an entry is added, changed or ended, a synonym is added or taken away. Nothing is deleted:
//! records hold the codes.

use guard::act::{Create, Update};
use guard::{Scope, res};
use kernel::Day;
use store::Tx;

use super::lookup::fold;
use super::store as sql;
use super::{CodeItem, CodesetError, Set, rules};
use crate::audit::{self, Changes, Entry};
use crate::dated::{Room, raise};

type Result<T> = std::result::Result<T, CodesetError>;

/// What may be changed of an entry.
#[derive(Clone, Debug)]
pub struct ItemEdit {
    /// Chinese label.
    pub label: String,
    /// Code of the national standard, or empty.
    pub national: String,
    /// Code in the national union file, or empty.
    pub export: String,
    /// Code one level up, or empty.
    pub parent: String,
    /// First day of validity.
    pub valid_from: Day,
}

/// The set in the version that the editor has seen, with its version already moved on: of two edits one is stale.
fn take(tx: &mut Tx<'_>, set: &str, version: i64) -> Result<Set> {
    let found = sql::one(tx, set)?.ok_or(CodesetError::NotFound)?;
    if found.version != version || !sql::raise(tx, set, version)? {
        return Err(CodesetError::Stale { version: found.version });
    }
    Ok(found)
}

fn item(set: &Set, code: &str) -> Result<CodeItem> {
    set.item(code).cloned().ok_or(CodesetError::NotFound)
}

fn note(set: &Set, code: &str) -> Changes {
    Changes::new().note("codeset", set.code.as_str()).note("code", code)
}

/// Adds an entry, at the end.
///
/// # Errors
/// [`CodesetError::Fixed`], [`CodesetError::CodeTaken`], and what an entry may not look like.
pub fn add_item(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Codeset, Create>,
    set: &str,
    version: i64,
    new: &CodeItem,
) -> Result<()> {
    let set = take(tx, set, version)?;
    if set.fixed {
        return Err(CodesetError::Fixed);
    }
    if let Some(known) = set.item(&new.code) {
        return Err(CodesetError::CodeTaken { label: known.label.clone() });
    }
    rules::check(&set, new)?;
    sql::insert(tx, &set.code, new, set.items.len() as i64)?;
    raise(tx, Room::Codesets)?;
    let changes = note(&set, &new.code)
        .field("label", "", new.label.as_str())
        .field("synonyms", "", new.synonyms.join("、"))
        .field("national", "", new.national.as_str())
        .field("export", "", new.export.as_str())
        .field("parent", "", new.parent.as_str())
        .field("valid_from", "", new.valid_from.to_string());
    audit::record(tx, scope.actor(), Entry { changes, ..Entry::of("codeset.create", set.id) })?;
    Ok(())
}

/// Writes an entry back, with what changed in the audit.
fn write(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Codeset, Update>,
    set: &Set,
    old: &CodeItem,
    new: &CodeItem,
) -> Result<()> {
    rules::check(set, new)?;
    sql::update(tx, &set.code, new)?;
    raise(tx, Room::Codesets)?;
    let changes = note(set, &new.code)
        .field("label", old.label.as_str(), new.label.as_str())
        .field("synonyms", old.synonyms.join("、"), new.synonyms.join("、"))
        .field("national", old.national.as_str(), new.national.as_str())
        .field("export", old.export.as_str(), new.export.as_str())
        .field("parent", old.parent.as_str(), new.parent.as_str())
        .field("valid_from", old.valid_from.to_string(), new.valid_from.to_string())
        .field("valid_to", old.valid_to.to_string(), new.valid_to.to_string());
    audit::record(tx, scope.actor(), Entry { changes, ..Entry::of("codeset.update", set.id) })?;
    Ok(())
}

/// Changes an entry.
///
/// # Errors
/// [`CodesetError::Fixed`] for the first day in a fixed dictionary, and what an entry may not look like.
pub fn edit_item(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Codeset, Update>,
    set: &str,
    version: i64,
    code: &str,
    edit: &ItemEdit,
) -> Result<()> {
    let set = take(tx, set, version)?;
    let old = item(&set, code)?;
    if set.fixed && edit.valid_from != old.valid_from {
        return Err(CodesetError::Fixed);
    }
    let new = CodeItem {
        label: kernel::text::clean(&edit.label),
        national: edit.national.trim().to_owned(),
        export: edit.export.trim().to_owned(),
        parent: edit.parent.trim().to_owned(),
        valid_from: edit.valid_from,
        ..old.clone()
    };
    write(tx, scope, &set, &old, &new)
}

/// Ends the validity of an entry, or opens it again with [`Day::OPEN`].
///
/// # Errors
/// [`CodesetError::Fixed`], [`CodesetError::EndsBeforeItBegins`], [`CodesetError::WordTaken`] if its words have passed
/// to another entry meanwhile.
pub fn end_item(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Codeset, Update>,
    set: &str,
    version: i64,
    code: &str,
    last_day: Day,
) -> Result<()> {
    let set = take(tx, set, version)?;
    let old = item(&set, code)?;
    if set.fixed {
        return Err(CodesetError::Fixed);
    }
    write(tx, scope, &set, &old, &CodeItem { valid_to: last_day, ..old.clone() })
}

/// Adds a word that means the entry. One that means it already changes nothing.
///
/// # Errors
/// [`CodesetError::WordTaken`], [`CodesetError::WordForm`].
pub fn add_synonym(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Codeset, Update>,
    set: &str,
    version: i64,
    code: &str,
    word: &str,
) -> Result<()> {
    let set = take(tx, set, version)?;
    let old = item(&set, code)?;
    let mut new = old.clone();
    if !super::lookup::words_of(&old).contains(&fold(word)) {
        new.synonyms.push(kernel::text::clean(word));
    }
    write(tx, scope, &set, &old, &new)
}

/// Takes a synonym away.
///
/// # Errors
/// [`CodesetError::NoSuchSynonym`].
pub fn remove_synonym(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Codeset, Update>,
    set: &str,
    version: i64,
    code: &str,
    word: &str,
) -> Result<()> {
    let set = take(tx, set, version)?;
    let old = item(&set, code)?;
    let mut new = old.clone();
    new.synonyms.retain(|w| fold(w) != fold(word));
    if new.synonyms.len() == old.synonyms.len() {
        return Err(CodesetError::NoSuchSynonym);
    }
    write(tx, scope, &set, &old, &new)
}
