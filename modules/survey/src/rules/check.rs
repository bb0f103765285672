//! What is wrong with a form before it may be published.

use std::collections::HashSet;

use kernel::{FieldError, Params};

use super::answers::{number_bounds, text_bounds};
use super::reach::never_shown;
use super::shown::measured;
use super::{MAX_CHOICES, MAX_CROSS, MAX_LONG, MAX_NUMBER, MAX_QUESTIONS, MAX_SHORT};
use crate::model::{Condition, Form, Question, QuestionKind, SurveyKind, Test};

/// Longest title of a survey, in characters.
pub const MAX_TITLE: usize = 60;
/// Longest introduction, in characters.
pub const MAX_INTRO: usize = 1_000;
/// Longest text of a question, in characters.
const MAX_QUESTION: usize = 200;
/// Longest text of an option, in characters.
const MAX_LABEL: usize = 80;

/// Collects what is wrong.
#[derive(Default)]
struct Found(Vec<FieldError>);

impl Found {
    fn say(&mut self, pointer: impl Into<String>, code: &'static str) {
        self.with(pointer, code, Params::new());
    }

    fn with(&mut self, pointer: impl Into<String>, code: &'static str, params: Params) {
        self.0.push(FieldError { pointer: pointer.into(), code, params });
    }
}

fn within(text: &str, least: usize, most: usize) -> bool {
    (least..=most).contains(&text.trim().chars().count())
}

/// A code of a question or an option.
fn is_code(text: &str) -> bool {
    let fine = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
    (1..=20).contains(&text.len()) && text.bytes().all(fine)
}

/// Why a draft cannot even be kept: it is larger than any form that could be published.
pub fn too_large(title: &str, intro: &str, form: &Form) -> Vec<FieldError> {
    let mut found = Found::default();
    if title.chars().count() > MAX_TITLE {
        found.with("/title", "survey.title-length", most(MAX_TITLE));
    }
    if intro.chars().count() > MAX_INTRO {
        found.with("/intro", "survey.intro-long", most(MAX_INTRO));
    }
    if form.questions.len() > MAX_QUESTIONS {
        found.with("/form/questions", "survey.question-many", most(MAX_QUESTIONS));
    }
    for (i, q) in form.questions.iter().enumerate() {
        let texts = [&q.title, &q.help, &q.code].into_iter().chain(q.choices.iter().map(|c| &c.label));
        let long = texts.chain(q.choices.iter().map(|c| &c.code)).any(|t| t.chars().count() > MAX_QUESTION);
        let many =
            q.choices.len() > MAX_CHOICES || q.show.conditions.len() > 20 || q.right.len() > MAX_CHOICES;
        if long || many {
            found.with(format!("/form/questions/{i}"), "survey.question-large", most(MAX_CHOICES));
        }
    }
    found.0
}

fn most(n: usize) -> Params {
    [("most", n.to_string())].into()
}

/// Everything that keeps a form from being published, in the order of the page.
pub fn complaints(kind: SurveyKind, title: &str, intro: &str, form: &Form) -> Vec<FieldError> {
    let mut found = Found(too_large("", intro, form));
    if !within(title, 2, MAX_TITLE) {
        found.with("/title", "survey.title-length", most(MAX_TITLE));
    }
    if !(0..=1_000_000_000).contains(&form.quota) {
        found.say("/form/quota", "survey.quota-range");
    }
    if form.questions.is_empty() {
        found.say("/form/questions", "survey.question-none");
    }
    if form.questions.iter().filter(|q| q.cross).count() > MAX_CROSS {
        found.with("/form/questions", "survey.cross-many", most(MAX_CROSS));
    }
    let never = never_shown(form);
    let mut codes = HashSet::new();
    for (i, q) in form.questions.iter().enumerate() {
        let at = format!("/form/questions/{i}");
        if !is_code(&q.code) {
            found.say(format!("{at}/code"), "survey.question-code");
        } else if !codes.insert(q.code.as_str()) {
            found.say(format!("{at}/code"), "survey.question-code-twice");
        }
        question(&mut found, &at, q);
        conditions(&mut found, &at, form, i);
        if never.contains(q.code.as_str()) {
            found.say(format!("{at}/show"), "survey.show-never");
        }
    }
    if kind == SurveyKind::Quiz {
        quiz(&mut found, form);
    }
    found.0
}

