//! Blind signatures (RFC 9474, RSABSSA-SHA384-PSS-Randomized, 2048 bits): the server signs one message of a member without
//! seeing it, and later knows its own signature without knowing whose it was. See docs/adr/0015.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rand::SeedableRng;
use rand_chacha::ChaCha20Rng;
use rsa::hazmat::rsa_decrypt_and_check;
use rsa::pkcs8::{DecodePrivateKey, DecodePublicKey, EncodePrivateKey, EncodePublicKey};
use rsa::pss::{Signature, VerifyingKey};
use rsa::signature::Verifier;
use rsa::traits::PublicKeyParts;
use rsa::{BoxedUint, PrivateKey, PublicKey};
use sha2::Sha384;
use sm3::{Digest, Sm3};

use crate::error::{Result, SurveyError};

/// Bytes of a blinded message, and of a signature.
pub const BYTES: usize = 256;

/// The keys of a survey.
#[derive(Clone)]
pub struct Keys {
    /// SubjectPublicKeyInfo, DER.
    pub public: Vec<u8>,
    /// PKCS #8, DER, in base64; to be sealed.
    pub private: String,
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Keys").finish_non_exhaustive()
    }
}

fn failed(e: impl std::fmt::Display) -> SurveyError {
    SurveyError::Keys(e.to_string())
}

/// Looks for a pair of keys; takes up to some seconds of a processor.
///
/// # Errors
/// [`SurveyError::Keys`].
pub fn find_keys(seed: [u8; 32]) -> Result<Keys> {
    let key = PrivateKey::new(&mut ChaCha20Rng::from_seed(seed), BYTES * 8).map_err(failed)?;
    let public = PublicKey::from(&key).to_public_key_der().map_err(failed)?.into_vec();
    let private = STANDARD.encode(key.to_pkcs8_der().map_err(failed)?.as_bytes());
    Ok(Keys { public, private })
}

/// [`find_keys`] on a thread that may block.
///
/// # Errors
/// As [`find_keys`].
pub async fn make_keys(seed: [u8; 32]) -> Result<Keys> {
    tokio::task::spawn_blocking(move || find_keys(seed)).await.map_err(failed)?
}

/// Signs a blinded message with a private key as [`Keys`] has it. The same message has the same signature; `seed` hides the
/// time that the key needs.
///
/// # Errors
/// [`SurveyError::Blinded`] if it is no message for this key, [`SurveyError::Keys`].
pub fn sign_now(private: &str, blinded: &[u8], seed: [u8; 32]) -> Result<Vec<u8>> {
    let key = PrivateKey::from_pkcs8_der(&STANDARD.decode(private).map_err(failed)?).map_err(failed)?;
    let message = BoxedUint::from_be_slice(blinded, BYTES as u32 * 8).map_err(|_| SurveyError::Blinded)?;
    if blinded.len() != BYTES || message >= **key.n() {
        return Err(SurveyError::Blinded);
    }
    // RFC 9474, section 4.3: the bare operation, with the check that a fault in it does not give the key away.
    let rng = &mut ChaCha20Rng::from_seed(seed);
    let signed = rsa_decrypt_and_check(&key, Some(rng), &message).map_err(failed)?;
    Ok(signed.to_be_bytes().into_vec())
}

/// [`sign_now`] on a thread that may block.
///
/// # Errors
/// As [`sign_now`].
pub async fn sign(private: String, blinded: Vec<u8>, seed: [u8; 32]) -> Result<Vec<u8>> {
    tokio::task::spawn_blocking(move || sign_now(&private, &blinded, seed)).await.map_err(failed)?
}

/// Whether a message was signed with the private key of this public one: an ordinary RSASSA-PSS signature (RFC 9474,
/// section 4.5).
pub fn verifies(public: &[u8], prepared: &[u8], signature: &[u8]) -> bool {
    let Ok(key) = PublicKey::from_public_key_der(public) else { return false };
    let Ok(signature) = Signature::try_from(signature) else { return false };
    VerifyingKey::<Sha384>::new(key).verify(prepared, &signature).is_ok()
}

/// Sixteen digits from the digest of a public key, in groups of four: what people compare.
pub fn fingerprint(public: &[u8]) -> String {
    let digest = Sm3::digest(public);
    let first: [u8; 8] = std::array::from_fn(|i| digest[i]);
    let text = format!("{:016}", u64::from_be_bytes(first) % 10_u64.pow(16));
    let groups: Vec<&str> = (0..4).map(|i| &text[i * 4..i * 4 + 4]).collect();
    groups.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Deserialize)]
    struct Token {
        prepared: String,
        blinded: String,
        blind_signature: String,
        signature: String,
    }

    #[derive(Deserialize)]
    struct Vectors {
        public: String,
        private: String,
        tokens: Vec<Token>,
    }

    /// Made with `@cloudflare/blindrsa-ts` 0.4.4, the other side.
    fn vectors() -> Vectors {
        serde_json::from_str(include_str!("../tests/data/blind.json")).unwrap()
    }

    fn bytes(text: &str) -> Vec<u8> {
        STANDARD.decode(text).unwrap()
    }

    #[test]
    fn what_the_phone_blinds_is_signed_and_its_token_verifies() {
        let v = vectors();
        let public = bytes(&v.public);
        for t in &v.tokens {
            let signed = sign_now(&v.private, &bytes(&t.blinded), [1; 32]).unwrap();
            assert_eq!(STANDARD.encode(&signed), t.blind_signature);
            assert_eq!(
                signed,
                sign_now(&v.private, &bytes(&t.blinded), [2; 32]).unwrap(),
                "a retry is told the same"
            );
            assert!(verifies(&public, &bytes(&t.prepared), &bytes(&t.signature)));
            assert!(!verifies(&public, &bytes(&t.prepared), &signed), "the blind signature is no token");
            // What is handed in was not seen when it was signed.
            let seen = [bytes(&t.blinded), signed].concat();
            for part in bytes(&t.prepared).chunks(8).chain(bytes(&t.signature).chunks(8)) {
                assert!(!seen.windows(8).any(|w| w == part));
            }
        }
        assert!(!verifies(&public, &bytes(&v.tokens[0].prepared), &bytes(&v.tokens[1].signature)));
    }

    #[test]
    fn keys_are_made_from_their_seed_and_tokens_fit_their_own_survey() {
        let keys = find_keys([1; 32]).unwrap();
        assert_eq!(keys.public, find_keys([1; 32]).unwrap().public);
        let v = vectors();
        assert!(!verifies(&keys.public, &bytes(&v.tokens[0].prepared), &bytes(&v.tokens[0].signature)));
        for bad in [vec![1; 10], vec![255; BYTES], vec![0; BYTES + 1], Vec::new()] {
            assert!(
                matches!(sign_now(&keys.private, &bad, [3; 32]), Err(SurveyError::Blinded)),
                "{}",
                bad.len()
            );
        }
        let digits = fingerprint(&keys.public);
        assert!(digits.len() == 19 && digits.bytes().all(|b| b.is_ascii_digit() || b == b' '), "{digits}");
        assert!(!verifies(&[1, 2, 3], &[0; 64], &[0; BYTES]));
    }
}
