//! Joining by scanning: from the poster to the card, on every database; races, scope, silence, and what a stranger must
//! not learn.
#![allow(clippy::unwrap_used, reason = "a test")]

use crate::common::{Answer, Api, Caller, Register, app, enter, id_number, number, person, setup};
use axum::http::StatusCode;
use guard::Role;
use kernel::Id;
use platform::App;
use platform::jobs::{Job, JobEnd};
use serde_json::{Value, json};
use store::Tx;
use testkit::{TestDb, db_test};
use tokio::task::block_in_place;

const DAY_MS: i64 = 86_400_000;

async fn setting(app: &App) -> Register {
    block_in_place(|| app.load_dated()).unwrap();
    block_in_place(|| Register::new(app))
}

/// The token of a union's poster.
async fn poster(cadre: &Caller<'_>, union: Id, renew: bool) -> String {
    let made = cadre.post(&format!("/api/unions/{union}/join_code"), &json!({ "renew": renew })).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.json());
    made.json()["path"].as_str().unwrap().rsplit('/').next().unwrap().to_owned()
}

fn phone(n: u32) -> String {
    format!("138057410{n:02}")
}

async fn code(api: &Api, token: &str, phone: &str) -> String {
    let sent = api.nobody().post(&format!("/api/join/{token}/codes"), &json!({ "phone": phone })).await;
    assert_eq!(sent.status, StatusCode::OK, "{}", sent.json());
    sent.json()["demo_code"].as_str().unwrap().to_owned()
}

/// The form of somebody whose phone has got a code.
async fn form(api: &Api, token: &str, name: &str, n: u32, phone: &str) -> Value {
    json!({
        "phone": phone, "code": code(api, token, phone).await, "name": name, "document_number": id_number(n),
        "employer_name": "宏达模具有限公司", "consent_version": "2026-11"
    })
}

async fn apply(api: &Api, token: &str, name: &str, n: u32, phone: &str) -> Value {
    let form = form(api, token, name, n, phone).await;
    let made = api.nobody().post(&format!("/api/join/{token}"), &form).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.json());
    made.json()
}

async fn state(api: &Api, receipt: &Value) -> String {
    let answer = api.nobody().post("/api/join/status", receipt).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.json());
    answer.json()["state"].as_str().unwrap().to_owned()
}

async fn waiting(cadre: &Caller<'_>) -> Vec<String> {
    cadre.get("/api/joins").await.items("id")
}

/// Approves one; the row of the answer.
async fn approve(cadre: &Caller<'_>, id: &str) -> Value {
    let done = cadre.post("/api/joins/approve", &json!({ "ids": [id] })).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.json());
    done.json()[0].clone()
}

fn count(app: &App, text: &str) -> i64 {
    block_in_place(|| number(app.store(), text))
}

fn fall_due(app: &App) {
    let job = Job { id: Id(1), kind: "registry.join-due".into(), payload: "null".into(), attempts: 0 };
    let all = (registry::module().jobs)();
    let handler = all.iter().find(|h| h.kind() == job.kind).unwrap();
    assert_eq!(block_in_place(|| handler.run(app, &job)).unwrap(), JobEnd::Done);
}

/// An answer without what is different by nature: the number and the secret.
fn bare(answer: &Answer) -> (StatusCode, usize, Vec<String>) {
    let keys = answer.json().as_object().unwrap().keys().cloned().collect();
    (answer.status, answer.bytes.len(), keys)
}

