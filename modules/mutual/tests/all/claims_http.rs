//! Claims through the API: who reads what tells of somebody's health, whose claims anybody sees, and deeds that come twice.
#![allow(clippy::unwrap_used, reason = "a test")]

use axum::body::Body;
use axum::http::{Request, StatusCode};
use guard::Role;
use mutual::schemes::ItemKind;
use serde_json::{Value, json};
use testkit::{TestDb, db_test};
use tokio::task::block_in_place;

use crate::common::enrol::{Member, World, phone_of};
use crate::common::{Answer, Api, Caller, setup};

/// What only who decides, who audits, and the worker may read.
const SECRET: [&str; 7] = ["肿瘤", "FP-77", "病理", "2026-10-20", "2026-10-30", "19000.00", "1900000"];

fn world(db: &TestDb) -> (World, Vec<Member>) {
    block_in_place(|| {
        let w = World::new(db);
        let people = w.members(&w.r.mine, 1, 3);
        for m in &people {
            w.covered_last_year(m, &w.r.mine, &[ItemKind::Hospital]);
        }
        (w, people)
    })
}

fn told(invoice: &str) -> Value {
    json!({
        "item": "hospital", "hospital": "示范肿瘤医院", "invoice": invoice, "admitted": "2026-10-20",
        "discharged": "2026-10-30", "cause": "illness", "illness": "胃恶性肿瘤", "total_fen": 1_900_000,
        "in_scope_fen": 1_800_000, "insured_fen": 1_000_000, "self_pay_fen": 800_000
    })
}

fn with(mut told: Value, more: &Value) -> Value {
    told.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    told
}

/// A claim at the window; its id.
async fn window(officer: &Caller<'_>, m: &Member, invoice: &str) -> String {
    let draft = with(told(invoice), &json!({ "person_id": m.id, "channel": "window" }));
    made(&officer.post("/api/mutual_claims", &draft).await)
}

/// A claim on the phone; its id.
async fn phoned(member: &Caller<'_>, invoice: &str) -> String {
    let draft = with(told(invoice), &json!({ "consent_version": "2026-1" }));
    made(&member.post("/api/me/mutual_claims", &draft).await)
}

fn made(a: &Answer) -> String {
    assert_eq!(a.status, StatusCode::CREATED, "{}", a.json());
    a.json()["id"].as_str().unwrap().to_owned()
}

async fn paper(api: &Api, by: &Caller<'_>, path: &str) -> Answer {
    let form = "--X\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\ndischarge\r\n--X\r\n\
                Content-Disposition: form-data; name=\"file\"; filename=\"病理.pdf\"\r\n\r\n%PDF-1.7\nx\n%%EOF\r\n--X--\r\n";
    let request = Request::builder()
        .method("POST")
        .uri(path)
        .header("cookie", by.cookie())
        .header("content-type", "multipart/form-data; boundary=X")
        .body(Body::from(form))
        .unwrap();
    api.send(request).await
}

/// Does a deed on a claim as it stands now.
async fn deed(by: &Caller<'_>, id: &str, deed: &str, body: &Value) -> Answer {
    let etag = by.get(&format!("/api/mutual_claims/{id}")).await.etag();
    by.post_match(&format!("/api/mutual_claims/{id}/{deed}"), &etag, body).await
}

fn tells_nothing(what: &str, a: &Answer) {
    assert_eq!(a.status, StatusCode::OK, "{what}: {}", a.json());
    let text = String::from_utf8(a.bytes.clone()).unwrap();
    for secret in SECRET {
        assert!(!text.contains(secret), "{what} tells {secret}: {text}");
    }
}

/// The problem of a claim that is not there, without the number that was asked for.
fn gone(what: &str, a: &Answer) {
    assert_eq!((a.status, a.problem().as_str()), (StatusCode::NOT_FOUND, "mutual.claim-not-found"), "{what}");
}

/// Every deed of people on a claim, with a body that is read.
fn deeds() -> Vec<(&'static str, &'static str, Value)> {
    let codes = json!({ "codes": ["late"] });
    let note = json!({ "note": "请核实" });
    vec![
        ("POST", "review", note.clone()),
        ("POST", "approve", note.clone()),
        ("POST", "ask", note.clone()),
        ("POST", "answer", note.clone()),
        ("POST", "reckon", note.clone()),
        ("POST", "withdraw", note),
        ("POST", "refuse", codes.clone()),
        ("POST", "decline", codes),
        ("PATCH", "", told("FP-78")),
    ]
}

