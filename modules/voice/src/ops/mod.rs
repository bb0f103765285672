//! Use cases; HTTP and the command line call them.

pub mod check_room;
pub mod coverage;
pub mod keep_reception;
pub mod keep_room;
pub mod list_suggestions;
pub mod list_towns;
pub mod plan_shifts;
pub mod receive;
pub mod sign_up;
