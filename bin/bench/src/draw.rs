//! A draw among as many people as a city has members: the list, the result, the file, and its verification.

use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use benefits::model::campaign::{
    Campaign, CampaignKind, CampaignState, Limit, Offer, Prize, Span, Stacking, Terms,
};
use benefits::model::draw::{DrawState, Entry};
use benefits::ops::draw::{begin, entrant};
use benefits::ops::draw_file::head;
use benefits::ops::draw_steps::{confirm, put_value};
use benefits::ops::draw_work::{each_entrant, work};
use benefits::rules::draw_file::around;
use benefits::store::{campaign, draw, draw_entry};
use guard::{Actor, Grant, Role, act, res};
use kernel::{Fen, Id, OrgPath, Timestamp};
use platform::App;

use crate::How;
use crate::claims::county;
use crate::measure::{Measure, median};
use crate::place::{Place, program};

/// Entrants.
const ENTRANTS: i64 = 1_600_000;
/// Prizes, and people who stand by.
const PRIZES: (i64, i64) = (5_000, 1_000);
/// Entries that are written in one transaction.
const CHUNK: i64 = 20_000;

fn terms() -> Terms {
    Terms {
        rules: "一人一次".into(),
        offer: Offer {
            title: "奖品".into(),
            worth: Fen(0),
            pays: Fen(0),
            days: 30,
            until: None,
            merchants: Vec::new(),
        },
        limit: Limit { per: Span::Campaign, most: 1 },
        who: Vec::new(),
        amounts: None,
        prizes: vec![Prize { title: "电影票".into(), count: PRIZES.0, worth: Fen(3_000) }],
        reserves: PRIZES.1,
        source: "次日15时上证综指收盘点位".into(),
        quiz: None,
        sign_up_until: None,
        daily: None,
        stacking: Stacking::default(),
        delivery: None,
    }
}

/// A campaign that people could enter until a minute ago.
fn campaign_of(union_id: Id, id: Id, now: Timestamp) -> Campaign {
    Campaign {
        id,
        union_id,
        number: format!("{}", 900_000 + id.0),
        kind: CampaignKind::Draw,
        title: "基准抽奖".into(),
        state: CampaignState::Published,
        terms: terms(),
        opens_at: now.plus_minutes(-600),
        closes_at: now.plus_minutes(-1),
        stock: PRIZES.0,
        worth: Fen(3_000),
        envelope: Fen(3_000 * PRIZES.0),
        made_by: Id(1),
        made_by_name: "基准".into(),
        proposed_by: Id(1),
        proposed_by_name: "基准".into(),
        decided_by: Id(2),
        decided_by_name: "基准".into(),
        decided_at: now,
        reason: String::new(),
        held_back: false,
        created_at: now,
        version: 1,
    }
}

fn fill(app: &App, union: Id, id: Id) -> Result<()> {
    let (now, keys) = (app.clock().now(), app.keyring().clone());
    app.store().write_blocking(move |tx| {
        let c = campaign_of(union, id, now);
        campaign::insert(tx, &c)?;
        begin(tx, &keys, &c)
    })?;
    let mut from = 0;
    while from < ENTRANTS {
        let keys = app.keyring();
        let entry = |n: i64| Entry {
            campaign_id: id,
            person_id: Id(n + 1),
            entrant: entrant(keys, id, Id(n + 1)),
            union_id: union,
            entered_at: now,
        };
        let part: Vec<Entry> = (from..ENTRANTS.min(from + CHUNK)).map(entry).collect();
        app.store().write_blocking(move |tx| draw_entry::insert(tx, &part))?;
        from += CHUNK;
    }
    let counted = app.store().write_blocking(move |tx| draw::enter(tx, id, ENTRANTS))?;
    if counted == Some(ENTRANTS) { Ok(()) } else { bail!("{counted:?} entrants") }
}

fn version(app: &App, id: Id) -> Result<i64> {
    Ok(app.store().read_blocking(move |tx| draw::find(tx, id))?.context("no draw")?.version)
}

