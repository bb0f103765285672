//! The keys of an installation.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::Mutex;

use hmac::{Hmac, KeyInit, Mac};
use kernel::Id;
use rand::{Rng, RngExt};
use serde::{Deserialize, Serialize};
use sm3::Sm3;

use super::cipher::{Cipher, Ready};

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

/// Why a value could not be sealed or opened, or the keys not be read.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// The bytes are not a sealed value.
    #[error("not a sealed value")]
    Form,
    /// The key that sealed it is not in the key ring.
    #[error("key {0} is missing")]
    KeyMissing(u32),
    /// The value was changed, or belongs to another record.
    #[error("sealed value does not open")]
    Broken,
    /// The key file cannot be read or written.
    #[error("key file: {0}")]
    File(String),
}

#[derive(Clone, Serialize, Deserialize)]
struct StoredKey {
    cipher: Cipher,
    #[serde(with = "hex_bytes")]
    key: Vec<u8>,
}

#[derive(Clone, Serialize, Deserialize)]
struct Stored {
    /// Keys that seal columns, by number; the highest one seals, all of them open.
    seal: BTreeMap<u32, StoredKey>,
    /// Keys of digests, by number; the highest is written, all are looked for.
    digest: BTreeMap<u32, HexKey>,
    /// Master of the per-person keys of the audit.
    person: HexKey,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(transparent)]
