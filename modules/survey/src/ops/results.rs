//! Results, read from counters. Of anonymous surveys small numbers are withheld where a place is looked at.

use std::collections::{BTreeMap, BTreeSet};

use guard::{Scope, act, res};
use kernel::{Day, Id};
use serde::Serialize;
use store::Tx;

use crate::error::{Result, SurveyError};
use crate::model::{Question, QuestionKind, Survey, SurveyKind};
use crate::rules::counting::{ANSWERED, Counts, DAY, SCORE};
use crate::rules::score::full;
use crate::rules::withhold;
use crate::store::count::{self, Quota};
use crate::store::survey;

/// How often an option was chosen.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = SurveyChoiceCount)]
pub struct ChoiceCount {
    /// Code.
    pub code: String,
    /// What it says.
    pub label: String,
    /// How often; none where it is withheld.
    pub n: Option<i64>,
    /// At most, where there is a quota.
    pub quota: i64,
}

/// The results of a question.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = SurveyQuestionResult)]
pub struct QuestionResult {
    /// Code.
    pub code: String,
    /// Kind.
    pub kind: QuestionKind,
    /// What was asked.
    pub title: String,
    /// How many have answered it; none where it is withheld.
    pub answered: Option<i64>,
    /// Sum of numbers or ratings; with `answered` it gives the average. None where there is none, or it is withheld.
    pub sum: Option<i64>,
    /// Options, ratings or months.
    pub choices: Vec<ChoiceCount>,
    /// It stands in cross tables with every other question of options.
    pub cross: bool,
    /// Codes of the right options.
    pub right: Vec<String>,
}

/// How many have answered in a place.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = SurveyPlaceCount)]
pub struct PlaceCount {
    /// Union.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Tokens that were issued.
    pub issued: i64,
    /// Answers; none where they are withheld.
    pub answered: Option<i64>,
}

/// Answers of a day.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = SurveyDayCount)]
pub struct DayCount {
    /// Day.
    pub day: Day,
    /// Answers.
    pub n: i64,
}

/// The results of a survey.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = SurveyResults)]
pub struct Results {
    /// Tokens that were issued; 0 where answers are given under the own name.
    pub issued: i64,
    /// Complete answers of all places.
    pub answered: i64,
    /// Complete answers wanted at most; 0 is no limit.
    pub quota: i64,
    /// Smaller numbers are withheld where a place is looked at or questions are crossed; 0 where nothing is.
    pub fewest: i64,
    /// Places, in the order of the tree.
    pub places: Vec<PlaceCount>,
    /// Answers by day.
    pub days: Vec<DayCount>,
    /// Questions, in their order.
    pub questions: Vec<QuestionResult>,
    /// Points of all answers together, of a quiz.
    pub score_sum: Option<i64>,
    /// Points that can be had.
    pub score_full: Option<i64>,
    /// Answers by tenths of the points, 0 to 10.
    pub scores: Vec<i64>,
}

/// A survey in sight that was published.
///
/// # Errors
/// [`SurveyError::NotFound`].
pub fn seen<A: act::Action>(tx: &mut Tx<'_>, scope: &Scope<res::Survey, A>, id: Id) -> Result<Survey> {
    survey::find(tx, scope, id)?.ok_or(SurveyError::NotFound)
}

/// Results of a survey, of all places or of one.
///
/// # Errors
/// [`SurveyError::NotFound`] outside the scope.
pub fn results(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Survey, act::Read>,
    id: Id,
    place: Option<Id>,
) -> Result<(Survey, Results)> {
    let s = seen(tx, scope, id)?;
    let found = of_survey(tx, &s, place)?;
    Ok((s, found))
}

/// Results of a survey that the caller may see.
///
/// # Errors
/// The database's.
pub fn of_survey(tx: &mut Tx<'_>, s: &Survey, place: Option<Id>) -> Result<Results> {
    let whole = count::all(tx, s.id, None)?;
    let of_place = place.map(|p| count::all(tx, s.id, Some(p))).transpose()?;
    let withheld = match place {
        Some(p) if s.anonymous => withheld_at(tx, s, p)?,
        _ => BTreeSet::new(),
    };
    let quotas = count::quotas(tx, s.id)?;
    let counts = of_place.as_ref().unwrap_or(&whole);
    let questions = s.form.questions.iter().map(|q| question(q, counts, &quotas, &withheld)).collect();
    let own = |choice: &str| whole.get(&(String::new(), choice.to_owned())).copied().unwrap_or_default();
    let quiz = s.kind == SurveyKind::Quiz;
    Ok(Results {
        issued: own("issued").0,
        answered: own(ANSWERED).0,
        quota: s.form.quota,
        fewest: if s.anonymous { crate::rules::FEWEST } else { 0 },
        places: places(tx, s)?,
        days: days(&whole),
        questions,
        score_sum: quiz.then(|| own(ANSWERED).1),
        score_full: quiz.then(|| full(&s.form)),
        scores: if quiz { (0..=10).map(|n| own(&format!("{SCORE}{n}")).0).collect() } else { Vec::new() },
    })
}

