//! Signing in through WeChat, binding, and what must not work.

use axum::http::StatusCode;
use kernel::{Id, Phone};
use platform::App;
use serde_json::{Value, json};
use testkit::TestDb;

use crate::stand_in::StandIn;
use crate::world::{Browser, Program, setup};

fn begin(db: &TestDb) -> (StandIn, Program) {
    let stand_in = StandIn::start(db.clock().clone());
    let program = Program::over(db, db.store().clone(), &stand_in, |_| {});
    (stand_in, program)
}

/// All text and bytes of a table, for what must not stand there.
fn whole(app: &App, table: &str) -> String {
    let sql =
        store::Sql::composed("test", store::Route::FanOut("test"), format!("SELECT sealed FROM {table}"));
    let read = move |tx: &mut store::Tx<'_>| tx.query(&sql, &[], |r| r.get::<Vec<u8>>(0));
    let rows = tokio::task::block_in_place(|| app.store().read_blocking(read)).unwrap();
    rows.iter().map(|r| String::from_utf8_lossy(r).into_owned()).collect()
}

testkit::db_test! { setup();
    async fn bound_once_signed_in_by_wechat_afterwards(db: &TestDb) {
        let (stand_in, program) = begin(db);
        // Nobody knows this account yet: on to the page that binds, with a proof and without a session.
        let mut first = Browser::default();
        let back = program.through(&mut first, &stand_in, "o-zhang", "/benefits").await;
        assert_eq!(back.location(), "https://gh.example/h5/#/wechat?to=%2Fbenefits");
        assert!(first.has("nj_wx_proof") && !first.has("nj_session") && !first.has("nj_wx"));
        assert!(!first.get("nj_wx_proof").contains("zhang"), "sealed");
        // Signed in with the phone, consent asked for, bound.
        let proof = first.get("nj_wx_proof");
        let mut member = Browser::of(&program, 11);
        member = member.with("nj_wx_proof", &proof);
        assert_eq!(program.get(&mut member, "/me/wechat").await.body["proved"], true);
        let without = program.send(&mut member, "POST", "/me/wechat", json!({ "consent": false })).await;
        assert_eq!(without.code(), "wechat.proof-over");
        let bound = program.send(&mut member, "POST", "/me/wechat", json!({ "consent": true })).await;
        assert_eq!(bound.status, StatusCode::NO_CONTENT, "{}", bound.body);
        assert!(!member.has("nj_wx_proof"));
        assert!(program.get(&mut member, "/me/wechat").await.body["bound_at"].is_number());
        assert!(!whole(&program.app, "wechat_binding").contains("o-zhang"), "sealed");
        // From now on WeChat is enough, and leads where it was asked for.
        let mut later = Browser::default();
        let back = program.through(&mut later, &stand_in, "o-zhang", "/vouchers").await;
        assert_eq!(back.location(), "https://gh.example/h5/#/vouchers");
        assert!(!later.has("nj_wx_proof"));
        let session = program.get(&mut later, "/session").await;
        assert_eq!((&session.body["id"], &session.body["kind"]), (&json!("11"), &json!("member")));
        // Unbound: as at first.
        let gone = program.send(&mut later, "DELETE", "/me/wechat", Value::Null).await;
        assert_eq!(gone.status, StatusCode::NO_CONTENT);
        let twice = program.send(&mut later, "DELETE", "/me/wechat", Value::Null).await;
        assert_eq!(twice.code(), "wechat.not-bound");
        let mut last = Browser::default();
        program.through(&mut last, &stand_in, "o-zhang", "/").await;
        assert!(!last.has("nj_session") && last.has("nj_wx_proof"));
    }

    async fn one_account_of_wechat_for_one_member(db: &TestDb) {
        let (stand_in, program) = begin(db);
        let (mut zhang, mut li) = (Browser::of(&program, 11), Browser::of(&program, 12));
        assert_eq!(program.bind(&mut zhang, &stand_in, "o-zhang").await.status, StatusCode::NO_CONTENT);
        assert!(zhang.has("nj_session"));
        // Another member, the same account of WeChat: that way leads into the first one's session, so a proof from before is tried.
        let mut stranger = Browser::default();
        program.through(&mut stranger, &stand_in, "o-li", "/").await;
        let proof = stranger.get("nj_wx_proof");
        let mut second = zhang.clone().with("nj_wx_proof", &proof);
        let other = program.send(&mut second, "POST", "/me/wechat", json!({ "consent": true })).await;
        assert_eq!(other.code(), "wechat.bound-already");
        assert_eq!(program.bind(&mut li, &stand_in, "o-li").await.status, StatusCode::NO_CONTENT);
        let mut third = Browser::of(&program, 13).with("nj_wx_proof", &proof);
        let taken = program.send(&mut third, "POST", "/me/wechat", json!({ "consent": true })).await;
        assert_eq!(taken.code(), "wechat.taken");
        assert!(program.get(&mut third, "/me/wechat").await.body["bound_at"].is_null());
    }

    async fn a_way_that_was_not_begun_here_leads_nowhere(db: &TestDb) {
        let (stand_in, program) = begin(db);
        let mut zhang = Browser::of(&program, 11);
        program.bind(&mut zhang, &stand_in, "o-zhang").await;
        let refused = "https://gh.example/h5/#/sign-in?wechat=begin";
        // A link with somebody's code, opened in a browser that began nothing; another browser's state; a changed one.
        let mut victim = Browser::default();
        let back = program.back(&mut victim, &stand_in.code_for("o-zhang"), "anything").await;
        assert_eq!(back.location(), refused);
        let mut attacker = Browser::default();
        let theirs = program.out(&mut attacker, "/").await;
        let ours = program.out(&mut victim, "/").await;
        assert_ne!(theirs, ours);
        let back = program.back(&mut victim.clone(), &stand_in.code_for("o-zhang"), &theirs).await;
        assert_eq!(back.location(), refused);
        assert!(!victim.has("nj_session"));
        // Too late.
        db.clock().advance_ms(600_000);
        let back = program.back(&mut victim, &stand_in.code_for("o-zhang"), &ours).await;
        assert_eq!(back.location(), refused);
        assert!(!victim.has("nj_session") && !victim.has("nj_wx"));
    }

    async fn a_code_is_good_once_and_for_five_minutes(db: &TestDb) {
        let (stand_in, program) = begin(db);
        let mut zhang = Browser::of(&program, 11);
        program.bind(&mut zhang, &stand_in, "o-zhang").await;
        let failed = "https://gh.example/h5/#/sign-in?wechat=down";
        let mut first = Browser::default();
        let state = program.out(&mut first, "/").await;
        let mut second = first.clone();
        let code = stand_in.code_for("o-zhang");
        program.back(&mut first, &code, &state).await;
        assert!(first.has("nj_session"));
        let replayed = program.back(&mut second, &code, &state).await;
        assert_eq!(replayed.location(), failed);
        assert!(!second.has("nj_session"));
        let mut third = Browser::default();
        let state = program.out(&mut third, "/").await;
        let code = stand_in.code_for("o-zhang");
        db.clock().advance_ms(300_000);
        assert_eq!(program.back(&mut third, &code, &state).await.location(), failed);
    }

    async fn it_leads_to_pages_of_ours_only(db: &TestDb) {
        let (stand_in, program) = begin(db);
        for to in ["https://evil.example/", "//evil.example", "/a%0d%0ab", "/x%23y"] {
            let mut browser = Browser::default();
            let back = program.through(&mut browser, &stand_in, "o-li", to).await;
            assert_eq!(back.location(), "https://gh.example/h5/#/wechat?to=%2F", "{to}");
        }
    }

    async fn a_phone_that_is_given_up_takes_its_binding_along(db: &TestDb) {
        let (stand_in, program) = begin(db);
        let mut zhang = Browser::of(&program, 11);
        program.bind(&mut zhang, &stand_in, "o-zhang").await;
        let keys = program.app.keyring().clone();
        let given_up = move |tx: &mut store::Tx<'_>| {
            let phone = Phone::parse("13800138011").unwrap();
            platform::accounts::dissolve_bonds(tx, &keys, phone.as_str(), Id(11)).map(drop)
        };
        program.app.store().write(given_up).await.unwrap();
        let mut later = Browser::default();
        program.through(&mut later, &stand_in, "o-zhang", "/").await;
        assert!(!later.has("nj_session"));
        // And erasure leaves nothing, not even the digest.
        let mut li = Browser::of(&program, 12);
        program.bind(&mut li, &stand_in, "o-li").await;
        program.app.store().write(|tx| platform::wechat::forget(tx, Id(12))).await.unwrap();
        for table in ["wechat_openid", "wechat_binding"] {
            let sql = format!("SELECT count(*) FROM {table}");
            let sql = store::Sql::composed("test", store::Route::FanOut("test"), sql);
            let left = db.store().read(move |tx| tx.query_one(&sql, &[], |r| r.get::<i64>(0))).await;
            assert_eq!(left.unwrap(), Some(0), "{table}");
        }
    }

    async fn without_an_official_account_there_is_nothing(db: &TestDb) {
        let program = Program::with(db, db.store().clone(), None);
        let mut zhang = Browser::of(&program, 11);
        assert_eq!(program.get(&mut zhang, "/wechat/entry").await.body["on"], false);
        assert_eq!(program.get(&mut zhang, "/me/wechat").await.body["on"], false);
        assert_eq!(program.get(&mut zhang, "/wechat/begin").await.code(), "wechat.off");
        let mut admin = program.administrator("sys", guard::Role::SystemAdmin).await;
        assert_eq!(program.get(&mut admin, "/wechat").await.code(), "wechat.off");
        let session = program.get(&mut admin, "/session").await;
        let may = session.body["permissions"].as_array().unwrap();
        assert!(may.contains(&json!("system.read")) && !may.contains(&json!("wechat.read")), "no menu entry");
    }

    async fn while_wechat_is_down_the_phone_still_signs_in(db: &TestDb) {
        let stand_in = StandIn::start(db.clock().clone());
        // Nobody listens there.
        let program =
            Program::over(db, db.store().clone(), &stand_in, |c| c.api = "http://127.0.0.1:1".to_owned());
        let mut browser = Browser::default();
        let back = program.through(&mut browser, &stand_in, "o-zhang", "/").await;
        assert_eq!(back.location(), "https://gh.example/h5/#/sign-in?wechat=down");
        let body = json!({ "phone": "13800138011" });
        let sent = program.send(&mut browser, "POST", "/member_session/code", body).await;
        assert_eq!(sent.status, StatusCode::OK);
        let body = json!({ "phone": "13800138011", "code": sent.body["demo_code"] });
        let step = program.send(&mut browser, "POST", "/member_session", body).await;
        assert_eq!(step.body["state"], "identify");
    }

    async fn a_page_is_signed_with_the_ticket(db: &TestDb) {
        use sha1::{Digest, Sha1};
        let (stand_in, program) = begin(db);
        let mut zhang = Browser::of(&program, 11);
        let url = "https://gh.example/h5/";
        let page = program.get(&mut zhang, &format!("/me/wechat/page?url={url}")).await;
        let (nonce, at) = (page.body["nonce"].as_str().unwrap(), page.body["timestamp"].as_i64().unwrap());
        let text = format!("jsapi_ticket=TICKET1&noncestr={nonce}&timestamp={at}&url={url}");
        assert_eq!(page.body["signature"], hex::encode(Sha1::digest(text.as_bytes())));
        program.get(&mut zhang, &format!("/me/wechat/page?url={url}")).await;
        assert_eq!(stand_in.with().tickets, 1, "kept");
        let other = program.get(&mut zhang, "/me/wechat/page?url=https://gh.example.evil/").await;
        assert_eq!(other.status, StatusCode::NOT_FOUND);
    }
}
