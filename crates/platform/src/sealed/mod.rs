//! Sealed columns: numbers of persons, phones and accounts, unreadable without the keys (docs/rules §26).
//!
//! A sealed value is `version | key id | nonce | ciphertext and tag`. What must be found again is found by a keyed
//! digest of its normal form. Keys live in a file beside the database, never in it and never in a backup. How they are
//! rotated: docs/adr/0006.

mod cipher;
mod error;
mod export;
mod key_ids;
mod keyring;
mod ring_file;
mod rotation;
mod steps;

pub use cipher::Cipher;
pub use error::SealError;
pub use export::{PASSPHRASE, export_keys, import_keys};
pub use key_ids::{check_key_ids, forget_key_ids, missing_key_ids};
pub use keyring::{DigestKind, Keyring};
pub use rotation::{Progress, RekeyJob, SealedTable, Stage, Step, Walk, progress, work};
