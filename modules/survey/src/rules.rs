//! Pure decisions: what is shown, what an answer must be, what a form may ask, points, and what is withheld.

pub mod answers;
pub mod check;
pub mod counting;
pub mod reach;
pub mod score;
pub mod shown;
pub mod withhold;

/// Questions of a survey at most.
pub const MAX_QUESTIONS: usize = 100;
/// Options of a question at most.
pub const MAX_CHOICES: usize = 50;
/// Questions that cross tables are kept for at most.
pub const MAX_CROSS: usize = 3;
/// Fewest people in a cell of a cross table of an anonymous survey; smaller cells are withheld (docs/adr/0015).
pub const FEWEST: i64 = 5;
/// Longest answers, in characters.
pub const MAX_SHORT: i64 = 100;
/// Longest answers, in characters.
pub const MAX_LONG: i64 = 1_000;
/// Greatest magnitude of a number that is asked for: sums of 38 million of them fit 63 bits.
pub const MAX_NUMBER: i64 = 1_000_000_000;
