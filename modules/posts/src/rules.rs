//! Pure decisions.

use crate::error::{PostsError, Result};

/// Longest text of an entry, in characters.
pub const MAX_BODY: usize = 200;

/// The text as it is stored: without spaces around it, 1 to [`MAX_BODY`] characters.
///
/// # Errors
/// [`PostsError::Body`].
pub fn body(text: &str) -> Result<String> {
    let text = text.trim();
    let length = text.chars().count();
    if (1..=MAX_BODY).contains(&length) { Ok(text.to_owned()) } else { Err(PostsError::Body { length }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_trimmed_and_bounded() {
        assert_eq!(body(" 好 ").unwrap(), "好");
        assert!(body("  ").is_err());
        assert!(body(&"长".repeat(MAX_BODY + 1)).is_err());
    }
}
