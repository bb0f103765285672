//! Workbooks into the register: read → judge → enter, in chunks that survive a crash (docs/adr/0007).
//!
//! - [`row`]: a row of the form becomes a draft, or is refused for what is in its cells.
//! - `row_flags`: what it says of flags.
//! - [`divisions`]: written places against the table of divisions.
//! - [`judge`]: a draft meets the register and becomes a decision. Pure.
//! - [`chunk`]: decisions of some hundred rows are carried out in one transaction.
//! - [`read`]: a file as chunks of read rows, on a thread of its own.
//! - [`run`]: a whole file, checked or entered, resumed where it stopped.
//! - [`undo`]: chunks taken back from the last to the first.
//! - [`result`]: the cadre's own workbook with a verdict in every row.

pub mod chunk;
pub mod divisions;
pub mod employers;
pub mod judge;
pub mod read;
pub mod result;
pub mod row;
mod row_flags;
pub mod run;
pub mod template;
pub mod undo;
pub mod verdict;

/// Data rows in a chunk.
pub const CHUNK: usize = 1_000;
