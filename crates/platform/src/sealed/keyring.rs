//! The keys of an installation.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use hmac::{Hmac, KeyInit, Mac};
use kernel::Id;
use rand::{Rng, RngExt};
use sm3::Sm3;

use super::SealError;
use super::cipher::{Cipher, Ready};
use super::ring_file::{HexKey, Stored, StoredKey, key_ids, read_file, write_file, wrong_length};

/// What a digest is of; digests of different kinds of the same text differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DigestKind {
    /// Document of a person: `kind:number` in canonical form.
    Document,
    /// Mobile number, 11 digits.
    Phone,
    /// Last four characters of a document number.
    DocumentTail,
    /// Last four digits of a phone.
    PhoneTail,
    /// What a member card's code says.
    Card,
}

impl DigestKind {
    fn label(self) -> &'static [u8] {
        match self {
            Self::Document => b"document",
            Self::Phone => b"phone",
            Self::DocumentTail => b"document-tail",
            Self::PhoneTail => b"phone-tail",
            Self::Card => b"card",
        }
    }
}

type HmacSm3 = Hmac<Sm3>;

/// The keys of one reading of the file, ready for use.
pub(super) struct State {
    pub stored: Stored,
    ready: BTreeMap<u32, Ready>,
    /// Number of the key that seals.
    seal: u32,
    /// Newest first.
    digests: Vec<HmacSm3>,
}

impl State {
    fn build(stored: Stored) -> Option<Self> {
        let ready = stored.seal.iter().map(|(n, k)| Some((*n, Ready::new(k.cipher, &k.key)?)));
        let ready = ready.collect::<Option<BTreeMap<_, _>>>()?;
        let seal = *stored.seal.keys().last()?;
        let digests = stored.digest.values().rev().map(|k| HmacSm3::new_from_slice(&k.0).ok());
        let digests = digests.collect::<Option<Vec<_>>>()?;
        if digests.is_empty() {
            return None;
        }
        Some(Self { stored, ready, seal, digests })
    }
}

/// The keys, ready for use; shared by everything in the process. Sealing needs fresh randomness: the ring owns a
/// generator seeded at start. The file may change beneath it (a rotation by a command): see [`Keyring::reload`].
pub struct Keyring {
    state: RwLock<Arc<State>>,
    path: Mutex<Option<PathBuf>>,
    rng: Mutex<rand_chacha::ChaCha20Rng>,
}

/// Characters of a check code: none that look alike on paper.
const CODE_LETTERS: &[u8; 31] = b"ABCDEFGHJKMNPQRSTUVWXYZ23456789";
const VERSION: u8 = 1;
const NONCE: usize = 12;
const HEAD: usize = 1 + 4;

impl Keyring {
    /// A new ring with one key of each sort.
    pub fn generate(cipher: Cipher, mut rng: rand_chacha::ChaCha20Rng) -> Self {
        let stored = Stored {
            seal: [(1, StoredKey { cipher, key: random(&mut rng, cipher.key_len()) })].into(),
            digest: [(1, HexKey(random(&mut rng, 32)))].into(),
            person: HexKey(random(&mut rng, 32)),
            closing: false,
        };
        Self::of(stored, rng).expect("freshly made keys have their right length")
    }

    pub(super) fn of(stored: Stored, rng: rand_chacha::ChaCha20Rng) -> Result<Self, SealError> {
        let state = State::build(stored).ok_or_else(wrong_length)?;
        Ok(Self { state: RwLock::new(Arc::new(state)), path: Mutex::new(None), rng: Mutex::new(rng) })
    }

    pub(super) fn state(&self) -> Arc<State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn random(&self, n: usize) -> Vec<u8> {
        random(&mut *self.rng.lock().unwrap_or_else(PoisonError::into_inner), n)
    }

    /// Reads the key file.
    ///
    /// # Errors
    /// [`SealError::File`].
    pub fn load(path: &Path, rng: rand_chacha::ChaCha20Rng) -> Result<Self, SealError> {
        let ring = Self::of(read_file(path)?, rng)?;
        ring.remember(path);
        Ok(ring)
    }

    fn remember(&self, path: &Path) {
        *self.path.lock().unwrap_or_else(PoisonError::into_inner) = Some(path.to_owned());
    }

