//! Accounts, administrators, evidence and traces, through HTTP.
#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use std::collections::BTreeSet;

use axum::http::StatusCode;
use common::{PASSWORD, SECRET, Server, body_of, filled, operations, start};
use guard::Role;
use kernel::{Clock, Id};
use platform::accounts::code_at;
use serde_json::{Value, json};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n evidence";

async fn password_step(server: &Server, username: &str, password: &str) -> (StatusCode, Value) {
    let body = json!({ "username": username, "password": password });
    let (status, answer, _) = server.send("POST", "/api/session/password", "", body).await;
    (status, answer)
}

/// Every operation is asked for by each of the three; what one may change, no other may, and business none of them.
#[tokio::test]
async fn no_administrator_can_do_anothers_work() {
    let server = start().await;
    let admins = [Role::SystemAdmin, Role::SecurityAdmin, Role::AuditAdmin];
    let mut may: Vec<BTreeSet<String>> = Vec::new();
    for role in admins {
        let cookie = server.sign_in(role.code(), role, Id(0)).await;
        let mut allowed = BTreeSet::new();
        for o in operations() {
            // The own session, the own inbox, and reading what everybody reads is nobody's work.
            let own =
                o.permission == "signed-in" || o.permission.is_empty() || o.permission.starts_with("notice.");
            if own || o.path.contains("/me/") {
                continue;
            }
            let body =
                if matches!(o.method.as_str(), "GET" | "DELETE") { Value::Null } else { body_of(&o.id) };
            let (status, answer, _) = server.send(&o.method, &filled(&o.path, "1"), &cookie, body).await;
            server.clock.advance_ms(100);
            if !(status == StatusCode::FORBIDDEN && answer["code"] == "guard.denied") {
                assert_ne!(status, StatusCode::UNAUTHORIZED, "{}", o.id);
                // A file of a list reads what the list reads.
                let reads = o.method == "GET" || o.id.starts_with("export_");
                allowed.insert(format!("{} {}", if reads { "read" } else { "write" }, o.id));
            }
        }
        may.push(allowed);
    }
    let writes =
        |n: usize| may[n].iter().filter(|o| o.starts_with("write ")).cloned().collect::<BTreeSet<_>>();
    for (a, b) in [(0, 1), (0, 2), (1, 2)] {
        let both: Vec<_> = writes(a).intersection(&writes(b)).cloned().collect();
        assert!(both.is_empty(), "{:?} and {:?} both may {both:?}", admins[a], admins[b]);
    }
    for (n, own) in [(0, "write create_account"), (1, "write create_grant"), (2, "read list_audit")] {
        assert!(may[n].contains(own), "{:?} may {own}", admins[n]);
        let others = (0..3).filter(|m| *m != n);
        assert!(others.into_iter().all(|m| !may[m].contains(own)), "only {:?} may {own}", admins[n]);
    }
    assert!(writes(2).is_empty(), "who reads the audit changes nothing: {:?}", writes(2));
    for business in ["member", "import", "transfer", "employer"] {
        let touches = |o: &&String| o.contains(business) && !o.contains("code");
        let found: Vec<_> = may.iter().flatten().filter(touches).collect();
        assert!(found.is_empty(), "administrators do no business: {found:?}");
    }
}

#[tokio::test]
async fn administrators_hold_nothing_else_and_nobody_decides_about_themselves() {
    let server = start().await;
    let security = server.account("secadmin2", Some((Role::SecurityAdmin, Id(0)))).await;
    let system = server.account("sysadmin2", Some((Role::SystemAdmin, Id(0)))).await;
    let cookie = server.enter("secadmin2", PASSWORD).await;
    let grant = async |account: Id, role: &str| {
        let body = json!({ "role": role, "union_id": server.county.id });
        let (status, answer, _) =
            server.send("POST", &format!("/api/accounts/{account}/grants"), &cookie, body).await;
        (status, answer["code"].as_str().unwrap_or_default().to_owned())
    };
    assert_eq!(grant(system, "viewer").await, (StatusCode::CONFLICT, "accounts.roles-exclude".into()));
    assert_eq!(grant(system, "audit_admin").await, (StatusCode::CONFLICT, "accounts.roles-exclude".into()));
    assert_eq!(grant(security, "audit_admin").await, (StatusCode::FORBIDDEN, "accounts.own-account".into()));
    let (status, answer, _) =
        server.send("POST", &format!("/api/accounts/{security}/lock"), &cookie, Value::Null).await;
    assert_eq!((status, &answer["code"]), (StatusCode::FORBIDDEN, &json!("accounts.own-account")));
}

