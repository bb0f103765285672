//! One access token for all processes.

use axum::http::StatusCode;
use guard::Role;
use serde_json::Value;
use testkit::TestDb;

use crate::stand_in::StandIn;
use crate::world::{Program, setup};

testkit::db_test! { setup();
    async fn two_processes_that_ask_at_once_share_one_token(db: &TestDb) {
        let stand_in = StandIn::start(db.clock().clone());
        let one = Program::over(db, db.store().clone(), &stand_in, |_| {});
        let other = if db.url().is_some() { db.open(|_| {}) } else { db.store().clone() };
        let two = Program::over(db, other, &stand_in, |_| {});
        let admin = one.administrator("sys", Role::SystemAdmin).await;
        let (mut a, mut b, mut c) = (admin.clone(), admin.clone(), admin.clone());
        let (first, second, third) = tokio::join!(
            one.send(&mut a, "POST", "/wechat/check", Value::Null),
            two.send(&mut b, "POST", "/wechat/check", Value::Null),
            two.send(&mut c, "POST", "/wechat/check", Value::Null),
        );
        for answer in [first, second, third] {
            assert_eq!(answer.status, StatusCode::NO_CONTENT, "{}", answer.body);
        }
        assert_eq!(stand_in.with().token_calls, 1);
        // Early, before it is over.
        db.clock().advance_ms((7_200 - 301) * 1000);
        // Nobody who does nothing stays signed in so long.
        let mut admin = one.administrator("sys2", Role::SystemAdmin).await;
        one.send(&mut admin, "POST", "/wechat/check", Value::Null).await;
        assert_eq!(stand_in.with().token_calls, 1);
        db.clock().advance_ms(2_000);
        two.send(&mut admin, "POST", "/wechat/check", Value::Null).await;
        assert_eq!(stand_in.with().token_calls, 2);
        let until = one.get(&mut admin, "/wechat").await.body["token_until"].as_i64().unwrap();
        assert_eq!(until, kernel::Clock::now(db.clock().as_ref()).0 + 7_200_000);
    }

    async fn a_token_that_is_over_in_the_middle_is_fetched_again_once(db: &TestDb) {
        let stand_in = StandIn::start(db.clock().clone());
        let program = Program::over(db, db.store().clone(), &stand_in, |_| {});
        let mut admin = program.administrator("sys", Role::SystemAdmin).await;
        program.send(&mut admin, "POST", "/wechat/check", Value::Null).await;
        stand_in.end_tokens();
        let again = program.send(&mut admin, "POST", "/wechat/check", Value::Null).await;
        assert_eq!(again.status, StatusCode::NO_CONTENT, "{}", again.body);
        assert_eq!(stand_in.with().token_calls, 2);
        // What fails is said plainly, and does not go round for ever.
        stand_in.end_tokens();
        stand_in.with().token_limit = 2;
        let over = program.send(&mut admin, "POST", "/wechat/check", Value::Null).await;
        assert_eq!((over.code(), over.body["params"]["errcode"].as_str()), ("wechat.refused", Some("45009")));
        assert_eq!(stand_in.with().token_calls, 3);
    }

    async fn the_old_token_is_used_while_a_new_one_cannot_be_fetched(db: &TestDb) {
        let stand_in = StandIn::start(db.clock().clone());
        let program = Program::over(db, db.store().clone(), &stand_in, |_| {});
        let mut admin = program.administrator("sys", Role::SystemAdmin).await;
        program.send(&mut admin, "POST", "/wechat/check", Value::Null).await;
        db.clock().advance_ms(7_000_000);
        let mut admin = program.administrator("sys2", Role::SystemAdmin).await;
        stand_in.with().token_limit = 1;
        let still = program.send(&mut admin, "POST", "/wechat/check", Value::Null).await;
        assert_eq!(still.status, StatusCode::NO_CONTENT, "{}", still.body);
        assert_eq!(stand_in.with().token_calls, 2, "tried");
    }

    async fn a_wrong_secret_is_said_and_stands_nowhere(db: &TestDb) {
        let stand_in = StandIn::start(db.clock().clone());
        let program = Program::over(db, db.store().clone(), &stand_in, |c| c.secret = "wrong".to_owned());
        let mut admin = program.administrator("sys", Role::SystemAdmin).await;
        let answer = program.send(&mut admin, "POST", "/wechat/check", Value::Null).await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        assert!(answer.body["detail"].as_str().unwrap().contains("AppSecret 不正确"), "{}", answer.body);
        assert!(!format!("{:?}", program.app.config()).contains("wrong"), "not in a log");
    }
}
