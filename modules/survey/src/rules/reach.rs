//! Whether a question can be shown at all: its conditions and those of the questions it looks at, taken together.

use std::collections::{BTreeMap, BTreeSet};

use super::answers::{choice_bounds, number_bounds};
use super::shown::measured;
use crate::model::{Condition, Form, Question, QuestionKind, Test};

/// Ways in which a question may come to be shown at most; with more it is taken as one that can be.
const WAYS: usize = 256;

/// Conditions that hold together.
type Way<'f> = Vec<&'f Condition>;

/// Codes of the questions that no way of answering shows. Conditions that name no earlier question are passed over: they
/// are refused for themselves.
pub fn never_shown(form: &Form) -> BTreeSet<&str> {
    let mut ways: BTreeMap<&str, Vec<Way<'_>>> = BTreeMap::new();
    let mut never = BTreeSet::new();
    for q in &form.questions {
        let found = ways_to(form, q, &ways);
        if found.is_empty() {
            never.insert(q.code.as_str());
        }
        ways.insert(q.code.as_str(), found);
    }
    never
}

fn ways_to<'f>(form: &'f Form, q: &'f Question, earlier: &BTreeMap<&str, Vec<Way<'f>>>) -> Vec<Way<'f>> {
    let conditions: Vec<&Condition> =
        q.show.conditions.iter().filter(|c| earlier.contains_key(c.question.as_str())).collect();
    if conditions.is_empty() {
        return vec![Vec::new()];
    }
    let each = conditions.iter().map(|c| ways_of(form, c, earlier));
    if q.show.any {
        return bounded(each.flatten().collect());
    }
    let mut all: Vec<Way<'f>> = vec![Vec::new()];
    for one in each {
        all = joined(form, &all, &one);
    }
    bounded(all)
}

fn bounded(ways: Vec<Way<'_>>) -> Vec<Way<'_>> {
    if ways.len() > WAYS { vec![Vec::new()] } else { ways }
}

fn joined<'f>(form: &'f Form, left: &[Way<'f>], right: &[Way<'f>]) -> Vec<Way<'f>> {
    let pairs = left.iter().flat_map(|l| right.iter().map(move |r| [l.as_slice(), r.as_slice()].concat()));
    pairs.filter(|way| possible(form, way)).take(WAYS + 1).collect()
}

/// Ways in which one condition holds.
fn ways_of<'f>(form: &'f Form, c: &'f Condition, earlier: &BTreeMap<&str, Vec<Way<'f>>>) -> Vec<Way<'f>> {
    let alone = vec![vec![c]];
    let of_question = earlier.get(c.question.as_str()).map_or(&[][..], Vec::as_slice);
    match c.test {
        // Holds, too, where the question is not shown.
        Test::NotChosen | Test::NotAnswered => joined(form, &[Vec::new()], &alone),
        _ => joined(form, of_question, &alone),
    }
}

/// Whether conditions can hold together, question by question.
fn possible(form: &Form, way: &[&Condition]) -> bool {
    let mut by_question: BTreeMap<&str, Vec<&Condition>> = BTreeMap::new();
    way.iter().for_each(|c| by_question.entry(c.question.as_str()).or_default().push(c));
    by_question.iter().all(|(code, all)| form.question(code).is_none_or(|q| fits(q, all)))
}

