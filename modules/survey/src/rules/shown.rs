//! Which questions are shown to somebody who has answered so far. `web/packages/ui` does the same on the phone; both are
//! held to `tests/data/branching.json`.

use std::collections::HashMap;

use kernel::Day;

use crate::model::{Condition, Form, Given, Question, Test};

/// Answers by the code of their question.
pub type Answers<'a> = HashMap<&'a str, &'a Given>;

/// Answers by the code of their question; empty ones are none.
pub fn by_question(given: &[Given]) -> Answers<'_> {
    given.iter().filter(|g| !g.is_empty()).map(|g| (g.question.as_str(), g)).collect()
}

/// What a value of a condition is compared with, where a number or day is answered.
fn measure(given: &Given) -> Option<i64> {
    given.number.or_else(|| given.day.map(Day::number))
}

/// The value of a condition on a number, rating or day.
pub fn measured(value: &str) -> Option<i64> {
    value.trim().parse::<i64>().ok().or_else(|| value.trim().parse::<Day>().ok().map(Day::number))
}

/// Whether a condition holds for the answers that are seen.
pub fn holds(c: &Condition, seen: &Answers<'_>) -> bool {
    let given = seen.get(c.question.as_str());
    let chosen = given.is_some_and(|g| g.choices.contains(&c.value));
    let compared = |fits: fn(i64, i64) -> bool| {
        let (answer, value) = (given.and_then(|g| measure(g)), measured(&c.value));
        answer.zip(value).is_some_and(|(a, v)| fits(a, v))
    };
    match c.test {
        Test::Chosen => chosen,
        Test::NotChosen => !chosen,
        Test::Equals => compared(|a, v| a == v),
        Test::AtLeast => compared(|a, v| a >= v),
        Test::AtMost => compared(|a, v| a <= v),
        Test::Answered => given.is_some(),
        Test::NotAnswered => given.is_none(),
    }
}

fn is_shown(q: &Question, seen: &Answers<'_>) -> bool {
    let all = &q.show.conditions;
    match (all.is_empty(), q.show.any) {
        (true, _) => true,
        (_, true) => all.iter().any(|c| holds(c, seen)),
        (_, false) => all.iter().all(|c| holds(c, seen)),
    }
}

/// The questions that are shown, in their order. What was answered to a question that is not shown any more does not count.
pub fn shown<'f>(form: &'f Form, given: &[Given]) -> Vec<&'f Question> {
    let all = by_question(given);
    let mut seen = Answers::new();
    let mut out = Vec::new();
    for q in &form.questions {
        if !is_shown(q, &seen) {
            continue;
        }
        if let Some((code, g)) = all.get_key_value(q.code.as_str()) {
            seen.insert(code, g);
        }
        out.push(q);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Deserialize)]
    struct Case {
        name: String,
        form: Form,
        given: Vec<Given>,
        shown: Vec<String>,
    }

    #[test]
    fn what_is_shown_is_what_the_table_says() {
        let cases: Vec<Case> = serde_json::from_str(include_str!("../../tests/data/branching.json")).unwrap();
        assert!(cases.len() >= 12);
        for case in cases {
            let codes: Vec<&str> = shown(&case.form, &case.given).iter().map(|q| q.code.as_str()).collect();
            assert_eq!(codes, case.shown, "{}", case.name);
        }
    }
}
