//! Whether an answer is complete and within its bounds.

use kernel::{FieldError, Params};

use super::shown::{by_question, shown};
use super::{MAX_LONG, MAX_SHORT};
use crate::model::{Form, Given, Question, QuestionKind};

fn wrong(q: &Question, code: &'static str, params: Params) -> FieldError {
    FieldError { pointer: format!("/answers/{}", q.code), code, params }
}

fn bounds(least: i64, most: i64) -> Params {
    [("least", least.to_string()), ("most", most.to_string())].into()
}

/// The answers as they are kept: of shown questions only, in their order, trimmed.
///
/// # Errors
/// One for each question that is wrong.
pub fn complete(form: &Form, given: &[Given]) -> Result<Vec<Given>, Vec<FieldError>> {
    let answers = by_question(given);
    let (mut kept, mut errors) = (Vec::new(), Vec::new());
    let mut names: Vec<&str> = given.iter().map(|g| g.question.as_str()).collect();
    names.sort_unstable();
    let twice = names.windows(2).any(|pair| pair[0] == pair[1]);
    if twice || names.iter().any(|code| form.question(code).is_none()) {
        let (pointer, code) = ("/answers".to_owned(), "survey.answer-unknown");
        return Err(vec![FieldError { pointer, code, params: Params::new() }]);
    }
    for q in shown(form, given) {
        match answers.get(q.code.as_str()) {
            None if q.required => errors.push(wrong(q, "survey.answer-missing", Params::new())),
            None => {}
            Some(g) => match one(q, g) {
                Ok(g) => kept.push(g),
                Err(e) => errors.push(e),
            },
        }
    }
    if errors.is_empty() { Ok(kept) } else { Err(errors) }
}

/// One answer, as it is kept.
fn one(q: &Question, g: &Given) -> Result<Given, FieldError> {
    let question = q.code.clone();
    match q.kind {
        QuestionKind::Single | QuestionKind::Multiple => {
            Ok(Given { question, choices: chosen(q, g)?, ..Given::default() })
        }
        QuestionKind::ShortText | QuestionKind::LongText => {
            Ok(Given { question, text: text(q, g)?, ..Given::default() })
        }
        QuestionKind::Number => {
            let (least, most) = number_bounds(q);
            let n = g.number.filter(|n| (least..=most).contains(n));
            let n = n.ok_or_else(|| wrong(q, "survey.answer-number", bounds(least, most)))?;
            Ok(Given { question, number: Some(n), ..Given::default() })
        }
        QuestionKind::Rating => {
            let most = q.most.unwrap_or(5);
            let n = g.number.filter(|n| (1..=most).contains(n));
            let n = n.ok_or_else(|| wrong(q, "survey.answer-rating", bounds(1, most)))?;
            Ok(Given { question, number: Some(n), ..Given::default() })
        }
        QuestionKind::Date => {
            let day = g.day.ok_or_else(|| wrong(q, "survey.answer-date", Params::new()))?;
            Ok(Given { question, day: Some(day), ..Given::default() })
        }
    }
}

/// From where to where a number may lie.
pub fn number_bounds(q: &Question) -> (i64, i64) {
    (q.least.unwrap_or(-super::MAX_NUMBER), q.most.unwrap_or(super::MAX_NUMBER))
}

/// How many options a multiple choice takes.
pub fn choice_bounds(q: &Question) -> (i64, i64) {
    let all = q.choices.len() as i64;
    (q.least.unwrap_or(i64::from(q.required)), q.most.unwrap_or(all).min(all))
}

/// How long a text may be, in characters.
pub fn text_bounds(q: &Question) -> (i64, i64) {
    let limit = if q.kind == QuestionKind::LongText { MAX_LONG } else { MAX_SHORT };
    (q.least.unwrap_or(0), q.most.unwrap_or(limit).min(limit))
}

/// In the order of the question's options, each once.
fn chosen(q: &Question, g: &Given) -> Result<Vec<String>, FieldError> {
    let known = |code: &String| q.choices.iter().any(|c| c.code == *code);
    if !g.choices.iter().all(known) {
        return Err(wrong(q, "survey.answer-choice", Params::new()));
    }
    let has = |code: &str| g.choices.iter().any(|c| c == code);
    let codes: Vec<String> = q.choices.iter().map(|c| c.code.clone()).filter(|c| has(c)).collect();
    let n = codes.len() as i64;
    if q.kind == QuestionKind::Single {
        return if n == 1 { Ok(codes) } else { Err(wrong(q, "survey.answer-choice", Params::new())) };
    }
    let (least, most) = choice_bounds(q);
    if (least..=most).contains(&n) {
        Ok(codes)
    } else {
        Err(wrong(q, "survey.answer-choices", bounds(least, most)))
    }
}

