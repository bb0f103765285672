//! What can go wrong with keys and sealed values.

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
    /// A rotation is under way already.
    #[error("a rotation is under way")]
    Rotating,
    /// The keys belong to another installation.
    #[error("keys of another installation")]
    OtherRing,
    /// The passphrase is wrong, or the exported file was changed.
    #[error("wrong passphrase, or the file was changed")]
    Passphrase,
}

impl SealError {
    /// Stable code of the sentence for the operator.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Form | Self::Broken => "keys.broken",
            Self::KeyMissing(_) => "keys.missing",
            Self::File(_) => "keys.file",
            Self::Rotating => "keys.rotating",
            Self::OtherRing => "keys.other-ring",
            Self::Passphrase => "keys.passphrase",
        }
    }
}
