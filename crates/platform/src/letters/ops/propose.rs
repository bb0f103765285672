//! Proposing a template, and deciding about somebody else's proposal.

use guard::{Scope, act, res};
use kernel::{Day, Id, Params};
use store::Tx;

use crate::audit::{self, Changes, Entry};
use crate::letters::LetterError;
use crate::letters::check::check;
use crate::letters::error::wrong;
use crate::letters::model::Draft;
use crate::letters::store::template::{self as sql, Version};
use crate::notices;
use crate::parameters::State;

type Result<T> = std::result::Result<T, LetterError>;

/// A template to propose.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// What it says.
    pub draft: Draft,
    /// First day: today or later.
    pub valid_from: Day,
    /// Why, 4 to 200 characters.
    pub reason: String,
}

/// Templates name themselves in the audit by their kind; they have no id.
const NOBODY: Id = Id(0);

/// Name of a kind in code: two parts of small letters, digits and `-`, with a point between, at most 40 characters.
fn is_kind(kind: &str) -> bool {
    let part = |p: &str| {
        p.starts_with(|c: char| c.is_ascii_lowercase())
            && p.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    kind.len() <= 40 && kind.split_once('.').is_some_and(|(room, name)| part(room) && part(name))
}

/// The version that would be in force on a day.
fn on(all: &[Version], day: Day) -> Option<&Version> {
    let approved = all.iter().filter(|v| v.state == State::Approved && v.valid_from <= day);
    approved.max_by_key(|v| (v.valid_from, v.version))
}

/// Proposes a template for a kind, known or new; another person decides. The version of the proposal.
///
/// # Errors
/// [`LetterError::Invalid`] as [`check`] says, [`LetterError::TooEarly`], [`LetterError::ReasonMissing`],
/// [`LetterError::NoChange`], [`LetterError::Waiting`].
pub fn propose(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Letter, act::Propose>,
    kind: &str,
    new: &Proposal,
) -> Result<i64> {
    let draft = Draft {
        name: new.draft.name.trim().to_owned(),
        word: new.draft.word.trim().to_owned(),
        ..new.draft.clone()
    };
    let mut found = check(&draft);
    if !is_kind(kind) {
        found.push(wrong("/kind", "letters.kind", Params::new()));
    }
    if sql::word_taken(tx, kind, &draft.word)? {
        found.push(wrong("/word", "letters.draft-word-taken", Params::new()));
    }
    if !found.is_empty() {
        return Err(LetterError::Invalid(found));
    }
    if new.valid_from < tx.today() {
        return Err(LetterError::TooEarly { earliest: tx.today() });
    }
    let reason = new.reason.trim();
    if !(4..=200).contains(&reason.chars().count()) {
        return Err(LetterError::ReasonMissing);
    }
    let all = sql::versions_of(tx, kind)?;
    let old = on(&all, new.valid_from);
    if old.is_some_and(|v| v.draft == draft) {
        return Err(LetterError::NoChange);
    }
    let version = sql::insert(tx, (kind, new.valid_from), &draft, reason, scope.actor())?;
    let version = version.ok_or(LetterError::Waiting)?;
    let changes = describe((kind, &draft.name), version, new.valid_from).field(
        "body",
        old.map(|v| v.draft.lines()),
        draft.lines(),
    );
    let entry = Entry { changes, purpose: Some(reason), ..Entry::of("letter-template.propose", NOBODY) };
    audit::record(tx, scope.actor(), entry)?;
    Ok(version)
}

fn describe((kind, name): (&str, &str), version: i64, valid_from: Day) -> Changes {
    Changes::new()
        .note("letter_kind", format!("{name}（{kind}）"))
        .note("version", version)
        .note("valid_from", valid_from.to_string())
}

fn find(all: &[Version], version: i64) -> Result<&Version> {
    all.iter().find(|v| v.version == version).ok_or(LetterError::TemplateNotFound)
}

/// Which of the statement's conditions did not hold.
fn why_not(tx: &Tx<'_>, v: &Version, by: Id) -> LetterError {
    if v.proposed_by == by {
        LetterError::OwnProposal
    } else if v.state == State::Open && v.valid_from < tx.today() {
        LetterError::Late { valid_from: v.valid_from }
    } else {
        LetterError::Decided
    }
}

/// Approves somebody else's proposal: in force from its first day on.
///
/// # Errors
/// [`LetterError::TemplateNotFound`], [`LetterError::OwnProposal`], [`LetterError::Late`], [`LetterError::Decided`].
pub fn approve(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Letter, act::Approve>,
    kind: &str,
    version: i64,
    note: &str,
) -> Result<()> {
    let all = sql::versions_of(tx, kind)?;
    let v = find(&all, version)?;
    if !sql::approve(tx, kind, version, scope.actor(), note.trim())? {
        return Err(why_not(tx, v, scope.actor().id()));
    }
    let old = on(&all, v.valid_from).map(|v| v.draft.lines());
    let changes = describe((kind, &v.draft.name), version, v.valid_from).field("body", old, v.draft.lines());
    let entry = Entry { changes, ..Entry::of("letter-template.approve", NOBODY) };
    audit::record(tx, scope.actor(), entry)?;
    tell(tx, v, "已批准", note)
}

/// Turns somebody else's proposal down, saying why.
///
/// # Errors
/// [`LetterError::TemplateNotFound`], [`LetterError::ReasonMissing`], [`LetterError::OwnProposal`],
/// [`LetterError::Decided`].
pub fn reject(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Letter, act::Approve>,
    kind: &str,
    version: i64,
    note: &str,
) -> Result<()> {
    let all = sql::versions_of(tx, kind)?;
    let v = find(&all, version)?;
    if !(4..=200).contains(&note.trim().chars().count()) {
        return Err(LetterError::ReasonMissing);
    }
    if !sql::reject(tx, kind, version, scope.actor(), note.trim())? {
        return Err(if v.proposed_by == scope.actor().id() {
            LetterError::OwnProposal
        } else {
            LetterError::Decided
        });
    }
    let changes = describe((kind, &v.draft.name), version, v.valid_from);
    let entry = Entry { changes, purpose: Some(note), ..Entry::of("letter-template.reject", NOBODY) };
    audit::record(tx, scope.actor(), entry)?;
    tell(tx, v, "未获批准", note)
}

/// Takes an own proposal back.
///
/// # Errors
/// [`LetterError::TemplateNotFound`] for somebody else's, [`LetterError::Decided`].
pub fn withdraw(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Letter, act::Propose>,
    kind: &str,
    version: i64,
) -> Result<()> {
    let all = sql::versions_of(tx, kind)?;
    let v = find(&all, version)?;
    if v.proposed_by != scope.actor().id() {
        return Err(LetterError::TemplateNotFound);
    }
    if !sql::withdraw(tx, kind, version, scope.actor())? {
        return Err(LetterError::Decided);
    }
    let changes = describe((kind, &v.draft.name), version, v.valid_from);
    let entry = Entry { changes, ..Entry::of("letter-template.withdraw", NOBODY) };
    audit::record(tx, scope.actor(), entry)?;
    Ok(())
}

fn tell(tx: &mut Tx<'_>, v: &Version, outcome: &str, note: &str) -> Result<()> {
    let title = format!("文书模板“{}”的修改{outcome}", v.draft.name);
    let note = if note.trim().is_empty() { String::new() } else { format!("，意见：{}", note.trim()) };
    let body = format!("第{}版，自{}起{note}", v.version, v.valid_from);
    notices::send(tx, v.proposed_by, &title, &body, &format!("/letter-templates/{}", v.kind))?;
    Ok(())
}
