//! From what cadres type to what is meant (docs/rules §28.3), as far as it depends on the cell: whether a number was
//! typed or stored, what a day number means. The rest is `kernel::text`. Pure functions; nothing is guessed: what
//! cannot be read for certain is a [`Defect`] that tells the cadre what to do.

mod date;
mod defect;
mod number;
mod said;
mod text;
mod yes_no;

pub(crate) use date::date_text;
pub use date::{DateReader, LooseDate, Precision};
pub use defect::Defect;
pub use number::document_number;
pub use said::{count, day, instant, month, yuan};
pub use text::{cell_text, is_formula_like};
pub use yes_no::yes_no;
