//! Tickets that win at once: what each one wins is settled before the first press, no prize more or less than promised, to the 分; on
//! every database, from two servers at once; and anybody can work it out again.
#![allow(clippy::unwrap_used, reason = "a test")]

use std::collections::BTreeSet;

use axum::http::StatusCode;
use benefits::IssueError;
use benefits::model::campaign::{Campaign, CampaignKind, Limit, Prize, Span};
use benefits::model::voucher::{Voucher, VoucherState};
use benefits::ops::instant::{file, reveal, reveal_all};
use benefits::ops::issue::{Issuing, Outcome, Wanted, issue_each};
use benefits::ops::void::void;
use benefits::ops::{campaign_steps, expiry, figures};
use benefits::rules::campaign::Draft;
use benefits::rules::draw_file::Noted;
use benefits::rules::instant_file::{InstantFile, verify};
use benefits::store::stock;
use guard::{Role, act, res};
use kernel::Fen;
use platform::App;
use serde_json::{Value, json};
use testkit::{TestDb, db_test};
use tokio::task::block_in_place;

use crate::common::audited::{walked, whole};
use crate::common::world::{HOUR, Member, World};
use crate::common::{Api, app_over, number, setup, sql};

/// So many tickets, of which one wins a box of oranges and nine a token.
fn draft(w: &World, stock: i64) -> Draft {
    let mut d = Draft { stock, ..w.draft(CampaignKind::Instant) };
    let prize = |title: &str, count, worth| Prize { title: title.into(), count, worth: Fen(worth) };
    d.terms.prizes = vec![prize("一箱橙子", 1, 6_000), prize("一张书券", 9, 2_000)];
    d
}

fn tickets(all: &[Outcome]) -> Vec<Voucher> {
    all.iter().filter_map(|o| o.voucher().cloned()).collect()
}

fn won(all: &[Voucher], prize: i64) -> usize {
    all.iter().filter(|v| v.prize == prize).count()
}

fn told(w: &World, c: &Campaign) -> Result<InstantFile, IssueError> {
    let id = c.id;
    w.app.store().read_blocking(move |tx| file(tx, id))
}

fn taken_back(w: &World, c: &Campaign, serial: i64) -> Result<Voucher, IssueError> {
    let (officer, c) = (w.officer.clone(), c.clone());
    w.app.store().write_blocking(move |tx| void(tx, &officer, &c, serial, "本人要求退回"))
}

