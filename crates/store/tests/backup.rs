//! Backups are made while the program writes, go back into an empty place only, and a damaged one is refused.
#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use common::{TABLES, add, count, setup};
use kernel::ManualClock;
use store::{BackupManifest, DbError, DbResult, Env, OpenOptions, Store, backup, restore};
use testkit::{Db, Setup, TestDb, db_test};

fn keep_attachments(dir: &Path) {
    std::fs::create_dir_all(dir.join("files/ab")).unwrap();
    std::fs::write(dir.join("files/ab/abcd"), b"an attachment").unwrap();
    std::fs::create_dir_all(dir.join("keys")).unwrap();
    std::fs::write(dir.join("keys/keyring.json"), b"secret").unwrap();
}

/// A database without tables and a folder to restore into.
fn empty_place(db: &TestDb) -> (TestDb, OpenOptions) {
    let place = TestDb::new(db.db(), "empty", Setup::new([]));
    let mut options = place.options();
    if db.db() == Db::Sqlite {
        options.dir = place.dir().join("restored");
    } else {
        let sql = "DROP TABLE schema_migration";
        place.store().write_blocking(move |tx| tx.script(sql)).unwrap();
    }
    (place, options)
}

fn open(options: &OpenOptions, db: &TestDb) -> Store {
    let clock: Arc<ManualClock> = db.clock().clone();
    Store::open(options, Env::new(clock, 9)).unwrap()
}

/// All rows of the tables as text.
fn dump(store: &Store) -> Vec<String> {
    let rows = |tx: &mut store::Tx<'_>| {
        let mut out = Vec::new();
        for sql in
            ["SELECT id, holder, points FROM card ORDER BY id", "SELECT card_id, id FROM stamp ORDER BY id"]
        {
            tx.for_each(&common::ask(sql), &[], |r| {
                out.push(format!("{r:?}"));
                Ok(())
            })?;
        }
        Ok::<_, DbError>(out)
    };
    store.read_blocking(rows).unwrap()
}

fn made(db: &TestDb, out: &Path) -> DbResult<BackupManifest> {
    backup(db.store(), db.dir(), out, vec!["k1".into()])
}

