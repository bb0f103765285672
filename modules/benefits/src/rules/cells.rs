//! Days, instants and amounts as people write them in the cells of a file. Pure.

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

/// An amount in yuan with two decimals at most; nothing for what is none.
pub fn amount(text: &str) -> Option<Fen> {
    let plain: String = text.chars().filter(|c| !matches!(c, ',' | '，' | ' ' | '元')).collect();
    let (yuan, rest) = plain.split_once('.').unwrap_or((&plain, ""));
    let digits = rest.bytes().chain(yuan.bytes()).all(|b| b.is_ascii_digit());
    if yuan.is_empty() || rest.len() > 2 || yuan.len() > 9 || !digits {
        return None;
    }
    let part: i64 = format!("{rest:0<2}").parse().ok()?;
    Some(Fen(yuan.parse::<i64>().ok()? * 100 + part))
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
    fn amounts_are_read_to_the_fen() {
        let good = ["29", "1,029.5", "0.05元", "0"].map(|t| amount(t).map(|f| f.0));
        assert_eq!(good, [Some(2_900), Some(102_950), Some(5), Some(0)]);
        assert_eq!(["", "1.234", "-1", "甲", ".5"].map(amount), [None; 5]);
    }
}
