//! The whole register as a file, over HTTP as a cadre asks for it, and the memory that it takes.

use std::time::Instant;

use anyhow::{Result, bail};

use crate::How;
use crate::client;
use crate::measure::{Measure, median};
use crate::place::Place;
use crate::sessions::sign_in;

/// An export is long; its rounds are fewer.
const ROUNDS: usize = 3;

/// Runs the benchmark.
///
/// # Errors
/// The server does not start, or the file is not whole.
pub fn run(how: &How) -> Result<()> {
    let place = Place::data_set(how)?;
    let signed = {
        let open = place.opened_as().open(niangjia::Access::Write)?;
        sign_in(&open.app, 3)?
    };
    let (mut speeds, mut first, mut memory) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..how.rounds.min(ROUNDS) {
        let server = place.serve(&[])?;
        let idle = server.memory_kib("VmRSS")?;
        let body = r#"{"purpose":"基准测试导出","format":"csv"}"#;
        let request = client::request("POST", "/api/members/export", &signed.tokens[round], body);
        let (began, mut begins, mut lines) = (Instant::now(), None, 0_u64);
        let (status, bytes) = client::whole(server.address, &request, |part| {
            begins.get_or_insert_with(|| began.elapsed());
            lines += part.iter().filter(|b| **b == b'\n').count() as u64;
        })?;
        let took = began.elapsed().as_secs_f64();
        if status != 200 || (lines as i64) < signed.members {
            bail!("status {status}, {lines} lines of {} members", signed.members);
        }
        speeds.push(signed.members as f64 / took);
        first.push(begins.map_or(0.0, |d| d.as_secs_f64()));
        memory.push((server.memory_kib("VmHWM")? - idle) / 1024.0);
        eprintln!("    export {took:>7.1} s  {bytes} bytes  {lines} lines");
    }
    let line = |measure, values: &[f64], unit| Measure {
        bench: "export",
        measure,
        value: median(values),
        unit,
        against: None,
        ratio: None,
        database: how.database,
        size: signed.members,
    };
    line("members as CSV", &speeds, "rows/s").print();
    line("first byte of the file", &first, "s").print();
    line("memory beyond that of an idle server", &memory, "MiB").print();
    Ok(())
}
