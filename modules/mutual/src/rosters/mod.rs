//! Lists of people to be enrolled: read → judge → enter, in parts that survive a crash (docs/adr/0007).
//!
//! - [`form`]: the columns of a union's workbook.
//! - [`row`]: a row becomes a wish, or is refused for what is in its cells.
//! - [`read`]: a file as parts of read rows, on a thread of its own.
//! - [`judge`]: rows meet the register and the enrolments of the period; accepted ones are entered.
//! - [`run`]: a whole roster, checked or entered, resumed where it stopped.
//! - [`undo`]: parts taken back from the last to the first.
//! - [`result`]: the union's own workbook with a verdict in every row.

pub mod form;
pub mod judge;
pub mod read;
pub mod result;
pub mod row;
pub mod run;
pub mod template;
pub mod undo;
pub mod verdict;

/// Data rows in a part.
pub const PART: usize = 1_000;
