//! Campaigns, budgets and figures through the API: who sees and does what, and what is told of it.
#![allow(clippy::unwrap_used, reason = "a test")]

use axum::http::StatusCode;
use benefits::model::campaign::CampaignKind;
use guard::Role;
use serde_json::{Value, json};
use testkit::{TestDb, db_test};
use tokio::task::block_in_place;

use crate::common::world::World;
use crate::common::{Api, setup, trace, walk};

fn written(w: &World, title: &str) -> Value {
    let now = w.now().0;
    json!({
        "kind": "grab", "title": title, "opens_at": now - 1_000, "closes_at": now + 86_400_000, "stock": 100,
        "terms": {
            "rules": "每人一张", "offer": { "title": "电影票一张", "worth": 2_900, "pays": 100, "days": 14, "until": null, "merchants": [] },
            "limit": { "per": "campaign", "most": 1 }, "who": [{ "kind": "member_for", "months": 12 }], "amounts": null,
            "prizes": [], "reserves": 0, "source": ""
        }
    })
}

fn of_union(mut body: Value, union: kernel::Id) -> Value {
    body["union_id"] = json!(union);
    body
}

db_test! { setup();
    async fn a_campaign_goes_from_one_desk_to_the_other(db: &TestDb) {
        let w = block_in_place(|| World::new(db));
        block_in_place(|| w.members(&w.r.mine, 0, 3));
        let api = Api::new(&w.app);
        let officer = api.sign_in(Role::BenefitsOfficer, w.r.county.id).await;
        let manager = api.sign_in(Role::BenefitsManager, w.r.county.id).await;
        let town = api.sign_in(Role::BenefitsOfficer, w.r.there.id).await;
        let clerk = api.sign_in(Role::Clerk, w.r.mine.id).await;

        let new = of_union(written(&w, "1元看大片"), w.r.county.id);
        assert_eq!(manager.post("/api/benefit_campaigns", &new).await.status, StatusCode::FORBIDDEN);
        assert_eq!(town.post("/api/benefit_campaigns", &new).await.problem(), "registry.union-not-found");
        let made = officer.post_once("/api/benefit_campaigns", "key-campaign-1", &new).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.json());
        let again = officer.post_once("/api/benefit_campaigns", "key-campaign-1", &new).await;
        assert_eq!(again.json()["id"], made.json()["id"]);
        let path = format!("/api/benefit_campaigns/{}", made.json()["id"].as_str().unwrap());

        // A draft is seen where it is made, and by nobody else.
        for other in [&town, &clerk] {
            assert_eq!(other.get(&path).await.problem(), "benefits.campaign-not-found");
        }
        let shown = officer.get(&path).await;
        let d = shown.json();
        assert_eq!((&d["envelope_fen"], &d["left"], &d["number"]), (&json!(290_000), &json!(100), &json!("1000")));
        assert_eq!(d["who_text"], json!(["示范县总工会所属工会的会员", "入会满1年的会员"]));
        assert_eq!((&d["may"]["edit"], &d["may"]["propose"], &d["may"]["publish"]), (&json!(true), &json!(true), &json!(false)));
        let mut wrong = written(&w, "片");
        wrong["terms"]["who"] = json!([{ "kind": "age", "from": 40, "to": 30 }]);
        let refused = officer.patch(&path, &shown.etag(), &wrong).await;
        assert_eq!(refused.problem(), "benefits.campaign-invalid");
        assert_eq!(refused.fields(), [
            ("/title".to_owned(), "benefits.title".to_owned()),
            ("/terms/who/0/from".to_owned(), "registry.reach-age".to_owned()),
        ]);
        let edited = officer.patch(&path, &shown.etag(), &written(&w, "一元看大片")).await;
        assert_eq!((edited.status, &edited.json()["title"]), (StatusCode::OK, &json!("一元看大片")));
        assert_eq!(officer.patch(&path, &shown.etag(), &written(&w, "又一次")).await.problem(), "benefits.campaign-stale");

        let step = async |by: &crate::common::Caller<'_>, name: &str, body: &Value| {
            let etag = by.get(&path).await.etag();
            by.post_match(&format!("{path}/{name}"), &etag, body).await
        };
        assert_eq!(step(&officer, "propose", &json!({})).await.json()["state"], "proposed");
        let denied = officer.post_match(&format!("{path}/publish"), &officer.get(&path).await.etag(), &json!({})).await;
        assert_eq!(denied.status, StatusCode::FORBIDDEN);
        let m = manager.get(&path).await.json();
        assert_eq!((&m["may"]["publish"], &m["may"]["return"], &m["may"]["edit"]), (&json!(true), &json!(true), &json!(false)));
        assert_eq!(step(&manager, "return", &json!({ "reason": "" })).await.problem(), "benefits.campaign-invalid");
        assert_eq!(step(&manager, "return", &json!({ "reason": "请加规则" })).await.json()["state"], "draft");
        step(&officer, "propose", &json!({})).await;
        let on = step(&manager, "publish", &json!({})).await.json();
        assert_eq!((&on["state"], &on["decided_by_name"]), (&json!("published"), &json!("李干事")), "{on}");

        // Now those below see it, and may do nothing with it.
        for other in [&town, &clerk] {
            assert_eq!(other.get(&path).await.json()["may"]["pause"], json!(false));
        }
        assert_eq!(step(&town, "pause", &json!({ "reason": "不行" })).await.problem(), "benefits.campaign-not-found");
        assert_eq!(step(&officer, "pause", &json!({ "reason": "影院检修" })).await.json()["state"], "paused");
        assert_eq!(step(&officer, "resume", &json!({})).await.json()["state"], "published");
        assert_eq!(step(&manager, "stop", &json!({ "reason": "影院停业" })).await.json()["state"], "ended");
        assert_eq!(step(&manager, "settle", &json!({})).await.json()["state"], "settled");
        assert_eq!(step(&officer, "archive", &json!({})).await.json()["state"], "archived");
        assert_eq!(clerk.get(&path).await.problem(), "benefits.campaign-not-found");
    }
}

