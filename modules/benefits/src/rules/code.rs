//! What a voucher's number and its rotating code say.
//!
//! The number is printed, stays, and proves nothing; the code proves that whoever shows it was signed in as the holder within the
//! last minutes. A till without a network verifies the signature with the public key; the server asks the seal, which is faster.
//! Both come from the keys of the installation, which are outside the database.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as B64;
use kernel::{Day, Fen, Id, Timestamp};
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use platform::App;
use platform::sealed::Keyring;
use std::sync::Arc;

/// Digits of a serial in a number.
const SERIAL: usize = 7;
/// Digits that check a number.
const CHECK: usize = 2;
/// Digits of a campaign's number, least and most.
const CAMPAIGN: (usize, usize) = (4, 6);
/// Digits of the minute behind a number that is typed.
pub(super) const TYPED: usize = 6;
/// Bytes of what is said.
const PAYLOAD: usize = 28;
/// Bytes of the seal.
const SEAL: usize = 16;
/// Bytes of the signature.
const SIGNATURE: usize = 64;
/// What a kind of code begins with, and what its seal is stamped with.
pub(super) type Kind = (&'static str, &'static str);
/// The codes of vouchers.
const VOUCHER: Kind = ("NJ1", "benefit-code");
/// Minutes before and after its own in which a code holds: clocks differ, and people are slow.
const AROUND: i64 = 1;
/// Milliseconds of a minute.
const MINUTE: i64 = 60_000;
/// The bytes in front of an uncompressed point on P-256 that make it a SubjectPublicKeyInfo (RFC 5480).
const SPKI: [u8; 26] = [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86,
    0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
];

/// Why a code or a number is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// It is none of ours, or was mistyped.
    #[error("no code of ours")]
    Bad,
    /// It belongs to another minute.
    #[error("of another minute")]
    Old,
}

/// What a code says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said {
    /// Campaign.
    pub campaign_id: Id,
    /// Serial of the voucher.
    pub serial: i64,
    /// Minute in which it is shown: instant by 60,000.
    pub minute: i64,
    /// 分 that the person pays at the till.
    pub pays: Fen,
    /// 分 that it costs the budget.
    pub worth: Fen,
    /// Last day on which the voucher holds.
    pub until: Day,
}

/// The minute of an instant.
pub fn minute_of(at: Timestamp) -> i64 {
    at.0.div_euclid(MINUTE)
}

/// The minutes whose codes hold at an instant.
pub(super) fn around(at: Timestamp) -> std::ops::RangeInclusive<i64> {
    let now = minute_of(at);
    now - AROUND..=now + AROUND
}

/// The number that is printed on a voucher: number of the campaign, serial, and two digits that find a mistyped one (ISO 7064
/// MOD 97-10: every single digit, and every exchange of two).
pub fn number(campaign: &str, serial: i64) -> String {
    let said = format!("{campaign}{serial:0SERIAL$}");
    let check = 98 - remainder(&format!("{said}00"));
    format!("{said}{check:0CHECK$}")
}

/// A number in groups, as people read it: the campaign, the serial, the rest.
pub fn grouped(number: &str) -> String {
    let end = number.len().saturating_sub(CHECK);
    let middle = end.saturating_sub(SERIAL);
    match (number.get(..middle), number.get(middle..end), number.get(end..)) {
        (Some(a), Some(b), Some(c)) => format!("{a} {b} {c}"),
        _ => number.to_owned(),
    }
}

/// What digits leave divided by 97.
pub(super) fn remainder(digits: &str) -> i64 {
    digits.bytes().filter(u8::is_ascii_digit).fold(0, |r, b| (r * 10 + i64::from(b - b'0')) % 97)
}

/// Digits, however they were typed: full-width ones, spaces and dashes between them.
pub(super) fn digits(text: &str) -> Option<String> {
    let narrow = kernel::text::clean(text);
    let kept: String = narrow.chars().filter(|c| !matches!(c, ' ' | '-' | '－' | '—')).collect();
    (!kept.is_empty() && kept.bytes().all(|b| b.is_ascii_digit())).then_some(kept)
}