db_test! { setup();
    fn all_tickets_win_what_was_promised_and_the_money_follows(db: &TestDb) {
        let w = World::new(db);
        let m = w.members(&w.r.mine, 1, 32);
        let c = w.on_line(draft(&w, 30));
        assert_eq!((c.stock, c.envelope, c.worth), (30, Fen(24_000), Fen(6_000)));
        let all = w.take(&c, &m);
        let given = tickets(&all);
        assert_eq!(given.iter().map(|v| v.serial).collect::<Vec<_>>(), (1..=30).collect::<Vec<_>>());
        assert_eq!(all[30..], [Outcome::SoldOut, Outcome::SoldOut]);
        assert_eq!((won(&given, 1), won(&given, 2), won(&given, 0)), (1, 9, 20));
        for v in &given {
            let (state, worth, title) = match v.prize {
                1 => (VoucherState::Held, 6_000, "一箱橙子"),
                2 => (VoucherState::Held, 2_000, "一张书券"),
                _ => (VoucherState::Blank, 0, "谢谢参与"),
            };
            assert_eq!((v.state, v.worth, c.title_of(v)), (state, Fen(worth), title));
        }
        assert_eq!(w.balance(format!("benefits:issued:{}", c.id)), 24_000);
        assert_eq!(w.balance(format!("benefits:campaign:{}", c.id)), 0);
        whole(&w, &c);
        // The second press of whoever has one gives the same ticket, also one that won nothing.
        assert_eq!(w.take(&c, &m[..1]), [Outcome::Already(given[0].clone())]);
        // What won nothing is nothing that somebody got.
        assert_eq!(figures::count(&w.app, c.id).unwrap(), 30);
        assert_eq!(number(db.store(), "SELECT CAST(SUM(times) AS BIGINT) FROM benefit_counted"), 10);
        assert_eq!(number(db.store(), "SELECT count(*) FROM benefit_reached"), 10);
        // Nobody can take back what is nothing.
        let blank = given.iter().find(|v| v.prize == 0).unwrap().serial;
        assert!(matches!(taken_back(&w, &c, blank), Err(IssueError::State { state: VoucherState::Blank })));
    }

    fn the_secret_comes_with_the_end_and_anybody_works_it_out_again(db: &TestDb) {
        let w = World::new(db);
        let m = w.members(&w.r.mine, 1, 17);
        let c = w.on_line(draft(&w, 30));
        let given = tickets(&w.take(&c, &m));
        assert_eq!(reveal_all(&w.app).unwrap(), 0, "it is open");
        // Nor for whoever asks for it directly.
        let (keys, id) = (w.app.keyring().clone(), c.id);
        assert!(!w.app.store().write_blocking(move |tx| reveal(tx, &keys, id)).unwrap(), "it is open");
        assert!(matches!(told(&w, &c), Err(IssueError::NotRevealed)));
        db.clock().advance_ms(25 * HOUR);
        assert_eq!(reveal_all(&w.app).unwrap(), 0, "its time is over, it is not ended");
        expiry::end_all(&w.app).unwrap();
        assert_eq!((reveal_all(&w.app).unwrap(), reveal_all(&w.app).unwrap()), (1, 0), "once");
        let f = told(&w, &c).unwrap();
        let promise = sql("SELECT commitment FROM benefit_instant");
        let promise: String = w.app.store().read_blocking(move |tx| tx.query_one(&promise, &[], |r| r.get(0))).unwrap().unwrap();
        let report = verify(&f, &Noted { commitment: Some(promise), list_digest: None });
        assert!(report.whole, "{:?}", report.checks);
        assert_eq!((f.issued, f.tickets), (17, 30));
        let mine: Vec<(i64, &str)> = given.iter().filter(|v| v.prize > 0).map(|v| (v.serial, c.title_of(v))).collect();
        assert_eq!(f.winners.iter().map(|t| (t.ticket, t.prize.as_str())).collect::<Vec<_>>(), mine);
        whole(&w, &c);
        // Settled, what nobody won goes back to the year's budget.
        for v in given.iter().filter(|v| v.prize > 0) {
            taken_back(&w, &c, v.serial).unwrap();
        }
        let scope = w.manager.permit::<res::Campaign, act::Approve>().unwrap();
        let at = (c.id, w.again(&c).version);
        w.write(move |tx| campaign_steps::settle(tx, &scope, at)).unwrap();
        assert_eq!(w.balance(format!("benefits:campaign:{}", c.id)), 0);
        whole(&w, &w.again(&c));
        assert_eq!(told(&w, &c).unwrap(), f, "the file stays the same");
    }

    fn a_prize_that_is_taken_back_is_not_given_again(db: &TestDb) {
        let w = World::new(db);
        let m = w.members(&w.r.mine, 1, 11);
        let c = w.on_line(draft(&w, 10));
        let given = tickets(&w.take(&c, &m[..10]));
        assert_eq!((won(&given, 1), won(&given, 2)), (1, 9), "every ticket wins");
        taken_back(&w, &c, 4).unwrap();
        let id = c.id;
        let s = w.app.store().read_blocking(move |tx| stock::find(tx, id)).unwrap().unwrap();
        assert_eq!((s.left(c.kind), s.released, s.held(), s.blank), (0, 1, 9, 0));
        assert_eq!(w.take(&c, &m[10..]), [Outcome::SoldOut]);
        whole(&w, &c);
    }

    fn who_may_press_each_day_has_a_ticket_each_day(db: &TestDb) {
        let w = World::new(db);
        let m = w.members(&w.r.mine, 1, 1);
        let mut d = draft(&w, 30);
        d.terms.limit = Limit { per: Span::Day, most: 2 };
        d.closes_at = w.now().plus_ms(72 * HOUR);
        let c = w.on_line(d);
        let press = |seen| {
            let wanted = Wanted { campaign_id: c.id, person_id: m[0].id, union_id: w.r.mine.id, seen };
            let with = Issuing::of(&w.app);
            w.app.store().write_blocking(move |tx| issue_each(tx, &with, &[wanted])).unwrap().remove(0)
        };
        let got = |seen| press(seen).voucher().map(|v| v.serial);
        assert_eq!((got(0), got(1), got(2)), (Some(1), Some(2), None));
        db.clock().advance_ms(24 * HOUR);
        assert_eq!((got(2), got(3), got(4)), (Some(3), Some(4), None));
        whole(&w, &c);
    }

    fn two_servers_at_once_give_each_ticket_once(db: &TestDb) {
        let w = World::new(db);
        let m = w.members(&w.r.mine, 1, 60);
        let c = w.on_line(draft(&w, 40));
        // On SQLite the second one is the same process, through the same writer.
        let second = if db.url().is_some() { app_over(db, db.open(|_| {})) } else { w.app.clone() };
        let wanted = |m: &Member| Wanted { campaign_id: c.id, person_id: m.id, union_id: w.r.mine.id, seen: 0 };
        let all: Vec<Wanted> = m.iter().map(wanted).collect();
        let press = |app: &App, n: usize| {
            let mut mine = all.clone();
            mine.rotate_left(n * 15);
            let part = |p: &[Wanted]| {
                let (with, p) = (Issuing::of(app), p.to_vec());
                app.store().write_blocking(move |tx| issue_each(tx, &with, &p)).unwrap()
            };
            mine.chunks(7).flat_map(part).collect::<Vec<_>>()
        };
        let outcomes: Vec<Outcome> = std::thread::scope(|s| {
            let apps = [&w.app, &second, &w.app, &second];
            let work: Vec<_> = apps.into_iter().enumerate().map(|(n, app)| s.spawn(move || press(app, n))).collect();
            work.into_iter().flat_map(|t| t.join().unwrap()).collect()
        });
        let given = tickets(&outcomes);
        assert_eq!(given.iter().map(|v| v.serial).collect::<BTreeSet<_>>(), (1..=40).collect());
        assert_eq!((given.len(), won(&given, 1), won(&given, 2)), (40, 1, 9));
        whole(&w, &c);
    }

    fn the_auditor_sees_what_was_tampered_with(db: &TestDb) {
        let w = World::new(db);
        let m = w.members(&w.r.mine, 1, 30);
        let c = w.on_line(draft(&w, 30));
        let given = tickets(&w.take(&c, &m));
        let (winner, blank) = (given.iter().find(|v| v.prize == 2).unwrap().serial, given.iter().find(|v| v.prize == 0).unwrap().serial);
        let change = |text: String| {
            let text = sql(text);
            w.app.store().write_blocking(move |tx| tx.execute(&text, &[])).unwrap();
        };
        let faults = |text: String, back: String, want: &str| {
            change(text);
            let a = walked(&w, &c);
            assert!(a.faults.iter().any(|f| f.contains(want)), "{want}: {:?}", a.faults);
            change(back);
            whole(&w, &c);
        };
        let row = |serial: i64, set: &str| format!("UPDATE benefit_voucher SET {set} WHERE campaign_id = {} AND serial = {serial}", c.id);
        faults(row(winner, "prize = 1"), row(winner, "prize = 2"), "按承诺应为第2项");
        faults(row(blank, "prize = 2, state = 'held'"), row(blank, "prize = 0, state = 'blank'"), "按承诺应为第0项");
        faults(row(winner, "state = 'blank'"), row(winner, "state = 'held'"), "与是否中奖不符");
        let prize = |n: i64| format!("UPDATE benefit_prize SET given = {n} WHERE campaign_id = {} AND prize = 2", c.id);
        faults(prize(8), prize(9), "记录的中奖数");
        let stock = |n: i64| format!("UPDATE benefit_stock SET blank = {n} WHERE campaign_id = {}", c.id);
        faults(stock(19), stock(20), "未中奖票数");
        change(format!("UPDATE benefit_instant SET commitment = '{}'", "0".repeat(64)));
        let a = walked(&w, &c);
        assert!(a.faults.iter().any(|f| f.contains("承诺值")), "{:?}", a.faults);
    }
}

