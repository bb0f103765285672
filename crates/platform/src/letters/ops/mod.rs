//! What is done with letters, their templates, and the names of unions on them.

pub mod agency;
pub mod issue;
pub mod propose;
pub mod withdraw;