/// The campaign's number and the serial of a printed number.
///
/// # Errors
/// [`CodeError::Bad`] for anything else.
pub fn parse_number(text: &str) -> Result<(String, i64), CodeError> {
    let all = digits(text).ok_or(CodeError::Bad)?;
    let fits = (CAMPAIGN.0 + SERIAL + CHECK..=CAMPAIGN.1 + SERIAL + CHECK).contains(&all.len());
    if !fits || remainder(&all) != 1 {
        return Err(CodeError::Bad);
    }
    let at = all.len() - SERIAL - CHECK;
    let serial = all.get(at..at + SERIAL).and_then(|s| s.parse().ok()).filter(|s| *s > 0);
    Ok((all[..at].to_owned(), serial.ok_or(CodeError::Bad)?))
}

/// Whether a text is a number with the digits of a minute, and not what a scanner read.
pub fn is_typed(text: &str) -> bool {
    digits(text).is_some()
}

/// A number that was typed with the digits of its minute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// Number of the campaign.
    pub campaign: String,
    /// Serial.
    pub serial: i64,
    /// The digits of the minute.
    digits: String,
}

/// Takes what was typed apart.
///
/// # Errors
/// [`CodeError::Bad`] if it is no number with the digits of a minute.
pub fn parse_typed(text: &str) -> Result<Typed, CodeError> {
    let all = digits(text).filter(|d| d.len() > TYPED).ok_or(CodeError::Bad)?;
    let (number, minute) = all.split_at(all.len() - TYPED);
    let (campaign, serial) = parse_number(number)?;
    Ok(Typed { campaign, serial, digits: minute.to_owned() })
}

/// Makes and reads codes. The signing key is worked out once.
pub struct Codes {
    keys: Arc<Keyring>,
    sign: SigningKey,
}

impl std::fmt::Debug for Codes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Codes").field("public", &self.public_key()).finish_non_exhaustive()
    }
}

impl Codes {
    /// Of an installation; kept by [`App::shared`].
    pub fn of(app: &App) -> Self {
        Self::new(app.keyring().clone())
    }

    /// Of a key ring.
    pub fn new(keys: Arc<Keyring>) -> Self {
        // All but 1 of 2^32 numbers are keys of the curve.
        let made = |n: u8| SigningKey::from_slice(&keys.stamp("benefit-code-key", &[&[n]])).ok();
        let sign = (0..=u8::MAX).find_map(made).expect("256 numbers that are no key do not happen");
        Self { keys, sign }
    }

    /// The key that a till verifies signatures with: SubjectPublicKeyInfo in base64url without padding.
    pub fn public_key(&self) -> String {
        let point = self.sign.verifying_key().to_sec1_point(false);
        B64.encode([SPKI.as_slice(), point.as_bytes()].concat())
    }

    fn seal(&self, label: &str, payload: &[u8]) -> [u8; SEAL] {
        let mut out = [0; SEAL];
        out.copy_from_slice(&self.keys.stamp(label, &[payload])[..SEAL]);
        out
    }

    /// The digits that a stamp of these parts comes to: no other label gives the same.
    pub(super) fn digits_of(&self, label: &str, parts: &[&[u8]]) -> String {
        let stamp = self.keys.stamp(label, parts);
        let mut first = [0; 8];
        first.copy_from_slice(&stamp[..8]);
        format!("{:0TYPED$}", u64::from_be_bytes(first) % 10_u64.pow(TYPED as u32))
    }

    fn minute_digits(&self, campaign: Id, serial: i64, minute: i64) -> String {
        let parts = [campaign.0.to_be_bytes(), serial.to_be_bytes(), minute.to_be_bytes()];
        self.digits_of("benefit-typed", &[&parts[0], &parts[1], &parts[2]])
    }

    /// What is said as the text of a QR code: what kind of code it is, the payload, the seal of that kind, the signature over the
    /// first two.
    pub(super) fn coded(&self, (head, label): Kind, payload: &[u8]) -> String {
        let signed = format!("{head}.{}", B64.encode(payload));
        let signature: Signature = self.sign.sign(signed.as_bytes());
        format!("{signed}.{}.{}", B64.encode(self.seal(label, payload)), B64.encode(signature.to_bytes()))
    }

