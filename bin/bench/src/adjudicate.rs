//! A year's claims that wait, worked out in bulk with their traces stored: what the program does when the settlement files of a
//! year have come in.

use std::time::Instant;

use anyhow::{Context, Result, bail};
use mutual::schemes::{Scheme, adjudicate, demo_county};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use store::{Store, Val};

use crate::How;
use crate::claims::{CHUNK, CLAIMS, Claims, YEAR, claimants, county, facts, install};
use crate::measure::{Measure, median};
use crate::place::Place;
use crate::store as sql;

/// Writes the claims as they come from settlement files; what they should come to.
fn fill(store: &Store, s: &Scheme, of: &Claims) -> Result<i64> {
    let mut rng = ChaCha8Rng::seed_from_u64(331);
    let (mut sum, mut written, mut people) = (0, 0, claimants());
    while written < CLAIMS {
        let mut rows: Vec<Vec<Val<'static>>> = Vec::with_capacity(CHUNK as usize);
        for person in people.by_ref().take(CHUNK as usize) {
            let (kind, facts) = facts(s, &mut rng);
            sum += adjudicate(s, kind, &facts).benefit.0;
            written += 1;
            rows.push(of.row((written, person), kind, &facts, None)?);
        }
        let insert = of.insert;
        store.write_blocking(move |tx| tx.insert_many(insert, &rows))?;
    }
    Ok(sum)
}

/// The median of the rounds; after each of them every claim is decided, has its trace or the reason why there is none, and the sums agree.
///
/// # Errors
/// The data set cannot be made, or something is left out or comes to another sum.
pub fn run(how: &How) -> Result<()> {
    let place = Place::fresh(how, "adjudicate")?;
    std::fs::create_dir_all(&place.data)?;
    place.answer(&["init"])?;
    let open = place.opened_as().open(niangjia::Access::Write)?;
    let (app, store) = (&open.app, open.app.store());
    let union = county(store)?;
    let scheme = demo_county(YEAR).context("no scheme of a county")?;
    let id = install(store, union, scheme.clone())?;
    let sum = fill(store, &scheme, &Claims::new(id, union)?)?;
    let mut values = Vec::new();
    for _ in 0..how.rounds {
        store.write_blocking(move |tx| sql::wait_again(tx, union))?;
        let began = Instant::now();
        let done = mutual::claims::reckon(app, union)?;
        let seconds = began.elapsed().as_secs_f64();
        let (claims, traced, came_to) = store.read_blocking(move |tx| sql::reckoned(tx, union))?;
        if (done as i64, claims, traced, came_to) != (CLAIMS, CLAIMS, CLAIMS, sum) {
            bail!("{done} done, {claims} decided, {traced} with a trace or a reason, {came_to} of {sum}");
        }
        eprintln!("{done} claims in {seconds:.1} s");
        values.push(CLAIMS as f64 / seconds);
    }
    Measure {
        bench: "adjudicate",
        measure: "claims decided",
        value: median(&values),
        unit: "claims/s",
        against: None,
        ratio: None,
        database: how.database,
        size: CLAIMS,
    }
    .print();
    Ok(())
}
