//! The key file.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::SealError;
use super::cipher::Cipher;

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct StoredKey {
    pub cipher: Cipher,
    #[serde(with = "hex_bytes")]
    pub key: Vec<u8>,
}

/// The content of the key file.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stored {
    /// Keys that seal columns, by number; the highest one seals, all of them open.
    pub seal: BTreeMap<u32, StoredKey>,
    /// Keys of digests, by number; all are looked for; see `closing`.
    pub digest: BTreeMap<u32, HexKey>,
    /// Master of the per-person keys of the audit; never rotated, for the audit is never rewritten.
    pub person: HexKey,
    /// A rotation's second half: every row has its new digest, and old digests are not written any more.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub closing: bool,
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct HexKey(#[serde(with = "hex_bytes")] pub Vec<u8>);

mod hex_bytes {
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(v: &[u8], s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&hex::encode(v))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Vec<u8>, D::Error> {
        hex::decode(String::deserialize(d)?).map_err(serde::de::Error::custom)
    }
}

pub(super) fn wrong_length() -> SealError {
    SealError::File("a key has a wrong length, or is missing".into())
}

pub(super) fn read_file(path: &Path) -> Result<Stored, SealError> {
    let json = fs::read(path).map_err(|e| SealError::File(format!("{}: {e}", path.display())))?;
    serde_json::from_slice(&json).map_err(|e| SealError::File(e.to_string()))
}

pub(super) fn write_file(path: &Path, stored: &Stored) -> Result<(), SealError> {
    let json = serde_json::to_vec_pretty(stored).map_err(|e| SealError::File(e.to_string()))?;
    write_secret(path, &json)
}

/// Writes a file that only its owner may read; replaces an older one in one step.
///
/// # Errors
/// [`SealError::File`].
pub(super) fn write_secret(path: &Path, bytes: &[u8]) -> Result<(), SealError> {
    let file = |e: std::io::Error| SealError::File(format!("{}: {e}", path.display()));
    if let Some(dir) = path.parent() {
        fs::create_dir_all(dir).map_err(file)?;
    }
    let fresh = path.with_extension("new");
    let mut options = fs::OpenOptions::new();
    options.create(true).truncate(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut out = options.open(&fresh).map_err(file)?;
    out.write_all(bytes).and_then(|()| out.sync_all()).map_err(file)?;
    fs::rename(&fresh, path).map_err(file)
}

/// A short fingerprint of a key.
fn check(key: &[u8]) -> String {
    use sm3::{Digest, Sm3};
    hex::encode(&Sm3::digest(key)[..4])
}

/// Names of the keys: sort, number and fingerprint; no secret.
pub(super) fn key_ids(stored: &Stored) -> Vec<String> {
    let seal = stored.seal.iter().map(|(n, k)| format!("seal-{n}-{}", check(&k.key)));
    let digest = stored.digest.iter().map(|(n, k)| format!("digest-{n}-{}", check(&k.0)));
    seal.chain(digest).chain([format!("person-{}", check(&stored.person.0))]).collect()
}