    /// The payload of a code of a kind.
    ///
    /// # Errors
    /// [`CodeError::Bad`] for anything else.
    pub(super) fn decoded(
        &self,
        (head, label): Kind,
        length: usize,
        text: &str,
    ) -> Result<Vec<u8>, CodeError> {
        let mut parts = text.trim().split('.');
        let (first, payload, seal, signature) = (parts.next(), parts.next(), parts.next(), parts.next());
        if first != Some(head) || parts.next().is_some() {
            return Err(CodeError::Bad);
        }
        let bytes = |part: Option<&str>, length: usize| {
            part.and_then(|p| B64.decode(p).ok()).filter(|b| b.len() == length).ok_or(CodeError::Bad)
        };
        let (payload, seal) = (bytes(payload, length)?, bytes(seal, SEAL)?);
        bytes(signature, SIGNATURE)?;
        if same(&seal, &self.seal(label, &payload)) { Ok(payload) } else { Err(CodeError::Bad) }
    }

    /// The text of a QR code.
    pub fn sign(&self, said: &Said) -> String {
        self.coded(VOUCHER, &write(said))
    }

    /// What is typed where nothing can be scanned: the number, and the digits of the minute.
    pub fn typed(&self, campaign_number: &str, said: &Said) -> String {
        let digits = self.minute_digits(said.campaign_id, said.serial, said.minute);
        let (a, b) = digits.split_at(TYPED / 2);
        format!("{} {a} {b}", grouped(&number(campaign_number, said.serial)))
    }

    /// What a scanned code says, if it is ours and holds at an instant.
    ///
    /// # Errors
    /// [`CodeError`].
    pub fn check(&self, text: &str, at: Timestamp) -> Result<Said, CodeError> {
        let said = read(&self.decoded(VOUCHER, PAYLOAD, text)?).ok_or(CodeError::Bad)?;
        if around(at).contains(&said.minute) { Ok(said) } else { Err(CodeError::Old) }
    }

    /// The minute of a number that was typed, if it holds at an instant.
    ///
    /// # Errors
    /// [`CodeError::Old`]: digits of another minute, or of none.
    pub fn check_typed(&self, campaign: Id, typed: &Typed, at: Timestamp) -> Result<i64, CodeError> {
        let fits = |minute: &i64| {
            let digits = self.minute_digits(campaign, typed.serial, *minute);
            same(digits.as_bytes(), typed.digits.as_bytes())
        };
        around(at).find(fits).ok_or(CodeError::Old)
    }
}

/// Compares without telling by its time how much was right.
pub(super) fn same(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0, |d, (x, y)| d | (x ^ y)) == 0
}

fn write(said: &Said) -> [u8; PAYLOAD] {
    let short = |n: i64| u32::try_from(n).unwrap_or(u32::MAX).to_be_bytes();
    let rest = [said.serial, said.minute, said.pays.0, said.worth.0, said.until.number()];
    let mut out = [0; PAYLOAD];
    out[..8].copy_from_slice(&said.campaign_id.0.to_be_bytes());
    for (place, n) in out[8..].chunks_exact_mut(4).zip(rest) {
        place.copy_from_slice(&short(n));
    }
    out
}

fn read(payload: &[u8]) -> Option<Said> {
    let (id, rest) = payload.split_first_chunk::<8>()?;
    let numbers: Vec<i64> = rest
        .chunks_exact(4)
        .filter_map(|c| c.try_into().ok().map(|b| i64::from(u32::from_be_bytes(b))))
        .collect();
    let [serial, minute, pays, worth, until] = numbers.try_into().ok()?;
    Some(Said {
        campaign_id: Id(i64::from_be_bytes(*id)),
        serial,
        minute,
        pays: Fen(pays),
        worth: Fen(worth),
        until: Day::from_number(until)?,
    })
}

#[cfg(test)]
#[path = "code_tests.rs"]
mod tests;