/// Two people type the public value; what they confirmed is not drawn yet.
fn agree(app: &App, union_id: Id, id: Id) -> Result<()> {
    let of = |n: i64, role| Actor::staff(Id(n), "基准", vec![Grant { role, union_id, path: OrgPath::top() }]);
    let scope = of(1, Role::BenefitsOfficer).permit::<res::Campaign, act::Update>()?;
    let at = (id, version(app, id)?);
    app.store().write_blocking(move |tx| put_value(tx, &scope, at, "3421.87"))?;
    let scope = of(2, Role::BenefitsManager).permit::<res::Campaign, act::Approve>()?;
    let at = (id, version(app, id)?);
    Ok(app.store().write_blocking(move |tx| confirm(tx, &scope, at, "3421.87"))?)
}

fn timed(work: impl FnOnce() -> Result<()>) -> Result<f64> {
    let began = Instant::now();
    work()?;
    Ok(began.elapsed().as_secs_f64())
}

fn stands(app: &App, id: Id, want: DrawState) -> Result<()> {
    let d = app.store().read_blocking(move |tx| draw::find(tx, id))?.context("no draw")?;
    if d.state == want { Ok(()) } else { bail!("the draw is {:?}, not {want:?}", d.state) }
}

/// The file as it is served.
fn write(app: &App, id: Id, path: &Path) -> Result<()> {
    let head = app.store().read_blocking(move |tx| head(tx, id))?;
    let (before, after) = around(&head)?;
    let mut out = BufWriter::new(std::fs::File::create(path)?);
    out.write_all(before.as_bytes())?;
    let (mut first, mut told) = (true, Ok(()));
    each_entrant(app, id, |e| {
        let comma = if std::mem::take(&mut first) { "" } else { "," };
        if told.is_ok() {
            told = write!(out, "{comma}\n\"{e}\"");
        }
    })?;
    told?;
    out.write_all(after.as_bytes())?;
    Ok(out.flush()?)
}

/// The program verifies the file by itself, as anybody would.
fn verify(path: &Path) -> Result<()> {
    let out = Command::new(program()?).args(["verify", "draw"]).arg(path).arg("--json").output()?;
    let said: serde_json::Value = serde_json::from_slice(&out.stdout).context("verify draw")?;
    let ranks = said["result"].as_array().map_or(0, Vec::len) as i64;
    if said["whole"] == true && ranks == PRIZES.0 + PRIZES.1 {
        Ok(())
    } else {
        bail!("not whole: {}", said["checks"])
    }
}

/// The median of the rounds, each of a list of its own.
///
/// # Errors
/// The data set cannot be made, or a file does not verify.
pub fn run(how: &How) -> Result<()> {
    let place = Place::fresh(how, "draw")?;
    std::fs::create_dir_all(&place.data)?;
    place.answer(&["init"])?;
    let open = place.opened_as().open(niangjia::Access::Write)?;
    let app = &open.app;
    let union = county(app.store())?;
    let path = how.dir.join("draw.json");
    let mut took: [Vec<f64>; 4] = Default::default();
    for round in 0..how.rounds {
        let id = Id(7 + round as i64);
        fill(app, union, id)?;
        took[0].push(timed(|| Ok(work(app, id)?))?);
        stands(app, id, DrawState::Frozen)?;
        agree(app, union, id)?;
        took[1].push(timed(|| Ok(work(app, id)?))?);
        stands(app, id, DrawState::Drawn)?;
        took[2].push(timed(|| write(app, id, &path))?);
        took[3].push(timed(|| verify(&path))?);
    }
    let told = ["list of 1.6 M frozen", "winners drawn", "file written", "file verified"];
    for (measure, took) in told.into_iter().zip(&took) {
        let value = median(took);
        let line = Measure {
            bench: "draw",
            measure,
            value,
            unit: "s",
            against: None,
            ratio: None,
            database: how.database,
            size: ENTRANTS,
        };
        line.print();
    }
    Ok(())
}
