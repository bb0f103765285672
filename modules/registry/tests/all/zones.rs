//! Zones, stations and service points over HTTP, and the shapes of divisions.
#![allow(clippy::unwrap_used, reason = "a test")]

use crate::common::{Api, Register, app, number, setup, walk};
use axum::http::StatusCode;
use guard::Role;
use kernel::Id;
use serde_json::{Value, json};
use testkit::{TestDb, db_test};

fn form(kind: &str, name: &str, union: Id) -> Value {
    json!({ "kind": kind, "name": name, "union_id": union, "cadre_name": "王海波", "phone": "13800138000",
        "address": "中山东路1号", "lon": 121.4321, "lat": 29.3, "coordinates": "cgcs2000", "hours": "周一至周五",
        "services": "入会登记", "valid_from": "2024-03-01" })
}

fn id_of(made: &crate::common::Answer) -> String {
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.json());
    made.json()["id"].as_str().unwrap().to_owned()
}

db_test! { setup();
    async fn a_zone_is_entered_changed_filled_and_closed(db: &TestDb) {
        let app = app(db);
        let r = tokio::task::block_in_place(|| Register::new(&app));
        let api = Api::new(&app);
        let clerk = api.sign_in(Role::Clerk, r.here.id).await;
        let made = clerk.post_once("/api/zones", "zone-once", &form("area", "城东片区", r.here.id)).await;
        let area = id_of(&made);
        let again = clerk.post_once("/api/zones", "zone-once", &form("area", "城东片区", r.here.id)).await;
        assert_eq!(again.json(), made.json(), "the same answer, no second zone");
        let mut station = form("station", "城东工作站", r.here.id);
        station["parent_id"] = json!(area);
        let station = id_of(&clerk.post("/api/zones", &station).await);
        let path = format!("/api/zones/{area}");
        let one = clerk.get(&path).await;
        assert_eq!((&one.json()["masked_phone"], &one.json()["lon"]), (&json!("138****8000"), &json!(121.4321)));
        let sealed = tokio::task::block_in_place(|| number(app.store(), "SELECT count(*) FROM zone WHERE cadre_phone IS NOT NULL"));
        assert_eq!(sealed, 2);
        let revealed = clerk.post(&format!("{path}/reveal"), &json!({ "purpose": "联系责任人" })).await;
        assert_eq!(revealed.json()["value"], "13800138000");
        let blind = clerk.post(&format!("{path}/reveal"), &json!({ "purpose": "看" })).await;
        assert_eq!(blind.fields(), [("/purpose".into(), "registry.purpose-short".into())]);

        // A phone that is not sent stays; an empty one is removed.
        let mut after = form("point", "城东新片区", r.there.id);
        after.as_object_mut().unwrap().remove("phone");
        let edited = clerk.patch(&path, &one.etag(), &after).await;
        assert_eq!(edited.status, StatusCode::OK, "{}", edited.json());
        let now = edited.json();
        assert_eq!((&now["name"], &now["kind"], &now["union_id"]), (&json!("城东新片区"), &json!("area"), &json!(r.here.id)));
        assert_eq!(now["masked_phone"], "138****8000");
        let stale = clerk.patch(&path, &one.etag(), &after).await;
        assert_eq!((stale.status, stale.problem().as_str()), (StatusCode::PRECONDITION_FAILED, "registry.stale"));

        let all = json!({ "union_ids": [r.mine.id], "employer_ids": [] });
        let filled = clerk.call("POST", &format!("{path}/members"), &[("if-match", &edited.etag())], Some(&all)).await;
        assert_eq!(filled.status, StatusCode::OK, "{}", filled.json());
        assert_eq!(filled.json()["members"][0]["name"], r.mine.name.as_str());
        let other = id_of(&clerk.post("/api/zones", &form("area", "城西片区", r.here.id)).await);
        let taken = clerk.call("POST", &format!("/api/zones/{other}/members"), &[("if-match", "\"1\"")], Some(&all)).await;
        assert_eq!((taken.status, taken.problem().as_str()), (StatusCode::CONFLICT, "registry.zone-taken"));
        let foreign = json!({ "union_ids": [r.theirs.id], "employer_ids": [] });
        let foreign = clerk.call("POST", &format!("/api/zones/{other}/members"), &[("if-match", "\"1\"")], Some(&foreign)).await;
        assert_eq!(foreign.status, StatusCode::NOT_FOUND, "a union of another township");

        let end = json!({ "last_day": "2024-03-01" });
        let early = clerk.call("POST", &format!("{path}/close"), &[("if-match", &filled.etag())], Some(&end)).await;
        assert_eq!((early.status, early.problem().as_str()), (StatusCode::CONFLICT, "registry.zone-in-use"));
        let closed = clerk.call("POST", &format!("/api/zones/{station}/close"), &[("if-match", "\"1\"")], Some(&end)).await;
        assert_eq!(closed.status, StatusCode::OK, "{}", closed.json());
        let closed = clerk.call("POST", &format!("{path}/close"), &[("if-match", &filled.etag())], Some(&end)).await;
        assert_eq!(closed.status, StatusCode::OK, "{}", closed.json());
        assert_eq!(closed.json()["members"], json!([]), "nothing lies in a closed zone");
        let again = clerk.call("POST", &format!("/api/zones/{other}/members"), &[("if-match", "\"1\"")], Some(&all)).await;
        assert_eq!(again.status, StatusCode::OK, "the union is free again: {}", again.json());
        let changes = clerk.get(&format!("{path}/changes")).await;
        assert_eq!(changes.items("label"), ["关闭", "调整范围", "修改片区或服务点", "登记片区或服务点"]);
    }

    async fn a_zone_stands_only_where_it_may(db: &TestDb) {
        let app = app(db);
        let r = tokio::task::block_in_place(|| Register::new(&app));
        let api = Api::new(&app);
        let clerk = api.sign_in(Role::Clerk, r.here.id).await;
        let area = id_of(&clerk.post("/api/zones", &form("area", "城东片区", r.here.id)).await);
        let point = id_of(&clerk.post("/api/zones", &form("point", "城东服务点", r.here.id)).await);
        for (kind, parent, field, code) in [
            ("area", &area, "/parent_id", "registry.zone-parent"),
            ("station", &point, "/parent_id", "registry.zone-parent"),
            ("point", &point, "/parent_id", "registry.zone-parent"),
        ] {
            let mut new = form(kind, "某某某", r.here.id);
            new["parent_id"] = json!(parent);
            let refused = clerk.post("/api/zones", &new).await;
            assert_eq!(refused.fields(), [(field.into(), code.into())], "{kind}");
        }
        let registrar = api.sign_in(Role::Registrar, r.county.id).await;
        let mut new = form("station", "长街工作站", r.there.id);
        new["parent_id"] = json!(area);
        let refused = registrar.post("/api/zones", &new).await;
        assert_eq!(refused.fields(), [("/parent_id".into(), "registry.zone-parent-gone".into())], "of another township");
        let mut wrong = form("area", "甲", r.here.id);
        wrong["lon"] = json!(200.0);
        wrong["lat"] = Value::Null;
        wrong["phone"] = json!("123");
        wrong["cadre_name"] = json!("");
        let refused = clerk.post("/api/zones", &wrong).await;
        let fields: Vec<String> = refused.fields().into_iter().map(|(p, _)| p).collect();
        assert_eq!(fields, ["/name", "/cadre_name", "/phone", "/lon", "/lat"]);
    }

    async fn another_township_sees_nothing_of_it(db: &TestDb) {
        let app = app(db);
        let r = tokio::task::block_in_place(|| Register::new(&app));
        let api = Api::new(&app);
        let clerk = api.sign_in(Role::Clerk, r.here.id).await;
        let id = id_of(&clerk.post("/api/zones", &form("area", "城东片区", r.here.id)).await);
        let other = api.sign_in(Role::Clerk, r.there.id).await;
        let end = json!({ "last_day": "2024-03-01" });
        let members = json!({ "union_ids": [], "employer_ids": [] });
        let purpose = json!({ "purpose": "联系责任人" });
        let edit = form("area", "别的片区", r.here.id);
        for (method, path, body) in [
            ("GET", format!("/api/zones/{id}"), None),
            ("GET", format!("/api/zones/{id}/changes"), None),
            ("PATCH", format!("/api/zones/{id}"), Some(&edit)),
            ("POST", format!("/api/zones/{id}/close"), Some(&end)),
            ("POST", format!("/api/zones/{id}/members"), Some(&members)),
            ("POST", format!("/api/zones/{id}/reveal"), Some(&purpose)),
            ("POST", "/api/zones".to_owned(), Some(&edit)),
            ("GET", format!("/api/zones?union_id={}", r.here.id), None),
            ("GET", format!("/api/zone_cadres?union_id={}", r.here.id), None),
        ] {
            let answer = other.call(method, &path, &[("if-match", "\"1\"")], body).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{method} {path}: {}", answer.json());
        }
        assert_eq!(other.get("/api/zones").await.items("id").len(), 0);
        let chair = api.sign_in(Role::Chair, r.mine.id).await;
        assert_eq!(chair.get("/api/zones").await.items("id").len(), 0, "the township's zone is not the union's own");
        let refused = chair.post("/api/zones", &edit).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
    }

    async fn lists_are_searched_turned_and_counted(db: &TestDb) {
        let app = app(db);
        let r = tokio::task::block_in_place(|| Register::new(&app));
        let api = Api::new(&app);
        let registrar = api.sign_in(Role::Registrar, r.county.id).await;
        for n in 0..7 {
            let (union, kind) = if n % 2 == 0 { (r.here.id, "area") } else { (r.there.id, "point") };
            let mut new = form(kind, &format!("第{n}片区"), union);
            if n == 6 {
                new["lon"] = Value::Null;
                new["lat"] = Value::Null;
            }
            id_of(&registrar.post("/api/zones", &new).await);
        }
        for sort in ["name", "union"] {
            let (ahead, back) = walk(&registrar, &format!("/api/zones?sort={sort}&"), 3).await;
            assert_eq!((ahead.len(), &ahead), (7, &back), "{sort}");
        }
        for (query, found) in [("kind=area", 4), ("located=false", 1), ("q=d", 7), ("q=%E7%AC%AC3", 1), ("closed=true", 0)] {
            assert_eq!(registrar.get(&format!("/api/zones?{query}")).await.items("id").len(), found, "{query}");
            let count = registrar.get(&format!("/api/zones/count?{query}")).await;
            assert_eq!(count.json()["value"], json!(found), "{query}");
        }
    }
}
