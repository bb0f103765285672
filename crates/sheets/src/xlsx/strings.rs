//! The shared texts of a workbook in one place: pieces of 1 MiB, and an address per text.
//!
//! Three million texts of 20 bytes take 60 MB and 12 MB of addresses; a `Vec<String>` would take 150 MB.

use std::io::Read;

use super::scan::{Scanner, Token, push_data, push_text};
use crate::cell::SharedTexts;
use crate::package::Package;
use crate::xml::unescape_control;
use crate::{Limits, SheetError};

const PIECE_BITS: u32 = 20;
const PIECE: usize = 1 << PIECE_BITS;

/// All shared texts, by number.
#[derive(Default)]
pub(crate) struct Strings {
    pieces: Vec<String>,
    addresses: Vec<u32>,
    bytes: u64,
}

impl Strings {
    /// Reads the part; without such a part there are no shared texts.
    pub fn read(package: &mut Package, part: Option<&str>, limits: &Limits) -> Result<Self, SheetError> {
        let mut strings = Self::default();
        let Some(part) = part.filter(|p| package.has(p)) else { return Ok(strings) };
        let source = package.stream(part, "strings", limits.sheet_bytes)?;
        strings.parse(part, source, limits)?;
        strings.addresses.shrink_to_fit();
        Ok(strings)
    }

    fn parse(&mut self, part: &str, source: impl Read, limits: &Limits) -> Result<(), SheetError> {
        let mut scanner = Scanner::new(part, source);
        let mut text = String::new();
        let mut in_text = false;
        // Readings of Chinese and Japanese characters are no part of the text.
        let mut in_reading = false;
        loop {
            match scanner.next()? {
                Token::Start { name: b"si", empty: true, .. } => self.push("", limits)?,
                Token::Start { name: b"si", .. } => text.clear(),
                Token::Start { name: b"t", empty, .. } => in_text = !empty && !in_reading,
                Token::End { name: b"t" } => in_text = false,
                Token::Start { name: b"rPh", empty, .. } => in_reading = !empty,
                Token::End { name: b"rPh" } => in_reading = false,
                Token::End { name: b"si" } => {
                    unescape_control(&mut text, 0);
                    self.push(&text, limits)?;
                    text.clear();
                }
                Token::Text(raw) if in_text => push_text(part, raw, &mut text)?,
                Token::Data(raw) if in_text => push_data(part, raw, &mut text)?,
                Token::Eof => return Ok(()),
                _ => {}
            }
            if text.len() > limits.cell_bytes {
                return Err(SheetError::TooLarge { what: "cell", limit: limits.cell_bytes as u64 });
            }
        }
    }

    /// Adds the next text.
    pub fn push(&mut self, text: &str, limits: &Limits) -> Result<(), SheetError> {
        if text.len() > PIECE {
            return Err(SheetError::TooLarge { what: "cell", limit: PIECE as u64 });
        }
        self.bytes += text.len() as u64 + 4;
        if self.bytes > limits.string_bytes || self.pieces.len() > (u32::MAX >> PIECE_BITS) as usize {
            return Err(SheetError::TooLarge { what: "strings", limit: limits.string_bytes });
        }
        // An address must lie inside its piece, so a full piece takes not even an empty text.
        if self.pieces.last().is_none_or(|p| p.len() + text.len() >= PIECE) {
            // A small workbook should not pay for a whole piece.
            let capacity = if self.pieces.is_empty() { 4_096 } else { PIECE };
            self.pieces.push(String::with_capacity(capacity));
        }
        let at = self.pieces.len() - 1;
        let piece = &mut self.pieces[at];
        self.addresses.push(((at as u32) << PIECE_BITS) | piece.len() as u32);
        piece.push_str(text);
        Ok(())
    }

    /// The text with this number, if there is one. It ends where the next one in its piece starts.
    pub fn get(&self, number: u32) -> Option<&str> {
        let place = |address: u32| (address >> PIECE_BITS, address as usize & (PIECE - 1));
        let (piece, start) = place(*self.addresses.get(number as usize)?);
        let text = self.pieces.get(piece as usize)?;
        let next = self.addresses.get(number as usize + 1).map(|&a| place(a));
        let end = next.filter(|(p, _)| *p == piece).map_or(text.len(), |(_, end)| end);
        text.get(start..end)
    }
}

impl SharedTexts for Strings {
    fn shared(&self, number: u32) -> &str {
        self.get(number).unwrap_or("")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(xml: &str) -> Strings {
        let mut s = Strings::default();
        s.parse("sst", xml.as_bytes(), &Limits::default()).unwrap();
        s
    }

    #[test]
    fn rich_text_is_joined_and_readings_are_skipped() {
        let s = parse(
            "<sst><si><r><t>王</t></r><r><rPr><b/></rPr><t xml:space=\"preserve\"> 丽</t></r>\
             <rPh sb=\"0\" eb=\"1\"><t>オウ</t></rPh></si><si/><si><t>a&amp;b&#65;_x000D_c_x00</t></si></sst>",
        );
        assert_eq!(s.get(0), Some("王 丽"));
        assert_eq!(s.get(1), Some(""));
        assert_eq!(s.get(2), Some("a&bA\rc_x00"));
        assert_eq!(s.get(3), None);
    }

    #[test]
    fn texts_survive_the_change_of_pieces() {
        let mut s = Strings::default();
        let limits = Limits::default();
        let texts: Vec<String> = (0..3_000).map(|n| format!("{n}").repeat(n % 700)).collect();
        for t in &texts {
            s.push(t, &limits).unwrap();
        }
        assert!(s.pieces.len() > 2);
        s.push(&"x".repeat(PIECE), &limits).unwrap();
        s.push("", &limits).unwrap();
        assert_eq!(s.get(3_000).map(str::len), Some(PIECE));
        assert_eq!(s.get(3_001), Some(""));
        for (n, t) in texts.iter().enumerate() {
            assert_eq!(s.get(n as u32), Some(t.as_str()));
        }
    }

    #[test]
    fn the_limit_counts_every_text() {
        let limits = Limits { string_bytes: 100, ..Limits::default() };
        let mut s = Strings::default();
        let end = (0..50).find_map(|_| s.push("abcdefgh", &limits).err());
        assert!(matches!(end, Some(SheetError::TooLarge { what: "strings", limit: 100 })));
    }
}
