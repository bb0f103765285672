//! Numbers and days as official documents print them (GB/T 9704-2012, 7.2.5 and 7.3.5.4).

use kernel::Day;

/// The number of a document: 机关代字〔2026〕12号, with the brackets U+3014 and U+3015, without leading zeros. `ordinal`
/// is none in a preview.
pub fn document_number(word: &str, year: i64, ordinal: Option<i64>) -> String {
    let ordinal = ordinal.map_or_else(|| "×".to_owned(), |n| n.to_string());
    format!("{word}\u{3014}{year}\u{3015}{ordinal}号")
}

/// A day in full, 2026年11月7日, without leading zeros.
pub fn chinese_day(day: Day) -> String {
    let n = day.number();
    format!("{}年{}月{}日", n / 10_000, n / 100 % 100, n % 100)
}

/// A number of headings in ideographs: 1 to 99, 十, 二十一; larger ones in digits.
pub fn chinese_number(n: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    match (n / 10, n % 10) {
        (0, 1..) => DIGITS[n].to_owned(),
        (1, ones) => format!("十{}", DIGITS[ones]),
        (tens @ 2..=9, ones) => format!("{}十{}", DIGITS[tens], DIGITS[ones]),
        _ => n.to_string(),
    }
}

/// What numbers and titles are searched by: letters and digits only, small; brackets and spaces however they are typed.
pub(super) fn search_key(text: &str) -> String {
    kernel::text::name_key(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_in_corner_brackets() {
        assert_eq!(document_number("宁总工函", 2026, Some(12)), "宁总工函〔2026〕12号");
        assert_eq!(document_number("宁总工函", 2026, None), "宁总工函〔2026〕×号");
        let brackets: Vec<u32> = document_number("x", 2026, Some(1))
            .chars()
            .filter(|c| "〔〕".contains(*c))
            .map(u32::from)
            .collect();
        assert_eq!(brackets, [0x3014, 0x3015]);
    }

    #[test]
    fn days_and_headings_as_they_are_read() {
        assert_eq!(chinese_day("2026-11-07".parse().unwrap()), "2026年11月7日");
        for (n, said) in [
            (1, "一"),
            (9, "九"),
            (10, "十"),
            (11, "十一"),
            (20, "二十"),
            (35, "三十五"),
            (99, "九十九"),
            (100, "100"),
        ] {
            assert_eq!(chinese_number(n), said);
        }
    }

    #[test]
    fn a_number_is_found_with_any_brackets() {
        let kept = search_key("宁总工函〔2026〕12号");
        for typed in
            ["宁总工函〔2026〕12号", "宁总工函[2026]12号", "宁总工函（2026） 12 号", "宁总工函202612号"]
        {
            assert_eq!(search_key(typed), kept, "{typed}");
        }
    }
}
