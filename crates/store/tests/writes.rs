//! Writes: many closures share a commit, each is alone in what it breaks, and nobody is answered before it is durable.
#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;
use std::time::Duration;

use common::{Left, add, commits, count, setup};
use store::{Batcher, DbError, DbResult, Store, params};
use testkit::{Db, TestDb, db_test};

/// Holds the writer with one closure until `during` has queued its own; SQLite then runs those in one commit.
fn while_busy<T: Send + 'static>(
    store: &Store,
    during: impl FnOnce() -> Vec<std::thread::JoinHandle<T>>,
) -> Vec<T> {
    let (held, is_held) = channel();
    let (release, released) = channel::<()>();
    let (busy, first) = (store.clone(), AtomicBool::new(true));
    let holder = std::thread::spawn(move || {
        busy.write_blocking(move |tx| {
            if first.swap(false, Ordering::SeqCst) {
                held.send(()).unwrap();
                let _ = released.recv();
            }
            add(tx, 1_000, "holder")
        })
    });
    is_held.recv().unwrap();
    let waiting = during();
    // Long enough for every thread to have queued its closure.
    std::thread::sleep(Duration::from_millis(150));
    drop(release);
    holder.join().unwrap().unwrap();
    waiting.into_iter().map(|t| t.join().unwrap()).collect()
}

