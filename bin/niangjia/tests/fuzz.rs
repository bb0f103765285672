//! Hostile requests to every operation of the OpenAPI document: whatever comes, the answer is never a 5xx. The wider,
//! generated search is `scripts/fuzz-api`.
#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use axum::http::Request;
use common::{Operation, Server, body_of, filled, on_both, operations};
use guard::Role;
use kernel::Id;
use serde_json::{Value, json};

/// Operations that would end the session the others need.
const ENDING: [&str; 2] = ["end_session", "end_all_sessions"];

const HOSTILE_IDS: [&str; 8] = [
    "0",
    "-1",
    "9223372036854775807",
    "99999999999999999999",
    "%00",
    "%FF%FE",
    "..%2F..%2Fetc",
    "'%20OR%201=1",
];

/// Values that no field expects.
fn odd() -> Vec<Value> {
    vec![
        Value::Null,
        json!(-1),
        json!(i64::MAX),
        json!(u64::MAX),
        json!(1e308),
        json!("长".repeat(100_000)),
        json!("\0"),
        json!("\u{202e}\u{feff}'\"%_\\\r\n"),
        json!("9999-12-31"),
        json!("0001-01-01"),
        json!([]),
        json!({}),
    ]
}

/// Bodies for an operation: none, no JSON, and the right one with one field after the other spoilt.
fn bodies(id: &str) -> Vec<(&'static str, Vec<u8>)> {
    let mut all: Vec<(&str, Vec<u8>)> = vec![
        ("application/json", Vec::new()),
        ("application/json", b"{\"name\": \"\xff\xfe\"}".to_vec()),
        ("application/json", [b"[".repeat(50_000), b"]".repeat(50_000)].concat()),
        ("application/json", b"{\"a\":".repeat(5_000)),
        ("text/plain", b"{}".to_vec()),
        ("application/json", b"[null]".to_vec()),
        ("multipart/form-data", b"--x--".to_vec()),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n".to_vec()),
        (
            "multipart/form-data; boundary=x",
            b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\xff\"\r\n\r\nPK\x03\x04\r\n--x--\r\n".to_vec(),
        ),
    ];
    let right = body_of(id);
    for (field, _) in right.as_object().unwrap() {
        for value in odd() {
            let mut wrong = right.clone();
            wrong[field] = value;
            all.push(("application/json", wrong.to_string().into_bytes()));
        }
    }
    all.push(("application/json", right.to_string().into_bytes()));
    all
}

/// Queries for an operation: each parameter with each odd value, one that is not known, one that is no text.
fn queries(o: &Operation) -> Vec<String> {
    let mut all = vec![String::new()];
    if o.method == "GET" {
        all.extend(["?nobody=knows", "?%FF=%FF", "?q=%FF%FE", "?limit=-1&limit=7"].map(str::to_owned));
        let long = format!("{}'%25", "%E9%95%BF".repeat(3_000));
        let values =
            ["-1", "9223372036854775807", "1e999", "%00", "9999-12-31", "0001-01-01", "%25_%5C", "", &long];
        for name in &o.queries {
            all.extend(values.iter().map(|v| format!("?{name}={v}")));
        }
    }
    all
}

/// Sends one request and tells what was wrong with the answer.
async fn asked(
    server: &Server,
    o: &Operation,
    path: &str,
    cookie: &str,
    kind: &str,
    body: &[u8],
) -> Option<String> {
    // Tokens of the session's bucket come back with time.
    server.clock.advance_ms(60);
    let request = Request::builder()
        .method(o.method.as_str())
        .uri(path)
        .header("cookie", cookie)
        .header("x-requested-with", "niangjia")
        .header("if-match", "\"1\"")
        .header("content-type", kind);
    let (status, headers, text) = server.raw(request, body.to_vec(), None).await;
    let shown = || {
        format!(
            "{} {} {}: {status} {}",
            o.id,
            path.chars().take(80).collect::<String>(),
            String::from_utf8_lossy(body).chars().take(80).collect::<String>(),
            text.chars().take(200).collect::<String>()
        )
    };
    if status.is_server_error() {
        return Some(shown());
    }
    let problem = headers.get("content-type").is_some_and(|v| v == "application/problem+json");
    (status.is_client_error() && !problem).then(shown)
}

/// Asks every operation everything, as one caller.
async fn fuzz(server: &Server, cookie: &str, ids: &[(&str, String)]) -> (usize, Vec<String>) {
    let (mut requests, mut wrong) = (0, Vec::new());
    for o in operations().iter().filter(|o| !ENDING.contains(&o.id.as_str())) {
        let known =
            ids.iter().find(|(start, _)| o.path.starts_with(start)).map_or("1", |(_, id)| id.as_str());
        let path = filled(&o.path, known);
        let mut all: Vec<(String, &str, Vec<u8>)> =
            queries(o).into_iter().map(|q| (format!("{path}{q}"), "application/json", Vec::new())).collect();
        if o.path.contains('{') {
            let body = body_of(&o.id).to_string().into_bytes();
            all.extend(HOSTILE_IDS.iter().map(|id| (filled(&o.path, id), "application/json", body.clone())));
        }
        if o.method != "GET" {
            all.extend(bodies(&o.id).into_iter().map(|(kind, body)| (path.clone(), kind, body)));
        }
        for (path, kind, body) in all {
            requests += 1;
            wrong.extend(asked(server, o, &path, cookie, kind, &body).await);
        }
    }
    (requests, wrong)
}

async fn as_role(server: &Server, role: Role, at_top: bool) {
    let place = if at_top { Id(0) } else { server.county.id };
    let cookie = server.sign_in(role.code(), role, place).await;
    let first = async |path: &str| {
        let (_, list, _) = server.send("GET", path, &cookie, Value::Null).await;
        list["items"][0]["id"].as_str().unwrap_or("1").to_owned()
    };
    let ids = [
        ("/api/members/", first("/api/members?limit=1").await),
        ("/api/employers/", first("/api/employers?limit=1").await),
        ("/api/joins/", first("/api/joins?limit=1").await),
        ("/api/unions/", server.county.basic[0].id.to_string()),
    ];
    let (requests, wrong) = fuzz(server, &cookie, &ids).await;
    assert!(wrong.is_empty(), "{} of {requests}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(requests > 2_000, "{requests}");
}

async fn nothing_that_a_registrar_sends_breaks_the_program(server: Server) {
    as_role(&server, Role::Registrar, false).await;
}

async fn nothing_that_a_chair_sends_breaks_the_program(server: Server) {
    as_role(&server, Role::Chair, false).await;
}

async fn nothing_that_the_administrators_send_breaks_the_program(server: Server) {
    for role in [Role::SystemAdmin, Role::SecurityAdmin, Role::AuditAdmin] {
        as_role(&server, role, true).await;
    }
}

async fn nothing_that_a_stranger_sends_breaks_the_program(server: Server) {
    let (_, wrong) = fuzz(&server, "", &[]).await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

on_both!(
    nothing_that_a_registrar_sends_breaks_the_program,
    nothing_that_a_chair_sends_breaks_the_program,
    nothing_that_the_administrators_send_breaks_the_program,
    nothing_that_a_stranger_sends_breaks_the_program,
);
