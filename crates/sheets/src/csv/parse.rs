//! Separators and quotes. As in Excel, a quote means something only at the start of a field, and what follows the
//! closing quote belongs to the field as it stands.

use std::io::Read;

use super::decode::Decoded;
use crate::cell::{RowBuffer, Slot};
use crate::limits::{MAX_COLUMNS, MAX_ROWS, ROW_BYTES};
use crate::{Limits, SheetError};

/// Characters that separate fields, the likeliest first.
const SEPARATORS: [char; 3] = [',', '\t', ';'];

/// Lines that are looked at to find the separator.
const LOOKED_AT: usize = 50;

/// The separator that gives the first lines the most fields.
pub(super) fn separator(head: &str) -> char {
    let fields = |separator: char| -> usize {
        let mut widths: Vec<usize> = head.lines().take(LOOKED_AT).map(|l| count(l, separator)).collect();
        widths.sort_unstable();
        // The typical line decides; a title line or a sentence with commas does not.
        widths.get(widths.len().saturating_sub(1) / 2).copied().unwrap_or(0) * 1_000
            + widths.last().copied().unwrap_or(0)
    };
    let mut best = SEPARATORS[0];
    for candidate in SEPARATORS {
        if fields(candidate) > fields(best) {
            best = candidate;
        }
    }
    best
}

fn count(line: &str, separator: char) -> usize {
    let mut quoted = false;
    line.chars()
        .filter(|&c| {
            quoted ^= c == '"';
            c == separator && !quoted
        })
        .count()
}

/// Splits decoded text into rows.
pub(super) struct Parser<R> {
    source: Decoded<R>,
    separator: char,
    text: String,
    at: usize,
    number: u32,
}

impl<R: Read> Parser<R> {
    pub fn new(source: Decoded<R>, separator: char) -> Self {
        Self { source, separator, text: String::new(), at: 0, number: 0 }
    }

    /// Bytes of the file behind us, give or take a buffer.
    pub fn consumed(&self) -> u64 {
        self.source.consumed
    }

    fn peek(&mut self) -> Result<Option<char>, SheetError> {
        while self.at >= self.text.len() {
            self.text.clear();
            self.at = 0;
            if !self.source.more(&mut self.text)? && self.text.is_empty() {
                return Ok(None);
            }
        }
        Ok(self.text[self.at..].chars().next())
    }

    fn take(&mut self) -> Result<Option<char>, SheetError> {
        let c = self.peek()?;
        self.at += c.map_or(0, char::len_utf8);
        Ok(c)
    }

    /// Reads one row with all its fields; `false` at the end of the file.
    pub fn row(&mut self, buffer: &mut RowBuffer, limits: &Limits) -> Result<bool, SheetError> {
        buffer.clear();
        if self.peek()?.is_none() {
            return Ok(false);
        }
        self.number += 1;
        if self.number > MAX_ROWS {
            return Err(SheetError::TooLarge { what: "rows", limit: u64::from(MAX_ROWS) });
        }
        let mut column = 0;
        loop {
            let start = buffer.text.len();
            let ended = self.field(&mut buffer.text, limits)?;
            let end = buffer.text.len();
            if column >= MAX_COLUMNS {
                return Err(SheetError::damaged(format!("row {}", self.number), "too many columns"));
            }
            buffer.push(column, Slot::Text { start: start as u32, end: end as u32 }, false);
            column += 1;
            if ended {
                return Ok(true);
            }
        }
    }

    /// Reads one field and the separator after it; `true` at the end of the row.
    fn field(&mut self, into: &mut String, limits: &Limits) -> Result<bool, SheetError> {
        let start = into.len();
        if self.peek()? == Some('"') {
            self.at += 1;
            self.quoted(into, start, limits)?;
        }
        loop {
            self.plain(into);
            if into.len() - start > limits.cell_bytes || into.len() > ROW_BYTES {
                return Err(self.too_long(limits));
            }
            match self.take()? {
                None | Some('\n') => return Ok(true),
                Some('\r') => {
                    if self.peek()? == Some('\n') {
                        self.at += 1;
                    }
                    return Ok(true);
                }
                Some(c) if c == self.separator => return Ok(false),
                Some(c) => into.push(c),
            }
        }
    }

    /// Copies the characters in the buffer that mean nothing special, in one go.
    fn plain(&mut self, into: &mut String) {
        let rest = &self.text.as_bytes()[self.at..];
        let length = memchr::memchr3(self.separator as u8, b'\r', b'\n', rest).unwrap_or(rest.len());
        into.push_str(&self.text[self.at..self.at + length]);
        self.at += length;
    }

    /// Up to and over the closing quote.
    fn quoted(&mut self, into: &mut String, start: usize, limits: &Limits) -> Result<(), SheetError> {
        loop {
            match self.take()? {
                None => return Ok(()),
                Some('"') => {
                    if self.peek()? != Some('"') {
                        return Ok(());
                    }
                    self.at += 1;
                    into.push('"');
                }
                Some(c) => into.push(c),
            }
            if into.len() - start > limits.cell_bytes {
                return Err(self.too_long(limits));
            }
        }
    }

    /// Most likely a quote that is never closed and swallows the rest of the file.
    fn too_long(&self, limits: &Limits) -> SheetError {
        SheetError::damaged(
            format!("row {}", self.number),
            format!("a field of more than {} bytes, perhaps an unclosed quote", limits.cell_bytes),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::super::decode::Encoding;
    use super::*;

    fn rows(text: &str, separator: char) -> Vec<Vec<String>> {
        let mut parser = Parser::new(Decoded::new(text.as_bytes(), Encoding::Utf8), separator);
        let (mut buffer, mut all) = (RowBuffer::default(), Vec::new());
        while parser.row(&mut buffer, &Limits::default()).unwrap() {
            let row = buffer.cells.iter().map(|c| match c.slot {
                Slot::Text { start, end } => buffer.text[start as usize..end as usize].to_owned(),
                _ => unreachable!("text files hold text"),
            });
            all.push(row.collect());
        }
        all
    }

    #[test]
    fn quotes_and_line_ends() {
        assert_eq!(
            rows("a,\"b\r\n\"\"c\"\"\",d\r\n\r\n\"x\"y,z\"q\r\"\",\n", ','),
            [vec!["a", "b\r\n\"c\"", "d"], vec![""], vec!["xy", "z\"q"], vec!["", ""]]
        );
        assert_eq!(rows("a", ','), [["a"]]);
        assert_eq!(rows("\"open,\nend", ','), [["open,\nend"]]);
        assert!(rows("", ',').is_empty());
    }

    #[test]
    fn separators() {
        assert_eq!(separator("序号,姓名,单位\n1,王丽,甲\n"), ',');
        assert_eq!(separator("序号\t姓名\t单位\n1\t王丽\t甲,乙\n"), '\t');
        assert_eq!(separator("标题,一,二,三\n序号;姓名;单位\n1;王丽;\"甲;乙\"\n2;李四;丙"), ';');
        assert_eq!(separator("姓名\n王丽"), ',');
    }

    #[test]
    fn an_unclosed_quote_is_reported_with_its_row() {
        let text = format!("a,b\n\"{}", "c,d\n".repeat(100_000));
        let mut parser = Parser::new(Decoded::new(text.as_bytes(), Encoding::Utf8), ',');
        let mut buffer = RowBuffer::default();
        let limits = Limits::default();
        assert!(parser.row(&mut buffer, &limits).unwrap());
        let error = parser.row(&mut buffer, &limits).unwrap_err();
        assert!(matches!(error, SheetError::Damaged { part, .. } if part == "row 2"));
    }
}
