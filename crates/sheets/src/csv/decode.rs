//! From the bytes of a text file to characters, piece by piece.

use std::io::{self, BufRead, Read};

use encoding_rs::{CoderResult, Decoder, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use crate::SheetError;

/// How the text is written in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    Utf8,
    Utf16Le,
    Utf16Be,
    /// What Chinese Excel writes under "CSV"; GBK and GB2312 are parts of it.
    Gb18030,
}

/// Tells the encoding from a mark at the start or else from the whole content: valid UTF-8 throughout is UTF-8,
/// valid GB18030 (nearly) throughout is GB18030, anything else is not text.
pub(crate) fn sniff(mut source: impl BufRead, head: &[u8]) -> Result<Encoding, SheetError> {
    if head.starts_with(b"\xef\xbb\xbf") {
        return Ok(Encoding::Utf8);
    }
    if head.starts_with(b"\xff\xfe") {
        return Ok(Encoding::Utf16Le);
    }
    if head.starts_with(b"\xfe\xff") {
        return Ok(Encoding::Utf16Be);
    }
    let mut utf8 = Some(UTF_8.new_decoder_without_bom_handling());
    let mut gb = GB18030.new_decoder_without_bom_handling();
    let (mut faults, mut characters) = (0u64, 0u64);
    let mut scratch = vec![0u8; 64 << 10];
    loop {
        let piece = source.fill_buf()?;
        // Text has no zero bytes and next to no control characters.
        if piece.iter().any(|&b| b < 9 || (14..=26).contains(&b)) {
            return Err(SheetError::NotAWorkbook);
        }
        let (n, last) = (piece.len(), piece.is_empty());
        if let Some(decoder) = &mut utf8
            && !accepts(decoder, piece, last, &mut scratch)
        {
            utf8 = None;
        }
        faults += count_faults(&mut gb, piece, last, &mut scratch);
        characters += n as u64;
        source.consume(n);
        if last {
            break;
        }
    }
    if utf8.is_some() {
        Ok(Encoding::Utf8)
    } else if faults * 1_000 <= characters {
        Ok(Encoding::Gb18030)
    } else {
        Err(SheetError::NotAWorkbook)
    }
}

fn accepts(decoder: &mut Decoder, mut piece: &[u8], last: bool, scratch: &mut [u8]) -> bool {
    loop {
        let (result, read, _) = decoder.decode_to_utf8_without_replacement(piece, scratch, last);
        piece = &piece[read..];
        match result {
            encoding_rs::DecoderResult::InputEmpty => return true,
            encoding_rs::DecoderResult::OutputFull => {}
            encoding_rs::DecoderResult::Malformed(..) => return false,
        }
    }
}

fn count_faults(decoder: &mut Decoder, mut piece: &[u8], last: bool, scratch: &mut [u8]) -> u64 {
    let mut faults = 0;
    loop {
        let (result, read, _) = decoder.decode_to_utf8_without_replacement(piece, scratch, last);
        piece = &piece[read..];
        match result {
            encoding_rs::DecoderResult::InputEmpty => return faults,
            encoding_rs::DecoderResult::OutputFull => {}
            encoding_rs::DecoderResult::Malformed(..) => faults += 1,
        }
    }
}

/// Decodes a file piece by piece and drops the mark at its start.
pub(crate) struct Decoded<R> {
    source: R,
    decoder: Decoder,
    raw: Vec<u8>,
    held: usize,
    done: bool,
    /// Bytes taken from the file so far.
    pub consumed: u64,
}

impl<R: Read> Decoded<R> {
    pub fn new(source: R, encoding: Encoding) -> Self {
        let encoding = match encoding {
            Encoding::Utf8 => UTF_8,
            Encoding::Utf16Le => UTF_16LE,
            Encoding::Utf16Be => UTF_16BE,
            Encoding::Gb18030 => GB18030,
        };
        let decoder = encoding.new_decoder_with_bom_removal();
        Self { source, decoder, raw: vec![0; 64 << 10], held: 0, done: false, consumed: 0 }
    }

    /// Appends the next characters; `false` at the end. Bytes that are no character become U+FFFD.
    pub fn more(&mut self, into: &mut String) -> io::Result<bool> {
        if self.done {
            return Ok(false);
        }
        let n = self.source.read(&mut self.raw[self.held..])?;
        self.consumed += n as u64;
        let filled = self.held + n;
        let last = n == 0;
        into.reserve(filled * 3 + 16);
        let (result, read, _) = self.decoder.decode_to_string(&self.raw[..filled], into, last);
        self.raw.copy_within(read..filled, 0);
        self.held = filled - read;
        self.done = last && result == CoderResult::InputEmpty;
        Ok(!self.done)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(bytes: &[u8]) -> Option<Encoding> {
        sniff(bytes, &bytes[..bytes.len().min(4_096)]).ok()
    }

    fn text(bytes: &[u8], encoding: Encoding) -> String {
        let (mut decoded, mut all) = (Decoded::new(bytes, encoding), String::new());
        while decoded.more(&mut all).unwrap() {}
        all
    }

    #[test]
    fn encodings_are_told_apart() {
        let line = "姓名,证件号码\r\n王丽,330226199003070015\r\n";
        let gb = GB18030.encode(line).0.into_owned();
        let utf16: Vec<u8> =
            [0xff, 0xfe].into_iter().chain(line.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let with_mark = ["\u{feff}", line].concat();
        for (bytes, expected) in [
            (line.as_bytes(), Encoding::Utf8),
            (with_mark.as_bytes(), Encoding::Utf8),
            (&gb, Encoding::Gb18030),
            (&utf16, Encoding::Utf16Le),
        ] {
            let encoding = of(bytes).unwrap();
            assert_eq!(encoding, expected);
            assert_eq!(text(bytes, encoding), line);
        }
    }

    #[test]
    fn other_bytes_are_not_text() {
        assert_eq!(of(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), None);
        assert_eq!(of(b"%PDF-1.7\n%\x80\x81\x82\x01"), None);
        assert_eq!(of(&[0xff, 0xff, 0x80, 0x20, 0xff, 0xff, 0x20]), None);
    }

    #[test]
    fn a_character_on_the_border_of_two_pieces() {
        let line = "王".repeat(50_000);
        let shifted = format!("a{line}");
        assert_eq!(text(GB18030.encode(&shifted).0.as_ref(), Encoding::Gb18030), shifted);
        assert_eq!(of(shifted.as_bytes()), Some(Encoding::Utf8));
    }
}
