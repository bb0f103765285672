//! The fund's figures from records, at any instant, in the printed report; samples that anybody draws again.
#![allow(clippy::unwrap_used, reason = "a test")]

use guard::{Actor, Grant, Role, act, res};
use kernel::{Fen, Id};
use mutual::PayError;
use mutual::enrolment::set_targets;
use mutual::payments::{
    ClaimState, Finding, Limits, NewSample, Stratum, draw, drawn, figures, fund_at, note, report, run_off,
    sample_claims, years,
};
use testkit::{TestDb, db_test};

use crate::common::enrol::{World, approve, bank_csv, csv_of, day};
use crate::common::setup;
use crate::payments::{answer, card, granted, owed, sent};

const LIMITS: Limits = Limits { ratio_percent: 90, reserve_months: 3 };

/// A paid bill of three people for next year, and one claim that was paid, one that came back.
fn lived(w: &World) -> (Fen, Fen) {
    let m = w.members(&w.r.mine, 0, 3);
    w.enrol(&w.r.mine, &csv_of(&m));
    let b = w.bill(&w.r.mine);
    w.bank("a.csv", &bank_csv(&[("2026-11-20", "120.00", "宏达模具有限公司", &b.reference, "S1")]));
    granted(w, 50_000);
    let people = w.members(&w.r.mine, 10, 2);
    owed(w, &people);
    card(w, &people[0], "6217000012345678");
    card(w, &people[1], "6217000012345679");
    let (_, all) = sent(w);
    answer(
        &w.app,
        w,
        "a",
        &[
            (&all[0].number, all[0].amount.0, "成功", ""),
            (&all[1].number, all[1].amount.0, "失败", "账户已销户"),
        ],
    );
    (all[0].amount, all[1].amount)
}

db_test! { setup();
    fn figures_come_from_the_records_and_the_book(db: &TestDb) {
        let w = World::new(db);
        let (paid, back) = lived(&w);
        let (county, last) = (w.r.county.clone(), w.now);
        let scope = approve();
        let (here, there) = (w.r.here.id, w.r.there.id);
        w.write(move |tx| set_targets(tx, &scope, last, &[(here, 2), (there, 8)])).unwrap();
        let c = county.clone();
        let f = w.app.store().read_blocking(move |tx| figures(tx, &c, Some(2026), LIMITS)).unwrap();
        assert_eq!((f.cash, f.payable, f.transit, f.suspense), (Fen(5_012_000 - paid.0), back, Fen(0), Fen(0)));
        let s = &f.schemes[0];
        assert_eq!((s.code.as_str(), s.demo, s.enrolled, s.income), ("demo-county", true, 3, Fen(12_000)));
        assert_eq!((s.people, s.times, s.paid, s.balance), (1, 1, paid, Fen(5_012_000 - paid.0 - back.0)));
        assert_eq!((f.items.len(), f.items[0].1, f.items[0].2), (1, 1, paid));
        assert_eq!(f.towns.len(), 1, "a place without anything is left out");
        assert_eq!((f.towns[0].union_id, f.towns[0].enrolled, f.towns[0].paid), (here, 3, paid));
        let november = f.months.iter().find(|m| m.0 == 202_611).unwrap();
        assert_eq!((november.1, november.2), (Fen(12_000), paid));
        assert_eq!(f.alerts[0].kind, "ratio", "{:?}", f.alerts);
        let c = county.clone();
        let other = w.app.store().read_blocking(move |tx| figures(tx, &c, Some(2025), LIMITS)).unwrap();
        assert_eq!((other.schemes[0].paid, other.towns.len()), (Fen(0), 0));
        let c = county.clone();
        let y = w.app.store().read_blocking(move |tx| years(tx, &c)).unwrap();
        let y = y.last().unwrap();
        assert_eq!((y.year, y.enrolments, y.income, y.people, y.times, y.paid), (2026, 3, Fen(12_000), 1, 1, paid));
        assert_eq!(y.balance, Fen(5_012_000 - paid.0 - back.0));
        // The printed report, of the county and of a town.
        for (union, target) in [(county.clone(), 10), (w.r.here.clone(), 2)] {
            let (id, place) = (union.id, union.place());
            let days = (Some(day(20_261_001)), day(20_261_130));
            let r = w.app.store().read_blocking(move |tx| report(tx, (id, &place), days)).unwrap();
            assert_eq!((r.enrolments, r.premium, r.people, r.paid, r.target), (3, Fen(12_000), 1, paid, target));
        }
        let (id, place) = (w.r.there.id, w.r.there.place());
        let r = w.app.store().read_blocking(move |tx| report(tx, (id, &place), (None, day(20_261_130)))).unwrap();
        assert_eq!((r.enrolments, r.paid), (0, Fen(0)));
    }
}

