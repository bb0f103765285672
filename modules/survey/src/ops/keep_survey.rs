//! Makes drafts and changes them.

use guard::{Scope, act, res};
use kernel::{Id, Timestamp};
use platform::audit::{self, Changes};
use registry::RegistryError;
use registry::api::union_by_id;
use store::Tx;

use crate::error::{Result, SurveyError};
use crate::model::{Form, Survey, SurveyKind, SurveyState};
use crate::rules::check::{MAX_TITLE, too_large};
use crate::store::survey;

/// What a cadre writes of a survey.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Kind.
    pub kind: SurveyKind,
    /// Answers carry no person.
    pub anonymous: bool,
    /// Title.
    pub title: String,
    /// Introduction.
    pub intro: String,
    /// From when answers are taken.
    pub opens_at: Timestamp,
    /// Until when.
    pub closes_at: Timestamp,
    /// Questions and rules.
    pub form: Form,
}

fn checked(d: &Draft) -> Result<()> {
    let wrong = too_large(&d.title, &d.intro, &d.form);
    if wrong.is_empty() { Ok(()) } else { Err(SurveyError::Invalid(wrong)) }
}

/// Records a deed done to a survey, where its union stands.
///
/// # Errors
/// The database's.
pub fn told<A: act::Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Survey, A>,
    s: &Survey,
    entry: audit::Entry<'_>,
) -> Result<()> {
    let entry = audit::Entry { union_path: Some(&s.union_path), ..entry };
    Ok(audit::record(tx, scope.actor(), entry)?)
}

/// Makes a draft of a union.
///
/// # Errors
/// [`RegistryError::UnionNotFound`] outside the scope; [`SurveyError::Invalid`] if it is larger than any form may be.
pub fn create(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Survey, act::Create>,
    union_id: Id,
    d: &Draft,
) -> Result<Survey> {
    checked(d)?;
    let union = union_by_id(tx, union_id)?.filter(|u| scope.covers(&u.place()) && !u.is_dissolved());
    let union = union.ok_or(RegistryError::UnionNotFound)?;
    let s = Survey {
        id: tx.new_id(),
        union_id,
        union_name: union.name.clone(),
        union_path: union.place(),
        kind: d.kind,
        state: SurveyState::Draft,
        anonymous: d.anonymous,
        title: d.title.trim().to_owned(),
        intro: d.intro.trim().to_owned(),
        opens_at: d.opens_at,
        closes_at: d.closes_at,
        form: d.form.clone(),
        public_key: None,
        copied_from: None,
        created_at: tx.now(),
        created_by_name: scope.actor().name().to_owned(),
        published_at: Timestamp(0),
        closed_at: Timestamp(0),
        version: 1,
    };
    survey::insert(tx, &s, None)?;
    let changes = Changes::new().note("title", s.title.as_str()).note("kind", s.kind.title());
    let entry = audit::Entry { changes, ..audit::Entry::of("survey.create", s.id) };
    told(tx, scope, &s, entry)?;
    Ok(s)
}

/// Writes a draft as a whole; what it is then.
///
/// # Errors
/// [`SurveyError::NotFound`] outside the scope, [`SurveyError::Stale`], [`SurveyError::State`] once it is published,
/// [`SurveyError::Invalid`].
pub fn edit(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Survey, act::Update>,
    (id, version): (Id, i64),
    d: &Draft,
) -> Result<Survey> {
    let before = survey::find(tx, scope, id)?.ok_or(SurveyError::NotFound)?;
    if before.state != SurveyState::Draft {
        return Err(SurveyError::State { deed: "修改题目", state: before.state });
    }
    checked(d)?;
    let after = Survey {
        kind: d.kind,
        anonymous: d.anonymous,
        title: d.title.trim().to_owned(),
        intro: d.intro.trim().to_owned(),
        opens_at: d.opens_at,
        closes_at: d.closes_at,
        form: d.form.clone(),
        version: version + 1,
        ..before.clone()
    };
    if !survey::update(tx, version, &after)? {
        return Err(SurveyError::Stale { version: before.version });
    }
    let changes = Changes::new()
        .field("title", before.title.as_str(), after.title.as_str())
        .field("anonymous", before.anonymous, after.anonymous)
        .field("questions", before.form.questions.len(), after.form.questions.len())
        .field("closes_at", before.closes_at.local_text(), after.closes_at.local_text());
    let entry = audit::Entry { changes, ..audit::Entry::of("survey.update", after.id) };
    told(tx, scope, &after, entry)?;
    Ok(after)
}

/// Makes a new draft with the questions of another survey.
///
/// # Errors
/// [`SurveyError::NotFound`] outside the scope.
pub fn copy(
    tx: &mut Tx<'_>,
    sight: &Scope<res::Survey, act::Read>,
    scope: &Scope<res::Survey, act::Create>,
    id: Id,
) -> Result<Survey> {
    let from =
        survey::find(tx, sight, id)?.filter(|s| scope.covers(&s.union_path)).ok_or(SurveyError::NotFound)?;
    let room = MAX_TITLE - "（副本）".chars().count();
    let title: String = from.title.chars().take(room).chain("（副本）".chars()).collect();
    let s = Survey {
        id: tx.new_id(),
        state: SurveyState::Draft,
        title,
        public_key: None,
        copied_from: Some(from.id),
        created_at: tx.now(),
        created_by_name: scope.actor().name().to_owned(),
        published_at: Timestamp(0),
        closed_at: Timestamp(0),
        version: 1,
        ..from
    };
    survey::insert(tx, &s, None)?;
    let changes = Changes::new().note("title", s.title.as_str()).note("from", id.to_string());
    let entry = audit::Entry { changes, ..audit::Entry::of("survey.copy", s.id) };
    told(tx, scope, &s, entry)?;
    Ok(s)
}
