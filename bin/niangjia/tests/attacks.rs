//! Attacks on the door and on what goes in and out, against the whole program. Which attack is answered where:
//! docs/security.md.
#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use common::child::{Running, demo, request};
use common::{PASSWORD, SECRET, Server, filled, on_both, operations};
use guard::Role;
use kernel::{Clock, Id};
use platform::accounts::code_at;
use serde_json::{Value, json};
use zip::write::SimpleFileOptions;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n0000";

/// Names and values of headers, without those that differ from answer to answer.
fn told(headers: &HeaderMap) -> Vec<(String, String)> {
    let kept = headers.iter().filter(|(name, _)| *name != "x-request-id");
    kept.map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned())).collect()
}

async fn a_page_of_somebody_else_changes_nothing(server: Server) {
    let cookie = server.sign_in("clerk", Role::Clerk, server.county.id).await;
    let mut asked = 0;
    for o in operations().iter().filter(|o| o.method != "GET") {
        let from_elsewhere = |headers: &[(&str, &str)]| {
            let mut request = Request::builder().method(o.method.as_str()).uri(filled(&o.path, "1"));
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            request.header("cookie", &cookie).header("origin", "https://evil.example")
        };
        // What a form can send; what a script can send without asking; and a header that no page can forge.
        for headers in [
            &[("content-type", "application/x-www-form-urlencoded")][..],
            &[("content-type", "text/plain")],
            &[("content-type", "multipart/form-data; boundary=x")],
            &[("content-type", "application/json"), ("x-requested-with", "XMLHttpRequest")],
            &[
                ("content-type", "application/json"),
                ("x-requested-with", "niangjia"),
                ("sec-fetch-site", "cross-site"),
            ],
        ] {
            let (status, _, body) = server.raw(from_elsewhere(headers), "{}", None).await;
            assert_eq!(status, StatusCode::FORBIDDEN, "{} {headers:?}: {body}", o.id);
            assert!(body.contains("http.csrf"), "{}: {body}", o.id);
            asked += 1;
        }
        // And the browser that asks whether it may send the header is never told that it may.
        let ask = Request::builder().method("OPTIONS").uri(filled(&o.path, "1"));
        let ask =
            ask.header("origin", "https://evil.example").header("access-control-request-method", &o.method);
        let (_, headers, _) =
            server.raw(ask.header("access-control-request-headers", "x-requested-with"), "", None).await;
        assert!(headers.keys().all(|k| !k.as_str().starts_with("access-control-")), "{}: {headers:?}", o.id);
    }
    assert!(asked > 300, "{asked}");
    assert_eq!(
        server.send("GET", "/api/session", &cookie, Value::Null).await.0,
        StatusCode::OK,
        "still there"
    );
}

async fn a_cookie_from_before_never_becomes_a_session(server: Server) {
    server.account("clerk", Some((Role::Clerk, server.county.id))).await;
    let planted = "nj_session=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    let mut tokens = vec![planted.to_owned()];
    for _ in 0..2 {
        server.clock.advance_ms(30_000);
        // The victim signs in with a browser in which somebody has put a cookie, or that was signed in before.
        let before = tokens.last().unwrap().clone();
        let body = json!({ "username": "clerk", "password": PASSWORD });
        let (_, step, cookie) = server.send("POST", "/api/session/password", &before, body).await;
        assert_eq!(cookie, "", "no cookie before the second factor");
        let body = json!({ "challenge": step["challenge"], "code": code_at(SECRET, server.clock.now()) });
        let (status, answer, cookie) = server.send("POST", "/api/session/totp", &before, body).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
        let token = cookie.split(';').next().unwrap().to_owned();
        assert!(!tokens.contains(&token), "a new token at every sign-in");
        tokens.push(token);
    }
    assert_eq!(server.send("GET", "/api/session", planted, Value::Null).await.0, StatusCode::UNAUTHORIZED);
    // The name of a step of signing in is no session either.
    let body = json!({ "username": "clerk", "password": PASSWORD });
    let (_, step, _) = server.send("POST", "/api/session/password", "", body).await;
    let challenge = format!("nj_session={}", step["challenge"].as_str().unwrap());
    assert_eq!(server.send("GET", "/api/session", &challenge, Value::Null).await.0, StatusCode::UNAUTHORIZED);
}

