//! Complaints about merchants: told on the phone, asked of the merchant without a name, decided, counted with the merchant.
#![allow(clippy::unwrap_used, reason = "a test")]

use axum::http::StatusCode;
use guard::Role;
use serde_json::{Value, json};
use testkit::{TestDb, db_test};
use tokio::task::block_in_place;

use crate::common::world::World;
use crate::common::{Answer, Api, Caller, setup, trace};

/// A cadre makes a move of the case.
async fn moved(by: &Caller<'_>, case: &str, code: &str, note: &str, fields: Value) -> Answer {
    let path = format!("/api/cases/{case}");
    let etag = by.get(&path).await.etag();
    let deed = json!({ "deed": "move", "code": code, "note": note, "fields": fields });
    by.post_match(&format!("{path}/deeds"), &etag, &deed).await
}

fn counts(a: &Answer) -> (Value, Value) {
    let m = &a.json()["items"];
    let one = m.as_array().unwrap().iter().find(|m| m["name"] == "示范影城1号").unwrap().clone();
    (one["complaints"].clone(), one["upheld"].clone())
}

const TILL: &str = "/api/till/complaints";

db_test! { setup();
    async fn a_merchant_is_asked_without_a_name_and_its_complaints_count(db: &TestDb) {
        let (w, one, two, m) = block_in_place(|| {
            let w = World::new(db);
            let (one, two) = (w.merchant(1), w.merchant(2));
            let m = w.members(&w.r.mine, 1, 1).remove(0);
            (w, one, two, m)
        });
        let api = Api::new(&w.app);
        let member = api.member(&m.name, &m.number, &m.phone).await;
        let officer = api.sign_in(Role::BenefitsOfficer, w.r.county.id).await;
        let town = api.sign_in(Role::BenefitsOfficer, w.r.there.id).await;
        let (till, other) = (api.sign_in_as("till-1").await, api.sign_in_as("till-2").await);

        let about = format!("merchant_id={}&shop_id={}", one.merchant.id, one.shop.id);
        let form = member.get(&format!("/api/me/benefit_complaints/form?{about}")).await.json();
        assert_eq!((&form["merchant_name"], &form["shop_name"]), (&json!("示范影城1号"), &json!("示范影城")));
        assert_eq!((&form["kind"]["title"], &form["kind"]["anonymous"]), (&json!("商家投诉"), &json!(false)));
        let mut new = json!({ "merchant_id": one.merchant.id, "shop_id": one.shop.id, "body": "会员码不给打折，态度也不好" });
        let told = "/api/me/benefit_complaints";
        let refused = member.post(told, &new).await;
        let fields: Vec<String> = refused.fields().into_iter().map(|f| f.0).collect();
        assert_eq!(fields, ["/fields/topic", "/fields/happened"]);
        new["fields"] = json!({ "topic": "discount", "happened": w.app.clock().today().to_string() });
        new["shop_id"] = json!(two.shop.id);
        assert_eq!(member.post(told, &new).await.problem(), "benefits.shop-not-found");
        new["shop_id"] = json!(one.shop.id);
        let made = member.post_once(told, "complaint-key-1", &new).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.json());
        assert_eq!(member.post_once(told, "complaint-key-1", &new).await.json(), made.json());
        let case = made.json()["id"].as_str().unwrap().to_owned();

        let list = format!("/api/benefit_merchants/{}/complaints", one.merchant.id);
        let rows = officer.get(&list).await.json();
        assert_eq!((&rows[0]["number"], &rows[0]["state"], rows.as_array().unwrap().len()), (&made.json()["number"], &json!("open"), 1));
        assert_eq!(town.get(&list).await.problem(), "benefits.merchant-not-found");
        assert_eq!(counts(&officer.get("/api/benefit_merchants").await), (json!(1), json!(0)));
        assert_eq!(officer.get("/api/benefit_merchants/count?complaints=open").await.json()["value"], json!(1));
        assert_eq!(officer.get("/api/benefit_merchants/count?complaints=upheld").await.json()["value"], json!(0));

        // Nothing stands at the till before the merchant was asked; then the question, and nobody's name.
        let say = |text: &str| json!({ "text": text });
        let answer = format!("{TILL}/{case}/answer");
        assert_eq!(till.get(TILL).await.json()["items"], json!([]));
        assert_eq!(till.post(&answer, &say("没有这回事")).await.problem(), "benefits.complaint-not-found");
        let question = format!("{}（{}）反映会员码没有打折，请说明。", m.name, m.phone);
        let asked = moved(&officer, &case, "ask", "", json!({ "question": question })).await;
        assert_eq!(asked.status, StatusCode::OK, "{}", asked.json());
        let shown = till.get(TILL).await.json();
        let row = &shown["items"][0];
        assert_eq!((&row["waiting"], &row["shop_name"], &row["reply"]), (&json!(true), &json!("示范影城"), &json!("")));
        assert_eq!(row["question"], "投诉人（（电话已隐去））反映会员码没有打折，请说明。");
        assert!(row["due_on"].is_string());
        assert!(!shown.to_string().contains(&m.name) && !shown.to_string().contains(&m.phone), "{shown}");
        assert_eq!(other.get(TILL).await.json()["items"], json!([]));
        assert_eq!(other.post(&answer, &say("没有这回事")).await.problem(), "benefits.complaint-not-found");
        assert_eq!(till.post(&answer, &say("无")).await.fields()[0].0, "/text");
        let done = till.post(&answer, &say("新店员不熟悉，已经培训")).await;
        assert_eq!((&done.json()["waiting"], &done.json()["reply"]), (&json!(false), &json!("新店员不熟悉，已经培训")));
        assert_eq!(till.post(&answer, &say("再说一次")).await.problem(), "benefits.merchant-state");
        assert!(trace(&w.app).await.iter().any(|e| e.action == "merchant.complaint"));

        let upheld = moved(&officer, &case, "uphold", "店员没有按合同给优惠", json!({ "measure": "warning" })).await;
        assert_eq!(upheld.status, StatusCode::OK, "{}", upheld.json());
        assert_eq!(counts(&officer.get("/api/benefit_merchants").await), (json!(1), json!(0)));
        let closed = moved(&officer, &case, "close", "已经警告商家", json!({})).await;
        assert_eq!(closed.status, StatusCode::OK, "{}", closed.json());
        assert_eq!(counts(&officer.get("/api/benefit_merchants").await), (json!(0), json!(1)));
        assert_eq!(officer.get("/api/benefit_merchants/count?complaints=upheld").await.json()["value"], json!(1));

        // The member reads the answer, is not content, and it is open again.
        let own = format!("/api/me/cases/{case}");
        assert!(member.get(&own).await.json()["timeline"].to_string().contains("已经警告商家"));
        let rated = member.post(&format!("{own}/rating"), &json!({ "rating": "dissatisfied", "text": "还是不给" })).await;
        assert_eq!(rated.status, StatusCode::OK, "{}", rated.json());
        assert_eq!(counts(&officer.get("/api/benefit_merchants").await), (json!(1), json!(0)));
        assert_eq!(till.post(&answer, &say("已经改正")).await.problem(), "benefits.merchant-state");
    }

    async fn only_what_was_under_contract_with_the_own_unions_is_complained_about(db: &TestDb) {
        let (w, open, draft, m) = block_in_place(|| {
            let w = World::new(db);
            let (open, draft) = (w.merchant(1), w.entered(2));
            let m = w.members(&w.r.mine, 1, 1).remove(0);
            (w, open, draft, m)
        });
        let api = Api::new(&w.app);
        let member = api.member(&m.name, &m.number, &m.phone).await;
        let form = |id| format!("/api/me/benefit_complaints/form?merchant_id={id}");
        assert_eq!(member.get(&form(open.merchant.id)).await.status, StatusCode::OK);
        assert_eq!(member.get(&form(draft.id)).await.problem(), "benefits.merchant-not-found");
        assert_eq!(member.get(&form(open.shop.id)).await.problem(), "benefits.merchant-not-found");
        let till = api.sign_in_as("till-1").await;
        assert_eq!(till.get("/api/cases").await.status, StatusCode::FORBIDDEN);
        assert_eq!(till.get(&form(open.merchant.id)).await.status, StatusCode::UNAUTHORIZED);
    }

    async fn a_cadre_takes_a_complaint_down_for_whoever_telephones(db: &TestDb) {
        let (w, one, two, draft, m) = block_in_place(|| {
            let w = World::new(db);
            let (one, two, draft) = (w.merchant(1), w.merchant(2), w.entered(3));
            let m = w.members(&w.r.mine, 1, 1).remove(0);
            (w, one, two, draft, m)
        });
        let api = Api::new(&w.app);
        let officer = api.sign_in(Role::BenefitsOfficer, w.r.county.id).await;
        let manager = api.sign_in(Role::BenefitsManager, w.r.county.id).await;
        let town = api.sign_in(Role::BenefitsOfficer, w.r.there.id).await;
        let till = api.sign_in_as("till-1").await;
        let at = |id: kernel::Id| format!("/api/benefit_merchants/{id}/complaints");
        let day = w.app.clock().today().to_string();
        let mut new = json!({ "channel": "call", "reporter_name": "", "reporter_phone": "139", "body": "多收了两块钱" });
        let here = at(one.merchant.id);
        let fields = |a: &Answer| a.fields().into_iter().map(|f| f.0).collect::<Vec<_>>();
        assert_eq!(fields(&officer.post(&here, &new).await), ["/reporter_name", "/reporter_phone"]);
        (new["reporter_name"], new["reporter_phone"]) = (json!(m.name), json!(m.phone));
        assert_eq!(fields(&officer.post(&here, &new).await), ["/fields/topic", "/fields/happened"]);
        new["fields"] = json!({ "topic": "price", "happened": day, "paid": "42.00" });
        new["channel"] = json!("phone");
        assert_eq!(fields(&officer.post(&here, &new).await), ["/channel"]);
        (new["channel"], new["shop_id"]) = (json!("call"), json!(two.shop.id));
        assert_eq!(officer.post(&here, &new).await.problem(), "benefits.shop-not-found");
        new["shop_id"] = json!(one.shop.id);
        assert_eq!(town.post(&here, &new).await.problem(), "benefits.merchant-not-found");
        assert_eq!(manager.post(&here, &new).await.status, StatusCode::FORBIDDEN);
        new["shop_id"] = json!(null);
        assert_eq!(officer.post(&at(draft.id), &new).await.problem(), "benefits.merchant-state");
        new["shop_id"] = json!(one.shop.id);

        // Twice with one key is once; a member of this name and phone reads of it on the own phone.
        let made = officer.post_once(&here, "desk-key-1", &new).await;
        assert_eq!((made.status, &made.json()["member"]), (StatusCode::CREATED, &json!(true)), "{}", made.json());
        assert_eq!(officer.post_once(&here, "desk-key-1", &new).await.json(), made.json());
        assert_eq!(counts(&officer.get("/api/benefit_merchants").await), (json!(1), json!(0)));
        let case = made.json()["id"].as_str().unwrap().to_owned();
        let member = api.member(&m.name, &m.number, &m.phone).await;
        assert_eq!(member.get("/api/me/cases").await.json()["items"][0]["number"], made.json()["number"]);
        let seen = officer.get(&format!("/api/cases/{case}")).await.json();
        let paid = seen["fields"].as_array().unwrap().iter().find(|f| f["code"] == "paid").unwrap();
        assert_eq!((&seen["channel"], &paid["value"]), (&json!("call"), &json!("4200")), "{seen}");
        let asked = json!({ "question": format!("{}说多收了两块钱，电话{}。", m.name, m.phone) });
        assert_eq!(moved(&officer, &case, "ask", "", asked).await.status, StatusCode::OK);
        let shown = till.get(TILL).await.json();
        assert!(!shown.to_string().contains(&m.name) && !shown.to_string().contains(&m.phone), "{shown}");

        // The same phone under another name is nobody of the register; whoever has the number and the code may ask.
        new["reporter_name"] = json!("路过的人");
        let made = officer.post(&here, &new).await.json();
        assert_eq!((&made["member"], counts(&officer.get("/api/benefit_merchants").await)), (&json!(false), (json!(2), json!(0))));
        assert_eq!(member.get("/api/me/cases").await.json()["items"].as_array().unwrap().len(), 1);
        let query = json!({ "number": made["number"], "code": made["code"] });
        let found = api.nobody().post("/api/told/query", &query).await;
        assert_eq!(found.status, StatusCode::OK, "{}", found.json());
    }
}