fn fits(q: &Question, all: &[&Condition]) -> bool {
    let test = |t: Test| all.iter().filter(move |c| c.test == t);
    let always = q.required && q.show.conditions.is_empty();
    let negative = |t: Test| matches!(t, Test::NotChosen | Test::NotAnswered);
    let answered = always || all.iter().any(|c| !negative(c.test));
    if answered && test(Test::NotAnswered).next().is_some() {
        return false;
    }
    if q.kind.chooses() {
        let chosen: BTreeSet<&str> = test(Test::Chosen).map(|c| c.value.as_str()).collect();
        let not: BTreeSet<&str> = test(Test::NotChosen).map(|c| c.value.as_str()).collect();
        let left = q.choices.iter().filter(|c| !not.contains(c.code.as_str())).count() as i64;
        let (least, most) = if q.kind == QuestionKind::Single { (1, 1) } else { choice_bounds(q) };
        return chosen.is_disjoint(&not)
            && chosen.len() as i64 <= most
            && (!answered || left >= least.max(1));
    }
    let (mut from, mut to) = match q.kind {
        QuestionKind::Number => number_bounds(q),
        QuestionKind::Rating => (1, q.most.unwrap_or(5)),
        _ => (i64::MIN, i64::MAX),
    };
    for c in all {
        let Some(value) = measured(&c.value) else { continue };
        match c.test {
            Test::Equals => (from, to) = (from.max(value), to.min(value)),
            Test::AtLeast => from = from.max(value),
            Test::AtMost => to = to.min(value),
            _ => {}
        }
    }
    from <= to
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Choice, Given, Show};
    use crate::rules::shown::shown;
    use proptest::prelude::*;

    fn single(code: &str, required: bool, show: Show) -> Question {
        let choice = |c: &str| Choice { code: c.into(), label: c.into(), quota: 0 };
        let choices = ["a", "b"].map(choice).to_vec();
        Question { code: code.into(), required, choices, show, ..Question::default() }
    }

    fn when(any: bool, all: &[(&str, Test, &str)]) -> Show {
        let condition = |(q, test, v): &(&str, Test, &str)| Condition {
            question: (*q).into(),
            test: *test,
            value: (*v).into(),
        };
        Show { any, conditions: all.iter().map(condition).collect() }
    }

    fn never(questions: Vec<Question>) -> Vec<String> {
        let form = Form { questions, ..Form::default() };
        never_shown(&form).into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn contradictions_are_found_through_other_questions() {
        use Test::{Answered, AtLeast, AtMost, Chosen, NotAnswered, NotChosen};
        let q1 = || single("q1", true, Show::default());
        let q2 = || single("q2", true, when(false, &[("q1", Chosen, "a")]));
        let third = |show| vec![q1(), q2(), single("q3", false, show)];
        let none: [String; 0] = [];
        assert_eq!(never(third(when(false, &[("q1", Chosen, "a"), ("q1", Chosen, "b")]))), ["q3"]);
        assert_eq!(never(third(when(true, &[("q1", Chosen, "a"), ("q1", Chosen, "b")]))), none);
        assert_eq!(
            never(third(when(false, &[("q2", Chosen, "a"), ("q1", Chosen, "b")]))),
            ["q3"],
            "q2 is hidden then"
        );
        assert_eq!(never(third(when(false, &[("q2", NotChosen, "a"), ("q1", Chosen, "b")]))), none);
        assert_eq!(never(third(when(false, &[("q1", NotChosen, "a"), ("q1", NotChosen, "b")]))), ["q3"]);
        assert_eq!(never(third(when(false, &[("q2", NotChosen, "a"), ("q2", NotChosen, "b")]))), none);
        assert_eq!(never(third(when(false, &[("q1", NotAnswered, "")]))), ["q3"]);
        assert_eq!(never(third(when(false, &[("q2", NotAnswered, "")]))), none);
        assert_eq!(never(third(when(false, &[("q2", Answered, ""), ("q2", NotAnswered, "")]))), ["q3"]);
        let rating =
            Question { code: "r".into(), kind: QuestionKind::Rating, most: Some(5), ..Question::default() };
        let after = |show| vec![rating.clone(), single("q3", false, show)];
        assert_eq!(never(after(when(false, &[("r", AtLeast, "6")]))), ["q3"]);
        assert_eq!(never(after(when(false, &[("r", AtLeast, "4"), ("r", AtMost, "3")]))), ["q3"]);
        assert_eq!(never(after(when(false, &[("r", AtLeast, "4"), ("r", AtMost, "4")]))), none);
        // What hangs on a question that is never shown is never shown.
        let hidden = single("q2", true, when(false, &[("q1", Chosen, "a"), ("q1", NotChosen, "a")]));
        assert_eq!(
            never(vec![q1(), hidden, single("q3", true, when(false, &[("q2", Answered, "")]))]),
            ["q2", "q3"]
        );
    }

    fn a_condition(earlier: usize) -> impl Strategy<Value = (usize, usize, bool)> {
        (0..earlier, 0..4usize, any::<bool>())
    }

    /// Whether it is required, whether any of its conditions does, and the conditions: question, test, first choice.
    type Drawn = (bool, bool, Vec<(usize, usize, bool)>);

    fn a_form() -> impl Strategy<Value = Form> {
        let q =
            |n: usize| (any::<bool>(), any::<bool>(), proptest::collection::vec(a_condition(n.max(1)), 0..3));
        (q(0), q(1), q(2), q(3)).prop_map(|(a, b, c, d)| {
            let question = |(n, (required, any, conditions)): (usize, Drawn)| {
                let tests = [Test::Chosen, Test::NotChosen, Test::Answered, Test::NotAnswered];
                let condition = |(q, t, first): (usize, usize, bool)| Condition {
                    question: format!("q{q}"),
                    test: tests[t],
                    value: if first { "a" } else { "b" }.into(),
                };
                let conditions =
                    if n == 0 { Vec::new() } else { conditions.into_iter().map(condition).collect() };
                single(&format!("q{n}"), required, Show { any, conditions })
            };
            let questions = [a, b, c, d].into_iter().enumerate().map(question).collect();
            Form { questions, ..Form::default() }
        })
    }

    /// Codes that some complete way of answering shows.
    fn ever_shown(form: &Form) -> BTreeSet<String> {
        let mut seen = BTreeSet::new();
        for n in 0..3_usize.pow(4) {
            let given = (0..4_usize).filter_map(|i| {
                let choice = [None, Some("a"), Some("b")][n / 3_usize.pow(i as u32) % 3]?;
                Some(Given { question: format!("q{i}"), choices: vec![choice.into()], ..Given::default() })
            });
            let given: Vec<Given> = given.collect();
            // What stands before a question must be complete for it to be reached.
            for q in shown(form, &given) {
                seen.insert(q.code.clone());
                if q.required && !given.iter().any(|g| g.question == q.code) {
                    break;
                }
            }
        }
        seen
    }

    proptest! {
        #[test]
        fn what_is_said_to_be_never_shown_never_is(form in a_form()) {
            let ever = ever_shown(&form);
            for code in never_shown(&form) {
                prop_assert!(!ever.contains(code), "{code} of {form:?}");
            }
        }
    }
}
