//! Takes answers: anonymous ones with a token, others under the own name. Quotas, counters and texts are of the same
//! transaction.

use guard::{Scope, act, res};
use kernel::{FieldError, Id, Params};
use platform::{audit, quizzes};
use serde::{Deserialize, Serialize};
use sm3::{Digest, Sm3};
use store::Tx;

use super::issue_token::answerable;
use crate::error::{Result, SurveyError};
use crate::model::{Form, Given, QuestionKind, Survey, SurveyKind};
use crate::rules::answers::complete;
use crate::rules::counting::{counts, pairs};
use crate::rules::score::{full, score};
use crate::store::answer::{self, Anonymous, Before, Named};
use crate::store::{count, issue, places, survey, text};

/// How long after the end of its time a quiz is still taken, in ms: for a slow line.
const GRACE_MS: i64 = 60_000;

/// The right options of a question of a quiz.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = SurveyRight)]
pub struct Right {
    /// Code of the question.
    pub question: String,
    /// Codes of the right options.
    pub choices: Vec<String>,
    /// Points for them.
    pub points: i64,
}

/// What whoever has answered is told. The same for a retry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = SurveyReceipt)]
pub struct Receipt {
    /// Points of a quiz.
    pub score: Option<i64>,
    /// Points that could be had.
    pub full: Option<i64>,
    /// The right answers, where they may be shown by now.
    pub right: Vec<Right>,
}

/// The right answers of a form.
pub fn right_of(form: &Form) -> Vec<Right> {
    let all = form.questions.iter().filter(|q| !q.right.is_empty());
    let one = |q: &crate::model::Question| Right {
        question: q.code.clone(),
        choices: q.right.clone(),
        points: q.points,
    };
    all.map(one).collect()
}

/// What is told of an answer with these points.
pub fn receipt(tx: &Tx<'_>, s: &Survey, points: i64) -> Receipt {
    let quiz = s.kind == SurveyKind::Quiz;
    let right = if s.shows_right(tx.now()) { right_of(&s.form) } else { Vec::new() };
    Receipt { score: quiz.then_some(points), full: quiz.then(|| full(&s.form)), right }
}

/// Answers held to the questions; what is kept, and its points. In a quiz nothing must be answered: its time may run out.
///
/// # Errors
/// [`SurveyError::Invalid`] by question.
pub fn judged(s: &Survey, given: &[Given]) -> Result<(Vec<Given>, i64)> {
    if s.kind == SurveyKind::Questionnaire {
        return Ok((complete(&s.form, given).map_err(SurveyError::Invalid)?, 0));
    }
    let mut free = s.form.clone();
    free.questions.iter_mut().for_each(|q| q.required = false);
    let kept = complete(&free, given).map_err(SurveyError::Invalid)?;
    let points = score(&s.form, &kept);
    Ok((kept, points))
}

/// What a token is found by; the survey is part of it.
pub fn token_digest(survey: Id, prepared: &[u8]) -> Vec<u8> {
    Sm3::new().chain_update(survey.0.to_be_bytes()).chain_update(prepared).finalize().to_vec()
}

/// Takes an anonymous answer whose token was verified. A retry changes nothing and is told the same.
///
/// # Errors
/// [`SurveyError::NotOpen`], [`SurveyError::Answered`] for other answers with the same token, [`SurveyError::QuotaFull`],
/// [`SurveyError::Invalid`] for an option that is full.
pub fn anonymous(tx: &mut Tx<'_>, s: &Survey, a: &Anonymous) -> Result<Receipt> {
    if survey::is_open(tx, s.id)? && answer::insert(tx, s.id, a)? {
        record(tx, s, a.place_id, &a.body, a.score, &a.token)?;
        return Ok(receipt(tx, s, a.score));
    }
    let before = answer::find(tx, &a.token)?.ok_or(SurveyError::NotOpen)?;
    again(tx, s, &before, &a.body)
}

fn again(tx: &Tx<'_>, s: &Survey, before: &Before, given: &[Given]) -> Result<Receipt> {
    if before.survey_id != s.id || before.body != answer::text(given)? {
        return Err(SurveyError::Answered);
    }
    Ok(receipt(tx, s, before.score))
}

