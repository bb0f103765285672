//! What can go wrong. The sentences are in `locales/zh.toml`.

use guard::Denied;
use kernel::{FieldError, Params, Problem, Status};
use platform::cases::CaseError;
use platform::exports::ExportError;
use platform::idempotency::KeyMismatch;
use registry::RegistryError;
use store::{AsDbError, DbError};

/// Every refusal of the module.
#[derive(Debug, thiserror::Error)]
pub enum VoiceError {
    /// From the database.
    #[error(transparent)]
    Db(#[from] DbError),
    /// No role of the actor has the permission.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The idempotency key came with another request.
    #[error(transparent)]
    Key(#[from] KeyMismatch),
    /// From the cases.
    #[error(transparent)]
    Case(#[from] CaseError),
    /// From the register.
    #[error(transparent)]
    Registry(#[from] RegistryError),
    /// An export.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// There is no such room in sight.
    #[error("room not found")]
    RoomNotFound,
    /// The room is not in use.
    #[error("room not in use")]
    RoomClosed,
    /// There is no such shift in the room.
    #[error("shift not found")]
    ShiftNotFound,
    /// Somebody is on duty at that time already, under the same name.
    #[error("the same shift twice")]
    ShiftTwice,
    /// There is no such reception day in sight.
    #[error("reception day not found")]
    ReceptionNotFound,
    /// The deed does not fit the state of the reception day.
    #[error("{deed} not possible while {state}")]
    ReceptionState {
        /// What was asked for, Chinese.
        deed: &'static str,
        /// State now, Chinese.
        state: &'static str,
    },
    /// Nobody signs up any more, or not yet.
    #[error("no sign-ups now")]
    NotOpen,
    /// The person has signed up already.
    #[error("signed up already")]
    Twice,
    /// There is no such sign-up.
    #[error("sign-up not found")]
    SignUpNotFound,
    /// The deed does not fit the state of the sign-up.
    #[error("{deed} not possible while {state}")]
    SignUpState {
        /// What was asked for, Chinese.
        deed: &'static str,
        /// State now, Chinese.
        state: &'static str,
    },
    /// It has begun: the member cannot take it back any more.
    #[error("it has begun")]
    Begun,
    /// It has not begun.
    #[error("not the day yet")]
    TooEarly,
    /// Who signed up was erased.
    #[error("nobody stands behind it any more")]
    Erased,
    /// A purpose of less than four characters.
    #[error("say why")]
    Purpose,
    /// Somebody else changed it first; the present version.
    #[error("stale: version is {version}")]
    Stale {
        /// Version that is stored now.
        version: i64,
    },
    /// Fields are wrong.
    #[error("{} wrong fields", .0.len())]
    Invalid(Vec<FieldError>),
}

/// Result of an operation of the module.
pub type Result<T> = std::result::Result<T, VoiceError>;

impl AsDbError for VoiceError {
    fn db_error(&self) -> Option<&DbError> {
        match self {
            Self::Db(e) => Some(e),
            Self::Registry(e) => e.db_error(),
            Self::Case(e) => e.db_error(),
            Self::Export(e) => e.db_error(),
            _ => None,
        }
    }
}

impl VoiceError {
    /// What a floor beneath refused.
    fn beneath(&self) -> Option<&dyn Problem> {
        match self {
            Self::Db(e) => Some(e),
            Self::Denied(e) => Some(e),
            Self::Key(e) => Some(e),
            Self::Case(e) => Some(e),
            Self::Registry(e) => Some(e),
            Self::Export(e) => Some(e),
            _ => None,
        }
    }
}

impl Problem for VoiceError {
    fn code(&self) -> &'static str {
        if let Some(e) = self.beneath() {
            return e.code();
        }
        match self {
            Self::RoomNotFound => "voice.room-not-found",
            Self::RoomClosed => "voice.room-closed",
            Self::ShiftNotFound => "voice.shift-not-found",
            Self::ShiftTwice => "voice.shift-twice",
            Self::ReceptionNotFound => "voice.reception-not-found",
            Self::ReceptionState { .. } => "voice.reception-state",
            Self::NotOpen => "voice.not-open",
            Self::Twice => "voice.signed-up",
            Self::SignUpNotFound => "voice.sign-up-not-found",
            Self::SignUpState { .. } => "voice.sign-up-state",
            Self::Begun => "voice.begun",
            Self::TooEarly => "voice.too-early",
            Self::Erased => "voice.erased",
            Self::Purpose => "voice.purpose",
            Self::Stale { .. } => "voice.stale",
            _ => "voice.invalid",
        }
    }

    fn status(&self) -> Status {
        if let Some(e) = self.beneath() {
            return e.status();
        }
        match self {
            Self::RoomNotFound | Self::ShiftNotFound | Self::ReceptionNotFound | Self::SignUpNotFound => {
                Status::NotFound
            }
            Self::Stale { .. } => Status::Stale,
            Self::Invalid(_) | Self::Purpose => Status::Invalid,
            _ => Status::Conflict,
        }
    }

    fn params(&self) -> Params {
        if let Some(e) = self.beneath() {
            return e.params();
        }
        match self {
            Self::ReceptionState { deed, state } | Self::SignUpState { deed, state } => {
                [("deed", (*deed).to_owned()), ("state", (*state).to_owned())].into()
            }
            Self::Stale { version } => [("version", version.to_string())].into(),
            _ => Params::new(),
        }
    }

    fn field_errors(&self) -> Vec<FieldError> {
        match self {
            Self::Invalid(fields) => fields.clone(),
            other => other.beneath().map(Problem::field_errors).unwrap_or_default(),
        }
    }
}
