//! From the start of the process to an answer of `/readyz`, and memory when idle.

use std::time::{Duration, Instant};

use anyhow::Result;

use crate::How;
use crate::client;
use crate::measure::{Measure, median};
use crate::place::Place;
use crate::read::Hello;

const READY: &[u8] = b"GET /readyz HTTP/1.1\r\nHost: bench\r\n\r\n";

/// Runs the benchmark.
///
/// # Errors
/// The server does not start.
pub fn run(how: &How) -> Result<()> {
    let place = Place::data_set(how)?;
    let size = {
        let open = place.opened_as().open(niangjia::Access::Read)?;
        open.app.store().read_blocking(crate::store::members)?
    };
    let (mut starts, mut memories) = (Vec::new(), Vec::new());
    for _ in 0..how.rounds {
        let started = Instant::now();
        let server = place.serve(&[])?;
        // One answer is enough: the load ends at once.
        client::run(server.address, vec![Hello(READY)], Duration::from_millis(1))?;
        starts.push(started.elapsed().as_secs_f64());
        std::thread::sleep(Duration::from_secs(how.seconds));
        memories.push(server.memory_kib("VmRSS")? / 1024.0);
        eprintln!("ready after {:.3} s, {:.0} MiB", starts[starts.len() - 1], memories[memories.len() - 1]);
    }
    let line = |measure, values: &[f64], unit| Measure {
        bench: "start",
        measure,
        value: median(values),
        unit,
        against: None,
        ratio: None,
        database: how.database,
        size,
    };
    let millis: Vec<f64> = starts.iter().map(|s| s * 1000.0).collect();
    line("start to ready", &millis, "ms").print();
    line("idle memory", &memories, "MiB").print();
    Ok(())
}
