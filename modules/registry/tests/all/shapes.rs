//! Packs of shapes over HTTP: loaded, replaced, removed, read with an ETag.
#![allow(clippy::unwrap_used, reason = "a test")]

use crate::common::{Answer, Api, Register, app, setup};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use guard::Role;
use serde_json::{Value, json};
use testkit::{TestDb, db_test};

fn pack(codes: &[&str]) -> Value {
    let feature = |(n, code): (usize, &&str)| {
        let x = 121.0 + n as f64 * 0.1;
        let ring = json!([[x, 29.0], [x + 0.1, 29.0], [x + 0.1, 29.1], [x, 29.0]]);
        json!({ "type": "Feature", "properties": { "code": code }, "geometry": { "type": "Polygon", "coordinates": [ring] } })
    };
    let features: Vec<Value> = codes.iter().enumerate().map(feature).collect();
    json!({ "type": "FeatureCollection", "features": features })
}

/// Sends a pack; with a version it replaces the one at the path.
async fn send(
    api: &Api,
    cookie: &str,
    path: &str,
    version: Option<&str>,
    name: &str,
    file: &Value,
) -> Answer {
    let field =
        |n: &str, v: &str| format!("--b\r\ncontent-disposition: form-data; name=\"{n}\"\r\n\r\n{v}\r\n");
    let mut body =
        [("name", name), ("source", "测试"), ("review_number", "浙S(2026)1号"), ("coordinates", "cgcs2000")]
            .map(|(n, v)| field(n, v))
            .concat();
    body.push_str(&format!(
        "--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.json\"\r\n\r\n{file}\r\n--b--\r\n"
    ));
    let method = if version.is_some() { "PUT" } else { "POST" };
    let mut r = Request::builder().method(method).uri(path).header("cookie", cookie);
    r = r.header("content-type", "multipart/form-data; boundary=b");
    if let Some(v) = version {
        r = r.header("if-match", v);
    }
    api.send(r.body(Body::from(body)).unwrap()).await
}

db_test! { setup();
    async fn a_pack_is_loaded_read_replaced_and_removed(db: &TestDb) {
        let app = app(db);
        let r = tokio::task::block_in_place(|| {
            app.store().write_blocking(registry::api::load_divisions).unwrap();
            Register::new(&app)
        });
        let api = Api::new(&app);
        let admin = api.sign_in(Role::SystemAdmin, r.county.id).await;
        let cookie = admin.cookie().to_owned();
        let path = "/api/shape_packs";
        let unknown = send(&api, &cookie, path, None, "示范", &pack(&["330226001", "999999999"])).await;
        assert_eq!(unknown.fields(), [("/file".into(), "registry.shapes-unknown".into())]);
        assert!(unknown.json()["errors"][0]["detail"].as_str().unwrap().contains("999999999"), "the code is named");
        let nameless = send(&api, &cookie, path, None, "", &pack(&["330226001"])).await;
        assert_eq!(nameless.fields(), [("/name".into(), "registry.field-missing".into())]);
        let made = send(&api, &cookie, path, None, "示范", &pack(&["330226001", "330226002"])).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.json());
        let twice = send(&api, &cookie, path, None, "又一份", &pack(&["330226002"])).await;
        assert_eq!((twice.status, twice.problem().as_str()), (StatusCode::CONFLICT, "registry.shapes-taken"));

        let clerk = api.sign_in(Role::Clerk, r.here.id).await;
        let seen = clerk.get("/api/division_shapes?parent_code=330226").await;
        let shapes = seen.json();
        assert_eq!(shapes["shapes"].as_array().unwrap().len(), 2);
        assert_eq!((&shapes["shapes"][0]["name"], &shapes["packs"][0]["review_number"]), (&json!("跃龙街道"), &json!("浙S(2026)1号")));
        let alone = clerk.get("/api/division_shapes?parent_code=330226002").await.json();
        assert_eq!(alone["shapes"].as_array().unwrap().len(), 1, "a division without drawn children is drawn itself");
        let again = clerk.call("GET", "/api/division_shapes?parent_code=330226", &[("if-none-match", &seen.etag())], None).await;
        assert_eq!((again.status, again.bytes.len()), (StatusCode::NOT_MODIFIED, 0));
        let refused = send(&api, clerk.cookie(), path, None, "示范", &pack(&["330226003"])).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);

        let id = made.json()["id"].as_str().unwrap().to_owned();
        let one = format!("{path}/{id}");
        let stale = send(&api, &cookie, &one, Some("\"9\""), "示范", &pack(&["330226003"])).await;
        assert_eq!(stale.problem(), "registry.stale");
        let replaced = send(&api, &cookie, &one, Some("\"1\""), "示范二", &pack(&["330226002", "330226003"])).await;
        assert_eq!(replaced.status, StatusCode::OK, "{}", replaced.json());
        let now = clerk.call("GET", "/api/division_shapes?parent_code=330226", &[("if-none-match", &seen.etag())], None).await;
        let codes: Vec<Value> = now.json()["shapes"].as_array().unwrap().iter().map(|s| s["code"].clone()).collect();
        assert_eq!((now.status, codes), (StatusCode::OK, vec![json!("330226002"), json!("330226003")]));
        let packs = admin.get(path).await.json();
        assert_eq!((&packs[0]["name"], &packs[0]["draws"][0]["shapes"]), (&json!("示范二"), &json!(2)));
        let removed = admin.call("DELETE", &one, &[("if-match", "\"2\"")], None).await;
        assert_eq!(removed.status, StatusCode::NO_CONTENT);
        assert_eq!(clerk.get("/api/division_shapes?parent_code=330226").await.json()["shapes"], json!([]));
        let gone = admin.call("DELETE", &one, &[("if-match", "\"2\"")], None).await;
        assert_eq!(gone.status, StatusCode::NOT_FOUND);
    }
}
