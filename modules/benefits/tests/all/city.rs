//! A city's benefits, scaled down: the records add up to what was told, every campaign stands the audit, the book balances.
#![allow(clippy::unwrap_used, reason = "a test")]

use benefits::demo::Staff;
use benefits::demo::city::{City, Discounts, Series, Sizes, Unit, fill};
use benefits::ops::audit_campaign::audit;
use benefits::ops::issue::Issuing;
use benefits::ops::{figures, report};
use benefits::store::inventory;
use kernel::{Day, Fen, Timestamp};
use platform::ledger::verify;
use testkit::{TestDb, db_test};

use super::figures::hold;
use crate::common::world::World;
use crate::common::{number, setup};

fn sizes() -> Sizes {
    let series = |title, county, campaigns, stock, worth| Series {
        title,
        offer: "小福利券",
        county,
        campaigns,
        first: (Day::constant(2018, 1, 5), 7),
        stock,
        worth: Fen(worth),
    };
    Sizes {
        cards: 50,
        merchants: 5,
        discounts: vec![
            Discounts { count: 7, months: (201_611, 201_702), times: 1_003, off: Fen(0) },
            Discounts { count: 3, months: (201_801, 201_812), times: 517, off: Fen(99_991) },
        ],
        series: vec![
            series("爱·回家", true, 2, (11, 0), 300),
            series("网上小福利第{n}期", false, 3, (20, 3), 2_000),
        ],
        places: 2,
    }
}

db_test! { setup();
    fn the_records_add_up_to_what_was_told(db: &TestDb) {
        let w = World::new(db);
        w.members(&w.r.mine, 0, 30);
        w.members(&w.r.theirs, 100, 40);
        let unit = |u: &registry::api::Union| Unit { id: u.id, path: u.place() };
        let city = City {
            union: w.r.county.id,
            county: (w.r.here.id, w.r.here.place()),
            units: vec![unit(&w.r.mine), unit(&w.r.theirs)],
        };
        let staff = Staff { officer: w.officer.clone(), manager: w.manager.clone() };
        let filled = fill(&w.app, &staff, &city, &sizes()).unwrap();
        assert_eq!((filled.cards, filled.merchants, filled.returns), (50, 5, 7 * 4 + 3 * 12));
        assert_eq!((filled.campaigns, filled.vouchers, filled.used), (5, 2 * 11 + 3 * 20, 2 * 11 + 3 * 17));
        let year = (Timestamp::at_day_start(Day::constant(2018, 1, 1)), Timestamp::at_day_start(Day::constant(2019, 1, 1)));
        let read = w.app.store().read_blocking(move |tx| {
            Ok::<_, store::DbError>((
                inventory::vouchers(tx, "爱·回家", year)?,
                inventory::vouchers(tx, "网上小福利", year)?,
                inventory::returns(tx, (201_601, 201_712))?,
                inventory::returns(tx, (201_801, 201_812))?,
                inventory::cards_and_merchants(tx)?,
            ))
        });
        let (home, small, earlier, later, desk) = read.unwrap();
        assert_eq!((home, small), ((22, Fen(6_600)), (60, Fen(102_000))));
        assert_eq!((earlier, later, desk), ((7, 1_003, Fen(0)), (3, 517, Fen(99_991)), (50, 5)));
        // The figures are those of the records, and so is the report.
        hold(&w.app, w.r.county.id);
        let county = w.r.county.id;
        let last = Day::constant(2018, 12, 31);
        let r = w.app.store().read_blocking(move |tx| report::report(tx, county, (None, last))).unwrap();
        assert_eq!((r.times, r.redeemed, r.saved, r.uses, r.off), (82, 73, Fen(108_600), 1_520, Fen(99_991)));
        // Each campaign stands the audit.
        let ids = w.app.store().read_blocking(|tx| {
            tx.query(&crate::common::sql("SELECT number FROM benefit_campaign"), &[], |r| r.get::<String>(0))
        });
        for id in ids.unwrap() {
            let with = Issuing::of(&w.app);
            let a = w.app.store().read_blocking(move |tx| audit(tx, &with, &id)).unwrap().unwrap();
            assert!(a.is_whole(), "{:?}", a.faults);
            assert!(a.used > 0 && a.held == 0);
        }
        // The money: what was granted was spent at merchants, who were paid, or is left in the budget.
        let whole = verify(db.store()).unwrap();
        assert!(whole.is_whole(), "{:?}", whole.faults);
        assert!(w.balanced());
        assert_eq!(w.balance("benefits:budget:2018"), 3 * 3 * 2_000);
        let left = "SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM benefit_statement WHERE state = 'paid'";
        assert_eq!(number(db.store(), left), 108_600);
        let open = "SELECT count(*) FROM benefit_redemption r WHERE NOT EXISTS
            (SELECT 1 FROM benefit_statement s WHERE s.id = r.statement_id AND s.merchant_id = r.merchant_id)";
        assert_eq!(number(db.store(), open), 0);
        // Cards: each with its story and number, those of a batch as many as the batch says.
        let count = |text: &str| number(db.store(), text);
        assert_eq!(count("SELECT count(*) FROM benefit_card_pan"), 50);
        assert_eq!(count("SELECT count(*) FROM benefit_card_number"), 50);
        assert_eq!(count("SELECT CAST(SUM(made) AS BIGINT) FROM benefit_card_batch"), 50);
        assert_eq!(count("SELECT count(*) FROM benefit_card_step WHERE deed = 'make'"), 50);
        // Nothing of it is counted again.
        assert_eq!(figures::count_all(&w.app).unwrap(), 0);
        hold(&w.app, w.r.county.id);
    }
}
