//! Numbers of organisations: the unified social credit code, GB 32100-2015, and its predecessors
//! (docs/rules §2).

use std::fmt;

use crate::text::number_text;
use crate::{Params, Problem, Status};

/// A valid unified social credit code of 18 characters. Unions carry codes that start with 81 or 89.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CreditCode([u8; 18]);

/// Why a text is not a credit code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CreditCodeError {
    /// Nothing was given.
    #[error("the code is missing")]
    Missing,
    /// The spreadsheet turned the code into `9.13302E+17`.
    #[error("the code was destroyed by scientific notation")]
    Destroyed,
    /// Not 18 characters.
    #[error("the code has {0} characters, not 18")]
    Length(usize),
    /// A character that the code never uses (I, O, S, V, Z and signs), or a letter in the division's digits.
    #[error("character {position} of the code, {character:?}, is not allowed")]
    Character {
        /// Place, counted from 1.
        position: usize,
        /// What stands there.
        character: char,
    },
    /// The check character does not fit.
    #[error("the check character does not fit")]
    Check,
}

impl Problem for CreditCodeError {
    fn code(&self) -> &'static str {
        match self {
            Self::Missing => "kernel.credit-code-missing",
            Self::Destroyed => "kernel.credit-code-destroyed",
            Self::Length(_) => "kernel.credit-code-length",
            Self::Character { .. } => "kernel.credit-code-character",
            Self::Check => "kernel.credit-code-check",
        }
    }

    fn status(&self) -> Status {
        Status::Invalid
    }

    fn params(&self) -> Params {
        match self {
            Self::Length(n) => Params::from([("length", n.to_string())]),
            Self::Character { position, character } => {
                Params::from([("position", position.to_string()), ("character", character.to_string())])
            }
            _ => Params::new(),
        }
    }
}

