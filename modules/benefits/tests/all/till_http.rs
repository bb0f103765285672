//! The till through the API: scanned, typed, handed in later, taken back; whoever stands at a till sees nothing else.
#![allow(clippy::unwrap_used, reason = "a test")]

use axum::http::StatusCode;
use benefits::model::campaign::{Campaign, CampaignKind};
use benefits::ops::code::ahead;
use benefits::rules::code::Codes;
use benefits::store::voucher;
use guard::Role;
use serde_json::{Value, json};
use testkit::{TestDb, db_test};
use tokio::task::block_in_place;

use crate::common::world::{HOUR, World};
use crate::common::{Api, setup};

/// What the phone of the holder shows now.
fn shown(w: &World, c: &Campaign, serial: i64) -> benefits::ops::code::Shown {
    let id = c.id;
    let v = w.app.store().read_blocking(move |tx| voucher::by_serial(tx, id, serial)).unwrap().unwrap();
    ahead(&w.app.shared(Codes::of), c, &v, w.now()).remove(0)
}

fn scan(code: &str, key: &str) -> Value {
    json!({ "code": code, "key": key, "device": "device-1" })
}

const REDEEM: &str = "/api/till/redemptions";

db_test! { setup();
    async fn a_till_takes_what_is_shown_and_nothing_else(db: &TestDb) {
        let (w, c) = block_in_place(|| {
            let w = World::new(db);
            let c = w.published(CampaignKind::Grab);
            w.take(&c, &w.members(&w.r.mine, 0, 4));
            w.merchant(1);
            w.merchant(2);
            (w, c)
        });
        let api = Api::new(&w.app);
        let till = api.sign_in_as("till-1").await;
        let t = till.get("/api/till").await.json();
        assert_eq!((&t["merchant_name"], &t["open"], &t["today_count"]), (&json!("示范影城1号"), &json!(true), &json!(0)));
        assert_eq!((&t["offline_most"], &t["offline_fen"], &t["void_minutes"]), (&json!(20), &json!(50_000), &json!(30)));
        let key = till.get("/api/till/key").await.json();
        assert_eq!(key["campaigns"][0]["number"], json!(c.number));
        assert_eq!(key["public_key"], json!(w.app.shared(Codes::of).public_key()));

        let code = block_in_place(|| shown(&w, &c, 1));
        let done = till.post(REDEEM, &scan(&code.text, "s1")).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.json());
        let r = done.json();
        assert_eq!((&r["result"], &r["pays_fen"], &r["title"]), (&json!("done"), &json!(100), &json!("电影票一张")));
        assert_eq!(till.post(REDEEM, &scan(&code.text, "s1")).await.json()["result"], "again");
        let used = till.post(REDEEM, &scan(&code.text, "s2")).await;
        assert_eq!(used.problem(), "benefits.voucher-used");
        assert!(used.json()["detail"].as_str().unwrap().contains("示范影城1号"));
        // Typed.
        let typed = block_in_place(|| shown(&w, &c, 2)).typed;
        let done = till.post(REDEEM, &scan(&typed, "s3")).await;
        assert_eq!(done.json()["result"], "done", "{}", done.json());
        // A picture of a code is of no use some minutes later; nor is a forged one.
        let old = block_in_place(|| shown(&w, &c, 3));
        let mut forged = old.text.clone();
        forged.replace_range(8..9, if &forged[8..9] == "A" { "B" } else { "A" });
        assert_eq!(till.post(REDEEM, &scan(&forged, "s4")).await.problem(), "benefits.code-bad");
        assert_eq!(till.post(REDEEM, &scan("hello", "s4")).await.problem(), "benefits.code-bad");
        db.clock().advance_ms(3 * 60_000);
        for (code, key) in [(&old.text, "s5"), (&old.typed, "s6")] {
            assert_eq!(till.post(REDEEM, &scan(code, key)).await.problem(), "benefits.code-old");
        }
        // Kept without a network, it is judged by the instant at which it was scanned.
        let mut late = scan(&old.text, "s7");
        late["offline"] = json!(true);
        assert_eq!(till.post(REDEEM, &late).await.fields()[0].0, "/at");
        late["at"] = json!(w.now().0 - 3 * 60_000);
        let done = till.post(REDEEM, &late).await;
        assert_eq!(done.json()["result"], "done", "{}", done.json());
        late["at"] = json!(w.now().0 - 25 * HOUR);
        assert_eq!(till.post(REDEEM, &late).await.problem(), "benefits.offline-late");

        let list = till.get(REDEEM).await;
        assert_eq!(list.json()["items"].as_array().unwrap().len(), 3);
        let id = list.items("id").remove(2);
        let other = api.sign_in_as("till-2").await;
        let void = format!("{REDEEM}/{id}/void");
        assert_eq!(other.post(&void, &json!({ "reason": "误扫" })).await.problem(), "benefits.redemption-not-found");
        assert_eq!(other.get(REDEEM).await.json()["items"], json!([]));
        let after = till.post(&void, &json!({ "reason": "误扫" })).await;
        assert_eq!((&after.json()["state"], &after.json()["void_until"]), (&json!("void"), &Value::Null));
        assert_eq!(till.get("/api/till").await.json()["today_count"], 2);
    }

    async fn whoever_stands_at_a_till_sees_nothing_of_the_federation(db: &TestDb) {
        let w = block_in_place(|| {
            let w = World::new(db);
            w.merchant(1);
            w
        });
        let api = Api::new(&w.app);
        let till = api.sign_in_as("till-1").await;
        for path in ["/api/benefit_merchants", "/api/benefit_redemptions", "/api/benefit_statements", "/api/benefit_campaigns", "/api/members"] {
            assert_eq!(till.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
        }
        // An account with the role that stands at no till.
        let stray = api.sign_in(Role::MerchantClerk, w.r.county.id).await;
        assert_eq!(stray.get("/api/till").await.problem(), "benefits.clerk-not-found");
        assert_eq!(stray.post(REDEEM, &scan("x", "k")).await.problem(), "benefits.clerk-not-found");
        let officer = api.sign_in(Role::BenefitsOfficer, w.r.county.id).await;
        assert_eq!(officer.get("/api/till").await.status, StatusCode::FORBIDDEN);
        // The account is closed: its session is over at once.
        let merchant = officer.get("/api/benefit_merchants").await.items("id").remove(0);
        let clerks = officer.get(&format!("/api/benefit_merchants/{merchant}/clerks")).await.json();
        let account = clerks[0]["account_id"].as_str().unwrap();
        officer.post(&format!("/api/benefit_merchants/{merchant}/clerks/{account}/close"), &json!({})).await;
        assert_eq!(till.get("/api/till").await.status, StatusCode::UNAUTHORIZED);
    }
}
