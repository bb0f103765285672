//! The register of the tests with the modules of mutual aid; members, schemes and money in it.
#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "each test file uses its part, and a failure is a failed test"
)]

#[path = "../../../../registry/tests/all/common/mod.rs"]
mod register;

pub mod enrol;

pub use register::*;

/// What the app of these tests is made of.
fn modules() -> Vec<platform::Module> {
    vec![platform::module(), registry::module(), mutual::module()]
}
