//! Whether somebody passed the quiz that a campaign asks for.

use kernel::Timestamp;
use platform::quizzes::Score;

use crate::model::campaign::{Campaign, Pass};

/// Why somebody who did so in the quiz may not take part: one Chinese sentence; none if it is enough. It counts what is answered while the
/// campaign is open.
pub fn refusal(
    pass: &Pass,
    (opens_at, closes_at): (Timestamp, Timestamp),
    done: Option<Score>,
) -> Option<String> {
    match done {
        None => Some(format!("还没有答题：答题得分达到{}分才能参加", pass.score)),
        Some(s) if s.at < opens_at => Some("您在活动开始以前答过这份题，本次活动不算".to_owned()),
        Some(s) if s.at >= closes_at => Some("您答题的时候活动已经结束".to_owned()),
        Some(s) if s.score < pass.score => Some(format!("您答题得分{}，需{}分", s.score, pass.score)),
        Some(_) => None,
    }
}

/// When the answers of a campaign count.
pub fn span(c: &Campaign) -> (Timestamp, Timestamp) {
    (c.opens_at, c.closes_at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Id;

    #[test]
    fn enough_points_within_the_time_are_enough() {
        let pass = Pass { quiz_id: Id(1), score: 80 };
        let told = |score, at| {
            refusal(&pass, (Timestamp(100), Timestamp(200)), Some(Score { score, at: Timestamp(at) }))
        };
        assert_eq!((told(80, 100), told(100, 199)), (None, None));
        assert_eq!(told(60, 150).as_deref(), Some("您答题得分60，需80分"));
        assert!(told(100, 99).is_some_and(|w| w.contains("开始以前")));
        assert!(told(100, 200).is_some_and(|w| w.contains("已经结束")));
        let none = refusal(&pass, (Timestamp(100), Timestamp(200)), None);
        assert!(none.is_some_and(|w| w.starts_with("还没有答题")));
    }
}
