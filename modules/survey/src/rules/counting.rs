//! What is counted of an answer, in the transaction that takes it: results are read from these counters and never from
//! answers.

use std::collections::BTreeMap;

use kernel::Day;

use crate::model::{Form, Given, Question, QuestionKind};

/// Counted of the survey as a whole: answers, by day, by points; and tokens issued.
pub const ANSWERED: &str = "";
/// Tokens that were issued.
pub const ISSUED: &str = "issued";
/// Before the day, `day:20261127`.
pub const DAY: &str = "day:";
/// Before the tenth of the points, `score:0` … `score:10`.
pub const SCORE: &str = "score:";

/// What is added to a counter: how many, and the sum of their numbers.
pub type Added = (i64, i64);

/// Counters by question and choice.
pub type Counts = BTreeMap<(String, String), Added>;

/// Counters of pairs: two questions and their choices.
pub type Pairs = BTreeMap<[String; 4], i64>;

/// Options of an answer as they are counted: codes, a rating's number, the month of a day.
pub fn options(q: &Question, g: &Given) -> Vec<String> {
    match q.kind {
        QuestionKind::Single | QuestionKind::Multiple => g.choices.clone(),
        QuestionKind::Rating => g.number.iter().map(ToString::to_string).collect(),
        QuestionKind::Date => g.day.iter().map(|d| d.to_string()[..7].to_owned()).collect(),
        QuestionKind::ShortText | QuestionKind::LongText | QuestionKind::Number => Vec::new(),
    }
}

/// Whether a question has a row or column of its own in cross tables.
fn crosses(q: &Question) -> bool {
    matches!(q.kind, QuestionKind::Single | QuestionKind::Multiple | QuestionKind::Rating)
}

/// Counters that complete answers add to. `points` are those of a quiz and those that can be had.
pub fn counts(form: &Form, given: &[Given], points: Option<(i64, i64)>, day: Day) -> Counts {
    let mut all = Counts::new();
    let own = String::new;
    all.insert((own(), ANSWERED.to_owned()), (1, points.map_or(0, |p| p.0)));
    all.insert((own(), format!("{DAY}{}", day.number())), (1, 0));
    if let Some((score, full)) = points {
        let tenth = if full == 0 { 0 } else { score * 10 / full };
        all.insert((own(), format!("{SCORE}{tenth}")), (1, 0));
    }
    for g in given {
        let Some(q) = form.question(&g.question) else { continue };
        all.insert((q.code.clone(), ANSWERED.to_owned()), (1, g.number.unwrap_or(0)));
        for choice in options(q, g) {
            all.insert((q.code.clone(), choice), (1, 0));
        }
    }
    all
}

/// In which order the pair of two questions is kept: as asked, the other way round, or not at all.
pub fn kept_as(form: &Form, first: &str, second: &str) -> Option<bool> {
    let place = |code: &str| form.questions.iter().position(|q| q.code == code && crosses(q));
    let (a, b) = (place(first)?, place(second)?);
    let cross = |i: usize| form.questions[i].cross;
    match (cross(a), cross(b)) {
        _ if a == b => None,
        (true, true) => Some(a > b),
        (true, false) => Some(false),
        (false, true) => Some(true),
        (false, false) => None,
    }
}

/// Pairs that complete answers add to.
pub fn pairs(form: &Form, given: &[Given]) -> Pairs {
    let mut all = Pairs::new();
    for first in given {
        for second in given {
            if kept_as(form, &first.question, &second.question) != Some(false) {
                continue;
            }
            let (Some(a), Some(b)) = (form.question(&first.question), form.question(&second.question)) else {
                continue;
            };
            for one in options(a, first) {
                for other in options(b, second) {
                    all.insert([a.code.clone(), b.code.clone(), one.clone(), other], 1);
                }
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Choice;

    fn form() -> Form {
        let choice = |c: &str| Choice { code: c.into(), label: c.into(), quota: 0 };
        let q = |code: &str, kind, cross| Question {
            code: code.into(),
            kind,
            cross,
            choices: ["a", "b"].map(choice).to_vec(),
            ..Question::default()
        };
        let questions = vec![
            q("sex", QuestionKind::Single, true),
            q("age", QuestionKind::Single, true),
            q("wish", QuestionKind::Multiple, false),
            q("mark", QuestionKind::Rating, false),
            q("hours", QuestionKind::Number, false),
            q("born", QuestionKind::Date, false),
        ];
        Form { questions, ..Form::default() }
    }

    #[test]
    fn an_answer_adds_one_to_what_it_says() {
        let gave = |code: &str, choices: &[&str]| Given {
            question: code.into(),
            choices: choices.iter().map(|c| (*c).to_owned()).collect(),
            ..Given::default()
        };
        let number = |code: &str, n| Given { question: code.into(), number: Some(n), ..Given::default() };
        let born =
            Given { question: "born".into(), day: Some(Day::constant(1988, 3, 1)), ..Given::default() };
        let given = [
            gave("sex", &["a"]),
            gave("age", &["b"]),
            gave("wish", &["a", "b"]),
            number("mark", 4),
            number("hours", 48),
            born,
        ];
        let c = counts(&form(), &given, Some((7, 20)), Day::constant(2026, 11, 27));
        let at = |q: &str, choice: &str| c.get(&(q.to_owned(), choice.to_owned())).copied();
        assert_eq!(at("", ANSWERED), Some((1, 7)));
        assert_eq!(at("", "day:20261127"), Some((1, 0)));
        assert_eq!(at("", "score:3"), Some((1, 0)));
        assert_eq!(
            (at("wish", "a"), at("wish", "b"), at("wish", "")),
            (Some((1, 0)), Some((1, 0)), Some((1, 0)))
        );
        assert_eq!((at("mark", "4"), at("mark", "")), (Some((1, 0)), Some((1, 4))));
        assert_eq!((at("hours", ""), at("born", "1988-03")), (Some((1, 48)), Some((1, 0))));
        let p = pairs(&form(), &given);
        let has = |a: &str, b: &str, x: &str, y: &str| p.contains_key(&[a, b, x, y].map(str::to_owned));
        assert!(has("sex", "age", "a", "b") && !has("age", "sex", "b", "a"), "each pair once");
        assert!(has("sex", "wish", "a", "a") && has("sex", "wish", "a", "b") && has("age", "mark", "b", "4"));
        assert_eq!(p.len(), 1 + 2 + 2 + 1 + 1);
        assert_eq!(kept_as(&form(), "wish", "sex"), Some(true));
        assert_eq!(kept_as(&form(), "wish", "mark"), None);
    }
}
