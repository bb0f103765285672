//! Issuing: exactly the stock, nobody above the rule, the money to the 分; on every database, from two servers at once.
#![allow(clippy::unwrap_used, reason = "a test")]

use std::collections::BTreeSet;

use benefits::IssueError;
use benefits::model::campaign::{Campaign, CampaignKind, Limit, Span};
use benefits::model::voucher::{Voucher, VoucherState};
use benefits::ops::issue::{Closed, Issuing, Outcome, Wanted, issue_each, issue_prize};
use benefits::ops::void::void;
use benefits::store::{stock, voucher};
use kernel::{Fen, Id};
use platform::App;
use testkit::{TestDb, db_test};

use crate::common::audited::{walked, whole};
use crate::common::world::{HOUR, Member, World};
use crate::common::{app_over, number, setup};

fn wanted(w: &World, c: &Campaign, m: &Member, seen: i64) -> Wanted {
    Wanted { campaign_id: c.id, person_id: m.id, union_id: w.r.mine.id, seen }
}

fn issue(app: &App, all: Vec<Wanted>) -> Vec<Outcome> {
    let with = Issuing::of(app);
    app.store().write_blocking(move |tx| issue_each(tx, &with, &all)).unwrap()
}

fn got(all: &[Outcome]) -> Vec<Voucher> {
    let one = |o: &Outcome| if let Outcome::Got(v) = o { Some(v.clone()) } else { None };
    all.iter().filter_map(one).collect()
}

fn left(w: &World, c: &Campaign) -> i64 {
    let (id, kind) = (c.id, c.kind);
    w.app.store().read_blocking(move |tx| stock::find(tx, id)).unwrap().unwrap().left(kind)
}

