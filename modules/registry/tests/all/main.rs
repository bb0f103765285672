//! All tests of the crate in one program: each program more is linked with everything once more, and that is the most of a build.

mod common;

mod audit;
mod certificates;
mod data_rights;
mod dated;
mod duty;
mod elections;
mod employers;
mod exchange;
mod exports;
mod figures;
mod files;
mod flags;
mod flags_in_step;
mod founding_hints;
mod identity;
mod import_batches;
mod import_cells;
mod joining;
mod keys;
mod main_job;
mod members;
mod merges;
mod own_data;
mod quality;
mod relatives;
mod secondments;
mod shapes;
mod steps;
mod transfers;
mod union_changes;
mod unions;
mod zones;

/// What the app of these tests is made of.
fn modules() -> Vec<platform::Module> {
    vec![platform::module(), registry::module()]
}
