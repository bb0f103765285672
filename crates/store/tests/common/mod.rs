//! Tables and statements that the tests of the store share.
#![allow(dead_code, reason = "each test file uses a part")]

use std::sync::Arc;

use store::{Buffer, Buffers, CommitHook, DbError, DbResult, Migration, Route, Sql, Store, Tx, params};
use testkit::Setup;

/// A table of each class, and one in which the commit hook writes what shared a commit.
pub const TABLES: Migration = Migration {
    module: "t",
    name: "0001_tables",
    sql: "-- @table card aggregate(id)
CREATE TABLE card (id BIGINT PRIMARY KEY, holder TEXT NOT NULL, points BIGINT NOT NULL CHECK (points >= 0), photo BYTES);
-- @table stamp aggregate(card_id)
CREATE TABLE stamp (card_id BIGINT NOT NULL, id BIGINT NOT NULL, PRIMARY KEY (card_id, id));
-- @table shop reference
CREATE TABLE shop (id BIGINT PRIMARY KEY, name TEXT NOT NULL);
-- @table commits reference
CREATE TABLE commits (id BIGINT PRIMARY KEY, closures BIGINT NOT NULL);",
};

store::statements! {
    pub ADD = one("id"), "INSERT INTO card (id, holder, points) VALUES ($1, $2, 0)";
    pub HOLDER = one("id"), "SELECT holder FROM card WHERE id = $1";
    pub POINTS = one("id"), "UPDATE card SET points = points + $2 WHERE id = $1 RETURNING points";
    pub SET_POINTS = one("id"), "UPDATE card SET points = $2 WHERE id = $1";
    pub COUNT = fan_out("test"), "SELECT count(*) FROM card";
    pub STAMP = one("card_id"), "INSERT INTO stamp (card_id, id) VALUES ($1, $2)";
    COMMITTED = reference, "INSERT INTO commits (id, closures) VALUES ($1, $2)";
    pub COMMITS = reference, "SELECT count(*), CAST(COALESCE(SUM(closures), 0) AS BIGINT) FROM commits";
}

pub fn setup() -> Setup {
    Setup::new([TABLES]).hooks(|| vec![Arc::new(Counting)])
}

/// What a closure leaves for the hook.
#[derive(Default)]
pub struct Left {
    pub closures: i64,
    pub refuse: bool,
    pub panic: bool,
}

impl Buffer for Left {
    fn merge(&mut self, other: Self) {
        self.closures += other.closures;
        self.refuse |= other.refuse;
        self.panic |= other.panic;
    }
}

/// Writes how many closures shared the commit; fails or panics when one asks for it.
struct Counting;

impl CommitHook for Counting {
    fn flush(&self, tx: &mut Tx<'_>, buffers: &mut Buffers) -> DbResult<()> {
        let Some(left) = buffers.take::<Left>() else { return Ok(()) };
        assert!(!left.panic, "asked for");
        if left.refuse {
            return Err(DbError::Driver("asked for".into()));
        }
        let id = tx.new_id();
        tx.execute(&COMMITTED, params![id, left.closures]).map(drop)
    }
}

/// Adds a card and counts it for the hook.
pub fn add(tx: &mut Tx<'_>, id: i64, holder: &str) -> DbResult<()> {
    tx.execute(&ADD, params![id, holder])?;
    tx.buffer::<Left>().closures += 1;
    Ok(())
}

pub fn count(store: &Store) -> i64 {
    store.read_blocking(|tx| tx.query_one(&COUNT, &[], |r| r.get(0))).unwrap().unwrap()
}

/// Commits, and closures in them.
pub fn commits(store: &Store) -> (i64, i64) {
    let both = |r: &store::Row| Ok((r.get(0)?, r.get(1)?));
    store.read_blocking(move |tx| tx.query_one(&COMMITS, &[], both)).unwrap().unwrap()
}

pub fn ask(text: &str) -> Sql {
    Sql::composed("test", Route::FanOut("test"), text.to_owned())
}