#[tokio::test]
async fn a_fourth_session_ends_the_first_and_signing_out_everywhere_ends_all() {
    let server = start().await;
    let mut cookies = vec![server.sign_in("chair", Role::Chair, server.county.basic[0].id).await];
    for _ in 0..3 {
        cookies.push(server.enter("chair", PASSWORD).await);
    }
    let alive = async |n: usize| server.send("GET", "/api/session", &cookies[n], Value::Null).await.0;
    assert_eq!(alive(0).await, StatusCode::UNAUTHORIZED, "the oldest had to go");
    for n in 1..4 {
        assert_eq!(alive(n).await, StatusCode::OK, "session {n}");
    }
    let (_, list, _) = server.send("GET", "/api/account/sessions", &cookies[3], Value::Null).await;
    assert_eq!(list.as_array().unwrap().len(), 3);
    let (status, ..) =
        server.send("POST", "/api/session/sign_out_everywhere", &cookies[1], Value::Null).await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    for n in 1..4 {
        assert_eq!(alive(n).await, StatusCode::UNAUTHORIZED, "session {n}");
    }
}

#[tokio::test]
async fn a_code_of_the_second_factor_works_once_and_five_wrong_ones_lock() {
    let server = start().await;
    server.sign_in("chair", Role::Chair, server.county.basic[0].id).await;
    let used = code_at(SECRET, server.clock.now());
    let (_, step) = password_step(&server, "chair", PASSWORD).await;
    let try_code = async |challenge: &Value, code: &str| {
        let body = json!({ "challenge": challenge, "code": code });
        let (status, answer, _) = server.send("POST", "/api/session/totp", "", body).await;
        (status.as_u16(), answer["code"].as_str().unwrap_or_default().to_owned())
    };
    assert_eq!(try_code(&step["challenge"], &used).await, (401, "accounts.wrong-code".into()), "a replay");
    for _ in 0..4 {
        assert_eq!(try_code(&step["challenge"], "000000").await.0, 401);
    }
    server.clock.advance_ms(30_000);
    let fresh = code_at(SECRET, server.clock.now());
    assert_eq!(try_code(&step["challenge"], &fresh).await, (429, "accounts.locked".into()));
    server.clock.advance_ms(31 * 60_000);
    let (_, step) = password_step(&server, "chair", PASSWORD).await;
    let fresh = code_at(SECRET, server.clock.now());
    assert_eq!(try_code(&step["challenge"], &fresh).await.0, 200);
}

#[tokio::test]
async fn the_last_five_passwords_do_not_come_back() {
    let server = start().await;
    let cookie = server.sign_in("chair", Role::Chair, server.county.basic[0].id).await;
    let change = async |old: &str, new: &str| {
        let body = json!({ "old_password": old, "new_password": new });
        let (status, answer, _) = server.send("PUT", "/api/account/password", &cookie, body).await;
        server.clock.advance_ms(10_000);
        (status.as_u16(), answer["code"].as_str().unwrap_or_default().to_owned())
    };
    assert_eq!(change("Wrong-1234", "Fresh-0001").await.0, 401);
    assert_eq!(change(PASSWORD, PASSWORD).await, (422, "accounts.password-used".into()));
    let mut old = PASSWORD.to_owned();
    for n in 1..=4 {
        let new = format!("Fresh-000{n}");
        assert_eq!(change(&old, &new).await.0, 204, "{new}");
        old = new;
    }
    assert_eq!(change(&old, PASSWORD).await, (422, "accounts.password-used".into()), "the fifth before");
    assert_eq!(change(&old, "Fresh-0005").await.0, 204);
    assert_eq!(change("Fresh-0005", PASSWORD).await.0, 204, "the sixth before");
}

