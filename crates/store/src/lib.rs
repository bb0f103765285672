//! Floor 1: SQLite and PostgreSQL behind one synchronous [`Tx`].
//!
//! Business code is a plain function over a `Tx`. It says *what* happens; the store decides how it becomes durable:
//!
//! - **SQLite**: one writer thread runs the queued closures, each in a savepoint, many to a commit. A caller is
//!   answered after that commit is on the disk (`synchronous=FULL`). Reads run on their own connections and threads.
//! - **PostgreSQL**: the same closures on pooled connections with bounded retry, so a closure must be re-runnable and
//!   must not act on anything outside the database.
//!
//! SQL is written once, in the common subset (docs/adr/0003), declared with [`statements!`] so that the catalogue can
//! be prepared, explained and linted on every database by a test.

mod backup;
mod batch;
pub mod dialect;
mod error;
mod load;
mod lock;
mod migrate;
mod options;
mod orphans;
mod postgres;
mod sql;
mod sqlite;
mod store;
mod tx;
mod value;

pub use backup::{BackupManifest, backup, backup_key_ids, restore};
pub use batch::Batcher;
pub use error::DbError;
pub use load::Load;
pub use lock::DataLock;
pub use migrate::{Manifest, Migration, TableClass, migrate, pending};
pub use options::{GROUP, OpenOptions};
pub use orphans::{Orphans, Reference, orphans};
pub use sql::{Insert, Kind, Registered, Route, Sql, catalogue, marks};
pub use store::{AsDbError, Engine, Store};
pub use tx::{Buffer, Buffers, CommitHook, Env, Tx};
pub use value::{FromVal, Row, RowReader, Val};

/// Result of a statement or closure that can fail only in the database.
pub type DbResult<T> = Result<T, DbError>;

#[doc(hidden)]
pub use inventory;