async fn the_door_does_not_tell_who_is_known(server: Server) {
    let registrar = server.sign_in("registrar", Role::Registrar, server.county.id).await;
    let (_, list, _) = server.send("GET", "/api/members?limit=1", &registrar, Value::Null).await;
    let path = format!("/api/members/{}/reveal", list["items"][0]["id"].as_str().unwrap());
    let ask = json!({ "field": "phone", "purpose": "本人到场核对" });
    let (_, phone, _) = server.send("POST", &path, &registrar, ask).await;
    let post = async |path: &str, body: Value| {
        let request = Request::builder().method("POST").uri(path).header("x-requested-with", "niangjia");
        let request = request.header("content-type", "application/json");
        let (status, headers, text) = server.raw(request, body.to_string(), None).await;
        (status, told(&headers), serde_json::from_str::<Value>(&text).unwrap())
    };
    // Staff: a name that exists and one that does not; from the first failure to the lock.
    for n in 0..8 {
        let known =
            post("/api/session/password", json!({ "username": "registrar", "password": "Wrong-1234" })).await;
        let unknown =
            post("/api/session/password", json!({ "username": "nobody", "password": "Wrong-1234" })).await;
        assert_eq!(known, unknown, "attempt {n}");
        assert!(known.0.is_client_error() && known.1.iter().all(|(name, _)| name != "set-cookie"));
    }
    // Members: a phone of the register and one of nobody, the code asked for, a wrong one and a right one given.
    let mut seen = Vec::new();
    for phone in [phone["value"].as_str().unwrap(), "19900000001"] {
        let (status, headers, mut sent) = post("/api/member_session/code", json!({ "phone": phone })).await;
        let code = sent["demo_code"].take();
        let wrong = if code == "000000" { "000001" } else { "000000" };
        let refused = post("/api/member_session", json!({ "phone": phone, "code": wrong })).await;
        let (state, more, mut step) =
            post("/api/member_session", json!({ "phone": phone, "code": code })).await;
        assert!(!step["challenge"].take().is_null());
        seen.push((status, headers, sent, refused, state, more, step));
    }
    // The length of an answer says no more than the answer.
    assert_eq!(seen[0], seen[1]);
}

/// A workbook of one sheet with this text in the place of its rows.
fn workbook(rows: &str, before: &str) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let packages = "http://schemas.openxmlformats.org/package/2006/relationships";
    let parts = [
        (
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>".into(),
        ),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{packages}\"><Relationship Id=\"r1\" Type=\"{links}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{links}\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{packages}\"><Relationship Id=\"r1\" Type=\"{links}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!("{before}<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>"),
        ),
    ];
    let mut made = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        made.start_file(name, SimpleFileOptions::default()).unwrap();
        made.write_all(text.as_bytes()).unwrap();
    }
    made.finish().unwrap().into_inner()
}

fn row(n: u32, cells: &[&str]) -> String {
    let cells = cells.iter().map(|c| format!("<c t=\"inlineStr\"><is><t>{c}</t></is></c>"));
    format!("<row r=\"{n}\">{}</row>", cells.collect::<String>())
}

