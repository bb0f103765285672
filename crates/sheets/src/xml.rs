//! Reading XML piece by piece: no document types (so no entities and no outside references), bounded tokens.

use std::borrow::Cow;
use std::io::{self, BufRead, BufReader, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::SheetError;
use crate::package::{LimitHit, read_error};

/// Longest tag or stretch of text that is taken into memory at once.
const TOKEN_BYTES: usize = 4 << 20;

/// Refuses a single tag or text that would fill the memory.
pub(crate) struct TokenGuard<R> {
    inner: BufReader<R>,
    since: usize,
}

impl<R: Read> Read for TokenGuard<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.inner.read(into)
    }
}

impl<R: Read> BufRead for TokenGuard<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.since > TOKEN_BYTES {
            return Err(io::Error::other(LimitHit { what: "cell", limit: TOKEN_BYTES as u64 }));
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, n: usize) {
        self.since += n;
        self.inner.consume(n);
    }
}

/// The parser, its buffer and the name of the part for errors.
pub(crate) struct Xml<'n, R: Read> {
    reader: Reader<TokenGuard<R>>,
    buffer: Vec<u8>,
    part: &'n str,
}

impl<'n, R: Read> Xml<'n, R> {
    /// Starts at the beginning of a part.
    pub fn new(part: &'n str, source: R) -> Self {
        let guard = TokenGuard { inner: BufReader::with_capacity(64 << 10, source), since: 0 };
        Self { reader: Reader::from_reader(guard), buffer: Vec::new(), part }
    }

    /// The next piece; `Event::Eof` at the end.
    pub fn next(&mut self) -> Result<Event<'_>, SheetError> {
        self.buffer.clear();
        self.reader.get_mut().since = 0;
        let part = self.part;
        match self.reader.read_event_into(&mut self.buffer) {
            Ok(Event::DocType(_)) => Err(SheetError::damaged(part, "a document type is not accepted")),
            Ok(event) => Ok(event),
            Err(quick_xml::Error::Io(e)) => Err(read_error(part, &e)),
            Err(e) => Err(SheetError::damaged(part, e)),
        }
    }

    /// Gives up parsing at the present place; the bytes that follow can be read.
    pub fn into_bytes(self) -> BufReader<R> {
        self.reader.into_inner().inner
    }

    /// Skips to the end of the element whose start was just read.
    pub fn skip(&mut self) -> Result<(), SheetError> {
        let mut depth = 0usize;
        loop {
            match self.next()? {
                Event::Start(_) => depth += 1,
                Event::End(_) if depth == 0 => return Ok(()),
                Event::End(_) => depth -= 1,
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }
}

/// Calls `each(local name, value as written)` for every attribute; malformed attributes end the list.
pub(crate) fn attributes<'a>(start: &'a BytesStart<'_>, mut each: impl FnMut(&'a str, &'a str)) {
    for attribute in start.attributes().with_checks(false) {
        let Ok(attribute) = attribute else { return };
        let name = attribute.key.local_name().into_inner();
        if let Cow::Borrowed(value) = attribute.value {
            each(name, value);
        }
    }
}

/// The value of one attribute with entities resolved.
pub(crate) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut found = None;
    attributes(start, |n, value| {
        if n == name && found.is_none() {
            found = Some(unescape(value));
        }
    });
    found
}

/// Resolves the five entities of XML and character references; anything else stays as it is.
pub(crate) fn unescape(text: &str) -> String {
    quick_xml::escape::unescape(text).map_or_else(|_| text.to_owned(), Cow::into_owned)
}

/// Writes text for use between tags or in an attribute, without the characters that XML 1.0 forbids.
pub(crate) fn escape_into(into: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => into.push_str("&amp;"),
            '<' => into.push_str("&lt;"),
            '>' => into.push_str("&gt;"),
            '"' => into.push_str("&quot;"),
            '\n' => into.push_str("&#10;"),
            '\t' => into.push('\t'),
            c if c < ' ' || c == '\u{FFFE}' || c == '\u{FFFF}' => {}
            c => into.push(c),
        }
    }
}

/// Resolves Excel's own escapes, `_x000D_` for a control character.
pub(crate) fn unescape_control(text: &mut String, from: usize) {
    if !text[from..].contains("_x") {
        return;
    }
    let tail = text[from..].to_owned();
    text.truncate(from);
    let mut rest = tail.as_str();
    while let Some(at) = rest.find("_x") {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let code = rest.get(2..6).filter(|h| h.bytes().all(|b| b.is_ascii_hexdigit()));
        let code = code.filter(|_| rest.as_bytes().get(6) == Some(&b'_'));
        match code.and_then(|h| u32::from_str_radix(h, 16).ok()).and_then(char::from_u32) {
            Some(c) => {
                text.push(c);
                rest = &rest[7..];
            }
            None => {
                text.push_str("_x");
                rest = &rest[2..];
            }
        }
    }
    text.push_str(rest);
}

/// Writes a piece exactly as it was read.
pub(crate) fn copy(event: &Event<'_>, out: &mut impl io::Write) -> io::Result<()> {
    let (before, content, after): (&str, &str, &str) = match event {
        Event::Start(e) => ("<", e, ">"),
        Event::End(e) => ("</", e, ">"),
        Event::Empty(e) => ("<", e, "/>"),
        Event::Text(e) => ("", e, ""),
        Event::CData(e) => ("<![CDATA[", e, "]]>"),
        Event::Comment(e) => ("<!--", e, "-->"),
        Event::Decl(e) => ("<?", e, "?>"),
        Event::PI(e) => ("<?", e, "?>"),
        Event::GeneralRef(e) => ("&", e, ";"),
        // The reader refuses document types.
        Event::DocType(_) | Event::Eof => return Ok(()),
    };
    out.write_all(before.as_bytes())?;
    out.write_all(content.as_bytes())?;
    out.write_all(after.as_bytes())
}
