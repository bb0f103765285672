//! What cadres look at: pages of lists, searches, the tree and figures; the time until the answer is there.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Result, bail};
use kernel::{Day, Id};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::How;
use crate::client::{self, Source};
use crate::measure::{Measure, median};
use crate::place::{Place, Served};
use crate::samples::{Samples, draw};
use crate::sessions::{Signed, sign_in};

/// Connections: as many as the machine has cores, so that the time is the server's and not that of a queue.
const CONNECTIONS: usize = 2;

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Pages of lists.
    List,
    /// Searches.
    Search,
    /// The tree.
    Tree,
    /// Figures.
    Figures,
}

/// Addresses of a kind, asked at random.
struct Asking {
    signed: Arc<Signed>,
    paths: Arc<Vec<String>>,
    rng: ChaCha8Rng,
}

impl Source for Asking {
    fn next(&mut self, out: &mut Vec<u8>) {
        let path = &self.paths[self.rng.random_range(0..self.paths.len())];
        let token = &self.signed.tokens[self.rng.random_range(0..self.signed.tokens.len())];
        out.extend_from_slice(b"GET ");
        out.extend_from_slice(path.as_bytes());
        out.extend_from_slice(b" HTTP/1.1\r\nHost: bench\r\nCookie: nj_session=");
        out.extend_from_slice(token.as_bytes());
        out.extend_from_slice(b"\r\n\r\n");
    }

    fn answered(&mut self, status: u16, head: &str) -> Result<()> {
        if status == 200 { Ok(()) } else { bail!("unexpected answer: {head}") }
    }
}

/// A text as a part of an address.
fn escaped(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, b| {
        if b.is_ascii_alphanumeric() {
            out.push(char::from(b));
        } else {
            out.push_str(&format!("%{b:02X}"));
        }
        out
    })
}

fn some<'a, T>(rng: &mut ChaCha8Rng, all: &'a [T]) -> &'a T {
    &all[rng.random_range(0..all.len())]
}

/// A union of a random level, for lists are narrowed by all of them.
fn union(rng: &mut ChaCha8Rng, s: &Samples) -> Id {
    let filled: Vec<&Vec<Id>> = s.levels.iter().filter(|l| !l.is_empty()).collect();
    let level = *some(rng, &filled);
    *some(rng, level)
}

/// Addresses by what they ask for.
pub type Kinds = BTreeMap<&'static str, Vec<String>>;

fn lists(rng: &mut ChaCha8Rng, s: &Samples) -> Kinds {
    let mut all = Kinds::new();
    let mut add = |kind, path: String| all.entry(kind).or_default().push(path);
    for _ in 0..300 {
        let (u, sort) = (union(rng, s), *some(rng, &["union", "name", "recent"]));
        let p = some(rng, &s.people);
        add("members of a union", format!("/api/members?limit=50&union_id={u}&sort={sort}"));
        add("all members", format!("/api/members?limit=50&sort={sort}"));
        add(
            "members of an employer",
            format!("/api/members?limit=50&employer_id={}&union_id={}", p.employer_id, p.union_id),
        );
        let from = Day::constant(2025, 1, 1).plus_days(rng.random_range(0..600));
        let state =
            *some(rng, &["status=retained", "work_state=3", "sex=2", "migrant_worker=1", "politics=01"]);
        add("members by a field", format!("/api/members?limit=50&{state}&union_id={u}"));
        add(
            "members by day",
            format!("/api/members?limit=50&union_id={u}&joined_from={from}&joined_to={}", from.plus_days(60)),
        );
        add("count of members", format!("/api/members/count?union_id={u}"));
        add("members with a flag", format!("/api/members?limit=50&union_id={u}&flag=new_resident"));
        add("unions", format!("/api/unions?limit=50&union_id={u}&sort={}", some(rng, &["name", "tree"])));
        add("employers", format!("/api/employers?limit=50&union_id={u}"));
        add("transfers", "/api/transfers?limit=50".to_owned());
    }
    all
}

fn searches(rng: &mut ChaCha8Rng, s: &Samples) -> Kinds {
    let mut all = Kinds::new();
    let mut add = |kind, path: String| all.entry(kind).or_default().push(path);
    for p in &s.people {
        let part: String = p.name.chars().take(rng.random_range(1..=3)).collect();
        let u = union(rng, s);
        add("name", format!("/api/members?limit=50&q={}", escaped(&part)));
        add("name in a union", format!("/api/members?limit=50&union_id={u}&q={}", escaped(&part)));
        add("count of a name", format!("/api/members/count?union_id={u}&q={}", escaped(&part)));
        add("pinyin", format!("/api/members?limit=50&q={}", escaped(&p.initials)));
        add("number", format!("/api/members?limit=50&q={}", escaped(&p.number)));
        let tail = &p.number[p.number.len().saturating_sub(4)..];
        add("last four", format!("/api/members?limit=50&q={}", escaped(tail)));
        let name: String = some(rng, &s.unions).chars().take(rng.random_range(2..=6)).collect();
        add("union", format!("/api/unions?limit=50&q={}", escaped(&name)));
        let name: String = some(rng, &s.employers).chars().take(rng.random_range(2..=6)).collect();
        add("employer", format!("/api/employers?limit=50&q={}", escaped(&name)));
    }
    all
}