db_test! { setup();
    fn the_book_is_known_at_any_instant(db: &TestDb) {
        let w = World::new(db);
        let county = w.r.county.id;
        let before = w.app.clock().now();
        db.clock().advance_ms(60_000);
        let (paid, _) = lived(&w);
        let after = w.app.clock().now();
        let at = |t| {
            let all = w.app.store().read_blocking(move |tx| fund_at(tx, county, t)).unwrap();
            all.into_iter().find(|(code, ..)| code == "bank").map(|(.., b)| b)
        };
        assert_eq!(at(before), Some(Fen(0)));
        assert_eq!(at(after), Some(Fen(5_012_000 - paid.0)));
    }
}

db_test! { setup();
    fn too_little_gives_no_outlook(db: &TestDb) {
        let w = World::new(db);
        lived(&w);
        let county = w.r.county.id;
        let r = w.app.store().read_blocking(move |tx| run_off(tx, county, "demo-county")).unwrap();
        assert!(r.outlook.is_none());
    }
}

db_test! { setup();
    fn a_sample_is_drawn_by_its_seed_and_noted(db: &TestDb) {
        let w = World::new(db);
        lived(&w);
        let county = w.r.county.clone();
        let grant = Grant { role: Role::FundAuditor, union_id: county.id, path: county.place() };
        let auditor = Actor::staff(Id(900_003), "赵经审", vec![grant]);
        let create = auditor.permit::<res::Sample, act::Create>().unwrap();
        let new = |state, size| NewSample {
            fund: w.r.county.id,
            title: "年度抽查".into(),
            seed: "2026-11".into(),
            stratum: Stratum { state, ..Stratum::default() },
            size,
        };
        let wanted = new(None, 1);
        let scope = create.clone();
        let s = w.app.store().write_blocking(move |tx| draw(tx, &scope, &wanted)).unwrap();
        assert_eq!((s.population, s.picked), (2, 1));
        let id = s.id;
        let picked = w.app.store().read_blocking(move |tx| sample_claims(tx, id)).unwrap();
        let sql = crate::common::sql("SELECT id FROM mutual_claim");
        let all: Vec<Id> = w.app.store().read_blocking(move |tx| tx.query(&sql, &[], |r| r.get(0))).unwrap();
        assert_eq!(drawn("2026-11", all, 1), [picked[0].claim_id]);
        let wanted = new(Some(ClaimState::Refused), 1);
        let scope = create.clone();
        let none = w.app.store().write_blocking(move |tx| draw(tx, &scope, &wanted));
        assert!(matches!(none, Err(PayError::NothingToDraw)));
        let update = auditor.permit::<res::Sample, act::Update>().unwrap();
        let scope = update.clone();
        let bare = w.app.store().write_blocking(move |tx| note(tx, &scope, (id, 1), (Finding::Minor, "")));
        assert!(matches!(bare, Err(PayError::Invalid(_))));
        let scope = update.clone();
        w.app.store().write_blocking(move |tx| note(tx, &scope, (id, 1), (Finding::Minor, "缺出院记录"))).unwrap();
        let noted = w.app.store().read_blocking(move |tx| sample_claims(tx, id)).unwrap();
        assert_eq!((noted[0].finding, noted[0].note.as_str(), noted[0].noted_by_name.as_str()), (Some(Finding::Minor), "缺出院记录", "赵经审"));
        let lost = w.app.store().write_blocking(move |tx| note(tx, &update, (id, 9), (Finding::None, "")));
        assert!(matches!(lost, Err(PayError::SampleNotFound)));
    }
}
