//! The authorization nets, over all operations of the OpenAPI document × {anonymous, wrong role, other union, expired
//! session}.
#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use std::collections::BTreeSet;

use axum::http::StatusCode;
use common::{body_of, filled, operations, start};
use guard::{Actor, Role};
use kernel::Id;
use niangjia::modules;
use serde_json::{Value, json};

/// Operations that need no session. This list grows by what the public must see or verify, and nothing else; the two of anonymous
/// surveys must not have one (docs/adr/0015).
const ANONYMOUS: &[&str] = &[
    "apply_to_join",
    "begin_wechat",
    "check_code",
    "check_password",
    "check_totp",
    "get_join_page",
    "get_join_status",
    "get_open_survey",
    "get_posts_rss",
    "get_public_benefit_draw",
    "get_public_benefit_draw_file",
    "get_public_benefit_instant",
    "get_public_benefit_instant_file",
    "get_public_mutual_notice",
    "get_public_post",
    "get_public_post_picture",
    "get_wechat_entry",
    "hand_in_answer",
    "identify_member",
    "list_open_kinds",
    "list_public_benefit_draws",
    "list_public_benefit_winners",
    "list_public_cases",
    "list_public_mutual_notices",
    "list_public_post_columns",
    "list_public_post_comments",
    "list_public_posts",
    "move_by_code",
    "query_case",
    "rate_by_code",
    "reply_by_code",
    "return_from_wechat",
    "send_code",
    "send_join_code",
    "set_first_password",
    "tell_anonymously",
    "verify_certificate",
    "verify_mutual_certificate",
    "withdraw_join",
];

#[tokio::test]
async fn nobody_gets_in_without_a_session() {
    let server = start().await;
    let mut open = BTreeSet::new();
    for o in operations() {
        let (status, body, _) = server.send(&o.method, &filled(&o.path, "1"), "", Value::Null).await;
        if status == StatusCode::UNAUTHORIZED && body["code"] == "accounts.no-session" {
            assert!(!o.permission.is_empty(), "{} does not say its permission", o.id);
        } else {
            open.insert(o.id);
        }
    }
    assert_eq!(open, ANONYMOUS.iter().map(|id| (*id).to_owned()).collect::<BTreeSet<_>>());
}

#[tokio::test]
async fn every_role_is_refused_what_the_policy_does_not_give_it() {
    let server = start().await;
    let mut refused = 0;
    for role in Role::ALL.iter().copied() {
        let cookie = server.sign_in(role.code(), role, server.county.id).await;
        let grant = guard::Grant { role, union_id: server.county.id, path: kernel::OrgPath::top() };
        let may = Actor::staff(Id(1), "t", vec![grant]).permissions();
        for o in operations() {
            if o.permission == "signed-in" || o.permission.is_empty() || o.path.contains("/me/") {
                continue;
            }
            // A body that cannot be read is refused before the permission is asked; a full one must be.
            let body = if o.method == "GET" || o.method == "DELETE" { Value::Null } else { body_of(&o.id) };
            let (status, answer, _) = server.send(&o.method, &filled(&o.path, "1"), &cookie, body).await;
            let allowed = may.contains(&o.permission);
            assert_eq!(
                status == StatusCode::FORBIDDEN && answer["code"] == "guard.denied",
                !allowed,
                "{role:?} {}: {status} {answer}",
                o.id
            );
            refused += usize::from(!allowed);
            // Tokens of the bucket come back with time.
            server.clock.advance_ms(100);
        }
    }
    assert!(refused > 100, "{refused} refusals");
}

#[tokio::test]
async fn a_clerk_sees_nothing_of_another_township() {
    let server = start().await;
    let (here, there) = (server.county.townships[0].0, server.county.townships[1].0);
    let mine = server.sign_in("mine", Role::Clerk, here).await;
    let theirs = server.sign_in("theirs", Role::Clerk, there).await;
    let (_, list, _) = server.send("GET", "/api/members?limit=200", &theirs, Value::Null).await;
    let foreign: Vec<String> =
        list["items"].as_array().unwrap().iter().map(|m| m["id"].as_str().unwrap().to_owned()).collect();
    assert!(foreign.len() > 20);
    let (_, list, _) = server.send("GET", "/api/members?limit=200", &mine, Value::Null).await;
    for m in list["items"].as_array().unwrap() {
        assert!(!foreign.contains(&m["id"].as_str().unwrap().to_owned()), "in the list");
    }
    let (there, member) = (there.to_string(), &foreign[0]);
    let (_, list, _) = server.send("GET", "/api/employers?limit=1", &theirs, Value::Null).await;
    let employer = list["items"][0]["id"].as_str().unwrap().to_owned();
    let ours = ["/members/{id}", "/unions/{id}", "/employers/{id}"];
    for o in operations().iter().filter(|o| ours.iter().any(|p| o.path.contains(p))) {
        let id = match o.path.split('/').nth(2) {
            Some("members") => member.as_str(),
            Some("employers") => employer.as_str(),
            _ => there.as_str(),
        };
        let body = if o.method == "GET" { Value::Null } else { body_of(&o.id) };
        let body = if o.id == "edit_union" {
            json!({ "name": "某某工会", "level": 60, "kind": "50" })
        } else {
            body
        };
        let (status, answer, _) = server.send(&o.method, &filled(&o.path, id), &mine, body).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{}: {answer}", o.id);
    }
    for path in [
        format!("/api/members?union_id={there}"),
        format!("/api/members/count?union_id={there}"),
        format!("/api/employers?union_id={there}"),
        format!("/api/employers/count?union_id={there}"),
        format!("/api/unions?union_id={there}"),
        format!("/api/figures?union_id={there}"),
    ] {
        let (status, answer, _) = server.send("GET", &path, &mine, Value::Null).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}: {answer}");
    }
    let (_, found, _) = server.send("GET", &format!("/api/members/{member}"), &theirs, Value::Null).await;
    let initials = kernel::text::person_initials(found["name"].as_str().unwrap());
    let (_, found, _) =
        server.send("GET", &format!("/api/members?q={initials}&limit=200"), &mine, Value::Null).await;
    assert!(found["items"].as_array().unwrap().iter().all(|m| m["id"] != json!(member)), "by search");
}

