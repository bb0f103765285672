//! Keys on their way to a safe: the ring under a passphrase (argon2id, then AEAD).

use std::fs;
use std::path::Path;

use argon2::{Algorithm, Argon2, Params, Version};
use rand_chacha::ChaCha20Rng;
use serde::{Deserialize, Serialize};

use super::SealError;
use super::cipher::{Cipher, Ready};
use super::keyring::Keyring;
use super::ring_file::write_secret;

const FORMAT: &str = "niangjia-keys-1";
/// Characters of a passphrase at least.
pub const PASSPHRASE: usize = 12;
/// Cost of the derivation: 64 MiB, three passes; about a second on small machines.
const MEMORY_KIB: u32 = 64 << 10;
const PASSES: u32 = 3;

/// An exported ring: everything but the body may be read by anybody.
#[derive(Serialize, Deserialize)]
struct Exported {
    format: String,
    key_ids: Vec<String>,
    memory_kib: u32,
    passes: u32,
    salt: String,
    nonce: String,
    body: String,
}

fn derive(passphrase: &str, salt: &[u8], memory_kib: u32, passes: u32) -> Result<Ready, SealError> {
    let mut key = [0_u8; 32];
    let params = Params::new(memory_kib, passes, 1, Some(32)).map_err(|e| SealError::File(e.to_string()))?;
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.as_bytes(), salt, &mut key)
        .map_err(|e| SealError::File(e.to_string()))?;
    Ready::new(Cipher::Aes256Gcm, &key).ok_or(SealError::Form)
}

/// Writes the ring to a file that opens with the passphrase only.
///
/// # Errors
/// [`SealError::Passphrase`] if it is shorter than [`PASSPHRASE`]; [`SealError::File`].
pub fn export_keys(ring: &Keyring, passphrase: &str, to: &Path) -> Result<(), SealError> {
    if passphrase.chars().count() < PASSPHRASE {
        return Err(SealError::Passphrase);
    }
    let (salt, nonce) = (ring.random(16), ring.random(12));
    let key = derive(passphrase, &salt, MEMORY_KIB, PASSES)?;
    let fixed: &[u8; 12] = nonce.as_slice().try_into().map_err(|_| SealError::Form)?;
    let body = key.encrypt(fixed, &ring.to_json()?, FORMAT.as_bytes()).ok_or(SealError::Form)?;
    let exported = Exported {
        format: FORMAT.to_owned(),
        key_ids: ring.key_ids(),
        memory_kib: MEMORY_KIB,
        passes: PASSES,
        salt: hex::encode(salt),
        nonce: hex::encode(nonce),
        body: hex::encode(body),
    };
    let json = serde_json::to_vec_pretty(&exported).map_err(|e| SealError::File(e.to_string()))?;
    write_secret(to, &json)
}

/// Reads a ring that [`export_keys`] wrote.
///
/// # Errors
/// [`SealError::Passphrase`], [`SealError::File`].
pub fn import_keys(from: &Path, passphrase: &str, rng: ChaCha20Rng) -> Result<Keyring, SealError> {
    let file = |e: &dyn std::fmt::Display| SealError::File(format!("{}: {e}", from.display()));
    let json = fs::read(from).map_err(|e| file(&e))?;
    let exported: Exported = serde_json::from_slice(&json).map_err(|e| file(&e))?;
    // The costs come from the file: bounded, so that a meddled one cannot eat the machine.
    if exported.format != FORMAT || exported.memory_kib > 1 << 20 || exported.passes > 100 {
        return Err(file(&"not an export of keys"));
    }
    let bytes = |text: &str| hex::decode(text).map_err(|e| file(&e));
    let key = derive(passphrase, &bytes(&exported.salt)?, exported.memory_kib, exported.passes)?;
    let nonce: [u8; 12] = bytes(&exported.nonce)?.as_slice().try_into().map_err(|_| SealError::Form)?;
    let ring =
        key.decrypt(&nonce, &bytes(&exported.body)?, FORMAT.as_bytes()).ok_or(SealError::Passphrase)?;
    Keyring::from_json(&ring, rng)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;

    #[test]
    fn an_exported_ring_opens_with_its_passphrase_only() {
        let rng = |n| ChaCha20Rng::seed_from_u64(n);
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("keys.export");
        let ring = Keyring::generate(Cipher::Sm4Gcm, rng(1));
        assert!(matches!(export_keys(&ring, "short", &path), Err(SealError::Passphrase)));
        export_keys(&ring, "一个很长很长的口令2026", &path).unwrap();
        let text = fs::read_to_string(&path).unwrap();
        assert!(!text.contains(&hex::encode(&ring.state().stored.person.0)), "no key in the open");
        assert!(matches!(import_keys(&path, "另一个很长很长的口令", rng(2)), Err(SealError::Passphrase)));
        let back = import_keys(&path, "一个很长很长的口令2026", rng(2)).unwrap();
        assert_eq!(back.open(&ring.seal("x", "c"), "c").unwrap(), "x");
        let bent = text.replacen("\"body\": \"", "\"body\": \"00", 1);
        fs::write(&path, bent).unwrap();
        assert!(matches!(import_keys(&path, "一个很长很长的口令2026", rng(2)), Err(SealError::Passphrase)));
    }
}
