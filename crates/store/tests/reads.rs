//! Reads: one snapshot each, a time limit on the short ones, and the fast way to one row.
#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use std::time::{Duration, Instant};

use common::{ADD, COUNT, HOLDER, add, ask, count, setup};
use store::{DbError, DbResult, Tx, params};
use testkit::{Db, TestDb, db_test};

/// Counts to `n`, row by row.
fn count_to(tx: &mut Tx<'_>, n: i64) -> DbResult<Option<i64>> {
    let sql = "WITH RECURSIVE n (i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < $1)
               SELECT count(*) FROM n";
    tx.query_one(&ask(sql), params![n], |r| r.get(0))
}

db_test! { setup();
    fn a_read_sees_one_instant(db: &TestDb) {
        let (store, writer) = (db.store(), db.store().clone());
        store.write_blocking(|tx| add(tx, 1, "before")).unwrap();
        let seen = store.read_blocking(move |tx| {
            let first: Option<i64> = tx.query_one(&COUNT, &[], |r| r.get(0))?;
            // Committed, durable, visible to everybody else, while this read is under way.
            writer.write_blocking(|tx| add(tx, 2, "meanwhile"))?;
            assert_eq!(count(&writer), 2);
            let second: Option<i64> = tx.query_one(&COUNT, &[], |r| r.get(0))?;
            let one = tx.query_one(&HOLDER, params![2], |r| r.get::<String>(0))?;
            Ok::<_, DbError>((first, second, one))
        });
        assert_eq!(seen.unwrap(), (Some(1), Some(1), None));
    }

    fn a_read_changes_nothing(db: &TestDb) {
        let refused = db.store().read_blocking(|tx| tx.execute(&ADD, params![1, "from a read"]));
        assert!(matches!(refused, Err(DbError::ReadOnly(_))), "{refused:?}");
        assert_eq!(count(db.store()), 0);
    }

    async fn a_short_read_is_stopped_at_its_limit_and_a_slow_one_is_not(db: &TestDb) {
        let store = db.open(|o| o.read_limit = Duration::from_millis(150));
        let begun = Instant::now();
        let stopped = store.read(|tx| count_to(tx, 2_000_000_000)).await;
        assert_eq!(stopped, Err(DbError::TimedOut));
        assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
        // The thread that was stopped serves the next one, again and again.
        for _ in 0..20 {
            assert_eq!(store.read(|tx| count_to(tx, 100)).await, Ok(Some(100)));
        }
        let begun = Instant::now();
        let mut n = 400_000;
        while begun.elapsed() < Duration::from_millis(200) {
            n *= 2;
            assert_eq!(store.read_slow(move |tx| count_to(tx, n)).await, Ok(Some(n)));
        }
    }

    async fn one_row_the_fast_way(db: &TestDb) {
        for n in 0..50 {
            db.store().write(move |tx| add(tx, n, &format!("holder {n}"))).await.unwrap();
        }
        let mut all = tokio::task::JoinSet::new();
        for n in 0..500_i64 {
            let store = db.store().clone();
            all.spawn(async move {
                (n, store.read_one(&HOLDER, params![n % 60].to_vec(), |r| r.get::<String>(0)).await)
            });
        }
        while let Some(done) = all.join_next().await {
            let (n, found) = done.unwrap();
            let want = (n % 60 < 50).then(|| format!("holder {}", n % 60));
            assert_eq!(found.unwrap(), want);
        }
        let refused = db.store().read_one(&HOLDER, params![1].to_vec(), |r| r.get::<i64>(0)).await;
        assert!(matches!(refused, Err(DbError::Inconsistent(_))), "a text is no number: {refused:?}");
    }

    /// PostgreSQL refuses a number where a text belongs, and the other way round. SQLite would convert one that loses
    /// nothing; as every test runs on both, the program has no such statement. What loses something is refused by both.
    fn parameters_are_strict(db: &TestDb) {
        let number_for_text = db.store().write_blocking(|tx| tx.execute(&ADD, params![1, 7]));
        let text_for_number = db.store().write_blocking(|tx| tx.execute(&ADD, params!["seven", "x"]));
        let bytes_for_text = db.store().write_blocking(|tx| tx.execute(&ADD, params![3, vec![1_u8, 2]]));
        assert!(text_for_number.is_err() && bytes_for_text.is_err());
        if db.db() != Db::Sqlite {
            assert!(matches!(number_for_text, Err(DbError::Driver(_))), "{number_for_text:?}");
            assert_eq!(count(db.store()), 0);
        }
    }

    fn a_read_that_panics_harms_nobody(db: &TestDb) {
        for _ in 0..10 {
            let broken: DbResult<()> = db.store().read_blocking(|_| panic!("asked for"));
            assert!(matches!(broken, Err(DbError::Driver(_))));
        }
        assert_eq!(count(db.store()), 0);
    }
}
