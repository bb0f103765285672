//! Documents that a union issues (公文): dated templates for two people, numbers without gap, content that is frozen when
//! it is issued, the file for a word processor, and the archive.
//!
//! Other rooms and modules call [`issue`] in the transaction of their own deed, and [`of_subject`] to show what was
//! issued about a record.

mod check;
pub mod demo;
mod docx;
mod error;
mod fill;
pub(crate) mod http;
mod model;
mod number;
mod ops;
mod placeholder;
mod shipped;
mod store;

pub use check::{check, remarks};
pub use docx::{file_name, write as write_docx};
pub use error::LetterError;
pub use fill::{Built, Content, Paragraph, fill};
pub use model::{Block, Draft, Field, FieldKind, Retention, Style, Value, Values};
pub use number::{chinese_day, chinese_number, document_number};
pub use ops::agency::set_agency;
pub use ops::issue::{Issue, issue, preview};
pub use ops::propose::{Proposal, approve, propose, reject, withdraw as withdraw_proposal};
pub use ops::withdraw::withdraw;
pub(crate) use shipped::SHIPPED;
pub use shipped::shipped;
pub use store::agency::{Agency, agency_on};
pub use store::letter::{Letter, content as content_of, of_subject};
pub(crate) use store::template::load;
pub use store::template::{Version, in_force, versions_of};