fn question(found: &mut Found, at: &str, q: &Question) {
    if !within(&q.title, 1, MAX_QUESTION) {
        found.with(format!("{at}/title"), "survey.question-title", most(MAX_QUESTION));
    }
    if q.kind.chooses() {
        choices(found, at, q);
    }
    let (least, most) = (q.least, q.most);
    let inside = |from: i64, to: i64| {
        [least, most].into_iter().flatten().all(|n| (from..=to).contains(&n))
            && least.zip(most).is_none_or(|(l, m)| l <= m)
    };
    let fits = match q.kind {
        QuestionKind::Multiple => inside(0, q.choices.len() as i64) && most != Some(0),
        QuestionKind::ShortText => inside(0, MAX_SHORT) && text_bounds(q).1 > 0,
        QuestionKind::LongText => inside(0, MAX_LONG) && text_bounds(q).1 > 0,
        QuestionKind::Number => inside(-MAX_NUMBER, MAX_NUMBER) && number_bounds(q).0 <= number_bounds(q).1,
        QuestionKind::Rating => matches!(most, None | Some(5 | 10)),
        QuestionKind::Single | QuestionKind::Date => true,
    };
    if !fits {
        let code = if q.kind == QuestionKind::Rating { "survey.rating-most" } else { "survey.bounds" };
        found.say(format!("{at}/most"), code);
    }
    if q.cross && !matches!(q.kind, QuestionKind::Single | QuestionKind::Rating) {
        found.say(format!("{at}/cross"), "survey.cross-kind");
    }
}

fn choices(found: &mut Found, at: &str, q: &Question) {
    if q.choices.len() < 2 {
        found.say(format!("{at}/choices"), "survey.choice-few");
    }
    let (mut codes, mut labels) = (HashSet::new(), HashSet::new());
    for (i, c) in q.choices.iter().enumerate() {
        let at = format!("{at}/choices/{i}");
        if !is_code(&c.code) || !codes.insert(c.code.as_str()) {
            found.say(format!("{at}/code"), "survey.choice-code");
        }
        if !within(&c.label, 1, MAX_LABEL) {
            found.with(format!("{at}/label"), "survey.choice-empty", most(MAX_LABEL));
        } else if !labels.insert(c.label.trim()) {
            found.say(format!("{at}/label"), "survey.choice-twice");
        }
        if c.quota < 0 || (c.quota > 0 && q.kind != QuestionKind::Single) {
            found.say(format!("{at}/quota"), "survey.choice-quota");
        }
    }
}

fn conditions(found: &mut Found, at: &str, form: &Form, own: usize) {
    for (i, c) in form.questions[own].show.conditions.iter().enumerate() {
        let at = format!("{at}/show/conditions/{i}");
        let earlier = form.questions[..own].iter().find(|q| q.code == c.question);
        match earlier {
            Some(q) if !value_fits(q, c) => found.say(format!("{at}/value"), "survey.show-value"),
            Some(_) => {}
            None if form.question(&c.question).is_some() => {
                found.say(format!("{at}/question"), "survey.show-later")
            }
            None => found.say(format!("{at}/question"), "survey.show-unknown"),
        }
    }
}

/// Whether a question can be looked at in that way.
fn value_fits(q: &Question, c: &Condition) -> bool {
    match c.test {
        Test::Answered | Test::NotAnswered => c.value.is_empty(),
        Test::Chosen | Test::NotChosen => q.kind.chooses() && q.choices.iter().any(|o| o.code == c.value),
        Test::Equals | Test::AtLeast | Test::AtMost => {
            let is_day = c.value.contains('-') && c.value.len() == 10;
            let fits = match q.kind {
                QuestionKind::Number | QuestionKind::Rating => !is_day,
                QuestionKind::Date => is_day,
                _ => false,
            };
            fits && measured(&c.value).is_some()
        }
    }
}

