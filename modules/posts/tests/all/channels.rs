//! Accounts elsewhere: entered, told of by the month, by hand and by workbook; how they grew.
#![allow(clippy::unwrap_used, reason = "a test")]

use axum::http::StatusCode;
use guard::Role;
use serde_json::{Value, json};
use testkit::{TestDb, db_test};
use tokio::task::block_in_place;

use crate::common::{Api, Caller, World, setup};

async fn account(by: &Caller<'_>, union: kernel::Id, name: &str, kind: &str) -> String {
    let new = json!({ "union_id": union, "kind": kind, "name": name, "since": "2016-01-01" });
    let made = by.post("/api/post_channels", &new).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.json());
    made.json()["id"].as_str().unwrap().to_owned()
}

fn told(channel: &str, month: i64, followers: i64, version: i64) -> Value {
    json!({ "channel_id": channel, "month": month, "followers": followers, "reads": 100, "posts": 5, "version": version })
}

fn file(lines: &str) -> Vec<u8> {
    let head = "--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n";
    format!("{head}账号名称,月份,粉丝数,阅读数,发文数,平台,排名,参评账号数\n{lines}\r\n--X--\r\n")
        .into_bytes()
}

db_test! { setup();
    async fn months_are_told_corrected_and_grow(db: &TestDb) {
        let w = block_in_place(|| World::new(db));
        let api = Api::new(&w.app);
        let editor = api.sign_in(Role::Editor, w.r.county.id).await;
        let one = account(&editor, w.r.county.id, "玉环工会", "wechat").await;
        let put = async |body: Value| editor.post("/api/post_channel_returns", &body).await;
        assert_eq!(put(told(&one, 201_612, 9_100, 0)).await.status, StatusCode::OK);
        assert_eq!(put(told(&one, 201_712, 20_000, 0)).await.status, StatusCode::OK);
        // Told again blindly it is refused; with what was seen it is corrected.
        assert_eq!(put(told(&one, 201_712, 20_110, 0)).await.problem(), "posts.stale");
        assert_eq!(put(told(&one, 201_712, 20_110, 1)).await.json()["version"], 2);
        assert_eq!(put(told(&one, 201_512, 1, 0)).await.fields(), [("/month".to_owned(), "posts.return-month".to_owned())]);
        let mut ranked = told(&one, 201_711, 19_000, 0);
        ranked["place"] = json!(484);
        ranked["place_of"] = json!(483);
        assert_eq!(put(ranked).await.fields(), [("/place".to_owned(), "posts.return-place".to_owned())]);
        let of = editor.get("/api/post_channel_figures?from=2017-01-01&to=2017-12-31").await.json();
        let row = &of["rows"][0];
        assert_eq!((row["followers"].as_i64(), row["followers_before"].as_i64(), row["growth"].as_i64()), (Some(20_110), Some(9_100), Some(12_098)));
        assert_eq!((of["growth"].as_i64(), of["reads"].as_i64(), of["posts"].as_i64()), (Some(12_098), Some(100), Some(5)), "December 2016 is before");
        // An account of which nobody told before is no growth.
        let two = account(&editor, w.r.here.id, "乡镇之家", "wechat").await;
        put(told(&two, 201_712, 500, 0)).await;
        let of = editor.get("/api/post_channel_figures?from=2017-01-01&to=2017-12-31").await.json();
        assert_eq!((of["followers"].as_i64(), of["growth"].as_i64(), &of["rows"][1]["growth"]), (Some(20_610), Some(12_098), &Value::Null));
        // Of a place elsewhere nothing, and nobody writes there.
        let other = api.sign_in(Role::Editor, w.r.there.id).await;
        for list in ["post_channels", "post_channel_returns"] {
            assert_eq!(other.get(&format!("/api/{list}")).await.json()["items"], json!([]), "{list}");
        }
        assert_eq!(other.post("/api/post_channel_returns", &told(&one, 201_701, 1, 0)).await.problem(), "posts.channel-not-found");
        let viewer = api.sign_in(Role::Viewer, w.r.county.id).await;
        assert_eq!(viewer.post("/api/post_channel_returns", &told(&one, 201_701, 1, 0)).await.status, StatusCode::FORBIDDEN);
        assert_eq!(viewer.get("/api/post_channels/count?kind=wechat&open=true").await.json()["value"], 2);
        assert_eq!(viewer.get("/api/post_channel_returns/count?from=201701").await.json()["value"], 2);
        // Closed, it takes no later month.
        let form = json!({ "kind": "wechat", "name": "玉环工会", "since": "2016-01-01", "closed_on": "2018-03-15" });
        let path = format!("/api/post_channels/{one}");
        assert_eq!(editor.patch(&path, "\"1\"", &form).await.json()["closed_on"], "2018-03-15");
        assert_eq!(editor.patch(&path, "\"1\"", &form).await.problem(), "posts.stale");
        assert_eq!(put(told(&one, 201_804, 1, 0)).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(viewer.get("/api/post_channels?open=false").await.json()["items"][0]["name"], "玉环工会");
    }

    async fn a_workbook_comes_back_with_what_was_not_taken(db: &TestDb) {
        let w = block_in_place(|| World::new(db));
        let api = Api::new(&w.app);
        let editor = api.sign_in(Role::Editor, w.r.county.id).await;
        account(&editor, w.r.county.id, "甬工惠", "wechat").await;
        account(&editor, w.r.county.id, "同名", "wechat").await;
        account(&editor, w.r.county.id, "同名", "weibo").await;
        let lines = "甬工惠,2017-12,64.8万,\"1,200\",88,,2,483\n没登记,2017-12,1,1,1,,,\n同名,2017-12,1,1,1,,,\n同名,2017年12月,7,1,1,微博,,\n\
                     甬工惠,2017-13,1,1,1,,,\n甬工惠,2999-01,1,1,1,,,\n甬工惠,2017-11,1,1,1,电视,,";
        let take = async || editor.send_form("/api/post_channel_returns/file", file(lines)).await.json();
        let first = take().await;
        assert_eq!((first["new"].as_i64(), first["known"].as_i64()), (Some(2), Some(0)), "{first}");
        let left: Vec<(i64, &str)> =
            first["left"].as_array().unwrap().iter().map(|l| (l["row"].as_i64().unwrap(), l["reason"].as_str().unwrap())).collect();
        assert_eq!(left.iter().map(|(row, _)| *row).collect::<Vec<_>>(), [3, 4, 6, 7, 8], "{left:?}");
        assert!(left.iter().all(|(_, why)| why.chars().count() > 4), "{left:?}");
        let again = take().await;
        assert_eq!((again["new"].as_i64(), again["changed"].as_i64(), again["known"].as_i64()), (Some(0), Some(0), Some(2)), "{again}");
        let of = editor.get("/api/post_channel_figures?from=2017-12-01&to=2017-12-31").await.json();
        assert_eq!((of["rows"][0]["followers"].as_i64(), of["rows"][0]["place"].as_i64()), (Some(648_000), Some(2)), "{of}");
        let bare = b"--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\na,b\n1,2\r\n--X--\r\n".to_vec();
        assert_eq!(editor.send_form("/api/post_channel_returns/file", bare).await.problem(), "posts.return-columns");
    }
}
