//! A year's claims of a city, for the benchmarks that judge them.

use anyhow::{Context, Result};
use guard::{Actor, Reason, act, res};
use kernel::{Day, Fen, Id};
use mutual::schemes::{self, Cause, CoverFacts, Facts, ItemKind, Outcome, Scheme, Sex};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use registry::api::{self, Union};
use store::{Insert, Kind, Store, Val};

/// Claims of the year, as many as a city paid in five years (docs/rules §10.3).
pub const CLAIMS: i64 = 331_000;
/// People they are of.
pub const PEOPLE: i64 = 290_000;
/// Their year.
pub const YEAR: i64 = 2025;
/// Claims that are written in one transaction.
pub const CHUNK: i64 = 2_000;
/// The scheme that they are judged by.
pub const SCHEME: &str = "demo-county";
/// Hospitals that they come from.
const HOSPITALS: i64 = 60;

/// What somebody claims: a stay, an accident or a grave illness with amounts as they are spread in practice.
pub fn facts(s: &Scheme, rng: &mut ChaCha8Rng) -> (ItemKind, Facts) {
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
pub struct Claims {
    scheme: Id,
    union: Id,
    /// How they are inserted.
    pub insert: &'static Insert,
}

impl Claims {
    /// Of a scheme and a fund.
    ///
    /// # Errors
    /// There is no such table.
    pub fn new(scheme: Id, union: Id) -> Result<Self> {
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

    /// A claim that was judged, or one that waits for it.
    ///
    /// # Errors
    /// What it says is no JSON.
    pub fn row(
        &self,
        (id, person): (i64, i64),
        kind: ItemKind,
        f: &Facts,
        o: Option<&Outcome>,
    ) -> Result<Vec<Val<'static>>> {
        let trace = o.map(|o| serde_json::to_string(&o.trace)).transpose()?.unwrap_or_default();
        let (facts, benefit) = (serde_json::to_string(f)?, o.map_or(Fen(0), |o| o.benefit));
        let state = match o {
            None => "prepared",
            Some(o) if o.benefit.0 > 0 => "paid",
            Some(_) => "refused",
        };
        let value = |(name, kind_of): &(&str, Kind)| match *name {
            "id" => Val::from(id),
            "number" => Val::from(format!("HZ-{YEAR}-{id:06}")),
            "person_id" => Val::from(person),
            "union_id" | "fund_id" => Val::from(self.union),
            "scheme_id" => Val::from(self.scheme),
            "scheme_code" => Val::from(SCHEME),
            "channel" => Val::from("settlement"),
            "hospital" => Val::from(format!("示范第{}医院", id % HOSPITALS + 1)),
            "invoice" => Val::from(format!("{:010}", id * 7_919)),
            "admitted" => Val::from(f.admitted),
            "discharged" => Val::from(f.discharged),
            "total" => Val::from(f.total),
            "borne" => Val::from(f.borne()),
            "applied_on" => Val::from(f.applied_on),
            "item" => Val::from(kind.code()),
            "state" => Val::from(state),
            "benefit" => Val::from(benefit),
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

/// Who the claims are of, in their order: some claim twice.
pub fn claimants() -> impl Iterator<Item = i64> {
    (1..=PEOPLE).flat_map(|person| {
        let times = if person <= CLAIMS - PEOPLE { 2 } else { 1 };
        std::iter::repeat_n(person, times)
    })
}

/// A county's union that runs the fund.
///
/// # Errors
/// It cannot be made.
pub fn county(store: &Store) -> Result<Id> {
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

/// Puts a scheme in force.
///
/// # Errors
/// Any error of the store.
pub fn install(store: &Store, union: Id, s: Scheme) -> Result<Id> {
    let scope = Actor::system(Reason::Job, "benchmark").permit::<res::Scheme, act::Propose>()?;
    Ok(store.write_blocking(move |tx| schemes::install(tx, &scope, union, s.clone(), ("基准", "基准")))?)
}
