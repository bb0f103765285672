//! Cards of a city: made in batches of the bank over some years, handed out, most of them in use.

use kernel::{Day, Id, Timestamp};
use platform::App;
use store::{Load, Tx};

use super::{City, People, Unit, day, hour, members};
use crate::demo::cards::pan;
use crate::demo::{Result, broken};
use crate::model::card::CardState;
use crate::ops::card_batch::MOST;
use crate::store::card_load::{self, Loaded};

/// Years in which cards were made.
const YEARS: (i64, i64) = (2_013, 2_018);
/// Members of a union that are asked for at most.
const EACH: i64 = 400;
/// Unions that are read at a time.
const UNITS: usize = 500;
/// What is loaded.
static TABLES: &[&str] =
    &["benefit_card", "benefit_card_step", "benefit_card_number", "benefit_card_pan", "benefit_card_batch"];
/// The bank.
const BANK: &str = "示范银行";

/// What is made of a batch.
struct Batch {
    city: Id,
    id: Id,
    ordinal: i64,
    /// Which batch of its year, and when it went to the bank.
    number: String,
    day: Day,
}

/// Fills in so many cards, spread evenly over the unions; how many.
pub fn fill(app: &App, city: &City, cards: i64) -> Result<i64> {
    let size: i64 = sizes(app, city)?.iter().sum();
    if size < cards {
        return Err(broken("the city has too few members for its cards"));
    }
    let (mut seen, mut given, mut people) = (0, 0, Vec::new());
    for some in city.units.chunks(UNITS) {
        for (unit, found) in some.iter().zip(members(app, some, EACH)?) {
            seen += found.len() as i64;
            let upto = i64::try_from(i128::from(cards) * i128::from(seen) / i128::from(size)).unwrap_or(0);
            let n = usize::try_from(upto - given).unwrap_or(0);
            given = upto;
            people.extend(taken(unit, found, n));
        }
    }
    // Nothing is read while this is loaded, and the indexes are made at the end.
    let mut load = Load::begin(app.store(), TABLES)?;
    let batches = (cards + MOST - 1) / MOST;
    let mut people = people.into_iter();
    for n in 0..batches {
        let some: Vec<_> = people.by_ref().take(MOST as usize).collect();
        made(app, &mut load, (city.union, n, batches), some)?;
    }
    load.finish()?;
    Ok(given)
}

fn taken(unit: &Unit, people: People, n: usize) -> impl Iterator<Item = (Id, Id, String)> {
    let union = unit.id;
    people.into_iter().take(n).map(move |(person, name)| (person, union, name))
}

/// Members of each union, as many as are asked for.
fn sizes(app: &App, city: &City) -> Result<Vec<i64>> {
    let mut all = Vec::with_capacity(city.units.len());
    for some in city.units.chunks(UNITS) {
        all.extend(members(app, some, EACH)?.iter().map(|m| m.len() as i64));
    }
    Ok(all)
}

/// The year of the `n`-th batch of all, which one of its year it is, and when it went to the bank.
fn when(n: i64, all: i64) -> Result<(i64, i64, Day)> {
    let years = YEARS.1 - YEARS.0 + 1;
    let before = |year: i64| (all * (year - YEARS.0) + years - 1) / years;
    let year = (YEARS.0..=YEARS.1).rev().find(|y| before(*y) <= n).unwrap_or(YEARS.0);
    let (of, size) = (n - before(year), (before(year + 1) - before(year)).max(1));
    Ok((year, of + 1, day(year * 10_000 + 201)?.plus_days(of * 280 / size)))
}

/// A batch of the bank.
fn made(
    app: &App,
    load: &mut Load<'_>,
    (city, n, all): (Id, i64, i64),
    people: Vec<(Id, Id, String)>,
) -> Result<()> {
    let (year, of, day) = when(n, all)?;
    let keys = app.keyring().clone();
    load.write(move |tx| {
        let b = Batch { city, id: tx.new_id(), ordinal: n * MOST, number: format!("ZK{year}-{of:04}"), day };
        card_load::batch(tx, (b.id, b.city), (&b.number, BANK), (people.len() as i64, hour(day, 10)))?;
        let cards: Vec<Loaded> =
            people.iter().enumerate().map(|(i, p)| card(tx, &b, year, (i as i64, p))).collect();
        card_load::put(tx, &keys, &cards)
    })?;
    Ok(())
}

/// One in two hundred was lost, one in a hundred is not in use yet.
fn card(tx: &Tx<'_>, b: &Batch, year: i64, (i, (person, union, name)): (i64, &(Id, Id, String))) -> Loaded {
    let ordinal = b.ordinal + i;
    let state = match ordinal % 200 {
        199 => CardState::Lost,
        50 | 150 => CardState::Handed,
        _ => CardState::Active,
    };
    let asked = b.day.plus_days(-9 - i % 14);
    let handed = b.day.plus_days(20 + i % 11);
    let active = (state != CardState::Handed).then(|| handed.plus_days(1 + i % 9));
    let mut steps: Vec<(&'static str, &'static str, Timestamp)> = vec![
        ("apply", "所在工会", hour(asked, 9)),
        ("review", "普惠负责人", hour(asked.plus_days(3), 14)),
        ("batch", "普惠经办", hour(b.day, 10)),
        ("make", "普惠经办", hour(b.day.plus_days(12), 15)),
        ("hand", "所在工会", hour(handed, 9)),
    ];
    steps.extend(active.map(|d| ("activate", "所在工会", hour(d, 11))));
    if state == CardState::Lost {
        steps.push(("lose", "本人", hour(handed.plus_days(120), 11)));
    }
    Loaded {
        person_id: *person,
        id: tx.new_id(),
        union_id: *union,
        number: format!("HYK{year}-{:07}", ordinal + 1),
        name: name.clone(),
        state,
        bank: BANK,
        pan: pan(usize::try_from(ordinal).unwrap_or(0) + 10_000_000),
        batch: (b.id, b.number.clone()),
        asked: hour(asked, 9),
        handed,
        active,
        steps,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn batches_follow_each_other_through_the_years() {
        for all in [1, 5, 6, 323] {
            let of: Vec<_> = (0..all).map(|n| when(n, all).unwrap()).collect();
            assert!(of.windows(2).all(|w| (w[0].0, w[0].1) < (w[1].0, w[1].1) && w[0].2 < w[1].2), "{all}");
            assert!(of.iter().all(|(y, _, d)| i64::from(d.year()) == *y), "{all}");
        }
    }
}
