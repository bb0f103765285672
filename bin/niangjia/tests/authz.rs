//! The authorization nets, over all operations of the OpenAPI document × {anonymous, wrong role, other union, expired
//! session}.
#![allow(clippy::unwrap_used, reason = "a test")]

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use guard::{Actor, Reason, Role, act, res};
use kernel::{Id, ManualClock, Timestamp};
use niangjia::{modules, server};
use platform::accounts::{self, AccountError, DemoChannel, NewAccount};
use platform::sealed::{Cipher, Keyring};
use platform::{App, Config, Parts};
use rand::SeedableRng;
use rand_chacha::ChaCha20Rng;
use registry::demo::{County, fill_county};
use serde_json::{Value, json};
use store::{Env, OpenOptions, Store};
use tower::ServiceExt;

/// Operations that need no session. This list may only shrink.
const ANONYMOUS: [&str; 6] =
    ["check_code", "check_password", "check_totp", "identify_member", "send_code", "set_first_password"];

struct Server {
    _dir: tempfile::TempDir,
    app: App,
    clock: Arc<ManualClock>,
    router: Router,
    county: County,
}

async fn start() -> Server {
    tokio::task::spawn_blocking(start_blocking).await.unwrap()
}

fn start_blocking() -> Server {
    let dir = tempfile::tempdir().unwrap();
    let clock = Arc::new(ManualClock::new(Timestamp(1_795_400_000_000)));
    let mut env = Env::new(clock.clone(), 0);
    env.hooks = platform::hooks();
    let store = Store::open(&OpenOptions::sqlite(dir.path()), env).unwrap();
    store::migrate(&store, &modules::migrations(), None).unwrap();
    let keyring = Arc::new(Keyring::generate(Cipher::Sm4Gcm, ChaCha20Rng::seed_from_u64(1)));
    let directory = Arc::new(registry::Directory::new(keyring.clone()));
    let app = App::new(Parts {
        store,
        keyring,
        clock: clock.clone(),
        config: Config { data: dir.path().to_owned(), demo: true, secure_cookies: false },
        org_tree: directory.clone(),
        directory,
        channel: Arc::new(DemoChannel),
        seed: [3; 32],
    });
    let county = fill_county(&app, &Actor::system(Reason::Demo, "t"), 1, 700, |_| {}).unwrap();
    let router = server::router(&app, server::metrics().unwrap());
    Server { _dir: dir, app, clock, router, county }
}

impl Server {
    /// An account with a role at a place; signed in, its cookie.
    async fn sign_in(&self, username: &str, role: Role, union: Id) -> String {
        let hash = accounts::hash_password("Right-1234", &[9; 16]).unwrap();
        let totp = Some(b"12345678901234567890".to_vec());
        let new =
            NewAccount { username: username.into(), name: "测试".into(), hash, totp, must_change: false };
        let actor = Actor::system(Reason::Cli, "t");
        let (create, grant) = (
            actor.permit::<res::Account, act::Create>().unwrap(),
            actor.permit::<res::Grant, act::Create>().unwrap(),
        );
        let keys = self.app.keyring().clone();
        let made = self.app.store().write(move |tx| {
            let id = accounts::create_account(tx, &keys, &create, &new)?;
            accounts::give_role(tx, &grant, id, role, union)?;
            Ok::<_, AccountError>(())
        });
        made.await.unwrap();
        let body = json!({ "username": username, "password": "Right-1234" });
        let (status, answer, _) = self.send("POST", "/api/session/password", "", body).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
        let body = json!({ "challenge": answer["challenge"], "code": answer["demo_code"] });
        let (status, answer, cookie) = self.send("POST", "/api/session/totp", "", body).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
        cookie.split(';').next().unwrap().to_owned()
    }

    async fn send(&self, method: &str, path: &str, cookie: &str, body: Value) -> (StatusCode, Value, String) {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("cookie", cookie)
            .header("x-requested-with", "niangjia")
            .header("content-type", "application/json")
            .header("if-match", "\"1\"");
        let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
        let response = self.router.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        let status = response.status();
        let cookie = response.headers().get("set-cookie").map_or("", |v| v.to_str().unwrap()).to_owned();
        let bytes = axum::body::to_bytes(response.into_body(), 1 << 22).await.unwrap();
        (status, serde_json::from_slice(&bytes).unwrap_or(Value::Null), cookie)
    }
}

struct Operation {
    id: String,
    method: String,
    path: String,
    permission: String,
}

fn operations() -> Vec<Operation> {
    let document: Value = serde_json::to_value(modules::api().get_openapi()).unwrap();
    let mut all = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            all.push(Operation {
                id: operation["operationId"].as_str().unwrap().to_owned(),
                method: method.to_uppercase(),
                path: path.clone(),
                permission: operation["x-permission"].as_str().unwrap_or_default().to_owned(),
            });
        }
    }
    assert!(all.len() > 45, "{} operations", all.len());
    all
}

/// Any id in the place of path parameters.
fn filled(path: &str, id: &str) -> String {
    path.split('/').map(|s| if s.starts_with('{') { id } else { s }).collect::<Vec<_>>().join("/")
}

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
    assert_eq!(open, ANONYMOUS.into_iter().map(str::to_owned).collect::<BTreeSet<_>>());
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

/// A body that can be read, so that the permission is what is asked next.
fn body_of(operation: &str) -> Value {
    match operation {
        "create_account" => json!({ "username": "a", "name": "b" }),
        "create_grant" => json!({ "role": "viewer", "union_id": "1" }),
        "ask_reset" => json!({ "account_id": "1", "reason": "手机丢失" }),
        "create_union" | "edit_union" => json!({ "name": "x", "level": 60, "kind": "50" }),
        "create_member" => {
            json!({ "union_id": "1", "name": "张三", "document_number": "1", "change_day": "2026-01-01" })
        }
        "edit_member" => json!({ "name": "张三" }),
        "leave_member" => json!({ "kind": "left", "day": "2026-01-01" }),
        "reveal_member" => json!({ "field": "phone", "purpose": "核对原件" }),
        "create_codeset_item" => json!({ "code": "x", "label": "甲" }),
        "edit_codeset_item" => json!({ "label": "甲" }),
        "add_synonym" => json!({ "word": "甲" }),
        "propose_parameter" => json!({
            "value": "1", "valid_from": "2026-12-01", "source": "通知", "mark": "V", "reason": "按通知调整"
        }),
        "propose_calendar_year" => {
            json!({ "days": [], "source": "通知", "mark": "V", "reason": "录入下一年" })
        }
        "answer_transfer" => json!({ "accept": false }),
        _ => json!({}),
    }
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
    for o in
        operations().iter().filter(|o| o.path.contains("/members/{id}") || o.path.contains("/unions/{id}"))
    {
        let id = if o.path.contains("/members/") { member.as_str() } else { there.as_str() };
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
