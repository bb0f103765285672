//! Pure decisions: what an article may say, and by what it is found.

use std::collections::BTreeMap;

use kernel::{Day, FieldError, Params};

/// Longest title, in characters.
pub const TITLE: usize = 60;
/// Longest text, in characters.
pub const BODY: usize = 20_000;
/// Most pairs of characters of a search.
const MOST: usize = 12;

/// What an editor wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Title.
    pub title: String,
    /// Text.
    pub body: String,
    /// Code of `knowledge_topic`.
    pub topic: String,
    /// Day on which it is looked at again.
    pub review_on: Day,
}

fn wrong(pointer: &str, code: &'static str, limit: usize) -> FieldError {
    let params = if limit > 0 { Params::from([("limit", limit.to_string())]) } else { Params::new() };
    FieldError { pointer: pointer.to_owned(), code, params }
}

/// What is wrong with a draft on a day; `known` says whether the topic is one of the dictionary.
pub fn faults(d: &Draft, today: Day, known: bool) -> Vec<FieldError> {
    let mut all = Vec::new();
    if !(2..=TITLE).contains(&kernel::text::length(&d.title)) {
        all.push(wrong("/title", "knowledge.title", TITLE));
    }
    let n = kernel::text::length(&d.body);
    if !(2..=BODY).contains(&n) {
        all.push(wrong("/body", "knowledge.body", BODY));
    }
    if !known {
        all.push(wrong("/topic", "knowledge.topic", 0));
    }
    if d.review_on <= today || d.review_on > today.plus_days(5 * 366) {
        all.push(wrong("/review_on", "knowledge.review", 0));
    }
    all
}

/// Characters and pairs of characters of a text, as people search for them: letters without case, no punctuation. Pairs do
/// not reach over what is no letter or digit.
fn grams(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        let chars: Vec<char> = kernel::text::name_key(word).chars().collect();
        all.extend(chars.iter().map(char::to_string));
        all.extend(chars.windows(2).map(|w| w.iter().collect()));
    }
    all
}

/// By what an article is found: each gram, with whether the title has it.
pub fn index(title: &str, body: &str) -> BTreeMap<String, bool> {
    let mut all: BTreeMap<String, bool> = grams(body).into_iter().map(|g| (g, false)).collect();
    all.extend(grams(title).into_iter().map(|g| (g, true)));
    all
}

/// What must be there of a search: pairs of characters, or a single one; empty if nothing can be searched for.
pub fn asked(q: &str) -> Vec<String> {
    let all = grams(q);
    let pairs: Vec<String> = all.iter().filter(|g| g.chars().count() == 2).cloned().collect();
    let mut found = if pairs.is_empty() { all } else { pairs };
    found.sort();
    found.dedup();
    found.truncate(MOST);
    found
}

/// A line of a text around what was searched for, at most some 60 characters.
pub fn excerpt(body: &str, q: &str) -> String {
    let chars: Vec<char> = body.split_whitespace().collect::<Vec<_>>().join(" ").chars().collect();
    let words: Vec<char> = q.trim().chars().collect();
    let at = match words.is_empty() {
        true => 0,
        false => {
            chars.windows(words.len().min(2)).position(|w| w == &words[..words.len().min(2)]).unwrap_or(0)
        }
    };
    let from = at.saturating_sub(12);
    let to = (from + 60).min(chars.len());
    let text: String = chars[from..to].iter().collect();
    let (before, after) = (if from > 0 { "…" } else { "" }, if to < chars.len() { "…" } else { "" });
    format!("{before}{text}{after}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_found_by_pairs_of_characters() {
        let index = index("高温津贴标准", "6月至9月，每人每月300元。");
        assert_eq!(index.get("高温"), Some(&true));
        assert_eq!(index.get("每月"), Some(&false));
        // Over the comma there is no pair.
        assert_eq!(index.get("月每"), None);
        assert!(asked("高温津贴").iter().all(|g| index.contains_key(g)));
        assert!(!asked("高温补贴").iter().all(|g| index.contains_key(g)));
        assert_eq!(asked("ａＢ"), ["ab"]);
        assert_eq!(asked("假"), ["假"]);
        assert!(asked("，。").is_empty());
    }

    #[test]
    fn an_excerpt_shows_what_was_searched_for() {
        let body = format!("{}高温津贴由用人单位发放{}", "前".repeat(100), "后".repeat(100));
        let shown = excerpt(&body, "高温津贴");
        assert!(shown.starts_with('…') && shown.ends_with('…') && shown.contains("高温津贴"), "{shown}");
        assert_eq!(excerpt("短", ""), "短");
    }

    #[test]
    fn a_draft_is_held_against_its_limits() {
        let day = |d| Day::constant(2026, 11, d);
        let good =
            Draft { title: "标题".into(), body: "内容".into(), topic: "pay".into(), review_on: day(28) };
        assert!(faults(&good, day(27), true).is_empty());
        let bad = Draft { title: "一 ".into(), body: " ".into(), topic: String::new(), review_on: day(27) };
        let codes: Vec<_> = faults(&bad, day(27), false).into_iter().map(|f| f.code).collect();
        assert_eq!(codes, ["knowledge.title", "knowledge.body", "knowledge.topic", "knowledge.review"]);
    }
}
