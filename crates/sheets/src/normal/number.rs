//! Numbers of identity documents, credit codes and the like.

use kernel::text::{clean, number_text};

use super::{Defect, is_formula_like};
use crate::cell::{RawCell, RawValue};

/// Digits that a numeric cell keeps faithfully.
const FAITHFUL: f64 = 1e15;

/// The number of a document from a cell, as `kernel::text::number_text`. `None` for an empty cell. Whether it is a
/// right number is not judged here.
///
/// # Errors
/// [`Defect::NumberDestroyed`] for a numeric cell beyond 15 digits even where the check digit fits,
/// [`Defect::NumberRounded`] for text in exponent form, [`Defect::NumberNotWhole`], [`Defect::CellError`],
/// [`Defect::FormulaLike`].
pub fn document_number(cell: &RawCell<'_>) -> Result<Option<String>, Defect> {
    match cell.value {
        RawValue::Empty => Ok(None),
        RawValue::Number { value, .. } => {
            if value.abs() >= FAITHFUL {
                Err(Defect::NumberDestroyed)
            } else if value < 0.0 || value.fract() != 0.0 {
                Err(Defect::NumberNotWhole)
            } else {
                Ok(Some(format!("{value:.0}")))
            }
        }
        RawValue::Error(text) => Err(Defect::CellError(text.to_owned())),
        RawValue::Bool(b) => Ok(Some(if b { "TRUE" } else { "FALSE" }.to_owned())),
        RawValue::Text(text) => from_text(text),
    }
}

fn from_text(raw: &str) -> Result<Option<String>, Defect> {
    let text = clean(raw);
    // The way to make Excel keep a number when it opens a text file: ="330226…".
    let unwrapped = text.strip_prefix("=\"").and_then(|t| t.strip_suffix('"'));
    let unwrapped = unwrapped.filter(|t| t.chars().all(char::is_alphanumeric));
    let text = unwrapped.unwrap_or(&text);
    if is_formula_like(text) {
        return Err(Defect::FormulaLike(Defect::shown(text)));
    }
    let compact = number_text(text);
    if is_exponent(&compact) {
        return Err(Defect::NumberRounded);
    }
    Ok((!compact.is_empty()).then_some(compact))
}

/// `3.30226E+17`, but not a passport such as `5E1234567`.
fn is_exponent(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once('E') else { return false };
    let digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let signed = exponent.strip_prefix('+');
    digits(whole)
        && digits(fraction)
        && digits(signed.unwrap_or(exponent))
        && (signed.is_some() || mantissa.contains('.'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(t: &str) -> Result<Option<String>, Defect> {
        document_number(&RawCell { value: RawValue::Text(t), ..RawCell::EMPTY })
    }

    fn number(t: &str) -> Result<Option<String>, Defect> {
        let value = RawValue::Number { text: t, value: t.parse().unwrap(), is_date: false };
        document_number(&RawCell { value, ..RawCell::EMPTY })
    }

    #[test]
    fn texts() {
        for (raw, expected) in [
            ("330226199003070015", "330226199003070015"),
            ("３３０２２６１９９００３０７００１５", "330226199003070015"),
            (" 330226 19900307 0015\u{200b}", "330226199003070015"),
            ("330226-19900307-0015", "330226199003070015"),
            ("'330226199003070015", "330226199003070015"),
            ("\t330226199003070015\r\n", "330226199003070015"),
            ("=\"330226199003070015\"", "330226199003070015"),
            ("11010519491231002x", "11010519491231002X"),
            ("11010519491231002×", "11010519491231002X"),
            ("11010519491231002Ｘ", "11010519491231002X"),
            ("11010519491231002ｘ", "11010519491231002X"),
            ("11010519491231002х", "11010519491231002X"),
            ("330226870615001.0", "330226870615001"),
            ("h12345678", "H12345678"),
            ("5E1234567", "5E1234567"),
            ("3.5", "3.5"),
        ] {
            assert_eq!(text(raw), Ok(Some(expected.to_owned())), "{raw:?}");
        }
        assert_eq!(text(" \u{3000}"), Ok(None));
    }

    #[test]
    fn destroyed_numbers_are_never_repaired() {
        // The last one passes the check digit by chance (docs/rules §28.1).
        for raw in ["330226199003070015", "3.30226199003070E+17", "330226199003070016", "1000000000000000"] {
            assert!(matches!(number(raw), Err(Defect::NumberDestroyed)), "{raw}");
        }
        for raw in ["3.30226E+17", "3.30226e+17", "３.３０２２６Ｅ＋１７", "3.30226E17", "3E+17"] {
            assert!(matches!(text(raw), Err(Defect::NumberRounded)), "{raw}");
        }
        assert_eq!(number("330226870615001"), Ok(Some("330226870615001".into())));
        assert_eq!(number("12345678.0"), Ok(Some("12345678".into())));
        assert!(matches!(number("12.5"), Err(Defect::NumberNotWhole)));
        assert!(matches!(text("=1+1"), Err(Defect::FormulaLike(_))));
    }

    proptest! {
        #[test]
        fn any_decoration_comes_off(digits in "[1-9][0-9]{16}[0-9X]", at in 1usize..17, filler in "[ \\u{3000}\\u{200b}\\u{a0}-]{0,3}") {
            let decorated = format!("{}{filler}{}", &digits[..at], &digits[at..]);
            prop_assert_eq!(text(&decorated), Ok(Some(digits)));
        }

        #[test]
        fn never_panics(raw in "\\PC*") {
            let _ = text(&raw);
        }
    }
}
