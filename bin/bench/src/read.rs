//! Member detail over HTTP, signed in, against a hello-world of the same server library.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Result, bail};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::How;
use crate::client::{self, Load, Source, header};
use crate::measure::{Measure, median, median_ratio};
use crate::place::{Place, Served};
use crate::sessions::{Signed, sign_in};

const CONNECTIONS: usize = 64;

/// Asks for details of random people with random sessions.
struct Details {
    signed: Arc<Signed>,
    rng: ChaCha8Rng,
}

impl Source for Details {
    fn next(&mut self, out: &mut Vec<u8>) {
        let person = self.signed.people[self.rng.random_range(0..self.signed.people.len())].0;
        let token = &self.signed.tokens[self.rng.random_range(0..self.signed.tokens.len())];
        out.extend_from_slice(b"GET /api/members/");
        out.extend_from_slice(person.to_string().as_bytes());
        out.extend_from_slice(b" HTTP/1.1\r\nHost: bench\r\nCookie: nj_session=");
        out.extend_from_slice(token.as_bytes());
        out.extend_from_slice(b"\r\n\r\n");
    }

    fn answered(&mut self, status: u16, head: &str) -> Result<()> {
        if status != 200 || header(head, "etag").is_none() {
            bail!("unexpected answer: {head}");
        }
        Ok(())
    }
}

/// The ceiling's requests.
pub struct Hello(pub &'static [u8]);

impl Source for Hello {
    fn next(&mut self, out: &mut Vec<u8>) {
        out.extend_from_slice(self.0);
    }

    fn answered(&mut self, status: u16, head: &str) -> Result<()> {
        if status == 200 { Ok(()) } else { bail!("unexpected answer: {head}") }
    }
}

const GET: &[u8] = b"GET /hello HTTP/1.1\r\nHost: bench\r\n\r\n";

/// Runs the benchmark.
///
/// # Errors
/// A server does not start, or answers wrongly.
pub fn run(how: &How) -> Result<()> {
    let place = Place::data_set(how)?;
    let signed = {
        let open = place.opened_as().open(niangjia::Access::Write)?;
        Arc::new(sign_in(&open.app, 1)?)
    };
    let (server, hello) = (place.serve(&[])?, Served::hello()?);
    let time = Duration::from_secs(how.seconds);
    let details = |seed: usize| {
        let one =
            |n| Details { signed: signed.clone(), rng: ChaCha8Rng::seed_from_u64((seed * 1000 + n) as u64) };
        client::run(server.address, (0..CONNECTIONS).map(one).collect(), time)
    };
    // Warms the working set and the sessions.
    details(0)?;
    let (mut ceilings, mut values) = (Vec::new(), Vec::new());
    for round in 1..=how.rounds {
        let h = client::run(hello.address, (0..CONNECTIONS).map(|_| Hello(GET)).collect(), time)?;
        let d = details(round)?;
        tell("hello", &h);
        tell("detail", &d);
        ceilings.push(h.per_second);
        values.push(d.per_second);
    }
    let (database, size) = (how.database, signed.members);
    let ceiling = Measure {
        bench: "read",
        measure: "hello-world",
        value: median(&ceilings),
        unit: "requests/s",
        against: None,
        ratio: None,
        database,
        size,
    };
    ceiling.print();
    let ratio = Some(median_ratio(&values, &ceilings));
    let detail = Measure {
        measure: "member detail",
        value: median(&values),
        against: Some("hello-world"),
        ratio,
        ..ceiling
    };
    detail.print();
    Ok(())
}

/// One round, for people who watch.
pub fn tell(what: &str, l: &Load) {
    eprintln!(
        "{what:>10} {:>9.0}/s  {:>9} answers  p50 {:>6.2} ms  p99 {:>6.2} ms",
        l.per_second,
        l.answers,
        l.p50.as_secs_f64() * 1e3,
        l.p99.as_secs_f64() * 1e3
    );
}
