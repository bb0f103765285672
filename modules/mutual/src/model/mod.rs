//! Entities, states and their legal transitions; no I/O.

pub mod case;
pub mod illness;
pub mod scheme;
pub mod scheme_file;
mod words;
