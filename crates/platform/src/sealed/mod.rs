//! Sealed columns: numbers of persons, phones and accounts, unreadable without the keys (docs/rules §26).
//!
//! A sealed value is `version | key id | nonce | ciphertext and tag`. What must be found again is found by a keyed
//! digest of its normal form. Keys live in a file beside the database, never in it and never in a backup.

mod cipher;
mod keyring;

pub use cipher::Cipher;
pub use keyring::{DigestKind, Keyring, SealError};
