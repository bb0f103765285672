//! Use cases; HTTP, jobs and the demo all call them.

pub mod comment;
pub mod deeds;
pub mod keep_column;
pub mod publish;
pub mod reads;
pub mod steps;
pub mod write;
