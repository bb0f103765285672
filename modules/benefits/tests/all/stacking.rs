//! Vouchers on one bill: what goes together, at one till, at two at once, and handed in later.
#![allow(clippy::unwrap_used, reason = "a test")]

use benefits::MerchantError as E;
use benefits::model::campaign::{Campaign, CampaignKind, Stacking, Together};
use benefits::ops::redeem::Outcome;
use benefits::ops::void_redemption::by_till;
use testkit::{TestDb, db_test};

use crate::common::tills::{STACK_MINUTES, kept, scan};
use crate::common::world::{Member, World};
use crate::common::{app_over, setup};

const MINUTE: i64 = 60_000;

fn of(w: &World, title: &str, with: Together, most: i64) -> Campaign {
    let mut d = w.draft(CampaignKind::Coupon);
    d.title = title.into();
    d.terms.limit.most = 5;
    d.terms.stacking = Stacking { with, most };
    w.on_line(d)
}

/// One more voucher of a campaign for a member; its serial.
fn got(w: &World, c: &Campaign, m: &Member, seen: i64) -> i64 {
    let wanted =
        benefits::ops::issue::Wanted { campaign_id: c.id, person_id: m.id, union_id: w.r.mine.id, seen };
    let with = benefits::ops::issue::Issuing::of(&w.app);
    let made = w.app.store().write_blocking(move |tx| benefits::ops::issue::issue_each(tx, &with, &[wanted]));
    made.unwrap().remove(0).voucher().unwrap().serial
}

fn refused(outcome: Outcome) -> String {
    match outcome {
        Err(E::Stacked { other, minutes: STACK_MINUTES }) => other,
        other => panic!("{other:?}"),
    }
}

db_test! { setup();
    fn what_does_not_go_together_is_refused_and_says_with_what(db: &TestDb) {
        let w = World::new(db);
        let m = w.members(&w.r.mine, 0, 2);
        let free = of(&w, "随便用的券", Together::Free, 0);
        let alone = of(&w, "只用一张的券", Together::Never, 0);
        let own = of(&w, "最多两张的券", Together::Own, 2);
        let at = w.merchant(1);
        let elsewhere = w.merchant(2);
        let take = |c: &Campaign, serial: i64, key: &str| w.scans(&[scan(&at.till, c, serial, key)]).remove(0);
        let first = got(&w, &free, &m[0], 0);
        take(&free, first, "a").unwrap();
        let lone = got(&w, &alone, &m[0], 0);
        assert_eq!(refused(take(&alone, lone, "b")), "随便用的券");
        // At another merchant it is another bill, and of somebody else.
        w.scans(&[scan(&elsewhere.till, &alone, lone, "c")]).remove(0).unwrap();
        let theirs = got(&w, &alone, &m[1], 0);
        take(&alone, theirs, "d").unwrap();
        let more = got(&w, &free, &m[1], 0);
        assert_eq!(refused(take(&free, more, "e")), "只用一张的券");
        // The next bill.
        db.clock().advance_ms((STACK_MINUTES + 1) * MINUTE);
        take(&free, more, "f").unwrap();
        db.clock().advance_ms((STACK_MINUTES + 1) * MINUTE);
        // Of its own two, and no third one; what was taken back makes room.
        let owns: Vec<i64> = (0..3).map(|n| got(&w, &own, &m[0], n)).collect();
        let one = take(&own, owns[0], "g").unwrap().redemption;
        take(&own, owns[1], "h").unwrap();
        assert_eq!(refused(take(&own, owns[2], "i")), "最多两张的券");
        // The same scan again is the same answer.
        assert!(take(&own, owns[1], "h").unwrap().again);
        let till = at.till.clone();
        w.deal(move |tx| by_till(tx, &till, one.id, "收银员扫错了", 30)).unwrap();
        take(&own, owns[2], "j").unwrap();
        assert!(w.balanced());
    }

    fn in_one_batch_and_without_a_network_the_same_holds(db: &TestDb) {
        let w = World::new(db);
        let m = w.members(&w.r.mine, 0, 1);
        let alone = of(&w, "只用一张的券", Together::Never, 0);
        let serials: Vec<i64> = (0..4).map(|n| got(&w, &alone, &m[0], n)).collect();
        let at = w.merchant(1);
        let both = w.scans(&[scan(&at.till, &alone, serials[0], "a"), scan(&at.till, &alone, serials[1], "b")]);
        let [first, second] = <[Outcome; 2]>::try_from(both).unwrap();
        first.unwrap();
        assert_eq!(refused(second), "只用一张的券");
        // Kept an hour ago, handed in now: its bill is the one of then. The next one of the same minute stands beside it.
        db.clock().advance_ms(60 * MINUTE);
        let then = w.now().plus_ms(-30 * MINUTE);
        w.scans(&[kept(&at.till, &alone, serials[1], then)]).remove(0).unwrap();
        let beside = w.scans(&[kept(&at.till, &alone, serials[2], then.plus_ms(-MINUTE))]).remove(0);
        assert_eq!(refused(beside), "只用一张的券");
        w.scans(&[scan(&at.till, &alone, serials[3], "now")]).remove(0).unwrap();
    }
}

db_test! { setup();
    fn of_two_tills_at_the_same_instant_one_takes_one(db: &TestDb) {
        let w = World::new(db);
        let m = w.members(&w.r.mine, 0, 12);
        let (x, y) = (of(&w, "甲活动的券", Together::Never, 0), of(&w, "乙活动的券", Together::Free, 0));
        let at = w.merchant(1);
        let second = if db.url().is_some() { app_over(db, db.open(|_| {})) } else { w.app.clone() };
        for (n, one) in m.iter().enumerate().take(5) {
            let (a, b) = (got(&w, &x, one, 0), got(&w, &y, one, 0));
            let (here, there) = (scan(&at.till, &x, a, &format!("x{n}")), scan(&at.till, &y, b, &format!("y{n}")));
            let (app, other) = (w.app.clone(), second.clone());
            let one = std::thread::spawn(move || crate::common::tills::hand_in(&app, &[here]).remove(0));
            let two = std::thread::spawn(move || crate::common::tills::hand_in(&other, &[there]).remove(0));
            let done = [one.join().unwrap(), two.join().unwrap()];
            let taken = done.iter().filter(|o| o.is_ok()).count();
            let stacked = done.iter().filter(|o| matches!(o, Err(E::Stacked { .. }))).count();
            assert_eq!((taken, stacked), (1, 1), "{done:?}");
        }
        assert!(w.balanced());
    }
}
