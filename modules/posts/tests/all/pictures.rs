//! Pictures: cleaned, described, reviewed with their text, gone for readers with it, swept where nothing names them.
#![allow(clippy::unwrap_used, reason = "a test")]

use axum::http::StatusCode;
use guard::Role;
use kernel::Id;
use posts::PostsError;
use posts::model::{Picture, Post};
use serde_json::json;
use testkit::{TestDb, db_test};
use tokio::task::block_in_place;

use crate::common::{Api, Caller, World, number, setup, text};

fn chunk(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
    [&u32::try_from(data.len()).unwrap().to_be_bytes()[..], name, data, &[0; 4]].concat()
}

/// A PNG of 40 × 30 with a place in it; `n` makes it another one.
fn drawing(n: u8) -> Vec<u8> {
    let size = [&40_u32.to_be_bytes()[..], &30_u32.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        chunk(b"IHDR", &size),
        chunk(b"eXIf", b"GPS 27.9N"),
        chunk(b"IDAT", &[n]),
        chunk(b"IEND", &[]),
    ]
    .concat()
}

fn form(bytes: &[u8]) -> Vec<u8> {
    let head = b"--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\n";
    [head, bytes, b"\r\n--X--\r\n"].concat()
}

async fn add(by: &Caller<'_>, p: &Post, n: u8) -> Id {
    let added = by.send_form(&format!("/api/posts/{}/pictures", p.id), form(&drawing(n))).await;
    assert_eq!(added.status, StatusCode::CREATED, "{}", added.json());
    assert_eq!((added.json()["width"].as_i64(), added.json()["height"].as_i64()), (Some(40), Some(30)));
    Id(added.json()["id"].as_str().unwrap().parse().unwrap())
}

fn named(id: Id, alt: &str) -> Picture {
    Picture { alt: alt.into(), ..Picture::of(id) }
}

