//! Whatever stands in a cell of dates, it is read or refused, never with a panic; what is read is a day of the calendar
//! within the years that are believed. Seeds: `tests/corpus/dates.txt`; a longer run: docs/testing.md.
#![allow(clippy::unwrap_used, reason = "a failure is a failed test")]

use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;
use sheets::normal::{DateReader, LooseDate};
use sheets::{RawCell, RawValue};

const SEEDS: &str = include_str!("corpus/dates.txt");

fn config() -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok());
    let persistence = FileFailurePersistence::Direct("tests/corpus/failed-dates.txt");
    ProptestConfig {
        cases: asked.unwrap_or(3_000),
        failure_persistence: Some(Box::new(persistence)),
        ..ProptestConfig::default()
    }
}

fn changed() -> impl Strategy<Value = String> {
    let seeds: Vec<&str> = SEEDS.lines().collect();
    let edit = (0..3_u8, any::<prop::sample::Index>(), any::<char>());
    (prop::sample::select(seeds), prop::collection::vec(edit, 0..4)).prop_map(|(seed, edits)| {
        let mut chars: Vec<char> = seed.chars().collect();
        for (kind, at, c) in edits {
            let at = at.index(chars.len() + 1);
            match kind {
                0 => chars.insert(at, c),
                1 if at < chars.len() => drop(chars.remove(at)),
                _ if at < chars.len() => chars[at] = c,
                _ => {}
            }
        }
        chars.into_iter().collect()
    })
}

fn check(found: Result<Option<LooseDate>, sheets::Defect>, what: &str) {
    let Ok(Some(date)) = found else { return };
    let first = date.first_day();
    assert!((1900..=2100).contains(&date.year), "{what}: {date:?}");
    assert!(date.day.is_none() || date.month.is_some(), "{what}: {date:?}");
    // What was read is read again from its plain form.
    let reader = DateReader { from_1904: false, latest_year: 2026 };
    let plain = first.to_string();
    let again = reader.read(&RawCell { value: RawValue::Text(&plain), ..RawCell::EMPTY });
    assert_eq!(again.unwrap().unwrap().first_day(), first, "{what}");
}

fn read(text: &str) {
    for (from_1904, latest_year) in [(false, 2026), (true, 1999)] {
        let reader = DateReader { from_1904, latest_year };
        check(reader.read(&RawCell { value: RawValue::Text(text), ..RawCell::EMPTY }), text);
        if let Ok(value) = text.trim().parse::<f64>() {
            for is_date in [false, true] {
                let value = RawValue::Number { text, value, is_date };
                check(reader.read(&RawCell { value, ..RawCell::EMPTY }), text);
            }
        }
    }
}

#[test]
fn the_seeds_are_read() {
    SEEDS.lines().for_each(read);
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn changed_seeds_end_in_a_date_or_a_refusal(text in changed()) {
        read(&text);
    }

    #[test]
    fn any_text_ends_in_a_date_or_a_refusal(text in "\\PC{0,30}") {
        read(&text);
    }

    #[test]
    fn any_number_ends_in_a_date_or_a_refusal(value in any::<f64>(), serial in -10.0..3_000_000.0_f64) {
        for number in [value, serial, serial.trunc()] {
            read(&number.to_string());
        }
    }
}