/// First column of the row of `username` in a result workbook, and the password beside it.
fn password_in(bytes: &[u8], username: &str) -> Option<String> {
    let file = tempfile::NamedTempFile::with_suffix(".xlsx").unwrap();
    std::fs::write(file.path(), bytes).unwrap();
    let book = sheets::Workbook::open(file.path()).unwrap();
    let mut found = None;
    let _ = book
        .for_each_row(0, &mut |row| {
            if row.cell(0).text() == username {
                found = Some(row.cell(3).text().into_owned());
            }
            std::ops::ControlFlow::Continue(())
        })
        .unwrap();
    found
}

#[tokio::test]
async fn accounts_come_in_bulk_with_a_preview_and_one_time_passwords() {
    let server = start().await;
    let cookie = server.sign_in("sysadmin2", Role::SystemAdmin, Id(0)).await;
    let (status, .., template) = server.download("/api/account_template", &cookie).await;
    assert_eq!((status, &template[..2]), (StatusCode::OK, &b"PK"[..]));
    let form = "说明\n登录名,姓名\nhu.yi,胡一\nHU.yi,胡二\nsysadmin2,胡三\n胡四,胡四\nhu.wu,胡五\n";
    let (status, rows, _) =
        server.upload("/api/accounts/bulk/preview", &cookie, &[], "账号.csv", form.as_bytes()).await;
    assert_eq!(status, StatusCode::OK, "{rows}");
    let verdicts: Vec<(bool, i64)> = rows
        .as_array()
        .unwrap()
        .iter()
        .map(|r| (r["accepted"].as_bool().unwrap(), r["row"].as_i64().unwrap()))
        .collect();
    assert_eq!(verdicts, [(true, 3), (false, 4), (false, 5), (false, 6), (true, 7)]);
    assert!(rows[1]["reason"].as_str().unwrap().contains("已被使用"));
    let (_, list, _) = server.send("GET", "/api/accounts", &cookie, Value::Null).await;
    assert_eq!(list["items"].as_array().unwrap().len(), 1, "a preview makes nothing");
    let (status, _, result) =
        server.upload("/api/accounts/bulk", &cookie, &[], "账号.csv", form.as_bytes()).await;
    assert_eq!(status, StatusCode::OK);
    let first = password_in(&result, "hu.wu").unwrap();
    let (status, step) = password_step(&server, "hu.wu", &first).await;
    assert_eq!((status, &step["state"]), (StatusCode::OK, &json!("new_password")), "{step}");
    let (_, list, _) = server.send("GET", "/api/accounts", &cookie, Value::Null).await;
    assert_eq!(list["items"].as_array().unwrap().len(), 3);
    let (status, answer, _) =
        server.upload("/api/accounts/bulk", &cookie, &[], "x.csv", "a,b\n1,2\n".as_bytes()).await;
    assert_eq!((status.as_u16(), &answer["code"]), (422, &json!("accounts.no-rows")));
    let (status, answer, _) = server.upload("/api/accounts/bulk", &cookie, &[], "x.csv", PNG).await;
    assert_eq!((status.as_u16(), &answer["code"]), (422, &json!("platform.file-type")));
}

