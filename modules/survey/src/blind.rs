//! Blind signatures (RFC 9474, RSABSSA-SHA384-PSS-Randomized, 2048 bits): the server signs one message of a member without
//! seeing it, and later knows its own signature without knowing whose it was. See docs/adr/0015.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use blind_rsa_signatures::{
    KeyPairSha384PSSRandomized as Pair, MessageRandomizer, PublicKeySha384PSSRandomized as PublicKey,
    SecretKeySha384PSSRandomized as SecretKey, Signature,
};
use rand::SeedableRng;
use rand_chacha::ChaCha20Rng;
use sm3::{Digest, Sm3};

use crate::error::{Result, SurveyError};

/// Bytes of a blinded message, and of a signature.
pub const BYTES: usize = 256;
/// Bytes of the random beginning of a message.
const RANDOMIZER: usize = 32;

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
    let pair = Pair::generate(&mut ChaCha20Rng::from_seed(seed), BYTES * 8).map_err(failed)?;
    let (public, private) = (pair.pk.to_der().map_err(failed)?, pair.sk.to_der().map_err(failed)?);
    Ok(Keys { public, private: STANDARD.encode(private) })
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
    let key = SecretKey::from_der(&STANDARD.decode(private).map_err(failed)?).map_err(failed)?;
    let signed = key.blind_sign_with_rng(&mut ChaCha20Rng::from_seed(seed), blinded);
    signed.map(|s| s.0).map_err(|_| SurveyError::Blinded)
}

/// [`sign_now`] on a thread that may block.
///
/// # Errors
/// As [`sign_now`].
pub async fn sign(private: String, blinded: Vec<u8>, seed: [u8; 32]) -> Result<Vec<u8>> {
    tokio::task::spawn_blocking(move || sign_now(&private, &blinded, seed)).await.map_err(failed)?
}

/// Whether a message (its random beginning and what follows) was signed with the private key of this public one.
pub fn verifies(public: &[u8], prepared: &[u8], signature: &[u8]) -> bool {
    let Some((first, message)) = prepared.split_first_chunk::<RANDOMIZER>() else { return false };
    let Ok(key) = PublicKey::from_der(public) else { return false };
    key.verify(&Signature(signature.to_vec()), Some(MessageRandomizer(*first)), message).is_ok()
}

/// First characters of the digest of a public key, in groups of four: what people compare.
pub fn fingerprint(public: &[u8]) -> String {
    let text = hex_of(&Sm3::digest(public)[..8]);
    let groups: Vec<&str> = (0..4).map(|i| &text[i * 4..i * 4 + 4]).collect();
    groups.join(" ")
}

fn hex_of(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02X}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_signed_blindly_verifies_and_tells_nothing_of_its_issue() {
        let keys = find_keys([1; 32]).unwrap();
        let public = PublicKey::from_der(&keys.public).unwrap();
        let message = [9_u8; 32];
        let blinded = public.blind(&mut ChaCha20Rng::from_seed([2; 32]), message).unwrap();
        let sent = blinded.blind_message.0.clone();
        let signed = sign_now(&keys.private, &sent, [3; 32]).unwrap();
        assert_eq!(signed, sign_now(&keys.private, &sent, [4; 32]).unwrap(), "a retry is told the same");
        let signature = public.finalize(&signed.clone().into(), &blinded, message).unwrap().0;
        let prepared = [blinded.msg_randomizer.unwrap().0.as_slice(), &message].concat();
        assert!(verifies(&keys.public, &prepared, &signature));
        // Nothing of what was handed in was seen when it was signed.
        let seen = [sent, signed.clone()].concat();
        for part in prepared.chunks(8).chain(signature.chunks(8)) {
            assert!(!seen.windows(8).any(|w| w == part));
        }
        assert!(!verifies(&keys.public, &[prepared.clone(), vec![0]].concat(), &signature));
        assert!(!verifies(&keys.public, &prepared, &signed), "the blind signature itself is no token");
        let other = find_keys([5; 32]).unwrap();
        assert!(!verifies(&other.public, &prepared, &signature), "a token of another survey");
        assert!(matches!(sign_now(&keys.private, &[1; 10], [3; 32]), Err(SurveyError::Blinded)));
        assert!(matches!(sign_now(&keys.private, &[255; BYTES], [3; 32]), Err(SurveyError::Blinded)));
        assert_eq!(fingerprint(&keys.public).len(), 19);
    }
}