    pub(super) fn file(&self) -> Option<PathBuf> {
        self.path.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Writes the key file, readable by its owner only; replaces an older one in one step.
    ///
    /// # Errors
    /// [`SealError::File`].
    pub fn save(&self, path: &Path) -> Result<(), SealError> {
        write_file(path, &self.state().stored)?;
        self.remember(path);
        Ok(())
    }

    /// Takes the keys of the file if they are others than those in use; whether they were.
    ///
    /// # Errors
    /// [`SealError::File`]: the keys in use stay.
    pub fn reload(&self) -> Result<bool, SealError> {
        let Some(path) = self.file() else { return Ok(false) };
        let stored = read_file(&path)?;
        if stored == self.state().stored {
            return Ok(false);
        }
        self.put(stored)?;
        Ok(true)
    }

    fn put(&self, stored: Stored) -> Result<(), SealError> {
        let state = State::build(stored).ok_or_else(wrong_length)?;
        *self.state.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(state);
        Ok(())
    }

    /// Changes the keys: the file first, then those in use.
    pub(super) fn change(&self, stored: Stored) -> Result<(), SealError> {
        if let Some(path) = self.file() {
            write_file(&path, &stored)?;
        }
        self.put(stored)
    }

    /// Names of the keys, for the backup's manifest and `doctor`; no secret.
    pub fn key_ids(&self) -> Vec<String> {
        key_ids(&self.state().stored)
    }

    /// Names of the keys that write now: of sealing, of digests.
    pub fn writing_ids(&self) -> String {
        let state = self.state();
        let digest = state.stored.digest.keys().last().copied().unwrap_or(0);
        format!("seal-{}+digest-{digest}", state.seal)
    }

    /// Number of the key that seals now.
    pub fn seal_key(&self) -> u32 {
        self.state().seal
    }

    /// Whether `sealed` was made with the newest key.
    pub fn is_current(&self, sealed: &[u8]) -> bool {
        key_number(sealed) == Some(self.seal_key())
    }

    /// Seals `plain` for one place; `context` (table, column, record) must be the same when it is opened, so that a
    /// value cannot be moved to another record.
    pub fn seal(&self, plain: &str, context: &str) -> Vec<u8> {
        let mut nonce = [0_u8; NONCE];
        self.rng.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(&mut nonce);
        let state = self.state();
        let number = state.seal;
        let body = state.ready[&number].encrypt(&nonce, plain.as_bytes(), context.as_bytes());
        let body = body.expect("GCM refuses only texts beyond 64 GiB");
        let mut out = Vec::with_capacity(HEAD + NONCE + body.len());
        out.push(VERSION);
        out.extend_from_slice(&number.to_be_bytes());
        out.extend_from_slice(&nonce);
        out.extend_from_slice(&body);
        out
    }

    /// Opens a sealed value.
    ///
    /// # Errors
    /// [`SealError::Form`], [`SealError::KeyMissing`], [`SealError::Broken`].
    pub fn open(&self, sealed: &[u8], context: &str) -> Result<String, SealError> {
        let number = key_number(sealed).ok_or(SealError::Form)?;
        let mut state = self.state();
        if !state.ready.contains_key(&number) && self.reload()? {
            state = self.state();
        }
        let key = state.ready.get(&number).ok_or(SealError::KeyMissing(number))?;
        let nonce: &[u8; NONCE] =
            sealed.get(HEAD..HEAD + NONCE).and_then(|n| n.try_into().ok()).ok_or(SealError::Form)?;
        let plain =
            key.decrypt(nonce, &sealed[HEAD + NONCE..], context.as_bytes()).ok_or(SealError::Broken)?;
        String::from_utf8(plain).map_err(|_| SealError::Broken)
    }

    /// The digest that is written: first 16 bytes of HMAC-SM3 with the newest key.
    pub fn digest(&self, kind: DigestKind, normal: &str) -> [u8; 16] {
        keyed(&self.state().digests[0], kind, normal)
    }

    /// All digests that a stored value may have, the written one first; more than one while keys are being rotated.
    pub fn digests(&self, kind: DigestKind, normal: &str) -> Vec<[u8; 16]> {
        self.state().digests.iter().map(|k| keyed(k, kind, normal)).collect()
    }

    /// The digests that a look-up is stored under: during the first half of a rotation the old one too, so that a process
    /// that does not know the new key yet finds the row, and nobody enters the same value beside it.
    pub fn digests_to_store(&self, kind: DigestKind, normal: &str) -> Vec<[u8; 16]> {
        let state = self.state();
        let n = if state.stored.closing { 1 } else { state.digests.len() };
        state.digests[..n].iter().map(|k| keyed(k, kind, normal)).collect()
    }

    /// Digest of the last four characters, as a number; for searches by tail within the scope.
    pub fn tail(&self, kind: DigestKind, last_four: &str) -> i64 {
        tail_number(keyed(&self.state().digests[0], kind, last_four))
    }

    /// All tail digests that a stored value may have, the written one first.
    pub fn tails(&self, kind: DigestKind, last_four: &str) -> Vec<i64> {
        self.state().digests.iter().map(|k| tail_number(keyed(k, kind, last_four))).collect()
    }

    /// Seals a value into the audit with the key of one person. Destroying the person's salt makes it unreadable
    /// for ever, while the chain over it still verifies.
    pub fn seal_for_person(&self, person: Id, salt: &[u8], plain: &str) -> Vec<u8> {
        let mut nonce = [0_u8; NONCE];
        self.rng.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(&mut nonce);
        let body = self.person_key(person, salt).encrypt(&nonce, plain.as_bytes(), b"audit");
        let body = body.expect("GCM refuses only texts beyond 64 GiB");
        [nonce.as_slice(), &body].concat()
    }

    /// Opens what [`Keyring::seal_for_person`] sealed.
    ///
    /// # Errors
    /// [`SealError::Form`], [`SealError::Broken`] (also when the salt was destroyed).
    pub fn open_for_person(&self, person: Id, salt: &[u8], sealed: &[u8]) -> Result<String, SealError> {
        let nonce: &[u8; NONCE] =
            sealed.get(..NONCE).and_then(|n| n.try_into().ok()).ok_or(SealError::Form)?;
        let plain = self.person_key(person, salt).decrypt(nonce, &sealed[NONCE..], b"audit");
        String::from_utf8(plain.ok_or(SealError::Broken)?).map_err(|_| SealError::Broken)
    }

    /// A fresh salt for a person's audit key.
    pub fn new_salt(&self) -> [u8; 16] {
        self.rng.lock().unwrap_or_else(PoisonError::into_inner).random()
    }

    /// A seal over data that leaves the database (anchors, checkpoints): HMAC-SM3 with a key made from the person master,
    /// which no rotation changes. Every part enters with its length.
    pub fn stamp(&self, label: &str, parts: &[&[u8]]) -> [u8; 32] {
        let mut mac =
            HmacSm3::new_from_slice(&self.state().stored.person.0).expect("HMAC takes keys of any length");
        for part in std::iter::once(label.as_bytes()).chain(parts.iter().copied()) {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }

    /// A code of 8 characters that proves that somebody holds a paper or was told a number: made of the keys, so that nobody
    /// finds it in the database; 40 bits of chance.
    pub fn check_code(&self, label: &str, parts: &[&[u8]]) -> String {
        let stamp = self.stamp(label, parts);
        stamp[..8].iter().map(|b| char::from(CODE_LETTERS[usize::from(*b) % CODE_LETTERS.len()])).collect()
    }

    fn person_key(&self, person: Id, salt: &[u8]) -> Ready {
        let mut mac =
            HmacSm3::new_from_slice(&self.state().stored.person.0).expect("HMAC takes keys of any length");
        mac.update(&person.0.to_be_bytes());
        mac.update(salt);
        let key = mac.finalize().into_bytes();
        Ready::new(Cipher::Sm4Gcm, &key[..16]).expect("16 bytes are an SM4 key")
    }
}

impl std::fmt::Debug for Keyring {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Keyring({:?})", self.key_ids())
    }
}

fn key_number(sealed: &[u8]) -> Option<u32> {
    match sealed {
        [VERSION, a, b, c, d, ..] => Some(u32::from_be_bytes([*a, *b, *c, *d])),
        _ => None,
    }
}

fn keyed(key: &HmacSm3, kind: DigestKind, normal: &str) -> [u8; 16] {
    let mut mac = key.clone();
    mac.update(kind.label());
    mac.update(&[0]);
    mac.update(normal.as_bytes());
    let full = mac.finalize().into_bytes();
    let mut out = [0_u8; 16];
    out.copy_from_slice(&full[..16]);
    out
}

/// 40 bits are plenty for ten thousand tails and keep the index small.
fn tail_number(digest: [u8; 16]) -> i64 {
    digest[..5].iter().fold(0, |n, b| n << 8 | i64::from(*b))
}

fn random(rng: &mut impl Rng, n: usize) -> Vec<u8> {
    let mut out = vec![0; n];
    rng.fill_bytes(&mut out);
    out
}

#[cfg(test)]
#[path = "keyring_tests.rs"]
mod tests;