fn past(rng: &mut ChaCha8Rng) -> Day {
    Day::constant(2025, 1, 1).plus_days(rng.random_range(0..690))
}

fn trees(rng: &mut ChaCha8Rng, s: &Samples) -> Kinds {
    let mut all = Kinds::new();
    let mut add = |kind, path: String| all.entry(kind).or_default().push(path);
    for _ in 0..300 {
        let (u, day) = (union(rng, s), past(rng));
        add("expand", format!("/api/unions?limit=200&parent_id={u}"));
        add("counts", format!("/api/unions/{u}/counts"));
        add("women and migrant workers", format!("/api/unions/{u}/member_kinds"));
        add("tree of a day", format!("/api/unions/{u}/tree?limit=50&day={day}"));
    }
    all
}

fn figures(rng: &mut ChaCha8Rng, s: &Samples) -> Kinds {
    let mut all = Kinds::new();
    let mut add = |kind, path: String| all.entry(kind).or_default().push(path);
    let top = s.levels[0][0];
    for _ in 0..300 {
        let (u, day) = (union(rng, s), past(rng));
        add("all of the top, today", format!("/api/figures?union_id={top}"));
        add("all of the top, a past day", format!("/api/figures?union_id={top}&day={day}"));
        add("all of a union, a past day", format!("/api/figures?union_id={u}&day={day}"));
        add("course of 24 months", format!("/api/figures/member.total/course?union_id={top}&day={day}"));
        add("map of a rate", format!("/api/figures/member.share/places?union_id={top}&day={day}"));
        add("quality of the top", format!("/api/quality?union_id={top}"));
        add("table of the top", format!("/api/figures/table?union_id={top}&day={day}"));
        add(
            "members of the top by union",
            format!("/api/figures/member.total/children?union_id={top}&day={day}"),
        );
    }
    all
}

/// Runs the benchmark.
///
/// # Errors
/// The server does not start, or answers wrongly.
pub fn run(how: &How, subject: Subject) -> Result<()> {
    let place = Place::data_set(how)?;
    let (signed, samples) = {
        let open = place.opened_as().open(niangjia::Access::Write)?;
        (Arc::new(sign_in(&open.app, 1)?), draw(&open.app)?)
    };
    let server = place.serve(&[])?;
    let mut rng = ChaCha8Rng::seed_from_u64(11);
    let (bench, kinds) = match subject {
        Subject::List => ("list", lists(&mut rng, &samples)),
        Subject::Search => ("search", searches(&mut rng, &samples)),
        Subject::Tree => ("tree", trees(&mut rng, &samples)),
        Subject::Figures => ("figures", figures(&mut rng, &samples)),
    };
    time_pages(how, bench, &server, &signed, kinds)
}

/// Asks for pages of each kind and tells how long they took.
///
/// # Errors
/// The server answers wrongly.
pub fn time_pages(
    how: &How,
    bench: &'static str,
    server: &Served,
    signed: &Arc<Signed>,
    kinds: Kinds,
) -> Result<()> {
    let time = Duration::from_secs(how.seconds);
    for (kind, paths) in kinds {
        let paths = Arc::new(paths);
        let (mut half, mut most) = (Vec::new(), Vec::new());
        // The first round warms the working set and is not told.
        for round in 0..=how.rounds {
            let one = |n: usize| Asking {
                signed: signed.clone(),
                paths: paths.clone(),
                rng: ChaCha8Rng::seed_from_u64((round * 1000 + n) as u64),
            };
            let load = client::run(server.address, (0..CONNECTIONS).map(one).collect(), time)?;
            crate::read::tell(kind, &load);
            if round > 0 {
                half.push(load.p50.as_secs_f64() * 1e3);
                most.push(load.p99.as_secs_f64() * 1e3);
            }
        }
        for (which, values) in [("p50", &half), ("p99", &most)] {
            let measure = format!("{kind}, {which}");
            let measure = Measure {
                bench,
                measure: &measure,
                value: median(values),
                unit: "ms",
                against: None,
                ratio: None,
                database: how.database,
                size: signed.members,
            };
            measure.print();
        }
    }
    Ok(())
}