fn quiz(found: &mut Found, form: &Form) {
    if !(0..=600).contains(&form.minutes) {
        found.say("/form/minutes", "survey.quiz-minutes");
    }
    if !form.questions.is_empty() && form.questions.iter().all(|q| q.right.is_empty()) {
        found.say("/form/questions", "survey.quiz-none");
    }
    for (i, q) in form.questions.iter().enumerate().filter(|(_, q)| !q.right.is_empty()) {
        let at = format!("/form/questions/{i}");
        let known = q.right.iter().all(|r| q.choices.iter().any(|c| c.code == *r));
        let once = q.right.iter().collect::<HashSet<_>>().len() == q.right.len();
        let fits = match q.kind {
            QuestionKind::Single => q.right.len() == 1,
            QuestionKind::Multiple => true,
            _ => false,
        };
        if !known || !once || !fits {
            found.say(format!("{at}/right"), "survey.quiz-right");
        }
        if !(1..=100).contains(&q.points) {
            found.say(format!("{at}/points"), "survey.quiz-points");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Choice, Show};

    fn choice(code: &str, label: &str) -> Choice {
        Choice { code: code.into(), label: label.into(), quota: 0 }
    }

    fn single(code: &str) -> Question {
        let choices = vec![choice("a", "甲"), choice("b", "乙")];
        Question { code: code.into(), title: "题目".into(), choices, ..Question::default() }
    }

    fn rating(most: i64) -> Question {
        Question {
            code: "r".into(),
            title: "评分".into(),
            kind: QuestionKind::Rating,
            most: Some(most),
            ..Question::default()
        }
    }

    fn found(kind: SurveyKind, questions: Vec<Question>) -> Vec<(String, &'static str)> {
        let form = Form { questions, ..Form::default() };
        complaints(kind, "职工需求问卷", "", &form).into_iter().map(|e| (e.pointer, e.code)).collect()
    }

    fn shown_if(question: &str, test: Test, value: &str) -> Show {
        let condition = Condition { question: question.into(), test, value: value.into() };
        Show { any: false, conditions: vec![condition] }
    }

    #[test]
    fn each_mistake_is_told_where_it_is() {
        let table: Vec<(Vec<Question>, &str, &str)> = vec![
            (vec![], "/form/questions", "survey.question-none"),
            (
                vec![Question { title: " ".into(), ..single("q") }],
                "/form/questions/0/title",
                "survey.question-title",
            ),
            (
                vec![Question { code: "Q 1".into(), ..single("q") }],
                "/form/questions/0/code",
                "survey.question-code",
            ),
            (vec![single("q"), single("q")], "/form/questions/1/code", "survey.question-code-twice"),
            (
                vec![Question { choices: vec![choice("a", "甲")], ..single("q") }],
                "/form/questions/0/choices",
                "survey.choice-few",
            ),
            (
                vec![Question { choices: vec![choice("a", "甲"), choice("b", " ")], ..single("q") }],
                "/form/questions/0/choices/1/label",
                "survey.choice-empty",
            ),
            (
                vec![Question { choices: vec![choice("a", "甲"), choice("b", "甲")], ..single("q") }],
                "/form/questions/0/choices/1/label",
                "survey.choice-twice",
            ),
            (
                vec![Question { choices: vec![choice("a", "甲"), choice("a", "乙")], ..single("q") }],
                "/form/questions/0/choices/1/code",
                "survey.choice-code",
            ),
            (vec![rating(7)], "/form/questions/0/most", "survey.rating-most"),
            (
                vec![Question { kind: QuestionKind::Multiple, least: Some(3), ..single("q") }],
                "/form/questions/0/most",
                "survey.bounds",
            ),
            (
                vec![Question {
                    kind: QuestionKind::Number,
                    least: Some(3),
                    most: Some(2),
                    choices: vec![],
                    ..single("q")
                }],
                "/form/questions/0/most",
                "survey.bounds",
            ),
            (
                vec![Question { kind: QuestionKind::Multiple, cross: true, ..single("q") }],
                "/form/questions/0/cross",
                "survey.cross-kind",
            ),
            (
                vec![Question { show: shown_if("q2", Test::Chosen, "a"), ..single("q1") }, single("q2")],
                "/form/questions/0/show/conditions/0/question",
                "survey.show-later",
            ),
            (
                vec![Question { show: shown_if("q1", Test::Chosen, "a"), ..single("q1") }],
                "/form/questions/0/show/conditions/0/question",
                "survey.show-later",
            ),
            (
                vec![Question { show: shown_if("q9", Test::Chosen, "a"), ..single("q1") }],
                "/form/questions/0/show/conditions/0/question",
                "survey.show-unknown",
            ),
            (
                vec![single("q1"), Question { show: shown_if("q1", Test::Chosen, "x"), ..single("q2") }],
                "/form/questions/1/show/conditions/0/value",
                "survey.show-value",
            ),
            (
                vec![single("q1"), Question { show: shown_if("q1", Test::AtLeast, "3"), ..single("q2") }],
                "/form/questions/1/show/conditions/0/value",
                "survey.show-value",
            ),
            (
                vec![rating(5), Question { show: shown_if("r", Test::AtLeast, "6"), ..single("q2") }],
                "/form/questions/1/show",
                "survey.show-never",
            ),
        ];
        for (questions, pointer, code) in table {
            assert_eq!(found(SurveyKind::Questionnaire, questions), [(pointer.to_owned(), code)]);
        }
        let four: Vec<Question> = ["a", "b", "c", "d"].map(|c| Question { cross: true, ..single(c) }).into();
        assert_eq!(
            found(SurveyKind::Questionnaire, four),
            [("/form/questions".to_owned(), "survey.cross-many")]
        );
        assert!(found(SurveyKind::Questionnaire, vec![single("q1"), rating(10)]).is_empty());
    }

    #[test]
    fn a_quiz_has_right_answers_and_points() {
        let right = |right: &[&str], points| Question {
            right: right.iter().map(|r| (*r).to_owned()).collect(),
            points,
            ..single("q")
        };
        let codes = |q| found(SurveyKind::Quiz, vec![q]).into_iter().map(|(_, c)| c).collect::<Vec<_>>();
        assert_eq!(codes(single("q")), ["survey.quiz-none"]);
        assert_eq!(codes(right(&["x"], 5)), ["survey.quiz-right"]);
        assert_eq!(codes(right(&["a", "b"], 5)), ["survey.quiz-right"]);
        assert_eq!(codes(right(&["a"], 0)), ["survey.quiz-points"]);
        assert!(codes(right(&["a"], 5)).is_empty());
    }
}
