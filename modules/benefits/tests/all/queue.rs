//! Queues: whoever signed up in time stands in an order that a draw settled, the first ones are served at once, what comes back goes down
//! the order, and anybody can work the order out again.
#![allow(clippy::unwrap_used, reason = "a test")]

use std::collections::BTreeSet;

use axum::http::StatusCode;
use benefits::model::campaign::{Campaign, CampaignKind};
use benefits::model::draw::{DrawState, Winner, WinnerState};
use benefits::model::voucher::VoucherState;
use benefits::ops::draw::{is_over, secret};
use benefits::ops::draw_work::{each_entrant, work, work_all};
use benefits::ops::give_back::give_back;
use benefits::ops::void::void;
use benefits::ops::{campaign_steps, expiry, queue};
use benefits::rules::draw::{Drawing, key};
use benefits::rules::draw_file::{Noted, verify};
use benefits::store::{draw_entry, draw_winner, voucher};
use benefits::{DrawError, IssueError};
use guard::{Actor, act, res};
use kernel::Id;
use serde_json::{Value, json};
use testkit::{TestDb, db_test};
use tokio::task::block_in_place;

use crate::common::audited::whole;
use crate::common::world::{HOUR, Member, World};
use crate::common::{Api, app_over, number, setup};
use crate::draws::{confirms, enters, file, standing, types, winners};

const VALUE: &str = "3421.87";

/// A queue of five vouchers for which twelve people signed up, when nobody does any more and the value was typed and confirmed.
fn confirmed(db: &TestDb, w: &World) -> (Campaign, Vec<Member>) {
    let people = w.members(&w.r.mine, 0, 12);
    let c = w.published(CampaignKind::Queue);
    for m in &people {
        assert!(enters(w, &c, m).unwrap().new);
    }
    db.clock().advance_ms(HOUR);
    work(&w.app, c.id).unwrap();
    types(w, &c, &w.officer, VALUE).unwrap();
    confirms(w, &c, &w.manager, VALUE).unwrap();
    (c, people)
}

fn ordered(db: &TestDb, w: &World) -> (Campaign, Vec<Member>) {
    let (c, people) = confirmed(db, w);
    work(&w.app, c.id).unwrap();
    (c, people)
}

fn served(w: &World, c: &Campaign) -> Vec<i64> {
    let got = |x: &Winner| (x.state == WinnerState::Claimed).then_some(x.rank);
    winners(w, c).iter().filter_map(got).collect()
}

fn back(w: &World, c: &Campaign, rank: usize) -> Result<(), IssueError> {
    let all = winners(w, c);
    let (by, id) = (Actor::member(all[rank - 1].person_id, "会员"), c.id);
    w.app.store().write_blocking(move |tx| give_back(tx, &by, (id, 1)).map(drop))
}