async fn bombs_burst_before_the_program_does(server: Server) {
    let admin = server.sign_in("system", Role::SystemAdmin, Id(0)).await;
    let preview = async |bytes: Vec<u8>| {
        let begun = Instant::now();
        let (status, answer, _) =
            server.upload("/api/accounts/bulk/preview", &admin, &[], "账号.xlsx", &bytes).await;
        assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
        (status.as_u16(), answer)
    };
    let good = row(1, &["登录名", "姓名"]) + &row(2, &["hu.yi", "胡一"]);
    let (status, answer) = preview(workbook(&good, "")).await;
    assert_eq!(
        (status, answer.as_array().map(Vec::len)),
        (200, Some(1)),
        "the form itself is right: {answer}"
    );
    let zip_bomb = workbook(&format!("{good}{}", " ".repeat(300 << 20)), "");
    assert!(zip_bomb.len() < 2 << 20, "{} bytes", zip_bomb.len());
    let entities = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">\
                    <!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY f SYSTEM \"file:///etc/passwd\">]>";
    let xml_bomb = workbook(&(good.clone() + &row(3, &["&c;", "&f;"])), entities);
    for (bytes, wanted) in [(zip_bomb, (413, "sheets.too-large")), (xml_bomb, (422, "sheets.damaged"))] {
        let (status, answer) = preview(bytes).await;
        assert_eq!((status, answer["code"].as_str().unwrap()), wanted, "{answer}");
        assert!(!answer.to_string().contains("root:"), "{answer}");
    }
    // More than a use allows ends at its limit, and leaves nothing behind.
    let (status, answer) = preview(vec![b'x'; 3 << 20]).await;
    assert_eq!((status, &answer["code"]), (413, &json!("http.body-too-large")), "{answer}");
    let registrar = server.sign_in("registrar", Role::Registrar, server.county.id).await;
    let (_, list, _) = server.send("GET", "/api/members?limit=1", &registrar, Value::Null).await;
    let files = format!("/api/members/{}/attachments", list["items"][0]["id"].as_str().unwrap());
    let large = [PNG, &vec![b'x'; 20 << 20]].concat();
    let (status, answer, _) = server.upload(&files, &registrar, &[], "a.png", &large).await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE, "{answer}");
    let kept = walk(server.dir.path());
    let data =
        |at: &std::path::Path| at.file_name().is_some_and(|n| n.to_string_lossy().starts_with("niangjia.db"));
    assert!(kept.iter().all(|(at, size)| data(at) || *size < 2 << 20), "{kept:?}");
}

/// Files below a folder with their sizes.
fn walk(at: &std::path::Path) -> Vec<(std::path::PathBuf, u64)> {
    let Ok(entries) = std::fs::read_dir(at) else { return Vec::new() };
    entries
        .flat_map(|e| {
            let e = e.unwrap();
            let size = e.metadata().unwrap().len();
            if e.path().is_dir() { walk(&e.path()) } else { vec![(e.path(), size)] }
        })
        .collect()
}

#[test]
fn a_dribbling_upload_is_cut_and_holds_up_nobody() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let accounts = demo(&data, 10);
    let server = Running::start(&data);
    let password = &accounts.iter().find(|(name, _)| name == "xian").unwrap().1;
    let cookie = server.sign_in("xian", password);
    let mut slow = TcpStream::connect(&server.address).unwrap();
    slow.set_read_timeout(Some(Duration::from_millis(500))).unwrap();
    let head = format!(
        "POST /api/imports HTTP/1.1\r\nHost: x\r\nCookie: {cookie}\r\nX-Requested-With: niangjia\r\nContent-Length: 100000\
         \r\nContent-Type: multipart/form-data; boundary=x\r\n\r\n--x\r\nContent-Disposition: form-data; name=\"file\"; \
         filename=\"a.csv\"\r\n\r\n"
    );
    slow.write_all(head.as_bytes()).unwrap();
    let (begun, mut answer) = (Instant::now(), Vec::new());
    loop {
        assert!(begun.elapsed() < Duration::from_secs(60), "it may dribble for ever");
        let _ = slow.write_all(b"x");
        let mut part = [0; 4_096];
        match slow.read(&mut part) {
            Ok(0) => break,
            Ok(n) => answer.extend_from_slice(&part[..n]),
            Err(e) if e.kind() == std::io::ErrorKind::WouldBlock => {}
            Err(_) => break,
        }
        let other = request(&server.address, "GET", "/healthz", &[], &Value::Null).unwrap();
        assert_eq!(other.status, 200);
    }
    assert!(begun.elapsed() > Duration::from_secs(20), "a bad network is no attack: {:?}", begun.elapsed());
    let answer = String::from_utf8_lossy(&answer);
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 400"), "{answer}");
}

