//! The first fill of a demo, from nothing to ready.

use std::time::Instant;

use anyhow::{Context, Result};

use crate::How;
use crate::measure::Measure;
use crate::place::Place;

/// Runs the benchmark; the filled folder becomes the data set of the others.
///
/// # Errors
/// The demo fails.
pub fn run(how: &How) -> Result<()> {
    for database in how.database.each() {
        let how = How { database, ..how.clone() };
        let place = Place::fresh(&how, how.size.name())?;
        let started = Instant::now();
        let done = place.answer(&["demo", "--scale", how.size.name(), "--seed", "1"])?;
        let seconds = started.elapsed().as_secs_f64();
        let size = done["members"].as_i64().context("members")?;
        let line = Measure {
            bench: "fill",
            measure: "first fill",
            value: seconds,
            unit: "s",
            against: None,
            ratio: None,
            database,
            size,
        };
        line.print();
        Measure { measure: "members filled", value: size as f64 / seconds, unit: "members/s", ..line }
            .print();
    }
    Ok(())
}
