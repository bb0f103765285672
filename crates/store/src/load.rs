//! A first load of many rows into a fresh database.

use std::collections::VecDeque;

use tokio::sync::oneshot;

use crate::dialect::{self, IndexSql};
use crate::sqlite::Loading;
use crate::store::write_job;
use crate::{DbError, DbResult, Store, Tx};

/// Transactions under way on PostgreSQL.
const WAITING: usize = 2;

/// A first load. Its closures run one after the other, with the commit hooks; nothing is durable before
/// [`Load::finish`].
///
/// - **SQLite**: all of it is one exclusive transaction without secondary indexes and syncs; it is there as a whole
///   or not at all. Reads and other writes wait or fail meanwhile.
/// - **PostgreSQL**: one transaction for each closure, plain indexes made at the end. What a broken load leaves behind
///   must be cleared by hand.
pub struct Load<'a> {
    store: &'a Store,
    kind: Kind,
    waiting: VecDeque<oneshot::Receiver<DbResult<()>>>,
}

enum Kind {
    Sqlite(Loading),
    Postgres(Vec<IndexSql>),
}

impl std::fmt::Debug for Load<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Load({:?})", self.store)
    }
}

impl<'a> Load<'a> {
    /// Begins to load `tables`.
    ///
    /// # Errors
    /// Any [`DbError`].
    pub fn begin(store: &'a Store, tables: &'static [&'static str]) -> DbResult<Self> {
        let kind = match store.load_sqlite(tables) {
            Some(loading) => Kind::Sqlite(loading),
            None => Kind::Postgres(store.write_blocking(move |tx| drop_indexes(tx, tables))?),
        };
        Ok(Self { store, kind, waiting: VecDeque::new() })
    }

    /// Queues a closure; waits only while enough of them wait. An error is that of this or of an earlier closure, and the
    /// load is over.
    ///
    /// # Errors
    /// Any [`DbError`].
    pub fn write<F>(&mut self, work: F) -> DbResult<()>
    where
        F: FnMut(&mut Tx<'_>) -> DbResult<()> + Send + 'static,
    {
        let (job, answer) = write_job(work);
        match &self.kind {
            Kind::Sqlite(loading) => loading.send(job),
            Kind::Postgres(_) => self.store.send_write(job),
        }
        self.waiting.push_back(answer);
        self.settle(WAITING)
    }

    fn settle(&mut self, leave: usize) -> DbResult<()> {
        while self.waiting.len() > leave {
            if let Some(answer) = self.waiting.pop_front() {
                answer.blocking_recv().unwrap_or(Err(DbError::Aborted))?;
            }
        }
        Ok(())
    }

    /// Makes the indexes and makes everything durable.
    ///
    /// # Errors
    /// Any [`DbError`]; then, on SQLite, nothing was loaded.
    pub fn finish(mut self) -> DbResult<()> {
        self.settle(0)?;
        match self.kind {
            Kind::Sqlite(loading) => loading.finish(),
            Kind::Postgres(indexes) => indexes
                .into_iter()
                .try_for_each(|index| self.store.write_blocking(move |tx| tx.script(&index.sql))),
        }
    }
}

fn drop_indexes(tx: &mut Tx<'_>, tables: &[&str]) -> DbResult<Vec<IndexSql>> {
    let indexes = dialect::plain_indexes(tx, tables)?;
    indexes.iter().try_for_each(|i| tx.script(&format!("DROP INDEX {}", i.name)))?;
    Ok(indexes)
}
