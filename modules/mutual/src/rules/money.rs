//! Amounts as people write them.

use kernel::Fen;

/// An amount in yuan as a cell shows it, in 分; `None` if it is none, or below 0.
pub fn yuan(text: &str) -> Option<Fen> {
    let text: String =
        kernel::text::clean(text).chars().filter(|c| !matches!(c, ',' | ' ' | '¥' | '￥' | '元')).collect();
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let digits = |t: &str| t.chars().all(|c| c.is_ascii_digit());
    if whole.is_empty() || whole.len() > 12 || !digits(whole) || !digits(part) {
        return None;
    }
    let part = part.trim_end_matches('0');
    if part.len() > 2 {
        return None;
    }
    let cents: i64 = format!("{part:0<2}").parse().ok()?;
    Some(Fen(whole.parse::<i64>().ok()? * 100 + cents))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_cells_show_them() {
        for (text, fen) in [
            ("60", Some(6_000)),
            ("60.5", Some(6_050)),
            ("60.50元", Some(6_050)),
            ("1,200", Some(120_000)),
            ("￥15.00", Some(1_500)),
            ("0.01", Some(1)),
            ("0.001", None),
            ("-5", None),
            ("六十", None),
            ("", None),
            (".5", None),
        ] {
            assert_eq!(yuan(text), fen.map(Fen), "{text}");
        }
    }
}