db_test! { setup();
    fn what_was_written_meanwhile_is_whole(db: &TestDb) {
        keep_attachments(db.dir());
        for n in 1..=500 {
            db.store().write_blocking(move |tx| add(tx, n, "before")).unwrap();
        }
        let (stop, last) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicI64::new(500)));
        let writer = {
            let (store, stop, last) = (db.store().clone(), stop.clone(), last.clone());
            std::thread::spawn(move || {
                while !stop.load(Ordering::SeqCst) {
                    let n = last.load(Ordering::SeqCst) + 1;
                    // Two rows in one transaction: a backup has both or none.
                    store.write_blocking(move |tx| {
                        add(tx, n, "meanwhile")?;
                        tx.execute(&common::STAMP, store::params![n, n]).map(drop)
                    }).unwrap();
                    last.store(n, Ordering::SeqCst);
                }
            })
        };
        // The writer is at work before the backup begins, and goes on until after it.
        while last.load(Ordering::SeqCst) == 500 {
            std::thread::yield_now();
        }
        let copy = db.dir().join("backup");
        let manifest = made(db, &copy).unwrap();
        let still = last.load(Ordering::SeqCst);
        db.store().write_blocking(|tx| add(tx, 1_000_000, "after")).unwrap();
        stop.store(true, Ordering::SeqCst);
        writer.join().unwrap();
        assert!(!copy.join("keys").exists(), "keys are no part of a backup");
        assert!(manifest.files.contains_key("files/ab/abcd") && manifest.key_ids == ["k1"]);

        let (_place, options) = empty_place(db);
        assert_eq!(restore(&copy, &options).unwrap(), manifest);
        let store = open(&options, db);
        let cards = count(&store);
        assert!((501..=still + 1).contains(&cards), "{cards} of {still}");
        let stamps = store.read_blocking(|tx| tx.query_one(&common::ask("SELECT count(*) FROM stamp"), &[], |r| r.get(0)));
        assert_eq!(stamps, Ok(Some(cards - 500)));
        assert_eq!(std::fs::read(options.dir.join("files/ab/abcd")).unwrap(), b"an attachment");
        assert_eq!(store::pending(&store, &[TABLES]).unwrap().len(), 0, "with its migrations");
        store.write_blocking(|tx| add(tx, 2_000_000, "goes on")).unwrap();
    }

    fn a_quiet_database_comes_back_the_same(db: &TestDb) {
        for n in 1..=50 {
            db.store().write_blocking(move |tx| add(tx, n, "同一个")).unwrap();
        }
        let copy = db.dir().join("backup");
        let manifest = made(db, &copy).unwrap();
        assert_eq!(manifest.rows["card"], 50);
        let (_place, options) = empty_place(db);
        restore(&copy, &options).unwrap();
        let store = open(&options, db);
        assert_eq!(dump(&store), dump(db.store()));
        let schema = |s: &Store| s.read_blocking(store::dialect::schema).unwrap();
        assert_eq!(schema(&store), schema(db.store()));
    }

    fn no_place_that_holds_something_is_written_to(db: &TestDb) {
        db.store().write_blocking(|tx| add(tx, 1, "kept")).unwrap();
        let copy = db.dir().join("backup");
        made(db, &copy).unwrap();
        let again = made(db, &copy);
        assert!(matches!(again, Err(DbError::Conflict(_))), "not over another backup: {again:?}");
        db.store().write_blocking(|tx| add(tx, 2, "newer")).unwrap();
        let over = restore(&copy, &db.options());
        assert!(matches!(over, Err(DbError::Conflict(_))), "not over data: {over:?}");
        assert_eq!(count(db.store()), 2);
        let (place, options) = empty_place(db);
        std::fs::create_dir_all(options.dir.join("files")).unwrap();
        std::fs::write(options.dir.join("files/there"), b"x").unwrap();
        let over = restore(&copy, &options);
        assert!(matches!(over, Err(DbError::Conflict(_))), "not over attachments: {over:?}");
        drop(place);
    }

    fn a_damaged_or_foreign_backup_is_refused_before_anything_is_written(db: &TestDb) {
        keep_attachments(db.dir());
        db.store().write_blocking(|tx| add(tx, 1, "kept")).unwrap();
        let copy = db.dir().join("backup");
        let manifest = made(db, &copy).unwrap();
        let (_place, options) = empty_place(db);
        let refused = |what: &str| {
            let outcome = restore(&copy, &options);
            assert!(matches!(outcome, Err(DbError::Inconsistent(_) | DbError::Check(_))), "{what}: {outcome:?}");
            assert!(!options.dir.join("niangjia.db").exists() && !options.dir.join("files").exists(), "{what}");
        };
        let victims: Vec<String> = manifest.files.keys().cloned().collect();
        for name in victims {
            let path = copy.join(name);
            let good = std::fs::read(&path).unwrap();
            let mut bad = good.clone();
            let middle = bad.len() / 2;
            bad[middle] ^= 1;
            std::fs::write(&path, &bad).unwrap();
            refused("one flipped bit");
            std::fs::remove_file(&path).unwrap();
            refused("a missing file");
            std::fs::write(&path, &good).unwrap();
        }
        let file = copy.join("manifest.json");
        let text = std::fs::read_to_string(&file).unwrap();
        std::fs::write(&file, text.replace(&format!("\"{}\"", manifest.engine), "\"another\"")).unwrap();
        refused("of another database");
        std::fs::write(&file, b"{").unwrap();
        refused("no manifest");
        std::fs::write(&file, text).unwrap();
        restore(&copy, &options).unwrap();
    }
}
