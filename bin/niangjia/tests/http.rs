//! What every endpoint does alike (docs/api-design.md), on the whole program.
#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use std::collections::HashSet;
use std::net::IpAddr;

use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use common::{Server, start};
use guard::Role;
use kernel::{Day, IdNumber};
use niangjia::server;
use serde_json::{Value, json};

fn post(path: &str) -> axum::http::request::Builder {
    let request = Request::builder().method("POST").uri(path);
    request.header("x-requested-with", "niangjia").header("content-type", "application/json")
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> &'h str {
    headers.get(name).map_or("", |v| v.to_str().unwrap())
}

/// A number that nobody in the demo has.
fn id_number(n: u16) -> String {
    IdNumber::compose(330_226, Day::constant(1950, 2, 3), n).unwrap().as_str().to_owned()
}

fn member(union: kernel::Id, number: &str, name: &str) -> Value {
    json!({ "union_id": union, "name": name, "document_number": number, "change_day": "2026-01-01", "phone": "13912345678" })
}

impl Server {
    async fn get(&self, path: &str, cookie: &str) -> (StatusCode, HeaderMap, String) {
        self.raw(Request::builder().uri(path).header("cookie", cookie), Body::empty(), None).await
    }

    async fn keyed(&self, path: &str, cookie: &str, key: &str, body: &Value) -> (StatusCode, Value) {
        let request = post(path).header("cookie", cookie).header("idempotency-key", key);
        let (status, _, text) = self.raw(request, body.to_string(), None).await;
        (status, serde_json::from_str(&text).unwrap())
    }
}

#[tokio::test]
async fn the_document_is_openapi_3_1_and_browsable_without_anybody_else() {
    let server = start().await;
    let (status, _, text) = server.get("/api/openapi.json", "").await;
    let document: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(status, StatusCode::OK);
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"), "{}", document["openapi"]);
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let answers = operation["responses"].as_object();
            assert!(answers.is_some_and(|a| !a.is_empty()), "{method} {path} answers nothing");
            assert!(operation["summary"].is_string(), "{method} {path} says nothing of itself");
        }
    }
    let (status, headers, page) = server.get("/api/docs/", "").await;
    assert_eq!(status, StatusCode::OK);
    assert!(
        text_of_tags(&page, "script").iter().all(|t| t.contains("src=")),
        "no script within the page: {page}"
    );
    assert!(!page.contains("https://") && !page.contains("http://"), "nothing from elsewhere: {page}");
    let policy = headers["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("default-src 'self'") && !policy.contains("script-src"), "{policy}");
    for part in ["swagger-ui-bundle.js", "swagger-initializer.js", "swagger-ui.css"] {
        let (status, _, body) = server.get(&format!("/api/docs/{part}"), "").await;
        assert!(status == StatusCode::OK && !body.is_empty(), "{part}");
    }
}

fn text_of_tags(page: &str, tag: &str) -> Vec<String> {
    let open = format!("<{tag}");
    let tags = page.split(open.as_str()).skip(1);
    tags.map(|t| t.split('>').next().unwrap_or("").to_owned()).collect()
}

