//! A year's claims judged again under a draft scheme.

use std::time::Instant;

use anyhow::{Context, Result, bail};
use guard::{Actor, Reason, act, res};
use kernel::{Day, Fen, Id};
use mutual::schemes::{
    self, Cause, CoverFacts, Facts, ItemKind, Outcome, RerunResult, Scheme, Sex, Uses, adjudicate,
    demo_county,
};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use registry::api::{self, Union};
use store::{Insert, Kind, Store, Val};

use crate::How;
use crate::measure::{Measure, median};
use crate::place::Place;

/// Claims of the year, as the inventory has them (docs/rules §10, seed inventory §3).
const CLAIMS: i64 = 331_000;
/// People they are of.
const PEOPLE: i64 = 290_000;
/// Their year.
const YEAR: i64 = 2025;
/// Claims that are written in one transaction.
const CHUNK: i64 = 2_000;

/// What somebody claims: a stay, an accident or a grave illness with amounts as they are spread in practice.
fn facts(s: &Scheme, rng: &mut ChaCha8Rng) -> (ItemKind, Facts) {
    let kind = match rng.random_range(0..100) {
        0..90 => ItemKind::Hospital,
        90..96 => ItemKind::Accident,
        96..98 => ItemKind::Critical,
        _ => ItemKind::Gift,
    };
    let admitted = s.cover_from.plus_days(rng.random_range(0..360));
    let size: f64 = rng.random_range(0.0..1.0);
    // Many small bills, few great ones.
    let self_pay = 30_000 + (400_000.0 * size.powi(2) + 6_000_000.0 * size.powi(12)) as i64;
    let own = self_pay * rng.random_range(0..40) / 100;
    let insured = self_pay * rng.random_range(100..300) / 100;
    let illness = matches!(kind, ItemKind::Critical | ItemKind::Gift)
        .then(|| schemes::ILLNESSES[rng.random_range(0..schemes::ILLNESSES.len())].to_owned());
    let cover = CoverFacts {
        from: s.cover_from,
        to: s.cover_to,
        continuous: rng.random_range(0..100) < 80,
        waiting_from: None,
        items: ItemKind::ALL.to_vec(),
        shares: rng.random_range(1..=2),
    };
    let discharged = admitted.plus_days(rng.random_range(1..30));
    let facts = Facts {
        admitted,
        discharged,
        applied_on: discharged.plus_days(rng.random_range(1..60)),
        cause: if kind == ItemKind::Accident { Cause::Accident } else { Cause::Illness },
        illness,
        total: Fen(self_pay + own + insured),
        in_scope: Fen(self_pay + insured),
        insured: Fen(insured),
        self_pay: Fen(self_pay),
        own: Fen(own),
        other_aid: Fen(0),
        member: rng.random_range(0..500) > 0,
        sex: Some(if rng.random_range(0..2) == 0 { Sex::Female } else { Sex::Male }),
        cover: Some(cover),
        designated: rng.random_range(0..200) > 0,
        used: schemes::Used::default(),
        duplicate_of: None,
        missing: Vec::new(),
        deceased: false,
        heirs: false,
    };
    (kind, facts)
}

/// The table of claims: its columns as the migrations make them, so that one that is added is written as well, empty.
struct Claims {
    scheme: Id,
    union: Id,
    insert: &'static Insert,
}

impl Claims {
    fn new(scheme: Id, union: Id) -> Result<Self> {
        let module = mutual::module();
        let table = module.migrations.iter().find_map(|m| m.sql.split_once("TABLE mutual_claim ("));
        let (_, table) = table.context("no table of claims")?;
        let mut columns = Vec::new();
        for line in table.lines().map(str::trim).take_while(|l| !l.starts_with(')')) {
            let Some((name, kind)) = line.split_once(' ').filter(|(name, _)| *name != "PRIMARY") else {
                continue;
            };
            let kind = match kind.split([' ', ',']).next() {
                Some("BIGINT") => Kind::Int,
                Some("BYTES") => Kind::Bytes,
                _ => Kind::Text,
            };
            columns.push((name, kind));
        }
        let insert: &'static Insert = Box::leak(Box::new(Insert::new("mutual_claim", columns.leak(), "")));
        Ok(Self { scheme, union, insert })
    }

    fn row(
        &self,
        (id, person): (i64, i64),
        kind: ItemKind,
        f: &Facts,
        o: &Outcome,
    ) -> Result<Vec<Val<'static>>> {
        let (trace, facts) = (serde_json::to_string(&o.trace)?, serde_json::to_string(f)?);
        let value = |(name, kind_of): &(&str, Kind)| match *name {
            "id" => Val::from(id),
            "number" => Val::from(format!("HZ-{YEAR}-{id:06}")),
            "person_id" => Val::from(person),
            "union_id" | "fund_id" => Val::from(self.union),
            "scheme_id" => Val::from(self.scheme),
            "item" => Val::from(kind.code()),
            "state" => Val::from(if o.benefit.0 > 0 { "paid" } else { "refused" }),
            "benefit" => Val::from(o.benefit),
            "facts" => Val::from(facts.clone()),
            "trace" => Val::from(trace.clone()),
            _ => match kind_of {
                Kind::Int => Val::from(0_i64),
                Kind::Text => Val::from(""),
                Kind::Bytes => Val::from(Vec::new()),
            },
        };
        Ok(self.insert.columns.iter().map(value).collect())
    }
}

