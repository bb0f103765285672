//! Names planted in one township are looked for in everything that a clerk of another one is answered: lists with every
//! filter and order of the OpenAPI document, counts, searches, refusals, headers, exports and attachments.
#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use common::{Server, filled, on_both, operations};
use guard::Role;
use kernel::{Day, Id, IdNumber};
use niangjia::modules;
use serde_json::{Value, json};

const MEMBER: &str = "欧阳隐秘";
const EMPLOYER: &str = "隐秘机械有限公司";
const UNION: &str = "隐秘联合工会";
const PHONE: &str = "19987654321";
const NOTE: &str = "隐秘证明";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\nsecret";

/// What was planted: ids by the beginning of the paths that take them.
struct Planted {
    union: String,
    member: String,
    employer: String,
    attachment: String,
    number: String,
}

async fn plant(server: &Server, township: Id) -> Planted {
    let theirs = server.sign_in("theirs", Role::Registrar, township).await;
    let made = async |path: &str, body: Value| {
        let (status, answer, _) = server.send("POST", path, &theirs, body).await;
        assert_eq!(status, StatusCode::CREATED, "{path}: {answer}");
        answer["id"].as_str().unwrap().to_owned()
    };
    let union =
        made("/api/unions", json!({ "name": UNION, "level": 60, "kind": "50", "parent_id": township })).await;
    let employer = made(
        "/api/employers",
        json!({ "name": EMPLOYER, "union_id": union, "covered_from": "2026-01-01", "address": "隐秘路1号" }),
    )
    .await;
    let number = IdNumber::compose(330_226, Day::constant(1951, 2, 3), 1).unwrap().as_str().to_owned();
    let member = made(
        "/api/members",
        json!({ "union_id": union, "name": MEMBER, "document_number": number, "change_day": "2026-01-01", "phone": PHONE }),
    )
    .await;
    let files = format!("/api/members/{member}/attachments");
    let (status, file, _) = server.upload(&files, &theirs, &[("note", NOTE)], "隐秘.png", PNG).await;
    assert_eq!(status, StatusCode::CREATED, "{file}");
    let attachment = file["id"].as_str().unwrap().to_owned();
    // The one who planted finds it: the search itself works.
    let (_, found, _) =
        server.send("GET", &format!("/api/members?q={}", encoded(MEMBER)), &theirs, Value::Null).await;
    assert_eq!(found["items"][0]["name"], json!(MEMBER), "{found}");
    Planted { union, member, employer, attachment, number }
}

fn encoded(text: &str) -> String {
    text.bytes().map(|b| format!("%{b:02X}")).collect()
}

/// A query parameter with the values that the document allows it, if it lists them.
struct Parameter {
    name: String,
    values: Vec<String>,
}

/// Words that a schema allows, through references and alternatives.
fn words(document: &Value, schema: &Value) -> Vec<String> {
    if let Some(place) = schema["$ref"].as_str() {
        return words(document, document.pointer(place.trim_start_matches('#')).unwrap());
    }
    let of = |key: &str| schema[key].as_array().cloned().unwrap_or_default();
    let own = of("enum").into_iter().chain(schema.get("const").cloned());
    let own = own.filter_map(|v| v.as_str().map(str::to_owned));
    let inner = ["oneOf", "anyOf", "allOf"].into_iter().flat_map(of);
    own.chain(inner.flat_map(|s| words(document, &s))).collect()
}

/// Names of unions and of those above them are for every cadre who proposes a secondment: it goes to a union elsewhere.
const DIRECTORY: &str = "/api/union_names";

/// Every other GET operation with its path and query parameters.
fn reads() -> Vec<(String, Vec<Parameter>)> {
    let document: Value = serde_json::to_value(modules::api().get_openapi()).unwrap();
    let mut all = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        let Some(get) = methods.get("get").filter(|_| path != DIRECTORY) else { continue };
        let query = get["parameters"].as_array().into_iter().flatten().filter(|p| p["in"] == "query");
        let query = query.map(|p| Parameter {
            name: p["name"].as_str().unwrap().to_owned(),
            values: words(&document, &p["schema"]),
        });
        all.push((path.clone(), query.collect()));
    }
    all
}

