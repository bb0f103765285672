//! The 18-character personal number, GB 11643-1999 (docs/rules §1.1).

use std::fmt;

use crate::text::{mask, number_text};
use crate::{Day, Params, Problem, Status};

/// Sex as in GB/T 2261.1 (docs/rules §5.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Sex {
    /// 0: unknown.
    Unknown,
    /// 1: male.
    Male,
    /// 2: female.
    Female,
    /// 9: not stated.
    Unstated,
}

impl Sex {
    /// The code of the national standard: 0, 1, 2 or 9.
    pub fn code(self) -> i64 {
        match self {
            Self::Unknown => 0,
            Self::Male => 1,
            Self::Female => 2,
            Self::Unstated => 9,
        }
    }

    /// From the code of the national standard.
    pub fn from_code(code: i64) -> Option<Self> {
        [Self::Unknown, Self::Male, Self::Female, Self::Unstated].into_iter().find(|s| s.code() == code)
    }
}

/// Who holds an 18-character number, read off its first digits (docs/rules §1.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Holder {
    /// A citizen.
    Citizen,
    /// A foreigner with permanent residence: the number starts with 9.
    PermanentResident,
    /// A resident from Hong Kong (81), Macau (82) or Taiwan (83).
    HkMoTwResident,
}

/// A valid personal number: real birth day, right check character. Kept as its 18 characters, so the
/// 15-digit form of the same person is the same value. `Debug` shows the mask only.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct IdNumber([u8; 18]);

/// Why a text is not a personal number, in the order of the checks (docs/rules §1.1).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdNumberError {
    /// Nothing was given.
    #[error("the number is missing")]
    Missing,
    /// The spreadsheet turned the number into `3.30226E+17`; the last digits are lost for good.
    #[error("the number was destroyed by scientific notation")]
    Destroyed,
    /// Neither 18 nor 15 characters.
    #[error("the number has {0} characters, not 18")]
    Length(usize),
    /// Something else than digits, or an X that is not the last character; counted from 1.
    #[error("character {0} is not allowed")]
    Character(usize),
    /// No such day, or one before 1900 or after today.
    #[error("the birth date in the number is impossible")]
    BirthDay,
    /// The check character does not fit: at least one character is wrong.
    #[error("the check character does not fit")]
    Check,
}

impl Problem for IdNumberError {
    fn code(&self) -> &'static str {
        match self {
            Self::Missing => "kernel.id-missing",
            Self::Destroyed => "kernel.id-destroyed",
            Self::Length(_) => "kernel.id-length",
            Self::Character(_) => "kernel.id-character",
            Self::BirthDay => "kernel.id-birth",
            Self::Check => "kernel.id-check",
        }
    }

    fn status(&self) -> Status {
        Status::Invalid
    }

    fn params(&self) -> Params {
        match self {
            Self::Length(n) => Params::from([("length", n.to_string())]),
            Self::Character(at) => Params::from([("position", at.to_string())]),
            _ => Params::new(),
        }
    }
}

/// Weights of the first 17 digits: 2^(18−i) mod 11.
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: &[u8; 11] = b"10X98765432";

/// Earliest birth day that is believed.
const FIRST_BIRTH: i64 = 19_000_101;

/// First two digits that GB/T 2260 has handed out.
const PROVINCES: [u8; 35] = [
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54,
    61, 62, 63, 64, 65, 71, 81, 82, 83,
];

impl IdNumber {
    /// Reads what a cadre typed: full-width digits, spaces and a small x are put right, a 15-digit number is
    /// lengthened. `today` bounds the birth day. The address code is never a reason to refuse
    /// (see [`IdNumber::province_known`]).
    pub fn parse(text: &str, today: Day) -> Result<Self, IdNumberError> {
        let text = number_text(text);
        if text.is_empty() {
            return Err(IdNumberError::Missing);
        }
        if text.contains("E+") {
            return Err(IdNumberError::Destroyed);
        }
        let chars: Vec<char> = text.chars().collect();
        if chars.len() != 18 && chars.len() != 15 {
            return Err(IdNumberError::Length(chars.len()));
        }
        let x_allowed_at = if chars.len() == 18 { 17 } else { usize::MAX };
        let wrong = |(i, c): &(usize, &char)| !(c.is_ascii_digit() || **c == 'X' && *i == x_allowed_at);
        if let Some((i, _)) = chars.iter().enumerate().find(wrong) {
            return Err(IdNumberError::Character(i + 1));
        }
        let number = match <[u8; 15]>::try_from(text.as_bytes()) {
            Ok(short) => Self(lengthen(&short)),
            Err(_) => Self(text.as_bytes().try_into().map_err(|_| IdNumberError::Length(chars.len()))?),
        };
        let born = number.raw_birth_day().ok_or(IdNumberError::BirthDay)?;
        if born.number() < FIRST_BIRTH || born > today {
            return Err(IdNumberError::BirthDay);
        }
        if check_character(&number.0) != number.0[17] {
            return Err(IdNumberError::Check);
        }
        Ok(number)
    }

