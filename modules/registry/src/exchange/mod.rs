//! Upward exchange: the catalogue of fields, the rules of a row, the mappings that come with the program. No I/O but the
//! working file of a run.

pub mod catalogue;
pub mod convert;
pub mod part_file;
pub mod receipt;
pub mod shipped;