db_test! { setup();
    fn the_order_is_drawn_and_the_first_are_served_at_once(db: &TestDb) {
        let w = World::new(db);
        let (c, people) = ordered(db, &w);
        assert_eq!(standing(&w, &c).state, DrawState::Drawn);
        let all = winners(&w, &c);
        assert_eq!(all.iter().map(|x| x.rank).collect::<Vec<_>>(), (1..=12).collect::<Vec<_>>(), "everybody has a place");
        assert_eq!(served(&w, &c), [1, 2, 3, 4, 5]);
        assert_eq!(all.iter().map(|x| x.person_id).collect::<BTreeSet<_>>(), people.iter().map(|m| m.id).collect());
        let id = c.id;
        let given = w.app.store().read_blocking(move |tx| voucher::since(tx, id, 0, 100)).unwrap();
        let in_order: Vec<(i64, Id)> = given.iter().map(|v| (v.serial, v.person_id)).collect();
        assert_eq!(in_order, all[..5].iter().map(|x| (x.rank, x.person_id)).collect::<Vec<_>>());
        assert_eq!(w.balance(format!("benefits:issued:{}", c.id)), 5 * 2_900);
        assert_eq!(number(db.store(), "SELECT count(*) FROM notice WHERE title LIKE '您在%轮到了'"), 5);
        let report = verify(&file(&w, &c), &Noted::default());
        assert!(report.whole && report.drawn, "{:?}", report.checks);
        assert_eq!(report.result.iter().filter(|r| r.prize.is_some()).count(), 5);
        work_all(&w.app).unwrap();
        assert_eq!(served(&w, &c), [1, 2, 3, 4, 5], "nothing is left");
        whole(&w, &c);
    }

    fn who_signs_up_too_late_has_no_place_however_fast(db: &TestDb) {
        let w = World::new(db);
        let m = w.members(&w.r.mine, 0, 2);
        let c = w.published(CampaignKind::Queue);
        enters(&w, &c, &m[0]).unwrap();
        db.clock().advance_ms(HOUR);
        assert!(matches!(enters(&w, &c, &m[1]), Err(DrawError::NotOpen { why: "报名已经截止" })));
        work(&w.app, c.id).unwrap();
        assert_eq!(standing(&w, &c).closed_at, c.enters_until());
        assert!(c.enters_until() < c.closes_at);
    }

    fn what_is_given_back_or_runs_out_goes_down_the_order_until_the_end(db: &TestDb) {
        let w = World::new(db);
        let mut d = w.draft(CampaignKind::Queue);
        d.terms.offer.days = 1;
        d.closes_at = w.now().plus_ms(96 * HOUR);
        let people = w.members(&w.r.mine, 0, 9);
        let c = w.on_line(d);
        for m in &people {
            enters(&w, &c, m).unwrap();
        }
        db.clock().advance_ms(HOUR);
        work(&w.app, c.id).unwrap();
        types(&w, &c, &w.officer, VALUE).unwrap();
        confirms(&w, &c, &w.manager, VALUE).unwrap();
        work(&w.app, c.id).unwrap();
        back(&w, &c, 2).unwrap();
        assert_eq!(served(&w, &c), [1, 2, 3, 4, 5, 6], "the next one has it at once");
        assert!(matches!(back(&w, &c, 2), Err(IssueError::State { state: VoucherState::Void })), "once");
        assert!(matches!(back(&w, &c, 7), Err(IssueError::VoucherNotFound)), "whoever has none gives none back");
        whole(&w, &c);
        // Five that nobody used run out; the three that are left in the order have theirs.
        db.clock().advance_ms(49 * HOUR);
        assert!(matches!(back(&w, &c, 1), Err(IssueError::State { state: VoucherState::Expired })));
        assert_eq!(expiry::expire_all(&w.app).unwrap(), 5);
        work_all(&w.app).unwrap();
        assert_eq!(served(&w, &c), (1..=9).collect::<Vec<_>>());
        whole(&w, &c);
        // After the end nobody is served any more, and what is left goes back to the budget.
        db.clock().advance_ms(96 * HOUR);
        expiry::expire_all(&w.app).unwrap();
        expiry::end_all(&w.app).unwrap();
        let id = c.id;
        assert_eq!(queue::give_all(&w.app, id).unwrap(), 0);
        let ended = w.again(&c);
        let over = ended.clone();
        assert!(w.app.store().read_blocking(move |tx| is_over(tx, &over)).unwrap());
        let (scope, at) = (w.manager.permit::<res::Campaign, act::Approve>().unwrap(), (id, ended.version));
        w.write(move |tx| campaign_steps::settle(tx, &scope, at)).unwrap();
        whole(&w, &w.again(&c));
    }

    fn a_paused_queue_waits_and_goes_on(db: &TestDb) {
        let w = World::new(db);
        let (c, _) = ordered(db, &w);
        let step = |pause: bool| {
            let scope = w.officer.permit::<res::Campaign, act::Lock>().unwrap();
            let at = (c.id, w.again(&c).version);
            w.write(move |tx| if pause { campaign_steps::pause(tx, &scope, at, "核对名单") } else { campaign_steps::resume(tx, &scope, at) }).unwrap();
        };
        step(true);
        back(&w, &c, 1).unwrap();
        work_all(&w.app).unwrap();
        assert_eq!(served(&w, &c), [1, 2, 3, 4, 5]);
        step(false);
        work_all(&w.app).unwrap();
        assert_eq!(served(&w, &c), [1, 2, 3, 4, 5, 6]);
        whole(&w, &c);
    }

    fn two_servers_that_give_at_once_give_each_once(db: &TestDb) {
        let w = World::new(db);
        let (c, _) = ordered(db, &w);
        let second = if db.url().is_some() { app_over(db, db.open(|_| {})) } else { w.app.clone() };
        for rank in [1, 3, 5] {
            let (officer, taken) = (w.officer.clone(), c.clone());
            w.app.store().write_blocking(move |tx| void(tx, &officer, &taken, rank, "发错了").map(drop)).unwrap();
        }
        let id = c.id;
        let given: usize = std::thread::scope(|s| {
            let all: Vec<_> = [&w.app, &second, &w.app, &second].into_iter().map(|app| s.spawn(move || queue::give_all(app, id).unwrap())).collect();
            all.into_iter().map(|t| t.join().unwrap()).sum()
        });
        assert_eq!((given, served(&w, &c)), (3, (1..=8).collect::<Vec<_>>()));
        whole(&w, &c);
    }

    fn an_order_that_was_broken_off_is_told_when_it_is_whole(db: &TestDb) {
        let w = World::new(db);
        let (c, _) = confirmed(db, &w);
        let d = standing(&w, &c);
        // The first part of the order was kept, then the power went.
        let mut names = Vec::new();
        each_entrant(&w.app, c.id, |e| names.push(e.to_owned())).unwrap();
        let mut drawing = Drawing::new(key(&hex_of(&w, &c), &d.value, &d.list_digest), 12);
        names.iter().for_each(|e| drawing.add(e));
        let (order, id, now) = (drawing.finish(), c.id, w.now());
        let want = order.clone();
        w.app
            .store()
            .write_blocking(move |tx| {
                let mut all = Vec::new();
                for (rank, entrant) in (1..).zip(&order) {
                    let e = draw_entry::by_entrant(tx, id, entrant)?.unwrap();
                    let w = Winner { campaign_id: id, rank, entrant: e.entrant, person_id: e.person_id, name: "张".into(), union_id: e.union_id, prize: 0, state: WinnerState::Reserve, until: None, moved_at: now };
                    all.push(w);
                }
                draw_winner::insert(tx, &all).map(drop)
            })
            .unwrap();
        assert_eq!(queue::give_all(&w.app, c.id).unwrap(), 0, "nobody is served before it is drawn");
        work(&w.app, c.id).unwrap();
        let all = winners(&w, &c);
        assert_eq!(all.iter().map(|x| x.entrant.clone()).collect::<Vec<_>>(), want);
        assert_eq!(served(&w, &c), [1, 2, 3, 4, 5]);
        whole(&w, &c);
    }
}