/// 31 characters: digits and letters without I, O, S, V, Z.
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
/// 3^(i−1) mod 31.
const WEIGHTS: [usize; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
/// Weights of the organisation code, GB 11714.
const ORG_WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

impl CreditCode {
    /// Reads what a cadre typed: full-width characters, spaces, dashes and lower case are put right. Letters are
    /// never swapped for digits by guess. The inner organisation code is not a reason to refuse
    /// (see [`CreditCode::org_code_fits`]).
    pub fn parse(text: &str) -> Result<Self, CreditCodeError> {
        let text = number_text(text);
        if text.is_empty() {
            return Err(CreditCodeError::Missing);
        }
        if text.contains("E+") {
            return Err(CreditCodeError::Destroyed);
        }
        let n = text.chars().count();
        if n != 18 {
            return Err(CreditCodeError::Length(n));
        }
        for (i, c) in text.chars().enumerate() {
            let digit_wanted = (2..8).contains(&i);
            let fits =
                if digit_wanted { c.is_ascii_digit() } else { c.is_ascii() && value(c as u8).is_some() };
            if !fits {
                return Err(CreditCodeError::Character { position: i + 1, character: c });
            }
        }
        let code = text.as_bytes().try_into().map(Self).map_err(|_| CreditCodeError::Length(n))?;
        if check_character(&code.0) == code.0[17] { Ok(code) } else { Err(CreditCodeError::Check) }
    }

    /// A fictitious code: class of two characters (`91` enterprise, `81` basic union), six digits of division, eight
    /// characters of organisation number. `None` where a part is out of range.
    pub fn compose(class: &str, division: u32, organisation: &str) -> Option<Self> {
        let mut text = format!("{class}{division:06}{organisation}");
        text.push(char::from(org_check(organisation.as_bytes())?));
        text.push('0');
        let mut code: [u8; 18] = text.as_bytes().try_into().ok()?;
        let known = code
            .iter()
            .enumerate()
            .all(|(i, c)| if (2..8).contains(&i) { c.is_ascii_digit() } else { value(*c).is_some() });
        if class.len() != 2 || !known {
            return None;
        }
        code[17] = check_character(&code);
        Some(Self(code))
    }

    /// All 18 characters. Codes of organisations are public.
    pub fn as_str(&self) -> &str {
        // Every constructor leaves ASCII only.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Registration authority and kind, the first two characters: `91` enterprise, `12` public institution, …
    pub fn class(&self) -> &str {
        &self.as_str()[..2]
    }

    /// Whether the code belongs to a union (81 basic, 89 other). A federation may also carry 13….
    pub fn is_union(&self) -> bool {
        self.0[0] == b'8'
    }

    /// Division of registration, six digits; it may have been renamed or abolished since.
    pub fn division(&self) -> &str {
        &self.as_str()[2..8]
    }

    /// The organisation code inside, nine characters.
    pub fn org_code(&self) -> &str {
        &self.as_str()[8..17]
    }

    /// Whether the organisation code's own check character fits. `false` is a warning only: some agencies
    /// issued codes with a ninth character of their own.
    pub fn org_code_fits(&self) -> bool {
        org_check(&self.0[8..16]) == Some(self.0[16])
    }
}

impl fmt::Display for CreditCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for CreditCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

fn value(c: u8) -> Option<usize> {
    ALPHABET.iter().position(|a| *a == c)
}

/// Callers have checked that every character is of the alphabet; a foreign one would count as 0.
fn check_character(code: &[u8; 18]) -> u8 {
    let sum: usize = code.iter().zip(WEIGHTS).map(|(c, w)| value(*c).unwrap_or(0) * w).sum();
    ALPHABET[(31 - sum % 31) % 31]
}

/// Check character of an organisation code, or `None` where the text is not eight digits or capitals.
fn org_check(organisation: &[u8]) -> Option<u8> {
    let organisation: &[u8; 8] = organisation.try_into().ok()?;
    let mut sum = 0;
    for (c, w) in organisation.iter().zip(ORG_WEIGHTS) {
        sum += w * match c {
            b'0'..=b'9' => u32::from(c - b'0'),
            b'A'..=b'Z' => u32::from(c - b'A') + 10,
            _ => return None,
        };
    }
    Some(match 11 - sum % 11 {
        10 => b'X',
        11 => b'0',
        d => b'0' + d as u8,
    })
}

/// The number of an organisation as old and new sheets give it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum OrgNumber {
    /// Unified social credit code.
    Credit(CreditCode),
    /// Business registration number of before 2015, 15 digits; kept as an alternate identifier.
    Registration(String),
    /// Organisation code of before 2015, nine characters with a fitting check; kept as an alternate identifier.
    OrgCode(String),
}

impl OrgNumber {
    /// Reads a credit code or one of its predecessors.
    pub fn parse(text: &str) -> Result<Self, CreditCodeError> {
        let number = number_text(text);
        let bytes = number.as_bytes();
        if bytes.len() == 15 && bytes.iter().all(u8::is_ascii_digit) {
            return Ok(Self::Registration(number));
        }
        if bytes.len() == 9 && org_check(&bytes[..8]) == Some(bytes[8]) {
            return Ok(Self::OrgCode(number));
        }
        CreditCode::parse(&number).map(Self::Credit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn published_and_fictitious_codes_are_valid() {
        for (code, class, division, union) in [
            ("91350100M000100Y43", "91", "350100", false),
            ("91330100799655058B", "91", "330100", false),
            ("91330226MA0000015P", "91", "330226", false),
            ("91331083MA2ALPHA23", "91", "331083", false),
            ("92330481MA28AAAA5C", "92", "330481", false),
            ("81330483MC0000012F", "81", "330483", true),
            ("81330726MC0000A24D", "81", "330726", true),
        ] {
            let c = CreditCode::parse(code).unwrap_or_else(|e| panic!("{code}: {e}"));
            assert_eq!((c.class(), c.division(), c.is_union()), (class, division, union));
            assert!(c.org_code_fits(), "{code}");
            assert_eq!(CreditCode::parse(&format!(" {} ", code.to_lowercase())), Ok(c));
        }
    }

    #[test]
    fn each_fault_is_named() {
        use CreditCodeError::*;
        for (text, fault) in [
            ("\u{3000}", Missing),
            ("9.13302E+17", Destroyed),
            ("91330226MA000001", Length(16)),
            ("91330226MA00000I5P", Character { position: 16, character: 'I' }),
            ("9133O226MA0000015P", Character { position: 5, character: 'O' }),
            ("91330226ＭＡ0000016P", Check),
            ("宁海县总工会", Length(6)),
        ] {
            assert_eq!(CreditCode::parse(text), Err(fault), "{text}");
        }
    }

    #[test]
    fn a_foreign_ninth_character_warns_only() {
        let valid = CreditCode::parse("91330226MA0000015P").unwrap();
        let mut odd = valid.0;
        odd[16] = b'7';
        odd[17] = check_character(&odd);
        let odd = CreditCode::parse(std::str::from_utf8(&odd).unwrap()).unwrap();
        assert!(valid.org_code_fits() && !odd.org_code_fits());
    }

    #[test]
    fn predecessors_are_recognised() {
        let org = |s: &str| OrgNumber::parse(s);
        assert_eq!(org("79965505-8"), Ok(OrgNumber::OrgCode("799655058".into())));
        assert_eq!(org("330226000012345"), Ok(OrgNumber::Registration("330226000012345".into())));
        assert!(matches!(org("81330483MC0000012F"), Ok(OrgNumber::Credit(_))));
        assert_eq!(org("799655057"), Err(CreditCodeError::Length(9)), "wrong ninth character");
    }

    fn any_code() -> impl Strategy<Value = CreditCode> {
        ("(81|91|92|12|Y1)", 110_000u32..=659_999, "[0-9A-HJ-NP-RTUW-Y]{8}")
            .prop_filter_map("parts", |(class, division, org)| CreditCode::compose(&class, division, &org))
    }

    proptest! {
        #[test]
        fn composed_codes_are_valid(code in any_code()) {
            prop_assert_eq!(CreditCode::parse(code.as_str()), Ok(code));
            prop_assert!(code.org_code_fits());
        }

        #[test]
        fn one_wrong_character_is_always_found(code in any_code(), at in 0usize..18, by in 1usize..31) {
            let mut wrong = code.0;
            let v = value(wrong[at]).unwrap();
            wrong[at] = ALPHABET[(v + by) % 31];
            prop_assert!(CreditCode::parse(std::str::from_utf8(&wrong).unwrap()).is_err());
        }

        #[test]
        fn no_text_makes_it_panic(s in "\\PC{0,24}") {
            let _ = OrgNumber::parse(&s);
        }
    }
}
