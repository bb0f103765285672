//! What a comment may say, and how often.

use super::tidy;

/// Longest comment, in characters.
pub const BODY: usize = 300;
/// Seconds between two comments of a person.
pub const PAUSE_SECONDS: i64 = 60;

/// A comment as it is kept; `None` if it is empty or longer than [`BODY`].
pub fn body(text: &str) -> Option<String> {
    let text = tidy(text);
    (1..=BODY).contains(&kernel::text::length(&text)).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_says_something_and_not_too_much() {
        assert_eq!(body(" 好 ").as_deref(), Some("好"));
        assert_eq!(body(" \n "), None);
        assert!(body(&"好".repeat(BODY)).is_some());
        assert_eq!(body(&"好".repeat(BODY + 1)), None);
    }
}
