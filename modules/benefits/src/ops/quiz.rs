//! The quiz that a campaign asks for: which ones may be chosen, and how somebody stands in it.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{FieldError, Id, OrgPath};
use platform::quizzes::{self, Quiz, Score};
use registry::RegistryError;
use registry::api::{union_by_id, unions_on_path};
use store::{DbResult, Tx};

use crate::campaign_error::{CampaignError, field};
use crate::model::campaign::{Campaign, Pass};
use crate::rules::campaign::Draft;
use crate::rules::quiz::{refusal, span};

/// How somebody stands in the quiz of a campaign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// What is asked for.
    pub pass: Pass,
    /// The quiz.
    pub quiz: Quiz,
    /// How the person did; none before it is answered.
    pub score: Option<Score>,
    /// Why that is not enough: one Chinese sentence; none if it is.
    pub why: Option<String>,
}

/// How somebody stands in the quiz of a campaign; none if it asks for none.
///
/// # Errors
/// Any [`store::DbError`].
pub fn standing(tx: &mut Tx<'_>, c: &Campaign, person: Id) -> DbResult<Option<Standing>> {
    let Some(pass) = c.terms.quiz else { return Ok(None) };
    let Some(quiz) = quizzes::find(tx, pass.quiz_id)? else { return Ok(None) };
    let score = quizzes::score_of(tx, person, pass.quiz_id)?;
    Ok(Some(Standing { why: refusal(&pass, span(c), score), pass, quiz, score }))
}

/// Why somebody may not take part for want of the quiz; none if there is none to pass, or it is passed.
///
/// # Errors
/// Any [`store::DbError`].
pub fn refused(tx: &mut Tx<'_>, c: &Campaign, person: Id) -> DbResult<Option<String>> {
    let Some(pass) = c.terms.quiz else { return Ok(None) };
    let score = quizzes::score_of(tx, person, pass.quiz_id)?;
    Ok(refusal(&pass, span(c), score))
}

/// What is wrong with the quiz of a draft of a union at a place: everybody who may take part must be able to answer it, in time, and to
/// have as many points.
///
/// # Errors
/// Any [`store::DbError`].
pub fn check(tx: &mut Tx<'_>, place: &OrgPath, d: &Draft) -> DbResult<Vec<FieldError>> {
    let Some(pass) = d.terms.quiz else { return Ok(Vec::new()) };
    let above: Vec<Id> = unions_on_path(tx, place)?.into_iter().map(|u| u.id).collect();
    let found = quizzes::find(tx, pass.quiz_id)?.filter(|q| above.contains(&q.union_id));
    let Some(quiz) = found else {
        return Ok(vec![field("/terms/quiz/quiz_id", "benefits.quiz-unknown")]);
    };
    let mut wrong = Vec::new();
    if quiz.closes_at <= d.opens_at.max(tx.now()) || quiz.opens_at >= d.closes_at {
        wrong.push(field("/terms/quiz/quiz_id", "benefits.quiz-times"));
    }
    if !(1..=quiz.full).contains(&pass.score) {
        wrong.push(field("/terms/quiz/score", "benefits.quiz-score"));
    }
    Ok(wrong)
}

/// Quizzes that a campaign of a union may ask for, with the name of who asks: under the own name, of that union or one above, not over.
///
/// # Errors
/// [`RegistryError::UnionNotFound`] outside the scope.
pub fn choices<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Campaign, A>,
    union: Id,
) -> Result<Vec<(Quiz, String)>, CampaignError> {
    let place = union_by_id(tx, union)?.map(|u| u.place()).filter(|p| scope.covers(p));
    let above = unions_on_path(tx, &place.ok_or(RegistryError::UnionNotFound)?)?;
    let ids: Vec<Id> = above.iter().map(|u| u.id).collect();
    let name = |id: Id| above.iter().find(|u| u.id == id).map(|u| u.name.clone()).unwrap_or_default();
    Ok(quizzes::open_of(tx, &ids)?.into_iter().map(|q| (q.clone(), name(q.union_id))).collect())
}
