//! What a member's own code says (会员码): the number that was drawn for the person, and the minute.
//!
//! It is made and read as the codes of vouchers are, with labels of its own: a voucher's code is never a member's, nor the other way
//! round. What is typed has another length, so that the two are told apart before anything is asked.

use kernel::Timestamp;

use super::code::{CodeError, Codes, Kind, TYPED, around, digits, remainder, same};

/// The codes of members.
const MEMBER: Kind = ("NM1", "benefit-member-code");
/// Label of the digits of a minute.
const DIGITS: &str = "benefit-member-typed";
/// Digits of a number: eight by chance, the first of them not 0, and two that check them.
const NUMBER: usize = 10;
/// Bytes of what is said: the number, the minute.
const PAYLOAD: usize = 12;
/// The least number that is drawn, and how many there are.
const DRAWN: (u64, u64) = (10_000_000, 90_000_000);

/// What a member's code says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberSaid {
    /// Number of the member.
    pub number: String,
    /// Minute in which it is shown: instant by 60,000.
    pub minute: i64,
}

/// The number that a draw by chance comes to.
pub fn member_number(drawn: u64) -> String {
    let said = DRAWN.0 + drawn % DRAWN.1;
    format!("{said}{:02}", 98 - remainder(&format!("{said}00")))
}

/// A number as people type it, if it is one.
pub fn parse_member_number(text: &str) -> Option<String> {
    digits(text).filter(|d| d.len() == NUMBER && remainder(d) == 1)
}

/// A number in groups, as people read it.
pub fn member_grouped(number: &str) -> String {
    match (number.get(..4), number.get(4..8), number.get(8..)) {
        (Some(a), Some(b), Some(c)) => format!("{a} {b} {c}"),
        _ => number.to_owned(),
    }
}

impl Codes {
    fn member_digits(&self, said: &MemberSaid) -> String {
        self.digits_of(DIGITS, &[said.number.as_bytes(), &said.minute.to_be_bytes()])
    }

    /// The text of a member's QR code.
    pub fn sign_member(&self, said: &MemberSaid) -> String {
        let mut payload = [0; PAYLOAD];
        payload[..8].copy_from_slice(&said.number.parse::<u64>().unwrap_or_default().to_be_bytes());
        payload[8..].copy_from_slice(&u32::try_from(said.minute).unwrap_or(u32::MAX).to_be_bytes());
        self.coded(MEMBER, &payload)
    }

    /// What is typed where nothing can be scanned: the number, and the digits of the minute.
    pub fn typed_member(&self, said: &MemberSaid) -> String {
        let digits = self.member_digits(said);
        let (a, b) = digits.split_at(TYPED / 2);
        format!("{} {a} {b}", member_grouped(&said.number))
    }

    /// What a member's code says that was scanned or typed, if it is ours and holds at an instant.
    ///
    /// # Errors
    /// [`CodeError`].
    pub fn check_member(&self, text: &str, at: Timestamp) -> Result<MemberSaid, CodeError> {
        if let Some(all) = digits(text) {
            let (number, typed) = all.split_at_checked(NUMBER).ok_or(CodeError::Bad)?;
            let number =
                parse_member_number(number).filter(|_| typed.len() == TYPED).ok_or(CodeError::Bad)?;
            let said = |minute: i64| MemberSaid { number: number.clone(), minute };
            let fits = |said: &MemberSaid| same(self.member_digits(said).as_bytes(), typed.as_bytes());
            return around(at).map(said).find(fits).ok_or(CodeError::Old);
        }
        let payload = self.decoded(MEMBER, PAYLOAD, text)?;
        let (number, minute) = payload.split_first_chunk::<8>().ok_or(CodeError::Bad)?;
        let minute: [u8; 4] = minute.try_into().map_err(|_| CodeError::Bad)?;
        let said = MemberSaid {
            number: u64::from_be_bytes(*number).to_string(),
            minute: i64::from(u32::from_be_bytes(minute)),
        };
        if around(at).contains(&said.minute) { Ok(said) } else { Err(CodeError::Old) }
    }
}

#[cfg(test)]
mod tests {
    use super::super::code::{Said, parse_typed};
    use super::*;
    use kernel::{Day, Fen, Id};
    use platform::sealed::{Cipher, Keyring};
    use proptest::prelude::*;
    use rand::SeedableRng;
    use std::sync::Arc;

    fn codes() -> Codes {
        let rng = rand_chacha::ChaCha20Rng::seed_from_u64(7);
        Codes::new(Arc::new(Keyring::generate(Cipher::Sm4Gcm, rng)))
    }

    proptest! {
        #[test]
        fn a_number_is_found_again_and_a_mistyped_one_is_not(drawn: u64, at in 0_usize..NUMBER, by in 1_u8..10) {
            let number = member_number(drawn);
            prop_assert_eq!(parse_member_number(&member_grouped(&number)), Some(number.clone()));
            let mut wrong = number.into_bytes();
            wrong[at] = b'0' + (wrong[at] - b'0' + by) % 10;
            prop_assert_eq!(parse_member_number(&String::from_utf8(wrong).unwrap_or_default()), None);
        }
    }

    #[test]
    fn a_code_holds_in_its_minute_and_around_it() {
        let (codes, said) = (codes(), MemberSaid { number: member_number(77), minute: 29_000_000 });
        for text in [codes.sign_member(&said), codes.typed_member(&said)] {
            for (off, holds) in [(-2, false), (-1, true), (0, true), (1, true), (2, false)] {
                let at = Timestamp((said.minute + off) * 60_000 + 30_000);
                let found = codes.check_member(&text, at);
                assert_eq!(found, if holds { Ok(said.clone()) } else { Err(CodeError::Old) }, "{text} {off}");
            }
        }
    }

    #[test]
    fn a_voucher_is_no_member_and_a_member_no_voucher() {
        let codes = codes();
        let at = Timestamp(29_000_000 * 60_000);
        let member = MemberSaid { number: member_number(5), minute: 29_000_000 };
        let (pays, worth) = (Fen(100), Fen(2_900));
        let until = Day::constant(2026, 12, 31);
        let voucher = Said { campaign_id: Id(7), serial: 1, minute: 29_000_000, pays, worth, until };
        let (of_member, of_voucher) = (codes.sign_member(&member), codes.sign(&voucher));
        assert_eq!(codes.check(&of_member, at), Err(CodeError::Bad));
        assert_eq!(codes.check_member(&of_voucher, at), Err(CodeError::Bad));
        // Nor with the head of the other kind in front.
        assert_eq!(codes.check(&of_member.replacen("NM1", "NJ1", 1), at), Err(CodeError::Bad));
        assert_eq!(codes.check_member(&of_voucher.replacen("NJ1", "NM1", 1), at), Err(CodeError::Bad));
        assert_eq!(parse_typed(&codes.typed_member(&member)), Err(CodeError::Bad));
        assert_eq!(codes.check_member(&codes.typed("2026", &voucher), at), Err(CodeError::Bad));
        // A payload of the right length under the seal of vouchers.
        let forged = codes.coded(("NM1", "benefit-code"), &[0; PAYLOAD]);
        assert_eq!(codes.check_member(&forged, at), Err(CodeError::Bad));
    }
}