async fn no_cell_of_an_export_is_a_formula(server: Server) {
    let clerk = server.sign_in("clerk", Role::Clerk, server.county.id).await;
    let mut entered = 0;
    for (n, begin) in
        ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1"].iter().enumerate()
    {
        let name = format!("{begin}|攻击公司{n}");
        let body =
            json!({ "name": name, "address": name, "contact": begin, "union_id": server.county.basic[0].id });
        let (status, answer, _) = server.send("POST", "/api/employers", &clerk, body).await;
        assert!(status == StatusCode::CREATED || status == StatusCode::UNPROCESSABLE_ENTITY, "{answer}");
        entered += usize::from(status == StatusCode::CREATED);
    }
    assert!(entered >= 4, "{entered}");
    let export = async |format: &str| {
        let body = json!({ "purpose": "核对年度名册", "format": format });
        let request = Request::builder().method("POST").uri("/api/employers/export").header("cookie", &clerk);
        let request =
            request.header("x-requested-with", "niangjia").header("content-type", "application/json");
        let request = request.body(Body::from(body.to_string())).unwrap();
        let response = tower::ServiceExt::oneshot(server.router.clone(), request).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        axum::body::to_bytes(response.into_body(), 1 << 24).await.unwrap().to_vec()
    };
    let csv = String::from_utf8(export("csv").await).unwrap();
    assert_eq!(csv.matches("|攻击公司").count(), entered * 2, "name and address of each");
    let cells = csv.trim_start_matches('\u{feff}').lines().flat_map(|l| l.split(','));
    for cell in cells.map(|c| c.trim_start_matches('"')) {
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
    }
    let file = tempfile::NamedTempFile::with_suffix(".xlsx").unwrap();
    std::fs::write(file.path(), export("xlsx").await).unwrap();
    let mut texts = 0;
    let _ = sheets::Workbook::open(file.path())
        .unwrap()
        .for_each_row(0, &mut |row| {
            for (_, cell) in row.cells() {
                assert!(!cell.formula, "{cell:?}");
                texts += usize::from(cell.text().contains("|攻击公司"));
            }
            std::ops::ControlFlow::Continue(())
        })
        .unwrap();
    assert_eq!(texts, entered * 2);
}

async fn no_path_leads_out_of_the_pages_and_no_name_out_of_the_folder(server: Server) {
    for path in [
        "/console/../../etc/passwd",
        "/console/..%2f..%2f..%2fetc%2fpasswd",
        "/console/%2e%2e/%2e%2e/etc/passwd",
        "/console//etc/passwd",
        "/h5/..%5c..%5cetc%5cpasswd",
        "/h5/....//....//etc/passwd",
        "/h5/%00/etc/passwd",
        "/api/docs/..%2f..%2fetc%2fpasswd",
        "/api/docs/../../../etc/passwd",
    ] {
        let (status, _, body) = server.raw(Request::builder().uri(path), Body::empty(), None).await;
        assert!(status.is_client_error() && !body.contains("root:"), "{path}: {status} {body}");
    }
    let registrar = server.sign_in("registrar", Role::Registrar, server.county.id).await;
    let (_, list, _) = server.send("GET", "/api/members?limit=1", &registrar, Value::Null).await;
    let files = format!("/api/members/{}/attachments", list["items"][0]["id"].as_str().unwrap());
    for (n, name) in
        ["../../../x.png", "/etc/x.png", "..\\..\\x.png", "C:\\x.png", "a/../../x.png", "..", "x.png%00.exe"]
            .into_iter()
            .enumerate()
    {
        let bytes = [PNG, &[n as u8]].concat();
        let (status, made, _) = server.upload(&files, &registrar, &[], name, &bytes).await;
        assert!(
            status == StatusCode::CREATED || status == StatusCode::UNPROCESSABLE_ENTITY,
            "{name}: {made}"
        );
        if let Some(kept) = made["name"].as_str() {
            assert!(!kept.contains(['/', '\\']) && kept != "..", "{name} is kept as {kept}");
        }
    }
    let folder = server.dir.path();
    assert!(
        walk(folder).iter().all(|(at, _)| at.file_name().is_none_or(|n| n != "x.png")),
        "stored by digest"
    );
    assert!(!folder.parent().unwrap().join("x.png").exists());
}

