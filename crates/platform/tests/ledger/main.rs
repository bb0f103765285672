//! The ledger: rules, limits, two phases, races, closings, a random workload, and its API.
#![allow(clippy::unwrap_used, reason = "a test")]

#[path = "../common/mod.rs"]
mod common;

mod api;
mod closing;
mod money;
mod pending;
mod races;
mod random;
mod rules;
mod wrong;
