//! What a plan may look like.

use std::collections::BTreeSet;

use kernel::{Day, FieldError, Id, Params};

use crate::model::Team;

/// Most teams of a plan.
pub const TEAMS: usize = 50;
/// Most townships of a plan.
pub const TOWNS: usize = 400;

fn wrong(pointer: impl Into<String>, code: &'static str, params: Params) -> FieldError {
    FieldError { pointer: pointer.into(), code, params }
}

/// Everything that is wrong with a plan. Pure.
pub fn check(
    title: &str,
    note: &str,
    (from, to): (Day, Day),
    target: i64,
    teams: &[Team],
    towns: &[Id],
) -> Vec<FieldError> {
    let mut all = Vec::new();
    let most = |n: usize| Params::from([("most", n.to_string())]);
    if !(2..=60).contains(&title.chars().count()) {
        all.push(wrong("/title", "visit.title-length", most(60)));
    }
    if note.chars().count() > 2_000 {
        all.push(wrong("/note", "visit.text-long", most(2_000)));
    }
    if to < from || to > from.plus_days(1_100) {
        all.push(wrong("/to_day", "visit.days", Params::new()));
    }
    if !(0..=100_000).contains(&target) {
        all.push(wrong("/target", "visit.target", Params::new()));
    }
    if teams.len() > TEAMS {
        all.push(wrong("/teams", "visit.too-many", most(TEAMS)));
    }
    if towns.len() > TOWNS {
        all.push(wrong("/towns", "visit.too-many", most(TOWNS)));
    }
    let mut seen = BTreeSet::new();
    for (i, team) in teams.iter().enumerate() {
        if !(1..=30).contains(&team.name.chars().count()) || !seen.insert(&team.name) {
            all.push(wrong(format!("/teams/{i}/name"), "visit.team-name", Params::new()));
        }
        if team.members.chars().count() > 500 {
            all.push(wrong(format!("/teams/{i}/members"), "visit.text-long", most(500)));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_with_a_plan_is_said_at_its_field() {
        let (a, b) = (Day::constant(2026, 11, 1), Day::constant(2026, 11, 30));
        let team = |name: &str| Team { name: name.to_owned(), ..Team::default() };
        assert_eq!(check("五问五帮", "", (a, b), 76, &[team("第一组"), team("第二组")], &[Id(1)]), []);
        let twice = [team("第一组"), team("第一组"), team("")];
        let all = check("五", &"长".repeat(2_001), (b, a), -1, &twice, &[]);
        let at: Vec<&str> = all.iter().map(|e| e.pointer.as_str()).collect();
        assert_eq!(at, ["/title", "/note", "/to_day", "/target", "/teams/1/name", "/teams/2/name"]);
    }
}
