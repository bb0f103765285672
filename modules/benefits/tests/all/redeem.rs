//! A voucher is used once: two tills at the same instant, the same scan again, offline and handed in later, taken back.
#![allow(clippy::unwrap_used, reason = "a test")]

use benefits::MerchantError as E;
use benefits::model::campaign::CampaignKind;
use benefits::model::redemption::RedemptionState;
use benefits::model::voucher::VoucherState;
use benefits::ops::merchant_steps::{self, suspend};
use benefits::ops::redeem::{Scan, Tills};
use benefits::ops::void_redemption::{by_officer, by_till};
use benefits::rules::code;
use benefits::store::{stock, voucher};
use guard::{act, res};
use testkit::{TestDb, db_test};

use crate::common::tills::{again, hand_in, kept, scan};
use crate::common::world::{HOUR, World};
use crate::common::{app_over, number, setup, trace};

fn state(w: &World, campaign: kernel::Id, serial: i64) -> VoucherState {
    let found = w.app.store().read_blocking(move |tx| voucher::by_serial(tx, campaign, serial));
    found.unwrap().unwrap().state
}

fn used(w: &World, campaign: kernel::Id) -> i64 {
    w.app.store().read_blocking(move |tx| stock::find(tx, campaign)).unwrap().unwrap().used
}