db_test! { setup();
    fn queued_closures_share_a_commit(db: &TestDb) {
        let store = db.store();
        let outcomes = while_busy(store, || {
            let one = |n: i64| {
                let store = store.clone();
                std::thread::spawn(move || store.write_blocking(move |tx| add(tx, n, "many")))
            };
            (1..=40).map(one).collect()
        });
        assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
        assert_eq!(count(store), 41);
        let (commits, closures) = commits(store);
        assert_eq!(closures, 41);
        // The holder's own commit takes whatever was queued with it, within its time; the rest share the next ones.
        if db.db() == Db::Sqlite { assert!(commits <= 5, "{commits} commits") } else { assert_eq!(commits, 41) }
    }

    fn a_closure_that_fails_or_panics_harms_nobody(db: &TestDb) {
        let store = db.store();
        let outcomes = while_busy(store, || {
            let one = |n: i64| {
                let store = store.clone();
                std::thread::spawn(move || store.write_blocking(move |tx| {
                    add(tx, n, "mixed")?;
                    match n % 4 {
                        // Its own row is there for it, and gone afterwards.
                        1 => {
                            tx.execute(&common::HOLDER, params![n]).ok();
                            Err(DbError::Check("the rules say no".into()))
                        }
                        2 => panic!("asked for"),
                        3 => add(tx, n, "twice"),
                        _ => Ok(()),
                    }
                }))
            };
            (1..=40).map(one).collect()
        });
        for (n, outcome) in (1..).zip(&outcomes) {
            match n % 4 {
                0 => assert_eq!(outcome, &Ok(()), "{n}"),
                1 => assert_eq!(outcome, &Err(DbError::Check("the rules say no".into()))),
                2 => assert!(matches!(outcome, Err(DbError::Driver(_))), "{outcome:?}"),
                _ => assert!(matches!(outcome, Err(DbError::Conflict(_))), "{outcome:?}"),
            }
        }
        assert_eq!((count(store), commits(store).1), (11, 11), "only what was answered with Ok is there");
    }

    fn after_a_failed_statement_the_closure_is_over(db: &TestDb) {
        let outcome: DbResult<()> = db.store().write_blocking(|tx| {
            add(tx, 1, "once")?;
            assert!(add(tx, 1, "twice").is_err());
            assert_eq!(tx.query_one(&common::COUNT, &[], |r| r.get::<i64>(0)), Err(DbError::Aborted));
            add(tx, 2, "too late")
        });
        assert_eq!(outcome, Err(DbError::Aborted));
        assert_eq!(count(db.store()), 0);
        db.store().write_blocking(|tx| add(tx, 2, "afterwards")).unwrap();
    }

    /// What swallows an error cannot keep half of its changes either.
    fn a_swallowed_error_keeps_nothing(db: &TestDb) {
        let outcome: DbResult<()> = db.store().write_blocking(|tx| {
            add(tx, 1, "once")?;
            let _ = add(tx, 1, "twice");
            Ok(())
        });
        let kept = count(db.store());
        assert_eq!((outcome, kept), (Err(DbError::Aborted), 0));
    }

    fn nobody_is_answered_before_the_commit(db: &TestDb) {
        let store = db.store();
        let outcomes = while_busy(store, || {
            let one = |n: i64| {
                let store = store.clone();
                std::thread::spawn(move || store.write_blocking(move |tx| {
                    tx.buffer::<Left>().refuse = n == 3;
                    add(tx, n, "with others")
                }))
            };
            (1..=5).map(one).collect()
        });
        // The hook gives up a commit after the closures have all said Ok: each in that commit hears of it.
        assert!(matches!(outcomes[2], Err(DbError::Driver(_))), "{outcomes:?}");
        let told = outcomes.iter().filter(|o| o.is_ok()).count() as i64;
        assert!(count(store) == told + 1, "{outcomes:?}");
        let fresh = db.open(|_| ());
        for n in 10..40 {
            store.write_blocking(move |tx| add(tx, n, "durable")).unwrap();
            assert_eq!(count(&fresh), told + 1 + n - 9, "another process sees it at once");
        }
    }

    fn a_hook_that_panics_fails_its_commit_only(db: &TestDb) {
        let outcome = db.store().write_blocking(|tx| {
            tx.buffer::<Left>().panic = true;
            add(tx, 1, "lost")
        });
        assert!(matches!(outcome, Err(DbError::Driver(_))), "{outcome:?}");
        for n in 2..12 {
            db.store().write_blocking(move |tx| add(tx, n, "next")).unwrap();
        }
        assert_eq!((count(db.store()), commits(db.store()).1), (10, 10));
    }

    fn a_bulk_insert_is_one_statement_and_strict(db: &TestDb) {
        use store::{Insert, Kind, Val};
        static MANY: Insert = Insert::new(
            "card",
            &[("id", Kind::Int), ("holder", Kind::Text), ("points", Kind::Int), ("photo", Kind::Bytes)],
            "ON CONFLICT (id) DO NOTHING",
        );
        let row = |n: i64| vec![Val::from(n), Val::from("many"), Val::from(n), Val::Null];
        let rows: Vec<Vec<Val<'static>>> = (0..1_000).map(row).collect();
        let again = rows[..10].to_vec();
        assert_eq!(db.store().write_blocking(move |tx| tx.insert_many(&MANY, &rows)), Ok(1_000));
        assert_eq!(db.store().write_blocking(move |tx| tx.insert_many(&MANY, &again)), Ok(0), "as the statement says");
        for wrong in [
            vec![Val::from("5"), Val::from("text for a number"), Val::from(1_i64), Val::Null],
            vec![Val::from(5_000_i64), Val::from(7_i64), Val::from(1_i64), Val::Null],
            vec![Val::from(5_000_i64), Val::from("text for bytes"), Val::from(1_i64), Val::from("x")],
        ] {
            let outcome = db.store().write_blocking(move |tx| tx.insert_many(&MANY, std::slice::from_ref(&wrong)));
            assert!(matches!(outcome, Err(DbError::Driver(_))), "{outcome:?}");
        }
        assert_eq!(count(db.store()), 1_000);
    }

    async fn a_batch_serves_many_callers_and_fails_as_one(db: &TestDb) {
        let batcher = Arc::new(Batcher::start(db.store().clone(), "points", |tx, items: &[(i64, i64)]| {
            tx.buffer::<Left>().closures += 1;
            let one = |(id, by): &(i64, i64)| tx.query_one(&common::POINTS, params![*id, *by], |r| r.get::<i64>(0));
            items.iter().map(one).collect()
        }));
        for n in 1..=20 {
            db.store().write(move |tx| tx.execute(&common::ADD, params![n, "batch"])).await.unwrap();
        }
        let before = {
            let store = db.store().clone();
            tokio::task::spawn_blocking(move || commits(&store).0).await.unwrap()
        };
        let mut all = tokio::task::JoinSet::new();
        for n in 0..200_i64 {
            let batcher = batcher.clone();
            all.spawn(async move { (n % 20 + 1, batcher.submit((n % 20 + 1, 1)).await) });
        }
        let mut sums = std::collections::BTreeMap::new();
        while let Some(done) = all.join_next().await {
            let (id, points) = done.unwrap();
            let best: &mut i64 = sums.entry(id).or_default();
            *best = (*best).max(points.unwrap().unwrap());
        }
        assert!(sums.len() == 20 && sums.values().all(|p| *p == 10), "{sums:?}");
        let store = db.store().clone();
        let batches = tokio::task::spawn_blocking(move || commits(&store).1).await.unwrap() - before;
        assert!(batches < 200, "{batches} batches");
        // A card cannot have fewer than no points: the batch is given up, and its caller hears why.
        let refused = batcher.submit((1, -1_000)).await;
        assert!(matches!(refused, Err(DbError::Check(_))), "{refused:?}");
        assert_eq!(batcher.submit((1, 0)).await, Ok(Some(10)));
    }
}
