//! Merchants and statements through the API: who sees and does what.
#![allow(clippy::unwrap_used, reason = "a test")]

use axum::http::StatusCode;
use benefits::model::campaign::CampaignKind;
use guard::Role;
use serde_json::{Value, json};
use testkit::{TestDb, db_test};
use tokio::task::block_in_place;

use crate::common::tills::code;
use crate::common::world::World;
use crate::common::{Api, setup, trace, walk};

fn new(w: &World) -> Value {
    let today = w.app.clock().today();
    json!({
        "union_id": w.r.county.id, "name": "示范影城有限公司", "credit_code": code(7), "category": "cinema",
        "contact": "王店长", "phone": "13800007001", "holder": "示范影城有限公司", "bank": "示范银行",
        "account": "33020001000001", "contract_from": today.to_string(), "contract_to": today.plus_days(365).to_string()
    })
}

db_test! { setup();
    async fn a_merchant_is_entered_by_one_and_contracted_by_another(db: &TestDb) {
        let w = block_in_place(|| World::new(db));
        let api = Api::new(&w.app);
        let officer = api.sign_in(Role::BenefitsOfficer, w.r.county.id).await;
        let manager = api.sign_in(Role::BenefitsManager, w.r.county.id).await;
        let town = api.sign_in(Role::BenefitsOfficer, w.r.there.id).await;
        assert_eq!(manager.post("/api/benefit_merchants", &new(&w)).await.status, StatusCode::FORBIDDEN);
        assert_eq!(town.post("/api/benefit_merchants", &new(&w)).await.problem(), "registry.union-not-found");
        let mut wrong = new(&w);
        wrong["account"] = json!("12");
        wrong["name"] = json!("影");
        wrong["contract_to"] = json!("2020-01-01");
        let refused = officer.post("/api/benefit_merchants", &wrong).await;
        let fields: Vec<String> = refused.fields().into_iter().map(|(pointer, _)| pointer).collect();
        assert_eq!(fields, ["/name", "/account", "/contract_to"]);
        wrong["credit_code"] = json!("91330226MA2TEST700");
        let refused = officer.post("/api/benefit_merchants", &wrong).await;
        assert_eq!(refused.fields()[0].0, "/credit_code");

        let made = officer.post_once("/api/benefit_merchants", "key-merchant-1", &new(&w)).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.json());
        let m = made.json();
        assert_eq!(officer.post_once("/api/benefit_merchants", "key-merchant-1", &new(&w)).await.json()["id"], m["id"]);
        assert_eq!(officer.post("/api/benefit_merchants", &new(&w)).await.problem(), "benefits.merchant-twice");
        assert_eq!((&m["state"], &m["phone_tail"], &m["account_tail"]), (&json!("draft"), &json!("7001"), &json!("0001")));
        assert!(!m.to_string().contains("13800007001") && !m.to_string().contains("33020001000001"));
        let path = format!("/api/benefit_merchants/{}", m["id"].as_str().unwrap());
        assert_eq!(town.get(&path).await.problem(), "benefits.merchant-not-found");

        let etag = made.etag();
        let proposed = officer.post_match(&format!("{path}/propose"), &etag, &json!({})).await;
        assert_eq!(proposed.json()["state"], "proposed");
        assert_eq!(officer.post_match(&format!("{path}/propose"), &etag, &json!({})).await.problem(), "benefits.merchant-stale");
        assert_eq!(officer.post_match(&format!("{path}/contract"), &proposed.etag(), &json!({})).await.status, StatusCode::FORBIDDEN);
        assert_eq!(manager.get(&path).await.json()["may"]["contract"], json!(true));
        let contracted = manager.post_match(&format!("{path}/contract"), &proposed.etag(), &json!({})).await;
        assert_eq!(contracted.json()["state"], "contracted", "{}", contracted.json());
        // Under contract only whom to ask for can be changed.
        let change = json!({ "contact": "李店长", "account": "99999999999999" });
        let after = officer.patch(&path, &contracted.etag(), &change).await;
        assert_eq!((&after.json()["contact"], &after.json()["account_tail"]), (&json!("李店长"), &json!("0001")));
        let numbers = officer.post(&format!("{path}/reveal"), &json!({ "purpose": "核对付款账号" })).await;
        assert_eq!(numbers.json(), json!({ "phone": "13800007001", "account": "33020001000001" }));
        let barred = json!({ "reason": "套取补贴", "until": w.app.clock().today().plus_days(30).to_string() });
        let listed = manager.post_match(&format!("{path}/blacklist"), &after.etag(), &barred).await;
        assert_eq!(listed.json()["state"], "blacklisted", "{}", listed.json());
        let soon = officer.post_match(&format!("{path}/reopen"), &listed.etag(), &json!({})).await;
        assert_eq!(soon.problem(), "benefits.merchant-barred");
        let told: Vec<String> = trace(&w.app).await.into_iter().map(|e| e.action).collect();
        for action in ["merchant.add", "merchant.propose", "merchant.contract", "merchant.update", "merchant.reveal", "merchant.blacklist"] {
            assert!(told.iter().any(|t| t == action), "{action}");
        }
    }

    async fn shops_clerks_discounts_and_lists(db: &TestDb) {
        let (w, places) = block_in_place(|| {
            let w = World::new(db);
            let places: Vec<_> = (1..=5).map(|n| w.merchant(n)).collect();
            (w, places)
        });
        let api = Api::new(&w.app);
        let officer = api.sign_in(Role::BenefitsOfficer, w.r.county.id).await;
        let (ahead, _) = walk(&officer, "/api/benefit_merchants?", 2).await;
        let ids: Vec<String> = places.iter().rev().map(|p| p.merchant.id.to_string()).collect();
        assert_eq!(ahead, ids);
        let named = officer.get("/api/benefit_merchants?q=影城3号&state=contracted&category=cinema").await;
        assert_eq!(named.items("name"), ["示范影城3号"]);
        assert_eq!(officer.get("/api/benefit_merchants/count?state=draft").await.json()["value"], 0);

        let path = format!("/api/benefit_merchants/{}", places[0].merchant.id);
        let told = json!({ "name": "新城店", "address": "新城大道20号", "lat": 29.31, "lng": 121.52, "hours": "10:00—22:00" });
        let shop = officer.post_once(&format!("{path}/shops"), "key-shop", &told).await;
        assert_eq!(shop.status, StatusCode::CREATED, "{}", shop.json());
        let again = officer.post_once(&format!("{path}/shops"), "key-shop", &told).await;
        assert_eq!(again.json()["id"], shop.json()["id"]);
        let s = shop.json()["id"].as_str().unwrap().to_owned();
        let closed = json!({ "name": "新城店", "address": "新城大道20号", "open": false });
        let etag = "\"1\"";
        let after = officer.call("PUT", &format!("{path}/shops/{s}"), &[("if-match", etag)], Some(&closed)).await;
        assert_eq!((&after.json()["open"], &after.json()["lat"]), (&json!(false), &Value::Null));
        let clerk = json!({ "shop_id": s, "name": "赵店员", "sign_in": "zhao.dian" });
        let made = officer.post(&format!("{path}/clerks"), &clerk).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.json());
        assert!(made.json()["password"].as_str().unwrap().len() >= 8);
        assert_eq!(officer.post(&format!("{path}/clerks"), &clerk).await.problem(), "accounts.name-taken");
        let account = made.json()["clerk"]["account_id"].as_str().unwrap().to_owned();
        let close = format!("{path}/clerks/{account}/close");
        let other = format!("/api/benefit_merchants/{}/clerks/{account}/close", places[1].merchant.id);
        assert_eq!(officer.post(&other, &json!({})).await.problem(), "benefits.clerk-not-found");
        assert_eq!(officer.post(&close, &json!({})).await.status, StatusCode::NO_CONTENT);
        assert_eq!(officer.post(&close, &json!({})).await.problem(), "benefits.clerk-not-found");
        let discount = json!({ "title": "凭会员码八折", "from": w.app.clock().today().to_string() });
        let d = officer.post(&format!("{path}/discounts"), &discount).await.json();
        assert_eq!((&d["open"], &d["to"]), (&json!(true), &Value::Null));
        let end = format!("{path}/discounts/{}/end", d["id"].as_str().unwrap());
        assert_eq!(officer.post(&end, &json!({})).await.status, StatusCode::NO_CONTENT);
        assert_eq!(officer.post(&end, &json!({})).await.problem(), "benefits.discount-not-found");
    }

    async fn members_see_shops_of_their_unions_the_nearest_first(db: &TestDb) {
        let (w, m) = block_in_place(|| {
            let w = World::new(db);
            w.merchant(1);
            w.merchant(2);
            let m = w.members(&w.r.mine, 0, 1).remove(0);
            (w, m)
        });
        let api = Api::new(&w.app);
        let officer = api.sign_in(Role::BenefitsOfficer, w.r.county.id).await;
        let all = officer.get("/api/benefit_merchants").await.json();
        let second = all["items"][0]["id"].as_str().unwrap().to_owned();
        let near = json!({ "name": "河西店", "address": "河西路1号", "lat": 29.2, "lng": 121.4 });
        officer.post(&format!("/api/benefit_merchants/{second}/shops"), &near).await;
        let member = api.member(&m.name, &m.number, &m.phone).await;
        let shown = member.get("/api/me/benefit_shops?near=29.2,121.4").await.json();
        assert_eq!(shown["items"].as_array().unwrap().len(), 3);
        assert_eq!((&shown["items"][0]["name"], &shown["items"][0]["distance_m"]), (&json!("河西店"), &json!(0)));
        assert!(shown["items"][1]["distance_m"].as_i64().unwrap() > 10_000);
        let one = member.get("/api/me/benefit_shops?q=河西").await.json();
        assert_eq!((one["items"].as_array().unwrap().len(), &one["items"][0]["distance_m"]), (1, &Value::Null));
        assert_eq!(member.get("/api/me/benefit_shops?near=x").await.problem(), "benefits.merchant-invalid");
        let none = member.get("/api/me/benefit_shops?campaign=1").await.json();
        assert_eq!(none["items"], json!([]), "of no campaign that the member sees");
    }

    async fn statements_are_made_for_all_and_paid_by_a_file(db: &TestDb) {
        let w = block_in_place(|| {
            let w = World::new(db);
            let c = w.published(CampaignKind::Grab);
            w.take(&c, &w.members(&w.r.mine, 0, 4));
            for (n, serials) in [(1, [1, 2]), (2, [3, 4])] {
                let p = w.merchant(n);
                for serial in serials {
                    w.redeemed(&p.till, &c, serial);
                }
            }
            w
        });
        let api = Api::new(&w.app);
        let officer = api.sign_in(Role::BenefitsOfficer, w.r.county.id).await;
        let manager = api.sign_in(Role::BenefitsManager, w.r.county.id).await;
        let town = api.sign_in(Role::BenefitsOfficer, w.r.there.id).await;
        let today = w.app.clock().today();
        let body = json!({ "union_id": w.r.county.id, "from": today.month_start().to_string(), "to": today.to_string() });
        assert_eq!(town.post("/api/benefit_statements", &body).await.problem(), "registry.union-not-found");
        let made = officer.post("/api/benefit_statements", &body).await;
        assert_eq!((made.status, &made.json()["made"], &made.json()["net_fen"]), (StatusCode::CREATED, &json!(2), &json!(11_600)));
        assert_eq!(officer.post("/api/benefit_statements", &body).await.problem(), "benefits.nothing-to-settle");
        let id = made.json()["ids"][0].as_str().unwrap().to_owned();
        let path = format!("/api/benefit_statements/{id}");
        assert_eq!(town.get(&path).await.problem(), "benefits.statement-not-found");
        let sent = officer.post_match(&format!("{path}/send"), &officer.get(&path).await.etag(), &json!({})).await;
        let till = api.sign_in_as("till-1").await;
        let own = format!("/api/till/statements/{id}");
        let confirmed = till.post_match(&format!("{own}/confirm"), &sent.etag(), &json!({})).await;
        assert_eq!(confirmed.json()["state"], "confirmed", "{}", confirmed.json());
        let other = api.sign_in_as("till-2").await;
        assert_eq!(other.get(&own).await.problem(), "benefits.statement-not-found");
        assert_eq!(other.get("/api/till/statements").await.items("id"), Vec::<String>::new(), "its own is a draft");
        let file = json!({ "union_id": w.r.county.id, "purpose": "提交银行付款", "format": "csv" });
        assert_eq!(officer.post("/api/benefit_payments/file", &file).await.problem(), "benefits.nothing-to-settle");
        let approved = manager.post_match(&format!("{path}/approve"), &confirmed.etag(), &json!({})).await;
        let csv = officer.post("/api/benefit_payments/file", &file).await;
        let text = String::from_utf8(csv.bytes.clone()).unwrap();
        assert!(text.contains("33020001000001") && text.contains("58.00"), "{text}");
        let paid = json!({ "bank_ref": "2026-1" });
        let done = officer.post_match(&format!("{path}/pay"), &approved.etag(), &paid).await;
        assert_eq!((&done.json()["state"], &done.json()["net_fen"]), (&json!("paid"), &json!(5_800)));
        assert_eq!(officer.post_match(&format!("{path}/pay"), &approved.etag(), &paid).await.problem(), "benefits.merchant-stale");
        let lines = officer.get(&format!("{path}/lines?limit=1")).await.json();
        assert_eq!((lines["items"].as_array().unwrap().len(), lines["next"].is_string()), (1, true));
        let listed = officer.get("/api/benefit_redemptions?limit=3").await.json();
        assert_eq!((listed["items"].as_array().unwrap().len(), listed["next"].is_string()), (3, true));
        let number = listed["items"][0]["number"].as_str().unwrap();
        let one = officer.get(&format!("/api/benefit_redemptions?q={number}")).await;
        assert_eq!(one.items("number"), [number]);
        assert_eq!(town.get("/api/benefit_redemptions").await.json()["items"], json!([]));
    }

    async fn what_looks_odd_is_told_with_why(db: &TestDb) {
        let (w, m) = block_in_place(|| {
            let w = World::new(db);
            let mut d = w.draft(CampaignKind::Grab);
            d.stock = 30;
            let c = w.on_line(d);
            let people = w.members(&w.r.mine, 0, 20);
            w.take(&c, &people);
            let p = w.merchant(1);
            // A clerk whose phone is a member's.
            w.clerk(&p.merchant, &p.shop, "own", &people[0].phone);
            let all: Vec<_> = (1..=16).map(|s| crate::common::tills::scan(&p.till, &c, s, &s.to_string())).collect();
            w.scans(&all);
            (w, p.merchant)
        });
        let api = Api::new(&w.app);
        let officer = api.sign_in(Role::BenefitsOfficer, w.r.county.id).await;
        let told = officer.get(&format!("/api/benefit_signals?merchant_id={}", m.id)).await.json();
        let of = |kind: &str| told["items"].as_array().unwrap().iter().find(|s| s["kind"] == kind).cloned();
        assert_eq!(of("own").unwrap()["count"], 1, "{told}");
        let burst = of("burst").unwrap();
        assert_eq!((&burst["count"], &burst["shop_name"], &burst["amount_fen"]), (&json!(16), &json!("示范影城"), &json!(46_400)));
        assert!(of("device").is_none() && of("often").is_none());
        let town = api.sign_in(Role::BenefitsOfficer, w.r.there.id).await;
        assert_eq!(town.get("/api/benefit_signals").await.json()["items"], json!([]));
    }
}
