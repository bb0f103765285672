//! Openings are counted in memory and written; a reader counts once, whoever and whenever, and leaves no name.
#![allow(clippy::unwrap_used, reason = "a test")]

use axum::http::StatusCode;
use testkit::{TestDb, db_test};
use tokio::task::block_in_place;

use crate::common::{Api, World, enter, id_number, number, person, setup};

db_test! { setup();
    async fn a_reader_counts_once_and_every_opening_counts(db: &TestDb) {
        let w = block_in_place(|| World::new(db));
        let (p, q) = block_in_place(|| {
            let people = vec![
                person("王丽", &id_number(1), Some("13800138001")),
                person("李强", &id_number(2), Some("13800138002")),
            ];
            enter(&w.app, &w.r.mine, people);
            (w.published("阅读"), w.published("别的文章"))
        });
        let api = Api::new(&w.app);
        let one = api.member("王丽", &id_number(1), "13800138001").await;
        let two = api.member("李强", &id_number(2), "13800138002").await;
        let path = format!("/api/me/posts/{}", p.id);
        for by in [&one, &one, &two] {
            assert_eq!(by.get(&path).await.status, StatusCode::OK);
        }
        for _ in 0..4 {
            api.nobody().get(&format!("/api/public/posts/{}", p.id)).await;
        }
        // Lists are no reading.
        one.get("/api/me/posts").await;
        block_in_place(|| assert_eq!(w.now(p.id).opened, 0, "nothing is written before its time"));
        block_in_place(|| w.app.flush()).unwrap();
        block_in_place(|| w.app.flush()).unwrap();
        block_in_place(|| {
            let now = w.now(p.id);
            assert_eq!((now.opened, now.readers), (7, 2));
            assert_eq!((w.now(q.id).opened, now.version), (0, p.version), "counting is no change");
        });
        // The next day: one of them again, and nobody new.
        db.clock().advance_ms(86_400_000);
        let again = api.known_member("13800138001").await;
        again.get(&path).await;
        block_in_place(|| w.app.flush()).unwrap();
        let days = |sum: &str| number(db.store(), &format!("SELECT CAST(SUM({sum}) AS BIGINT) FROM post_read"));
        block_in_place(|| {
            let now = w.now(p.id);
            assert_eq!((now.opened, now.readers), (8, 2));
            assert_eq!((days("opened"), days("readers")), (8, 2), "days add up to the post");
            assert_eq!(number(db.store(), "SELECT count(*) FROM post_reader"), 2);
        });
        // Half a year later the marks are gone, and readers are not told apart any more.
        db.clock().advance_ms(180 * 86_400_000);
        block_in_place(|| w.run_job("posts.forget-readers"));
        let later = api.known_member("13800138001").await;
        later.get(&path).await;
        block_in_place(|| w.app.flush()).unwrap();
        block_in_place(|| {
            let now = w.now(p.id);
            assert_eq!((now.opened, now.readers), (9, 2));
            assert_eq!(number(db.store(), "SELECT count(*) FROM post_reader"), 0);
        });
    }

    async fn openings_that_cannot_be_written_wait(db: &TestDb) {
        let w = block_in_place(|| World::new(db));
        let p = block_in_place(|| w.published("断网"));
        let reads = posts::ops::reads::Reads::of(&w.app);
        let today = w.app.clock().today();
        reads.open(p.id, today, Some([1; 16]));
        reads.open(p.id, today, None);
        block_in_place(|| w.app.flush()).unwrap();
        reads.open(p.id, today, Some([1; 16]));
        block_in_place(|| w.app.flush()).unwrap();
        block_in_place(|| assert_eq!((w.now(p.id).opened, w.now(p.id).readers), (3, 1)));
    }
}