db_test! { setup();
    fn exactly_the_stock_is_given_and_nobody_gets_two(db: &TestDb) {
        let w = World::new(db);
        let m = w.members(&w.r.mine, 1, 8);
        let c = w.published(CampaignKind::Grab);
        // Everybody presses twice in one batch.
        let twice: Vec<Wanted> = m.iter().chain(&m).map(|m| wanted(&w, &c, m, 0)).collect();
        let all = issue(&w.app, twice);
        let vouchers = got(&all);
        assert_eq!(vouchers.iter().map(|v| v.serial).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
        assert_eq!(vouchers.iter().map(|v| v.person_id).collect::<BTreeSet<_>>().len(), 5);
        assert!(all[5..8].iter().all(|o| *o == Outcome::SoldOut));
        // The second press of who has one gives the same one.
        assert_eq!(all[8], Outcome::Already(vouchers[0].clone()));
        assert!(all[13..].iter().all(|o| *o == Outcome::SoldOut));
        assert_eq!(left(&w, &c), 0);
        assert_eq!(w.balance(format!("benefits:issued:{}", c.id)), 5 * 2_900);
        assert_eq!(w.balance(format!("benefits:campaign:{}", c.id)), 0);
        // Six of them were told that nothing is left.
        assert_eq!(number(w.app.store(), "SELECT refused FROM benefit_stock"), 6);
        assert_eq!(number(w.app.store(), "SELECT CAST(SUM(issued) AS BIGINT) FROM benefit_minute"), 5);
        assert_eq!(number(w.app.store(), "SELECT count(*) FROM audit_entry WHERE action = 'benefit.issue'"), 1);
        whole(&w, &c);
    }

    fn two_servers_at_once_give_exactly_the_stock(db: &TestDb) {
        let w = World::new(db);
        let m = w.members(&w.r.mine, 1, 60);
        let c = w.on_line(benefits::rules::campaign::Draft { stock: 25, ..w.draft(CampaignKind::Grab) });
        // On SQLite the second one is the same process, through the same writer.
        let second = if db.url().is_some() { app_over(db, db.open(|_| {})) } else { w.app.clone() };
        let all: Vec<Wanted> = m.iter().map(|m| wanted(&w, &c, m, 0)).collect();
        let outcomes: Vec<Outcome> = std::thread::scope(|s| {
            let work: Vec<_> = [&w.app, &second, &w.app, &second]
                .into_iter()
                .enumerate()
                .map(|(n, app)| {
                    // Each server sees everybody, in another order.
                    let mut mine = all.clone();
                    mine.rotate_left(n * 15);
                    s.spawn(move || {
                        mine.chunks(7).flat_map(|part| issue(app, part.to_vec())).collect::<Vec<_>>()
                    })
                })
                .collect();
            work.into_iter().flat_map(|t| t.join().unwrap()).collect()
        });
        let vouchers = got(&outcomes);
        assert_eq!(vouchers.iter().map(|v| v.serial).collect::<BTreeSet<_>>(), (1..=25).collect());
        assert_eq!(vouchers.iter().map(|v| v.person_id).collect::<BTreeSet<_>>().len(), 25);
        whole(&w, &c);
    }

    fn a_press_whose_answer_was_lost_gives_the_voucher_that_is_there(db: &TestDb) {
        let w = World::new(db);
        let m = w.members(&w.r.mine, 1, 1);
        let mut draft = w.draft(CampaignKind::Coupon);
        draft.terms.limit = Limit { per: Span::Day, most: 2 };
        draft.closes_at = w.now().plus_ms(72 * HOUR);
        let c = w.on_line(draft);
        let press = |seen| issue(&w.app, vec![wanted(&w, &c, &m[0], seen)]).remove(0);
        let Outcome::Got(first) = press(0) else { panic!("nothing") };
        assert_eq!(press(0), Outcome::Already(first.clone()), "the page did not know of it");
        let Outcome::Got(second) = press(1) else { panic!("nothing") };
        assert_eq!((press(2), second.serial), (Outcome::Already(second.clone()), 2), "two a day");
        db.clock().advance_ms(24 * HOUR);
        let Outcome::Got(third) = press(2) else { panic!("nothing on the next day") };
        assert_eq!(third.turn / 16, third.issued_at.day().number());
        whole(&w, &c);
    }

    fn nothing_is_given_before_the_time_after_it_and_while_it_pauses(db: &TestDb) {
        let w = World::new(db);
        let m = w.members(&w.r.mine, 1, 2);
        let mut draft = w.draft(CampaignKind::Grab);
        draft.opens_at = w.now().plus_ms(HOUR);
        let c = w.on_line(draft);
        let press = |m: &Member| issue(&w.app, vec![wanted(&w, &c, m, 0)]).remove(0);
        assert_eq!(press(&m[0]), Outcome::Closed(Closed::NotYet(c.opens_at)));
        db.clock().advance_ms(HOUR - 1);
        assert_eq!(press(&m[0]), Outcome::Closed(Closed::NotYet(c.opens_at)), "a millisecond too early");
        db.clock().advance_ms(1);
        assert!(matches!(press(&m[0]), Outcome::Got(_)));
        w.stopped(&c);
        assert_eq!(press(&m[1]), Outcome::Closed(Closed::Over));
        assert!(matches!(press(&m[0]), Outcome::Already(_)), "what is had is had");
        let draw = w.published(CampaignKind::Draw);
        assert_eq!(issue(&w.app, vec![wanted(&w, &draw, &m[0], 0)])[0], Outcome::Closed(Closed::Draw));
        let made = w.made(w.draft(CampaignKind::Grab));
        assert_eq!(issue(&w.app, vec![wanted(&w, &made, &m[0], 0)])[0], Outcome::Closed(Closed::Unknown));
        whole(&w, &c);
    }

    fn a_red_packet_comes_to_its_sum_exactly(db: &TestDb) {
        let w = World::new(db);
        let m = w.members(&w.r.mine, 1, 7);
        let c = w.published(CampaignKind::RedPacket);
        assert_eq!(c.envelope, Fen(5 * 2_900));
        let all = w.take(&c, &m);
        let vouchers = got(&all);
        let worths: Vec<i64> = vouchers.iter().map(|v| v.worth.0).collect();
        assert_eq!((worths.len(), worths.iter().sum::<i64>()), (5, 5 * 2_900));
        assert!(worths.iter().all(|x| (100..=8_800).contains(x)) && worths.iter().any(|x| *x != 2_900), "{worths:?}");
        whole(&w, &c);
        // What is taken back is not given again: its amount was one of five.
        let (officer, campaign) = (w.officer.clone(), c.clone());
        w.app.store().write_blocking(move |tx| void(tx, &officer, &campaign, 2, "发错了")).unwrap();
        assert_eq!((left(&w, &c), w.take(&c, &m[6..]).remove(0)), (0, Outcome::SoldOut));
        assert_eq!(w.balance(format!("benefits:campaign:{}", c.id)), worths[1]);
        whole(&w, &c);
    }

    fn a_voucher_that_is_taken_back_is_given_to_somebody_else(db: &TestDb) {
        let w = World::new(db);
        let m = w.members(&w.r.mine, 1, 6);
        let c = w.published(CampaignKind::Grab);
        assert_eq!(got(&w.take(&c, &m)).len(), 5);
        let back = |serial: i64, reason: &'static str| {
            let (officer, c) = (w.officer.clone(), c.clone());
            w.app.store().write_blocking(move |tx| void(tx, &officer, &c, serial, reason))
        };
        assert!(matches!(back(3, " "), Err(IssueError::Reason)));
        assert!(matches!(back(9, "没有这张"), Err(IssueError::VoucherNotFound)));
        assert_eq!(back(3, "本人要求退回").unwrap().state, VoucherState::Void);
        assert!(matches!(back(3, "再退一次"), Err(IssueError::State { state: VoucherState::Void })));
        assert_eq!(left(&w, &c), 1);
        whole(&w, &c);
        let Outcome::Got(v) = w.take(&c, &m[5..]).remove(0) else { panic!("nothing") };
        assert_eq!((v.serial, left(&w, &c)), (6, 0));
        whole(&w, &c);
    }

    fn a_prize_becomes_one_voucher_of_its_worth(db: &TestDb) {
        let w = World::new(db);
        let m = w.members(&w.r.mine, 1, 2);
        let c = w.published(CampaignKind::Draw);
        let union = w.r.mine.id;
        let prize = |m: &Member, n: i64| {
            let (officer, c, person) = (w.officer.clone(), c.clone(), m.id);
            w.app.store().write_blocking(move |tx| issue_prize(tx, &officer, &c, person, union, n))
        };
        let v = prize(&m[0], 2).unwrap();
        assert_eq!((v.worth, v.prize, v.turn, c.title_of(&v)), (Fen(2_000), 2, 1, "一张书券"));
        assert_eq!(prize(&m[0], 2).unwrap(), v, "asked again");
        assert!(matches!(prize(&m[1], 3), Err(IssueError::CampaignNotFound)), "there is no third prize");
        assert_eq!(w.balance(format!("benefits:issued:{}", c.id)), 2_000);
        assert!(w.balanced());
    }

    fn a_voucher_is_used_once_while_it_holds(db: &TestDb) {
        let w = World::new(db);
        let m = w.members(&w.r.mine, 1, 2);
        let c = w.published(CampaignKind::Grab);
        let v = got(&w.take(&c, &m)).remove(0);
        let (id, last) = (c.id, kernel::Timestamp::at_day_start(v.expires_on.plus_days(1)));
        let use_at = |at: kernel::Timestamp, serial: i64| {
            w.app.store().write_blocking(move |tx| voucher::mark_used(tx, id, serial, Id(5), at)).unwrap()
        };
        assert!(!use_at(last, 1), "the day after its last one");
        assert!(use_at(last.plus_ms(-1), 1));
        assert!(!use_at(last.plus_ms(-1), 1), "twice");
        let unused = w.app.store().write_blocking(move |tx| voucher::unmark(tx, id, 1)).unwrap();
        assert!(unused && use_at(w.now(), 1));
        // Used without a till and without money: the walk tells both.
        let a = walked(&w, &c);
        assert!(a.faults.iter().any(|f| f.contains("却没有核销记录")), "{:?}", a.faults);
        assert!(a.faults.iter().any(|f| f.contains("账上已发未用金额")), "{:?}", a.faults);
        let run_out = |day: kernel::Day, most: i64| {
            w.app.store().write_blocking(move |tx| voucher::expire_due(tx, id, day, most)).unwrap()
        };
        assert_eq!(run_out(last.day().plus_days(-1), 10), (0, Vec::new()), "on the last day nothing runs out");
        assert_eq!(run_out(last.day(), 1), (1, Vec::new()), "what was used does not run out");
        assert_eq!(run_out(last.day(), 10), (1, vec![(2, Fen(2_900))]));
        assert_eq!(run_out(last.day(), 10), (0, Vec::new()), "twice");
    }
}