db_test! { setup();
    async fn a_picture_is_seen_while_a_published_text_names_it(db: &TestDb) {
        let w = block_in_place(|| World::new(db));
        let api = Api::new(&w.app);
        let editor = api.sign_in(Role::Editor, w.r.county.id).await;
        let p = block_in_place(|| {
            let p = w.submit(&w.chair, &w.draft("有图")).unwrap();
            w.review(&w.editor, &p).unwrap()
        });
        let (one, two) = (add(&editor, &p, 1).await, add(&editor, &p, 2).await);
        // The same picture again is the one that is there.
        assert_eq!(add(&editor, &p, 1).await, one);
        let public = |id: Id| format!("/api/public/posts/{}/pictures/{id}", p.id);
        let seen = async |id: Id| api.nobody().get(&public(id)).await;
        assert_eq!(seen(one).await.problem(), "posts.not-found");
        let own = editor.get(&format!("/api/posts/{}/pictures/{one}", p.id)).await;
        assert_eq!((own.status, own.headers["content-type"].to_str().unwrap()), (StatusCode::OK, "image/png"));
        assert!(!own.bytes.windows(3).any(|b| b == b"GPS"), "where it was taken is told to nobody");
        let p = block_in_place(|| {
            let mut t = text("有图", "正文一\n[图1]\n正文二");
            t.pictures = vec![named(one, "")];
            assert!(matches!(w.edit(&w.editor, &p, t.clone()), Err(PostsError::Invalid(_))), "not described");
            t.pictures = vec![named(Id(5), "别处的图")];
            assert!(matches!(w.edit(&w.editor, &p, t.clone()), Err(PostsError::Invalid(_))), "not of this post");
            t.pictures = vec![named(one, "领券的人")];
            let p = w.edit(&w.editor, &p, t).unwrap();
            let p = w.propose(&w.editor, &p).unwrap();
            w.approve(&w.chief, &p, None).unwrap()
        });
        let got = seen(one).await;
        assert_eq!((got.status, got.headers["cache-control"].to_str().unwrap()), (StatusCode::OK, "public, max-age=300"));
        assert_eq!(seen(two).await.status, StatusCode::NOT_FOUND, "no text names it");
        let read = api.nobody().get(&format!("/api/public/posts/{}", p.id)).await.json();
        let picture = json!({ "id": one.to_string(), "alt": "领券的人", "width": 40, "height": 30 });
        assert_eq!((&read["pictures"], &read["cover"]), (&json!([picture]), &picture));
        let feed = String::from_utf8(api.nobody().get("/api/posts/rss").await.bytes).unwrap();
        assert!(feed.contains(&format!("{}\" length=\"", public(one))), "{feed}");
        // A correction with another picture: readers see the old one until it is approved.
        let p = block_in_place(|| {
            let p = w.correct(&w.editor, &p, "换一张图").unwrap();
            let mut t = text("有图", "正文一\n[图1]\n正文二");
            t.pictures = vec![named(two, "海报")];
            w.edit(&w.editor, &p, t).unwrap()
        });
        assert_eq!((seen(one).await.status, seen(two).await.status), (StatusCode::OK, StatusCode::NOT_FOUND));
        let p = block_in_place(|| {
            let p = w.propose(&w.editor, &p).unwrap();
            w.approve(&w.chief, &p, None).unwrap()
        });
        assert_eq!((seen(one).await.status, seen(two).await.status), (StatusCode::NOT_FOUND, StatusCode::OK));
        block_in_place(|| w.withdraw(&w.chief, &p, "图片有误")).unwrap();
        assert_eq!(seen(two).await.problem(), "posts.not-found");
    }

    async fn what_is_no_picture_or_not_ones_own_text_is_refused(db: &TestDb) {
        let w = block_in_place(|| World::new(db));
        let api = Api::new(&w.app);
        let editor = api.sign_in(Role::Editor, w.r.county.id).await;
        let p = block_in_place(|| w.submit(&w.chair, &w.draft("待初审")).unwrap());
        let path = format!("/api/posts/{}/pictures", p.id);
        assert_eq!(editor.send_form(&path, form(&drawing(1))).await.problem(), "posts.state");
        let p = block_in_place(|| w.review(&w.editor, &p).unwrap());
        for bytes in [&b"<svg onload=alert(1)>"[..], b"\x89PNG\r\n\x1a\n", &drawing(1)[..40]] {
            assert_eq!(editor.send_form(&path, form(bytes)).await.problem(), "posts.picture");
        }
        let large = [drawing(1), vec![0; 6 << 20]].concat();
        assert_eq!(editor.send_form(&path, form(&large)).await.status, StatusCode::PAYLOAD_TOO_LARGE);
        let other = api.sign_in(Role::Editor, w.r.there.id).await;
        assert_eq!(other.send_form(&path, form(&drawing(1))).await.problem(), "posts.not-found");
        let one = add(&editor, &p, 1).await;
        assert_eq!(other.get(&format!("{path}/{one}")).await.problem(), "posts.not-found");
    }

    async fn what_no_text_names_goes_after_a_day(db: &TestDb) {
        let w = block_in_place(|| World::new(db));
        let api = Api::new(&w.app);
        let editor = api.sign_in(Role::Editor, w.r.county.id).await;
        let p = block_in_place(|| {
            let p = w.submit(&w.chair, &w.draft("图库")).unwrap();
            w.review(&w.editor, &p).unwrap()
        });
        let (one, _two) = (add(&editor, &p, 1).await, add(&editor, &p, 2).await);
        let left = || number(db.store(), "SELECT count(*) FROM attachment WHERE resource = 'post'");
        block_in_place(|| {
            let mut t = text("图库", "正文");
            t.pictures = vec![named(one, "第一张")];
            let p = w.edit(&w.editor, &p, t).unwrap();
            // Taken out of the text again: an earlier version names it.
            w.edit(&w.editor, &p, text("图库", "正文")).unwrap();
            w.run_job("posts.sweep-pictures");
            assert_eq!(left(), 2, "a day is not over");
            db.clock().advance_ms(86_400_001);
            w.run_job("posts.sweep-pictures");
            w.run_job("posts.sweep-pictures");
            assert_eq!((left(), number(db.store(), "SELECT count(*) FROM post_picture")), (1, 1));
            assert_eq!(number(db.store(), "SELECT named FROM post_picture"), 1);
        });
    }
}
