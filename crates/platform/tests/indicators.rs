//! Figures equal the sum of their facts, over any span, and lead back to each of them once.
#![allow(clippy::unwrap_used, reason = "a test")]

use std::collections::{BTreeMap, HashSet};

use kernel::{Day, Id};
use platform::indicators::{self, Indicator, TreeSource, Unit};
use rand::RngExt;
use store::DbError;
use testkit::{Setup, TestDb, db_test};

static JOINED: Indicator = Indicator::new("test.joined", "入会", Unit::Person);
static OTHER: Indicator = Indicator::new("test.other", "其他", Unit::Person);

/// Every union that has a figure lies in every range.
struct All;

impl TreeSource for All {
    fn unions_in_range(&self) -> &'static str {
        "SELECT s.union_id FROM figure_sum s
         WHERE CAST($1 AS TEXT) <= CAST($2 AS TEXT) AND CAST($3 AS BIGINT) > 0"
    }
}

/// A fact as the test remembers it: union, day, delta.
type Remembered = (Id, Day, i64);

fn setup() -> Setup {
    Setup::new(platform::module().migrations.iter().copied()).hooks(platform::hooks)
}

fn range() -> (String, String) {
    ("a".into(), "b".into())
}

fn fill(db: &TestDb) -> Vec<Remembered> {
    let mut rng = db.rng();
    let mut all = Vec::new();
    for commit in 0..40 {
        let facts: Vec<Remembered> = (0..20)
            .map(|_| {
                let day = Day::constant(2023, 11, 20).plus_days(rng.random_range(0..1_100));
                (Id(rng.random_range(1..6)), day, [1, 1, 1, -1][rng.random_range(0..4)])
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

db_test! { setup();
    fn totals_over_any_span_are_the_sum_of_the_facts(db: &mut TestDb) {
        let all = fill(db);
        let mut rng = db.rng();
        for n in 0..60 {
            let from = Day::constant(2023, 11, 1).plus_days(rng.random_range(0..1_100));
            let to = from.plus_days([0, 1, 30, 45, 400, 800][n % 6]);
            let open = n % 3 == 0;
            let inside = |d: &Day| *d <= to && (open || *d >= from);
            let mut by: BTreeMap<Id, i64> = BTreeMap::new();
            for (u, _, x) in all.iter().filter(|(_, d, _)| inside(d)) {
                *by.entry(*u).or_default() += x;
            }
            let start = (!open).then_some(from);
            let (total, by_union) = db
                .store()
                .read_blocking(move |tx| {
                    let total = indicators::total(tx, &All, &range(), JOINED.code, start, to)?;
                    Ok::<_, DbError>((total, indicators::by_union(tx, &All, &range(), JOINED.code, start, to)?))
                })
                .unwrap();
            assert_eq!(total, by.values().sum::<i64>(), "{start:?} to {to:?}");
            by.retain(|_, x| *x != 0);
            let found: BTreeMap<Id, i64> = by_union.into_iter().filter(|(_, x)| *x != 0).collect();
            assert_eq!(found, by);
        }
    }

    fn a_figure_leads_back_to_each_fact_once(db: &mut TestDb) {
        let all = fill(db);
        let (from, to) = (Day::constant(2024, 2, 3), Day::constant(2026, 5, 6));
        let expected: Vec<_> = all.iter().filter(|(_, d, _)| *d >= from && *d <= to).collect();
        let (mut seen, mut sum, mut after, mut last) = (HashSet::new(), 0, None, Day::OPEN);
        loop {
            let page = db
                .store()
                .read_blocking(move |tx| {
                    indicators::facts(tx, &All, &range(), JOINED.code, (from, to), after, 17)
                })
                .unwrap();
            let Some(end) = page.last() else { break };
            after = Some((end.day, end.id));
            for f in &page {
                assert!(f.day <= last && f.day >= from && f.day <= to, "newest first, within the span");
                last = f.day;
                assert!(seen.insert(f.id), "once");
                sum += f.delta;
            }
        }
        assert_eq!((seen.len(), sum), (expected.len(), expected.iter().map(|(_, _, x)| x).sum::<i64>()));
    }
}
