//! The county's demo on days of the whole year: claims from January on, money that adds up, something left to do.
#![allow(clippy::unwrap_used, reason = "a test")]

use guard::{Actor, Grant, Role};
use kernel::{Day, Id, Timestamp};
use mutual::demo::{Filled, Staff, Unit, fill};
use mutual::payments::{payable, report};
use platform::ledger::verify;
use testkit::{TestDb, db_test};

use crate::common::enrol::World;
use crate::common::{Register, app, number, plant, setup};

/// Basic unions.
const UNITS: usize = 14;
/// Members of each.
const MEMBERS: u32 = 8;

/// A county that was filled in on a day.
pub fn filled(db: &TestDb, day: Day) -> (World, Filled) {
    db.clock().set(Timestamp::at_day_start(day).plus_minutes(9 * 60));
    let app = app(db);
    app.load_dated().unwrap();
    let r = Register::new(&app);
    let w = World { app, r, last: Id(0), now: Id(0), scheme: Id(0) };
    let mut units = Vec::new();
    for n in 0..UNITS {
        let town = if n < UNITS / 2 { w.r.here.id } else { w.r.there.id };
        let u = plant(&w.app, Some(town), 60, "50", &format!("示范第{n}公司工会委员会"));
        w.members(&u, n as u32 * MEMBERS, MEMBERS);
        units.push(Unit { id: u.id, name: u.name.clone(), path: u.place() });
    }
    let staff = |n: i64, name: &str, role| {
        Actor::staff(Id(n), name, vec![Grant { role, union_id: w.r.county.id, path: w.r.county.place() }])
    };
    let staff = Staff {
        officer: staff(900_001, "王经办", Role::FundOfficer),
        manager: staff(900_002, "李负责", Role::FundManager),
        second: staff(900_003, "赵分管", Role::FundManager),
    };
    let towns = [&w.r.here, &w.r.there].map(|u| (u.id, u.name.clone()));
    let made = fill(&w.app, &staff, w.r.county.id, &towns, &units).unwrap();
    (w, made)
}

fn sound(w: &World, db: &TestDb, (day, made): (Day, Filled)) {
    let n = |sql: &str| number(db.store(), sql);
    assert!(made.covered > 90 && made.claims > 20 && made.paid > 0, "{day}: {made:?}");
    // Nobody who waits is in the file, and nothing is told before it happened.
    assert_eq!(
        n("SELECT count(*) FROM mutual_claim WHERE refusals <> REPLACE(refusals, 'waiting', '')"),
        0,
        "{day}"
    );
    let today = day.number();
    assert_eq!(n(&format!("SELECT count(*) FROM mutual_claim WHERE discharged > {today}")), 0, "{day}");
    // Half of the people go on; the others are new this year.
    let year = i64::from(day.year());
    let active = format!("FROM mutual_enrolment WHERE state = 'active' AND cover_from / 10000 = {year}");
    let goes_on = n(&format!("SELECT count(*) {active} AND continued <> '' AND cover_from = {year}0101"));
    let half = i64::from(MEMBERS) * UNITS as i64 / 2;
    assert_eq!((goes_on, n(&format!("SELECT count(*) {active} AND continued = ''"))), (half, half), "{day}");
    for (from, to) in [(year - 2, year - 2), (year - 1, year - 1), (year, year), (year - 2, year)] {
        let days = |y: i64, d| Day::from_number(y * 10_000 + d).unwrap();
        let (first, last) = (days(from, 101), days(to, 1_231));
        let (id, place) = (w.r.county.id, w.r.county.place());
        let told =
            w.app.store().read_blocking(move |tx| report(tx, (id, &place), (Some(first), last))).unwrap();
        let of = |what: &str, table: &str, day: &str| {
            let (first, last) = (first.number(), last.number());
            n(&format!(
                "SELECT CAST(COALESCE(SUM({what}), 0) AS BIGINT) FROM {table} WHERE {day} >= {first} AND {day} <= {last}"
            ))
        };
        assert_eq!(told.premium.0, of("paid", "mutual_bill", "cover_from > 0 AND paid_on"), "{day} {from}");
        assert_eq!(
            told.enrolments,
            of("people", "mutual_bill", "cover_from > 0 AND paid_on"),
            "{day} {from}"
        );
        assert_eq!(told.paid.0, of("benefit", "mutual_claim", "state = 'paid' AND paid_on"), "{day} {from}");
        assert!(told.enrolments > 0, "{day} {from}: {told:?}");
    }
    let r = verify(db.store()).unwrap();
    assert!(r.is_whole(), "{day}: {:?}", r.faults);
    // Lists that somebody went on with: entered ones, and one that was only checked.
    let rosters = |state: &str| {
        n(&format!("SELECT count(*) FROM mutual_roster WHERE kind = 'carry_over' AND state = '{state}'"))
    };
    assert_eq!((rosters("done"), rosters("checked")), (UNITS as i64 / 2 + 3, 1), "{day}");
    // A part was paid, a part waits for approval, a part for the next batch.
    let batches =
        |state: &str| n(&format!("SELECT count(*) FROM mutual_payment_batch WHERE state = '{state}'"));
    assert_eq!((batches("done"), batches("draft")), (1, 1), "{day}");
    let county = w.r.county.id;
    let left = w.app.store().read_blocking(move |tx| payable(tx, county)).unwrap();
    assert!(left.claims.0 > 0, "{day}: {left:?}");
}

db_test! { setup();
    fn claims_of_a_whole_year(db: &TestDb) {
        let day = Day::constant(2026, 11, 22);
        let (w, made) = filled(db, day);
        sound(&w, db, (day, made));
        for (from, to) in [(20_260_101, 20_260_131), (20_260_201, 20_260_228), (20_260_301, 20_260_331), (20_260_901, 20_261_106)] {
            let sql = format!("SELECT count(*) FROM mutual_claim WHERE benefit > 0 AND admitted >= {from} AND admitted <= {to}");
            assert!(number(db.store(), &sql) > 0, "{from}");
        }
    }

    fn in_the_first_days_of_a_year_people_claim_by_the_year_before(db: &TestDb) {
        let day = Day::constant(2026, 1, 10);
        let (w, made) = filled(db, day);
        sound(&w, db, (day, made));
        assert_eq!(number(db.store(), "SELECT count(*) FROM mutual_claim WHERE admitted > 20251231"), 0);
    }

    fn in_spring_the_new_ones_have_hardly_begun(db: &TestDb) {
        let day = Day::constant(2026, 3, 1);
        let (w, made) = filled(db, day);
        sound(&w, db, (day, made));
        assert!(number(db.store(), "SELECT count(*) FROM mutual_claim WHERE admitted > 20251231") > 0);
    }
}
