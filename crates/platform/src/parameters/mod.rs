//! Parameters: rules that a place or a year may change, as dated values (docs/rules §32). A value is proposed by one
//! person, decided by another, starts on a day and never rewrites the past.

mod error;
mod lookup;
mod ops;
mod shipped;
mod store;
mod value;

pub use error::ParameterError;
pub use lookup::{Choice, Integer, Parameters, keys};
pub use ops::{Proposal, approve, bounds, propose, reject, withdraw};
pub use shipped::{Definition, definition, definitions};
pub(crate) use shipped::{SHIPPED, group_title};
pub use store::{State, ValueRow, history, present_and_open};
pub(crate) use store::{load, read};
pub use value::{Kind, Value};
