//! Records of a BIFF8 stream ([MS-XLS]) and the texts in them.

use crate::SheetError;

/// One record: its type, its place in the stream and its content.
#[derive(Clone, Copy)]
pub(super) struct Record<'a> {
    pub kind: u16,
    pub at: usize,
    pub data: &'a [u8],
}

impl Record<'_> {
    pub fn u16(&self, at: usize) -> Result<u16, SheetError> {
        let b = self.data.get(at..at + 2).ok_or_else(|| self.short())?;
        Ok(u16::from_le_bytes([b[0], b[1]]))
    }

    pub fn u32(&self, at: usize) -> Result<u32, SheetError> {
        let b = self.data.get(at..at + 4).ok_or_else(|| self.short())?;
        Ok(u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
    }

    pub fn f64(&self, at: usize) -> Result<f64, SheetError> {
        let b = self.data.get(at..at + 8).ok_or_else(|| self.short())?;
        Ok(f64::from_le_bytes([b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7]]))
    }

    pub fn u8(&self, at: usize) -> Result<u8, SheetError> {
        self.data.get(at).copied().ok_or_else(|| self.short())
    }

    fn short(&self) -> SheetError {
        SheetError::damaged("Workbook", format!("record {:04x} at {} is too short", self.kind, self.at))
    }
}

/// Walks over the records from a place in the stream; ends at the end or at the first broken record.
pub(super) struct Records<'a> {
    stream: &'a [u8],
    at: usize,
}

impl<'a> Records<'a> {
    pub fn new(stream: &'a [u8], at: usize) -> Self {
        Self { stream, at }
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let head = self.stream.get(self.at..self.at + 4)?;
        let kind = u16::from_le_bytes([head[0], head[1]]);
        let length = usize::from(u16::from_le_bytes([head[2], head[3]]));
        let record = Record { kind, at: self.at, data: self.stream.get(self.at + 4..self.at + 4 + length)? };
        self.at += 4 + length;
        Some(record)
    }
}

/// Record types used here.
pub(super) mod kind {
    pub const FORMULA: u16 = 0x0006;
    pub const EOF: u16 = 0x000A;
    pub const DATE_MODE: u16 = 0x0022;
    pub const FILE_PASS: u16 = 0x002F;
    pub const CONTINUE: u16 = 0x003C;
    pub const COLUMN_INFO: u16 = 0x007D;
    pub const BOUND_SHEET: u16 = 0x0085;
    pub const MUL_RK: u16 = 0x00BD;
    pub const RICH_STRING: u16 = 0x00D6;
    pub const XF: u16 = 0x00E0;
    pub const MERGED_CELLS: u16 = 0x00E5;
    pub const SST: u16 = 0x00FC;
    pub const LABEL_SST: u16 = 0x00FD;
    pub const NUMBER: u16 = 0x0203;
    pub const LABEL: u16 = 0x0204;
    pub const BOOL_ERR: u16 = 0x0205;
    pub const STRING: u16 = 0x0207;
    pub const ROW: u16 = 0x0208;
    pub const RK: u16 = 0x027E;
    pub const FORMAT: u16 = 0x041E;
    pub const BOF: u16 = 0x0809;
}

/// Reads across a record and the CONTINUE records after it.
pub(super) struct Cursor<'a> {
    pieces: Vec<&'a [u8]>,
    piece: usize,
    at: usize,
}

impl<'a> Cursor<'a> {
    /// A cursor over one piece.
    pub fn over(data: &'a [u8]) -> Self {
        Self { pieces: vec![data], piece: 0, at: 0 }
    }

    /// A cursor over the record at `at` and its continuations.
    pub fn joined(stream: &'a [u8], at: usize) -> Self {
        let mut records = Records::new(stream, at);
        let mut pieces: Vec<&[u8]> = records.next().map(|r| r.data).into_iter().collect();
        pieces.extend(records.take_while(|r| r.kind == kind::CONTINUE).map(|r| r.data));
        Self { pieces, piece: 0, at: 0 }
    }

    /// Bytes left in the present piece.
    fn left(&self) -> &'a [u8] {
        self.pieces.get(self.piece).and_then(|p| p.get(self.at..)).unwrap_or(&[])
    }

    fn next_piece(&mut self) -> bool {
        self.piece += 1;
        self.at = 0;
        self.piece < self.pieces.len()
    }

    pub fn u8(&mut self) -> Option<u8> {
        while self.left().is_empty() {
            if !self.next_piece() {
                return None;
            }
        }
        let b = self.left()[0];
        self.at += 1;
        Some(b)
    }

    pub fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.u8()?, self.u8()?]))
    }

    pub fn u32(&mut self) -> Option<u32> {
        Some(u32::from(self.u16()?) | u32::from(self.u16()?) << 16)
    }

    fn skip(&mut self, mut n: usize) -> Option<()> {
        while n > 0 {
            let step = n.min(self.left().len());
            self.at += step;
            n -= step;
            if n > 0 && !self.next_piece() {
                return None;
            }
        }
        Some(())
    }

    /// A text of `count` characters, formatting runs and readings included, appended to `into`.
    pub fn text(&mut self, count: usize, into: &mut String) -> Option<()> {
        let flags = self.u8()?;
        let runs = if flags & 0x08 != 0 { usize::from(self.u16()?) } else { 0 };
        let readings = if flags & 0x04 != 0 { self.u32()? as usize } else { 0 };
        self.characters(count, flags & 1 != 0, into)?;
        self.skip(runs * 4)?;
        self.skip(readings)
    }

    /// The characters alone. Where a text goes on in the next record, a new flag says how wide it is there.
    fn characters(&mut self, mut count: usize, mut wide: bool, into: &mut String) -> Option<()> {
        let mut units: Vec<u16> = Vec::new();
        while count > 0 {
            let left = self.left();
            if left.is_empty() {
                if !self.next_piece() {
                    return None;
                }
                wide = self.u8()? & 1 != 0;
                continue;
            }
            if wide {
                let n = count.min(left.len() / 2);
                units.extend(left[..n * 2].chunks_exact(2).map(|c| u16::from_le_bytes([c[0], c[1]])));
                self.at += n * 2;
                count -= n;
                if n == 0 {
                    // Half a character before the border: nothing sound can follow.
                    return None;
                }
            } else {
                let n = count.min(left.len());
                units.extend(left[..n].iter().map(|&b| u16::from(b)));
                self.at += n;
                count -= n;
            }
        }
        into.extend(char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)));
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_may_change_width_at_a_border() {
        let first = [&[0x00u8][..], b"ab"].concat();
        let second = [0x01, 0x8B, 0x73, 0x3D, 0x4E]; // 王 is 738B, 丽 is 4E3D
        let mut cursor = Cursor { pieces: vec![&first, &second], piece: 0, at: 0 };
        let mut text = String::new();
        cursor.text(4, &mut text).unwrap();
        assert_eq!(text, "ab王丽");
        assert!(cursor.u8().is_none());
    }

    #[test]
    fn runs_and_readings_are_skipped() {
        let data = [0x0C, 1, 0, 2, 0, 0, 0, b'x', b'y', 9, 9, 9, 9, 8, 8, 7];
        let mut cursor = Cursor::over(&data);
        let mut text = String::new();
        cursor.text(2, &mut text).unwrap();
        assert_eq!((text.as_str(), cursor.u8()), ("xy", Some(7)));
    }
}
