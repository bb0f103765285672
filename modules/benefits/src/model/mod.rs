//! Entities, states and their legal transitions; no I/O.

pub mod campaign;
pub mod draw;
pub mod voucher;
