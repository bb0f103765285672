//! A year's claims judged again under a draft scheme.

use std::time::Instant;

use anyhow::{Context, Result, bail};
use guard::{Actor, Reason, act, res};
use kernel::Fen;
use mutual::schemes::{self, ItemKind, RerunResult, Scheme, Uses, adjudicate, demo_county};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use store::{Store, Val};

use crate::How;
use crate::claims::{CHUNK, CLAIMS, Claims, PEOPLE, SCHEME, YEAR, claimants, county, facts, install};
use crate::measure::{Measure, median};
use crate::place::Place;

/// Writes the year's claims as they were judged under the scheme in force; what they came to together.
fn fill(store: &Store, s: &Scheme, of: &Claims) -> Result<i64> {
    let mut rng = ChaCha8Rng::seed_from_u64(331);
    let (mut sum, mut written) = (0, 0);
    let mut people = claimants();
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
            rows.push(of.row((written, person), kind, &facts, Some(&outcome))?);
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
    let (old_id, new_id) = (install(store, union, old.clone())?, install(store, union, new)?);
    let before = fill(store, &old, &Claims::new(old_id, union)?)?;
    let mut seconds = Vec::new();
    for _ in 0..how.rounds {
        let scope = Actor::system(Reason::Job, "benchmark").permit::<res::Scheme, act::Propose>()?;
        let id =
            store.write_blocking(move |tx| schemes::start_rerun(tx, &scope, new_id, (Some(SCHEME), YEAR)))?;
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
