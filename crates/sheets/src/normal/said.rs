//! Days, months, instants, counts and amounts out of the text of a cell, as people write them. Pure.

use kernel::{Day, Fen, Timestamp};

/// The numbers of a text, in order.
fn numbers(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_ascii_digit()).filter(|p| !p.is_empty()).collect()
}

/// A day as people write it: 2026-10-31, 2026.10.31, 20261031, 2026年10月31日; a time behind it does no harm.
pub fn day(text: &str) -> Option<Day> {
    let (y, m, d) = match numbers(text)[..] {
        [one, ..] if one.len() == 8 => (one.get(..4)?, one.get(4..6)?, one.get(6..8)?),
        [y, m, d, ..] if y.len() == 4 => (y, m, d),
        _ => return None,
    };
    Day::new(y.parse().ok()?, m.parse().ok()?, d.parse().ok()?)
}

/// An instant as people write it: a day with hours and minutes behind it, or a day alone, which is its noon.
pub fn instant(text: &str) -> Option<Timestamp> {
    let day = day(text)?;
    let all = numbers(text);
    let from = if all.first().is_some_and(|n| n.len() == 8) { 1 } else { 3 };
    let rest = all.get(from..).unwrap_or_default();
    let (hour, minute, second) = match rest {
        [] => (12, 0, 0),
        [h, m] => (h.parse().ok()?, m.parse().ok()?, 0),
        [h, m, s, ..] => (h.parse().ok()?, m.parse().ok()?, s.parse().ok()?),
        [_] => return None,
    };
    let fits = (0..24).contains(&hour) && (0..60).contains(&minute) && (0..60).contains(&second);
    let ms = ((hour * 60 + minute) * 60 + second) * 1_000_i64;
    fits.then(|| Timestamp::at_day_start(day).plus_ms(ms))
}

/// A month as people write it, yyyymm: 2026-10, 2026.10, 202610, 2026年10月; a day of it will do, also with a time behind it.
pub fn month(text: &str) -> Option<i64> {
    let (year, month) = match numbers(text)[..] {
        [one, ..] if one.len() == 6 || one.len() == 8 => (one.get(..4)?, one.get(4..6)?),
        [year, month, ..] if year.len() == 4 => (year, month),
        _ => return None,
    };
    let (year, month): (i64, i64) = (year.parse().ok()?, month.parse().ok()?);
    (1..=12).contains(&month).then_some(year * 100 + month)
}

/// A whole number from 0 on, with or without separators, also in 万.
pub fn count(text: &str) -> Option<i64> {
    let plain: String = text.chars().filter(|c| !matches!(c, ',' | '，' | ' ')).collect();
    let (plain, unit) = plain.strip_suffix('万').map_or((plain.as_str(), 1), |p| (p, 10_000));
    let (whole, part) = plain.split_once('.').unwrap_or((plain, ""));
    let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    let part = part.trim_end_matches('0');
    if whole.is_empty() || whole.len() > 10 || part.len() > 4 || !digits(whole) || !digits(part) {
        return None;
    }
    let fraction = format!("{part:0<4}").parse::<i64>().ok()? * unit;
    (fraction % 10_000 == 0).then_some(whole.parse::<i64>().ok()? * unit + fraction / 10_000)
}

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
    fn days_and_instants_are_read_as_people_write_them() {
        let good = ["2026-10-31", "2026.10.31", "20261031", "2026年10月31日", "2026/10/31 08:00"].map(day);
        assert_eq!(good, [Day::new(2026, 10, 31); 5]);
        assert_eq!(["", "2026-13-01", "26-10-31", "10-31", "明年"].map(day), [None; 5]);
        let at = |text: &str| instant(text).map(|t| t.local_text());
        assert_eq!(at("2026-10-31 08:05:30"), at("20261031 08:05:30"));
        assert_eq!(instant("2026-10-31"), instant("2026年10月31日 12:00"));
        assert_eq!(["2026-10-31 25:00", "2026-10-31 8", "昨天"].map(instant), [None; 3]);
    }

    #[test]
    fn months_and_counts_are_read_as_people_write_them() {
        let months = ["2026-10", "2026.1", "202610", "2026年10月", "2026-10-31", "20261031"].map(month);
        assert_eq!(
            months,
            [Some(202_610), Some(202_601), Some(202_610), Some(202_610), Some(202_610), Some(202_610)]
        );
        assert_eq!(["2026", "2026-13", "", "26-10", "十月"].map(month), [None; 5]);
        let counts =
            ["1,234", "0", "12.0", "64.8万", "1.2345万", "-1", "1.5", "1.23456万", "很多", ""].map(count);
        let read =
            [Some(1_234), Some(0), Some(12), Some(648_000), Some(12_345), None, None, None, None, None];
        assert_eq!(counts, read);
    }

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
