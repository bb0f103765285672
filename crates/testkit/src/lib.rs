//! Tests on every database, with time and chance under control.
//!
//! [`db_test!`] runs one body three times: on SQLite, on PostgreSQL, and on PostgreSQL with every distributed table in
//! four hash partitions, which refuses what a cluster would refuse (docs/adr/0003). Each run has a database of its own,
//! made from a migrated template, a clock that stands still and a printed seed.
//!
//! PostgreSQL is a private cluster that the first test to need it starts and that stops by itself when idle
//! (see [`cluster`]).

mod checks;
pub mod cluster;
mod db;
mod lint;
mod pg;

pub use checks::{assert_catalogue, assert_same_schema};
pub use db::{Db, Setup, TestDb, run, run_async};
pub use lint::{Schema, lint_migration, lint_sql, lint_text};

/// Declares tests that run on every database.
///
/// ```ignore
/// testkit::db_test! { setup();
///     fn a_name_is_kept(db: &TestDb) { … db.store() … }
///     async fn a_name_is_read(db: &TestDb) { … db.store().read(…).await … }
/// }
/// ```
///
/// Each becomes a module with the tests `sqlite`, `postgres` and `partitioned`. The first expression gives the
/// [`Setup`] and is evaluated for every test.
#[macro_export]
macro_rules! db_test {
    ($setup:expr;) => {};
    ($setup:expr; $(#[$m:meta])* fn $name:ident($db:ident: $t:ty) $body:block $($rest:tt)*) => {
        $(#[$m])*
        #[cfg(test)]
        mod $name {
            #[allow(unused_imports)]
            use super::*;
            fn body($db: $t) $body
            $crate::db_test!(@tests $setup; |db, name, setup| $crate::run(db, name, setup, |db| body(db)));
        }
        $crate::db_test!($setup; $($rest)*);
    };
    ($setup:expr; $(#[$m:meta])* async fn $name:ident($db:ident: $t:ty) $body:block $($rest:tt)*) => {
        $(#[$m])*
        #[cfg(test)]
        mod $name {
            #[allow(unused_imports)]
            use super::*;
            async fn body($db: $t) $body
            $crate::db_test!(@tests $setup; |db, name, setup| {
                $crate::run_async(db, name, setup, async |db: &mut $crate::TestDb| body(db).await)
            });
        }
        $crate::db_test!($setup; $($rest)*);
    };
    (@tests $setup:expr; |$db:ident, $name:ident, $given:ident| $run:expr) => {
        fn on($db: $crate::Db) {
            let $given: $crate::Setup = $setup;
            let $name = module_path!();
            $run
        }
        #[test]
        fn sqlite() {
            on($crate::Db::Sqlite);
        }
        #[test]
        fn postgres() {
            on($crate::Db::Postgres);
        }
        #[test]
        fn partitioned() {
            on($crate::Db::Partitioned);
        }
    };
}
