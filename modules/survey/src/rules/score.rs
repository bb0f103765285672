//! Points of a quiz.

use crate::model::{Form, Given};

/// Points that can be had: of every question that has a right answer and is shown in some way of answering.
pub fn full(form: &Form) -> i64 {
    form.questions.iter().filter(|q| !q.right.is_empty()).map(|q| q.points).sum()
}

/// Points of complete answers: a question gives its points if exactly the right options are chosen, and nothing otherwise.
pub fn score(form: &Form, given: &[Given]) -> i64 {
    let points = |g: &Given| {
        let q = form.question(&g.question)?;
        let right = q.right.len() == g.choices.len() && q.right.iter().all(|r| g.choices.contains(r));
        (right && !q.right.is_empty()).then_some(q.points)
    };
    given.iter().filter_map(points).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Choice, Question, QuestionKind};
    use proptest::prelude::*;

    fn quiz() -> Form {
        let choice = |c: &str| Choice { code: c.into(), label: c.into(), quota: 0 };
        let q = |code: &str, kind, right: &[&str], points| Question {
            code: code.into(),
            kind,
            choices: ["a", "b", "c"].map(choice).to_vec(),
            right: right.iter().map(|r| (*r).to_owned()).collect(),
            points,
            ..Question::default()
        };
        let questions = vec![
            q("one", QuestionKind::Single, &["b"], 10),
            q("two", QuestionKind::Multiple, &["a", "c"], 20),
            q("free", QuestionKind::Single, &[], 5),
        ];
        Form { questions, ..Form::default() }
    }

    fn gave(code: &str, choices: &[&str]) -> Given {
        let choices = choices.iter().map(|c| (*c).to_owned()).collect();
        Given { question: code.into(), choices, ..Given::default() }
    }

    #[test]
    fn exactly_the_right_options_give_the_points() {
        let form = quiz();
        assert_eq!(full(&form), 30);
        for (given, want) in [
            (vec![gave("one", &["b"]), gave("two", &["c", "a"])], 30),
            (vec![gave("one", &["a"]), gave("two", &["a"])], 0),
            (vec![gave("two", &["a", "b", "c"]), gave("free", &["a"])], 0),
            (vec![gave("one", &["b"]), gave("nobody", &["b"])], 10),
            (vec![], 0),
        ] {
            assert_eq!(score(&form, &given), want, "{given:?}");
        }
    }

    proptest! {
        #[test]
        fn nobody_has_more_than_all_points(picks in proptest::collection::vec((0..3usize, proptest::sample::subsequence(vec!["a", "b", "c"], 0..=3)), 0..3)) {
            let form = quiz();
            let mut seen = std::collections::HashSet::new();
            let given: Vec<Given> = picks.iter().filter(|(q, _)| seen.insert(*q))
                .map(|(q, c)| gave(["one", "two", "free"][*q], c)).collect();
            prop_assert!((0..=full(&form)).contains(&score(&form, &given)));
        }
    }
}