#[tokio::test]
async fn every_refusal_is_a_problem() {
    let server = start().await;
    let clerk = server.sign_in("clerk", Role::Clerk, server.county.id).await;
    let large = format!("{{\"name\": \"{}\"}}", "长".repeat(1 << 20));
    let cases = [
        ("GET", "/api/nothing", "", 404, "http.not-found"),
        ("GET", "/nothing/at/all", "", 404, "http.not-found"),
        ("GET", "/api/members/not-a-number", "", 404, "http.not-found"),
        ("GET", "/api/members/7", "", 404, "registry.member-not-found"),
        ("GET", "/api/members?limit=many", "", 400, "http.query-unreadable"),
        ("GET", "/api/members?after=%25%25", "", 400, "http.cursor"),
        ("POST", "/api/members", "{", 400, "http.body-unreadable"),
        ("POST", "/api/members", "{\"name\": 7}", 400, "http.body-wrong"),
        ("POST", "/api/members", &large, 413, "http.body-too-large"),
        ("PUT", "/api/members", "{}", 405, "http.method"),
        ("DELETE", "/api/docs/", "", 405, "http.method"),
        ("PATCH", "/api/members/7", "{\"name\": \"张三\"}", 400, "http.if-match-missing"),
    ];
    for (method, path, body, status, code) in cases {
        let request = Request::builder().method(method).uri(path).header("cookie", &clerk);
        let request =
            request.header("x-requested-with", "niangjia").header("content-type", "application/json");
        let answer = server.raw(request.header("accept-language", "en"), body.to_owned(), None).await;
        check_problem(&format!("{method} {path}"), &answer, status, code);
    }
    let without_header = Request::builder().method("POST").uri("/api/members").header("cookie", &clerk);
    let answer = server.raw(without_header, "{}", None).await;
    check_problem("a foreign page", &answer, 403, "http.csrf");
    let keyless = post("/api/members").header("cookie", &clerk).header("idempotency-key", "short");
    let answer = server.raw(keyless, member(server.county.id, "1", "张三").to_string(), None).await;
    check_problem("a short key", &answer, 400, "http.idempotency-key");
    let answer = server.get("/api/members", "nj_session=unknown").await;
    check_problem("no session", &answer, 401, "accounts.no-session");
    let request = post("/api/members").header("cookie", &clerk);
    let answer = server.raw(request, member(server.county.id, "123", "").to_string(), None).await;
    check_problem("wrong fields", &answer, 422, "registry.invalid");
    let problem: Value = serde_json::from_str(&answer.2).unwrap();
    let errors = problem["errors"].as_array().unwrap();
    let of = |pointer: &str| errors.iter().find(|e| e["pointer"] == pointer).unwrap();
    assert!(
        of("/name")["detail"].as_str().unwrap().contains("姓名")
            && of("/document_number")["code"].is_string()
    );
}

fn check_problem(
    what: &str,
    (status, headers, body): &(StatusCode, HeaderMap, String),
    want: u16,
    code: &str,
) {
    assert_eq!(status.as_u16(), want, "{what}: {body}");
    assert_eq!(text(headers, "content-type"), "application/problem+json", "{what}");
    assert_eq!(text(headers, "content-language"), "zh-CN", "{what}");
    let problem: Value = serde_json::from_str(body).unwrap();
    assert_eq!(
        (problem["code"].as_str(), problem["status"].as_u64()),
        (Some(code), Some(u64::from(want))),
        "{what}"
    );
    assert_eq!(problem["type"], format!("/problems/{code}"), "{what}");
    let detail = problem["detail"].as_str().unwrap();
    assert!(detail.chars().any(|c| c > '\u{3400}') && !detail.contains('{'), "{what}: {detail}");
    assert!(!problem["title"].as_str().unwrap().is_empty());
}

#[tokio::test]
async fn pages_go_on_where_they_stopped() {
    let server = start().await;
    let clerk = server.sign_in("clerk", Role::Clerk, server.county.id).await;
    let (mut seen, mut after, mut pages) = (HashSet::new(), String::new(), 0);
    loop {
        let path = format!("/api/members?limit=90{after}");
        let (status, page, _) = server.send("GET", &path, &clerk, Value::Null).await;
        assert_eq!(status, StatusCode::OK, "{page}");
        for item in page["items"].as_array().unwrap() {
            assert!(seen.insert(item["id"].as_str().unwrap().to_owned()), "twice");
        }
        pages += 1;
        // Whoever joins meanwhile moves nobody off a page.
        if pages == 2 {
            let body = member(server.county.basic[0].id, &id_number(777), "阿一新");
            assert_eq!(server.send("POST", "/api/members", &clerk, body).await.0, StatusCode::CREATED);
        }
        server.clock.advance_ms(1_000);
        match page["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => break,
        }
    }
    let (_, count, _) = server.send("GET", "/api/members/count?exact=true", &clerk, Value::Null).await;
    let all = count["value"].as_u64().unwrap() as usize;
    assert!(pages > 5 && (all - 1..=all).contains(&seen.len()), "{} of {all} on {pages} pages", seen.len());
}