struct HexKey(#[serde(with = "hex_bytes")] Vec<u8>);

mod hex_bytes {
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(v: &[u8], s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&hex::encode(v))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Vec<u8>, D::Error> {
        hex::decode(String::deserialize(d)?).map_err(serde::de::Error::custom)
    }
}

type HmacSm3 = Hmac<Sm3>;

/// The keys, ready for use. Sealing needs fresh randomness: the ring owns a generator seeded at start.
pub struct Keyring {
    stored: Stored,
    ready: BTreeMap<u32, Ready>,
    digests: Vec<HmacSm3>,
    rng: Mutex<rand_chacha::ChaCha20Rng>,
}

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
        };
        Self::build(stored, rng).expect("freshly made keys have their right length")
    }

    fn build(stored: Stored, rng: rand_chacha::ChaCha20Rng) -> Option<Self> {
        let ready = stored
            .seal
            .iter()
            .map(|(n, k)| Some((*n, Ready::new(k.cipher, &k.key)?)))
            .collect::<Option<BTreeMap<_, _>>>()?;
        // Newest first: the digest that is written is the first one.
        let digests = stored.digest.values().rev();
        let digests = digests.map(|k| HmacSm3::new_from_slice(&k.0).ok()).collect::<Option<Vec<_>>>()?;
        if ready.is_empty() || digests.is_empty() {
            return None;
        }
        Some(Self { stored, ready, digests, rng: Mutex::new(rng) })
    }

    /// Reads the key file.
    ///
    /// # Errors
    /// [`SealError::File`].
    pub fn load(path: &Path, rng: rand_chacha::ChaCha20Rng) -> Result<Self, SealError> {
        let json = fs::read(path).map_err(|e| SealError::File(format!("{}: {e}", path.display())))?;
        let stored = serde_json::from_slice(&json).map_err(|e| SealError::File(e.to_string()))?;
        Self::build(stored, rng).ok_or_else(|| SealError::File("a key has a wrong length".into()))
    }

    /// Writes the key file, readable by its owner only; replaces an older one in one step.
    ///
    /// # Errors
    /// [`SealError::File`].
    pub fn save(&self, path: &Path) -> Result<(), SealError> {
        let file = |e: std::io::Error| SealError::File(format!("{}: {e}", path.display()));
        let json = serde_json::to_vec_pretty(&self.stored).map_err(|e| SealError::File(e.to_string()))?;
        if let Some(dir) = path.parent() {
            fs::create_dir_all(dir).map_err(file)?;
        }
        let fresh = path.with_extension("new");
        let mut options = fs::OpenOptions::new();
        options.create(true).truncate(true).write(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut out = options.open(&fresh).map_err(file)?;
        out.write_all(&json).and_then(|()| out.sync_all()).map_err(file)?;
        fs::rename(&fresh, path).map_err(file)
    }

    /// The same ring with a new sealing key and a new digest key; the old ones still open and are still looked for.
    ///
    /// # Errors
    /// Never in practice; [`SealError::Form`] if a stored key has a wrong length.
    pub fn rotated(&self, cipher: Cipher, mut rng: rand_chacha::ChaCha20Rng) -> Result<Self, SealError> {
        let mut stored = self.stored.clone();
        let next = |last: Option<&u32>| last.copied().unwrap_or(0) + 1;
        let (seal, digest) = (next(stored.seal.keys().last()), next(stored.digest.keys().last()));
        stored.seal.insert(seal, StoredKey { cipher, key: random(&mut rng, cipher.key_len()) });
        stored.digest.insert(digest, HexKey(random(&mut rng, 32)));
        Self::build(stored, rng).ok_or(SealError::Form)
    }

    /// The ring without all but the newest keys; after the rotation job has renewed every row.
    ///
    /// # Errors
    /// As [`Keyring::rotated`].
    pub fn retired(&self, rng: rand_chacha::ChaCha20Rng) -> Result<Self, SealError> {
        let mut stored = self.stored.clone();
        let (seal, digest) = (stored.seal.keys().last().copied(), stored.digest.keys().last().copied());
        stored.seal.retain(|n, _| Some(*n) == seal);
        stored.digest.retain(|n, _| Some(*n) == digest);
        Self::build(stored, rng).ok_or(SealError::Form)
    }

    /// Names of the keys, for the backup's manifest and `doctor`; no secret.
    pub fn key_ids(&self) -> Vec<String> {
        let seal = self.stored.seal.iter().map(|(n, k)| format!("seal-{n}-{}", check(&k.key)));
        let digest = self.stored.digest.iter().map(|(n, k)| format!("digest-{n}-{}", check(&k.0)));
        seal.chain(digest).chain([format!("person-{}", check(&self.stored.person.0))]).collect()
    }

    /// Number of the key that seals now.
    pub fn seal_key(&self) -> u32 {
        self.stored.seal.keys().last().copied().unwrap_or(0)
    }

    /// Whether `sealed` was made with the newest key.
    pub fn is_current(&self, sealed: &[u8]) -> bool {
        key_number(sealed) == Some(self.seal_key())
    }

    /// Seals `plain` for one place; `context` (table, column, record) must be the same when it is opened, so that a
    /// value cannot be moved to another record.
    pub fn seal(&self, plain: &str, context: &str) -> Vec<u8> {
        let mut nonce = [0_u8; NONCE];
        self.rng.lock().unwrap_or_else(std::sync::PoisonError::into_inner).fill_bytes(&mut nonce);
        let number = self.seal_key();
        let body = self.ready[&number].encrypt(&nonce, plain.as_bytes(), context.as_bytes());
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
        let key = self.ready.get(&number).ok_or(SealError::KeyMissing(number))?;
        let nonce: &[u8; NONCE] =
            sealed.get(HEAD..HEAD + NONCE).and_then(|n| n.try_into().ok()).ok_or(SealError::Form)?;
        let plain =
            key.decrypt(nonce, &sealed[HEAD + NONCE..], context.as_bytes()).ok_or(SealError::Broken)?;
        String::from_utf8(plain).map_err(|_| SealError::Broken)
    }

    /// The digest that is written: first 16 bytes of HMAC-SM3 with the newest key.
    pub fn digest(&self, kind: DigestKind, normal: &str) -> [u8; 16] {
        keyed(&self.digests[0], kind, normal)
    }

    /// All digests that a stored value may have, newest first; more than one while keys are being rotated.
    pub fn digests(&self, kind: DigestKind, normal: &str) -> Vec<[u8; 16]> {
        self.digests.iter().map(|k| keyed(k, kind, normal)).collect()
    }

    /// Digest of the last four characters, as a number; for searches by tail within the scope.
    pub fn tail(&self, kind: DigestKind, last_four: &str) -> i64 {
        tail_number(keyed(&self.digests[0], kind, last_four))
    }

    /// All tail digests that a stored value may have, newest first.
    pub fn tails(&self, kind: DigestKind, last_four: &str) -> Vec<i64> {
        self.digests.iter().map(|k| tail_number(keyed(k, kind, last_four))).collect()
    }

    /// Seals a value into the audit with the key of one person. Destroying the person's salt makes it unreadable
    /// for ever, while the chain over it still verifies.
    pub fn seal_for_person(&self, person: Id, salt: &[u8], plain: &str) -> Vec<u8> {
        let mut nonce = [0_u8; NONCE];
        self.rng.lock().unwrap_or_else(std::sync::PoisonError::into_inner).fill_bytes(&mut nonce);
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
        self.rng.lock().unwrap_or_else(std::sync::PoisonError::into_inner).random()
    }

    fn person_key(&self, person: Id, salt: &[u8]) -> Ready {
        let mut mac = HmacSm3::new_from_slice(&self.stored.person.0).expect("HMAC takes keys of any length");
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

/// A short fingerprint of a key.
fn check(key: &[u8]) -> String {
    use sm3::Digest;
    hex::encode(&Sm3::digest(key)[..4])
}

fn random(rng: &mut impl Rng, n: usize) -> Vec<u8> {
    let mut out = vec![0; n];
    rng.fill_bytes(&mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;

    fn rng(seed: u64) -> rand_chacha::ChaCha20Rng {
        rand_chacha::ChaCha20Rng::seed_from_u64(seed)
    }

    #[test]
    fn sm3_of_abc_is_the_standards() {
        use sm3::Digest;
        let hash = hex::encode(Sm3::digest(b"abc"));
        assert_eq!(hash, "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    }

    #[test]
    fn sealed_values_open_in_their_own_place_only() {
        for cipher in [Cipher::Sm4Gcm, Cipher::Aes256Gcm] {
            let ring = Keyring::generate(cipher, rng(1));
            let sealed = ring.seal("330226199003070015", "person_document:7");
            assert_eq!(ring.open(&sealed, "person_document:7").unwrap(), "330226199003070015");
            assert!(matches!(ring.open(&sealed, "person_document:8"), Err(SealError::Broken)));
            let mut bent = sealed.clone();
            *bent.last_mut().unwrap() ^= 1;
            assert!(matches!(ring.open(&bent, "person_document:7"), Err(SealError::Broken)));
            assert_ne!(
                sealed,
                ring.seal("330226199003070015", "person_document:7"),
                "every seal has its own nonce"
            );
            assert!(matches!(ring.open(b"x", "c"), Err(SealError::Form)));
        }
    }

    #[test]
    fn rotation_keeps_both_digests_valid_until_the_old_key_is_retired() {
        let old = Keyring::generate(Cipher::Sm4Gcm, rng(1));
        let sealed = old.seal("13800138000", "p");
        let new = old.rotated(Cipher::Aes256Gcm, rng(2)).unwrap();
        assert_eq!(new.open(&sealed, "p").unwrap(), "13800138000");
        assert!(!new.is_current(&sealed) && new.is_current(&new.seal("x", "p")));
        let before = old.digest(DigestKind::Phone, "13800138000");
        let both = new.digests(DigestKind::Phone, "13800138000");
        assert_eq!(both.len(), 2);
        assert!(both[0] != before && both[1] == before, "newest first");
        let retired = new.retired(rng(3)).unwrap();
        assert!(matches!(retired.open(&sealed, "p"), Err(SealError::KeyMissing(1))));
        assert_eq!(retired.digests(DigestKind::Phone, "13800138000"), both[..1].to_vec());
    }

    #[test]
    fn kinds_of_digest_do_not_mix() {
        let ring = Keyring::generate(Cipher::Sm4Gcm, rng(1));
        assert_ne!(ring.tail(DigestKind::PhoneTail, "0015"), ring.tail(DigestKind::DocumentTail, "0015"));
        assert!((0..1 << 40).contains(&ring.tail(DigestKind::PhoneTail, "0015")));
    }

    #[test]
    fn destroying_the_salt_destroys_the_audit_value() {
        let ring = Keyring::generate(Cipher::Sm4Gcm, rng(1));
        let salt = ring.new_salt();
        let sealed = ring.seal_for_person(Id(7), &salt, "old number");
        assert_eq!(ring.open_for_person(Id(7), &salt, &sealed).unwrap(), "old number");
        assert!(ring.open_for_person(Id(7), &[0; 16], &sealed).is_err());
        assert!(ring.open_for_person(Id(8), &salt, &sealed).is_err());
    }

    #[test]
    fn the_key_file_round_trips() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("keys/keyring.json");
        let ring = Keyring::generate(Cipher::Sm4Gcm, rng(1));
        ring.save(&path).unwrap();
        let again = Keyring::load(&path, rng(2)).unwrap();
        assert_eq!(again.key_ids(), ring.key_ids());
        assert_eq!(again.open(&ring.seal("x", "c"), "c").unwrap(), "x");
        assert!(!format!("{ring:?}").contains(&hex::encode(&ring.stored.person.0)), "Debug shows no key");
    }
}
