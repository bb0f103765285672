//! Messages: once, within what was agreed and within the day, through crashes; the inbox has everything anyhow.

use guard::Role;
use kernel::Id;
use serde_json::json;
use testkit::TestDb;

use crate::stand_in::StandIn;
use crate::world::{Browser, Program, setup};

const TEMPLATE: &str = "TEMPLATE_1234";

/// A program with a template for draws, and member 11 bound.
async fn begin(db: &TestDb, kind: &str, most: i64) -> (StandIn, Program, Browser, Browser) {
    let stand_in = StandIn::start(db.clock().clone());
    stand_in.with().templates.insert(TEMPLATE.into(), vec!["thing1".into(), "time2".into()]);
    stand_in.with().followers.insert("o-zhang".into());
    let program = Program::over(db, db.store().clone(), &stand_in, |c| c.templates_a_day = most);
    let mut admin = program.administrator("sys", Role::SystemAdmin).await;
    program.template(&mut admin, "draw", kind, TEMPLATE).await;
    let mut zhang = Browser::of(&program, 11);
    program.bind(&mut zhang, &stand_in, "o-zhang").await;
    (stand_in, program, admin, zhang)
}

async fn tell(program: &Program, db: &TestDb) {
    // Notices of one instant have ids of their own all the same; a second apart the list is in order.
    db.clock().advance_ms(1_000);
    tokio::task::block_in_place(|| program.tell(11, "/draws/7/mine"));
}

async fn run(program: &Program) {
    tokio::task::block_in_place(|| program.run());
}

/// The member has tapped 允许 so many times.
async fn agree(program: &Program, stand_in: &StandIn, zhang: &mut Browser, times: i64) {
    for _ in 0..times {
        let body = json!({ "template_ids": [TEMPLATE, "SOMETHING_ELSE"] });
        let counted = program.send(zhang, "POST", "/me/wechat/agreements", body).await;
        assert_eq!(counted.status, axum::http::StatusCode::NO_CONTENT, "{}", counted.body);
    }
    *stand_in.with().agreed.entry(("o-zhang".into(), TEMPLATE.into())).or_default() += times;
}

async fn left(program: &Program, zhang: &mut Browser) -> i64 {
    program.get(zhang, "/me/wechat").await.body["topics"][0]["left"].as_i64().unwrap()
}

fn inbox(program: &Program) -> usize {
    let read = |tx: &mut store::Tx<'_>| platform::notices::list(tx, Id(11), None, false, 100);
    tokio::task::block_in_place(|| program.app.store().read_blocking(read)).unwrap().len()
}

