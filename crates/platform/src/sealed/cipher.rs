//! The two ciphers that a column can be sealed with.

use aes_gcm::aead::array::typenum::U12;
use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, AesGcm};
use serde::{Deserialize, Serialize};
use sm4::Sm4;

type Sm4Gcm = AesGcm<Sm4, U12>;

/// Which cipher a key is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cipher {
    /// SM4-GCM (GB/T 32907), 128-bit key; the default.
    Sm4Gcm,
    /// AES-256-GCM.
    Aes256Gcm,
}

impl Cipher {
    /// Bytes of a key.
    pub fn key_len(self) -> usize {
        match self {
            Self::Sm4Gcm => 16,
            Self::Aes256Gcm => 32,
        }
    }
}

/// A key ready for use.
pub(super) enum Ready {
    Sm4(Box<Sm4Gcm>),
    Aes(Box<Aes256Gcm>),
}

impl Ready {
    /// `None` if the key has the wrong length.
    pub fn new(cipher: Cipher, key: &[u8]) -> Option<Self> {
        Some(match cipher {
            Cipher::Sm4Gcm => Self::Sm4(Box::new(Sm4Gcm::new_from_slice(key).ok()?)),
            Cipher::Aes256Gcm => Self::Aes(Box::new(Aes256Gcm::new_from_slice(key).ok()?)),
        })
    }

    pub fn encrypt(&self, nonce: &[u8; 12], plain: &[u8], aad: &[u8]) -> Option<Vec<u8>> {
        let payload = Payload { msg: plain, aad };
        match self {
            Self::Sm4(c) => c.encrypt(nonce.into(), payload).ok(),
            Self::Aes(c) => c.encrypt(nonce.into(), payload).ok(),
        }
    }

    pub fn decrypt(&self, nonce: &[u8; 12], sealed: &[u8], aad: &[u8]) -> Option<Vec<u8>> {
        let payload = Payload { msg: sealed, aad };
        match self {
            Self::Sm4(c) => c.decrypt(nonce.into(), payload).ok(),
            Self::Aes(c) => c.decrypt(nonce.into(), payload).ok(),
        }
    }
}
