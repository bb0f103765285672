//! Numbers as reports speak of them: 10万余人, 近1万家. The words are promises about the number (余: cut off; 近: a little
//! less than said; 超, 多: more than said), and a phrase is never chosen that the number does not keep. No I/O.

use platform::indicators::Unit;
use serde::Deserialize;

/// A unit of ten thousands that is said aloud.
const SCALES: [(i64, &str); 2] = [(100_000_000, "亿"), (10_000, "万")];

/// How a number is spoken of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// The number itself.
    Exact,
    /// Cut off, with 余 if something was cut.
    #[default]
    Truncated,
    /// The round number beneath, with 多.
    More,
    /// The round number beneath, with 超 before it.
    Over,
    /// The round number above, with 近 before it, if the number is within a tenth of it; else cut off.
    Nearly,
}

/// The number with its unit: `12345` is 1.2万余人, 超1.2万人 or 近1.3万人.
pub fn spoken(number: i64, unit: Unit, tone: Tone) -> String {
    let unit = unit.title();
    let (below, above, scale) = round(number);
    if tone == Tone::Exact || number <= 0 || below == number {
        return format!("{}{unit}", figure(number, if below == number { scale } else { "" }));
    }
    let low = figure(below, scale);
    match tone {
        Tone::Exact | Tone::Truncated => format!("{low}余{unit}"),
        Tone::More => format!("{low}多{unit}"),
        Tone::Over => format!("超{low}{unit}"),
        Tone::Nearly if (above - number) * 10 <= above - below => {
            format!("近{}{unit}", figure(above, scale_of(above)))
        }
        Tone::Nearly => format!("{low}余{unit}"),
    }
}

/// The round numbers around a number, and the scale it is said in: tenths of 万 and 亿, tens beneath a thousand, hundreds
/// beneath ten thousand; small numbers are said as they are.
fn round(number: i64) -> (i64, i64, &'static str) {
    let scale = scale_of(number);
    let step = match SCALES.iter().find(|(_, word)| *word == scale) {
        Some((size, _)) => size / 10,
        None if number >= 1_000 => 100,
        None if number >= 100 => 10,
        None => 1,
    };
    let below = number.div_euclid(step) * step;
    (below, if below == number { number } else { below + step }, scale)
}

fn scale_of(number: i64) -> &'static str {
    SCALES.iter().find(|(size, _)| number >= *size).map_or("", |(_, word)| word)
}

/// A round number in its scale, with one decimal at most.
fn figure(number: i64, scale: &str) -> String {
    let Some((size, word)) = SCALES.iter().find(|(_, word)| *word == scale) else {
        return number.to_string();
    };
    let (whole, tenth) = (number / size, number % size * 10 / size);
    if number % (size / 10) != 0 {
        return number.to_string();
    }
    if tenth == 0 { format!("{whole}{word}") } else { format!("{whole}.{tenth}{word}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_spoken_as_cadres_write_them() {
        use Tone::{Exact, More, Nearly, Over, Truncated};
        for (number, tone, said) in [
            (100_234, Truncated, "10万余人"),
            (88_012, Truncated, "8.8万余人"),
            (606, Truncated, "600余人"),
            (606, Exact, "606人"),
            (9_980, Nearly, "9900余人"),
            (9_995, Nearly, "近1万人"),
            (649_900, Nearly, "近65万人"),
            (12_345, Over, "超1.2万人"),
            (2_345, More, "2300多人"),
            (10_000, Over, "1万人"),
            (10_000, Truncated, "1万人"),
            (99_999_999, Nearly, "近1亿人"),
            (400_000_001, Over, "超4亿人"),
            (42, Truncated, "42人"),
            (0, Nearly, "0人"),
            (-7, Truncated, "-7人"),
            (12_345, Exact, "12345人"),
        ] {
            assert_eq!(spoken(number, Unit::Person, tone), said, "{number} {tone:?}");
        }
        assert_eq!(spoken(1_500_000, Unit::Times, Tone::Truncated), "150万人次");
        assert_eq!(spoken(27_512, Unit::Organisation, Tone::Truncated), "2.7万余家");
    }

    /// The number that a phrase says, and what it says of it.
    fn said(text: &str) -> (i64, Option<char>) {
        let word = text.chars().find(|c| ['余', '多', '近', '超'].contains(c));
        let bare: String = text.chars().filter(|c| !['余', '多', '近', '超', '人'].contains(c)).collect();
        let (digits, size) = match bare.chars().last() {
            Some('亿') => (bare.trim_end_matches('亿'), 100_000_000),
            Some('万') => (bare.trim_end_matches('万'), 10_000),
            _ => (bare.as_str(), 1),
        };
        let (whole, tenth) = digits.split_once('.').unwrap_or((digits, "0"));
        let tenth: i64 = tenth.parse().unwrap();
        (whole.parse::<i64>().unwrap() * size + tenth * size / 10, word)
    }

    proptest! {
        /// The phrase never lies: 余, 多 and 超 only where the number is greater, 近 only where it is less; without a
        /// word it is the number.
        #[test]
        fn a_phrase_never_lies(number in prop_oneof![0i64..20_000, 0i64..2_000_000_000], tone in 0usize..5) {
            let tone = [Tone::Exact, Tone::Truncated, Tone::More, Tone::Over, Tone::Nearly][tone];
            let text = spoken(number, Unit::Person, tone);
            let (value, word) = said(&text);
            match word {
                None => prop_assert_eq!(value, number, "{}", text),
                Some('近') => prop_assert!(number < value && (value - number) * 10 <= value, "{} is {}", number, text),
                Some(_) => prop_assert!(value < number && number < value + value.max(10) / 5, "{} is {}", number, text),
            }
        }
    }
}
