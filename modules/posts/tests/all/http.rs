//! The API of posts: what readers see without a session, what cadres see, lists, the feed.
#![allow(clippy::unwrap_used, reason = "a test")]

use axum::http::StatusCode;
use guard::Role;
use serde_json::{Value, json};
use testkit::{TestDb, db_test};
use tokio::task::block_in_place;

use crate::common::{Api, Caller, World, enter, id_number, person, setup, text};

fn titles(v: &Value) -> Vec<String> {
    v["items"].as_array().unwrap().iter().map(|i| i["title"].as_str().unwrap().to_owned()).collect()
}

/// Takes a post one deed on, with the version that is there.
async fn step(by: &Caller<'_>, id: &str, deed: &str, body: Value) -> Value {
    let tag = by.get(&format!("/api/posts/{id}")).await.etag();
    let done = by.post_match(&format!("/api/posts/{id}/{deed}"), &tag, &body).await;
    assert_eq!(done.status, StatusCode::OK, "{deed}: {}", done.json());
    done.json()
}

db_test! { setup();
    async fn from_the_draft_to_the_reader_through_the_api(db: &TestDb) {
        let w = block_in_place(|| World::new(db));
        let api = Api::new(&w.app);
        let chair = api.sign_in(Role::Chair, w.r.mine.id).await;
        let editor = api.sign_in(Role::Editor, w.r.county.id).await;
        let chief = api.sign_in(Role::ChiefEditor, w.r.county.id).await;
        let columns = chair.get("/api/post_columns").await.json();
        assert_eq!((columns[0]["title"].as_str(), columns[0]["may_update"].as_bool()), (Some("娘家人"), Some(false)));
        assert!(columns[0]["starter"].as_str().unwrap().contains("2026年"), "{columns}");
        let mut form = json!({
            "union_id": w.r.mine.id, "column_id": w.column.id, "title": "愿望", "body": "愿".repeat(201),
            "author_unit": "宏达公司工会", "author_post": "主席", "author_name": "张三"
        });
        let long = chair.post("/api/posts", &form).await;
        assert_eq!(long.fields(), [("/body".to_owned(), "posts.body-long".to_owned())]);
        form["body"] = json!("愿大家平安");
        let made = chair.post_once("/api/posts", "new-post-1", &form).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.json());
        assert_eq!(chair.post_once("/api/posts", "new-post-1", &form).await.json(), made.json());
        let id = made.json()["id"].as_str().unwrap().to_owned();
        assert_eq!(editor.get(&format!("/api/posts/{id}")).await.problem(), "posts.not-found");
        let public = format!("/api/public/posts/{id}");
        for (by, deed) in [(&chair, "submit"), (&editor, "review"), (&editor, "propose")] {
            assert_eq!(api.nobody().get(&public).await.status, StatusCode::NOT_FOUND);
            step(by, &id, deed, json!({})).await;
        }
        let shown = step(&chief, &id, "approve", json!({})).await;
        assert_eq!((shown["state"].as_str(), shown["live"].as_bool()), (Some("published"), Some(true)));
        assert_eq!(shown["may"], json!(["withdraw"]));
        assert_eq!(shown["history"].as_array().unwrap().len(), 6);
        let read = api.nobody().get(&public).await.json();
        assert_eq!((read["body"].as_str(), read["author"].as_str()), (Some("愿大家平安"), Some("宏达公司工会 主席 张三")));
        // Withdrawn: readers have nothing, cadres the reason.
        step(&chief, &id, "withdraw", json!({ "reason": "署名有误" })).await;
        assert_eq!(api.nobody().get(&public).await.problem(), "posts.not-found");
        assert_eq!(api.nobody().get(&format!("{public}/comments")).await.problem(), "posts.not-found");
        assert_eq!(chair.get(&format!("/api/posts/{id}")).await.json()["reason"], "署名有误");
        // Without the version that was seen, or with another one.
        let blind = editor.post(&format!("/api/posts/{id}/correct"), &json!({ "reason": "没看" })).await;
        assert!(blind.status.is_client_error(), "{}", blind.json());
    }

    async fn lists_are_searched_narrowed_and_turned(db: &TestDb) {
        let w = block_in_place(|| World::new(db));
        block_in_place(|| {
            for n in 1..=5 {
                w.published(&format!("第{n}篇"));
            }
            w.proposed("待审定的");
            w.draft("只有作者看得到");
        });
        let api = Api::new(&w.app);
        let viewer = api.sign_in(Role::Viewer, w.r.county.id).await;
        let list = async |query: &str| titles(&viewer.get(&format!("/api/posts?{query}")).await.json());
        assert_eq!(list("").await, ["待审定的", "第5篇", "第4篇", "第3篇", "第2篇", "第1篇"]);
        assert_eq!(list("state=proposed").await, ["待审定的"]);
        assert_eq!(list("live=true&q=%E7%AC%AC4").await, ["第4篇"]);
        assert_eq!(list("q=wz-").await.len(), 6);
        assert_eq!(list("mine=true").await, [""; 0]);
        let none = viewer.get("/api/posts/count?q=%E6%B2%A1%E6%9C%89").await.json();
        assert_eq!(none["value"], 0);
        assert_eq!(viewer.get("/api/posts/count").await.json()["value"], 6);
        let today = w.app.clock().today();
        assert_eq!(list(&format!("from={today}&to={today}")).await.len(), 5);
        assert_eq!(list(&format!("from={}", today.plus_days(1))).await.len(), 0);
        let first = viewer.get("/api/posts?limit=4").await.json();
        let next = first["next"].as_str().unwrap().to_owned();
        assert_eq!(list(&format!("limit=4&after={next}")).await, ["第2篇", "第1篇"]);
        // Of a place elsewhere nothing.
        let other = api.sign_in(Role::Viewer, w.r.there.id).await;
        assert_eq!(titles(&other.get("/api/posts").await.json()), [""; 0]);
        let asked = other.get(&format!("/api/posts?union_id={}", w.r.here.id)).await;
        assert_eq!(asked.status, StatusCode::NOT_FOUND);
        let figures = viewer.get("/api/post_figures").await.json();
        assert_eq!((figures["posts"].as_i64(), figures["rows"][0]["title"].as_str()), (Some(5), Some("娘家人")));
    }

    async fn readers_turn_pages_and_members_have_what_is_theirs(db: &TestDb) {
        let w = block_in_place(|| World::new(db));
        block_in_place(|| {
            enter(&w.app, &w.r.theirs, vec![person("王丽", &id_number(1), Some("13800138001"))]);
            for n in 1..=22 {
                w.published(&format!("县里第{n}篇"));
                db.clock().advance_ms(1_000);
            }
            // A column of a township that is not the member's.
            let town = crate::common::holder(301, "乡编辑", Role::Editor, &w.r.here);
            let column = World::make_column(&w.app, &town, w.r.here.id, crate::common::narrow()).unwrap();
            let p = w.create(&w.chair, w.r.mine.id, column.id, text("乡里的", "正文")).unwrap();
            let p = w.submit(&w.chair, &p).unwrap();
            let p = w.review(&w.editor, &p).unwrap();
            let p = w.propose(&w.editor, &p).unwrap();
            w.approve(&w.chief, &p, None).unwrap();
        });
        let api = Api::new(&w.app);
        let page = api.nobody().get("/api/public/posts").await.json();
        assert_eq!((titles(&page).len(), titles(&page)[0].as_str()), (20, "乡里的"));
        let next = page["next"].as_str().unwrap().to_owned();
        let rest = api.nobody().get(&format!("/api/public/posts?after={next}")).await.json();
        assert_eq!((titles(&rest), &rest["next"]), (vec!["县里第3篇".into(), "县里第2篇".into(), "县里第1篇".into()], &Value::Null));
        assert_eq!(api.nobody().get("/api/public/posts?after=%25").await.status, StatusCode::BAD_REQUEST);
        let member = api.member("王丽", &id_number(1), "13800138001").await;
        assert_eq!(titles(&member.get("/api/me/posts").await.json())[0], "县里第22篇");
        let columns = async |by: &Caller<'_>, path: &str| by.get(path).await.json().as_array().unwrap().len();
        assert_eq!(columns(&api.nobody(), "/api/public/post_columns").await, 2);
        assert_eq!(columns(&member, "/api/me/post_columns").await, 1);

        let feed = api.nobody().get(&format!("/api/posts/rss?column_id={}", w.column.id)).await;
        let text = String::from_utf8(feed.bytes.clone()).unwrap();
        assert!(feed.headers["content-type"].to_str().unwrap().starts_with("application/rss+xml"));
        assert_eq!(text.matches("<item>").count(), 22);
        assert!(text.contains("<title>县里第22篇</title>") && !text.contains("乡里的"), "{text}");
        assert!(text.contains("/h5/#/posts/"), "{text}");
        assert_eq!(api.nobody().get("/api/posts/rss?column_id=1").await.problem(), "posts.column-not-found");
    }
}