db_test! { setup();
    async fn a_worker_scans_and_is_a_member_after_one_tap(db: &TestDb) {
        let app = app(db);
        let r = setting(&app).await;
        let api = Api::new(&app);
        let chair = api.sign_in(Role::Chair, r.mine.id).await;
        let none = chair.get(&format!("/api/unions/{}/join_code", r.mine.id)).await;
        assert_eq!(none.json(), Value::Null);
        let token = poster(&chair, r.mine.id, false).await;
        assert_eq!(poster(&chair, r.mine.id, false).await, token, "the poster stays");
        assert_eq!(token.len(), 32, "128 bits");
        let page = api.nobody().get(&format!("/api/join/{token}")).await.json();
        assert_eq!(page["union_name"], "宏达模具有限公司工会委员会");
        assert_eq!(page["union_path_names"][0], "示范县总工会");
        assert!(page["consent"][0].as_str().unwrap().contains("自愿"));

        let receipt = apply(&api, &token, "周小芳", 2, &phone(1)).await;
        assert_eq!(state(&api, &receipt).await, "applied");
        let list = chair.get("/api/joins?q=周").await;
        assert_eq!(list.items("masked_number"), [kernel::text::mask(&id_number(2), 3, 4)]);
        assert_eq!(list.items("employer_name"), ["宏达模具有限公司"]);
        assert_eq!(chair.get("/api/joins/count").await.json()["value"], 1);
        assert_eq!(chair.get("/api/home").await.json()["joins"], 1);
        let told = chair.get("/api/notices").await;
        assert_eq!(told.items("title"), ["有新的入会申请"], "{}", told.json());
        let id = list.items("id").remove(0);
        let shown = chair.get(&format!("/api/joins/{id}")).await.json();
        assert_eq!((&shown["labels"]["sex"], &shown["name"]), (&json!("男"), &json!("周小芳")));
        let why = json!({ "field": "phone", "purpose": "电话核实本人" });
        let phone_shown = chair.post(&format!("/api/joins/{id}/reveal"), &why).await.json();
        assert_eq!(phone_shown["value"], phone(1));

        let done = approve(&chair, &id).await;
        assert_eq!(done["outcome"], "member", "{done}");
        assert_eq!(state(&api, &receipt).await, "approved");
        assert_eq!(count(&app, "SELECT count(*) FROM join_open"), 0);
        // A minute later the phone signs in with the code alone.
        db.clock().advance_ms(61_000);
        let sent = api.nobody().post("/api/member_session/code", &json!({ "phone": phone(1) })).await.json();
        let body = json!({ "phone": phone(1), "code": sent["demo_code"] });
        let step = api.nobody().post("/api/member_session", &body).await;
        assert_eq!(step.json()["state"], "done", "{}", step.json());
        let cookie = step.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
        let mine = api.nobody().call("GET", "/api/me/card", &[("cookie", &cookie)], None).await;
        assert_eq!(mine.status, StatusCode::OK, "{}", mine.json());
        let consents = api.nobody().call("GET", "/api/me/consents", &[("cookie", &cookie)], None).await.json();
        assert_eq!((&consents[0]["version"], consents.as_array().unwrap().len()), (&json!("2026-11"), 1));
    }

    async fn one_open_application_per_person_and_union_under_a_race(db: &TestDb) {
        let app = app(db);
        let r = setting(&app).await;
        let api = Api::new(&app);
        let chair = api.sign_in(Role::Chair, r.mine.id).await;
        let token = poster(&chair, r.mine.id, false).await;
        let (one, other) =
            (form(&api, &token, "周小芳", 2, &phone(1)).await, form(&api, &token, "周小芳", 2, &phone(2)).await);
        let (path, a, b) = (format!("/api/join/{token}"), api.nobody(), api.nobody());
        let (first, second) = tokio::join!(a.post(&path, &one), b.post(&path, &other));
        assert_eq!((first.status, second.status), (StatusCode::CREATED, StatusCode::CREATED));
        assert_eq!(bare(&first), bare(&second), "they cannot tell who was first");
        assert_eq!(waiting(&chair).await.len(), 1);
        // Whose was stored, may withdraw it; the other only gives up.
        let held = count(&app, "SELECT count(*) FROM join_receipt WHERE own = 1");
        assert_eq!(held, 1);
        let own = count(&app, "SELECT id FROM join_receipt WHERE own = 1").to_string();
        let (mine, foreign) = if first.json()["number"] == json!(own) { (first, second) } else { (second, first) };
        assert_eq!(api.nobody().post("/api/join/withdraw", &foreign.json()).await.status, StatusCode::NO_CONTENT);
        assert_eq!(state(&api, &foreign.json()).await, "withdrawn");
        assert_eq!((state(&api, &mine.json()).await.as_str(), waiting(&chair).await.len()), ("applied", 1));
        assert_eq!(api.nobody().post("/api/join/withdraw", &mine.json()).await.status, StatusCode::NO_CONTENT);
        assert_eq!(waiting(&chair).await.len(), 0);
        let again = api.nobody().post("/api/join/withdraw", &mine.json()).await;
        assert_eq!(again.problem(), "registry.join-decided");
        // And may apply again.
        db.clock().advance_ms(61_000);
        apply(&api, &token, "周小芳", 2, &phone(1)).await;
        assert_eq!(waiting(&chair).await.len(), 1);
    }

    async fn of_two_chairs_one_approves_and_a_member_is_there_once(db: &TestDb) {
        let app = app(db);
        let r = setting(&app).await;
        let api = Api::new(&app);
        let (chair, clerk) = (api.sign_in(Role::Chair, r.mine.id).await, api.sign_in(Role::Clerk, r.here.id).await);
        let token = poster(&chair, r.mine.id, false).await;
        apply(&api, &token, "周小芳", 2, &phone(1)).await;
        let id = waiting(&chair).await.remove(0);
        let (a, b) = tokio::join!(approve(&chair, &id), approve(&clerk, &id));
        let mut outcomes = [a["outcome"].as_str().unwrap(), b["outcome"].as_str().unwrap()];
        outcomes.sort_unstable();
        assert_eq!(outcomes, ["failed", "member"], "{a} {b}");
        let late = if a["outcome"] == "failed" { &a } else { &b };
        assert_eq!(late["code"], "registry.join-decided");
        assert_eq!(count(&app, "SELECT count(*) FROM membership"), 1);
        assert_eq!(count(&app, "SELECT count(*) FROM consent"), 1);
    }

    async fn an_approval_and_an_entry_by_hand_at_once_make_one_member(db: &TestDb) {
        let app = app(db);
        let r = setting(&app).await;
        let api = Api::new(&app);
        let (chair, clerk) = (api.sign_in(Role::Chair, r.mine.id).await, api.sign_in(Role::Clerk, r.here.id).await);
        let token = poster(&chair, r.mine.id, false).await;
        apply(&api, &token, "周小芳", 2, &phone(1)).await;
        let id = waiting(&chair).await.remove(0);
        let by_hand = json!({
            "union_id": r.mine.id, "name": "周小芳", "sex": "1", "document_number": id_number(2),
            "change_day": "2026-11-20"
        });
        let (approved, entered) = tokio::join!(approve(&chair, &id), clerk.post("/api/members", &by_hand));
        let won = (approved["outcome"] == "member", entered.status == StatusCode::CREATED);
        assert!(won.0 != won.1, "{approved} {}", entered.json());
        assert_eq!(count(&app, "SELECT count(*) FROM membership"), 1);
        if !won.0 {
            // Nothing is lost: the application waits, and the second look says why.
            assert_eq!(approve(&chair, &id).await["code"], "registry.already-member");
            let no = json!({ "reason": "3" });
            let refused = chair.post(&format!("/api/joins/{id}/refuse"), &no).await;
            assert_eq!(refused.status, StatusCode::NO_CONTENT);
        }
    }

    async fn a_member_elsewhere_moves_and_another_name_is_told(db: &TestDb) {
        let app = app(db);
        let r = setting(&app).await;
        let there = block_in_place(|| enter(&app, &r.theirs, vec![person("王丽", &id_number(3), Some(&phone(3)))]));
        let api = Api::new(&app);
        let chair = api.sign_in(Role::Chair, r.mine.id).await;
        let token = poster(&chair, r.mine.id, false).await;
        apply(&api, &token, "王丽", 3, &phone(4)).await;
        let done = approve(&chair, &waiting(&chair).await[0]).await;
        assert_eq!((&done["outcome"], &done["person_id"]), (&json!("transfer"), &json!(there[0])));
        assert_eq!(count(&app, "SELECT count(*) FROM transfer_proposal WHERE agreed_at > 0"), 1);
        assert_eq!(count(&app, "SELECT count(*) FROM member_bond"), 0, "another phone is not taken over");
        // Somebody else's number.
        apply(&api, &token, "李假", 3, &phone(5)).await;
        let id = waiting(&chair).await.remove(0);
        let failed = approve(&chair, &id).await;
        assert_eq!((&failed["outcome"], &failed["code"]), (&json!("failed"), &json!("registry.name-differs")));
        assert_eq!(waiting(&chair).await, std::slice::from_ref(&id), "it waits on");
        let bad = chair.post(&format!("/api/joins/{id}/refuse"), &json!({ "reason": "x" })).await;
        assert_eq!(bad.fields(), [("/reason".to_owned(), "registry.code-unknown".to_owned())]);
        let no = json!({ "reason": "2", "note": "姓名与证件不符" });
        assert_eq!(chair.post(&format!("/api/joins/{id}/refuse"), &no).await.status, StatusCode::NO_CONTENT);
        let refused = chair.get("/api/joins?state=refused").await;
        assert_eq!(refused.items("reason"), ["信息填写有误：姓名与证件不符"]);
    }

    async fn another_union_sees_and_decides_nothing(db: &TestDb) {
        let app = app(db);
        let r = setting(&app).await;
        let api = Api::new(&app);
        let chair = api.sign_in(Role::Chair, r.mine.id).await;
        let (foreign, viewer) =
            (api.sign_in(Role::Chair, r.theirs.id).await, api.sign_in(Role::Viewer, r.here.id).await);
        let token = poster(&chair, r.mine.id, false).await;
        apply(&api, &token, "周小芳", 2, &phone(1)).await;
        let id = waiting(&chair).await.remove(0);
        assert_eq!(waiting(&foreign).await, [""; 0]);
        for path in [format!("/api/joins/{id}"), format!("/api/joins?union_id={}", r.mine.id)] {
            assert_eq!(foreign.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        let why = json!({ "field": "phone", "purpose": "电话核实本人" });
        for (path, body) in [("reveal", &why), ("refuse", &json!({ "reason": "1" }))] {
            let path = format!("/api/joins/{id}/{path}");
            assert_eq!(foreign.post(&path, body).await.status, StatusCode::NOT_FOUND, "{path}");
            assert_eq!(viewer.post(&path, body).await.status, StatusCode::FORBIDDEN, "{path}");
        }
        assert_eq!(approve(&foreign, &id).await["code"], "registry.join-not-found");
        let code = format!("/api/unions/{}/join_code", r.mine.id);
        assert_eq!(foreign.get(&code).await.status, StatusCode::NOT_FOUND);
        assert_eq!(foreign.post(&code, &json!({})).await.status, StatusCode::NOT_FOUND);
        assert_eq!(waiting(&viewer).await, [id], "who reads, sees it");
    }

    async fn a_stranger_learns_nothing(db: &TestDb) {
        let app = app(db);
        let r = setting(&app).await;
        block_in_place(|| enter(&app, &r.mine, vec![person("王丽", &id_number(3), Some(&phone(3)))]));
        block_in_place(|| enter(&app, &r.theirs, vec![person("王芳", &id_number(4), Some(&phone(4)))]));
        let api = Api::new(&app);
        let chair = api.sign_in(Role::Chair, r.mine.id).await;
        let token = poster(&chair, r.mine.id, false).await;
        let path = format!("/api/join/{token}");
        let mut seen = Vec::new();
        // A member here, one elsewhere, nobody; each with the own or a foreign phone, and a second time.
        for (name, n, tel) in
            [("王丽", 3, 3), ("王芳", 4, 4), ("赵新", 5, 5), ("王丽", 3, 6), ("赵新", 5, 7)]
        {
            let form = form(&api, &token, name, n, &phone(tel)).await;
            let made = api.nobody().post(&path, &form).await;
            let status = api.nobody().post("/api/join/status", &made.json()).await;
            seen.push((bare(&made), status.status, status.bytes));
        }
        assert!(seen.windows(2).all(|two| two[0] == two[1]), "{seen:?}");
        let wrong = json!({ "number": "1", "secret": "00" });
        assert_eq!(api.nobody().post("/api/join/status", &wrong).await.problem(), "registry.join-not-found");
    }

    async fn codes_cannot_be_tried_out_and_old_posters_say_so(db: &TestDb) {
        let app = app(db);
        let r = setting(&app).await;
        let api = Api::new(&app);
        let chair = api.sign_in(Role::Chair, r.mine.id).await;
        let token = poster(&chair, r.mine.id, false).await;
        let right = form(&api, &token, "周小芳", 2, &phone(1)).await;
        let path = format!("/api/join/{token}");
        let guess = if right["code"] == "000000" { "000001" } else { "000000" };
        let mut wrong = right.clone();
        wrong["code"] = json!(guess);
        for _ in 0..5 {
            let answer = api.nobody().post(&path, &wrong).await;
            assert_eq!(answer.problem(), "accounts.wrong-code");
            db.clock().advance_ms(20_000);
        }
        let late = api.nobody().post(&path, &right).await;
        assert_eq!(late.problem(), "accounts.wrong-code", "five attempts, and the right one is no good any more");
        assert_eq!(waiting(&chair).await.len(), 0);
        let soon = api.nobody().post(&format!("{path}/codes"), &json!({ "phone": phone(2) })).await;
        assert_eq!(soon.status, StatusCode::OK);
        let again = api.nobody().post(&format!("{path}/codes"), &json!({ "phone": phone(2) })).await;
        assert_eq!(again.problem(), "accounts.too-many-codes");
        let odd = api.nobody().post(&format!("{path}/codes"), &json!({ "phone": "123" })).await;
        assert_eq!(odd.fields()[0].0, "/phone");

        let guessed = api.nobody().get("/api/join/00000000000000000000000000000000").await;
        assert_eq!((guessed.status, guessed.problem().as_str()), (StatusCode::NOT_FOUND, "registry.join-code-unknown"));
        let fresh = poster(&chair, r.mine.id, true).await;
        assert_ne!(fresh, token);
        assert_eq!(api.nobody().get(&path).await.problem(), "registry.join-code-ended");
        let form = form(&api, &fresh, "周小芳", 2, &phone(8)).await;
        assert_eq!(api.nobody().post(&path, &form).await.problem(), "registry.join-code-ended");
        assert_eq!(api.nobody().post(&format!("/api/join/{fresh}"), &form).await.status, StatusCode::CREATED);
    }

    async fn a_retry_has_one_effect_and_fields_are_told(db: &TestDb) {
        let app = app(db);
        let r = setting(&app).await;
        let api = Api::new(&app);
        let chair = api.sign_in(Role::Chair, r.mine.id).await;
        let token = poster(&chair, r.mine.id, false).await;
        let good = form(&api, &token, "周小芳", 2, &phone(1)).await;
        let path = format!("/api/join/{token}");
        let first = api.nobody().post_once(&path, "joining-1", &good).await;
        let second = api.nobody().post_once(&path, "joining-1", &good).await;
        assert_eq!((first.status, &first.json()), (StatusCode::CREATED, &second.json()));
        assert_eq!(count(&app, "SELECT count(*) FROM join_receipt"), 1);
        let mut bad = good.clone();
        bad["document_number"] = json!("330226198001010000");
        bad["employer_name"] = json!("");
        bad["consent_version"] = json!("old");
        let answer = api.nobody().post(&path, &bad).await;
        let fields: Vec<_> = answer.fields().into_iter().map(|(at, _)| at).collect();
        assert_eq!(fields, ["/document_number", "/employer_name", "/consent_version"]);
        let mut foreign = good.clone();
        foreign["employer_id"] = json!("1");
        assert_eq!(api.nobody().post(&path, &foreign).await.fields()[0].0, "/employer_id");
    }

    async fn silence_reminds_ends_and_erases(db: &TestDb) {
        let app = app(db);
        let r = setting(&app).await;
        let api = Api::new(&app);
        let chair = api.sign_in(Role::Chair, r.mine.id).await;
        let token = poster(&chair, r.mine.id, false).await;
        let receipt = apply(&api, &token, "周小芳", 2, &phone(1)).await;
        let account = count(&app, "SELECT max(recipient_id) FROM notice");
        let titles = || {
            let read = move |tx: &mut Tx<'_>| platform::notices::list(tx, Id(account), None, false, 50);
            let all = block_in_place(|| app.store().read_blocking(read)).unwrap();
            all.into_iter().map(|n| n.title).collect::<Vec<_>>()
        };
        fall_due(&app);
        assert_eq!(titles().len(), 1);
        db.clock().advance_ms(8 * DAY_MS);
        fall_due(&app);
        fall_due(&app);
        assert_eq!(titles(), ["入会申请等待办理，请尽快处理", "有新的入会申请"], "reminded once");
        db.clock().advance_ms(23 * DAY_MS);
        fall_due(&app);
        assert_eq!(state(&api, &receipt).await, "expired");
        assert_eq!(count(&app, "SELECT count(*) FROM join_open"), 0, "one may apply again");
        assert_eq!(count(&app, "SELECT count(*) FROM join_application WHERE number IS NOT NULL"), 1);
        db.clock().advance_ms(91 * DAY_MS);
        fall_due(&app);
        assert_eq!(count(&app, "SELECT count(*) FROM join_application WHERE number IS NOT NULL OR name <> ''"), 0);
        assert_eq!(count(&app, "SELECT count(*) FROM join_application WHERE state = 'expired'"), 1, "the trace stays");
        assert_eq!(state(&api, &receipt).await, "expired");
    }
}
