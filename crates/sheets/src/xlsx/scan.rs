//! A scanner for the two parts that can be hundreds of megabytes: rows and shared texts. It knows as much of XML as
//! stands in these parts and is several times faster than a general reader, which sees the small parts and whatever
//! comes before the rows. It lends pieces of its window and allocates nothing per tag.

use std::io::{self, Read};

use crate::SheetError;
use crate::package::{LimitHit, read_error};

/// Bytes read at a time.
const PIECE: usize = 128 << 10;

/// Longest tag or stretch of text.
const TOKEN_BYTES: usize = 4 << 20;

/// A piece of the document.
#[derive(Debug, PartialEq)]
pub(crate) enum Token<'a> {
    /// `<row r="5">` or, with `empty`, `<row r="5"/>`; the name without its prefix.
    Start { name: &'a [u8], attributes: &'a [u8], empty: bool },
    /// `</row>`.
    End { name: &'a [u8] },
    /// Text as written, references unresolved.
    Text(&'a [u8]),
    /// The content of a CDATA section.
    Data(&'a [u8]),
    /// A comment or a processing instruction.
    Other,
    /// The end of the part.
    Eof,
}

/// What the next token is, as places in the window.
enum Found {
    Tag { end: usize },
    Text { end: usize },
    Data { end: usize },
    Other { end: usize },
    Eof,
}

/// A window that slides over the part.
pub(crate) struct Scanner<'n, R> {
    source: R,
    part: &'n str,
    window: Vec<u8>,
    at: usize,
    filled: usize,
    ended: bool,
}

impl<'n, R: Read> Scanner<'n, R> {
    pub fn new(part: &'n str, source: R) -> Self {
        Self { source, part, window: vec![0; PIECE], at: 0, filled: 0, ended: false }
    }

    /// The reader that the bytes come from.
    pub fn source(&self) -> &R {
        &self.source
    }

    /// The bytes that are at hand without reading on.
    pub fn at_hand(&self) -> &[u8] {
        &self.window[self.at..self.filled]
    }

    /// Passes over some of the bytes at hand.
    pub fn pass(&mut self, length: usize) {
        self.at = (self.at + length).min(self.filled);
    }

    /// The next token.
    pub fn next(&mut self) -> Result<Token<'_>, SheetError> {
        self.next_raw().map(|(token, _)| token)
    }

    /// The next token and its bytes as they stand in the part.
    pub fn next_raw(&mut self) -> Result<(Token<'_>, &[u8]), SheetError> {
        let found = self.find()?;
        // `find` may have moved the window, so the start is known only now.
        let start = self.at;
        self.at = match found {
            Found::Tag { end } => end + 1,
            Found::Data { end } => end + b"]]>".len(),
            Found::Text { end } | Found::Other { end } => end,
            Found::Eof => start,
        };
        let raw = &self.window[start..self.at];
        let token = match found {
            Found::Tag { end } => tag(&self.window[start + 1..end]),
            Found::Data { end } => Token::Data(&self.window[start + b"<![CDATA[".len()..end]),
            Found::Text { .. } => Token::Text(raw),
            Found::Other { .. } => Token::Other,
            Found::Eof => Token::Eof,
        };
        Ok((token, raw))
    }

    fn find(&mut self) -> Result<Found, SheetError> {
        if self.at == self.filled && !self.more()? {
            return Ok(Found::Eof);
        }
        if self.window[self.at] != b'<' {
            return Ok(match self.until(b"<", 0)? {
                Some(end) => Found::Text { end },
                None => Found::Text { end: self.filled },
            });
        }
        while self.filled - self.at < b"<![CDATA[".len() && self.more()? {}
        let rest = &self.window[self.at..self.filled];
        if rest.starts_with(b"<![CDATA[") {
            let end = self.until(b"]]>", 9)?.ok_or_else(|| self.broken())?;
            return Ok(Found::Data { end });
        }
        let (close, skip): (&[u8], usize) = if rest.starts_with(b"<!--") {
            (b"-->", 4)
        } else if rest.starts_with(b"<?") {
            (b"?>", 2)
        } else if rest.starts_with(b"<!") {
            return Err(SheetError::damaged(self.part, "a document type is not accepted"));
        } else {
            return Ok(Found::Tag { end: self.tag_end()? });
        };
        let end = self.until(close, skip)?.ok_or_else(|| self.broken())?;
        Ok(Found::Other { end: end + close.len() })
    }

    /// The `>` of the tag at hand; one inside quotes does not count.
    fn tag_end(&mut self) -> Result<usize, SheetError> {
        let mut from = 1;
        loop {
            let end = self.until(b">", from)?.ok_or_else(|| self.broken())?;
            if quotes_are_closed(&self.window[self.at..end]) {
                return Ok(end);
            }
            from = end + 1 - self.at;
        }
    }

    /// The place of `what`, at least `skip` bytes ahead; reads on as needed. `None` at the end of the part.
    fn until(&mut self, what: &[u8], skip: usize) -> Result<Option<usize>, SheetError> {
        let mut from = self.at + skip;
        loop {
            let rest = self.window.get(from..self.filled).unwrap_or(&[]);
            let found = match what {
                [one] => memchr::memchr(*one, rest),
                _ => memchr::memmem::find(rest, what),
            };
            if let Some(n) = found {
                return Ok(Some(from + n));
            }
            // The first bytes of `what` may already be there.
            let seen = (self.filled - self.at).saturating_sub(what.len() - 1).max(skip);
            if !self.more()? {
                return Ok(None);
            }
            from = self.at + seen;
        }
    }

    /// Reads another piece behind what is still needed; `false` at the end of the part.
    fn more(&mut self) -> Result<bool, SheetError> {
        if self.ended {
            return Ok(false);
        }
        if self.at > 0 {
            self.window.copy_within(self.at..self.filled, 0);
            self.filled -= self.at;
            self.at = 0;
        }
        if self.filled == self.window.len() {
            if self.filled >= TOKEN_BYTES {
                let hit = LimitHit { what: "cell", limit: TOKEN_BYTES as u64 };
                return Err(read_error(self.part, &io::Error::other(hit)));
            }
            self.window.resize(self.window.len() * 2, 0);
        }
        let n = self.source.read(&mut self.window[self.filled..]).map_err(|e| read_error(self.part, &e))?;
        self.filled += n;
        self.ended = n == 0;
        Ok(n > 0)
    }

    fn broken(&self) -> SheetError {
        SheetError::damaged(self.part, "the part breaks off")
    }
}

