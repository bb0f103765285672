//! Figures equal the sum of their facts in the tree of their day, over any span and through moves of subtrees, and lead back
//! to each fact once.
#![allow(clippy::unwrap_used, reason = "a test")]

use std::collections::HashSet;
use std::sync::{Arc, Mutex};

use kernel::{Day, Id};
use platform::indicators::{self, Flat, Indicator, Span, Stay, TreeSource, Unit};
use rand::RngExt;
use store::{DbError, DbResult, Route, Sql, Tx};
use testkit::{Setup, TestDb, db_test};

static JOINED: Indicator = Indicator::new("test.joined", "入会", Unit::Person);
static OTHER: Indicator = Indicator::new("test.other", "其他", Unit::Person);

/// 1 is the top, 2 to 4 are towns, 5 to 12 stand in towns; by union the stays, oldest first.
static STAYS: Mutex<Vec<Vec<Stay>>> = Mutex::new(Vec::new());

#[derive(Clone, Copy)]
struct Towns;

const UNIONS: std::ops::Range<usize> = 1..13;

fn begin() -> Day {
    Day::constant(2023, 1, 1)
}

fn plant() {
    let above = |u: usize| match u {
        1 => Vec::new(),
        2..=4 => vec![Id(1)],
        _ => vec![Id(1), Id(2 + u as i64 % 3)],
    };
    let mut all = vec![Vec::new()];
    all.extend(UNIONS.map(|u| vec![Stay { from: begin(), above: above(u) }]));
    *STAYS.lock().unwrap() = all;
}

impl TreeSource for Towns {
    fn unions_in_range(&self) -> &'static str {
        Flat.unions_in_range()
    }

    fn stood_in_range(&self) -> &'static str {
        Flat.stood_in_range()
    }

    fn stays(&self, _: &mut Tx<'_>, union_id: Id) -> DbResult<Vec<Stay>> {
        Ok(STAYS.lock().unwrap()[union_id.0 as usize].clone())
    }
}

/// A fact as the test remembers it: union, day, delta.
type Remembered = (Id, Day, i64);

fn setup() -> Setup {
    Setup::new(platform::module().migrations.iter().copied()).hooks(|| platform::hooks(Arc::new(Towns)))
}

fn fill(db: &TestDb, commits: i64) -> Vec<Remembered> {
    let mut rng = db.rng();
    let mut all = Vec::new();
    for commit in 0..commits {
        let facts: Vec<Remembered> = (0..20)
            .map(|_| {
                let day = Day::constant(2023, 11, 20).plus_days(rng.random_range(0..1_100));
                (Id(rng.random_range(1..13)), day, [1, 1, 1, -1][rng.random_range(0..4)])
            })
            .collect();
        all.extend(facts.iter().copied());
        db.store()
            .write_blocking(move |tx| {
                for (n, (union, day, delta)) in facts.iter().enumerate() {
                    indicators::record(tx, &JOINED, *union, *day, *delta, Id(commit * 100 + n as i64 + 1));
                    indicators::record(tx, &OTHER, *union, *day, 7, Id(1));
                }
                Ok::<_, DbError>(())
            })
            .unwrap();
    }
    all
}

/// Moves one of the lowest unions into another town from a day after its last move.
fn shift(db: &TestDb, union: usize, town: i64, day: Day) {
    let before = {
        let mut stays = STAYS.lock().unwrap();
        let last = stays[union].last().unwrap().clone();
        if last.from >= day || last.above == [Id(1), Id(town)] {
            return;
        }
        stays[union].push(Stay { from: day, above: vec![Id(1), Id(town)] });
        last.above[1]
    };
    let work = move |tx: &mut Tx<'_>| {
        indicators::move_subtree(tx, &[Id(union as i64)], (&[before], &[Id(town)]), day)
    };
    db.store().write_blocking(work).unwrap();
}

/// Whether a union is another one or stood beneath it on a day.
fn beneath(union: Id, place: Id, day: Day) -> bool {
    let stays = STAYS.lock().unwrap();
    let all = &stays[union.0 as usize];
    let at = all.iter().rposition(|s| s.from <= day).unwrap_or(0);
    union == place || all[at].above.contains(&place)
}

