//! Whatever somebody types or a file holds, the readers of numbers answer with a value or a refusal, never with a panic;
//! what they accept they accept again in its own form, and one wrong digit is found.
//!
//! The seeds in `tests/corpus` are changed at random; what once failed is kept beside them. A longer run:
//! `PROPTEST_CASES=1000000 cargo test -p kernel --release --test readers` (docs/testing.md).
#![allow(clippy::unwrap_used, reason = "a failure is a failed test")]

use kernel::{CreditCode, Day, DocumentKind, IdNumber, PersonDocument, Phone};
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;

const SEEDS: &str = include_str!("corpus/numbers.txt");

fn today() -> Day {
    Day::constant(2026, 11, 23)
}

/// Cases of a run in CI; `PROPTEST_CASES` asks for more.
fn config() -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok());
    let persistence = FileFailurePersistence::Direct("tests/corpus/failed.txt");
    ProptestConfig {
        cases: asked.unwrap_or(3_000),
        failure_persistence: Some(Box::new(persistence)),
        ..ProptestConfig::default()
    }
}

/// A seed with a few characters put in, taken out or replaced.
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

/// Everything that reads a number, over one text.
fn read(text: &str) {
    if let Ok(id) = IdNumber::parse(text, today()) {
        assert_eq!(id.as_str().len(), 18);
        assert!(id.as_str().bytes().all(|b| b.is_ascii_digit() || b == b'X'));
        assert_eq!(IdNumber::parse(id.as_str(), today()).unwrap().as_str(), id.as_str());
        assert!(id.birth_day() <= today());
    }
    if let Ok(code) = CreditCode::parse(text) {
        assert_eq!(CreditCode::parse(code.as_str()).unwrap().as_str(), code.as_str());
        let _ = code.org_code_fits();
    }
    if let Ok(phone) = Phone::parse(text) {
        assert_eq!(phone.as_str().len(), 11);
        assert_eq!(Phone::parse(phone.as_str()).unwrap().as_str(), phone.as_str());
    }
    for kind in DocumentKind::ALL.iter().copied() {
        if let Ok(document) = PersonDocument::parse(kind, text, today()) {
            assert!(!document.key().is_empty());
            assert!(document.birth_day().is_none_or(|d| d <= today()));
        }
    }
}

#[test]
fn the_seeds_are_read() {
    SEEDS.lines().for_each(read);
    assert!(
        IdNumber::parse("３３０２２６１９８７０６１５００１Ｘ", today()).is_ok()
            || SEEDS.lines().count() > 20
    );
}

fn id() -> impl Strategy<Value = IdNumber> {
    (110_000_u32..660_000, 0_i64..40_000, 1_u16..1_000).prop_filter_map("a number", |(area, days, n)| {
        IdNumber::compose(area, Day::constant(1900, 1, 1).plus_days(days), n)
    })
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn changed_seeds_end_in_a_value_or_a_refusal(text in changed()) {
        read(&text);
    }

    #[test]
    fn any_text_ends_in_a_value_or_a_refusal(text in "\\PC{0,40}") {
        read(&text);
    }

    /// The check character finds every single wrong digit and every swap of neighbours.
    #[test]
    fn one_wrong_digit_or_swap_is_found(id in id(), at in 0_usize..17, digit in b'0'..=b'9', swap in any::<bool>()) {
        let mut text = id.as_str().as_bytes().to_vec();
        if swap { text.swap(at, at + 1) } else { text[at] = digit }
        let text = String::from_utf8(text).unwrap();
        let read = IdNumber::parse(&text, today());
        prop_assert!(text == id.as_str() || read.is_err(), "{} read as {:?}", id.as_str(), text);
    }

    #[test]
    fn dress_does_not_matter(id in id(), spaces in prop::collection::vec(0_usize..18, 0..4), wide in any::<bool>()) {
        let mut text = id.as_str().to_ascii_lowercase();
        for at in spaces {
            text.insert(at, ' ');
        }
        if wide {
            text = text.chars().map(|c| if c.is_ascii_digit() { char::from_u32(c as u32 + 0xFEE0).unwrap() } else { c }).collect();
        }
        let read = IdNumber::parse(&text, today()).unwrap();
        prop_assert_eq!(read.as_str(), id.as_str());
    }

    #[test]
    fn one_wrong_character_of_a_credit_code_is_found(division in 110_000_u32..660_000, organisation in "[0-9A-HJ-NPQRTUWXY]{8}",
                                                     at in 0_usize..18, c in "[0-9A-HJ-NPQRTUWXY]") {
        for class in ["91", "81", "12"] {
            let Some(code) = CreditCode::compose(class, division, &organisation) else { continue };
            let read = CreditCode::parse(code.as_str()).unwrap();
            prop_assert_eq!(read.as_str(), code.as_str());
            let mut text = code.as_str().to_owned();
            text.replace_range(at..=at, &c);
            prop_assert!(text == code.as_str() || CreditCode::parse(&text).is_err(), "{} for {}", text, code.as_str());
        }
    }
}
