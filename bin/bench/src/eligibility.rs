//! How many members a list of conditions means: asked again with every change that a cadre makes to them.

use std::time::Instant;

use anyhow::{Context, Result, bail};
use kernel::{Id, OrgPath};
use registry::api::reach::{Condition, ask};
use registry::api::{places_beneath, union_by_id};
use store::Store;

use crate::How;
use crate::measure::{Measure, median};
use crate::place::Place;
use crate::store as sql;

/// Lists of conditions, each as somebody would build it, and what they are called.
fn lists(unions: Vec<Id>) -> Vec<(&'static str, Vec<Condition>)> {
    let flag = |kind: &str| Condition::Flag { any_of: vec![kind.to_owned()] };
    let women = Condition::Sex { code: "2".to_owned() };
    let age = Condition::Age { from: Some(35), to: Some(50) };
    let year = Condition::MemberFor { months: 12 };
    let at_work = Condition::WorkState { any_of: vec!["1".to_owned(), "2".to_owned()] };
    vec![
        ("everybody", vec![]),
        ("members of a year", vec![year.clone()]),
        ("some places, members of a year", vec![Condition::UnionBeneath { unions }, year.clone()]),
        ("women of 35 to 50", vec![women.clone(), age.clone()]),
        ("migrant workers", vec![Condition::MigrantWorker]),
        ("new residents", vec![flag("new_resident")]),
        ("women of 35 to 50 at work, members of a year", vec![women, age, at_work, year]),
    ]
}

/// The place at the top, and half of the unions right beneath it.
fn ground(store: &Store) -> Result<(OrgPath, Vec<Id>)> {
    store.read_blocking(|tx| {
        let top = sql::top(tx)?.and_then(|id| union_by_id(tx, id).transpose()).transpose()?;
        let home = top.map_or_else(OrgPath::top, |u| u.place());
        let beneath = places_beneath(tx, &home)?;
        Ok((home, beneath.into_iter().step_by(2).map(|(id, _)| id).take(50).collect()))
    })
}

/// Counts each list some times.
///
/// # Errors
/// The data set cannot be made, or a count is not the same every time.
pub fn run(how: &How) -> Result<()> {
    let place = Place::data_set(how)?;
    let open = place.opened_as().open(niangjia::Access::Write)?;
    let store = open.app.store();
    let (home, unions) = ground(store)?;
    let (mut size, mut worst) = (0, 0.0_f64);
    // Who asks first after a start waits until all members are read.
    let (app, at) = (open.app.clone(), home.clone());
    let began = Instant::now();
    store.read_blocking(move |tx| ask(&app, tx, &at, &[]))?;
    let first_ever = began.elapsed().as_secs_f64() * 1e3;
    for (name, who) in lists(unions) {
        let (mut times, mut first) = (Vec::with_capacity(how.rounds), None);
        for _ in 0..how.rounds.max(1) {
            let (app, home, who) = (open.app.clone(), home.clone(), who.clone());
            let began = Instant::now();
            let people = store.read_blocking(move |tx| ask(&app, tx, &home, &who))?.people;
            times.push(began.elapsed().as_secs_f64() * 1e3);
            if *first.get_or_insert(people) != people {
                bail!("{name}: {first:?}, then {people}");
            }
        }
        let people = first.context("no round")?;
        size = size.max(people);
        worst = worst.max(median(&times));
        eprintln!("{name}: {people}");
        let measure = format!("count of {name}");
        line(how, size, &measure, median(&times));
    }
    if size == 0 {
        bail!("the data set has no members beneath its top");
    }
    line(how, size, "the slowest count", worst);
    line(how, size, "the first question after a start", first_ever);
    Ok(())
}

fn line(how: &How, size: i64, measure: &str, value: f64) {
    Measure {
        bench: "eligibility",
        measure,
        value,
        unit: "ms",
        against: None,
        ratio: None,
        database: how.database,
        size,
    }
    .print();
}
