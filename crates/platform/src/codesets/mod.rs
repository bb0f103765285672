//! Dictionaries: code, label, the words that cadres really type, and from when to when (docs/rules §5.3).

mod error;
mod first_load;
mod lookup;
mod ops;
mod rules;
mod store;

use ::store::{DbResult, Tx};

pub use error::CodesetError;
pub(crate) use first_load::SHIPPED;
pub use first_load::{ALWAYS, CodeItem, Set, first_load};
pub use lookup::{Codesets, Word};
pub use ops::{ItemEdit, add_item, add_synonym, edit_item, end_item, remove_synonym};
pub(crate) use store::{all, load};

/// The dictionaries as they are in the database: for words that are written down within a transaction.
///
/// # Errors
/// Any [`::store::DbError`].
pub fn current(tx: &mut Tx<'_>) -> DbResult<Codesets> {
    Ok(Codesets::new(all(tx)?))
}