#[tokio::test]
async fn a_repeated_request_has_one_effect_and_the_same_answer() {
    let server = start().await;
    let clerk = server.sign_in("clerk", Role::Clerk, server.county.id).await;
    let union = server.county.basic[0].id;
    let body = member(union, &id_number(1), "钱一一");
    let first = server.keyed("/api/members", &clerk, "key-number-1", &body).await;
    assert_eq!(first.0, StatusCode::CREATED, "{}", first.1);
    assert_eq!(
        server.keyed("/api/members", &clerk, "key-number-1", &body).await,
        first,
        "the first answer again"
    );
    let other = member(union, &id_number(3), "钱二二");
    let (status, problem) = server.keyed("/api/members", &clerk, "key-number-1", &other).await;
    assert_eq!((status, &problem["code"]), (StatusCode::CONFLICT, &json!("platform.idempotency-mismatch")));
    // Without the key it is another request, and the register refuses the second entry.
    assert_eq!(server.send("POST", "/api/members", &clerk, body.clone()).await.0, StatusCode::CONFLICT);
    // Somebody else's key is another key.
    let registrar = server.sign_in("registrar", Role::Registrar, server.county.id).await;
    assert_eq!(server.keyed("/api/members", &registrar, "key-number-1", &other).await.0, StatusCode::CREATED);
    // A refusal is not kept: corrected, the same key may be used.
    let wrong = member(union, "123", "钱三三");
    let refused = server.keyed("/api/members", &clerk, "key-number-2", &wrong).await;
    assert_eq!(refused.0, StatusCode::UNPROCESSABLE_ENTITY);
    let right = member(union, &id_number(5), "钱三三");
    assert_eq!(server.keyed("/api/members", &clerk, "key-number-2", &right).await.0, StatusCode::CREATED);
    let name = json!({ "name": "示范县第九工会", "level": 60, "kind": "50", "parent_id": server.county.id });
    let twins = tokio::join!(
        server.keyed("/api/unions", &registrar, "key-number-3", &name),
        server.keyed("/api/unions", &registrar, "key-number-3", &name),
    );
    assert_eq!(twins.0, twins.1, "two at the same time");
    assert_eq!(twins.0.0, StatusCode::CREATED, "{}", twins.0.1);
}

#[tokio::test]
async fn an_edit_needs_the_version_that_was_seen() {
    let server = start().await;
    let clerk = server.sign_in("clerk", Role::Clerk, server.county.id).await;
    let (_, list, _) = server.send("GET", "/api/members?limit=1", &clerk, Value::Null).await;
    let path = format!("/api/members/{}", list["items"][0]["id"].as_str().unwrap());
    let (_, headers, _) = server.get(&path, &clerk).await;
    let seen = text(&headers, "etag").to_owned();
    assert!(seen.starts_with('"') && seen.ends_with('"'), "{seen}");
    let edit = async |version: &str, name: &str| {
        let request = Request::builder().method("PATCH").uri(&path).header("cookie", &clerk);
        let request =
            request.header("x-requested-with", "niangjia").header("content-type", "application/json");
        let body = json!({ "name": name }).to_string();
        server.raw(request.header("if-match", version), body, None).await
    };
    let (status, _, body) = edit(&seen, "孙新名").await;
    assert!(status.is_success(), "{body}");
    let now = text(&server.get(&path, &clerk).await.1, "etag").to_owned();
    assert_ne!(now, seen);
    let stale = edit(&seen, "孙旧名").await;
    check_problem("a version that is gone", &stale, 412, "registry.stale");
    let (_, headers, body) = server.get(&path, &clerk).await;
    assert_eq!(text(&headers, "etag"), now);
    assert!(body.contains("孙新名") && !body.contains("孙旧名"));
}

#[tokio::test]
async fn too_many_requests_are_told_when_to_come_again() {
    let server = start().await;
    let clerk = server.sign_in("clerk", Role::Clerk, server.county.id).await;
    let mut refused = None;
    for _ in 0..200 {
        let answer = server.get("/api/session", &clerk).await;
        if answer.0 != StatusCode::OK {
            refused = Some(answer);
            break;
        }
    }
    let refused = refused.expect("a session has a limit");
    check_problem("one session", &refused, 429, "http.too-many");
    let seconds: i64 = text(&refused.1, "retry-after").parse().unwrap();
    assert!(seconds >= 1);
    server.clock.advance_ms(seconds * 1_000);
    assert_eq!(server.get("/api/session", &clerk).await.0, StatusCode::OK);
}

