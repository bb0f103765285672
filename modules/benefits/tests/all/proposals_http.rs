//! What merchants propose, through the API: the till writes, the desk compares and decides, each sees what is theirs.
#![allow(clippy::unwrap_used, reason = "a test")]

use axum::http::StatusCode;
use guard::Role;
use serde_json::{Value, json};
use testkit::{TestDb, db_test};
use tokio::task::block_in_place;

use crate::common::world::World;
use crate::common::{Api, setup};

db_test! { setup();
    async fn a_merchant_proposes_and_the_union_decides(db: &TestDb) {
        let (w, at) = block_in_place(|| {
            let w = World::new(db);
            let (at, other) = (w.merchant(1), w.merchant(2));
            w.clerk(&at.merchant, &at.shop, "one-boss", "");
            w.clerk(&other.merchant, &other.shop, "two-boss", "");
            (w, at)
        });
        let api = Api::new(&w.app);
        let (boss, stranger) = (api.sign_in_as("one-boss").await, api.sign_in_as("two-boss").await);
        let clerk = api.sign_in_as("till-1").await;
        let officer = api.sign_in(Role::BenefitsOfficer, w.r.county.id).await;
        let manager = api.sign_in(Role::BenefitsManager, w.r.county.id).await;
        let town = api.sign_in(Role::BenefitsManager, w.r.there.id).await;
        let today = w.app.clock().today();
        assert_eq!(boss.get("/api/till").await.json()["manager"], json!(true));
        assert_eq!(clerk.get("/api/till").await.json()["manager"], json!(false));

        // Whoever only stands at the till proposes nothing.
        let told = json!({ "title": "周末七折", "detail": "周六、周日", "from": today.to_string(), "days": { "weekdays": [6, 7] } });
        let new = json!({ "kind": "add", "told": told, "note": "周年庆" });
        for path in ["/api/till/proposals", "/api/till/discounts"] {
            assert_eq!(clerk.get(path).await.problem(), "benefits.not-manager");
        }
        assert_eq!(clerk.post("/api/till/proposals", &new).await.status, StatusCode::FORBIDDEN);
        assert_eq!(officer.post("/api/till/proposals", &new).await.status, StatusCode::FORBIDDEN);
        let made = boss.post_once("/api/till/proposals", "proposal-1", &new).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.json());
        assert_eq!(boss.post_once("/api/till/proposals", "proposal-1", &new).await.json(), made.json());
        let own = format!("/api/till/proposals/{}", made.json()["id"].as_str().unwrap());
        let seen = boss.get(&own).await;
        assert_eq!((&seen.json()["state"], &seen.json()["may_edit"], &seen.json()["now"]), (&json!("draft"), &json!(true), &Value::Null));
        for who in [stranger.get(&own).await, stranger.post_match(&format!("{own}/propose"), &seen.etag(), &json!({})).await] {
            assert_eq!(who.problem(), "benefits.proposal-not-found");
        }
        // The union does not see what was not handed in.
        let desk = format!("/api/benefit_merchants/{}/proposals/{}", at.merchant.id, made.json()["id"].as_str().unwrap());
        assert_eq!(manager.get(&desk).await.problem(), "benefits.proposal-not-found");
        assert_eq!(officer.get("/api/benefit_proposals/count").await.json()["value"], json!(0));

        let mut better = json!({ "told": told, "note": "周年庆" });
        better["told"]["title"] = json!("周末会员七折");
        let stale = boss.call("PUT", &own, &[("if-match", "\"7\"")], Some(&better)).await;
        assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED);
        let edited = boss.call("PUT", &own, &[("if-match", &seen.etag())], Some(&better)).await;
        assert_eq!(edited.json()["title"], "周末会员七折", "{}", edited.json());
        let sent = boss.post_match(&format!("{own}/propose"), &edited.etag(), &json!({})).await;
        assert_eq!((&sent.json()["state"], &sent.json()["may_edit"]), (&json!("proposed"), &json!(false)));

        for (query, found) in [("", 1), ("state=proposed", 1), ("state=returned", 0), ("kind=end", 0), ("q=周末会员", 1), ("q=没有", 0)] {
            let all = officer.get(&format!("/api/benefit_proposals?{query}")).await;
            assert_eq!(all.items("id").len(), found, "{query}");
            assert_eq!(town.get(&format!("/api/benefit_proposals?{query}")).await.items("id").len(), 0, "{query}");
        }
        assert_eq!(manager.get("/api/benefit_proposals/count?state=proposed").await.json()["value"], json!(1));
        let shown = manager.get(&desk).await;
        let d = shown.json();
        assert_eq!((&d["may_decide"], &d["closed"], &d["discount_version"]), (&json!(true), &json!(""), &json!(0)));
        assert_eq!((&d["told"]["days_label"], &d["note"]), (&json!("每周六、周日"), &json!("周年庆")), "{d}");
        assert_eq!(officer.get(&desk).await.json()["may_decide"], json!(false));
        assert_eq!(town.get(&desk).await.problem(), "benefits.merchant-not-found");

        let why = json!({ "reason": "请写明哪些场次" });
        let body = json!({ "discount_version": 0 });
        assert_eq!(officer.post_match(&format!("{desk}/approve"), &shown.etag(), &body).await.status, StatusCode::FORBIDDEN);
        assert_eq!(town.post_match(&format!("{desk}/approve"), &shown.etag(), &body).await.problem(), "benefits.merchant-not-found");
        let back = manager.post_match(&format!("{desk}/return"), &shown.etag(), &why).await;
        assert_eq!(back.json()["state"], "returned", "{}", back.json());
        assert_eq!(manager.post_match(&format!("{desk}/return"), &shown.etag(), &why).await.status, StatusCode::PRECONDITION_FAILED);
        // The merchant reads why, and is told.
        let seen = boss.get(&own).await;
        assert_eq!((&seen.json()["reason"], &seen.json()["may_edit"]), (&why["reason"], &json!(true)));
        let news = boss.get("/api/till/news").await.json();
        assert!(news.to_string().contains("请写明哪些场次"), "{news}");
        assert_eq!(clerk.get("/api/till/news").await.problem(), "benefits.not-manager");
        assert_eq!(stranger.get("/api/till/news").await.json(), json!([]));
        let read = format!("/api/till/news/{}/read", news[0]["id"].as_str().unwrap());
        assert_eq!(stranger.post(&read, &json!({})).await.status, StatusCode::NO_CONTENT);
        assert_eq!(boss.get("/api/till/news").await.json(), news, "nobody reads what is another one's");
        assert_eq!(boss.post(&read, &json!({})).await.status, StatusCode::NO_CONTENT);
        assert_eq!(boss.get("/api/till/news").await.json(), json!([]));
        let sent = boss.post_match(&format!("{own}/propose"), &seen.etag(), &json!({})).await;
        let done = manager.post_match(&format!("{desk}/approve"), &sent.etag(), &body).await;
        assert_eq!((done.status, &done.json()["state"]), (StatusCode::OK, &json!("approved")), "{}", done.json());
        assert_eq!(manager.post_match(&format!("{desk}/approve"), &sent.etag(), &body).await.problem(), "benefits.merchant-stale");
        let running = boss.get("/api/till/discounts").await.json();
        assert_eq!((running.as_array().unwrap().len(), &running[0]["title"]), (1, &json!("周末会员七折")));
        assert_eq!(running[0]["id"], done.json()["discount_id"]);
    }

    async fn a_discount_is_edited_by_one_and_the_other_is_told(db: &TestDb) {
        let (w, at, m) = block_in_place(|| {
            let w = World::new(db);
            let (at, m) = (w.merchant(1), w.members(&w.r.mine, 0, 1).remove(0));
            (w, at, m)
        });
        let api = Api::new(&w.app);
        let officer = api.sign_in(Role::BenefitsOfficer, w.r.county.id).await;
        let second = api.sign_in(Role::BenefitsOfficer, w.r.county.id).await;
        let town = api.sign_in(Role::BenefitsOfficer, w.r.there.id).await;
        let member = api.member(&m.name, &m.number, &m.phone).await;
        let path = format!("/api/benefit_merchants/{}/discounts", at.merchant.id);
        let mut told = json!({ "title": "票价八折", "from": w.app.clock().today().to_string() });
        let made = officer.post(&path, &told).await.json();
        let one = format!("{path}/{}", made["id"].as_str().unwrap());
        told["title"] = json!("票价七五折");
        told["days"] = json!({ "month_days": [1, 15] });
        assert_eq!(officer.call("PUT", &one, &[], Some(&told)).await.problem(), "http.if-match-missing");
        assert_eq!(town.call("PUT", &one, &[("if-match", "\"1\"")], Some(&told)).await.problem(), "benefits.merchant-not-found");
        let after = officer.call("PUT", &one, &[("if-match", "\"1\"")], Some(&told)).await;
        assert_eq!((&after.json()["title"], &after.json()["version"]), (&json!("票价七五折"), &json!(2)), "{}", after.json());
        let late = second.call("PUT", &one, &[("if-match", "\"1\"")], Some(&told)).await;
        assert_eq!((late.status, late.problem()), (StatusCode::PRECONDITION_FAILED, "benefits.merchant-stale".to_owned()));
        let shops = member.get("/api/me/benefit_shops").await.json();
        assert!(shops.to_string().contains("票价七五折") && !shops.to_string().contains("票价八折"), "{shops}");
        assert_eq!(officer.post(&format!("{one}/end"), &json!({})).await.status, StatusCode::NO_CONTENT);
        let over = officer.call("PUT", &one, &[("if-match", "\"3\"")], Some(&told)).await;
        assert_eq!(over.status, StatusCode::CONFLICT, "{}", over.json());
    }

    async fn the_union_says_who_speaks_for_a_merchant(db: &TestDb) {
        let (w, at, other) = block_in_place(|| {
            let w = World::new(db);
            let (at, other) = (w.merchant(1), w.merchant(2));
            (w, at, other)
        });
        let api = Api::new(&w.app);
        let officer = api.sign_in(Role::BenefitsOfficer, w.r.county.id).await;
        let clerk = api.sign_in_as("till-1").await;
        let account = at.till.actor.id();
        let put = |merchant, manager: bool| {
            (format!("/api/benefit_merchants/{merchant}/clerks/{account}/manager"), json!({ "manager": manager }))
        };
        let (path, body) = put(other.merchant.id, true);
        assert_eq!(officer.call("PUT", &path, &[], Some(&body)).await.problem(), "benefits.clerk-not-found");
        let (path, body) = put(at.merchant.id, true);
        assert_eq!(clerk.call("PUT", &path, &[], Some(&body)).await.status, StatusCode::FORBIDDEN);
        assert_eq!(officer.call("PUT", &path, &[], Some(&body)).await.json()["manager"], json!(true));
        assert_eq!(officer.call("PUT", &path, &[], Some(&body)).await.json()["manager"], json!(true));
        assert_eq!(clerk.get("/api/till/proposals").await.status, StatusCode::OK);
        let (path, body) = put(at.merchant.id, false);
        officer.call("PUT", &path, &[], Some(&body)).await;
        assert_eq!(clerk.get("/api/till/proposals").await.problem(), "benefits.not-manager");
    }
}
