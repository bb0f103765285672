//! The register: divisions, unions, employers, people and their membership. See the README for words, states and
//! invariants.

pub mod api;
mod error;
mod imports;
mod model;
mod ops;
mod rules;
mod store;

pub use error::RegistryError;
