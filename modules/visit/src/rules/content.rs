//! What visitors may write.

use std::collections::BTreeSet;

use kernel::{Day, FieldError, Params};
use platform::cases::{line, lines};

use crate::model::{Answer, Content, Kind, Met, QUESTIONS};

/// Most people of a visit.
const PEOPLE: usize = 30;
/// Days that 蹲点 may last.
const STAY: i64 = 400;

/// What was typed, without what cannot be seen; answers in the order of the questions, those that say nothing left out. Pure.
#[must_use]
pub fn tidy(c: &Content) -> Content {
    let place = |code: &str| QUESTIONS.iter().position(|q| *q == code).unwrap_or(QUESTIONS.len());
    let met = |m: &Met| Met { name: kernel::text::clean(&m.name), post: line(&m.post) };
    let answer = |a: &Answer| Answer { text: lines(&a.text), help: lines(&a.help), ..a.clone() };
    let mut answers: Vec<Answer> = c.answers.iter().map(answer).filter(|a| !a.is_empty()).collect();
    answers.sort_by_key(|a| place(&a.question));
    let visitors = c.visitors.lines().map(kernel::text::clean).filter(|l| !l.is_empty());
    Content {
        until_day: Some(c.until_day.unwrap_or(c.day)),
        visitors: visitors.collect::<Vec<_>>().join("\n"),
        people: c.people.iter().map(met).filter(|m| !(m.name.is_empty() && m.post.is_empty())).collect(),
        answers,
        note: lines(&c.note),
        internal_note: lines(&c.internal_note),
        ..c.clone()
    }
}

struct Found(Vec<FieldError>);

impl Found {
    fn add(&mut self, pointer: impl Into<String>, code: &'static str) {
        self.0.push(FieldError { pointer: pointer.into(), code, params: Params::new() });
    }

    fn long(&mut self, pointer: impl Into<String>, text: &str, most: usize) {
        if text.chars().count() > most {
            let params = Params::from([("most", most.to_string())]);
            self.0.push(FieldError { pointer: pointer.into(), code: "visit.text-long", params });
        }
    }
}

/// Everything that is wrong with tidied content. Pure.
pub fn check(kind: Kind, c: &Content, today: Day) -> Vec<FieldError> {
    let mut found = Found(Vec::new());
    days(kind, c, today, &mut found);
    found.long("/visitors", &c.visitors, 500);
    found.long("/note", &c.note, 4_000);
    found.long("/internal_note", &c.internal_note, 2_000);
    if c.people.len() > PEOPLE {
        found.add("/people", "visit.too-many-people");
    }
    for (i, m) in c.people.iter().enumerate() {
        if !(1..=50).contains(&m.name.chars().count()) {
            found.add(format!("/people/{i}/name"), "visit.person-name");
        }
        found.long(format!("/people/{i}/post"), &m.post, 50);
    }
    let mut seen = BTreeSet::new();
    for (i, a) in c.answers.iter().enumerate() {
        if !QUESTIONS.contains(&a.question.as_str()) || !seen.insert(&a.question) {
            found.add(format!("/answers/{i}/question"), "visit.question");
        }
        found.long(format!("/answers/{i}/text"), &a.text, 1_000);
        found.long(format!("/answers/{i}/help"), &a.help, 500);
    }
    if c.done && c.visitors.is_empty() {
        found.add("/visitors", "visit.visitors-missing");
    }
    if c.done && c.answers.is_empty() && c.note.is_empty() {
        found.add("/note", "visit.nothing-written");
    }
    found.0
}

fn days(kind: Kind, c: &Content, today: Day, found: &mut Found) {
    let until = c.until_day.unwrap_or(c.day);
    if c.day < Day::constant(2000, 1, 1) || c.day > today.plus_days(STAY) {
        found.add("/day", "visit.day-far");
    }
    if until < c.day || until > c.day.plus_days(STAY) {
        found.add("/until_day", "visit.days");
    } else if until != c.day && kind != Kind::Stay {
        found.add("/until_day", "visit.one-day");
    }
    if c.done && c.day > today {
        found.add("/done", "visit.not-yet");
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Level, State};

    const TODAY: Day = Day::constant(2026, 11, 23);

    fn content() -> Content {
        Content {
            day: TODAY,
            until_day: None,
            lead_id: None,
            visitors: "赵明\n王丽".into(),
            people: vec![Met { name: "李强".into(), post: "总经理".into() }],
            answers: vec![Answer {
                question: "finance".into(),
                level: Some(Level::Poor),
                text: "贷款利率偏高。".into(),
                help: String::new(),
            }],
            note: String::new(),
            internal_note: String::new(),
            done: true,
        }
    }

    fn codes(kind: Kind, c: &Content) -> Vec<(String, &'static str)> {
        check(kind, &tidy(c), TODAY).into_iter().map(|e| (e.pointer, e.code)).collect()
    }

    #[test]
    fn a_visit_that_was_made_says_who_went_and_what_was_found() {
        assert_eq!(codes(Kind::Five, &content()), []);
        let nothing = Content { visitors: " \n".into(), answers: Vec::new(), ..content() };
        let missing =
            [("/visitors".into(), "visit.visitors-missing"), ("/note".into(), "visit.nothing-written")];
        assert_eq!(codes(Kind::Five, &nothing), missing);
        assert_eq!(codes(Kind::Five, &Content { done: false, ..nothing }), []);
        let tomorrow = Content { day: TODAY.plus_days(1), ..content() };
        assert_eq!(codes(Kind::Five, &tomorrow), [("/done".into(), "visit.not-yet")]);
    }

    #[test]
    fn only_a_stay_lasts_for_days() {
        let stay = Content { day: TODAY.plus_days(-4), until_day: Some(TODAY), ..content() };
        assert_eq!(codes(Kind::Stay, &stay), []);
        assert_eq!(codes(Kind::General, &stay), [("/until_day".into(), "visit.one-day")]);
        let back = Content { until_day: Some(TODAY.plus_days(-5)), ..stay };
        assert_eq!(codes(Kind::Stay, &back), [("/until_day".into(), "visit.days")]);
    }

    #[test]
    fn a_question_is_answered_once_and_is_one_of_five() {
        let a = content().answers[0].clone();
        let other = Answer { question: "weather".into(), ..a.clone() };
        let twice = Content { answers: vec![a.clone(), other, a], ..content() };
        let at = |n: usize| (format!("/answers/{n}/question"), "visit.question");
        assert_eq!(codes(Kind::Five, &twice), [at(1), at(2)]);
    }

    #[test]
    fn what_is_done_stays_done_and_what_is_cancelled_is_over() {
        let all = State::ALL;
        let may: Vec<(State, State)> = all
            .iter()
            .flat_map(|a| all.iter().map(move |b| (*a, *b)))
            .filter(|(a, b)| a.may_become(*b))
            .collect();
        use State::{Cancelled, Done, Planned};
        assert_eq!(may, [(Planned, Planned), (Planned, Done), (Planned, Cancelled), (Done, Done)]);
    }

    proptest! {
        #[test]
        fn tidying_twice_changes_nothing(text in "\\PC{0,60}|[\\s\\S]{0,40}", name in "\\PC{0,20}") {
            let mut c = content();
            (c.note, c.visitors) = (text.clone(), text);
            c.people[0].name = name;
            let once = tidy(&c);
            prop_assert_eq!(tidy(&once), once);
        }
    }
}
