//! Use cases. HTTP, command line, jobs and imports all call these.

pub mod enter_people;
pub mod membership_step;