fn agrees(db: &TestDb, all: &[Remembered]) {
    let mut rng = db.rng();
    for n in 0..90 {
        let place = Id(rng.random_range(1..13));
        let from = Day::constant(2023, 11, 1).plus_days(rng.random_range(0..1_100));
        let to = from.plus_days([0, 1, 30, 45, 400, 800][n % 6]);
        let start = (n % 2 == 0).then_some(from);
        // What happened counts where it happened; what there is counts where it stands.
        let counts = |u: &Id, d: &Day| match start {
            Some(from) => *d >= from && *d <= to && beneath(*u, place, *d),
            None => *d <= to && beneath(*u, place, to),
        };
        let expected: i64 = all.iter().filter(|(u, d, _)| counts(u, d)).map(|(_, _, x)| x).sum();
        let total = db.store().read_blocking(move |tx| indicators::total(tx, place, JOINED.code, start, to));
        assert_eq!(total.unwrap(), expected, "{place}: {start:?} to {to:?}");
        let days = db.store().read_blocking(move |tx| indicators::series(tx, place, JOINED.code, from, to));
        let flow = all.iter().filter(|(u, d, _)| *d >= from && *d <= to && beneath(*u, place, *d));
        assert_eq!(days.unwrap().iter().map(|(_, x)| x).sum::<i64>(), flow.map(|(_, _, x)| x).sum::<i64>());
    }
}

fn ups(db: &TestDb) -> Vec<(i64, String, i64, i64, i64)> {
    let text =
        "SELECT union_id, indicator, period, total, moved FROM figure_up WHERE total <> 0 OR moved <> 0
                ORDER BY union_id, indicator, period";
    let sql = Sql::composed("test", Route::FanOut("test"), text.to_owned());
    let read = move |tx: &mut Tx<'_>| {
        tx.query(&sql, &[], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?)))
    };
    db.store().read_blocking(read).unwrap()
}

db_test! { setup();
    fn totals_of_any_place_and_span_are_the_sum_of_the_facts_through_all_moves(db: &mut TestDb) {
        plant();
        let mut all = fill(db, 20);
        agrees(db, &all);
        let mut rng = db.rng();
        for _ in 0..25 {
            let day = Day::constant(2023, 12, 1).plus_days(rng.random_range(0..1_000));
            shift(db, rng.random_range(5..13), rng.random_range(2..5), day);
        }
        agrees(db, &all);
        // What is told late, of a day before a move, goes along too.
        all.extend(fill(db, 12));
        agrees(db, &all);
        let kept = ups(db);
        indicators::rebuild(db.store(), &Towns).unwrap();
        assert_eq!(ups(db), kept, "built anew it is the same");
    }

    fn a_figure_leads_back_to_each_fact_once(db: &mut TestDb) {
        plant();
        let all = fill(db, 40);
        let (from, to) = (Day::constant(2024, 2, 3), Day::constant(2026, 5, 6));
        for (from, wide) in [(Some(from), false), (None, false), (None, true)] {
            let first = from.unwrap_or(begin());
            let expected: Vec<_> = all.iter().filter(|(_, d, _)| *d >= first && *d <= to).collect();
            let (mut seen, mut sum, mut after, mut last) = (HashSet::new(), 0, None, Day::OPEN);
            loop {
                let page = db
                    .store()
                    .read_blocking(move |tx| {
                        let range = ("a".to_owned(), "b".to_owned());
                        indicators::facts(tx, &Towns, &range, JOINED.code, Span { from, to, wide }, after, 17)
                    })
                    .unwrap();
                let Some(end) = page.last() else { break };
                after = Some((end.day, end.id));
                for f in &page {
                    assert!(f.day <= last && f.day >= first && f.day <= to, "newest first, within the span");
                    last = f.day;
                    assert!(seen.insert(f.id), "once");
                    sum += f.delta;
                }
            }
            assert_eq!((seen.len(), sum), (expected.len(), expected.iter().map(|(_, _, x)| x).sum::<i64>()));
        }
    }
}
