//! Where an issue stands, told by its case.

use platform::cases::{CaseFile, CaseState};

/// Kind, level and state of an issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Which of the five kinds.
    pub kind: String,
    /// Track of the case.
    pub level: String,
    /// `open`, `solved`, `explained`, `unsolved` or `declined`.
    pub state: &'static str,
}

/// Steps in which somebody still works at it.
const BEFORE: [&str; 2] = ["registered", "measures"];

/// Where an issue stands. Pure.
pub fn standing(c: &CaseFile) -> Standing {
    let field = |code: &str| c.fields.get(code).map_or("", String::as_str);
    let closed = matches!(c.state, CaseState::Closed | CaseState::Merged);
    let state = match field("result") {
        _ if BEFORE.contains(&c.step.as_str()) && !closed => "open",
        "solved" => "solved",
        "explained" => "explained",
        "unsolved" => "unsolved",
        _ if closed => "declined",
        _ => "open",
    };
    Standing { kind: field("kind").to_owned(), level: c.track.clone(), state }
}

/// By how much a change of a case changes found and solved issues. Pure.
pub fn facts(before: Option<&CaseFile>, after: &CaseFile) -> (i64, i64) {
    let solved = |c: &CaseFile| i64::from(standing(c).state == "solved");
    (i64::from(before.is_none()), solved(after) - before.map_or(0, solved))
}
