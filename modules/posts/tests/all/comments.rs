//! Comments: one a minute, read by an editor before anybody else, counted where they are shown.
#![allow(clippy::unwrap_used, reason = "a test")]

use axum::http::StatusCode;
use guard::Role;
use serde_json::json;
use testkit::{TestDb, db_test};
use tokio::task::block_in_place;

use crate::common::{Api, World, enter, id_number, number, person, setup};

/// Rows of a table.
fn kept(db: &TestDb, table: &str) -> i64 {
    block_in_place(|| number(db.store(), &format!("SELECT count(*) FROM {table}")))
}

db_test! { setup();
    async fn a_comment_is_shown_once_an_editor_lets_it(db: &TestDb) {
        let w = block_in_place(|| World::new(db));
        let p = block_in_place(|| {
            enter(&w.app, &w.r.mine, vec![person("王丽", &id_number(1), Some("13800138001"))]);
            w.published("评论")
        });
        let api = Api::new(&w.app);
        let member = api.member("王丽", &id_number(1), "13800138001").await;
        let say = format!("/api/me/posts/{}/comments", p.id);
        assert_eq!(member.post(&say, &json!({ "body": " \n" })).await.problem(), "posts.comment-body");
        let said = member.post_once(&say, "comment-1", &json!({ "body": "说得好" })).await;
        assert_eq!(said.status, StatusCode::CREATED, "{}", said.json());
        // A retry is the same comment; another one waits a minute.
        assert_eq!(member.post_once(&say, "comment-1", &json!({ "body": "说得好" })).await.json()["id"], said.json()["id"]);
        let soon = member.post(&say, &json!({ "body": "再说一句" })).await;
        assert_eq!((soon.status, soon.problem().as_str()), (StatusCode::TOO_MANY_REQUESTS, "posts.too-soon"));
        assert_eq!(soon.json()["params"]["seconds"], "60");
        let public = format!("/api/public/posts/{}", p.id);
        let nobody = api.nobody();
        assert_eq!(nobody.get(&public).await.json()["first_comments"]["items"], json!([]));
        let own = member.get(&format!("/api/me/posts/{}", p.id)).await.json();
        assert_eq!(own["own_comments"][0]["state"], "waiting");

        let editor = api.sign_in(Role::Editor, w.r.county.id).await;
        let waiting = editor.get("/api/post_comments?state=waiting").await.json();
        let c = waiting["items"][0].clone();
        assert_eq!((c["shown_name"].as_str(), c["body"].as_str()), (Some("王*"), Some("说得好")));
        let decide = format!("/api/posts/{}/comments/{}/decide", p.id, c["id"].as_str().unwrap());
        let elsewhere = api.sign_in(Role::Editor, w.r.there.id).await;
        assert_eq!(elsewhere.post(&decide, &json!({ "show": true })).await.problem(), "posts.not-found");
        assert_eq!(elsewhere.get("/api/post_comments").await.json()["items"], json!([]));
        assert_eq!(editor.post(&decide, &json!({ "show": false })).await.problem(), "posts.reason-missing");
        assert_eq!(editor.post(&decide, &json!({ "show": true })).await.json()["state"], "shown");
        assert_eq!(editor.post(&decide, &json!({ "show": true })).await.problem(), "posts.comment-decided");
        let shown = nobody.get(&public).await.json();
        assert_eq!((shown["comments"].as_i64(), shown["first_comments"]["items"][0]["name"].as_str()), (Some(1), Some("王*")));
        assert!(!shown.to_string().contains("王丽"), "{shown}");
        // Taken back, with a reason that its author reads; the counter goes along.
        let hidden = editor.post(&decide, &json!({ "show": false, "reason": "含联系方式" })).await;
        assert_eq!(hidden.json()["state"], "hidden");
        assert_eq!(nobody.get(&public).await.json()["comments"], 0);
        let own = member.get(&format!("/api/me/posts/{}", p.id)).await.json();
        assert_eq!(own["own_comments"][0]["reason"], "含联系方式");

        db.clock().advance_ms(60_000);
        assert_eq!(member.post(&say, &json!({ "body": "再说一句" })).await.status, StatusCode::CREATED);
        assert_eq!(kept(db, "post_comment"), 2);
    }

    async fn of_two_comments_at_one_instant_one_is_taken(db: &TestDb) {
        let w = block_in_place(|| World::new(db));
        let p = block_in_place(|| {
            enter(&w.app, &w.r.mine, vec![person("王丽", &id_number(1), Some("13800138001"))]);
            w.published("抢评")
        });
        let api = Api::new(&w.app);
        let member = api.member("王丽", &id_number(1), "13800138001").await;
        let say = format!("/api/me/posts/{}/comments", p.id);
        let (one, two) = (json!({ "body": "一" }), json!({ "body": "二" }));
        let (a, b) = tokio::join!(member.post(&say, &one), member.post(&say, &two));
        let mut all = [a.status, b.status];
        all.sort();
        assert_eq!(all, [StatusCode::CREATED, StatusCode::TOO_MANY_REQUESTS]);
        assert_eq!(kept(db, "post_comment"), 1);
    }

    async fn where_comments_are_closed_there_are_none(db: &TestDb) {
        let w = block_in_place(|| World::new(db));
        let p = block_in_place(|| {
            enter(&w.app, &w.r.mine, vec![person("王丽", &id_number(1), Some("13800138001"))]);
            let silent = posts::rules::column::Draft { comments: false, ..crate::common::narrow() };
            w.edit_column(&w.editor, (w.column.id, 1), silent).unwrap();
            w.published("不开评论")
        });
        let api = Api::new(&w.app);
        let member = api.member("王丽", &id_number(1), "13800138001").await;
        let refused = member.post(&format!("/api/me/posts/{}/comments", p.id), &json!({ "body": "好" })).await;
        assert_eq!(refused.problem(), "posts.comments-closed");
        assert_eq!(kept(db, "post_commenter"), 0, "no turn is taken for nothing");
    }
}