#[tokio::test]
async fn a_successor_takes_over_rights_and_messages_and_the_old_account_is_closed() {
    let server = start().await;
    let town = server.county.townships[0].0;
    let leaver = server.account("leaver", Some((Role::Clerk, town))).await;
    let heir = server.account("heir", None).await;
    let admin = server.account("sysadmin2", Some((Role::SystemAdmin, Id(0)))).await;
    let old = server.enter("leaver", PASSWORD).await;
    let security = server.sign_in("secadmin2", Role::SecurityAdmin, Id(0)).await;
    let tell = async |title: &'static str| {
        let send = move |tx: &mut store::Tx<'_>| platform::notices::send(tx, leaver, title, "", "");
        server.app.store().write(send).await.unwrap();
    };
    tell("before").await;
    let give = async |to: Id, reason: &str| {
        let body = json!({ "successor_id": to, "reason": reason });
        let path = format!("/api/accounts/{leaver}/hand_over");
        let (status, answer, _) = server.send("POST", &path, &security, body).await;
        (status.as_u16(), answer)
    };
    assert_eq!(give(heir, "调").await.1["code"], "accounts.reason-short");
    assert_eq!(give(admin, "工作调动").await.1["code"], "accounts.roles-exclude");
    assert_eq!(
        server.send("GET", "/api/session", &old, Value::Null).await.0,
        StatusCode::OK,
        "nothing happened"
    );
    assert_eq!(give(heir, "工作调动").await, (200, json!({ "grants": 1, "notices": 1 })));
    assert_eq!(server.send("GET", "/api/session", &old, Value::Null).await.0, StatusCode::UNAUTHORIZED);
    assert_eq!(password_step(&server, "leaver", PASSWORD).await.0, StatusCode::UNAUTHORIZED, "closed");
    tell("after").await;
    let new = server.enter("heir", PASSWORD).await;
    let (_, session, _) = server.send("GET", "/api/session", &new, Value::Null).await;
    assert_eq!(session["home_union_id"], json!(town));
    let (_, inbox, _) = server.send("GET", "/api/notices", &new, Value::Null).await;
    assert!(inbox.to_string().contains("before") && inbox.to_string().contains("after"), "{inbox}");
    assert_eq!(server.send("GET", "/api/members", &new, Value::Null).await.0, StatusCode::OK);
}

/// Some member of the county with phone and document in full.
async fn somebody(server: &Server, cookie: &str) -> (String, String, String, String) {
    let (_, list, _) = server.send("GET", "/api/members?limit=1", cookie, Value::Null).await;
    let id = list["items"][0]["id"].as_str().unwrap().to_owned();
    let name = list["items"][0]["name"].as_str().unwrap().to_owned();
    let mut values = Vec::new();
    for field in ["phone", "document"] {
        let body = json!({ "field": field, "purpose": "本人到场核对" });
        let (_, answer, _) = server.send("POST", &format!("/api/members/{id}/reveal"), cookie, body).await;
        values.push(answer["value"].as_str().unwrap().to_owned());
    }
    let number = values.pop().unwrap();
    (id, name, values.pop().unwrap(), number)
}

/// A member's sign-in by phone: the state after the code, and the cookie if the proof went well.
async fn member_sign_in(server: &Server, phone: &str, name: &str, number: &str) -> (Value, Option<String>) {
    server.clock.advance_ms(61_000);
    let (_, sent, _) = server.send("POST", "/api/member_session/code", "", json!({ "phone": phone })).await;
    let body = json!({ "phone": phone, "code": sent["demo_code"] });
    let (_, step, cookie) = server.send("POST", "/api/member_session", "", body).await;
    if step["state"] == "done" {
        return (step, Some(cookie.split(';').next().unwrap().to_owned()));
    }
    let proof =
        json!({ "challenge": step["challenge"], "name": name, "id_tail6": &number[number.len() - 6..] });
    let (status, _, cookie) = server.send("POST", "/api/member_session/identify", "", proof).await;
    (step, (status == StatusCode::OK).then(|| cookie.split(';').next().unwrap().to_owned()))
}