async fn nobody_writes_a_header_of_our_answers(server: Server) {
    let registrar = server.sign_in("registrar", Role::Registrar, server.county.id).await;
    let (_, list, _) = server.send("GET", "/api/members?limit=1", &registrar, Value::Null).await;
    let files = format!("/api/members/{}/attachments", list["items"][0]["id"].as_str().unwrap());
    let evil = "\r\nSet-Cookie: nj_session=evil\r\n\r\n<script>";
    for (n, name) in
        ["a%0d%0aX-Evil: 1.png", "a\u{85}X-Evil: 1.png", "a\\\"; filename=evil.html", "a\u{2028}b.png"]
            .into_iter()
            .enumerate()
    {
        let bytes = [PNG, &[n as u8]].concat();
        let (status, made, _) = server.upload(&files, &registrar, &[], name, &bytes).await;
        if status != StatusCode::CREATED {
            assert!(status.is_client_error(), "{made}");
            continue;
        }
        let one = format!("{files}/{}", made["id"].as_str().unwrap());
        let request = Request::builder().uri(&one).header("cookie", &registrar);
        let response =
            tower::ServiceExt::oneshot(server.router.clone(), request.body(Body::empty()).unwrap())
                .await
                .unwrap();
        let headers = response.headers();
        assert!(headers.get("set-cookie").is_none() && headers.get("x-evil").is_none(), "{headers:?}");
        let disposition = headers["content-disposition"].to_str().unwrap();
        let (start, rest) = disposition.split_once("''").unwrap();
        assert_eq!(start, "attachment; filename*=UTF-8");
        assert!(rest.chars().all(|c| c == '%' || c.is_ascii_hexdigit()), "{disposition}");
    }
    check_queries(&server, &registrar, evil).await;
}

/// Texts of a query and of a path come back in no header.
async fn check_queries(server: &Server, cookie: &str, evil: &str) {
    let encoded: String = evil.bytes().map(|b| format!("%{b:02X}")).collect();
    let mut asked = 0;
    for o in operations().iter().filter(|o| o.method == "GET") {
        let mut paths = vec![filled(&o.path, &encoded)];
        paths.extend(o.queries.iter().map(|q| format!("{}?{q}={encoded}", filled(&o.path, "1"))));
        for path in paths {
            server.clock.advance_ms(60);
            let request = Request::builder().uri(&path).header("cookie", cookie);
            let (_, headers, _) = server.raw(request, Body::empty(), None).await;
            assert!(headers.get("set-cookie").is_none(), "{path}");
            assert!(told(&headers).iter().all(|(_, v)| !v.contains("evil")), "{path}: {headers:?}");
            asked += 1;
        }
    }
    assert!(asked > 100, "{asked}");
}

on_both!(
    a_page_of_somebody_else_changes_nothing,
    a_cookie_from_before_never_becomes_a_session,
    the_door_does_not_tell_who_is_known,
    bombs_burst_before_the_program_does,
    no_cell_of_an_export_is_a_formula,
    no_path_leads_out_of_the_pages_and_no_name_out_of_the_folder,
    nobody_writes_a_header_of_our_answers,
);
