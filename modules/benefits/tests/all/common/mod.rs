//! The register of the tests with the module of benefits; members, a budget and campaigns in it.
#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "each test file uses its part, and a failure is a failed test"
)]

#[path = "../../../../registry/tests/all/common/mod.rs"]
mod register;

pub mod audited;
pub mod tills;
pub mod world;

pub use register::*;

/// What the app of these tests is made of.
fn modules() -> Vec<platform::Module> {
    vec![platform::module(), registry::module(), benefits::module()]
}
