//! Yes and no in the many ways people write them.

use super::Defect;
use super::text::cell_text;
use crate::cell::RawCell;

const YES: &[&str] =
    &["是", "√", "✓", "✔", "☑", "Y", "YES", "1", "TRUE", "T", "有", "对", "属于", "为是", "是的"];
const NO: &[&str] = &[
    "否",
    "×",
    "✗",
    "✘",
    "X",
    "☒",
    "N",
    "NO",
    "0",
    "FALSE",
    "F",
    "无",
    "没有",
    "不是",
    "不",
    "非",
    "错",
    "不属于",
    "未",
];

/// Yes or no from a cell; `None` for an empty one and for `-` or `/`, which say "nothing to say".
///
/// # Errors
/// [`Defect::YesNoUnreadable`] for any other word, [`Defect::CellError`].
pub fn yes_no(cell: &RawCell<'_>) -> Result<Option<bool>, Defect> {
    let text = cell_text(cell)?;
    let word = text.trim_end_matches(['。', '.']).to_uppercase();
    if YES.contains(&word.as_str()) {
        Ok(Some(true))
    } else if NO.contains(&word.as_str()) {
        Ok(Some(false))
    } else if word.is_empty() || matches!(word.as_str(), "-" | "--" | "/" | "—") {
        Ok(None)
    } else {
        Err(Defect::YesNoUnreadable(Defect::shown(&text)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cell::RawValue;

    fn of(value: RawValue<'_>) -> Result<Option<bool>, Defect> {
        yes_no(&RawCell { value, ..RawCell::EMPTY })
    }

    #[test]
    fn words() {
        for word in ["是", " 是 ", "√", "y", "Ｙ", "Yes", "1", "对"] {
            assert_eq!(of(RawValue::Text(word)), Ok(Some(true)), "{word}");
        }
        for word in ["否", "×", "n", "No", "0", "不是", "无", "x"] {
            assert_eq!(of(RawValue::Text(word)), Ok(Some(false)), "{word}");
        }
        for word in ["", " ", "-", "/"] {
            assert_eq!(of(RawValue::Text(word)), Ok(None), "{word}");
        }
        assert_eq!(of(RawValue::Number { text: "1", value: 1.0, is_date: false }), Ok(Some(true)));
        assert_eq!(of(RawValue::Bool(false)), Ok(Some(false)));
        assert!(matches!(of(RawValue::Text("也许")), Err(Defect::YesNoUnreadable(_))));
    }
}