fn days(whole: &Counts) -> Vec<DayCount> {
    let day = |((question, choice), (n, _)): (&(String, String), &(i64, i64))| {
        let number = choice.strip_prefix(DAY).filter(|_| question.is_empty())?.parse().ok()?;
        Some(DayCount { day: Day::from_number(number)?, n: *n })
    };
    whole.iter().filter_map(day).collect()
}

/// Answers by place; of anonymous surveys without small numbers.
///
/// # Errors
/// The database's.
pub fn places(tx: &mut Tx<'_>, s: &Survey) -> Result<Vec<PlaceCount>> {
    let mut all: Vec<PlaceCount> = Vec::new();
    for (id, name, n, issued) in count::by_place(tx, s.id)? {
        if all.last().is_none_or(|p| p.id != id) {
            all.push(PlaceCount { id, name, issued: 0, answered: Some(0) });
        }
        let Some(p) = all.last_mut() else { continue };
        if issued { p.issued = n } else { p.answered = Some(n) }
    }
    if s.anonymous {
        let mut numbers: Vec<Option<i64>> = all.iter().map(|p| p.answered).collect();
        withhold::line(&mut numbers);
        all.iter_mut().zip(numbers).for_each(|(p, n)| p.answered = n);
    }
    Ok(all)
}

/// Question and choice of the counters that are withheld where one place is looked at.
fn withheld_at(tx: &mut Tx<'_>, s: &Survey, place: Id) -> Result<BTreeSet<(String, String)>> {
    let places: Vec<Id> = places(tx, s)?.iter().map(|p| p.id).collect();
    let mut by_question: BTreeMap<String, BTreeMap<(Id, String), i64>> = BTreeMap::new();
    for (question, choice, at, n) in count::every(tx, s.id)? {
        by_question.entry(question).or_default().insert((at, choice), n);
    }
    let mut out = BTreeSet::new();
    for (question, cells) in by_question {
        let choices: BTreeSet<&String> = cells.keys().map(|(_, c)| c).collect();
        let cell = |p: &Id, c: &String| cells.get(&(*p, c.clone())).copied().or(Some(0));
        let mut table: Vec<Vec<Option<i64>>> =
            places.iter().map(|p| choices.iter().map(|c| cell(p, c)).collect()).collect();
        withhold::cells(&mut table);
        let row = places.iter().position(|p| *p == place).and_then(|i| table.get(i));
        for (c, n) in choices.iter().zip(row.into_iter().flatten()) {
            if n.is_none() {
                out.insert((question.clone(), (*c).clone()));
            }
        }
    }
    Ok(out)
}

fn question(
    q: &Question,
    counts: &Counts,
    quotas: &[Quota],
    withheld: &BTreeSet<(String, String)>,
) -> QuestionResult {
    let at = |choice: &str| {
        let key = (q.code.clone(), choice.to_owned());
        let found = counts.get(&key).copied().unwrap_or_default();
        (!withheld.contains(&key)).then_some(found)
    };
    let quota = |choice: &str| {
        quotas.iter().find(|x| x.question == q.code && x.choice == choice).map_or(0, |x| x.most)
    };
    let one = |code: String, label: String| {
        let (n, quota) = (at(&code).map(|c| c.0), quota(&code));
        ChoiceCount { code, label, n, quota }
    };
    let choices = match q.kind {
        QuestionKind::Single | QuestionKind::Multiple => {
            q.choices.iter().map(|c| one(c.code.clone(), c.label.clone())).collect()
        }
        QuestionKind::Rating => {
            (1..=q.most.unwrap_or(5)).map(|n| one(n.to_string(), format!("{n}分"))).collect()
        }
        QuestionKind::Date => {
            let months = counts.keys().filter(|(code, choice)| *code == q.code && !choice.is_empty());
            months.map(|(_, month)| one(month.clone(), month.clone())).collect()
        }
        QuestionKind::ShortText | QuestionKind::LongText | QuestionKind::Number => Vec::new(),
    };
    let numbers = matches!(q.kind, QuestionKind::Number | QuestionKind::Rating);
    // An average with the numbers beside it would tell the one that is withheld.
    let complete = choices.iter().all(|c: &ChoiceCount| c.n.is_some());
    QuestionResult {
        code: q.code.clone(),
        kind: q.kind,
        title: q.title.clone(),
        answered: at(ANSWERED).map(|c| c.0),
        sum: at(ANSWERED).filter(|_| numbers && complete).map(|c| c.1),
        choices,
        cross: q.cross,
        right: q.right.clone(),
    }
}
