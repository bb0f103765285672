//! A cadre enters, ends, corrects or removes what is true of a member for a time (docs/rules §5.3, docs/adr/0014).

use guard::{Scope, act, res};
use kernel::{Day, Id, Params};
use platform::audit::{self, Changes, Entry};
use platform::codesets::Codesets;
use platform::files::{self, Subject};
use store::Tx;

use super::flags_in_step::{column_follows, overlap_is, undated};
use crate::error::{RegistryError, Result};
use crate::forms::Check;
use crate::model::flag::{FlagSource, flag_values, in_column, none_of};
use crate::own_data_error::OwnDataError;
use crate::store::member::{self, Detail};
use crate::store::member_flag::{self, Flag};
use crate::store::person;

/// How far ahead a flag may begin.
const AHEAD_MONTHS: i64 = 12;

/// A flag as it is wished.
#[derive(Clone, Debug)]
pub struct FlagWish {
    /// Code of `member_flag`; of a correction it stays what it is.
    pub kind: String,
    /// Code of the kind's own dictionary.
    pub value: String,
    /// First day; [`Day::FIRST`] if it is not known, of a kind with a column.
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
        source: FlagSource::Cadre.code().to_owned(),
        made_by_name: scope.actor().name().to_owned(),
        made_at: tx.now(),
        ended_by_name: String::new(),
        version: 1,
    };
    let alone = undated(tx, id, &flag.kind)?;
    overlap_is(member_flag::insert(tx, id, &flag))?;
    note(tx, scope, &d, "member.flag-add", None, Some(&flag))?;
    column_follows(tx, scope.actor(), (id, Some(&d.union_path)), &flag.kind, alone.as_deref())?;
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
    let alone = undated(tx, id, &after.kind)?;
    overlap_is(member_flag::edit(tx, id, &after))?;
    note(tx, scope, &d, "member.flag-edit", Some(&before), Some(&after))?;
    column_follows(tx, scope.actor(), (id, Some(&d.union_path)), &after.kind, alone.as_deref()).map(drop)
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
    let alone = undated(tx, id, &before.kind)?;
    if !member_flag::delete(tx, id, flag, version)? {
        return Err(RegistryError::Own(OwnDataError::FlagNotFound));
    }
    note(tx, scope, &d, "member.flag-remove", Some(&before), None)?;
    column_follows(tx, scope.actor(), (id, Some(&d.union_path)), &before.kind, alone.as_deref()).map(drop)
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
    if !is_value(words, &wish.kind, &wish.value) {
        check.refuse("/value", "registry.code-unknown", unknown(&wish.value));
    }
    if wish.from > tx.today().plus_months(AHEAD_MONTHS) {
        check.refuse("/from", "registry.flag-day", Params::new());
    }
    if wish.from == Day::FIRST && !in_column(&wish.kind) {
        check.refuse("/from", "registry.flag-day-missing", Params::new());
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

/// Whether a value is one of the kind's dictionary; a kind without one has none. That nothing is true is a value of kinds with
/// a column alone.
pub fn is_value(words: &Codesets, kind: &str, value: &str) -> bool {
    match flag_values(kind) {
        Some(set) => words.label(set, value).is_some() && (in_column(kind) || none_of(kind) != Some(value)),
        None => value.is_empty(),
    }
}

/// One audit entry of a flag: what it was and what it is.
///
/// # Errors
/// The database's.
pub fn note(
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
