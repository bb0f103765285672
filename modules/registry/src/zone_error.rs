//! What can go wrong with zones, maps, duty and suggestions to found a union.

use kernel::{Params, Problem, Status};

/// Every refusal of these that is no wrong field.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ZoneError {
    /// There is no such zone in sight.
    #[error("zone not found")]
    NotFound,
    /// The zone was closed.
    #[error("{name} is closed")]
    Closed {
        /// Its name.
        name: String,
    },
    /// An open zone stands under it.
    #[error("a zone stands under {name}")]
    InUse {
        /// Its name.
        name: String,
    },
    /// The union or employer lies in another zone.
    #[error("lies in {name}")]
    Taken {
        /// Name of that zone.
        name: String,
    },
    /// There is no such pack of shapes.
    #[error("pack not found")]
    PackNotFound,
    /// Another pack draws the division.
    #[error("{code} is drawn by {name}")]
    ShapesTaken {
        /// The division.
        code: String,
        /// Name of that pack.
        name: String,
    },
    /// There is no such suggestion to found a union in sight.
    #[error("suggestion not found")]
    HintNotFound,
    /// There is no such duty in sight.
    #[error("duty not found")]
    DutyNotFound,
    /// The duty has ended, or is not the own one.
    #[error("the duty is {state}")]
    DutyState {
        /// State now, Chinese.
        state: &'static str,
    },
    /// Signing in is possible in these hours only.
    #[error("sign in between {from} and {to}")]
    DutyHours {
        /// From, `2026-11-26 08:30`.
        from: String,
        /// To.
        to: String,
    },
}

impl Problem for ZoneError {
    fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "registry.zone-not-found",
            Self::Closed { .. } => "registry.zone-closed",
            Self::InUse { .. } => "registry.zone-in-use",
            Self::Taken { .. } => "registry.zone-taken",
            Self::PackNotFound => "registry.pack-not-found",
            Self::ShapesTaken { .. } => "registry.shapes-taken",
            Self::HintNotFound => "registry.hint-not-found",
            Self::DutyNotFound => "registry.duty-not-found",
            Self::DutyState { .. } => "registry.duty-state",
            Self::DutyHours { .. } => "registry.duty-hours",
        }
    }

    fn status(&self) -> Status {
        match self {
            Self::NotFound | Self::PackNotFound | Self::HintNotFound | Self::DutyNotFound => Status::NotFound,
            _ => Status::Conflict,
        }
    }

    fn params(&self) -> Params {
        match self {
            Self::Closed { name } | Self::InUse { name } | Self::Taken { name } => {
                [("name", name.clone())].into()
            }
            Self::ShapesTaken { code, name } => [("code", code.clone()), ("name", name.clone())].into(),
            Self::DutyState { state } => [("state", (*state).to_owned())].into(),
            Self::DutyHours { from, to } => [("from", from.clone()), ("to", to.clone())].into(),
            Self::NotFound | Self::PackNotFound | Self::HintNotFound | Self::DutyNotFound => Params::new(),
        }
    }
}
