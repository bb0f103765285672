//! What can go wrong, an enum for each area. The sentences are in `locales/zh.toml`.

pub use crate::claim_error::ClaimError;
pub use crate::enrol_error::EnrolError;
pub use crate::pay_error::PayError;
pub use crate::scheme_error::SchemeError;