fn ok(a: &crate::common::Answer) -> Value {
    assert_eq!(a.status, StatusCode::OK, "{}", a.json());
    a.json()
}

db_test! { setup();
    async fn a_member_sees_the_odds_presses_and_keeps_what_won(db: &TestDb) {
        let (w, m, c) = block_in_place(|| {
            let w = World::new(db);
            let m = w.members(&w.r.mine, 1, 12);
            let c = w.on_line(draft(&w, 12));
            (w, m, c)
        });
        let api = Api::new(&w.app);
        let one = api.member(&m[0].name, &m[0].number, &m[0].phone).await;
        let path = format!("/api/me/benefit_campaigns/{}", c.id);
        let before = ok(&one.get(&path).await);
        assert_eq!(
            (&before["kind_label"], &before["stock"], &before["left"], &before["prizes"][1], &before["tickets"]),
            (&json!("即开即中"), &json!(12), &json!(12), &json!({ "title": "一张书券", "count": 9, "left": 9 }), &json!([]))
        );
        let public = format!("/api/public/benefit_instants/{}", c.id);
        let nobody = api.nobody();
        let promised = ok(&nobody.get(&public).await);
        assert_eq!((&promised["prize_count"], &promised["tickets"], &promised["secret"]), (&json!(10), &json!(12), &Value::Null));
        assert_eq!(nobody.get(&format!("{public}/file")).await.problem(), "benefits.instant-not-over");
        let done = ok(&one.post(&format!("{path}/take"), &json!({ "mine": 0 })).await);
        assert_eq!((&done["result"], &done["voucher"]["serial"]), (&json!("got"), &json!(1)));
        block_in_place(|| w.take(&c, &m[1..]));
        let after = ok(&one.get(&path).await);
        let (left, prize) = (&after["left"], &after["tickets"][0]["prize"]);
        assert_eq!((left, &after["more"], &after["tickets"][0]["ticket"]), (&json!(0), &json!(false), &json!(1)));
        assert_eq!((&after["prizes"][0]["left"], &after["prizes"][1]["left"]), (&json!(0), &json!(0)));
        // Who won has it among the own vouchers, who did not has nothing there; a ticket that won nothing shows no code.
        let mut all = vec![one];
        for member in &m[1..] {
            all.push(api.member(&member.name, &member.number, &member.phone).await);
        }
        for by in &all {
            let own = ok(&by.get(&path).await)["tickets"][0].clone();
            let vouchers = by.get("/api/me/benefit_vouchers").await.items("campaign_id").len();
            assert_eq!(vouchers, usize::from(own["prize"].is_string()), "{own}");
            let code = by.get(&format!("/api/me/benefit_vouchers/{}/{}/code", c.id, own["turn"])).await;
            assert_eq!(code.status == StatusCode::OK, own["prize"].is_string());
        }
        assert_eq!(done["voucher"]["state"] == json!("held"), prize.is_string());
        let officer = api.sign_in(Role::BenefitsOfficer, w.r.county.id).await;
        let board = ok(&officer.get(&format!("/api/benefit_campaigns/{}/board", c.id)).await);
        assert_eq!((&board["issued"], &board["blank"], &board["prizes"][1]["given"]), (&json!(12), &json!(2), &json!(9)));
        let blanks = officer.get(&format!("/api/benefit_campaigns/{}/vouchers?state=blank", c.id)).await;
        assert_eq!(blanks.items("title"), ["谢谢参与", "谢谢参与"]);
        let shown = ok(&officer.get(&format!("/api/benefit_campaigns/{}", c.id)).await);
        assert_eq!((&shown["promise"]["commitment"], &shown["promise"]["revealed_at"]), (&promised["commitment"], &Value::Null));
        block_in_place(|| {
            w.stopped(&c);
            reveal_all(&w.app).unwrap();
        });
        let answer = nobody.get(&format!("{public}/file")).await;
        let f: InstantFile = serde_json::from_slice(&answer.bytes).unwrap();
        assert!(verify(&f, &Noted::default()).whole);
        let text = String::from_utf8(answer.bytes.clone()).unwrap();
        assert!(!m.iter().any(|m| text.contains(&m.name) || text.contains(&m.id.to_string())), "no people in the file");
        assert!(ok(&nobody.get(&public).await)["secret"].is_string());
        let grab = block_in_place(|| w.published(CampaignKind::Grab));
        assert_eq!(nobody.get(&format!("/api/public/benefit_instants/{}", grab.id)).await.status, StatusCode::NOT_FOUND);
    }
}
