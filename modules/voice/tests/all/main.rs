//! All tests of the crate in one program: each program more is linked with everything once more, and that is the most of a build.

mod common;

mod clocks;
mod kinds;
mod matters;
mod receptions;
mod rooms;
mod sealed;
