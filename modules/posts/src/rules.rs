//! Pure decisions.

pub mod channel;
pub mod column;
pub mod comment;
pub mod draft;
pub mod feed;
pub mod picture;
pub mod week;

use kernel::{FieldError, Params};

/// A wrong field, with the limit that its sentence names (0: none).
pub(crate) fn wrong(pointer: &str, code: &'static str, limit: i64) -> FieldError {
    let params = if limit > 0 { Params::from([("limit", limit.to_string())]) } else { Params::new() };
    FieldError { pointer: pointer.to_owned(), code, params }
}

/// Lines without spaces at their ends.
pub fn tidy(text: &str) -> String {
    let all: Vec<&str> = text.lines().map(str::trim).collect();
    all.join("\n").trim().to_owned()
}

/// The same in one line.
pub fn tidy_line(text: &str) -> String {
    tidy(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A reason of 2 to 200 characters, tidied; `None` if it is none.
pub fn reason(text: &str) -> Option<String> {
    let text = tidy(text);
    (2..=200).contains(&kernel::text::length(&text)).then_some(text)
}