#[tokio::test]
async fn a_changed_phone_needs_evidence_and_dissolves_what_the_old_one_has_proved() {
    let server = start().await;
    let registrar = server.sign_in("registrar", Role::Registrar, server.county.id).await;
    let (id, name, phone, number) = somebody(&server, &registrar).await;
    let (step, cookie) = member_sign_in(&server, &phone, &name, &number).await;
    assert_eq!(step["state"], "identify");
    let cookie = cookie.unwrap();
    let (step, again) = member_sign_in(&server, &phone, &name, &number).await;
    assert!(step["state"] == "done" && again.is_some(), "proved once is enough");
    let path = format!("/api/members/{id}/phone");
    let change = async |evidence: &str, version: i64| {
        let body = json!({ "phone": "19912345678", "evidence_id": evidence, "reason": "本人持身份证到场" });
        server.send_at("POST", &path, &registrar, version, body).await
    };
    let (status, answer) = change("1", 1).await;
    assert_eq!((status.as_u16(), &answer["code"]), (404, &json!("platform.file-not-found")), "no evidence");
    let files = format!("/api/members/{id}/attachments");
    let (status, made, _) = server.upload(&files, &registrar, &[("note", "换号申请")], "申请.png", PNG).await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    let evidence = made["id"].as_str().unwrap().to_owned();
    assert_eq!(change(&evidence, 9).await.0.as_u16(), 412, "somebody else was faster");
    assert_eq!(change(&evidence, 1).await.0, StatusCode::NO_CONTENT);
    let alive = async |c: &str| server.send("GET", "/api/me/card", c, Value::Null).await.0;
    assert_eq!(alive(&cookie).await, StatusCode::UNAUTHORIZED, "the session of the old phone is over");
    let (step, old) = member_sign_in(&server, &phone, &name, &number).await;
    assert!(step["state"] == "identify" && old.is_none(), "the old phone proves nothing: {step}");
    let (step, new) = member_sign_in(&server, "19912345678", &name, &number).await;
    assert!(step["state"] == "identify", "the new phone has proved nothing yet");
    assert_eq!(alive(&new.unwrap()).await, StatusCode::OK);
}

#[tokio::test]
async fn evidence_is_kept_with_the_member_and_every_look_at_it_is_recorded() {
    let server = start().await;
    let registrar = server.sign_in("registrar", Role::Registrar, server.county.id).await;
    let viewer = server.sign_in("viewer", Role::Viewer, server.county.id).await;
    let auditor = server.sign_in("auditor", Role::AuditAdmin, Id(0)).await;
    let (id, ..) = somebody(&server, &registrar).await;
    let files = format!("/api/members/{id}/attachments");
    let (status, answer, _) = server.upload(&files, &registrar, &[], "a.png", b"<svg onload=x>").await;
    assert_eq!((status.as_u16(), &answer["code"]), (422, &json!("platform.file-type")));
    let (status, answer, _) = server.upload(&files, &viewer, &[], "a.png", PNG).await;
    assert_eq!((status.as_u16(), &answer["code"]), (403, &json!("guard.denied")));
    let (status, made, _) =
        server.upload(&files, &registrar, &[("note", "入会申请书")], "../../申请.png", PNG).await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    let (_, list, _) = server.send("GET", &files, &registrar, Value::Null).await;
    assert_eq!((&list[0]["name"], &list[0]["note"]), (&json!("申请.png"), &json!("入会申请书")));
    let one = format!("{files}/{}", made["id"].as_str().unwrap());
    let (status, kind, disposition, bytes) = server.download(&one, &registrar).await;
    assert_eq!((status, kind.as_str(), bytes.as_slice()), (StatusCode::OK, "image/png", PNG));
    assert!(disposition.starts_with("attachment"), "never shown in the page: {disposition}");
    assert_eq!(server.download(&one, &viewer).await.0, StatusCode::FORBIDDEN);
    let (status, ..) = server.send("DELETE", &one, &registrar, Value::Null).await;
    assert_eq!(status.as_u16(), 422, "without a reason");
    let (status, ..) = server
        .send(
            "DELETE",
            &format!("{one}?reason=%E4%BC%A0%E9%94%99%E4%BA%86%E4%BA%BA"),
            &registrar,
            Value::Null,
        )
        .await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    assert_eq!(server.download(&one, &registrar).await.0, StatusCode::NOT_FOUND);
    let path = format!("/api/audit?action=file.&person_id={id}");
    let (_, trail, _) = server.send("GET", &path, &auditor, Value::Null).await;
    let deeds: Vec<_> = trail["items"].as_array().unwrap().iter().map(|e| e["action"].clone()).collect();
    assert_eq!(deeds, [json!("file.remove"), json!("file.download"), json!("file.attach")], "newest first");
}

