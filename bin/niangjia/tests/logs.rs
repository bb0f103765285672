//! A day's work leaves no personal data in the logs and the metrics, whatever level is switched on.
#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use std::io::Write;
use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::http::{Request, StatusCode};
use common::start;
use guard::Role;
use kernel::{Day, IdNumber};
use serde_json::{Value, json};

#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<u8>>>);

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Kept {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned()
    }
}

const NAME: &str = "欧阳独一无二";
const PHONE: &str = "13987650123";

#[tokio::test]
async fn nothing_about_a_person_is_logged() {
    let kept = Kept::default();
    let writer = kept.clone();
    tracing_subscriber::fmt()
        .json()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || writer.clone())
        .init();
    let server = start().await;
    let cookie = server.sign_in("registrar", Role::Registrar, server.county.id).await;
    let number = IdNumber::compose(330_226, Day::constant(1950, 2, 3), 9).unwrap().as_str().to_owned();
    let form = json!({ "union_id": server.county.basic[0].id, "name": NAME, "document_number": number,
        "change_day": "2026-01-01", "phone": PHONE });
    let (status, made, _) = server.send("POST", "/api/members", &cookie, form.clone()).await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    let id = made["id"].as_str().unwrap().to_owned();
    let path = format!("/api/members/{id}");
    for search in [NAME, &number, PHONE] {
        let search: String = search.bytes().map(|b| format!("%{b:02X}")).collect();
        let (status, found, _) =
            server.send("GET", &format!("/api/members?q={search}"), &cookie, Value::Null).await;
        assert_eq!(status, StatusCode::OK, "{found}");
    }
    let reveal = json!({ "field": "phone", "purpose": "核对原件" });
    let (status, shown, _) = server.send("POST", &format!("{path}/reveal"), &cookie, reveal).await;
    assert_eq!((status, shown["value"].as_str()), (StatusCode::OK, Some(PHONE)));
    // Refusals too: a body that does not fit, a second entry, a wrong password.
    let misfit = json!({ "union_id": NAME, "name": 1, "document_number": number });
    assert_eq!(server.send("POST", "/api/members", &cookie, misfit).await.0, StatusCode::BAD_REQUEST);
    assert_eq!(server.send("POST", "/api/members", &cookie, form).await.0, StatusCode::CONFLICT);
    let wrong = json!({ "username": "registrar", "password": "Wrong-54321" });
    assert_eq!(server.send("POST", "/api/session/password", "", wrong).await.0, StatusCode::UNAUTHORIZED);
    let sent = server.send("POST", "/api/member_session/code", "", json!({ "phone": PHONE })).await.1;
    let code = sent["demo_code"].as_str().unwrap().to_owned();
    let step =
        server.send("POST", "/api/member_session", "", json!({ "phone": PHONE, "code": code })).await.1;
    let tail = &number[12..];
    let proof = json!({ "challenge": step["challenge"], "name": NAME, "id_tail6": tail });
    let (status, answer, member) = server.send("POST", "/api/member_session/identify", "", proof).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let (_, card, _) =
        server.send("GET", "/api/me/card", member.split(';').next().unwrap(), Value::Null).await;
    assert_eq!(card["id"], json!(id));

    let logs = kept.text();
    let lines: Vec<Value> = logs.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let answered = lines.iter().filter(|l| l["fields"]["message"] == "answered");
    let routes: Vec<&str> = answered.map(|l| l["fields"]["route"].as_str().unwrap()).collect();
    assert!(
        routes.len() >= 12 && routes.contains(&"/api/members/{id}/reveal"),
        "every request has its line: {routes:?}"
    );
    let (_, _, metrics) = server.raw(Request::builder().uri("/metrics"), Body::empty(), None).await;
    let token = |cookie: &str| cookie.split(['=', ';']).nth(1).unwrap().to_owned();
    for (what, secret) in [
        ("name", NAME.to_owned()),
        ("number", number.clone()),
        ("phone", PHONE.to_owned()),
        ("id", id),
        ("password", "Right-1234".to_owned()),
        ("wrong password", "Wrong-54321".to_owned()),
        ("token", token(&cookie)),
        ("member's token", token(&member)),
        ("purpose", "核对原件".to_owned()),
    ] {
        assert!(!secret.is_empty());
        for (place, text) in [("logs", &logs), ("metrics", &metrics)] {
            let at = text.lines().find(|l| l.contains(&secret));
            assert!(at.is_none(), "{what} in the {place}: {at:?}");
        }
    }
}
