//! Certificates of membership: numbers without gap or double, scope, validity, and what the public page tells.
#![allow(clippy::unwrap_used, reason = "a test")]

use crate::common::{Api, Register, app, enter, id_number, number, person, setup, trace};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use guard::Role;
use http_base::ClientAddress;
use kernel::Id;
use platform::App;
use serde_json::{Value, json};
use testkit::{TestDb, db_test};
use tokio::task::block_in_place;

async fn setting(app: &App) -> (Register, Vec<Id>) {
    block_in_place(|| app.load_dated()).unwrap();
    block_in_place(|| {
        let r = Register::new(app);
        let people =
            vec![person("王丽甲", &id_number(1), Some("13900000001")), person("李丽乙", &id_number(2), None)];
        let ids = enter(app, &r.theirs, people);
        (r, ids)
    })
}

fn sorted_keys(v: &Value) -> Vec<String> {
    let mut keys: Vec<String> = v.as_object().unwrap().keys().cloned().collect();
    keys.sort();
    keys
}

db_test! { setup();
    async fn a_certificate_is_issued_verified_and_revoked(db: &TestDb) {
        let app = app(db);
        let (r, ids) = setting(&app).await;
        let api = Api::new(&app);
        let clerk = api.sign_in(Role::Clerk, r.there.id).await;
        let other = api.sign_in(Role::Clerk, r.here.id).await;
        let path = format!("/api/members/{}/certificates", ids[0]);
        let wish = json!({ "purpose": "办理职工医疗互助" });
        let none = clerk.post(&path, &json!({ "purpose": " " })).await;
        assert_eq!(none.fields(), [("/purpose".to_owned(), "registry.certificate-purpose".to_owned())]);
        assert_eq!(other.post(&path, &wish).await.status, StatusCode::NOT_FOUND);
        assert_eq!(other.get(&path).await.status, StatusCode::NOT_FOUND);
        let made = clerk.post_once(&path, "paper-key-1", &wish).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.json());
        assert_eq!(clerk.post_once(&path, "paper-key-1", &wish).await.json(), made.json(), "one effect");
        let second = format!("/api/members/{}/certificates", ids[1]);
        assert_eq!(clerk.post(&second, &wish).await.json()["number"], "2026-0002", "the first refusal left no gap");
        let made = made.json();
        assert_eq!(made["number"], "2026-0001");
        let code = made["code"].as_str().unwrap().to_owned();
        assert_eq!(code.len(), 8);
        assert!(!code.contains(['0', 'O', '1', 'I', 'L']), "{code}");

        let nobody = api.nobody();
        let ask = async |number: &str, code: &str| {
            nobody.post("/api/certificates/verify", &json!({ "number": number, "code": code })).await
        };
        let valid = ask("2026-1", &code.to_lowercase()).await.json();
        assert_eq!(valid["state"], "valid", "{valid}");
        assert_eq!(valid["masked_name"], "王*");
        assert_eq!(valid["union_name"], "东方纺织有限公司工会委员会");
        // What does not exist, what is no number, and a wrong code: one answer of the same shape, which names nobody.
        let unknown = ask("2026-0009", &code).await;
        assert_eq!(unknown.status, StatusCode::OK);
        assert_eq!(sorted_keys(&unknown.json()), sorted_keys(&valid));
        for (number, code) in [("2026-0001", "AAAAAAAA"), ("2026-0002", code.as_str()), ("x", ""), ("", &code)] {
            assert_eq!(ask(number, code).await.json(), unknown.json(), "{number} {code}");
        }
        for secret in ["丽甲", "13900000001", &id_number(1), &ids[0].to_string(), "医疗互助"] {
            assert!(!valid.to_string().contains(secret), "{secret}");
        }

        let id = made["id"].as_str().unwrap();
        let revoke = format!("{path}/{id}/revoke");
        assert_eq!(other.post(&revoke, &json!({})).await.status, StatusCode::NOT_FOUND);
        assert_eq!(clerk.post(&format!("{path}/17/revoke"), &json!({})).await.problem(), "registry.certificate-not-found");
        assert_eq!(ask("2026-0001", &code).await.json()["state"], "valid");
        for _ in 0..2 {
            assert_eq!(clerk.post(&revoke, &json!({})).await.status, StatusCode::NO_CONTENT);
        }
        assert_eq!(ask("2026-0001", &code).await.json()["state"], "revoked");
        assert_eq!(clerk.get(&path).await.json()[0]["revoked_by"], "李干事");
        let deeds: Vec<String> = trace(&app).await.into_iter().map(|e| e.action).collect();
        assert_eq!(deeds.iter().filter(|d| *d == "member.certificate-revoke").count(), 1);
        assert_eq!(deeds.iter().filter(|d| *d == "member.certificate-issue").count(), 2);
        let mut refused = false;
        for _ in 0..30 {
            refused |= ask("2026-0001", "BBBBBBBB").await.status == StatusCode::TOO_MANY_REQUESTS;
        }
        assert!(refused, "trying codes is limited");
    }

    async fn who_left_has_no_valid_paper(db: &TestDb) {
        let app = app(db);
        let (r, ids) = setting(&app).await;
        let api = Api::new(&app);
        let clerk = api.sign_in(Role::Clerk, r.there.id).await;
        let path = format!("/api/members/{}/certificates", ids[0]);
        let made = clerk.post(&path, &json!({ "purpose": "就业登记" })).await.json();
        let member = api.member("王丽甲", &id_number(1), "13900000001").await;
        let own = member.get("/api/me/certificates").await.json();
        assert_eq!((&own[0]["code"], &own[0]["state"]), (&made["code"], &json!("valid")));
        let leave = json!({ "day": "2026-11-20", "kind": "left", "reason": "5" });
        let left = clerk.post(&format!("/api/members/{}/leave", ids[0]), &leave).await;
        assert!(left.status.is_success(), "{}", left.json());
        let question = json!({ "number": made["number"], "code": made["code"] });
        let answer = api.nobody().post("/api/certificates/verify", &question).await.json();
        assert_eq!(answer["state"], "ended");
        assert_eq!(clerk.post(&path, &json!({ "purpose": "再开" })).await.problem(), "registry.wrong-state");
    }

    async fn certificates_at_once_have_numbers_without_gap_or_double(db: &TestDb) {
        let app = app(db);
        let (r, ids) = setting(&app).await;
        let api = Api::new(&app);
        let clerk = api.sign_in(Role::Clerk, r.there.id).await;
        let (one, two) = (format!("/api/members/{}/certificates", ids[0]), format!("/api/members/{}/certificates", ids[1]));
        let wish = json!({ "purpose": "就业登记" });
        let (a, b, c, d) = tokio::join!(
            clerk.post(&one, &wish), clerk.post(&two, &wish), clerk.post(&one, &wish), clerk.post(&two, &wish)
        );
        let mut numbers: Vec<String> =
            [a, b, c, d].iter().map(|x| x.json()["number"].as_str().unwrap().to_owned()).collect();
        numbers.sort();
        assert_eq!(numbers, ["2026-0001", "2026-0002", "2026-0003", "2026-0004"]);
        assert_eq!(block_in_place(|| number(app.store(), "SELECT count(*) FROM certificate_lookup")), 4);
    }

    async fn a_merged_record_keeps_its_papers(db: &TestDb) {
        let app = app(db);
        let (r, ids) = setting(&app).await;
        let api = Api::new(&app);
        let county = api.sign_in(Role::Registrar, r.county.id).await;
        let twin = block_in_place(|| enter(&app, &r.mine, vec![person("王丽甲", &id_number(3), None)]))[0];
        let wish = json!({ "purpose": "就业登记" });
        let issue = async |id: Id| county.post(&format!("/api/members/{id}/certificates"), &wish).await.json();
        let (paper, of_twin) = (issue(ids[0]).await, issue(twin).await);
        assert_eq!(paper["number"], of_twin["number"], "each union counts for itself");
        let c = county.get(&format!("/api/members/{}/compare/{twin}", ids[0])).await.json();
        let keep = c["one"]["stays"].as_array().unwrap().iter().find(|s| s["to"].is_null()).unwrap()["id"].clone();
        let version = async |id: Id| county.get(&format!("/api/members/{id}")).await.json()["version"].clone();
        let body = json!({
            "other_id": twin, "version": version(ids[0]).await, "other_version": version(twin).await,
            "keep_membership": keep, "reason": "身份证为同一人"
        });
        let merged = county.post(&format!("/api/members/{}/merge", ids[0]), &body).await;
        assert!(merged.status.is_success(), "{}", merged.json());
        let all = county.get(&format!("/api/members/{}/certificates", ids[0])).await.json();
        let states: Vec<&str> = all.as_array().unwrap().iter().map(|c| c["state"].as_str().unwrap()).collect();
        assert_eq!(states, ["ended", "valid"], "the membership of the twin's union ended");
        for (paper, state) in [(&paper, "valid"), (&of_twin, "ended")] {
            let question = json!({ "number": paper["number"], "code": paper["code"] });
            assert_eq!(api.nobody().post("/api/certificates/verify", &question).await.json()["state"], state);
        }
    }

    async fn who_guesses_at_a_number_holds_up_nobody_else(db: &TestDb) {
        let app = app(db);
        let (r, ids) = setting(&app).await;
        let api = Api::new(&app);
        let clerk = api.sign_in(Role::Clerk, r.there.id).await;
        let made = clerk.post(&format!("/api/members/{}/certificates", ids[0]), &json!({ "purpose": "就业登记" })).await.json();
        let ask = async |from: [u8; 4], code: &Value| {
            let body = json!({ "number": made["number"], "code": code }).to_string();
            let mut request = Request::post("/api/certificates/verify").header("content-type", "application/json").body(Body::from(body)).unwrap();
            request.extensions_mut().insert(ClientAddress(from.into()));
            api.send(request).await
        };
        let mut refused = 0;
        for _ in 0..200 {
            refused += usize::from(ask([203, 0, 113, 9], &json!("AAAAAAAA")).await.status == StatusCode::TOO_MANY_REQUESTS);
        }
        assert!(refused > 0, "guessing is slow");
        let seen = ask([198, 51, 100, 7], &made["code"]).await;
        assert_eq!((seen.status, &seen.json()["state"]), (StatusCode::OK, &json!("valid")));
    }
}
