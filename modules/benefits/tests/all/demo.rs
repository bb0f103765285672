//! What the demo makes holds together.
#![allow(clippy::unwrap_used, reason = "a test")]

use benefits::demo::{Staff, Unit, fill};
use benefits::ops::audit_campaign::audit;
use benefits::ops::issue::Issuing;
use kernel::Id;
use platform::quizzes;
use testkit::{TestDb, db_test};

use crate::common::world::{HOUR, World};
use crate::common::{number, plant, setup, sql};

db_test! { setup();
    fn a_county_is_filled_to_the_fen(db: &TestDb) {
        let w = World::new(db);
        let quiz = quizzes::Quiz {
            id: Id(77),
            union_id: w.r.county.id,
            title: "工会法知识答题".into(),
            full: 80,
            opens_at: w.now(),
            closes_at: w.now().plus_ms(20 * 24 * HOUR),
        };
        let (mut units, mut people) = (Vec::new(), Vec::new());
        for n in 0..8 {
            let union = plant(&w.app, Some(w.r.here.id), 60, "50", &format!("示范{n}公司工会委员会"));
            people.extend(w.members(&union, n * 100, 8).into_iter().map(|m| m.id));
            units.push(Unit { id: union.id, path: union.place() });
        }
        w.write(move |tx| {
            quizzes::announce(tx, &quiz)?;
            (48..).zip(&people).try_for_each(|(score, person)| quizzes::tell(tx, *person, quiz.id, score % 80))?;
            Ok(())
        })
        .unwrap();
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
        assert_eq!(count("SELECT count(*) FROM benefit_instant WHERE revealed_at > 0"), 1);
        let passed = "SELECT issued FROM benefit_stock WHERE campaign_id IN (SELECT id FROM benefit_campaign WHERE kind = 'quiz')";
        assert!(count(passed) > 0);
        let with = Issuing::of(&w.app);
        let all = sql("SELECT CAST(id AS TEXT) FROM benefit_campaign");
        let ids: Vec<String> = db.store().read_blocking(move |tx| tx.query(&all, &[], |r| r.get(0))).unwrap();
        db.store()
            .read_blocking(move |tx| {
                for id in &ids {
                    let a = audit(tx, &with, id)?.unwrap();
                    assert!(a.is_whole(), "{}: {:?}", a.title, a.faults);
                }
                Ok::<_, store::DbError>(())
            })
            .unwrap();
        assert!(w.balanced());
        let report = platform::ledger::verify(db.store()).unwrap();
        assert!(report.is_whole(), "{:?}", report.faults);
    }
}
