//! Making workbooks: exports of any length, and the templates that cadres fill in.

mod csv;
mod table;
mod template;
mod xls;

pub use table::{Column, ColumnKind, TableFormat, TableWriter, Value};
pub use template::{Template, TemplateColumn};
pub use xls::{XlsCell, XlsFile, XlsSheet};