db_test! { setup();
    async fn lists_budgets_and_counts(db: &TestDb) {
        let w = block_in_place(|| World::new(db));
        block_in_place(|| w.members(&w.r.mine, 0, 3));
        block_in_place(|| w.members(&w.r.theirs, 10, 2));
        let api = Api::new(&w.app);
        let officer = api.sign_in(Role::BenefitsOfficer, w.r.county.id).await;
        let manager = api.sign_in(Role::BenefitsManager, w.r.county.id).await;
        let town = api.sign_in(Role::BenefitsManager, w.r.here.id).await;

        // How many are meant.
        let asked = |who: Value| json!({ "union_id": w.r.county.id, "who": who });
        let count = officer.post("/api/benefit_campaigns/preview", &asked(json!([]))).await;
        assert_eq!((count.status, &count.json()["people"]), (StatusCode::OK, &json!(5)), "{}", count.json());
        let here = json!([{ "kind": "union_beneath", "unions": [w.r.here.id] }]);
        let count = officer.post("/api/benefit_campaigns/preview", &asked(here)).await.json();
        assert_eq!((&count["people"], &count["as_of"]), (&json!(3), &json!(w.now().0)));
        let wrong = asked(json!([{ "kind": "member_for", "months": 0 }]));
        let refused = officer.post("/api/benefit_campaigns/preview", &wrong).await;
        assert_eq!(refused.fields(), [("/who/0/months".to_owned(), "registry.reach-months".to_owned())]);
        let wrong = asked(json!([{ "kind": "joined_since", "day": "2020-03-02" }, { "kind": "joined_within", "days": 0 }]));
        let refused = officer.post("/api/benefit_campaigns/preview", &wrong).await;
        assert_eq!(refused.fields(), [("/who/1/days".to_owned(), "registry.reach-days".to_owned())]);
        for (first, people) in [("2020-03-01", 5), ("2020-03-02", 0)] {
            let new = asked(json!([{ "kind": "joined_since", "day": first }, { "kind": "joined_within", "days": 3_650 }]));
            let count = officer.post("/api/benefit_campaigns/preview", &new).await.json();
            assert_eq!(count["people"], json!(people), "joined on 1 March 2020: {first}");
        }
        let outside = json!({ "union_id": w.r.there.id, "who": [] });
        let denied = api.sign_in(Role::BenefitsOfficer, w.r.here.id).await;
        assert_eq!(denied.post("/api/benefit_campaigns/preview", &outside).await.problem(), "registry.union-not-found");

        // The list, page by page, found by title and number.
        for n in 0..5 {
            let new = of_union(written(&w, &format!("示范活动{n}")), w.r.county.id);
            assert_eq!(officer.post("/api/benefit_campaigns", &new).await.status, StatusCode::CREATED);
        }
        let (ahead, _) = walk(&officer, "/api/benefit_campaigns?", 2).await;
        assert_eq!(ahead.len(), 5);
        let found = async |q: &str| officer.get(&format!("/api/benefit_campaigns?{q}")).await.items("title");
        assert_eq!(found("q=1003").await, ["示范活动3"]);
        assert_eq!(found("q=%E6%B4%BB%E5%8A%A84").await, ["示范活动4"]);
        assert_eq!(found("state=published").await.len() + found("kind=draw").await.len(), 0);
        assert_eq!(officer.get("/api/benefit_campaigns/count?kind=grab").await.json()["value"], 5);
        assert_eq!(town.get("/api/benefit_campaigns").await.items("id").len(), 0);
        let file = officer.post("/api/benefit_campaigns/export", &json!({ "purpose": "上报活动", "format": "csv" })).await;
        assert_eq!(file.status, StatusCode::OK, "{}", file.json());
        let text = String::from_utf8_lossy(&file.bytes).into_owned();
        assert!(text.contains("示范活动4") && text.contains("2900.00"), "{text}");

        // Budgets.
        let year = w.app.clock().today().year();
        let new = json!({ "union_id": w.r.here.id, "year": year, "amount_fen": 500_000, "basis": "乡镇自筹" });
        assert_eq!(officer.post("/api/benefit_budgets", &new).await.status, StatusCode::FORBIDDEN);
        assert_eq!(town.post("/api/benefit_budgets", &new).await.status, StatusCode::CREATED);
        let mut bad = new.clone();
        bad["amount_fen"] = json!(0);
        assert_eq!(town.post("/api/benefit_budgets", &bad).await.problem(), "benefits.campaign-invalid");
        let all = manager.get(&format!("/api/benefit_budgets?year={year}")).await.json();
        assert_eq!((all["rows"].as_array().unwrap().len(), &all["may_grant"]), (2, &json!(true)), "{all}");
        assert_eq!(town.get("/api/benefit_budgets").await.json()["rows"].as_array().unwrap().len(), 1);
        let mine = town.get(&format!("/api/benefit_budgets/{}/{year}", w.r.here.id)).await.json();
        assert_eq!((&mine["left_fen"], &mine["spent_fen"], &mine["grants"][0]["basis"]), (&json!(500_000), &json!(0), &json!("乡镇自筹")));
        let county = town.get(&format!("/api/benefit_budgets/{}/{year}", w.r.county.id)).await;
        assert_eq!(county.problem(), "registry.union-not-found");

        // Figures of a place without anything.
        let f = manager.get(&format!("/api/benefit_figures?union_id={}&from={year}-01-01&to={year}-12-31", w.r.county.id)).await.json();
        assert_eq!((&f["times"], &f["per_person_fen"], f["kinds"].as_array().unwrap().len()), (&json!(0), &Value::Null, CampaignKind::ALL.len()), "{f}");
        let actions: Vec<String> = trace(&w.app).await.into_iter().map(|e| e.action).collect();
        assert!(actions.iter().any(|a| a == "campaign.export"));
    }
}
