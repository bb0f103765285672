//! Cell addresses: `B5` is row 5, column 1 (rows count from 1, columns from 0).

use crate::layout::Region;
use crate::limits::{MAX_COLUMNS, MAX_ROWS};

/// Row (from 1) and column (from 0) of an address such as `B5` or `$B$5`.
pub(crate) fn parse_cell(text: impl AsRef<[u8]>) -> Option<(u32, u32)> {
    let (mut column, mut row, mut letters, mut digits) = (0u32, 0u32, 0, 0);
    for &b in text.as_ref() {
        match b {
            b'$' => {}
            b'A'..=b'Z' | b'a'..=b'z' if digits == 0 && letters < 3 => {
                column = column * 26 + u32::from(b.to_ascii_uppercase() - b'A') + 1;
                letters += 1;
            }
            b'0'..=b'9' if letters > 0 && digits < 7 => {
                row = row * 10 + u32::from(b - b'0');
                digits += 1;
            }
            _ => return None,
        }
    }
    ((1..=MAX_COLUMNS).contains(&column) && (1..=MAX_ROWS).contains(&row)).then(|| (row, column - 1))
}

/// A region such as `A1:T1`; a single cell is a region too.
pub(crate) fn parse_region(text: &str) -> Option<Region> {
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    let ((r1, c1), (r2, c2)) = (parse_cell(first)?, parse_cell(last)?);
    (r1 <= r2 && c1 <= c2).then_some(Region {
        first_row: r1,
        last_row: r2,
        first_column: c1,
        last_column: c2,
    })
}

/// Letters of a column (from 0): 0 → `A`, 26 → `AA`.
#[must_use]
pub fn column_letters(column: u32) -> String {
    let mut n = column + 1;
    let mut letters = Vec::new();
    while n > 0 {
        letters.push(b'A' + ((n - 1) % 26) as u8);
        n = (n - 1) / 26;
    }
    letters.iter().rev().map(|&b| char::from(b)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        assert_eq!(parse_cell("A1"), Some((1, 0)));
        assert_eq!(parse_cell("$AB$12"), Some((12, 27)));
        assert_eq!(parse_cell("XFD1048576"), Some((1_048_576, 16_383)));
        for wrong in ["XFE1", "A1048577", "A0", "1", "A", "A1B", "", "AAAA1", "A99999999999"] {
            assert_eq!(parse_cell(wrong), None, "{wrong}");
        }
        assert_eq!(parse_region("A1:T3").map(|r| (r.last_row, r.last_column)), Some((3, 19)));
        assert_eq!(parse_region("T3:A1"), None);
    }

    #[test]
    fn letters_are_the_inverse() {
        for column in 0..MAX_COLUMNS {
            assert_eq!(parse_cell(format!("{}7", column_letters(column))), Some((7, column)));
        }
    }
}
