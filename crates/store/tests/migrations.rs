//! Migrations: run once, in order, and never changed afterwards; the comparison of schemas finds a difference.
#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use common::{TABLES, add, count, setup};
use store::{DbError, Migration, Reference, orphans, params};
use testkit::{Setup, TestDb, assert_catalogue, assert_same_schema, db_test};

const MORE: Migration = Migration {
    module: "t",
    name: "0002_more",
    sql: "-- @table badge aggregate(card_id)
CREATE TABLE badge (card_id BIGINT NOT NULL, id BIGINT NOT NULL, label TEXT NOT NULL, PRIMARY KEY (card_id, id));
ALTER TABLE shop ADD COLUMN city TEXT NOT NULL DEFAULT '';
CREATE INDEX badge_initial ON badge (substr(label, 1, 1), card_id) WHERE id > 0;",
};

const BROKEN: Migration = Migration {
    module: "t",
    name: "0003_broken",
    sql: "-- @table half aggregate(id)
CREATE TABLE half (id BIGINT PRIMARY KEY);
CREATE INDEX half_done ON nothing (id);",
};

#[test]
fn the_tables_are_the_same_everywhere_and_keep_to_the_rules() {
    assert_same_schema(&setup());
}

#[test]
fn the_statements_keep_to_the_rules_on_every_database() {
    assert_catalogue(&setup());
}

#[test]
fn a_unique_key_without_the_distribution_key_is_found() {
    let wrong = Migration {
        sql: "-- @table card aggregate(id)
CREATE TABLE card (id BIGINT PRIMARY KEY, holder TEXT NOT NULL);
CREATE UNIQUE INDEX card_holder ON card (holder);",
        ..TABLES
    };
    // The partitioned database refuses to make it.
    let outcome = std::panic::catch_unwind(|| assert_same_schema(&Setup::new([wrong])));
    assert!(outcome.is_err());
}

db_test! { setup();
    fn pending_ones_run_once_and_in_order(db: &TestDb) {
        let (store, partitions) = (db.store(), db.db().partitions());
        assert_eq!(store::pending(store, &[TABLES]).unwrap().len(), 0);
        let waiting = store::pending(store, &[TABLES, MORE]).unwrap();
        assert_eq!(waiting.iter().map(|m| m.name).collect::<Vec<_>>(), ["0002_more"]);
        store.write_blocking(|tx| tx.script("INSERT INTO shop (id, name) VALUES (1, 'before')")).unwrap();
        assert_eq!(store::migrate(store, &[TABLES, MORE], partitions), Ok(1));
        assert_eq!(store::migrate(store, &[TABLES, MORE], partitions), Ok(0));
        let city = store.read_blocking(|tx| {
            tx.query_one(&common::ask("SELECT city FROM shop WHERE id = 1"), &[], |r| r.get::<String>(0))
        });
        assert_eq!(city, Ok(Some(String::new())), "a new column of an old row has its default");
        let tables = store.read_blocking(store::dialect::schema).unwrap();
        let initial = (vec!["(expression)".to_owned(), "card_id".to_owned()], false, true);
        assert!(tables["badge"].indexes.contains(&initial), "{:?}", tables["badge"]);
    }

    fn an_edited_or_unknown_migration_is_refused(db: &TestDb) {
        let edited = Migration { sql: "-- @table card aggregate(id)\nCREATE TABLE card (id BIGINT PRIMARY KEY);", ..TABLES };
        let outcome = store::migrate(db.store(), &[edited, MORE], db.db().partitions());
        assert!(matches!(&outcome, Err(DbError::Driver(text)) if text.contains("was changed")), "{outcome:?}");
        let outcome = store::pending(db.store(), &[MORE]);
        assert!(matches!(&outcome, Err(DbError::Driver(text)) if text.contains("does not know")), "{outcome:?}");
        // Nothing ran: an older program leaves the data alone.
        assert!(!db.store().read_blocking(store::dialect::schema).unwrap().contains_key("badge"));
    }

    fn a_migration_that_fails_leaves_nothing(db: &TestDb) {
        let all = [TABLES, MORE, BROKEN];
        assert!(store::migrate(db.store(), &all, db.db().partitions()).is_err());
        let tables = db.store().read_blocking(store::dialect::schema).unwrap();
        assert!(tables.contains_key("badge"), "the one before it stays");
        assert!(!tables.contains_key("half"), "of the broken one nothing stays");
        assert_eq!(store::pending(db.store(), &all).unwrap().len(), 1);
        db.store().write_blocking(|tx| add(tx, 1, "still works")).unwrap();
        assert_eq!(count(db.store()), 1);
    }

    fn rows_that_refer_to_nothing_are_found(db: &TestDb) {
        const LINKS: &[Reference] = &[Reference { table: "stamp", column: "card_id", to: "card", key: "id" }];
        db.store().write_blocking(|tx| {
            add(tx, 1, "there")?;
            for (card, stamp) in [(0, 1), (1, 2), (7, 3), (7, 4), (8, 5)] {
                tx.execute(&common::STAMP, params![card, stamp])?;
            }
            Ok::<_, DbError>(())
        }).unwrap();
        let found = db.store().read_blocking(|tx| orphans(tx, LINKS)).unwrap();
        assert_eq!(found.iter().map(|o| (o.place.as_str(), o.rows)).collect::<Vec<_>>(), [("stamp.card_id", 3)]);
        db.store().write_blocking(|tx| add(tx, 7, "came").and_then(|()| add(tx, 8, "too"))).unwrap();
        assert_eq!(db.store().read_blocking(|tx| orphans(tx, LINKS)), Ok(Vec::new()));
    }
}
