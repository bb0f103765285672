//! What the demo makes holds together.
#![allow(clippy::unwrap_used, reason = "a test")]

use benefits::demo::{Staff, Unit, fill};
use testkit::{TestDb, db_test};

use crate::common::world::World;
use crate::common::{number, setup};

db_test! { setup();
    fn a_county_is_filled_to_the_fen(db: &TestDb) {
        let w = World::new(db);
        w.members(&w.r.mine, 0, 12);
        w.members(&w.r.theirs, 100, 12);
        let staff = Staff { officer: w.officer.clone(), manager: w.manager.clone() };
        let unit = |u: &registry::api::Union| Unit { id: u.id, path: u.place() };
        let filled = fill(&w.app, &staff, w.r.county.id, &[unit(&w.r.mine), unit(&w.r.theirs)]).unwrap();
        assert!(filled.campaigns >= 6 && filled.vouchers >= 24, "{filled:?}");
        let count = |text: &str| number(db.store(), text);
        for state in ["draft", "proposed", "published", "ended"] {
            assert!(count(&format!("SELECT count(*) FROM benefit_campaign WHERE state = '{state}'")) > 0, "{state}");
        }
        assert_eq!(
            count("SELECT count(*) FROM benefit_voucher"),
            count("SELECT CAST(SUM(issued) AS BIGINT) FROM benefit_stock")
        );
        assert!(filled.used > 0 && !filled.clerk.username.is_empty(), "{filled:?}");
        assert!(w.balanced());
        let report = platform::ledger::verify(db.store()).unwrap();
        assert!(report.is_whole(), "{:?}", report.faults);
    }
}
