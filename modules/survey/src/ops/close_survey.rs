//! Closes and archives surveys. With the closing the key that signed tokens is destroyed.

use guard::{Actor, Scope, act, res};
use kernel::Id;
use platform::audit::{self, Changes};
use platform::quizzes;
use store::Tx;

use super::keep_survey::told;
use crate::error::{Result, SurveyError};
use crate::model::{Survey, SurveyState};
use crate::store::{count, survey};

/// Ends a published survey; what it is then.
///
/// # Errors
/// [`SurveyError::NotFound`] outside the scope, [`SurveyError::State`].
pub fn close(tx: &mut Tx<'_>, scope: &Scope<res::Survey, act::Update>, id: Id) -> Result<Survey> {
    let s = survey::find(tx, scope, id)?.ok_or(SurveyError::NotFound)?;
    if !survey::close(tx, id)? {
        return Err(SurveyError::State { deed: "结束", state: s.state });
    }
    quizzes::end(tx, id)?;
    let (_, answered) = count::whole(tx, id)?;
    let changes = Changes::new().note("answered", answered);
    let entry = audit::Entry { changes, ..audit::Entry::of("survey.close", s.id) };
    told(tx, scope, &s, entry)?;
    survey::by_id(tx, id)?.ok_or(SurveyError::NotFound)
}

/// Archives a draft or a closed survey; what it is then.
///
/// # Errors
/// As [`close`].
pub fn archive(tx: &mut Tx<'_>, scope: &Scope<res::Survey, act::Update>, id: Id) -> Result<Survey> {
    let s = survey::find(tx, scope, id)?.ok_or(SurveyError::NotFound)?;
    if !s.state.may_become(SurveyState::Archived) || !survey::archive(tx, &s)? {
        return Err(SurveyError::State { deed: "归档", state: s.state });
    }
    let changes = Changes::new().field("state", s.state.title(), "已归档");
    let entry = audit::Entry { changes, ..audit::Entry::of("survey.archive", s.id) };
    told(tx, scope, &s, entry)?;
    survey::by_id(tx, id)?.ok_or(SurveyError::NotFound)
}

/// Closes a survey whose time is over; nothing if somebody has closed it.
///
/// # Errors
/// The database's.
pub fn close_overdue(tx: &mut Tx<'_>, actor: &Actor, id: Id) -> Result<()> {
    let Some(s) = survey::by_id(tx, id)?.filter(|s| s.is_over(tx.now())) else { return Ok(()) };
    if !survey::close(tx, id)? {
        return Ok(());
    }
    quizzes::end(tx, id)?;
    let changes = Changes::new().note("reason", "到截止时间");
    let entry =
        audit::Entry { union_path: Some(&s.union_path), changes, ..audit::Entry::of("survey.close", id) };
    Ok(audit::record(tx, actor, entry)?)
}