/// All queries worth asking: each order with each value of each filter, the planted ids and names among them.
fn queries(parameters: &[Parameter], p: &Planted) -> Vec<String> {
    let named = |name: &str| parameters.iter().find(|q| q.name == name);
    let mut orders = vec![String::new()];
    orders.extend(named("sort").iter().flat_map(|s| s.values.iter().map(|v| format!("&sort={v}"))));
    let mut filters = vec![String::new()];
    for q in parameters.iter().filter(|q| q.name != "sort") {
        let mut values = q.values.clone();
        values.extend(["true", "1", "2020-01-01", "2026-11-01"].map(str::to_owned));
        let ids = [&p.union, &p.member, &p.employer];
        values.extend(ids.into_iter().cloned());
        if matches!(q.name.as_str(), "q" | "name") {
            let texts = [MEMBER, EMPLOYER, UNION, PHONE, &p.number, "隐秘", "欧阳", "oyym", "ymjx", "4321"];
            values.extend(texts.iter().map(|t| encoded(t)));
        }
        filters.extend(values.iter().map(|v| format!("&{}={v}", q.name)));
    }
    let limit = if named("limit").is_some() { "?limit=200" } else { "?" };
    orders.iter().flat_map(|o| filters.iter().map(move |f| format!("{limit}{f}{o}"))).collect()
}

/// What is looked for. The searched word may come back to the one who sent it, in a problem's reason: that is told apart
/// by asking without it.
fn found_in(p: &Planted, sent: &str, headers: &HeaderMap, body: &str) -> Option<String> {
    let headers: String = headers.values().map(|v| v.to_str().unwrap_or("?").to_owned() + "\n").collect();
    let secrets = [
        MEMBER,
        EMPLOYER,
        UNION,
        NOTE,
        "隐秘路",
        PHONE,
        &p.number,
        &p.member,
        &p.employer,
        &p.union,
        &p.attachment,
    ];
    let text = format!("{headers}{body}");
    let hit =
        secrets.iter().find(|s| text.contains(**s) && !sent.contains(**s) && !sent.contains(&encoded(s)));
    hit.map(|s| format!("{s} in {text}"))
}

async fn a_clerk_learns_nothing_of_another_township_from_any_list(server: Server) {
    let (here, there) = (server.county.townships[0].0, server.county.townships[1].0);
    let p = plant(&server, there).await;
    let clerk = server.sign_in("mine", Role::Clerk, here).await;
    let (mut asked, mut answered) = (0, 0);
    for (path, parameters) in reads() {
        let own = here.to_string();
        let mut places = vec![filled(&path, &own)];
        if path.contains('{') {
            places = [&own, &p.union, &p.member, &p.employer].map(|id| filled(&path, id)).to_vec();
            places.push(
                filled(&path, &p.member)
                    .replace(&format!("attachments/{}", p.member), &format!("attachments/{}", p.attachment)),
            );
        }
        for place in places {
            for query in queries(&parameters, &p) {
                server.clock.advance_ms(60);
                let sent = format!("{place}{query}");
                let request = Request::builder().uri(&sent).header("cookie", &clerk);
                let (status, headers, body) = server.raw(request, Body::empty(), None).await;
                assert!(!status.is_server_error(), "{sent}: {body}");
                let hit = found_in(&p, &sent, &headers, &body);
                assert!(hit.is_none(), "{sent}: {status}\n{}", hit.unwrap());
                // A filter by what is there, or a search for it, counts nothing and has no version.
                let foreign =
                    place.contains(&p.union) || place.contains(&p.member) || place.contains(&p.employer);
                if foreign {
                    assert!(headers.get("etag").is_none(), "{sent}: a version");
                }
                if place.ends_with("/count")
                    && (sent.contains(&encoded("隐秘")) || sent.contains(&encoded(MEMBER)))
                {
                    let count: Value = serde_json::from_str(&body).unwrap();
                    assert!(!status.is_success() || count["value"] == json!(0), "{sent}: {body}");
                }
                asked += 1;
                answered += usize::from(status.is_success());
            }
        }
    }
    assert!(asked > 1_500 && answered > 300, "{answered} of {asked}");
}

