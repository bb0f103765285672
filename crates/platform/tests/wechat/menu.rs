//! The menu: edited here, shown there.

use axum::http::StatusCode;
use guard::Role;
use serde_json::{Value, json};
use testkit::TestDb;

use crate::stand_in::StandIn;
use crate::world::{Program, setup};

testkit::db_test! { setup();
    async fn a_menu_is_put_down_sent_and_read_back(db: &TestDb) {
        let stand_in = StandIn::start(db.clock().clone());
        let program = Program::over(db, db.store().clone(), &stand_in, |_| {});
        let mut admin = program.administrator("sys", Role::SystemAdmin).await;
        assert_eq!(program.get(&mut admin, "/wechat/menu/live").await.body, json!([]), "none at first");
        assert_eq!(program.send(&mut admin, "POST", "/wechat/menu/publish", Value::Null).await.code(), "wechat.not-found");
        let form = json!({ "buttons": [
            { "name": "普惠", "path": "/benefits" },
            { "name": "我的", "below": [{ "name": "我的券", "path": "/vouchers" }, { "name": "会员卡", "path": "/benefits/card" }] },
        ] });
        let put = program.send_over(&mut admin, "PUT", "/wechat/menu", "0", form.clone()).await;
        assert_eq!(put.status, StatusCode::NO_CONTENT, "{}", put.body);
        let stale = program.send_over(&mut admin, "PUT", "/wechat/menu", "0", form).await;
        assert_eq!(stale.code(), "wechat.stale");
        assert!(stand_in.with().menu.is_none(), "not sent yet");
        let sent = program.send(&mut admin, "POST", "/wechat/menu/publish", Value::Null).await;
        assert_eq!(sent.status, StatusCode::NO_CONTENT, "{}", sent.body);
        let menu = program.get(&mut admin, "/wechat/menu").await.body;
        assert_eq!((&menu["version"], &menu["published"], &menu["changed_by_name"]), (&json!(1), &json!(1), &json!("sys")));
        let live = program.get(&mut admin, "/wechat/menu/live").await.body;
        assert_eq!(live[0]["url"], "https://gh.example/api/wechat/begin?to=%2Fbenefits");
        assert_eq!(live[1]["below"][1]["name"], "会员卡");
        // An empty menu takes the one there away.
        let none = json!({ "buttons": [] });
        program.send_over(&mut admin, "PUT", "/wechat/menu", "1", none).await;
        program.send(&mut admin, "POST", "/wechat/menu/publish", Value::Null).await;
        assert!(stand_in.with().menu.is_none());
    }

    async fn only_the_system_administrator_keeps_it(db: &TestDb) {
        let stand_in = StandIn::start(db.clock().clone());
        let program = Program::over(db, db.store().clone(), &stand_in, |_| {});
        let mut other = program.administrator("sec", Role::SecurityAdmin).await;
        for path in ["/wechat", "/wechat/menu", "/wechat/templates", "/wechat/messages"] {
            assert_eq!(program.get(&mut other, path).await.code(), "guard.denied", "{path}");
        }
        let bad = json!({ "buttons": [{ "name": "五个字太长", "path": "/" }] });
        let mut admin = program.administrator("sys", Role::SystemAdmin).await;
        let refused = program.send_over(&mut admin, "PUT", "/wechat/menu", "0", bad).await;
        assert_eq!(refused.code(), "wechat.bad-menu");
        assert!(refused.body["detail"].as_str().unwrap().contains("最多4个字"), "{}", refused.body);
    }
}