    /// Reads back a number that was valid when it was stored.
    pub fn from_stored(text: &str) -> Option<Self> {
        Self::parse(text, Day::OPEN).ok()
    }

    /// The number of a fictitious person: six digits of area, birth day, sequence 1–999 (odd for men).
    /// `None` where a part is out of range.
    pub fn compose(area: u32, birth: Day, sequence: u16) -> Option<Self> {
        if !(100_000..=999_999).contains(&area)
            || !(1..=999).contains(&sequence)
            || birth.number() < FIRST_BIRTH
        {
            return None;
        }
        let digits = format!("{area}{:08}{sequence:03}0", birth.number());
        let mut number: [u8; 18] = digits.as_bytes().try_into().ok()?;
        number[17] = check_character(&number);
        Some(Self(number))
    }

    /// All 18 characters. For sealing and digests only: pages show [`IdNumber::masked`].
    pub fn as_str(&self) -> &str {
        // Every constructor leaves ASCII digits and X only.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// First three and last four, `330***********0015`.
    pub fn masked(&self) -> String {
        mask(self.as_str(), 3, 4)
    }

    /// Birth day.
    pub fn birth_day(&self) -> Day {
        self.raw_birth_day().unwrap_or(Day::OPEN)
    }

    /// Sex: an odd sequence is male.
    pub fn sex(&self) -> Sex {
        if self.0[16] % 2 == 1 { Sex::Male } else { Sex::Female }
    }

    /// The six digits of the county that issued the number. It may have been renamed or abolished since.
    pub fn area_code(&self) -> &str {
        &self.as_str()[..6]
    }

    /// Whether the first two digits belong to a province at all. `false` is a warning, never an error.
    pub fn province_known(&self) -> bool {
        let province = (self.0[0] - b'0') * 10 + (self.0[1] - b'0');
        province >= 90 || PROVINCES.contains(&province)
    }

    /// Citizen, permanent resident or resident from Hong Kong, Macau or Taiwan.
    pub fn holder(&self) -> Holder {
        match (self.0[0], &self.0[..6]) {
            (b'9', _) => Holder::PermanentResident,
            (_, b"810000" | b"820000" | b"830000") => Holder::HkMoTwResident,
            _ => Holder::Citizen,
        }
    }

    fn raw_birth_day(&self) -> Option<Day> {
        let n = self.0[6..14].iter().fold(0i64, |n, d| n * 10 + i64::from(d - b'0'));
        Day::from_number(n)
    }
}

impl fmt::Debug for IdNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

/// 15 → 18: the century after the sixth digit, then the check. Sequences 996–999 marked people born in the
/// 1800s (docs/rules §1.1), who then fail on the birth day.
fn lengthen(short: &[u8; 15]) -> [u8; 18] {
    let century: &[u8; 2] = if &short[12..] >= b"996".as_slice() { b"18" } else { b"19" };
    let mut long = [b'0'; 18];
    long[..6].copy_from_slice(&short[..6]);
    long[6..8].copy_from_slice(century);
    long[8..17].copy_from_slice(&short[6..]);
    long[17] = check_character(&long);
    long
}

fn check_character(number: &[u8; 18]) -> u8 {
    let sum: u32 = number.iter().zip(WEIGHTS).map(|(d, w)| u32::from(d - b'0') * w).sum();
    CHECKS[(sum % 11) as usize]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn today() -> Day {
        Day::new(2026, 11, 22).unwrap()
    }

    fn parse(s: &str) -> Result<IdNumber, IdNumberError> {
        IdNumber::parse(s, today())
    }

    #[test]
    fn the_standards_examples_and_the_test_people_are_valid() {
        for (number, born, sex) in [
            ("11010519491231002X", 19_491_231, Sex::Female),
            ("440524188001010014", 0, Sex::Male),
            ("34052419800101001X", 19_800_101, Sex::Male),
            ("330226199003070015", 19_900_307, Sex::Male),
            ("331083199211120424", 19_921_112, Sex::Female),
            ("330481197601010131", 19_760_101, Sex::Male),
            ("330483200002290204", 20_000_229, Sex::Female),
            ("330726196808150374", 19_680_815, Sex::Male),
            ("330902198306061143", 19_830_606, Sex::Female),
            ("331181197707072255", 19_770_707, Sex::Male),
            ("330212199912319991", 19_991_231, Sex::Male),
        ] {
            // Born in 1880: the check fits, but nobody of that age is a member.
            if born == 0 {
                assert_eq!(parse(number), Err(IdNumberError::BirthDay), "{number}");
                continue;
            }
            let id = parse(number).unwrap_or_else(|e| panic!("{number}: {e}"));
            assert_eq!((id.birth_day().number(), id.sex()), (born, sex), "{number}");
            assert_eq!(id.holder(), Holder::Citizen);
            assert!(id.province_known());
        }
    }

    #[test]
    fn fifteen_digits_are_the_same_person() {
        for (short, long) in [
            ("130503670401001", "130503196704010016"),
            ("330226870615001", "330226198706150017"),
            ("330481650228042", "330481196502280422"),
        ] {
            assert_eq!(parse(short).unwrap(), parse(long).unwrap());
            assert_eq!(parse(short).unwrap().as_str(), long);
        }
        assert_eq!(parse("330226870615997"), Err(IdNumberError::BirthDay), "born 1887");
    }

    #[test]
    fn each_fault_is_named_in_the_order_of_the_checks() {
        use IdNumberError::*;
        for (text, fault) in [
            ("  \u{3000}", Missing),
            ("3.30226E+17", Destroyed),
            ("33022619900307001", Length(17)),
            ("33022619900307001５５", Length(19)),
            ("33022619900307O015", Character(15)),
            ("X30226199003070015", Character(1)),
            ("13050367040100X", Character(15)),
            ("330226198502290018", BirthDay),
            ("330226202611230011", BirthDay),
            ("330226199003070016", Check),
            ("330226199003070000", Check),
        ] {
            assert_eq!(parse(text), Err(fault), "{text}");
        }
    }

    #[test]
    fn what_cadres_type_is_read() {
        let tidy = parse("11010519491231002X").unwrap();
        for text in [
            "11010519491231002x",
            "１１０１０５１９４９１２３１００２Ｘ",
            " 110105 19491231 002X\u{200b}\n",
            "110105-19491231-002х",
            "11010519491231002×",
        ] {
            assert_eq!(parse(text), Ok(tidy), "{text}");
        }
        assert_eq!(format!("{tidy:?}"), "110***********002X");
    }

    #[test]
    fn an_unknown_area_warns_only() {
        let id = IdNumber::compose(999_999, Day::new(1990, 1, 1).unwrap(), 1).unwrap();
        assert_eq!(id.holder(), Holder::PermanentResident);
        let id = IdNumber::compose(770_101, Day::new(1990, 1, 1).unwrap(), 2).unwrap();
        assert_eq!(parse(id.as_str()), Ok(id));
        assert!(!id.province_known());
    }

    fn any_id() -> impl Strategy<Value = IdNumber> {
        (100_000u32..=999_999, 0i64..=46_000, 1u16..=999).prop_filter_map("day", |(area, days, seq)| {
            let born = Day::new(1900, 1, 1)?.plus_days(days);
            IdNumber::compose(area, born, seq)
        })
    }

    proptest! {
        #[test]
        fn composed_numbers_are_valid_and_reading_is_idempotent(id in any_id()) {
            prop_assert_eq!(parse(id.as_str()), Ok(id));
            prop_assert_eq!(IdNumber::from_stored(id.as_str()), Some(id));
        }

        #[test]
        fn one_wrong_digit_or_two_swapped_are_always_found(id in any_id(), at in 0usize..18, by in 1u8..10) {
            let mut wrong = id.as_str().as_bytes().to_vec();
            wrong[at] = if wrong[at] == b'X' { b'0' + by } else { b'0' + (wrong[at] - b'0' + by) % 10 };
            prop_assert!(parse(std::str::from_utf8(&wrong).unwrap()).is_err());
            let mut swapped = id.as_str().as_bytes().to_vec();
            swapped.swap(at, (at + 1) % 18);
            if at < 16 && swapped != id.as_str().as_bytes() {
                prop_assert!(parse(std::str::from_utf8(&swapped).unwrap()).is_err());
            }
        }

        #[test]
        fn the_short_form_of_the_last_century_is_the_same_number(
            area in 100_000u32..=999_999, days in 0i64..36_500, seq in 1u16..996,
        ) {
            let born = Day::new(1900, 1, 1).unwrap().plus_days(days);
            let id = IdNumber::compose(area, born, seq).unwrap();
            let long = id.as_str();
            let short = format!("{}{}", &long[..6], &long[8..17]);
            prop_assert_eq!(parse(&short), Ok(id));
        }

        #[test]
        fn no_text_makes_it_panic(s in "\\PC{0,24}") {
            let _ = parse(&s);
        }
    }
}
