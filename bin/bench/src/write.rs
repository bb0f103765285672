//! Durable edits of members: group commit against one transaction per request and against POST hello-world.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Result, bail};
use kernel::Id;
use platform::App;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::How;
use crate::client::{self, Source, header};
use crate::measure::{Measure, median, median_ratio};
use crate::place::{Place, Served};
use crate::read::{Hello, tell};
use crate::sessions::{Signed, sign_in};
use crate::store as sql;

const CONNECTIONS: usize = 256;

/// Changes the education of its own people, each time to another code.
pub struct Edits {
    signed: Arc<Signed>,
    rng: ChaCha8Rng,
    /// People of this connection with their versions.
    mine: Vec<(Id, i64)>,
    at: usize,
}

impl Edits {
    /// Of a connection with its own people.
    pub fn of(signed: Arc<Signed>, seed: u64, mine: Vec<(Id, i64)>) -> Self {
        Self { signed, rng: ChaCha8Rng::seed_from_u64(seed), mine, at: 0 }
    }

    fn body(version: i64) -> String {
        let education = if version % 2 == 0 { "21" } else { "31" };
        format!(
            r#"{{"name":"王基准","sex":"1","nation":"01","work_state":"1","education":"{education}","skill":"00","household_kind":"20","household_place":"","politics":"13","native_place":"","migrant_worker":"0"}}"#
        )
    }
}

impl Source for Edits {
    fn next(&mut self, out: &mut Vec<u8>) {
        self.at = (self.at + 1) % self.mine.len();
        let (person, version) = self.mine[self.at];
        let token = &self.signed.tokens[self.rng.random_range(0..self.signed.tokens.len())];
        let body = Self::body(version);
        let head = format!(
            "PATCH /api/members/{person} HTTP/1.1\r\nHost: bench\r\nCookie: nj_session={token}\r\nIf-Match: \"{version}\"\r\n\
             X-Requested-With: niangjia\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        out.extend_from_slice(head.as_bytes());
        out.extend_from_slice(body.as_bytes());
    }

    fn answered(&mut self, status: u16, head: &str) -> Result<()> {
        let version = header(head, "etag").and_then(|v| v.trim_matches('"').parse().ok());
        match (status, version) {
            (204, Some(version)) => self.mine[self.at].1 = version,
            _ => bail!("unexpected answer: {head}"),
        }
        Ok(())
    }
}

/// The same bytes as an edit, to a server that does nothing.
fn hello() -> &'static [u8] {
    let body = Edits::body(1);
    let head = format!(
        "POST /hello HTTP/1.1\r\nHost: bench\r\nCookie: nj_session={}\r\nIf-Match: \"1\"\r\nX-Requested-With: niangjia\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        "0".repeat(32),
        body.len()
    );
    head.into_bytes().leak()
}

/// Runs the benchmark.
///
/// # Errors
/// A server does not start, or answers wrongly.
pub fn run(how: &How) -> Result<()> {
    let place = Place::data_set(how)?;
    let signed = {
        let open = place.opened_as().open(niangjia::Access::Write)?;
        Arc::new(sign_in(&open.app, 2)?)
    };
    let (hello_server, body) = (Served::hello()?, hello());
    let time = Duration::from_secs(how.seconds);
    let (mut ceilings, mut singles, mut values) = (Vec::new(), Vec::new(), Vec::new());
    for round in 1..=how.rounds {
        let h = client::run(hello_server.address, (0..CONNECTIONS).map(|_| Hello(body)).collect(), time)?;
        tell("POST hello", &h);
        ceilings.push(h.per_second);
        singles.push(edits(&place, &signed, round * 2, &["--commit-group", "1"], time)?);
        values.push(edits(&place, &signed, round * 2 + 1, &[], time)?);
    }
    let (database, size) = (how.database, signed.members);
    let line = |measure, value: &[f64], against, ratio| Measure {
        bench: "write",
        measure,
        value: median(value),
        unit: "requests/s",
        against,
        ratio,
        database,
        size,
    };
    line("POST hello-world", &ceilings, None, None).print();
    line("single transactions", &singles, None, None).print();
    let of_hello = Some(median_ratio(&values, &ceilings));
    line("member edit", &values, Some("POST hello-world"), of_hello).print();
    let of_single = Some(median_ratio(&values, &singles));
    line("member edit vs single transactions", &values, Some("single transactions"), of_single).print();
    Ok(())
}

/// One round of edits on a server of its own; every acknowledged one is looked for afterwards.
fn edits(place: &Place, signed: &Arc<Signed>, seed: usize, more: &[&str], time: Duration) -> Result<f64> {
    let before = {
        let open = place.opened_as().open(niangjia::Access::Write)?;
        versions(&open.app, signed)?
    };
    let share = before.len() / CONNECTIONS;
    let server = place.serve(more)?;
    let one = |n: usize| {
        let mine = before[n * share..(n + 1) * share].to_vec();
        Edits::of(signed.clone(), (seed * 1000 + n) as u64, mine)
    };
    let load = client::run(server.address, (0..CONNECTIONS).map(one).collect(), time)?;
    tell(if more.is_empty() { "edit" } else { "single" }, &load);
    drop(server);
    let open = place.opened_as().open(niangjia::Access::Write)?;
    let sum = |v: &[(Id, i64)]| v.iter().map(|(_, version)| version).sum::<i64>();
    let written = sum(&versions(&open.app, signed)?) - sum(&before);
    if written < load.answers as i64 {
        bail!("{} edits were acknowledged, {written} are there", load.answers);
    }
    Ok(load.per_second)
}

fn versions(app: &App, signed: &Signed) -> Result<Vec<(Id, i64)>> {
    let n = signed.people.len() as i64;
    Ok(app.store().read_blocking(move |tx| sql::people(tx, n))?)
}
