//! Cells as text.

use kernel::text::clean;

use super::Defect;
use crate::cell::{RawCell, RawValue};

/// The content of a cell as clean text (`kernel::text::clean`); numbers as Excel shows them. Empty for an empty cell.
///
/// # Errors
/// [`Defect::CellError`] where the cell holds `#N/A` or the like.
pub fn cell_text(cell: &RawCell<'_>) -> Result<String, Defect> {
    match cell.value {
        RawValue::Empty => Ok(String::new()),
        RawValue::Error(text) => Err(Defect::CellError(text.to_owned())),
        _ => Ok(clean(&cell.text())),
    }
}

/// A spreadsheet would take this text for a formula: it starts with `=`, `+`, `-` or `@` (full width included, after
/// any invisible characters), or with a tab or line break.
#[must_use]
pub fn is_formula_like(text: &str) -> bool {
    // What begins with a letter, a digit or an ideograph does so however it is normalised.
    if text.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '\u{4e00}'..='\u{9fff}')) {
        return false;
    }
    text.starts_with(['\t', '\r', '\n']) || clean(text).starts_with(['=', '+', '-', '@'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas() {
        for text in
            ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "＝1+1", " =1", "\u{feff}=1", "\t1", "\u{200b}-2"]
        {
            assert!(is_formula_like(text), "{text:?}");
        }
        for text in ["王丽", "a=b", "", "1-2", "'=1"] {
            assert!(!is_formula_like(text), "{text:?}");
        }
    }

    #[test]
    fn cells() {
        let of = |value| cell_text(&RawCell { value, ..RawCell::EMPTY });
        assert_eq!(of(RawValue::Text(" 王\u{200b}丽\u{3000}")), Ok("王丽".into()));
        assert_eq!(
            of(RawValue::Number { text: "1.38E+10", value: 1.38e10, is_date: false }),
            Ok("13800000000".into())
        );
        assert_eq!(of(RawValue::Empty), Ok(String::new()));
        assert_eq!(of(RawValue::Error("#REF!")), Err(Defect::CellError("#REF!".into())));
    }
}
