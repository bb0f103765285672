//! A fresh, migrated database on every engine.
#![allow(clippy::unwrap_used, reason = "a test")]

use store::{Migration, params};
use testkit::{Setup, TestDb, db_test};

const CARD: Migration = Migration {
    module: "t",
    name: "0001_card",
    sql: "-- @table card aggregate(id)\nCREATE TABLE card (id BIGINT PRIMARY KEY, holder TEXT NOT NULL);",
};

store::statements! {
    ADD = one("id"), "INSERT INTO card (id, holder) VALUES ($1, $2)";
    HOLDER = one("id"), "SELECT holder FROM card WHERE id = $1";
    COUNT = fan_out("test"), "SELECT count(*) FROM card";
}

fn add(db: &TestDb, id: i64) {
    db.store().write_blocking(move |tx| tx.execute(&ADD, params![id, "李雷"])).unwrap();
}

db_test! { Setup::new([CARD]);
    fn starts_empty_and_keeps_what_is_written(db: &mut TestDb) {
        let count = |db: &TestDb| {
            let n: Option<i64> = db.store().read_blocking(|tx| tx.query_one(&COUNT, &[], |r| r.get(0))).unwrap();
            n.unwrap()
        };
        assert_eq!(count(db), 0);
        add(db, 1);
        db.reopen();
        assert_eq!(count(db), 1);
    }

    async fn works_inside_a_runtime(db: &mut TestDb) {
        db.reopen();
        let write = db.store().write(|tx| tx.execute(&ADD, params![7, "韩梅梅"]));
        assert_eq!(write.await.unwrap(), 1);
        let read = db.store().read_one(&HOLDER, params![7].to_vec(), |r| r.get::<String>(0));
        assert_eq!(read.await.unwrap().as_deref(), Some("韩梅梅"));
    }
}