/// No quotation is open at the end of these bytes.
fn quotes_are_closed(bytes: &[u8]) -> bool {
    let double = bytes.iter().filter(|&&b| b == b'"').count();
    if !bytes.contains(&b'\'') {
        return double % 2 == 0;
    }
    let mut quote = None;
    for &b in bytes {
        match quote {
            None if b == b'"' || b == b'\'' => quote = Some(b),
            Some(open) if open == b => quote = None,
            _ => {}
        }
    }
    quote.is_none()
}

/// Takes the inside of a tag apart.
fn tag(inside: &[u8]) -> Token<'_> {
    if let Some(name) = inside.strip_prefix(b"/") {
        return Token::End { name: local(name.trim_ascii_end()) };
    }
    let (inside, empty) = match inside.strip_suffix(b"/") {
        Some(inside) => (inside, true),
        None => (inside, false),
    };
    let length = inside.iter().position(u8::is_ascii_whitespace).unwrap_or(inside.len());
    let (name, attributes) = inside.split_at(length);
    Token::Start { name: local(name), attributes, empty }
}

fn local(name: &[u8]) -> &[u8] {
    name.iter().position(|&b| b == b':').map_or(name, |at| &name[at + 1..])
}

/// Calls `each(name, value)`, both as written, for every attribute; a malformed one ends the list.
pub(crate) fn attributes<'a>(mut rest: &'a [u8], mut each: impl FnMut(&'a [u8], &'a [u8])) {
    loop {
        rest = rest.trim_ascii_start();
        let Some(equals) = rest.iter().position(|&b| b == b'=') else { return };
        let name = rest[..equals].trim_ascii_end();
        rest = rest[equals + 1..].trim_ascii_start();
        let Some((&quote @ (b'"' | b'\''), value)) = rest.split_first() else { return };
        let Some(end) = value.iter().position(|&b| b == quote) else { return };
        each(name, &value[..end]);
        rest = &value[end + 1..];
    }
}

/// Appends the content of a CDATA section.
pub(crate) fn push_data(part: &str, raw: &[u8], into: &mut String) -> Result<(), SheetError> {
    into.push_str(std::str::from_utf8(raw).map_err(|e| SheetError::damaged(part, e))?);
    Ok(())
}