async fn a_record_out_of_sight_is_refused_like_one_that_is_not_there(server: Server) {
    let (here, there) = (server.county.townships[0].0, server.county.townships[1].0);
    let p = plant(&server, there).await;
    let clerk = server.sign_in("mine", Role::Clerk, here).await;
    let seen = async |path: &str| {
        server.clock.advance_ms(60);
        let request = Request::builder().uri(path).header("cookie", &clerk);
        let (status, mut headers, body) = server.raw(request, Body::empty(), None).await;
        headers.remove("x-request-id");
        (status, headers, body)
    };
    let mut compared = 0;
    for (path, _) in reads() {
        let id = match path.split('/').nth(2) {
            Some("members") => &p.member,
            Some("employers") => &p.employer,
            Some("unions") => &p.union,
            _ => continue,
        };
        if !path.contains("{id}") {
            continue;
        }
        let (there, nowhere) = (seen(&filled(&path, id)).await, seen(&filled(&path, "7")).await);
        assert_eq!(there, nowhere, "{path}: it is told that it exists");
        assert_eq!(there.0, StatusCode::NOT_FOUND, "{path}");
        compared += 1;
    }
    assert!(compared > 15, "{compared}");
}

async fn exports_and_attachments_stay_in_their_township(server: Server) {
    let (here, there) = (server.county.townships[0].0, server.county.townships[1].0);
    let p = plant(&server, there).await;
    let clerk = server.sign_in("mine", Role::Registrar, here).await;
    let exports: Vec<String> = operations()
        .into_iter()
        .map(|o| o.path)
        .filter(|p| p.ends_with("/export") && !p.contains("/me/"))
        .collect();
    assert!(exports.len() > 25, "{exports:?}");
    for list in exports {
        let mut bodies = vec![json!({}), json!({ "union_id": p.union }), json!({ "parent_id": there })];
        let texts = [MEMBER, EMPLOYER, UNION, "隐秘", PHONE, &p.number];
        bodies.extend(texts.map(|q| json!({ "q": q })));
        let foreign = [&p.union, &p.member, &p.employer];
        let places =
            if list.contains('{') { foreign.map(|id| filled(&list, id)).to_vec() } else { vec![list] };
        for (place, mut body) in places.iter().flat_map(|l| bodies.iter().map(move |b| (l, b.clone()))) {
            server.clock.advance_ms(1_000);
            let sent = format!("{place}{body}");
            body["purpose"] = json!("核对年度名册");
            body["format"] = json!("csv");
            let request = Request::builder().method("POST").uri(place);
            let request = request.header("cookie", &clerk).header("x-requested-with", "niangjia");
            let request = request.header("content-type", "application/json");
            let (status, headers, text) = server.raw(request, body.to_string(), None).await;
            let hit = found_in(&p, &sent, &headers, &text);
            assert!(hit.is_none(), "{sent}: {status}\n{}", hit.unwrap());
            assert!(!status.is_server_error(), "{sent}: {text}");
            let searched = ["members", "employers", "unions", "joins", "data_requests", "duties", "zones"];
            let here = searched.iter().any(|l| *place == format!("/api/{l}/export"));
            if here && status.is_success() && body.get("q").is_some() {
                assert_eq!(headers["x-row-count"], "0", "{sent}");
            }
        }
    }
    // The attachment by its own member, by a member of one's own, and to be put with one of them.
    let (_, list, _) = server.send("GET", "/api/members?limit=1", &clerk, Value::Null).await;
    let mine = list["items"][0]["id"].as_str().unwrap();
    for member in [p.member.as_str(), mine] {
        let path = format!("/api/members/{member}/attachments/{}", p.attachment);
        let (status, .., bytes) = server.download(&path, &clerk).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
        assert!(!bytes.windows(6).any(|w| w == b"secret"));
        let (status, ..) = server
            .send("DELETE", &format!("{path}?reason={}", encoded("传错了人")), &clerk, Value::Null)
            .await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
    }
    let path = format!("/api/members/{mine}/phone");
    let (_, own, _) = server.send("GET", &format!("/api/members/{mine}"), &clerk, Value::Null).await;
    let body = json!({ "phone": "19912345678", "evidence_id": p.attachment, "reason": "本人持身份证到场" });
    let (status, answer) =
        server.send_at("POST", &path, &clerk, own["version"].as_i64().unwrap(), body).await;
    assert_eq!(status, StatusCode::NOT_FOUND, "evidence of somebody else: {answer}");
}

on_both!(
    a_clerk_learns_nothing_of_another_township_from_any_list,
    a_record_out_of_sight_is_refused_like_one_that_is_not_there,
    exports_and_attachments_stay_in_their_township,
);