async fn tries(by: &Caller<'_>, id: &str) -> Vec<(String, Answer)> {
    let mut all = Vec::new();
    for (method, deed, body) in deeds() {
        let path = format!("/api/mutual_claims/{id}{}{deed}", if deed.is_empty() { "" } else { "/" });
        let got = by.call(method, &path, &[("if-match", "\"2\"")], Some(&body)).await;
        all.push((format!("{method} {deed}"), got));
    }
    all
}

db_test! { setup();
    async fn a_chair_reads_nothing_that_tells_of_health(db: &TestDb) {
        let (w, people) = world(db);
        let api = Api::new(&w.app);
        let officer = api.sign_in(Role::FundOfficer, w.r.county.id).await;
        let chair = api.sign_in(Role::Chair, w.r.mine.id).await;
        let id = window(&officer, &people[0], "FP-77").await;
        let path = format!("/api/mutual_claims/{id}");
        let file = made(&paper(&api, &officer, &format!("{path}/papers")).await);
        assert_eq!(deed(&officer, &id, "ask", &json!({ "note": "请补病理报告" })).await.status, StatusCode::OK);
        // Who decides reads all of it on the same pages: the words that are looked for are really there.
        let full = String::from_utf8(officer.get(&path).await.bytes).unwrap();
        for secret in SECRET.iter().filter(|s| **s != "19000.00") {
            assert!(full.contains(secret), "{secret}: {full}");
        }
        let shown = chair.get(&path).await;
        tells_nothing("get", &shown);
        let v = shown.json();
        assert_eq!((&v["health"], &v["told"], &v["papers"], &v["trace"]), (&json!(false), &Value::Null, &json!([]), &json!([])));
        assert_eq!((&v["state"], &v["name"]), (&json!("supplement"), &json!(people[0].name)), "how it stands is told");
        let list = chair.get("/api/mutual_claims").await;
        tells_nothing("list", &list);
        assert_eq!(list.items("id"), [id.as_str()]);
        tells_nothing("refusals", &chair.get(&format!("{path}/refusals")).await);
        // Nor is it found out by asking: a wrong day of admission and a right one are the same.
        for q in ["from=2026-10-21", "to=2026-10-19", "signals=true", "signals=false"] {
            assert_eq!(chair.get(&format!("/api/mutual_claims?{q}")).await.items("id"), [id.as_str()], "{q}");
        }
        assert_eq!(officer.get("/api/mutual_claims?from=2026-10-21").await.items("id"), Vec::<String>::new());
        let gone = chair.get(&format!("{path}/papers/{file}")).await;
        assert_eq!((gone.status, gone.problem().as_str()), (StatusCode::NOT_FOUND, "mutual.paper-not-found"));
        let order = json!({ "format": "csv", "purpose": "核对申请情况", "columns": [] });
        assert_eq!(chair.post("/api/mutual_claims/export", &order).await.status, StatusCode::FORBIDDEN);
        assert_eq!(chair.post(&format!("{path}/reveal"), &json!({ "purpose": "核对" })).await.status, StatusCode::FORBIDDEN);
        // What somebody entered themselves they may read again; the list stays as it is.
        let own = with(told("FP-79"), &json!({ "person_id": people[1].id, "channel": "union" }));
        let own = made(&chair.post("/api/mutual_claims", &own).await);
        assert_eq!(chair.get(&format!("/api/mutual_claims/{own}")).await.json()["told"]["illness"], "胃恶性肿瘤");
        tells_nothing("list with an own one", &chair.get("/api/mutual_claims").await);
        // The manager's list as a file has it.
        let manager = api.sign_in(Role::FundManager, w.r.county.id).await;
        let file = String::from_utf8(manager.post("/api/mutual_claims/export", &order).await.bytes).unwrap();
        assert!(file.contains("示范肿瘤医院") && file.contains("2026-10-20") && file.contains("19000.00"), "{file}");
    }

    async fn a_member_sees_own_claims_only(db: &TestDb) {
        let (w, people) = world(db);
        let api = Api::new(&w.app);
        let one = api.member(&people[0].name, &people[0].number, &phone_of(1)).await;
        let other = api.member(&people[1].name, &people[1].number, &phone_of(2)).await;
        let own = phoned(&one, "FP-77").await;
        let foreign = phoned(&other, "FP-88").await;
        let listed = one.get("/api/me/mutual_claims").await.json();
        let ids: Vec<&str> = listed.as_array().unwrap().iter().map(|c| c["id"].as_str().unwrap()).collect();
        assert_eq!(ids, [own.as_str()]);
        let file = made(&paper(&api, &other, &format!("/api/me/mutual_claims/{foreign}/papers")).await);
        for id in [foreign.as_str(), "4611686018427387904"] {
            let path = format!("/api/me/mutual_claims/{id}");
            gone("get", &one.get(&path).await);
            gone("papers", &one.get(&format!("{path}/papers/{file}")).await);
            gone("add", &paper(&api, &one, &format!("{path}/papers")).await);
            for deed in ["answer", "withdraw", "appeal"] {
                gone(deed, &one.post(&format!("{path}/{deed}"), &json!({ "text": "请核实" })).await);
            }
        }
        assert_eq!(other.get(&format!("/api/me/mutual_claims/{foreign}")).await.json()["state"], "reckoned", "nothing happened to it");
        // A member is no cadre, and a cadre no member.
        assert_eq!(one.get(&format!("/api/mutual_claims/{own}")).await.status, StatusCode::UNAUTHORIZED);
        let officer = api.sign_in(Role::FundOfficer, w.r.county.id).await;
        assert_eq!(officer.get("/api/me/mutual_claims").await.status, StatusCode::UNAUTHORIZED);
    }

    async fn a_claim_out_of_scope_is_one_that_is_not_there(db: &TestDb) {
        let (w, people) = world(db);
        let api = Api::new(&w.app);
        let officer = api.sign_in(Role::FundOfficer, w.r.county.id).await;
        let id = window(&officer, &people[0], "FP-77").await;
        for role in [Role::FundOfficer, Role::FundManager, Role::FundAuditor, Role::Clerk, Role::Chair] {
            let by = api.sign_in(role, w.r.there.id).await;
            assert_eq!(by.get("/api/mutual_claims").await.items("id"), Vec::<String>::new());
            assert_eq!(by.get("/api/mutual_claims/count").await.json()["value"], 0);
            for id in [id.as_str(), "4611686018427387904"] {
                let path = format!("/api/mutual_claims/{id}");
                gone("get", &by.get(&path).await);
                gone("refusals", &by.get(&format!("{path}/refusals")).await);
                for (what, a) in tries(&by, id).await {
                    // What the role may never do is refused before anybody looks.
                    assert!(a.status == StatusCode::FORBIDDEN || a.status == StatusCode::NOT_FOUND, "{what}: {}", a.json());
                    if a.status == StatusCode::NOT_FOUND {
                        gone(&what, &a);
                    }
                }
            }
        }
        let shown = officer.get(&format!("/api/mutual_claims/{id}")).await.json();
        assert_eq!((&shown["state"], shown["decisions"].as_array().unwrap().len()), (&json!("reckoned"), 1));
    }

    async fn an_auditor_reads_everything_and_decides_nothing(db: &TestDb) {
        let (w, people) = world(db);
        let api = Api::new(&w.app);
        let officer = api.sign_in(Role::FundOfficer, w.r.county.id).await;
        let id = window(&officer, &people[0], "FP-77").await;
        let path = format!("/api/mutual_claims/{id}");
        let file = made(&paper(&api, &officer, &format!("{path}/papers")).await);
        let auditor = api.sign_in(Role::FundAuditor, w.r.county.id).await;
        let shown = auditor.get(&path).await.json();
        assert_eq!((&shown["told"]["illness"], shown["papers"].as_array().unwrap().len()), (&json!("胃恶性肿瘤"), 1));
        assert!(shown["may"].as_object().unwrap().values().all(|may| may == false), "{}", shown["may"]);
        assert_eq!(auditor.get(&format!("{path}/papers/{file}")).await.status, StatusCode::OK);
        for (what, a) in tries(&auditor, &id).await {
            assert_eq!(a.status, StatusCode::FORBIDDEN, "{what}: {}", a.json());
        }
        let draft = with(told("FP-80"), &json!({ "person_id": people[1].id, "channel": "window" }));
        assert_eq!(auditor.post("/api/mutual_claims", &draft).await.status, StatusCode::FORBIDDEN);
        assert_eq!(paper(&api, &auditor, &format!("{path}/papers")).await.status, StatusCode::FORBIDDEN);
        let version = shown["version"].clone();
        for deed in ["review", "approve"] {
            let all = json!({ "deed": deed, "items": [{ "id": id, "version": version }] });
            let done = auditor.post("/api/mutual_claims/bulk", &all).await.json();
            assert_eq!((&done["done"], done["failed"].as_array().unwrap().len()), (&json!(0), 1), "{deed}: {done}");
        }
        let fund = w.r.county.id;
        for (path, body) in [
            ("mutual_claims/reckon", json!({ "fund_id": fund })),
            ("mutual_notices", json!({ "fund_id": fund, "title": "互助金公示", "contact": "0574-65550101" })),
            ("mutual_sources", json!({ "union_id": fund, "name": "医保局", "mapping": {} })),
        ] {
            assert_eq!(auditor.post(&format!("/api/{path}"), &body).await.status, StatusCode::FORBIDDEN, "{path}");
        }
        let now = officer.get(&path).await.json();
        assert_eq!((&now["version"], &now["state"]), (&version, &json!("reckoned")));
    }

    async fn what_a_member_sends_twice_under_a_key_is_done_once(db: &TestDb) {
        let (w, people) = world(db);
        let api = Api::new(&w.app);
        let officer = api.sign_in(Role::FundOfficer, w.r.county.id).await;
        let member = api.member(&people[0].name, &people[0].number, &phone_of(1)).await;
        let id = phoned(&member, "FP-77").await;
        let path = format!("/api/me/mutual_claims/{id}");
        assert_eq!(deed(&officer, &id, "ask", &json!({ "note": "请补病理报告" })).await.status, StatusCode::OK);
        let done = |deed: &'static str| {
            let (officer, id) = (&officer, &id);
            async move {
                let shown = officer.get(&format!("/api/mutual_claims/{id}")).await.json();
                shown["decisions"].as_array().unwrap().iter().filter(|d| d["deed"] == deed).count()
            }
        };
        for deed in ["answer", "withdraw"] {
            let (path, key, body) = (format!("{path}/{deed}"), format!("{deed}-key-1"), json!({ "text": "已经补了" }));
            let first = member.post_once(&path, &key, &body).await;
            assert_eq!(first.status, StatusCode::OK, "{deed}: {}", first.json());
            let again = member.post_once(&path, &key, &body).await;
            assert_eq!((again.status, again.json()), (first.status, first.json()), "{deed}");
            assert_eq!(done(deed).await, 1, "{deed}");
            let other = member.post_once(&path, &key, &json!({ "text": "别的话" })).await;
            assert_eq!(other.problem(), "platform.idempotency-mismatch", "{deed}");
            assert_eq!(member.post(&path, &body).await.problem(), "mutual.claim-state", "{deed}: without a key it is another one");
        }
        // A key is of one deed.
        let mixed = member.post_once(&format!("{path}/answer"), "withdraw-key-1", &json!({ "text": "已经补了" })).await;
        assert_eq!(mixed.problem(), "platform.idempotency-mismatch");
        let id = phoned(&member, "FP-78").await;
        assert_eq!(deed(&officer, &id, "refuse", &json!({ "codes": ["late"] })).await.status, StatusCode::OK);
        let (path, body) = (format!("/api/me/mutual_claims/{id}/appeal"), json!({ "text": "没有超过期限，请复查" }));
        let first = member.post_once(&path, "appeal-key-1", &body).await;
        assert_eq!(first.status, StatusCode::CREATED, "{}", first.json());
        assert_eq!(member.post_once(&path, "appeal-key-1", &body).await.json(), first.json());
        // Who refused it has no hand in the appeal; a colleague has.
        let case = first.json()["case_id"].as_str().unwrap().to_owned();
        let colleague = api.sign_in(Role::FundOfficer, w.r.county.id).await;
        let mut version = String::new();
        for (who, hand) in [(&officer, "barred"), (&colleague, "free")] {
            let seen = who.get(&format!("/api/cases/{case}")).await.json();
            assert_eq!((&seen["hand"], seen["moves"].as_array().unwrap().is_empty()), (&json!(hand), hand == "barred"), "{seen}");
            version = format!("\"{}\"", seen["version"]);
        }
        let uphold = json!({ "deed": "move", "code": "uphold", "note": "没有超过期限" });
        let path = format!("/api/cases/{case}/deeds");
        assert_eq!(officer.post_match(&path, &version, &uphold).await.problem(), "cases.own-decision");
        assert_eq!(colleague.post_match(&path, &version, &uphold).await.status, StatusCode::OK);
    }
}
