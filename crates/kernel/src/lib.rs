//! Floor 0: value types without I/O. Everything above speaks in these words.
//!
//! A type here is valid by construction: parse at the edge, then pass the type.

mod clock;
mod credit_code;
mod day;
mod document;
mod id;
mod id_number;
pub mod locale;
mod money;
mod org_path;
mod phone;
mod problem;
pub mod text;

pub use clock::{Clock, ManualClock, SystemClock, Timestamp};
pub use credit_code::{CreditCode, CreditCodeError, OrgNumber};
pub use day::{Day, Period};
pub use document::{DocumentError, DocumentKind, DocumentWarning, PersonDocument};
pub use id::{Id, IdBlock, IdGen};
pub use id_number::{Holder, IdNumber, IdNumberError, Sex};
pub use money::Fen;
pub use org_path::{OrgPath, SEGMENT};
pub use phone::{BankCard, BankCardError, Phone, PhoneError};
pub use problem::{FieldError, Params, Problem, Status};
