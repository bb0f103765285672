//! A cadre enters, ends, corrects or removes what is true of a member for a time (docs/rules §5.3, docs/adr/0014).

use guard::{Scope, act, res};
use kernel::{Day, Id, Params};
use platform::audit::{self, Changes, Entry};
use platform::codesets::Codesets;
use platform::files::{self, Subject};
use store::{DbError, Tx};

use crate::error::{RegistryError, Result};
use crate::forms::Check;
use crate::model::flag_values;
use crate::own_data_error::OwnDataError;
use crate::store::member::{self, Detail};
use crate::store::member_flag::{self, Flag};
use crate::store::person;

/// Code of a dictionary that says that none of its words is true: no flag.
const NONE: &str = "00";

/// A flag as it is wished.
#[derive(Clone, Debug)]
pub struct FlagWish {
    /// Code of `member_flag`; of a correction it stays what it is.
    pub kind: String,
    /// Code of the kind's own dictionary.
    pub value: String,
    /// First day.
    pub from: Day,
    /// Last day, or open.
    pub to: Day,
    /// Number of the document that shows it.
    pub document: String,
    /// Attachment of the member that shows it.
    pub evidence: Option<Id>,
}

/// Enters a flag.
///
/// # Errors
/// [`RegistryError::MemberNotFound`], [`RegistryError::Invalid`], [`OwnDataError::FlagOverlaps`].
pub fn add_flag(
    tx: &mut Tx<'_>,
    words: &Codesets,
    scope: &Scope<res::Member, act::Update>,
    id: Id,
    wish: FlagWish,
) -> Result<Id> {
    let d = held(tx, scope, id)?;
    let wish = checked(tx, words, scope, &d, wish)?;
    let flag = Flag {
        id: tx.new_id(),
        kind: wish.kind,
        value: wish.value,
        valid_from: wish.from,
        valid_to: wish.to,
        document: wish.document,
        evidence_id: wish.evidence,
        source: "cadre".to_owned(),
        made_by_name: scope.actor().name().to_owned(),
        made_at: tx.now(),
        ended_by_name: String::new(),
        version: 1,
    };
    match member_flag::insert(tx, id, &flag) {
        Ok(true) => {}
        Ok(false) | Err(DbError::Conflict(_)) => return Err(RegistryError::Own(OwnDataError::FlagOverlaps)),
        Err(e) => return Err(e.into()),
    }
    note(tx, scope, &d, "member.flag-add", None, Some(&flag))?;
    Ok(flag.id)
}

/// Ends or corrects a flag as it was seen.
///
/// # Errors
/// [`RegistryError::MemberNotFound`], [`OwnDataError::FlagNotFound`], [`RegistryError::Stale`],
/// [`RegistryError::Invalid`], [`OwnDataError::FlagOverlaps`].
pub fn edit_flag(
    tx: &mut Tx<'_>,
    words: &Codesets,
    scope: &Scope<res::Member, act::Update>,
    (id, flag, version): (Id, Id, i64),
    wish: FlagWish,
) -> Result<()> {
    let d = held(tx, scope, id)?;
    let before = seen(tx, id, flag, version)?;
    let wish = checked(tx, words, scope, &d, FlagWish { kind: before.kind.clone(), ..wish })?;
    let ended = before.valid_to == Day::OPEN && wish.to != Day::OPEN;
    let after = Flag {
        value: wish.value,
        valid_from: wish.from,
        valid_to: wish.to,
        document: wish.document,
        evidence_id: wish.evidence,
        ended_by_name: if ended { scope.actor().name().to_owned() } else { before.ended_by_name.clone() },
        ..before.clone()
    };
    match member_flag::edit(tx, id, &after) {
        Ok(true) => {}
        Ok(false) | Err(DbError::Conflict(_)) => return Err(RegistryError::Own(OwnDataError::FlagOverlaps)),
        Err(e) => return Err(e.into()),
    }
    note(tx, scope, &d, "member.flag-edit", Some(&before), Some(&after))
}

/// Removes a flag that was entered by mistake.
///
/// # Errors
/// [`RegistryError::MemberNotFound`], [`OwnDataError::FlagNotFound`], [`RegistryError::Stale`].
pub fn remove_flag(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Member, act::Update>,
    (id, flag, version): (Id, Id, i64),
) -> Result<()> {
    let d = held(tx, scope, id)?;
    let before = seen(tx, id, flag, version)?;
    if !member_flag::delete(tx, id, flag, version)? {
        return Err(RegistryError::Own(OwnDataError::FlagNotFound));
    }
    note(tx, scope, &d, "member.flag-remove", Some(&before), None)
}

/// The member in sight, and held, so that two of a kind do not come at once.
fn held(tx: &mut Tx<'_>, scope: &Scope<res::Member, act::Update>, id: Id) -> Result<Detail> {
    let d = member::find(tx, scope, id)?.ok_or(RegistryError::MemberNotFound)?;
    if person::hold(tx, id)? { Ok(d) } else { Err(RegistryError::MemberNotFound) }
}

fn seen(tx: &mut Tx<'_>, id: Id, flag: Id, version: i64) -> Result<Flag> {
    let found = member_flag::of_person(tx, id)?.into_iter().find(|f| f.id == flag);
    let found = found.ok_or(RegistryError::Own(OwnDataError::FlagNotFound))?;
    if found.version == version { Ok(found) } else { Err(RegistryError::Stale { version: found.version }) }
}

fn checked(
    tx: &mut Tx<'_>,
    words: &Codesets,
    scope: &Scope<res::Member, act::Update>,
    d: &Detail,
    mut wish: FlagWish,
) -> Result<FlagWish> {
    let mut check = Check::default();
    let unknown = |code: &str| -> Params { [("content", code.to_owned())].into() };
    if words.label("member_flag", &wish.kind).is_none() {
        check.refuse("/kind", "registry.code-unknown", unknown(&wish.kind));
    }
    match flag_values(&wish.kind) {
        Some(set) if wish.value == NONE || words.label(set, &wish.value).is_none() => {
            check.refuse("/value", "registry.code-unknown", unknown(&wish.value));
        }
        None if !wish.value.is_empty() => {
            check.refuse("/value", "registry.code-unknown", unknown(&wish.value));
        }
        _ => {}
    }
    if wish.from > tx.today() {
        check.refuse("/from", "registry.flag-day", Params::new());
    }
    if wish.to < wish.from {
        check.refuse("/to", "registry.flag-days", Params::new());
    }
    check.text("/document", &mut wish.document, 60);
    check.done()?;
    if let Some(evidence) = wish.evidence {
        files::find(tx, scope, Subject { id: d.id, path: &d.union_path }, evidence)?;
    }
    Ok(wish)
}

fn note(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Member, act::Update>,
    d: &Detail,
    action: &'static str,
    before: Option<&Flag>,
    after: Option<&Flag>,
) -> Result<()> {
    let kind = before.or(after).map_or("", |f| f.kind.as_str());
    let said = |f: &Flag| format!("{} {}–{} {}", f.value, f.valid_from, f.valid_to, f.document);
    let changes = Changes::new().note("flag_kind", kind).field("flag", before.map(said), after.map(said));
    let entry = Entry { union_path: Some(&d.union_path), changes, ..Entry::of(action, d.id) };
    audit::record(tx, scope.actor(), entry).map_err(Into::into)
}
