//! What other modules may use of the register.

pub use crate::error::RegistryError;
pub use crate::model::{Birth, BirthPrecision, EventKind, NewMembership, NewPerson, Profile, Status};