/// Writes the year's claims as they were judged under the scheme in force; what they came to together.
fn fill(store: &Store, s: &Scheme, of: &Claims) -> Result<i64> {
    let mut rng = ChaCha8Rng::seed_from_u64(331);
    let (mut sum, mut written) = (0, 0);
    let mut people = (1..=PEOPLE).flat_map(|person| {
        let times = if person <= CLAIMS - PEOPLE { 2 } else { 1 };
        std::iter::repeat_n(person, times)
    });
    let (mut last, mut uses) = (0, Uses::default());
    while written < CLAIMS {
        let mut rows: Vec<Vec<Val<'static>>> = Vec::with_capacity(CHUNK as usize);
        for person in people.by_ref().take(CHUNK as usize) {
            if person != last {
                (last, uses) = (person, Uses::default());
            }
            let (kind, mut facts) = facts(s, &mut rng);
            facts.used = uses.of(kind);
            let outcome = adjudicate(s, kind, &facts);
            uses.add(kind, &outcome);
            sum += outcome.benefit.0;
            written += 1;
            rows.push(of.row((written, person), kind, &facts, &outcome)?);
        }
        let insert = of.insert;
        store.write_blocking(move |tx| tx.insert_many(insert, &rows))?;
    }
    Ok(sum)
}

/// A draft that changes something for everybody: a higher deductible, a higher rate, a lower cap.
fn draft() -> Result<Scheme> {
    let mut s = demo_county(YEAR + 1).context("no scheme of a county")?;
    s.code = "bench-draft".into();
    let hospital = s.items.iter_mut().find(|i| i.kind == ItemKind::Hospital).context("no hospital item")?;
    hospital.rule.deductible = Fen(80_000);
    hospital.rule.year_cap = Some(Fen(1_500_000));
    if let Some(first) = hospital.rule.tiers.first_mut() {
        (first.from, first.rate) = (Fen(80_000), 3_500);
    }
    Ok(s)
}

/// A county's union that runs the fund.
fn county(store: &Store) -> Result<Id> {
    let scope = Actor::system(Reason::Job, "benchmark").permit::<res::Union, act::Create>()?;
    let new = Union {
        name: "基准县总工会".into(),
        level: 30,
        kind: "10".into(),
        founded_on: Some(Day::constant(2010, 5, 4)),
        ..Union::blank()
    };
    Ok(store.write_blocking(move |tx| api::create_union(tx, &scope, new.clone()))?.id)
}

/// The median of the rounds; every claim is judged in each, and sums agree.
///
/// # Errors
/// The data set cannot be made, or a run tells other claims than there are.
pub fn run(how: &How) -> Result<()> {
    let place = Place::fresh(how, "trial")?;
    std::fs::create_dir_all(&place.data)?;
    place.answer(&["init"])?;
    let open = place.opened_as().open(niangjia::Access::Write)?;
    let (app, store) = (&open.app, open.app.store());
    let union = county(store)?;
    let (old, new) = (demo_county(YEAR).context("no scheme of a county")?, draft()?);
    let install = |s: Scheme| -> Result<Id> {
        let scope = Actor::system(Reason::Job, "benchmark").permit::<res::Scheme, act::Propose>()?;
        Ok(store
            .write_blocking(move |tx| schemes::install(tx, &scope, union, s.clone(), ("基准", "基准")))?)
    };
    let (old_id, new_id) = (install(old.clone())?, install(new)?);
    let before = fill(store, &old, &Claims::new(old_id, union)?)?;
    let mut seconds = Vec::new();
    for _ in 0..how.rounds {
        let scope = Actor::system(Reason::Job, "benchmark").permit::<res::Scheme, act::Propose>()?;
        let id = store.write_blocking(move |tx| {
            schemes::start_rerun(tx, &scope, new_id, (Some("demo-county"), YEAR))
        })?;
        let began = Instant::now();
        schemes::rerun(app, id)?;
        seconds.push(began.elapsed().as_secs_f64());
        let told = store.read_blocking(move |tx| schemes::find_rerun(tx, id))?.context("no run")?;
        judge(&told.result.context("no result")?, before)?;
    }
    let line = |measure, value: f64, unit| Measure {
        bench: "trial",
        measure,
        value,
        unit,
        against: None,
        ratio: None,
        database: how.database,
        size: CLAIMS,
    };
    line("a year's claims under a draft", median(&seconds), "s").print();
    line("claims judged again", CLAIMS as f64 / median(&seconds), "claims/s").print();
    Ok(())
}

fn judge(r: &RerunResult, before: i64) -> Result<()> {
    if (r.claims, r.people, r.before.0) != (CLAIMS, PEOPLE, before) {
        bail!("{} claims of {} people, {} before", r.claims, r.people, r.before);
    }
    if r.after.0 - r.before.0 != r.won.0 - r.lost.0 || r.winners == 0 || r.losers == 0 {
        bail!("winners and losers do not add up: {r:?}");
    }
    eprintln!(
        "before {} after {} winners {} losers {} unchanged {}",
        r.before, r.after, r.winners, r.losers, r.unchanged
    );
    Ok(())
}
