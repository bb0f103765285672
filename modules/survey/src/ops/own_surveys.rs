//! What a member may answer and has answered.

use guard::{Scope, act, res};
use kernel::{Id, Timestamp};
use registry::api::membership_of;
use store::Tx;

use super::hand_in::{Receipt, receipt};
use super::issue_token::answerable;
use crate::error::{Result, SurveyError};
use crate::model::{Given, Survey};
use crate::store::{answer, issue, places, survey, survey_list};

/// A survey as it stands for a member.
#[derive(Clone, Debug)]
pub struct Own {
    /// The survey.
    pub survey: Survey,
    /// A token was issued; whether it was used, nobody here knows.
    pub issued: bool,
    /// When it was answered under the own name.
    pub answered_at: Option<Timestamp>,
}

/// Surveys that are open for the member, those that end first before others, then those that were answered before; at most
/// 200 of either.
///
/// # Errors
/// The database's.
pub fn list(tx: &mut Tx<'_>, scope: &Scope<res::Survey, act::Read>) -> Result<Vec<Own>> {
    let person = scope.actor().id();
    let Some(member) = membership_of(tx, person)? else { return Ok(Vec::new()) };
    let (issued, named) = (issue::of_person(tx, person)?, answer::of_person(tx, person)?);
    let mut all = survey_list::open_for(tx, &member.union_path)?;
    for id in issued.iter().chain(&named) {
        if !all.iter().any(|s| s.id == *id) {
            all.extend(survey::by_id(tx, *id)?);
        }
    }
    let own = |s: Survey| {
        let at =
            if named.contains(&s.id) { answer::find_named(tx, person, s.id)?.map(|f| f.1) } else { None };
        Ok(Own { issued: issued.contains(&s.id), answered_at: at, survey: s })
    };
    all.into_iter().map(own).collect()
}

/// One survey for a member, with what the phone needs to answer it.
#[derive(Clone, Debug)]
pub struct OwnDetail {
    /// How it stands.
    pub own: Own,
    /// When a quiz was begun.
    pub begun_at: Option<Timestamp>,
    /// The coarse place that an answer carries.
    pub place: (Id, String),
    /// What was told when it was answered under the own name.
    pub receipt: Option<Receipt>,
    /// What was answered under the own name.
    pub given: Vec<Given>,
}

/// One survey for a member.
///
/// # Errors
/// [`SurveyError::NotFound`] if the member may not answer it.
pub fn detail(tx: &mut Tx<'_>, scope: &Scope<res::Survey, act::Read>, id: Id) -> Result<OwnDetail> {
    let person = scope.actor().id();
    let (survey, member) = answerable(tx, person, id)?;
    let place = places::of_member(tx, &survey, &member.union_path)?;
    let issued = issue::digest(tx, person, id)?.is_some();
    let named = answer::find_named(tx, person, id)?;
    let told = named.as_ref().map(|(before, _)| receipt(tx, &survey, before.score));
    let given = match &named {
        Some((before, _)) => serde_json::from_str(&before.body)
            .map_err(|e| SurveyError::Db(store::DbError::Inconsistent(e.to_string())))?,
        None => Vec::new(),
    };
    let begun_at = issue::begun(tx, person, id)?;
    let own = Own { survey, issued, answered_at: named.map(|n| n.1) };
    Ok(OwnDetail { own, begun_at, place, receipt: told, given })
}
