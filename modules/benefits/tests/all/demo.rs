//! What the demo makes holds together.
#![allow(clippy::unwrap_used, reason = "a test")]

use benefits::demo::{Staff, Unit, fill};
use testkit::{TestDb, db_test};

use crate::common::world::World;
use crate::common::{number, plant, setup};

db_test! { setup();
    fn a_county_is_filled_to_the_fen(db: &TestDb) {
        let w = World::new(db);
        let mut units = Vec::new();
        for n in 0..8 {
            let union = plant(&w.app, Some(w.r.here.id), 60, "50", &format!("示范{n}公司工会委员会"));
            w.members(&union, n * 100, 8);
            units.push(Unit { id: union.id, path: union.place() });
        }
        let staff = Staff { officer: w.officer.clone(), manager: w.manager.clone() };
        let filled = fill(&w.app, &staff, w.r.county.id, &units).unwrap();
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
