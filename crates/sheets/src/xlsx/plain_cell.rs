//! Reads the form in which nearly all cells are written, `<c r="B5" s="1" t="s"><v>12</v></c>`, in one go. Anything
//! else, and anything doubtful, is left to the scanner; taking this road makes reading twice as fast.

use crate::limits::MAX_COLUMNS;

/// A cell of the usual form.
#[derive(Debug, PartialEq)]
pub(super) struct PlainCell<'a> {
    /// Column, from 0.
    pub column: u32,
    /// Number of its format.
    pub style: u32,
    /// The value is the number of a shared text.
    pub shared: bool,
    /// What stands inside `v`: characters of a number only.
    pub value: &'a [u8],
    /// Bytes of the whole cell.
    pub length: usize,
}

/// No number is longer; what is, is left to the scanner and its limits.
const LONGEST: usize = 64;

/// The cell at the start of these bytes, if it is of the usual form and complete.
pub(super) fn plain_cell(bytes: &[u8]) -> Option<PlainCell<'_>> {
    let mut rest = bytes.strip_prefix(b"<c r=\"")?;
    let mut column = 0;
    while let [letter @ b'A'..=b'Z', tail @ ..] = rest {
        column = column * 26 + u32::from(letter - b'A') + 1;
        if column > MAX_COLUMNS {
            return None;
        }
        rest = tail;
    }
    // The row is known from the row.
    rest = &rest[digits(rest)?..];
    rest = rest.strip_prefix(b"\"")?;
    let mut style = 0;
    if let Some(tail) = rest.strip_prefix(b" s=\"") {
        let length = digits(tail).filter(|&n| n < 7)?;
        style = tail[..length].iter().fold(0, |n, d| n * 10 + u32::from(d - b'0'));
        rest = tail[length..].strip_prefix(b"\"")?;
    }
    let without_type = rest;
    rest = rest.strip_prefix(b" t=\"s\"").unwrap_or(rest);
    let shared = rest.len() < without_type.len();
    rest = rest.strip_prefix(b"><v>")?;
    let length = rest
        .iter()
        .take(LONGEST)
        .position(|b| !matches!(b, b'0'..=b'9' | b'.' | b'-' | b'+' | b'E' | b'e'))?;
    let (value, end) = rest.split_at(length);
    let tail = end.strip_prefix(b"</v></c>")?;
    let is_whole = column > 0 && !value.is_empty();
    is_whole.then(|| PlainCell { column: column - 1, style, shared, value, length: bytes.len() - tail.len() })
}

/// How many digits stand at the start; at least one.
fn digits(bytes: &[u8]) -> Option<usize> {
    bytes.iter().take(8).position(|b| !b.is_ascii_digit()).filter(|&n| n > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_form() {
        let bytes = b"<c r=\"AB12\" s=\"34\" t=\"s\"><v>56</v></c><c r";
        let expected =
            PlainCell { column: 27, style: 34, shared: true, value: b"56", length: bytes.len() - 4 };
        assert_eq!(plain_cell(bytes), Some(expected));
        let number = plain_cell(b"<c r=\"A1\"><v>-1.5E+3</v></c>").unwrap();
        assert_eq!((number.value, number.shared, number.style), (&b"-1.5E+3"[..], false, 0));
    }

    #[test]
    fn anything_else_is_left_alone() {
        for bytes in [
            "<c r=\"A1\"><v>1</v></c",
            "<c r=\"A1\"/>",
            "<c r=\"A1\"><v></v></c>",
            "<c r=\"A1\"><f>1</f><v>1</v></c>",
            "<c r=\"A1\" t=\"str\"><v>1</v></c>",
            "<c r=\"A1\" t=\"s\" s=\"1\"><v>1</v></c>",
            "<c r=\"A1\" s=\"12345678\"><v>1</v></c>",
            "<c r=\"A1\"><v>1&#48;</v></c>",
            "<c r=\"1\"><v>1</v></c>",
            "<c r=\"A\"><v>1</v></c>",
            "<c r=\"XFE1\"><v>1</v></c>",
            "<c><v>1</v></c>",
            "<x:c r=\"A1\"><x:v>1</x:v></x:c>",
            "",
        ] {
            assert_eq!(plain_cell(bytes.as_bytes()), None, "{bytes}");
        }
    }
}