/// Takes the own answer under the own name. A retry changes nothing and is told the same.
///
/// # Errors
/// [`SurveyError::NotFound`], [`SurveyError::WrongWay`], [`SurveyError::NotOpen`], [`SurveyError::TimeOver`], otherwise as
/// [`anonymous`].
pub fn named(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Survey, act::Create>,
    id: Id,
    given: &[Given],
) -> Result<Receipt> {
    let person = scope.actor().id();
    let (s, member) = answerable(tx, person, id)?;
    if s.anonymous {
        return Err(SurveyError::WrongWay);
    }
    let (body, points) = judged(&s, given)?;
    if let Some((before, _)) = answer::find_named(tx, person, id)? {
        return again(tx, &s, &before, &body);
    }
    if !s.is_open(tx.now()) {
        return Err(SurveyError::NotOpen);
    }
    if s.kind == SurveyKind::Quiz && s.form.minutes > 0 {
        let begun = issue::begun(tx, person, id)?.ok_or(SurveyError::TimeOver)?;
        if tx.now() > begun.plus_minutes(s.form.minutes).plus_ms(GRACE_MS) {
            return Err(SurveyError::TimeOver);
        }
    }
    let (place_id, _) = places::of_member(tx, &s, &member.union_path)?;
    let new = Named {
        person_id: person,
        person_name: scope.actor().name().to_owned(),
        union_id: member.union_id,
        union_name: String::new(),
        place_id,
        answered_at: tx.now(),
        body,
        score: points,
    };
    if !answer::insert_named(tx, id, &new)? {
        // Of two at once, the other one was first.
        let (before, _) = answer::find_named(tx, person, id)?.ok_or(SurveyError::Answered)?;
        return again(tx, &s, &before, &new.body);
    }
    let seed = Sm3::new().chain_update(person.0.to_be_bytes()).chain_update(id.0.to_be_bytes()).finalize();
    record(tx, &s, place_id, &new.body, points, &seed)?;
    if s.kind == SurveyKind::Quiz {
        quizzes::tell(tx, person, id, points)?;
    }
    let entry =
        audit::Entry { union_path: Some(&member.union_path), ..audit::Entry::of("survey.answer", id) };
    audit::record(tx, scope.actor(), entry)?;
    Ok(receipt(tx, &s, points))
}

/// Takes places of quotas, adds to counters, keeps texts.
fn record(tx: &mut Tx<'_>, s: &Survey, place: Id, given: &[Given], points: i64, seed: &[u8]) -> Result<()> {
    take_quotas(tx, s, given)?;
    let of_quiz = (s.kind == SurveyKind::Quiz).then(|| (points, full(&s.form)));
    count::add(tx, s.id, place, &counts(&s.form, given, of_quiz, tx.today()))?;
    count::add_pairs(tx, s.id, place, &pairs(&s.form, given))?;
    let written = given.iter().filter(|g| !g.text.is_empty());
    let texts: Vec<_> =
        written.map(|g| (g.question.clone(), text::place_of(seed, &g.question), g.text.clone())).collect();
    Ok(text::insert(tx, s.id, &texts)?)
}

fn take_quotas(tx: &mut Tx<'_>, s: &Survey, given: &[Given]) -> Result<()> {
    if s.form.quota > 0 && !count::take(tx, s.id, "", "")? {
        return Err(SurveyError::QuotaFull);
    }
    for g in given {
        let Some(q) = s.form.question(&g.question).filter(|q| q.kind == QuestionKind::Single) else {
            continue;
        };
        let limited = q.choices.iter().filter(|c| c.quota > 0 && g.choices.contains(&c.code));
        for c in limited {
            if !count::take(tx, s.id, &q.code, &c.code)? {
                let params = Params::from([("label", c.label.clone())]);
                let pointer = format!("/answers/{}", q.code);
                return Err(SurveyError::Invalid(vec![FieldError {
                    pointer,
                    code: "survey.choice-full",
                    params,
                }]));
            }
        }
    }
    Ok(())
}

/// Begins a quiz under the own name: its time runs from now, or from when it was begun.
///
/// # Errors
/// [`SurveyError::NotFound`], [`SurveyError::WrongWay`], [`SurveyError::NotOpen`].
pub fn begin(tx: &mut Tx<'_>, scope: &Scope<res::Survey, act::Create>, id: Id) -> Result<kernel::Timestamp> {
    let (s, _) = answerable(tx, scope.actor().id(), id)?;
    if s.anonymous || s.kind != SurveyKind::Quiz {
        return Err(SurveyError::WrongWay);
    }
    if !s.is_open(tx.now()) {
        return Err(SurveyError::NotOpen);
    }
    let first = issue::begun(tx, scope.actor().id(), id)?.is_none();
    let at = issue::begin(tx, scope.actor().id(), id)?;
    if first {
        audit::record(tx, scope.actor(), audit::Entry::of("survey.begin", id))?;
    }
    Ok(at)
}