fn hex_of(w: &World, c: &Campaign) -> String {
    secret(w.app.keyring(), c.id).iter().map(|b| format!("{b:02x}")).collect()
}

fn ok(a: &crate::common::Answer) -> Value {
    assert_eq!(a.status, StatusCode::OK, "{}", a.json());
    a.json()
}

db_test! { setup();
    async fn a_member_reads_the_own_place_and_gives_back(db: &TestDb) {
        let (w, c, people) = block_in_place(|| {
            let w = World::new(db);
            let (c, people) = ordered(db, &w);
            (w, c, people)
        });
        let api = Api::new(&w.app);
        let all = block_in_place(|| winners(&w, &c));
        let of = |rank: usize| people.iter().find(|m| m.id == all[rank - 1].person_id).unwrap();
        let (first, eighth) = (of(1), of(8));
        let one = api.member(&first.name, &first.number, &first.phone).await;
        let other = api.member(&eighth.name, &eighth.number, &eighth.phone).await;
        let path = format!("/api/me/benefit_draws/{}", c.id);
        let told = ok(&one.get(&path).await);
        assert_eq!((&told["result_label"], &told["rank"], &told["ahead"], &told["kind"]), (&json!("已摇到"), &json!(1), &Value::Null, &json!("queue")));
        let place = ok(&other.get(&path).await);
        assert_eq!((&place["result_label"], &place["rank"], &place["ahead"]), (&json!("排队等候"), &json!(8), &json!(2)));
        let voucher = format!("/api/me/benefit_vouchers/{}/1", c.id);
        assert_eq!(other.post(&format!("{voucher}/give_back"), &json!({})).await.problem(), "benefits.voucher-not-found");
        assert_eq!(ok(&one.post(&format!("{voucher}/give_back"), &json!({})).await)["state"], json!("void"));
        assert_eq!(one.post(&format!("{voucher}/give_back"), &json!({})).await.problem(), "benefits.voucher-state");
        assert_eq!(ok(&other.get(&path).await)["ahead"], json!(1));
        // Everybody reads the order, names masked; it stands among the draws.
        let nobody = api.nobody();
        let order = ok(&nobody.get(&format!("/api/public/benefit_draws/{}/winners", c.id)).await);
        assert_eq!(order["rows"].as_array().unwrap().len(), 12);
        assert_eq!(nobody.get("/api/public/benefit_draws").await.items("kind"), ["queue"]);
    }

    async fn nothing_of_the_order_is_told_before_it_is_whole(db: &TestDb) {
        let (w, c, people) = block_in_place(|| {
            let w = World::new(db);
            let (c, people) = confirmed(db, &w);
            let (id, first) = (c.id, people[0].id);
            w.app
                .store()
                .write_blocking(move |tx| {
                    let e = draw_entry::find(tx, id, first)?.unwrap();
                    let row = Winner { campaign_id: id, rank: 1, entrant: e.entrant, person_id: first, name: "张".into(), union_id: e.union_id, prize: 0, state: WinnerState::Reserve, until: None, moved_at: tx.now() };
                    draw_winner::insert(tx, &[row]).map(drop)
                })
                .unwrap();
            (w, c, people)
        });
        let api = Api::new(&w.app);
        let one = api.member(&people[0].name, &people[0].number, &people[0].phone).await;
        let own = ok(&one.get(&format!("/api/me/benefit_draws/{}", c.id)).await);
        assert_eq!((&own["result"], &own["rank"]), (&json!("waiting"), &Value::Null));
        let public = ok(&api.nobody().get(&format!("/api/public/benefit_draws/{}/winners", c.id)).await);
        assert_eq!(public["rows"], json!([]));
        let officer = api.sign_in(guard::Role::BenefitsOfficer, w.r.county.id).await;
        assert_eq!(officer.get(&format!("/api/benefit_draws/{}/room/winners", c.id)).await.items("rank"), Vec::<String>::new());
        assert_eq!(ok(&officer.get(&format!("/api/benefit_draws/{}/room", c.id)).await)["reserve"], json!(0));
    }
}
