//! The reference number of a bill: short, with a check digit, found again in whatever a bank makes of the transfer's note.

/// Letters before the digits: 互助.
const PREFIX: &str = "HZ";

/// Digits without the check digit: year and ordinal.
const DIGITS: usize = 9;

/// Check digit of ISO 7064 MOD 11,10: finds every wrong digit and nearly every swap.
fn check(digits: &[u8]) -> u8 {
    let mut p = 10;
    for d in digits {
        let mut s = (u32::from(*d) + p) % 10;
        if s == 0 {
            s = 10;
        }
        p = (s * 2) % 11;
    }
    ((11 - p) % 10) as u8
}

/// The reference of the `ordinal`-th bill (from 1, below 10,000,000) of a year: `HZ2600000415`, its last digit being the check.
pub fn of(year: i64, ordinal: i64) -> String {
    let digits = format!("{:02}{:07}", year.rem_euclid(100), ordinal);
    let values: Vec<u8> = digits.bytes().map(|b| b - b'0').collect();
    format!("{PREFIX}{digits}{}", check(&values))
}

fn fits(digits: &[u8]) -> bool {
    match digits.split_last() {
        Some((last, rest)) => rest.len() == DIGITS && check(rest) == *last,
        None => false,
    }
}

/// The references in a note, in their order, each once. Spaces, hyphens, full-width letters and small letters do not matter; without
/// the letters ten digits that stand alone and whose check digit fits are one as well.
pub fn in_note(note: &str) -> Vec<String> {
    let text: Vec<char> = kernel::text::clean(note)
        .to_uppercase()
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '－' | '_' | '.' | '—' | '·'))
        .collect();
    let mut found: Vec<String> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let run: Vec<u8> = text
            .iter()
            .skip(at)
            .take_while(|c| c.is_ascii_digit())
            .filter_map(|c| c.to_digit(10))
            .map(|d| d as u8)
            .collect();
        if run.is_empty() {
            at += 1;
            continue;
        }
        let lettered =
            at >= 2 && text.get(at - 2..at).is_some_and(|t| t.iter().collect::<String>() == PREFIX);
        // After the letters further digits may follow without a gap; alone the run must be exact.
        let candidate = if lettered { run.get(..=DIGITS) } else { Some(run.as_slice()) };
        if let Some(digits) = candidate.filter(|d| fits(d)) {
            let reference = format!("{PREFIX}{}", digits.iter().map(ToString::to_string).collect::<String>());
            if !found.contains(&reference) {
                found.push(reference);
            }
        }
        at += run.len();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_found_as_banks_write_it() {
        let r = of(2026, 415);
        assert_eq!(r.len(), 12);
        let digits = &r[2..];
        for note in [
            r.clone(),
            format!("医疗互助费 {r} 第一批"),
            format!("hz {} {}", &digits[..4], &digits[4..]),
            format!("ＨＺ{digits}"),
            format!("HZ-{digits}"),
            format!("用途：{digits}。"),
            format!("HZ{digits}20260105"),
        ] {
            assert_eq!(in_note(&note), std::slice::from_ref(&r), "{note}");
        }
    }

    #[test]
    fn a_wrong_digit_and_other_numbers_are_none() {
        let r = of(2026, 415);
        for at in 2..12 {
            for d in '0'..='9' {
                let mut chars: Vec<char> = r.chars().collect();
                if chars[at] != d {
                    chars[at] = d;
                    let wrong: String = chars.into_iter().collect();
                    assert!(in_note(&wrong).is_empty(), "{wrong}");
                }
            }
        }
        for note in ["", "互助费", "13812345678", "2026年缴费", "6222021234567890123"] {
            assert!(in_note(note).is_empty(), "{note}");
        }
    }

    #[test]
    fn two_in_one_note_are_both_found() {
        let (a, b) = (of(2026, 1), of(2026, 2));
        assert_eq!(in_note(&format!("{a}、{b}，{a}")), [a, b]);
    }
}
