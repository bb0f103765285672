//! A union of 20,000 members is merged into another one while cadres edit members elsewhere.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use guard::{Actor, Reason, act, res};
use kernel::{Day, DocumentKind, Id, IdNumber, PersonDocument};
use platform::App;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use registry::RegistryError;
use registry::api::{
    self, Birth, BirthPrecision, EventKind, NewMembership, NewPerson, Profile, Status, Union,
};
use serde_json::{Value, json};

use crate::How;
use crate::client;
use crate::measure::{Measure, median};
use crate::place::{Place, Served};
use crate::read::tell;
use crate::sessions::{Signed, sign_in};
use crate::store as sql;
use crate::write::Edits;

/// Members of the union that is merged.
const MEMBERS: u32 = 20_000;
/// Connections that edit beside it.
const BESIDE: usize = 16;

/// How often it is asked how far the merge is; more often is more than one session may ask.
const POLL: Duration = Duration::from_millis(100);

/// Runs the benchmark.
///
/// # Errors
/// The server does not start, or the merge does not end well.
pub fn run(how: &How) -> Result<()> {
    let place = Place::data_set(how)?;
    let (signed, unions) = {
        let open = place.opened_as().open(niangjia::Access::Write)?;
        let signed = Arc::new(sign_in(&open.app, 4)?);
        // Numbers of an earlier run are taken.
        let run: u32 = ChaCha8Rng::from_seed(open.app.random()).random_range(1..30_000);
        (signed, prepare(&open.app, how.rounds, run)?)
    };
    let server = place.serve(&[])?;
    let time = Duration::from_secs(how.seconds.max(4));
    let (mut took, mut calm, mut beside) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..how.rounds {
        let before = edits(&server, &signed, round * 2, time)?;
        tell("edits", &before);
        let merging = {
            let (address, token) = (server.address, signed.tokens[round].clone());
            let (from, to) = (unions[round], unions[round + 1]);
            std::thread::spawn(move || merge(address, &token, from, to))
        };
        let during = edits(&server, &signed, round * 2 + 1, time)?;
        tell("beside", &during);
        let seconds = merging.join().map_err(|_| anyhow::anyhow!("the merge panicked"))??;
        eprintln!("     merge {seconds:>7.2} s");
        took.push(seconds);
        calm.push(before.p99.as_secs_f64() * 1e3);
        beside.push(during.p99.as_secs_f64() * 1e3);
    }
    let line = |measure, values: &[f64], unit, against, ratio| Measure {
        bench: "transfer",
        measure,
        value: median(values),
        unit,
        against,
        ratio,
        database: how.database,
        size: signed.members,
    };
    line("20,000 members merged", &took, "s", None, None).print();
    line("edits of others before, p99", &calm, "ms", None, None).print();
    let ratio = Some(median(&beside) / median(&calm));
    line("edits of others meanwhile, p99", &beside, "ms", Some("edits of others before, p99"), ratio).print();
    Ok(())
}

fn edits(server: &Served, signed: &Arc<Signed>, round: usize, time: Duration) -> Result<client::Load> {
    let share = signed.people.len() / BESIDE / 32;
    let one = |n: usize| {
        let from = (round * BESIDE + n) % (BESIDE * 32) * share;
        Edits::of(signed.clone(), (round * 1000 + n) as u64, signed.people[from..from + share].to_vec())
    };
    client::run(server.address, (0..BESIDE).map(one).collect(), time)
}

/// Orders the merge and waits for its end; seconds.
fn merge(address: std::net::SocketAddr, token: &str, from: Id, to: Id) -> Result<f64> {
    std::thread::sleep(Duration::from_millis(500));
    let began = Instant::now();
    let path = format!("/api/unions/{from}/tree-changes");
    let order = json!({ "kind": "merge", "day": "2026-06-01", "target_id": to, "reason": "基准测试" });
    let (status, body) = client::once(address, "POST", &path, token, &order.to_string())?;
    if status != 201 {
        bail!("{status}: {body}");
    }
    loop {
        let (_, body) = client::once(address, "GET", &path, token, "")?;
        let all: Value = serde_json::from_str(&body).context("changes")?;
        match (all[0]["state"].as_str(), all[0]["members_moved"].as_u64()) {
            (Some("done"), Some(moved)) if moved == u64::from(MEMBERS) => {
                return Ok(began.elapsed().as_secs_f64());
            }
            (Some("planned" | "working"), _) => std::thread::sleep(POLL),
            _ => bail!("{body}"),
        }
        if began.elapsed() > Duration::from_secs(120) {
            bail!("the merge does not end: {body}");
        }
    }
}

/// A chain of unions beneath one township, the first one full; each is merged into the next.
fn prepare(app: &App, rounds: usize, run: u32) -> Result<Vec<Id>> {
    let store = app.store();
    let town = store.read_blocking(|tx| sql::unions_of(tx, 40))?.first().copied().context("no township")?;
    let actor = Actor::system(Reason::Demo, "benchmark");
    let mut unions: Vec<Union> = Vec::new();
    for n in 0..=rounds {
        let scope = actor.permit::<res::Union, act::Create>()?;
        let new = Union {
            name: format!("基准测试第{run}-{n}联合工会委员会"),
            level: 60,
            kind: "60".to_owned(),
            parent_id: Some(town),
            founded_on: Some(Day::constant(2020, 1, 1)),
            ..Union::blank()
        };
        unions.push(store.write_blocking(move |tx| api::create_union(tx, &scope, new.clone()))?);
    }
    let first = unions.first().context("no union")?;
    for part in 0..MEMBERS / 1_000 {
        let people = (0..1_000)
            .map(|n| Ok((somebody(run, part * 1_000 + n)?, joining(first))))
            .collect::<Result<Vec<_>>>()?;
        let (keys, actor) = (app.keyring().clone(), actor.clone());
        store.write_blocking(move |tx| {
            api::enter_people(tx, &keys, &actor, &people).map_err(RegistryError::from)
        })?;
    }
    Ok(unions.iter().map(|u| u.id).collect())
}

fn somebody(run: u32, n: u32) -> Result<NewPerson> {
    let born = Day::constant(1960, 1, 1).plus_days(i64::from(run % 15_000));
    // 20,000 people of a day need more than one county.
    let number = IdNumber::compose(330_300 + n / 999 + run / 15_000 * 30, born, (n % 999 + 1) as u16);
    let number = number.context("a number")?;
    let document = PersonDocument::parse(DocumentKind::IdCard, number.as_str(), Day::constant(2026, 11, 1))?;
    Ok(NewPerson {
        profile: Profile {
            name: format!("测{n}"),
            sex: "1".into(),
            work_state: "1".into(),
            ..Profile::default()
        },
        birth: Birth { day: document.birth_day(), precision: BirthPrecision::Day },
        document,
        phone: None,
    })
}

fn joining(union: &Union) -> NewMembership {
    NewMembership {
        union_id: union.id,
        union_path: union.place(),
        employer_id: None,
        employer_name: String::new(),
        status: Status::Active,
        event: EventKind::Joined,
        day: Day::constant(2024, 3, 1),
        reason: String::new(),
        batch_id: None,
    }
}
