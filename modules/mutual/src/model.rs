//! Entities, states and their legal transitions; no I/O.

pub mod case;
pub mod claim;
pub mod enrolment;
pub mod illness;
pub mod indicators;
pub mod payment;
pub mod scheme;
pub mod scheme_file;
pub mod settlement;
pub mod statement;
pub(crate) mod words;
