//! Dictionaries: code, label, the words that cadres really type, and from when to when (docs/rules §5.3).

mod first_load;
mod lookup;

pub use first_load::{CodeItem, Set, first_load};
pub use lookup::Codesets;