#[tokio::test]
async fn every_reveal_and_search_by_person_and_view_leaves_a_trace() {
    let server = start().await;
    let registrar = server.sign_in("registrar", Role::Registrar, server.county.id).await;
    let auditor = server.sign_in("auditor", Role::AuditAdmin, Id(0)).await;
    let (id, name, phone, number) = somebody(&server, &registrar).await;
    let count = async |query: &str| {
        let path = format!("/api/audit?limit=200&{query}");
        let (status, found, _) = server.send("GET", &path, &auditor, Value::Null).await;
        assert_eq!(status, StatusCode::OK, "{found}");
        found["items"].as_array().unwrap().len()
    };
    assert_eq!(count(&format!("action=member.reveal-phone&subject_id={id}")).await, 1);
    assert_eq!(count(&format!("action=member.reveal-document&person_id={id}")).await, 1);
    let (_, entry, _) =
        server.send("GET", "/api/audit?action=member.reveal-phone", &auditor, Value::Null).await;
    let detail = entry["items"][0]["detail"].as_str().unwrap();
    assert!(
        detail.contains("本人到场核对") && !detail.contains(&phone),
        "the purpose, not the number: {detail}"
    );
    let refused = json!({ "field": "phone", "purpose": "看" });
    let (status, ..) = server.send("POST", &format!("/api/members/{id}/reveal"), &registrar, refused).await;
    assert_eq!(status.as_u16(), 422, "no purpose, no number");

    for (n, path) in [
        format!("/api/members?q={number}"),
        format!("/api/members?q={phone}"),
        format!("/api/members?q={}", &phone[phone.len() - 4..]),
        format!("/api/members/count?q={number}"),
    ]
    .iter()
    .enumerate()
    {
        assert_eq!(server.send("GET", path, &registrar, Value::Null).await.0, StatusCode::OK);
        assert_eq!(count("action=member.search").await, n + 1, "{path}");
    }
    let initials = kernel::text::person_initials(&name);
    server.send("GET", &format!("/api/members?q={initials}"), &registrar, Value::Null).await;
    assert_eq!(count("action=member.search").await, 4, "a name is no number");

    // Entries with a place are found by it, and by nobody else's.
    let (_, member, _) = server.send("GET", &format!("/api/members/{id}"), &registrar, Value::Null).await;
    let union = member["union_id"].as_str().unwrap();
    assert!(count(&format!("action=member.reveal-phone&union_id={union}")).await == 1);
    let elsewhere = server.county.basic.iter().find(|b| b.id.to_string() != union).unwrap().id;
    assert_eq!(count(&format!("action=member.reveal-phone&union_id={elsewhere}")).await, 0);

    let flush = server.app.clone();
    tokio::task::spawn_blocking(move || flush.flush()).await.unwrap().unwrap();
    for (path, cookie) in [
        (format!("/api/members/{id}/views"), &registrar),
        (format!("/api/audit/views?person_id={id}"), &auditor),
    ] {
        let (_, views, _) = server.send("GET", &path, cookie, Value::Null).await;
        assert_eq!(
            (&views[0]["views"], &views[0]["account_name"]),
            (&json!(1), &json!("测试")),
            "{path}: {views}"
        );
    }
    let (_, cookie) = member_sign_in(&server, &phone, &name, &number).await;
    let (_, own, _) = server.send("GET", "/api/me/views", &cookie.unwrap(), Value::Null).await;
    assert_eq!(own.as_array().unwrap().len(), 1, "the member sees it too: {own}");
}