testkit::db_test! { setup();
    async fn one_agreement_is_one_message(db: &TestDb) {
        let (stand_in, program, mut admin, mut zhang) = begin(db, "subscribe", 100).await;
        // Nothing was agreed to: the inbox alone.
        tell(&program, db).await;
        run(&program).await;
        assert_eq!((stand_in.with().taken.len(), inbox(&program)), (0, 1));
        agree(&program, &stand_in, &mut zhang, 2).await;
        assert_eq!(left(&program, &mut zhang).await, 2);
        for _ in 0..3 {
            tell(&program, db).await;
        }
        run(&program).await;
        assert_eq!((stand_in.with().taken.len(), inbox(&program)), (2, 4));
        assert_eq!(left(&program, &mut zhang).await, 0);
        let states: Vec<String> = program.messages(&mut admin).await.into_iter().map(|m| m.0).collect();
        assert_eq!(states, ["sent", "sent"]);
        // WeChat learns that there is something, not what.
        let first = stand_in.with().taken[0].clone();
        assert_eq!(first.openid, "o-zhang");
        assert_eq!(first.body["data"]["thing1"]["value"], "抽奖与排队结果");
        assert_eq!(first.body["page"], "https://gh.example/api/wechat/begin?to=%2Fdraws%2F7%2Fmine");
        assert!(!first.body.to_string().contains("电影"), "{}", first.body);
    }

    async fn what_wechat_says_of_agreements_counts(db: &TestDb) {
        let (stand_in, program, mut admin, mut zhang) = begin(db, "subscribe", 100).await;
        agree(&program, &stand_in, &mut zhang, 3).await;
        // Taken back in WeChat's own settings.
        stand_in.with().agreed.clear();
        tell(&program, db).await;
        run(&program).await;
        assert_eq!(program.messages(&mut admin).await, [("refused".into(), "对方没有订阅或已拒收".into(), 1)]);
        assert_eq!(left(&program, &mut zhang).await, 0);
        // A mistake of ours costs the member nothing.
        agree(&program, &stand_in, &mut zhang, 1).await;
        stand_in.with().templates.clear();
        tell(&program, db).await;
        run(&program).await;
        assert_eq!(program.messages(&mut admin).await[0], ("failed".into(), "模板编号不正确".into(), 1));
        assert_eq!(left(&program, &mut zhang).await, 1);
    }

    async fn a_template_message_is_taken_once_though_its_answer_was_lost(db: &TestDb) {
        let (stand_in, program, mut admin, _) = begin(db, "template", 100).await;
        stand_in.with().swallow = true;
        tell(&program, db).await;
        run(&program).await;
        assert_eq!(program.messages(&mut admin).await[0].0, "sending");
        db.clock().advance_ms(60_000);
        run(&program).await;
        assert_eq!(program.messages(&mut admin).await[0].0, "sent");
        assert_eq!(stand_in.with().taken.len(), 1);
        assert!(stand_in.with().taken[0].body["client_msg_id"].as_str().unwrap().starts_with("nj"));
    }

    async fn a_crash_between_handing_over_and_writing_down_sends_nothing_twice(db: &TestDb) {
        let (stand_in, program, mut admin, mut zhang) = begin(db, "subscribe", 100).await;
        agree(&program, &stand_in, &mut zhang, 2).await;
        tell(&program, db).await;
        run(&program).await;
        // As a process leaves it that was killed after WeChat took the message: handed over, and the job still there.
        let rewind = |tx: &mut store::Tx<'_>| {
            let sql = |text: &str| store::Sql::composed("test", store::Route::FanOut("test"), text.to_owned());
            tx.execute(&sql("UPDATE wechat_message SET state = 'sending'"), &[])?;
            let id: Id = tx.query_one(&sql("SELECT id FROM wechat_message"), &[], |r| r.get(0))?.unwrap();
            let now = tx.now();
            let payload = json!({ "person": "11", "message": id });
            platform::jobs::enqueue(tx, "wechat.send", &payload, None, now)
        };
        program.app.store().write(rewind).await.unwrap();
        run(&program).await;
        assert_eq!(stand_in.with().taken.len(), 1);
        let (state, reason, _) = program.messages(&mut admin).await[0].clone();
        assert_eq!((state.as_str(), reason.as_str()), ("unclear", "已交给微信，没有收到答复，不再重发"));
    }

    async fn the_day_has_so_many_and_tomorrow_the_rest(db: &TestDb) {
        let (stand_in, program, mut admin, _) = begin(db, "template", 2).await;
        for _ in 0..3 {
            tell(&program, db).await;
        }
        run(&program).await;
        assert_eq!(stand_in.with().taken.len(), 2);
        let waits = program.messages(&mut admin).await.into_iter().find(|m| m.0 == "waiting").unwrap();
        assert_eq!(waits.1, "今天的条数已经用完，明天再发");
        assert_eq!(program.get(&mut admin, "/wechat").await.body["templates_today"], 2);
        db.clock().advance_ms(16 * 3_600_000);
        run(&program).await;
        assert_eq!(stand_in.with().taken.len(), 3);
        // Nobody stays signed in so long.
        let mut admin = program.administrator("sys2", Role::SystemAdmin).await;
        assert_eq!(program.get(&mut admin, "/wechat").await.body["templates_today"], 1);
    }

    async fn while_wechat_is_down_it_is_tried_again_and_given_up_after_a_day(db: &TestDb) {
        let (stand_in, program, mut admin, _) = begin(db, "template", 100).await;
        stand_in.with().refuse = -1;
        tell(&program, db).await;
        run(&program).await;
        assert_eq!(program.messages(&mut admin).await, [("waiting".into(), "微信系统繁忙".into(), 1)]);
        run(&program).await;
        assert_eq!(program.messages(&mut admin).await[0].2, 1, "after a pause");
        stand_in.with().refuse = 0;
        db.clock().advance_ms(60_000);
        run(&program).await;
        assert_eq!(program.messages(&mut admin).await[0].0, "sent");
        stand_in.with().refuse = -1;
        tell(&program, db).await;
        run(&program).await;
        db.clock().advance_ms(25 * 3_600_000);
        run(&program).await;
        let mut admin = program.administrator("sys2", Role::SystemAdmin).await;
        assert_eq!(program.messages(&mut admin).await[0].1, "一天之内没有发出");
        assert_eq!((stand_in.with().taken.len(), inbox(&program)), (1, 2));
    }

    async fn who_does_not_follow_or_is_not_bound_has_the_inbox(db: &TestDb) {
        let (stand_in, program, mut admin, mut zhang) = begin(db, "template", 100).await;
        stand_in.with().followers.clear();
        tell(&program, db).await;
        run(&program).await;
        assert_eq!(program.messages(&mut admin).await, [("refused".into(), "对方没有关注公众号".into(), 1)]);
        // Unbound between the notice and the job: nothing goes out, and nothing is left of it.
        tell(&program, db).await;
        program.send(&mut zhang, "DELETE", "/me/wechat", serde_json::Value::Null).await;
        run(&program).await;
        assert!(program.messages(&mut admin).await.is_empty());
        tell(&program, db).await;
        run(&program).await;
        assert_eq!((stand_in.with().taken.len(), inbox(&program)), (0, 3));
    }

    async fn templates_are_checked_and_can_be_taken_away(db: &TestDb) {
        let (_, program, mut admin, _) = begin(db, "template", 100).await;
        let form = |name: &str| json!({
            "kind": "subscribe", "template_id": "TEMPLATE_5678", "enabled": true,
            "fields": [{ "name": name, "source": "topic" }]
        });
        let bad = program.send_over(&mut admin, "PUT", "/wechat/templates/card", "0", form("title")).await;
        assert_eq!(bad.code(), "wechat.bad-field");
        let unknown = program.send_over(&mut admin, "PUT", "/wechat/templates/weather", "0", form("thing1")).await;
        assert_eq!(unknown.code(), "wechat.not-found");
        let stale = program.send_over(&mut admin, "PUT", "/wechat/templates/draw", "0", form("thing1")).await;
        assert_eq!(stale.code(), "wechat.stale");
        let over = program.send_over(&mut admin, "PUT", "/wechat/templates/draw", "1", form("thing1")).await;
        assert_eq!(over.status, axum::http::StatusCode::NO_CONTENT, "{}", over.body);
        let gone = program.send(&mut admin, "DELETE", "/wechat/templates/draw", serde_json::Value::Null).await;
        assert_eq!(gone.status, axum::http::StatusCode::NO_CONTENT);
        let list = program.get(&mut admin, "/wechat/templates").await.body;
        assert!(list.as_array().unwrap().iter().all(|t| t["template"].is_null()), "{list}");
    }
}
