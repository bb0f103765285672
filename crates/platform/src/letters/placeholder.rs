//! Placeholders in braces. There is no escape: an official text has no braces of its own.

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part<'a> {
    /// As it stands.
    Plain(&'a str),
    /// Name between braces.
    Slot(&'a str),
}

/// What is wrong with the braces of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Brace {
    /// `{` without its `}`.
    Open,
    /// `}` without its `{`.
    Close,
}

/// The parts of a text in order.
///
/// # Errors
/// [`Brace`].
pub(super) fn parts(text: &str) -> Result<Vec<Part<'_>>, Brace> {
    let (mut all, mut rest) = (Vec::new(), text);
    while !rest.is_empty() {
        let Some(at) = rest.find(['{', '}']) else {
            all.push(Part::Plain(rest));
            break;
        };
        if rest[at..].starts_with('}') {
            return Err(Brace::Close);
        }
        if at > 0 {
            all.push(Part::Plain(&rest[..at]));
        }
        let inside = &rest[at + 1..];
        let end = inside.find(['{', '}']).filter(|e| inside[*e..].starts_with('}')).ok_or(Brace::Open)?;
        all.push(Part::Slot(inside[..end].trim()));
        rest = &inside[end + 1..];
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn braces_are_read_once() {
        let slot = |s| Part::Slot(s);
        assert_eq!(parts("{a}您好{ b.c }").unwrap(), [slot("a"), Part::Plain("您好"), slot("b.c")]);
        assert_eq!(parts("").unwrap(), []);
        for (text, wrong) in
            [("{a", Brace::Open), ("{a{b}}", Brace::Open), ("a}", Brace::Close), ("{a}}", Brace::Close)]
        {
            assert_eq!(parts(text), Err(wrong), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_read_is_what_was_written(text in "[^{}]{0,12}(\\{[a-z]{1,4}\\}[^{}]{0,6}){0,4}") {
            let back: String = parts(&text).unwrap().iter().map(|p| match p {
                Part::Plain(t) => (*t).to_owned(),
                Part::Slot(s) => format!("{{{s}}}"),
            }).collect();
            prop_assert_eq!(back, text);
        }

        #[test]
        fn no_text_makes_it_panic(text in ".{0,60}") {
            let _ = parts(&text);
        }
    }
}