fn text(q: &Question, g: &Given) -> Result<String, FieldError> {
    // Lines of a long text stay; characters that no line of text holds go.
    let tidy = |line: &str| kernel::text::clean(line);
    let text = match q.kind {
        QuestionKind::LongText => g.text.lines().map(tidy).collect::<Vec<_>>().join("\n").trim().to_owned(),
        _ => tidy(&g.text),
    };
    let (least, most) = text_bounds(q);
    let n = text.chars().count() as i64;
    if (least.max(1)..=most).contains(&n) {
        Ok(text)
    } else {
        Err(wrong(q, "survey.answer-text", bounds(least.max(1), most)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Choice, Condition, Show, Test};
    use kernel::Day;

    fn choice(code: &str) -> Choice {
        Choice { code: code.into(), label: code.into(), quota: 0 }
    }

    fn question(code: &str, kind: QuestionKind) -> Question {
        let choices = if kind.chooses() { ["a", "b", "c"].map(choice).to_vec() } else { Vec::new() };
        Question {
            code: code.into(),
            kind,
            title: code.into(),
            choices,
            required: true,
            ..Question::default()
        }
    }

    fn says(q: &Question, g: Given) -> Result<Given, &'static str> {
        let form = Form { questions: vec![q.clone()], ..Form::default() };
        let g = Given { question: q.code.clone(), ..g };
        complete(&form, &[g]).map(|mut kept| kept.remove(0)).map_err(|e| e[0].code)
    }

    fn number(n: i64) -> Given {
        Given { number: Some(n), ..Given::default() }
    }

    fn chose(codes: &[&str]) -> Given {
        Given { choices: codes.iter().map(|c| (*c).to_owned()).collect(), ..Given::default() }
    }

    fn wrote(text: &str) -> Given {
        Given { text: text.to_owned(), ..Given::default() }
    }

    #[test]
    fn every_kind_has_its_bounds() {
        let single = question("q", QuestionKind::Single);
        assert!(says(&single, chose(&["b"])).is_ok());
        for bad in [chose(&["x"]), chose(&["a", "b"])] {
            assert_eq!(says(&single, bad), Err("survey.answer-choice"));
        }
        let two = Question { least: Some(2), most: Some(2), ..question("q", QuestionKind::Multiple) };
        assert_eq!(says(&two, chose(&["c", "a", "c"])).unwrap().choices, ["a", "c"]);
        assert_eq!(says(&two, chose(&["a"])), Err("survey.answer-choices"));
        assert_eq!(says(&two, chose(&["a", "b", "c"])), Err("survey.answer-choices"));
        let rating = Question { most: Some(10), ..question("q", QuestionKind::Rating) };
        assert!(says(&rating, number(10)).is_ok() && says(&rating, number(1)).is_ok());
        assert_eq!(says(&rating, number(0)), Err("survey.answer-rating"));
        assert_eq!(says(&rating, number(11)), Err("survey.answer-rating"));
        let n = Question { least: Some(-5), most: Some(5), ..question("q", QuestionKind::Number) };
        assert!(says(&n, number(-5)).is_ok());
        assert_eq!(says(&n, number(6)), Err("survey.answer-number"));
        assert_eq!(says(&n, wrote("6")), Err("survey.answer-number"));
        let short = Question { least: Some(2), most: Some(4), ..question("q", QuestionKind::ShortText) };
        assert_eq!(says(&short, wrote("  两字 ")).unwrap().text, "两字");
        assert_eq!(says(&short, wrote("一")), Err("survey.answer-text"));
        assert_eq!(says(&short, wrote("一二三四五")), Err("survey.answer-text"));
        let long = question("q", QuestionKind::LongText);
        assert_eq!(says(&long, wrote("第一行 \n第二行\n")).unwrap().text, "第一行\n第二行");
        assert_eq!(says(&long, wrote(&"长".repeat(1_001))), Err("survey.answer-text"));
        let date = question("q", QuestionKind::Date);
        let day = Given { day: Some(Day::constant(2026, 11, 22)), ..Given::default() };
        assert!(says(&date, day).is_ok());
        assert_eq!(says(&date, number(20_261_122)), Err("survey.answer-date"));
        assert_eq!(says(&date, wrote("  ")), Err("survey.answer-missing"));
    }

    #[test]
    fn what_is_not_shown_is_neither_asked_nor_kept() {
        let first = question("first", QuestionKind::Single);
        let condition = Condition { question: "first".into(), test: Test::Chosen, value: "a".into() };
        let show = Show { any: false, conditions: vec![condition] };
        let second = Question { show, ..question("second", QuestionKind::Number) };
        let form = Form { questions: vec![first, second], ..Form::default() };
        let give = |code: &str, g: Given| Given { question: code.into(), ..g };
        let b = [give("first", chose(&["b"])), give("second", number(3))];
        assert_eq!(complete(&form, &b).unwrap().len(), 1);
        let a = [give("first", chose(&["a"]))];
        assert_eq!(complete(&form, &a).unwrap_err()[0].pointer, "/answers/second");
        let unknown = [give("first", chose(&["a"])), give("third", number(3))];
        assert_eq!(complete(&form, &unknown).unwrap_err()[0].code, "survey.answer-unknown");
        let twice = [give("first", chose(&["a"])), give("first", chose(&["b"]))];
        assert_eq!(complete(&form, &twice).unwrap_err()[0].code, "survey.answer-unknown");
    }
}
