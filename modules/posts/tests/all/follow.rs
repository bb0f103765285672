//! Following: counted once, told once a day, and only of what is new.
#![allow(clippy::unwrap_used, reason = "a test")]

use axum::http::StatusCode;
use guard::{Actor, act, res};
use kernel::Id;
use platform::notices;
use posts::ops::follow::{follow, unfollow};
use serde_json::json;
use testkit::{TestDb, db_test};
use tokio::task::block_in_place;

use crate::common::{Api, World, enter, id_number, number, person, setup};

fn told(w: &World, person: Id) -> Vec<String> {
    let all = w.app.store().read_blocking(move |tx| notices::list(tx, person, None, false, 50)).unwrap();
    all.into_iter().map(|n| n.body).collect()
}

/// Sets the clock to an hour of the day after.
fn next_day(db: &TestDb, w: &World, hour: i64) {
    let tomorrow = w.app.clock().today().plus_days(1);
    db.clock().set(kernel::Timestamp::at_day_start(tomorrow).plus_minutes(hour * 60));
}

db_test! { setup();
    fn followers_are_told_once_a_day_of_what_is_new(db: &TestDb) {
        let w = World::new(db);
        let people = enter(&w.app, &w.r.mine, vec![person("王丽", &id_number(1), None), person("李强", &id_number(2), None)]);
        next_day(db, &w, 10);
        w.published("以前的");
        db.clock().advance_ms(60_000);
        let run = |who: Id, name: &str, union: Id, notices: bool| {
            let scope = Actor::member(who, name).permit::<res::Post, act::Create>().unwrap();
            w.app.store().write_blocking(move |tx| follow(tx, &scope, union, notices)).unwrap()
        };
        run(people[0], "王丽", w.r.county.id, true);
        run(people[0], "王丽", w.r.county.id, true);
        run(people[1], "李强", w.r.county.id, false);
        w.run_job("posts.tell-followers");
        assert_eq!(told(&w, people[0]), [""; 0], "what came before is not new");
        db.clock().advance_ms(60_000);
        w.published("第一篇");
        w.run_job("posts.tell-followers");
        db.clock().advance_ms(60_000);
        w.published("第二篇");
        w.published("第三篇");
        w.run_job("posts.tell-followers");
        assert_eq!(told(&w, people[0]), ["《第一篇》"], "once a day");
        // At night nobody is told; in the morning of what came meanwhile.
        next_day(db, &w, 5);
        w.run_job("posts.tell-followers");
        assert_eq!(told(&w, people[0]).len(), 1);
        db.clock().advance_ms(4 * 3_600_000);
        w.run_job("posts.tell-followers");
        w.run_job("posts.tell-followers");
        assert_eq!(told(&w, people[0]), ["《第三篇》、《第二篇》", "《第一篇》"]);
        assert_eq!(told(&w, people[1]), [""; 0], "who does not want it");
        let scope = Actor::member(people[0], "王丽").permit::<res::Post, act::Create>().unwrap();
        for _ in 0..2 {
            let (scope, county) = (scope.clone(), w.r.county.id);
            assert_eq!(w.app.store().write_blocking(move |tx| unfollow(tx, &scope, county)).unwrap(), []);
        }
        // Each began once, one ceased once: the days and the facts add up to who follows.
        let n = |sql: &str| number(db.store(), sql);
        assert_eq!(n("SELECT count(*) FROM post_follower"), 1);
        assert_eq!(n("SELECT CAST(SUM(began - ceased) AS BIGINT) FROM post_follow_day"), 1);
        assert_eq!(n("SELECT CAST(SUM(delta) AS BIGINT) FROM fact WHERE indicator = 'posts.followers'"), 1);
        assert_eq!(n("SELECT CAST(SUM(began) AS BIGINT) FROM post_follow_day"), 2);
    }

    async fn a_member_follows_on_the_phone(db: &TestDb) {
        let w = block_in_place(|| World::new(db));
        block_in_place(|| enter(&w.app, &w.r.mine, vec![person("王丽", &id_number(1), Some("13800138001"))]));
        let api = Api::new(&w.app);
        let member = api.member("王丽", &id_number(1), "13800138001").await;
        let path = format!("/api/me/followed_unions/{}", w.r.county.id);
        let put = async |notices: bool| member.call("PUT", &path, &[], Some(&json!({ "notices": notices }))).await;
        let first = put(true).await;
        assert_eq!((first.status, first.json()[0]["notices"].as_bool()), (StatusCode::OK, Some(true)), "{}", first.json());
        assert_eq!(put(false).await.json()[0]["notices"], false);
        assert_eq!(member.get("/api/me/followed_unions").await.json()[0]["union_name"], w.r.county.name.as_str());
        let gone = member.call("PUT", "/api/me/followed_unions/1", &[], Some(&json!({}))).await;
        assert_eq!(gone.status, StatusCode::NOT_FOUND);
        assert_eq!(member.call("DELETE", &path, &[], None).await.json(), json!([]));
        assert!(api.nobody().get("/api/me/followed_unions").await.status == StatusCode::UNAUTHORIZED);
    }
}
