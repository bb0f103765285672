//! Near relatives of a deceased member exercise the rights over the member's data: recorded, answered, copied, erased, and not
//! against what the member arranged; on every database.
#![allow(clippy::unwrap_used, reason = "a test")]

use crate::common::{Answer, Api, Caller, Register, app, enter, id_number, number, person, setup, trace};
use axum::http::StatusCode;
use guard::Role;
use kernel::Id;
use platform::App;
use serde_json::{Value, json};
use testkit::{TestDb, db_test};
use tokio::task::block_in_place;

const PHONE: &str = "13957450001";
const RELATIVE_PHONE: &str = "13805748899";

async fn setting(app: &App) -> (Register, Id) {
    block_in_place(|| app.load_dated()).unwrap();
    block_in_place(|| {
        let r = Register::new(app);
        let ids = enter(app, &r.theirs, vec![person("王丽甲", &id_number(1), Some(PHONE))]);
        (r, ids[0])
    })
}

fn count(app: &App, text: &str) -> i64 {
    block_in_place(|| number(app.store(), text))
}

async fn attach(who: &Caller<'_>, id: Id, name: &str) -> String {
    let mut body =
        format!("--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}.png\"\r\n\r\n")
            .into_bytes();
    body.extend_from_slice(b"\x89PNG\r\n\x1a\n0000\r\n--X--\r\n");
    let added = who.send_form(&format!("/api/members/{id}/attachments"), body).await;
    added.json()["id"].as_str().unwrap().to_owned()
}

async fn die(clerk: &Caller<'_>, id: Id, death: &str) {
    let body = json!({ "kind": "died", "day": "2026-11-10", "evidence_id": death });
    let done = clerk.post(&format!("/api/members/{id}/leave"), &body).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.json());
}

/// The daughter asks, with evidence of relation and death.
fn form(kind: &str, relation: &str, death: &str) -> Value {
    json!({
        "kind": kind, "relation": "2", "name": "陈小雨", "phone": RELATIVE_PHONE, "relative_document_kind": "111",
        "relative_document_number": id_number(70), "relation_evidence": [relation], "death_evidence": [death],
        "reason": "办理抚恤"
    })
}

async fn ask(clerk: &Caller<'_>, id: Id, form: &Value) -> String {
    let made = clerk.post(&format!("/api/members/{id}/data_requests"), form).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.json());
    made.json()["id"].as_str().unwrap().to_owned()
}

async fn answer(cadre: &Caller<'_>, person: Id, id: &str, how: &str) -> Answer {
    let path = format!("/api/members/{person}/data_requests/{id}/{how}");
    cadre.call("POST", &path, &[("if-match", "\"1\"")], Some(&json!({ "answer": "核对过原件" }))).await
}

async fn copy(cadre: &Caller<'_>, person: Id, id: &str, purpose: &str) -> Answer {
    cadre
        .post(&format!("/api/members/{person}/data_requests/{id}/copy"), &json!({ "purpose": purpose }))
        .await
}