db_test! { setup();
    fn a_voucher_is_used_once_and_the_money_follows(db: &TestDb) {
        let w = World::new(db);
        let c = w.published(CampaignKind::Grab);
        let people = w.members(&w.r.mine, 0, 3);
        w.take(&c, &people);
        let (a, b) = (w.merchant(1), w.merchant(2));
        let r = w.redeemed(&a.till, &c, 1);
        assert_eq!((r.worth.0, r.pays.0, r.person_id, r.offline), (2_900, 100, people[0].id, false));
        assert_eq!((state(&w, c.id, 1), used(&w, c.id)), (VoucherState::Used, 1));
        assert_eq!((w.owed(&a.merchant), w.owed(&b.merchant)), (2_900, 0));
        assert_eq!(w.balance(format!("benefits:issued:{}", c.id)), 5_800);
        // Shown again, here or elsewhere, it is refused with when and where.
        for till in [&a.till, &b.till] {
            let refused = w.scans(&[scan(till, &c, 1, "another")]).remove(0).unwrap_err();
            let E::VoucherUsed { at, merchant } = refused else { panic!("{refused}") };
            assert_eq!((at, merchant.as_str()), (r.at, "示范影城1号"));
        }
        // The same scan handed in again, because its answer was lost, gets the same answer and does nothing.
        let same = w.scans(&[scan(&a.till, &c, 1, &format!("scan-{}-1", c.id))]).remove(0).unwrap();
        assert!(same.again && same.redemption == r);
        assert_eq!((w.owed(&a.merchant), used(&w, c.id)), (2_900, 1));
        assert!(matches!(w.scans(&[scan(&a.till, &c, 9, "k")]).remove(0), Err(E::VoucherUnknown)));
        assert!(w.balanced());
    }

    fn of_one_batch_the_first_scan_of_a_voucher_counts(db: &TestDb) {
        let w = World::new(db);
        let c = w.published(CampaignKind::Grab);
        w.take(&c, &w.members(&w.r.mine, 0, 2));
        let (a, b) = (w.merchant(1), w.merchant(2));
        let all = [
            scan(&b.till, &c, 2, "b2"),
            scan(&a.till, &c, 1, "a1"),
            scan(&b.till, &c, 1, "b1"),
            scan(&a.till, &c, 1, "a1"),
            scan(&a.till, &c, 2, "a2"),
        ];
        let done = w.scans(&all);
        let told: Vec<&str> = done.iter().map(|o| match o {
            Ok(r) if r.again => "again",
            Ok(_) => "done",
            Err(E::VoucherUsed { .. }) => "used",
            Err(_) => "?",
        }).collect();
        assert_eq!(told, ["done", "done", "used", "again", "used"]);
        assert_eq!((w.owed(&a.merchant), w.owed(&b.merchant), used(&w, c.id)), (2_900, 2_900, 2));
        // The rows of the batch: one for each voucher.
        assert_eq!(number(w.app.store(), "SELECT count(*) FROM benefit_redemption"), 2);
        assert!(w.balanced());
    }

    async fn two_tills_at_the_same_instant(db: &TestDb) {
        let w = tokio::task::block_in_place(|| World::new(db));
        let (c, a, b) = tokio::task::block_in_place(|| {
            let mut d = w.draft(CampaignKind::Grab);
            d.stock = 40;
            let c = w.on_line(d);
            w.take(&c, &w.members(&w.r.mine, 0, 40));
            (c, w.merchant(1), w.merchant(2))
        });
        // Two processes where the database lets two in, each with its own batches; every voucher is shown at both, twice.
        let second = if db.url().is_some() { app_over(db, db.open(|_| {})) } else { w.app.clone() };
        let tills = [w.app.shared(Tills::of), second.shared(Tills::of)];
        let mut all = tokio::task::JoinSet::new();
        for serial in 1..=40 {
            for (n, till) in [&a.till, &b.till, &a.till, &b.till].into_iter().enumerate() {
                let (to, app, s) = (tills[n % 2].clone(), w.app.clone(), scan(till, &c, serial, &format!("{serial}-{n}")));
                all.spawn(async move { to.redeem(&app, s).await });
            }
        }
        let (mut done, mut refused) = (0, 0);
        while let Some(outcome) = all.join_next().await {
            match outcome.unwrap() {
                Ok(r) if !r.again => done += 1,
                Err(E::VoucherUsed { .. }) => refused += 1,
                other => panic!("{other:?}"),
            }
        }
        assert_eq!((done, refused), (40, 120));
        tokio::task::block_in_place(|| {
            let (at_a, at_b) = (w.owed(&a.merchant), w.owed(&b.merchant));
            assert_eq!((at_a + at_b, used(&w, c.id)), (40 * 2_900, 40));
            assert_eq!(number(w.app.store(), "SELECT count(*) FROM benefit_redemption"), 40);
            assert!(w.balanced());
        });
    }

    fn what_was_kept_without_a_network_is_judged_by_its_own_instant(db: &TestDb) {
        let w = World::new(db);
        let c = w.published(CampaignKind::Grab);
        w.take(&c, &w.members(&w.r.mine, 0, 3));
        let (a, b) = (w.merchant(1), w.merchant(2));
        let then = w.now();
        db.clock().advance_ms(2 * HOUR);
        // Meanwhile the second voucher was used elsewhere: the merchant that kept it bears that.
        w.redeemed(&b.till, &c, 2);
        let late = [kept(&a.till, &c, 1, then), kept(&a.till, &c, 2, then)];
        let done = w.scans(&late);
        let r = &done[0].as_ref().unwrap().redemption;
        assert_eq!((r.at, r.offline, r.received_at > r.at), (then, true, true));
        assert!(matches!(&done[1], Err(E::VoucherUsed { merchant, .. }) if merchant == "示范影城2号"));
        // Handed in again, nothing changes.
        let again = w.scans(&late);
        assert!(again[0].as_ref().unwrap().again && again[1].is_err());
        assert_eq!(w.owed(&a.merchant), 2_900);
        // On the last day of the voucher it was good; today it is not.
        db.clock().advance_ms(13 * 24 * HOUR);
        let last = w.now();
        db.clock().advance_ms(24 * HOUR);
        assert!(matches!(w.scans(&[scan(&a.till, &c, 3, "k")]).remove(0), Err(E::VoucherExpired { .. })));
        assert!(w.scans(&[kept(&a.till, &c, 3, last)]).remove(0).is_ok());
        assert!(w.balanced());
    }

    fn only_merchants_that_take_it_and_are_open(db: &TestDb) {
        let w = World::new(db);
        let (a, b) = (w.merchant(1), w.merchant(2));
        let mut d = w.draft(CampaignKind::Grab);
        d.terms.offer.merchants = vec![b.merchant.id];
        let c = w.on_line(d);
        w.take(&c, &w.members(&w.r.mine, 0, 3));
        assert!(matches!(w.scans(&[scan(&a.till, &c, 1, "k")]).remove(0), Err(E::VoucherNotHere)));
        let scope = w.officer.permit::<res::Merchant, act::Update>().unwrap();
        let key = (b.merchant.id, b.merchant.version);
        let m = w.deal(move |tx| suspend(tx, &scope, key, "门店装修")).unwrap();
        assert!(matches!(w.scans(&[scan(&b.till, &c, 1, "k")]).remove(0), Err(E::NotOpen)));
        let scope = w.manager.permit::<res::Merchant, act::Approve>().unwrap();
        w.deal(move |tx| merchant_steps::resume(tx, &scope, (m.id, m.version))).unwrap();
        w.redeemed(&b.till, &c, 1);
        // A contract that has run out.
        db.clock().advance_ms(336 * 24 * HOUR);
        assert!(!again(&w.app, b.merchant.id).is_open(w.app.clock().today()));
        assert!(matches!(w.scans(&[scan(&b.till, &c, 2, "k2")]).remove(0), Err(E::NotOpen)));
    }

    fn taken_back_within_its_minutes_and_used_once_more(db: &TestDb) {
        let w = World::new(db);
        let c = w.published(CampaignKind::Grab);
        w.take(&c, &w.members(&w.r.mine, 0, 2));
        let (a, b) = (w.merchant(1), w.merchant(2));
        let r = w.redeemed(&a.till, &c, 1);
        let till = b.till.clone();
        let other = w.deal(move |tx| by_till(tx, &till, r.id, "误扫", 30));
        assert!(matches!(other, Err(E::RedemptionNotFound)), "of another merchant");
        db.clock().advance_ms(30 * 60_000);
        let till = a.till.clone();
        let void = w.deal(move |tx| by_till(tx, &till, r.id, "误扫", 30)).unwrap();
        assert_eq!((void.state, state(&w, c.id, 1)), (RedemptionState::Void, VoucherState::Held));
        assert_eq!((w.owed(&a.merchant), used(&w, c.id)), (0, 0));
        let till = a.till.clone();
        let twice = w.deal(move |tx| by_till(tx, &till, r.id, "误扫", 30));
        assert!(matches!(twice, Err(E::State { .. })));
        // What was taken back is not taken again by the same scan that comes a second time.
        let late = Scan { offline_at: Some(r.at), ..scan(&a.till, &c, 1, &r.scan_key) };
        assert!(matches!(w.scans(&[late]).remove(0), Err(E::State { .. })));
        assert!(w.balanced());
        // The voucher is good again, at this merchant and at others.
        w.scans(&[scan(&a.till, &c, 1, "new")]).remove(0).unwrap();
        let r = w.redeemed(&a.till, &c, 2);
        db.clock().advance_ms(30 * 60_000 + 1);
        let till = a.till.clone();
        assert!(matches!(w.deal(move |tx| by_till(tx, &till, r.id, "误扫", 30)), Err(E::VoidLate { minutes: 30 })));
        // The union still may; a voucher that ran out meanwhile does not come back.
        db.clock().advance_ms(15 * 24 * HOUR);
        let scope = w.officer.permit::<res::Redemption, act::Update>().unwrap();
        let before = w.balance(format!("benefits:campaign:{}", c.id));
        w.deal(move |tx| by_officer(tx, &scope, (r.merchant_id, r.id), "商家申请撤销")).unwrap();
        assert_eq!(state(&w, c.id, 2), VoucherState::Expired);
        assert_eq!(w.balance(format!("benefits:campaign:{}", c.id)), before + 2_900);
        assert!(w.balanced());
    }

    async fn redemptions_are_in_the_audit(db: &TestDb) {
        let (w, c) = tokio::task::block_in_place(|| {
            let w = World::new(db);
            let c = w.published(CampaignKind::Grab);
            w.take(&c, &w.members(&w.r.mine, 0, 2));
            let a = w.merchant(1);
            hand_in(&w.app, &[scan(&a.till, &c, 1, "1"), scan(&a.till, &c, 2, "2")]);
            (w, c)
        });
        let all = trace(&w.app).await;
        let told = all.iter().find(|e| e.action == "redemption.add").unwrap();
        assert_eq!(told.actor_name, "李店员");
        for serial in [1, 2] {
            assert!(told.detail.contains(&code::number(&c.number, serial)), "{}", told.detail);
        }
    }
}
