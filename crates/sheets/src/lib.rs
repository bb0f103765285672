//! Floor 1: workbooks in and out. Knows nothing of the database; see the README for a tour.

mod cell;
mod csv;
mod detect;
mod error;
pub mod header;
mod layout;
mod limits;
pub mod lines;
pub mod member_form;
pub mod normal;
mod package;
mod reference;
pub mod rewrite;
mod workbook;
pub mod write;
mod xls;
mod xlsx;
mod xml;

pub use cell::{RawCell, RawRow, RawValue};
pub use error::SheetError;
pub use layout::{Layout, Region};
pub use limits::{Limits, MAX_COLUMNS, MAX_ROWS};
pub use normal::Defect;
pub use reference::column_letters;
pub use workbook::{Format, SheetInfo, Workbook};