#[tokio::test]
async fn a_session_ends_by_idleness_and_by_sign_out() {
    let server = start().await;
    let cookie = server.sign_in("clerk", Role::Clerk, server.county.id).await;
    let alive = async || server.send("GET", "/api/session", &cookie, Value::Null).await.0;
    assert_eq!(alive().await, StatusCode::OK);
    server.clock.advance_ms(29 * 60_000);
    assert_eq!(alive().await, StatusCode::OK, "29 minutes after the last request");
    server.clock.advance_ms(31 * 60_000);
    assert_eq!(alive().await, StatusCode::UNAUTHORIZED, "31 minutes after the last request");
    server.clock.advance_ms(60_000);
    let second = server.sign_in("clerk2", Role::Clerk, server.county.id).await;
    let (status, ..) = server.send("DELETE", "/api/session", &second, Value::Null).await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    let (status, ..) = server.send("GET", "/api/session", &second, Value::Null).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn five_wrong_passwords_lock_and_half_an_hour_unlocks() {
    let server = start().await;
    server.sign_in("chair", Role::Chair, server.county.basic[0].id).await;
    let attempt = async |password: &str| {
        let body = json!({ "username": "chair", "password": password });
        server.send("POST", "/api/session/password", "", body).await
    };
    for _ in 0..5 {
        let (status, answer, _) = attempt("Wrong-1234").await;
        assert_eq!(
            (status, answer["code"].as_str().unwrap()),
            (StatusCode::UNAUTHORIZED, "accounts.wrong-password")
        );
    }
    let (status, answer, _) = attempt("Right-1234").await;
    assert_eq!(
        (status, answer["code"].as_str().unwrap()),
        (StatusCode::TOO_MANY_REQUESTS, "accounts.locked")
    );
    server.clock.advance_ms(31 * 60_000);
    assert_eq!(attempt("Right-1234").await.0, StatusCode::OK);
    let (status, answer, _) = server
        .send("POST", "/api/session/password", "", json!({ "username": "nobody", "password": "Wrong-1234" }))
        .await;
    assert_eq!(
        (status, answer["code"].as_str().unwrap()),
        (StatusCode::UNAUTHORIZED, "accounts.wrong-password")
    );
}

#[tokio::test]
async fn a_member_signs_in_by_phone_proves_once_and_sees_the_card() {
    let server = start().await;
    // Somebody from the register, found through the front door: a registrar looks the numbers up, with a purpose.
    let registrar = server.sign_in("registrar", Role::Registrar, server.county.id).await;
    let (_, list, _) = server.send("GET", "/api/members?limit=1", &registrar, Value::Null).await;
    let id = list["items"][0]["id"].as_str().unwrap().to_owned();
    let name = list["items"][0]["name"].as_str().unwrap().to_owned();
    let reveal = async |field: &str| {
        let body = json!({ "field": field, "purpose": "本人到场核对" });
        let (_, answer, _) =
            server.send("POST", &format!("/api/members/{id}/reveal"), &registrar, body).await;
        answer["value"].as_str().unwrap().to_owned()
    };
    let (phone, number) = (reveal("phone").await, reveal("document").await);
    let (_, sent, _) = server.send("POST", "/api/member_session/code", "", json!({ "phone": phone })).await;
    assert_eq!(sent["channel"], "demo");
    let wrong = json!({ "phone": phone, "code": "000000" });
    assert_eq!(server.send("POST", "/api/member_session", "", wrong).await.0, StatusCode::UNAUTHORIZED);
    let right = json!({ "phone": phone, "code": sent["demo_code"] });
    let (_, step, _) = server.send("POST", "/api/member_session", "", right.clone()).await;
    assert_eq!(step["state"], "identify", "the first time asks who it is");
    let prove = |tail: &str| json!({ "challenge": step["challenge"], "name": name, "id_tail6": tail });
    let (status, ..) = server.send("POST", "/api/member_session/identify", "", prove("000000")).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    let (status, _, cookie) =
        server.send("POST", "/api/member_session/identify", "", prove(&number[number.len() - 6..])).await;
    assert_eq!(status, StatusCode::OK);
    let cookie = cookie.split(';').next().unwrap().to_owned();
    let (status, card, _) = server.send("GET", "/api/me/card", &cookie, Value::Null).await;
    assert_eq!((status, card["id"].as_str().unwrap()), (StatusCode::OK, id.as_str()));
    assert!(card["masked_name"].as_str().unwrap().contains('*'));
    // The code works once, and a member's session opens nothing of the console.
    assert_eq!(server.send("POST", "/api/member_session", "", right).await.0, StatusCode::UNAUTHORIZED);
    assert_eq!(server.send("GET", "/api/members", &cookie, Value::Null).await.0, StatusCode::UNAUTHORIZED);
}

#[test]
fn the_committed_document_is_current() {
    let committed = include_str!("../../../web/packages/api/openapi.json");
    let now = modules::api().get_openapi().to_pretty_json().unwrap();
    assert_eq!(committed.trim(), now.trim(), "run `make gen`");
}
