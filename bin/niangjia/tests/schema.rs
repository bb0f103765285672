//! All modules together: the same tables on every database, and every statement of the program within the rules of
//! docs/sql-rules.md, prepared on each of them.

use niangjia::modules::migrations;
use testkit::{Setup, assert_catalogue, assert_same_schema};

#[test]
fn the_tables_are_the_same_on_every_database() {
    assert_same_schema(&Setup::new(migrations()));
}

#[test]
fn every_statement_runs_on_every_database() {
    assert_catalogue(&Setup::new(migrations()));
}

#[test]
fn references_name_tables_that_are_there() {
    let db = testkit::TestDb::new(testkit::Db::Sqlite, "references", Setup::new(migrations()));
    let references = niangjia::modules::references();
    assert!(references.len() > 20);
    let found = db.store().read_blocking(move |tx| store::orphans(tx, &references));
    assert_eq!(found, Ok(Vec::new()));
}
