//! Publishes a draft: its questions are frozen, its quotas begin, an anonymous one gets its pair of keys.

use guard::{Scope, act, res};
use kernel::{FieldError, Id, Params, Timestamp};
use platform::audit::{self, Changes};
use platform::quizzes::{self, Quiz};
use platform::sealed::Keyring;
use store::Tx;

use super::keep_survey::told;
use crate::blind::Keys;
use crate::error::{Result, SurveyError};
use crate::model::{Survey, SurveyKind, SurveyState, key_seal};
use crate::rules::check::complaints;
use crate::rules::score::full;
use crate::store::{count, survey};

/// Everything that keeps a draft from being published now.
pub fn obstacles(s: &Survey, now: Timestamp) -> Vec<FieldError> {
    let mut found = complaints(s.kind, &s.title, &s.intro, &s.form);
    let mut say = |code| {
        found.push(FieldError { pointer: "/closes_at".to_owned(), code, params: Params::new() });
    };
    if s.closes_at <= s.opens_at {
        say("survey.times");
    } else if s.closes_at <= now {
        say("survey.times-over");
    }
    found
}

/// A draft that may be published, of the version that was seen.
///
/// # Errors
/// [`SurveyError::NotFound`] outside the scope, [`SurveyError::State`], [`SurveyError::Stale`], [`SurveyError::Invalid`]
/// with everything that is wrong.
pub fn ready(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Survey, act::Update>,
    (id, version): (Id, i64),
) -> Result<Survey> {
    let s = survey::find(tx, scope, id)?.ok_or(SurveyError::NotFound)?;
    if !s.state.may_become(SurveyState::Published) {
        return Err(SurveyError::State { deed: "发布", state: s.state });
    }
    if s.version != version {
        return Err(SurveyError::Stale { version: s.version });
    }
    let wrong = obstacles(&s, tx.now());
    if wrong.is_empty() { Ok(s) } else { Err(SurveyError::Invalid(wrong)) }
}

/// Publishes a draft; what it is then. `keys` are those of an anonymous survey, made before the transaction.
///
/// # Errors
/// As [`ready`].
pub fn publish(
    tx: &mut Tx<'_>,
    ring: &Keyring,
    scope: &Scope<res::Survey, act::Update>,
    at: (Id, i64),
    keys: Option<&Keys>,
) -> Result<Survey> {
    let s = ready(tx, scope, at)?;
    if s.anonymous != keys.is_some() {
        return Err(SurveyError::Stale { version: s.version });
    }
    let sealed = keys.map(|k| ring.seal(&k.private, &key_seal(s.id)));
    let public = keys.map(|k| k.public.as_slice());
    if !survey::publish(tx, s.id, s.version, public, sealed.as_deref())? {
        return Err(SurveyError::Stale { version: s.version });
    }
    begin_quotas(tx, &s)?;
    announce(tx, &s)?;
    let changes = Changes::new().note("title", s.title.as_str()).note("anonymous", s.anonymous);
    let entry = audit::Entry { changes, ..audit::Entry::of("survey.publish", s.id) };
    told(tx, scope, &s, entry)?;
    survey::by_id(tx, s.id)?.ok_or(SurveyError::NotFound)
}

/// Tells other modules of a quiz under the own name; nothing of anything else.
///
/// # Errors
/// The database's.
pub fn announce(tx: &mut Tx<'_>, s: &Survey) -> Result<()> {
    if s.anonymous || s.kind != SurveyKind::Quiz {
        return Ok(());
    }
    let quiz = Quiz {
        id: s.id,
        union_id: s.union_id,
        title: s.title.clone(),
        full: full(&s.form),
        opens_at: s.opens_at,
        closes_at: s.closes_at,
    };
    Ok(quizzes::announce(tx, &quiz)?)
}

/// Begins the quotas of a survey's form.
///
/// # Errors
/// The database's.
pub fn begin_quotas(tx: &mut Tx<'_>, s: &Survey) -> Result<()> {
    if s.form.quota > 0 {
        count::put_quota(tx, s.id, "", "", s.form.quota)?;
    }
    for q in &s.form.questions {
        for c in q.choices.iter().filter(|c| c.quota > 0) {
            count::put_quota(tx, s.id, &q.code, &c.code, c.quota)?;
        }
    }
    Ok(())
}