#[tokio::test]
async fn who_is_not_signed_in_is_limited_by_address_and_proxies_are_believed_only_if_ours() {
    let mut server = start().await;
    let proxy: IpAddr = "10.0.0.1".parse().unwrap();
    server.router = server::router_behind(&server.app, server::metrics().unwrap(), &[proxy]);
    // Every attempt names somebody else, so that no limit of a name is met. The body cannot be read: no password is
    // hashed for it.
    let spray = async |from: &str, forwarded: Option<&str>| {
        let mut request = post("/api/session/password");
        if let Some(f) = forwarded {
            request = request.header("x-forwarded-for", f);
        }
        server.raw(request, "{}", Some(from.parse().unwrap())).await.0
    };
    let refused = async |from: &str, forwarded: &dyn Fn(usize) -> Option<String>| {
        let mut n = 0;
        for i in 0..400 {
            let f = forwarded(i);
            n += usize::from(spray(from, f.as_deref()).await == StatusCode::TOO_MANY_REQUESTS);
        }
        n
    };
    assert_eq!(refused("203.0.113.5", &|_| None).await, 100, "after a burst of 300");
    assert_eq!(
        spray("203.0.113.6", None).await,
        StatusCode::BAD_REQUEST,
        "another address is another matter"
    );
    let invented = |i: usize| Some(format!("198.51.100.{}", i % 250));
    assert_eq!(refused("203.0.113.7", &invented).await, 100, "a stranger's header changes nothing");
    assert_eq!(refused("10.0.0.1", &invented).await, 0, "behind our proxy each caller counts alone");
    assert_eq!(refused("10.0.0.1", &|_| Some("192.0.2.9".into())).await, 100);
    server.clock.advance_ms(60_000);
    assert_eq!(spray("203.0.113.5", None).await, StatusCode::BAD_REQUEST, "with time it may again");
}

#[tokio::test]
async fn health_metrics_and_headers() {
    let server = start().await;
    let clerk = server.sign_in("clerk", Role::Clerk, server.county.id).await;
    assert_eq!(server.get("/healthz", "").await.0, StatusCode::OK);
    assert_eq!(server.get("/readyz", "").await.0, StatusCode::OK);
    let (_, headers, _) = server.get("/api/members?limit=1", &clerk).await;
    assert_eq!(text(&headers, "cache-control"), "no-store", "personal data stays in no cache");
    assert_eq!(text(&headers, "x-content-type-options"), "nosniff");
    assert_eq!(text(&headers, "x-frame-options"), "DENY");
    let (one, two) = (server.get("/api/session", &clerk).await.1, server.get("/api/session", &clerk).await.1);
    assert_ne!(text(&one, "x-request-id"), text(&two, "x-request-id"));
    let (status, _, metrics) = server.get("/metrics", "").await;
    assert_eq!(status, StatusCode::OK);
    for want in [
        "http_requests_total{method=\"GET\",route=\"/api/members\",status=\"200\"}",
        "http_request_seconds_bucket{route=\"/api/members\",le=\"0.001\"}",
        "store_commit_seconds_bucket",
        "store_commit_closures_bucket",
        "store_write_queue 0",
        "store_size_bytes ",
        "store_up 1",
        "jobs_waiting ",
        "jobs_failed 0",
        "sessions_active ",
    ] {
        assert!(metrics.contains(want), "{want} is not in\n{metrics}");
    }
}

#[tokio::test]
async fn administrators_requests_may_be_repeated_too() {
    let server = start().await;
    let system = server.sign_in("system", Role::SystemAdmin, kernel::Id(0)).await;
    let security = server.sign_in("security", Role::SecurityAdmin, kernel::Id(0)).await;
    let (_, made, _) =
        server.send("POST", "/api/accounts", &system, json!({ "username": "clerk1", "name": "张三" })).await;
    let account = made["id"].as_str().unwrap().to_owned();
    let grants = format!("/api/accounts/{account}/grants");
    let grant = json!({ "role": "clerk", "union_id": server.county.id });
    let first = server.keyed(&grants, &security, "grant-key-1", &grant).await;
    assert_eq!(first.0, StatusCode::CREATED, "{}", first.1);
    assert_eq!(server.keyed(&grants, &security, "grant-key-1", &grant).await, first);
    let reset = json!({ "account_id": account, "reason": "手机丢失" });
    let first = server.keyed("/api/resets", &system, "reset-key-1", &reset).await;
    assert_eq!(first.0, StatusCode::CREATED, "{}", first.1);
    assert_eq!(server.keyed("/api/resets", &system, "reset-key-1", &reset).await, first);
    let (_, waiting, _) = server.send("GET", "/api/resets", &system, Value::Null).await;
    assert_eq!(waiting.as_array().unwrap().len(), 1, "{waiting}");
    // A first password is kept nowhere: making the account again is refused by its name.
    let again = json!({ "username": "clerk1", "name": "张三" });
    assert_eq!(server.keyed("/api/accounts", &system, "account-key", &again).await.0, StatusCode::CONFLICT);
}