/// Appends text with references resolved and line ends as XML has them. References that nobody explained, which
/// only a document type could, are nothing.
pub(crate) fn push_text(part: &str, raw: &[u8], into: &mut String) -> Result<(), SheetError> {
    let text = std::str::from_utf8(raw).map_err(|e| SheetError::damaged(part, e))?;
    if memchr::memchr2(b'&', b'\r', raw).is_none() {
        into.push_str(text);
        return Ok(());
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let known = |name: &str| Some(quick_xml::escape::resolve_xml_entity(name).unwrap_or(""));
    match quick_xml::escape::unescape_with(&text, known) {
        Ok(resolved) => into.push_str(&resolved),
        Err(e) => return Err(SheetError::damaged(part, e)),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives one byte at a time: every border falls everywhere.
    struct Drip<'a>(&'a [u8]);

    impl Read for Drip<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let Some((&first, rest)) = self.0.split_first() else { return Ok(0) };
            into[0] = first;
            self.0 = rest;
            Ok(1)
        }
    }

    fn tokens(xml: &str, drip: bool) -> Result<Vec<String>, SheetError> {
        let source: Box<dyn Read> =
            if drip { Box::new(Drip(xml.as_bytes())) } else { Box::new(xml.as_bytes()) };
        let mut scanner = Scanner::new("part", source);
        let mut all = Vec::new();
        let text = |b: &[u8]| String::from_utf8_lossy(b).into_owned();
        loop {
            let token = match scanner.next()? {
                Token::Eof => return Ok(all),
                Token::Start { name, attributes: raw, empty } => {
                    let mut shown = format!("{}{}", text(name), if empty { "/" } else { "" });
                    attributes(raw, |n, v| shown += &format!(" {}={}", text(n), text(v)));
                    shown
                }
                Token::End { name } => format!("/{}", text(name)),
                Token::Text(t) => format!("={}", text(t)),
                Token::Data(t) => format!("!{}", text(t)),
                Token::Other => continue,
            };
            // Text may come in several pieces.
            match all.last_mut() {
                Some(last) if last.starts_with('=') && token.starts_with('=') => last.push_str(&token[1..]),
                _ => all.push(token),
            }
        }
    }

    #[test]
    fn tokens_are_the_same_however_they_arrive() {
        let xml = "<?xml version=\"1.0\"?><!-- > --><x:row r = \"5\" x:a='>\"'\n><c/><v >1&amp;2</v ><![CDATA[a]]b<>]]></x:row>end";
        let expected = ["row r=5 x:a=>\"", "c/", "v", "=1&amp;2", "/v", "!a]]b<>", "/row", "=end"];
        for drip in [false, true] {
            assert_eq!(tokens(xml, drip).unwrap(), expected);
        }
    }

    #[test]
    fn the_bytes_of_all_tokens_are_the_part() {
        let xml = "<?xml?><!-- c --><a b='>'><![CDATA[x]]>&amp; y\r\n</a ><d/>";
        let mut scanner = Scanner::new("part", Drip(xml.as_bytes()));
        let mut all = Vec::new();
        while let (token, raw) = scanner.next_raw().unwrap()
            && token != Token::Eof
        {
            all.extend_from_slice(raw);
        }
        assert_eq!(String::from_utf8(all).unwrap(), xml);
    }

    #[test]
    fn what_breaks_off_is_damaged() {
        for xml in ["<row", "<row r=\"5>", "<!-- x", "<![CDATA[x]]", "<?xml", "<!DOCTYPE x>", "<!x>"] {
            assert!(matches!(tokens(xml, false), Err(SheetError::Damaged { .. })), "{xml}");
        }
    }

    #[test]
    fn long_texts_and_the_limit() {
        let long = format!("<v>{}</v>", "x".repeat(1_000_000));
        assert_eq!(tokens(&long, false).unwrap()[1].len(), 1_000_001);
        let endless = format!("<v a=\"{}", "x".repeat(TOKEN_BYTES * 2));
        assert!(matches!(tokens(&endless, false), Err(SheetError::TooLarge { what: "cell", .. })));
    }

    #[test]
    fn references() {
        let mut text = String::new();
        push_text("part", "a&amp;b&#20029;\r\n&x;\rc".as_bytes(), &mut text).unwrap();
        assert_eq!(text, "a&b丽\n\nc");
        assert!(push_text("part", &[0xff], &mut text).is_err());
    }
}
