//! Cases: every matter from intake to answer.
//!
//! A procedure says how a kind of case goes ([`procedure`], data with an editor, checked by [`checker`]). A case has one number,
//! a place that has it, a step, a track and a clock ([`clock`]); what happens to it is a line that the reporter can read. Who
//! told it may be sealed: nothing about that person stands outside the sealed column, and nobody tied to what it complains about
//! sees the case ([`guard::Actor::is_partial`]).
//!
//! A module adds a kind by shipping a procedure, and counts in a [`CaseWatch`].

pub mod checker;
pub mod clock;
mod deeds;
mod error;
mod fields;
mod ground;
mod hand;
pub mod http;
mod intake;
mod model;
mod own;
pub mod procedure;
mod procedures;
mod saving;
mod standing_in;
pub mod store;
mod ticking;
mod walk;

#[cfg(test)]
mod testing;

pub use checker::{Fault, check};
pub use deeds::{Deed, edit_case, take_deed};
pub use error::{CaseError, Result};
pub use fields::{line, lines, shown};
pub use ground::{CaseWatch, Ground};
pub use hand::{Hand, acts_for};
pub use intake::{NewCase, Opened, check_code, open_case};
pub use model::{CaseFile, CaseState, Channel, Place, Rating, ReporterKind};
pub use own::{Own, rating_ends, reveal};
pub use procedure::{MovePlace, Procedure, Values};
pub use procedures::{Decision, InForce, Procedures, decide, propose, withdraw};
pub(crate) use procedures::{SHIPPED, load as load_procedures, read as read_procedures};
pub use standing_in::{appoint, dismiss};
pub(crate) use store::reporter::SEALED;
pub use store::reporter::{Reporter, forget as forget_reporter};
pub(crate) use ticking::Clocks;
pub use ticking::{speak, tick};

use ::store::Reference;

const fn of_case(table: &'static str, column: &'static str) -> Reference {
    Reference { table, column, to: "case_file", key: "id" }
}

/// What `niangjia doctor` follows.
pub(crate) const REFERENCES: &[Reference] = &[
    of_case("case_number", "case_id"),
    of_case("case_reporter", "case_id"),
    of_case("case_reporter_lookup", "case_id"),
    of_case("case_tie", "case_id"),
    of_case("case_value", "case_id"),
    of_case("case_named", "case_id"),
    of_case("case_event", "case_id"),
    of_case("case_opinion", "case_id"),
    of_case("case_link", "case_id"),
    of_case("case_link", "other_id"),
    of_case("case_mark", "case_id"),
];
