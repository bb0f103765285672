//! A city's years, scaled down: the report gives back what was told, the book balances.
#![allow(clippy::unwrap_used, reason = "a test")]

use kernel::{Fen, Id, OrgPath};
use mutual::demo::Unit;
use mutual::demo::city::{City, TOLD, Year, fill};
use mutual::payments::report;
use platform::ledger::verify;
use testkit::{TestDb, db_test};

use crate::common::enrol::{World, day};
use crate::common::{number, setup};

#[test]
fn the_years_are_those_that_were_told() {
    let five = &TOLD[..5];
    let sum = |of: fn(&Year) -> i64| five.iter().map(of).sum::<i64>();
    assert_eq!(
        (sum(|y| y.people), sum(|y| y.claims), sum(|y| y.paid.0)),
        (5_510_000, 331_000, 29_100_000_000)
    );
    assert_eq!(sum(|y| y.people * 6_000 + y.dearer * 100), 33_100_000_000);
    assert_eq!((TOLD[5].people, TOLD[5].target), (1_520_000, 1_500_000));
    let county = TOLD[1].county.unwrap();
    assert_eq!(
        (county.0, county.0 * 100 / county.1, county.2, county.3.0 / 1_000_000),
        (43_123, 215, 264, 26)
    );
}

db_test! { setup();
    fn the_report_gives_back_what_was_told(db: &TestDb) {
        let w = World::new(db);
        w.members(&w.r.mine, 0, 30);
        w.members(&w.r.theirs, 100, 40);
        let unit = |u: &registry::api::Union| Unit { id: u.id, name: u.name.clone(), path: u.place() };
        let city = City {
            fund: w.r.county.id,
            county: (w.r.here.id, w.r.here.place()),
            units: vec![unit(&w.r.mine), unit(&w.r.theirs)],
        };
        let year = |year, people, target, claims, paid, county| Year { year, people, dearer: 5, target, claims, paid: Fen(paid), county };
        let years = [
            year(2016, 50, 40, 3, 150_000, Some((20, 10, 1, Fen(60_000)))),
            year(2017, 60, 55, 4, 300_000, None),
            year(2018, 62, 61, 0, 0, None),
        ];
        assert_eq!(fill(&w.app, &city, &years).unwrap(), 172);
        let told = |(id, place): (Id, OrgPath), from: i64, to: i64| {
            let days = (Some(day(from)), day(to));
            w.app.store().read_blocking(move |tx| report(tx, (id, &place), days)).unwrap()
        };
        let top = (w.r.county.id, w.r.county.place());
        let two = told(top.clone(), 20_160_101, 20_171_231);
        assert_eq!((two.enrolments, two.premium, two.target), (110, Fen(110 * 6_000 + 1_000), 95));
        assert_eq!((two.people, two.times, two.claims, two.paid), (7, 7, 7, Fen(450_000)));
        let half = told(top, 20_180_101, 20_180_630);
        assert_eq!((half.enrolments, half.target, half.paid), (62, 61, Fen(0)));
        let county = told((w.r.here.id, w.r.here.place()), 20_160_101, 20_161_231);
        assert_eq!((county.enrolments, county.target, county.people, county.paid), (20, 10, 1, Fen(60_000)));
        assert_eq!(w.balance("bank"), 172 * 6_000 + 1_500 - 450_000);
        assert_eq!((w.balance("transit"), w.balance("payable"), w.balance("suspense")), (0, 0, 0));
        assert_eq!(number(db.store(), "SELECT count(*) FROM mutual_enrolment WHERE state = 'active'"), 172);
        assert_eq!(number(db.store(), "SELECT CAST(SUM(amount) AS BIGINT) FROM mutual_payment WHERE state = 'paid'"), 450_000);
        let r = verify(db.store()).unwrap();
        assert!(r.is_whole(), "{:?}", r.faults);
    }
}