db_test! { setup();
    async fn a_relative_has_a_copy_once_the_union_agrees_and_nobody_else_learns_of_it(db: &TestDb) {
        let app = app(db);
        let (r, id) = setting(&app).await;
        let api = Api::new(&app);
        let clerk = api.sign_in(Role::Clerk, r.there.id).await;
        let other = api.sign_in(Role::Clerk, r.here.id).await;
        let (relation, death) = (attach(&clerk, id, "陈小雨户口簿").await, attach(&clerk, id, "死亡证明").await);
        attach(&clerk, id, "入会申请书").await;
        die(&clerk, id, &death).await;
        let wish = form("copy", &relation, &death);
        let path = format!("/api/members/{id}/data_requests");
        let foreign = other.post(&path, &wish).await;
        assert_eq!((foreign.status, foreign.problem()), (StatusCode::NOT_FOUND, "registry.member-not-found".into()));
        assert_eq!(other.get(&format!("/api/members/{id}/relatives_choice")).await.status, StatusCode::NOT_FOUND);
        let made = ask(&clerk, id, &wish).await;
        assert_eq!(clerk.post(&path, &wish).await.problem(), "registry.request-open");

        let line = clerk.get("/api/data_requests?kind=copy").await.json();
        assert_eq!(line["items"][0]["relation_label"], "子女");
        assert_eq!(line["items"][0]["number"], "GX2026-0001");
        assert!(other.get("/api/data_requests").await.items("id").is_empty());
        let seen = clerk.get(&format!("{path}/{made}")).await.json();
        assert_eq!(seen["relative"]["name"], "陈小雨");
        assert_eq!((&seen["relative"]["recorded_by"], &seen["own"]), (&json!("李干事"), &json!(false)));
        assert_eq!(seen["relative"]["death_evidence"][0]["name"], "死亡证明.png");
        let text = seen.to_string();
        assert!(!text.contains(RELATIVE_PHONE) && !text.contains(&id_number(70)) && text.contains("138****8899"), "{text}");
        let sealed = "SELECT count(*) FROM data_request_relative WHERE length(phone) > 20 AND length(document) > 20";
        assert_eq!(count(&app, sealed), 1);

        assert_eq!(copy(&clerk, id, &made, "交给女儿").await.problem(), "registry.relative-no-copy");
        assert_eq!(answer(&other, id, &made, "accept").await.status, StatusCode::NOT_FOUND);
        let done = answer(&clerk, id, &made, "accept").await;
        assert_eq!(done.status, StatusCode::NO_CONTENT, "{}", done.json());
        assert_eq!(copy(&clerk, id, &made, "无").await.fields(), [("/purpose".into(), "registry.purpose-short".into())]);
        assert_eq!(copy(&other, id, &made, "交给女儿").await.status, StatusCode::NOT_FOUND);
        let copied = copy(&clerk, id, &made, "交给女儿").await;
        assert_eq!(copied.status, StatusCode::OK, "{}", copied.json());
        let text = copied.json().to_string();
        assert!(text.contains(&id_number(1)) && text.contains(PHONE) && text.contains("入会申请书") && text.contains("李*"), "{text}");
        // Neither the staff nor the relatives.
        assert!(!text.contains("李干事") && !text.contains("陈小雨") && !text.contains("死亡证明"), "{text}");
        let deeds = trace(&app).await;
        let noted = deeds.iter().find(|e| e.action == "data-request.copy").unwrap();
        assert!(noted.subject_id == id && noted.detail.contains("交给女儿"), "{}", noted.detail);
        assert!(deeds.iter().any(|e| e.action == "data-request.ask" && e.detail.contains("\"relation\":\"2\"")));
        assert_eq!(count(&app, &format!("SELECT count(*) FROM notice WHERE recipient_id = {id}")), 0, "nobody reads it");
    }

    async fn not_of_the_living_and_not_without_what_shows_it(db: &TestDb) {
        let app = app(db);
        let (r, id) = setting(&app).await;
        let api = Api::new(&app);
        let clerk = api.sign_in(Role::Clerk, r.there.id).await;
        let (relation, death) = (attach(&clerk, id, "户口簿").await, attach(&clerk, id, "死亡证明").await);
        let path = format!("/api/members/{id}/data_requests");
        let living = clerk.post(&path, &form("copy", &relation, &death)).await;
        assert_eq!((living.status, living.problem()), (StatusCode::CONFLICT, "registry.relative-living".into()));
        die(&clerk, id, &death).await;
        let bare = json!({
            "kind": "flag", "relation": "9", "name": "", "phone": "1", "relative_document_kind": "111",
            "relative_document_number": "330226", "relation_evidence": [], "death_evidence": []
        });
        let pointers: Vec<String> = clerk.post(&path, &bare).await.fields().into_iter().map(|(p, _)| p).collect();
        let all = ["/kind", "/relation", "/name", "/phone", "/relative_document_number", "/relation_evidence", "/death_evidence"];
        assert_eq!(pointers, all);
        let mut wish = form("copy", &relation, "77");
        assert_eq!(clerk.post(&path, &wish).await.problem(), "platform.file-not-found");
        wish["death_evidence"] = json!([]);
        assert_eq!(clerk.post(&path, &wish).await.fields(), [("/death_evidence".into(), "registry.relative-evidence".into())]);
        assert_eq!(count(&app, "SELECT count(*) FROM data_request"), 0);

        // The death was an error: what was asked meanwhile is not done.
        let made = ask(&clerk, id, &form("erasure", &relation, &death)).await;
        let last = clerk.get(&format!("/api/members/{id}/last_step")).await.json();
        let undone = json!({ "event_id": last["event_id"], "reason": "办理有误" });
        assert_eq!(clerk.post(&format!("/api/members/{id}/undo_step"), &undone).await.status, StatusCode::OK);
        assert_eq!(answer(&clerk, id, &made, "accept").await.problem(), "registry.relative-living");
        assert_eq!(answer(&clerk, id, &made, "refuse").await.status, StatusCode::NO_CONTENT);
    }

    async fn what_the_member_arranged_while_alive_goes_before(db: &TestDb) {
        let app = app(db);
        let (r, id) = setting(&app).await;
        let api = Api::new(&app);
        let clerk = api.sign_in(Role::Clerk, r.there.id).await;
        let member = api.member("王丽甲", &id_number(1), PHONE).await;
        let at = format!("/api/members/{id}/relatives_choice");
        let choice = clerk.get(&at).await.json();
        assert_eq!(choice, json!({ "allowed": true, "chosen_at": null, "deceased": false }));
        let choose = async |allowed: bool| {
            let done = member.call("PUT", "/api/me/relatives_choice", &[], Some(&json!({ "allowed": allowed }))).await;
            assert_eq!((done.status, &done.json()["allowed"]), (StatusCode::OK, &json!(allowed)));
        };
        for allowed in [false, false, true, false] {
            choose(allowed).await;
        }
        assert_eq!(member.get("/api/me/relatives_choice").await.json()["allowed"], false);
        assert_eq!(count(&app, "SELECT count(*) FROM relatives_choice"), 3, "the same again is none");
        let deeds = trace(&app).await;
        let noted: Vec<_> = deeds.iter().filter(|e| e.action == "member.relatives-choice").collect();
        assert_eq!((noted.len(), noted[0].subject_id), (3, id));
        let (relation, death) = (attach(&clerk, id, "户口簿").await, attach(&clerk, id, "死亡证明").await);
        die(&clerk, id, &death).await;
        let seen = clerk.get(&at).await.json();
        assert!(seen["chosen_at"].is_i64() && seen["allowed"] == false && seen["deceased"] == true, "{seen}");
        for kind in ["copy", "correction", "erasure"] {
            let barred = clerk.post(&format!("/api/members/{id}/data_requests"), &form(kind, &relation, &death)).await;
            assert_eq!((barred.status, barred.problem()), (StatusCode::CONFLICT, "registry.relatives-barred".into()), "{kind}");
        }
    }

    async fn a_relative_corrects_and_has_erased_and_nothing_of_either_is_left(db: &TestDb) {
        let app = app(db);
        let (r, id) = setting(&app).await;
        let api = Api::new(&app);
        let clerk = api.sign_in(Role::Clerk, r.there.id).await;
        let member = api.member("王丽甲", &id_number(1), PHONE).await;
        for allowed in [false, true] {
            member.call("PUT", "/api/me/relatives_choice", &[], Some(&json!({ "allowed": allowed }))).await;
        }
        let (relation, death) = (attach(&clerk, id, "户口簿").await, attach(&clerk, id, "死亡证明").await);
        die(&clerk, id, &death).await;
        let mut wish = form("correction", &relation, &death);
        wish["fields"] = json!({ "name": "王丽佳", "education": "21", "document_number": id_number(8) });
        let path = format!("/api/members/{id}/data_requests");
        assert_eq!(clerk.post(&path, &wish).await.fields(), [("/evidence".into(), "registry.correction-evidence".into())]);
        wish["evidence"] = json!([relation]);
        wish["fields"]["employer_name"] = json!("别的公司");
        assert_eq!(clerk.post(&path, &wish).await.fields(), [("/fields".into(), "registry.correction-field".into())]);
        wish["fields"].as_object_mut().unwrap().remove("employer_name");
        let made = ask(&clerk, id, &wish).await;
        let done = answer(&clerk, id, &made, "accept").await;
        assert_eq!(done.status, StatusCode::NO_CONTENT, "{}", done.json());
        let now = clerk.get(&format!("/api/members/{id}")).await.json();
        assert_eq!((&now["name"], &now["education"], &now["status"]), (&json!("王丽佳"), &json!("21"), &json!("died")));

        // Nobody answers for a relative of the own name: all accounts of the tests are called so.
        wish = form("erasure", &relation, &death);
        wish["name"] = json!("李干事");
        let own = ask(&clerk, id, &wish).await;
        for how in ["accept", "refuse"] {
            let refused = answer(&clerk, id, &own, how).await;
            assert_eq!((refused.status, refused.problem()), (StatusCode::FORBIDDEN, "registry.request-own".into()));
        }
        let ended = crate::common::sql("UPDATE data_request SET state = 'withdrawn' WHERE state = 'open'");
        block_in_place(|| app.store().write_blocking(move |tx| tx.execute(&ended, &[]))).unwrap();
        let made = ask(&clerk, id, &form("erasure", &relation, &death)).await;
        let done = answer(&clerk, id, &made, "accept").await;
        assert_eq!(done.status, StatusCode::NO_CONTENT, "{}", done.json());
        assert_eq!(clerk.get(&format!("/api/members/{id}")).await.status, StatusCode::NOT_FOUND);
        for empty in [
            "SELECT count(*) FROM data_request_relative WHERE name <> '' OR phone IS NOT NULL OR document IS NOT NULL",
            "SELECT count(*) FROM data_request_relative WHERE relation_evidence <> '[]' OR death_evidence <> '[]'",
            "SELECT count(*) FROM relatives_choice",
            "SELECT count(*) FROM person_document",
            "SELECT count(*) FROM attachment",
        ] {
            assert_eq!(count(&app, empty), 0, "{empty}");
        }
        let proof = "SELECT count(*) FROM data_request WHERE relation = '2' AND state = 'accepted' AND kind = 'erasure'";
        assert_eq!(count(&app, proof), 1);
        // No rights are left to exercise.
        let gone = clerk.post(&path, &form("copy", &relation, &death)).await;
        assert_eq!((gone.status, gone.problem()), (StatusCode::NOT_FOUND, "registry.member-not-found".into()));
    }
}
