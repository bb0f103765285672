//! Mobile numbers and bank cards (docs/rules §1.2).

use std::fmt;

use crate::text::{mask, number_text};
use crate::{Params, Problem, Status};

/// A mobile number of mainland China, eleven digits. `Debug` shows the mask only.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Phone([u8; 11]);

/// Why a text is not a mobile number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhoneError {
    /// Nothing was given.
    #[error("the mobile number is missing")]
    Missing,
    /// Not eleven digits.
    #[error("the mobile number has {0} digits, not 11")]
    Length(usize),
    /// A fixed line, `0574-65551234`: no message can be sent there.
    #[error("this is a fixed line")]
    FixedLine,
    /// Eleven digits that no mobile number has, or other characters.
    #[error("this is not a mobile number")]
    NotMobile,
}

impl Problem for PhoneError {
    fn code(&self) -> &'static str {
        match self {
            Self::Missing => "kernel.phone-missing",
            Self::Length(_) => "kernel.phone-length",
            Self::FixedLine => "kernel.phone-fixed-line",
            Self::NotMobile => "kernel.phone-not-mobile",
        }
    }

    fn status(&self) -> Status {
        Status::Invalid
    }

    fn params(&self) -> Params {
        match self {
            Self::Length(n) => Params::from([("length", n.to_string())]),
            _ => Params::new(),
        }
    }
}

impl Phone {
    /// Reads `138 1234 5678`, `138-1234-5678`, `+86 138…` and full-width digits.
    pub fn parse(text: &str) -> Result<Self, PhoneError> {
        let text = number_text(text);
        let digits = text.strip_prefix("+86").or_else(|| text.strip_prefix("0086")).unwrap_or(&text);
        let digits = match digits.strip_prefix("86") {
            Some(rest) if rest.len() == 11 => rest,
            _ => digits,
        };
        if digits.is_empty() {
            return Err(PhoneError::Missing);
        }
        if !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(PhoneError::NotMobile);
        }
        if digits.starts_with('0') && (10..=12).contains(&digits.len()) {
            return Err(PhoneError::FixedLine);
        }
        let number: [u8; 11] = digits.as_bytes().try_into().map_err(|_| PhoneError::Length(digits.len()))?;
        if number[0] == b'1' && number[1] >= b'3' { Ok(Self(number)) } else { Err(PhoneError::NotMobile) }
    }

    /// All eleven digits. For sealing, digests and sending only: pages show [`Phone::masked`].
    pub fn as_str(&self) -> &str {
        // Every constructor leaves ASCII digits only.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The last four digits.
    pub fn tail(&self) -> &str {
        &self.as_str()[7..]
    }

    /// First three and last four, `138****5678`.
    pub fn masked(&self) -> String {
        mask(self.as_str(), 3, 4)
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

/// A bank card of 16 to 19 digits with a fitting Luhn digit. `Debug` shows the mask only.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct BankCard(String);

/// Why a text is not a bank card number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BankCardError {
    /// Not 16 to 19 digits, or destroyed by the spreadsheet.
    #[error("a card number has 16 to 19 digits")]
    Form,
    /// The Luhn digit does not fit: at least one digit is wrong.
    #[error("the check digit does not fit")]
    Check,
}

impl Problem for BankCardError {
    fn code(&self) -> &'static str {
        match self {
            Self::Form => "kernel.bank-card-form",
            Self::Check => "kernel.bank-card-check",
        }
    }

    fn status(&self) -> Status {
        Status::Invalid
    }
}

impl BankCard {
    /// Reads a card number, spaces and dashes allowed.
    pub fn parse(text: &str) -> Result<Self, BankCardError> {
        let digits = number_text(text);
        if !(16..=19).contains(&digits.len()) || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(BankCardError::Form);
        }
        let sum: u32 = digits
            .bytes()
            .rev()
            .enumerate()
            .map(|(i, b)| match u32::from(b - b'0') << (i % 2) {
                d @ 10.. => d - 9,
                d => d,
            })
            .sum();
        if sum.is_multiple_of(10) { Ok(Self(digits)) } else { Err(BankCardError::Check) }
    }

    /// All digits. For sealing and payment files only.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last four digits, the rest hidden.
    pub fn masked(&self) -> String {
        mask(&self.0, 0, 4)
    }
}

impl fmt::Debug for BankCard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn mobiles_as_typed_are_read() {
        let phone = Phone::parse("13812345678").unwrap();
        for text in [
            "138-1234-5678",
            "１３８ 1234 5678",
            "+86 13812345678",
            "8613812345678",
            "008613812345678",
            "13812345678.0",
        ] {
            assert_eq!(Phone::parse(text), Ok(phone), "{text}");
        }
        assert_eq!((phone.tail(), phone.masked().as_str()), ("5678", "138****5678"));
        assert_eq!(format!("{phone:?}"), "138****5678");
    }

    #[test]
    fn other_numbers_are_refused_with_their_reason() {
        for (text, fault) in [
            ("", PhoneError::Missing),
            ("1381234567", PhoneError::Length(10)),
            ("0574-65551234", PhoneError::FixedLine),
            ("12812345678", PhoneError::NotMobile),
            ("1.38123E+10", PhoneError::NotMobile),
            ("13812345678/13912345678", PhoneError::NotMobile),
        ] {
            assert_eq!(Phone::parse(text), Err(fault), "{text}");
        }
    }

    #[test]
    fn cards() {
        let card = BankCard::parse("6228 4803 2123 4567 899").unwrap();
        assert_eq!(card.masked(), "***************7899");
        assert_eq!(BankCard::parse("6228480321234567898"), Err(BankCardError::Check));
        assert_eq!(BankCard::parse("6.22848E+18"), Err(BankCardError::Form));
    }

    proptest! {
        #[test]
        fn one_wrong_digit_of_a_card_is_always_found(body in "[0-9]{18}", at in 0usize..19, by in 1u8..10) {
            let card = (0..10).find_map(|d| BankCard::parse(&format!("{body}{d}")).ok()).unwrap();
            let mut wrong = card.as_str().as_bytes().to_vec();
            wrong[at] = b'0' + (wrong[at] - b'0' + by) % 10;
            prop_assert!(BankCard::parse(std::str::from_utf8(&wrong).unwrap()).is_err());
        }

        #[test]
        fn no_text_makes_it_panic(s in "\\PC{0,24}") {
            let _ = (Phone::parse(&s), BankCard::parse(&s));
        }
    }
}
