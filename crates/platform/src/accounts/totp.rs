//! Time-based one-time codes (RFC 6238): SHA-1, six digits, 30 seconds, as every authenticator app has them.

use hmac::{Hmac, KeyInit, Mac};
use kernel::Timestamp;
use sha1::Sha1;

/// Seconds of a step.
const STEP: i64 = 30;

/// The step at an instant.
pub fn step_at(now: Timestamp) -> i64 {
    now.0 / 1000 / STEP
}

fn code_of_step(secret: &[u8], step: i64) -> String {
    let mut mac = Hmac::<Sha1>::new_from_slice(secret).expect("HMAC takes keys of any length");
    mac.update(&step.to_be_bytes());
    let hash = mac.finalize().into_bytes();
    let at = usize::from(hash[19] & 15);
    let n = u32::from_be_bytes([hash[at], hash[at + 1], hash[at + 2], hash[at + 3]]) & 0x7fff_ffff;
    format!("{:06}", n % 1_000_000)
}

/// The code at an instant; for demo installations and tests.
pub fn code_at(secret: &[u8], now: Timestamp) -> String {
    code_of_step(secret, step_at(now))
}

/// The step that a code belongs to: this one, the one before or the one after; never one that was used already.
pub fn verify(secret: &[u8], code: &str, now: Timestamp, used: i64) -> Option<i64> {
    let step = step_at(now);
    (step - 1..=step + 1).find(|s| *s > used && code_of_step(secret, *s) == code)
}

/// The secret in base 32, as people type it.
pub fn base32(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let (mut out, mut buffer, mut bits) = (String::new(), 0_u32, 0);
    for b in bytes {
        buffer = buffer << 8 | u32::from(*b);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            out.push(char::from(DIGITS[(buffer >> bits & 31) as usize]));
        }
    }
    if bits > 0 {
        out.push(char::from(DIGITS[(buffer << (5 - bits) & 31) as usize]));
    }
    out
}

/// The address that an authenticator app reads from the QR code.
pub fn uri(username: &str, secret: &[u8]) -> String {
    format!("otpauth://totp/niangjia:{username}?secret={}&issuer=niangjia", base32(secret))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B (SHA-1), last six digits.
    #[test]
    fn the_standards_vectors() {
        let secret = b"12345678901234567890";
        for (seconds, code) in [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")] {
            assert_eq!(code_at(secret, Timestamp(seconds * 1000)), code);
        }
        assert_eq!(base32(secret), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    }

    #[test]
    fn a_code_works_once_and_for_a_minute_and_a_half() {
        let (secret, now) = (b"12345678901234567890", Timestamp(1_111_111_109_000));
        let code = code_at(secret, now);
        let step = verify(secret, &code, now.plus_ms(29_000), 0).unwrap();
        assert_eq!(verify(secret, &code, now, step), None, "used");
        assert_eq!(verify(secret, &code, now.plus_ms(91_000), 0), None, "late");
    }
}
