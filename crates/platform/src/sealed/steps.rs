//! What changes a ring: the steps of a rotation, keys of an old backup.

use std::path::PathBuf;

use rand_chacha::ChaCha20Rng;

use super::SealError;
use super::cipher::Cipher;
use super::keyring::Keyring;
use super::ring_file::{HexKey, StoredKey, key_ids, write_file};

impl Keyring {
    /// Whether there are keys of an unfinished rotation.
    pub fn is_rotating(&self) -> bool {
        let state = self.state();
        state.stored.seal.len() > 1 || state.stored.digest.len() > 1
    }

    /// Whether the rotation is in its second half: old digests are looked for and not written.
    pub fn is_closing(&self) -> bool {
        self.state().stored.closing
    }

    /// Begins a rotation: a new sealing key and a new digest key. From now on the new ones write, and both digests are
    /// written and looked for.
    ///
    /// # Errors
    /// [`SealError::File`]; [`SealError::Rotating`] while another rotation is unfinished.
    pub fn rotate(&self, cipher: Cipher) -> Result<(), SealError> {
        if self.is_rotating() {
            return Err(SealError::Rotating);
        }
        let mut stored = self.state().stored.clone();
        let next = |last: Option<&u32>| last.copied().unwrap_or(0) + 1;
        let (seal, digest) = (next(stored.seal.keys().last()), next(stored.digest.keys().last()));
        stored.seal.insert(seal, StoredKey { cipher, key: self.random(cipher.key_len()) });
        stored.digest.insert(digest, HexKey(self.random(32)));
        self.change(stored)
    }

    /// Second half: every row has its new digest, so old ones need not be written any more.
    ///
    /// # Errors
    /// [`SealError::File`].
    pub fn close(&self) -> Result<(), SealError> {
        let mut stored = self.state().stored.clone();
        stored.closing = true;
        self.change(stored)
    }

    /// Names of the newest keys and of the person master: those that stay when the others are retired.
    pub fn newest_ids(&self) -> Vec<String> {
        let mut stored = self.state().stored.clone();
        let (seal, digest) = (stored.seal.keys().last().copied(), stored.digest.keys().last().copied());
        stored.seal.retain(|n, _| Some(*n) == seal);
        stored.digest.retain(|n, _| Some(*n) == digest);
        key_ids(&stored)
    }

    /// Last step, when no row needs the old keys any more: they go, into a file beside the ring that old backups need.
    /// That file's name, if the ring has one.
    ///
    /// # Errors
    /// [`SealError::File`].
    pub fn retire(&self) -> Result<Option<PathBuf>, SealError> {
        let mut stored = self.state().stored.clone();
        let (seal, digest) = (stored.seal.keys().last().copied(), stored.digest.keys().last().copied());
        let kept = self.file().map(|p| p.with_file_name(format!("retired-{}.json", seal.unwrap_or(0))));
        if let Some(kept) = &kept {
            write_file(kept, &stored)?;
        }
        stored.seal.retain(|n, _| Some(*n) == seal);
        stored.digest.retain(|n, _| Some(*n) == digest);
        stored.closing = false;
        self.change(stored)?;
        Ok(kept)
    }

    /// Adds the keys of another ring of the same installation, so that what they sealed opens again (an old backup).
    ///
    /// # Errors
    /// [`SealError::OtherRing`] if it is of another installation.
    pub fn merge(&self, other: &Self) -> Result<(), SealError> {
        if self.is_closing() {
            return Err(SealError::Rotating);
        }
        let (mut stored, theirs) = (self.state().stored.clone(), other.state().stored.clone());
        if stored.person != theirs.person {
            return Err(SealError::OtherRing);
        }
        for (n, key) in theirs.seal {
            if stored.seal.entry(n).or_insert_with(|| key.clone()) != &key {
                return Err(SealError::OtherRing);
            }
        }
        for (n, key) in theirs.digest {
            if stored.digest.entry(n).or_insert_with(|| key.clone()) != &key {
                return Err(SealError::OtherRing);
            }
        }
        self.change(stored)
    }

    /// The ring as text; the caller protects it.
    pub(super) fn to_json(&self) -> Result<Vec<u8>, SealError> {
        serde_json::to_vec(&self.state().stored).map_err(|e| SealError::File(e.to_string()))
    }

    /// The ring from its text.
    pub(super) fn from_json(json: &[u8], rng: ChaCha20Rng) -> Result<Self, SealError> {
        Self::of(serde_json::from_slice(json).map_err(|e| SealError::File(e.to_string()))?, rng)
    }
}
