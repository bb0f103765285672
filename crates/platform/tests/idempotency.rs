//! A repeated request has one effect and the same answer on every database, also when both come at the same time.
#![allow(clippy::unwrap_used, reason = "a test")]

use std::sync::{Arc, Barrier};

use guard::{Actor, Reason};
use kernel::{Id, Problem};
use platform::accounts::AccountError;
use platform::idempotency::{once, purge};
use store::{Route, Sql, Store, params};
use testkit::{Setup, TestDb, db_test};

fn setup() -> Setup {
    Setup::new(platform::module().migrations.iter().copied())
        .hooks(|| platform::hooks(std::sync::Arc::new(platform::indicators::Flat)))
}

fn sql(text: &str) -> Sql {
    Sql::composed("test", Route::FanOut("test"), text.to_owned())
}

/// A request whose effect is one row, and whose answer is that row's id.
fn request(store: &Store, actor: &Actor, key: Option<&str>, body: &str) -> Result<Id, AccountError> {
    let (actor, key, body) = (actor.clone(), key.map(str::to_owned), body.to_owned());
    store.write_blocking(move |tx| {
        once(tx, &actor, key.as_deref(), &body, |tx| {
            let id = tx.new_id();
            let insert = sql("INSERT INTO job_schedule (kind, next_at) VALUES ($1, 1)");
            tx.execute(&insert, params![format!("{body} {id}")])?;
            if body == "refused" { Err(AccountError::NotFound) } else { Ok(id) }
        })
    })
}

fn effects(store: &Store) -> i64 {
    store
        .read_blocking(|tx| tx.query_one(&sql("SELECT count(*) FROM job_schedule"), &[], |r| r.get(0)))
        .unwrap()
        .unwrap()
}

fn actor(n: i64) -> Actor {
    Actor::staff(Id(n), "张三", Vec::new())
}

db_test! { setup();
    fn a_repeat_gets_the_first_answer(db: &TestDb) {
        let (store, me) = (db.store(), actor(1));
        let first = request(store, &me, Some("key-1"), "a").unwrap();
        assert_eq!(request(store, &me, Some("key-1"), "a").unwrap(), first);
        let other = request(store, &me, Some("key-1"), "b").unwrap_err();
        assert_eq!(other.code(), "platform.idempotency-mismatch");
        assert_eq!(effects(store), 1);
        assert_ne!(request(store, &actor(2), Some("key-1"), "a").unwrap(), first, "somebody else's key");
        assert_ne!(request(store, &Actor::system(Reason::Cli, "t"), None, "a").unwrap(), first, "no key");
        assert_eq!(effects(store), 3);
    }

    fn a_refusal_keeps_nothing(db: &TestDb) {
        let (store, me) = (db.store(), actor(1));
        assert!(request(store, &me, Some("key-1"), "refused").is_err());
        assert_eq!(effects(store), 0);
        request(store, &me, Some("key-1"), "corrected").unwrap();
        assert_eq!(effects(store), 1);
    }

    fn twins_have_one_effect(db: &TestDb) {
        for round in 0..10 {
            let meet = Arc::new(Barrier::new(4));
            let key = format!("key-of-round-{round}");
            let twin = |_| {
                let (store, meet, key) = (db.store().clone(), meet.clone(), key.clone());
                std::thread::spawn(move || {
                    meet.wait();
                    request(&store, &actor(1), Some(&key), "twin").unwrap()
                })
            };
            let twins: Vec<_> = (0..4).map(twin).collect();
            let answers: Vec<Id> = twins.into_iter().map(|t| t.join().unwrap()).collect();
            assert!(answers.iter().all(|a| *a == answers[0]), "{answers:?}");
            assert_eq!(effects(db.store()), round + 1);
        }
    }

    fn old_answers_are_forgotten(db: &TestDb) {
        let (store, me) = (db.store(), actor(1));
        let first = request(store, &me, Some("key-1"), "a").unwrap();
        db.clock().advance_ms(2 * 86_400_000);
        assert_eq!(store.write_blocking(|tx| purge(tx, 3)), Ok(0));
        assert_eq!(request(store, &me, Some("key-1"), "a").unwrap(), first);
        db.clock().advance_ms(2 * 86_400_000);
        assert_eq!(store.write_blocking(|tx| purge(tx, 3)), Ok(1));
        assert_ne!(request(store, &me, Some("key-1"), "a").unwrap(), first);
    }
}
