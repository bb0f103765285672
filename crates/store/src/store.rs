//! The facade: reads and writes on either database.

use std::sync::Arc;

use tokio::sync::oneshot;

use crate::postgres::Postgres;
use crate::sqlite::{Loading, Settings, Sqlite, SqliteConn};
use crate::tx::Backend;
use crate::{DbError, DbResult, Env, OpenOptions, Row, Sql, Tx, Val};

/// Which database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// SQLite in the data folder.
    Sqlite,
    /// PostgreSQL, or a server that speaks like it.
    Postgres,
}

enum Inner {
    Sqlite(Sqlite),
    Postgres(Box<Postgres>),
}

/// An open database. Cheap to clone; the last clone's drop finishes the queued writes.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
    env: Arc<Env>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Store({:?})", self.engine())
    }
}

/// A queued write: run (perhaps several times), then told how the commit went.
pub(crate) trait WriteJob: Send {
    /// Runs the closure; whether its changes are to be kept.
    fn run(&mut self, tx: &mut Tx<'_>) -> bool;
    /// The database error that the last run ended with, if that is how it ended.
    fn db_error(&self) -> Option<DbError>;
    /// Answers the caller.
    fn finish(self: Box<Self>, commit: DbResult<()>);
}

/// A queued read.
pub(crate) trait ReadJob: Send {
    /// Whether it is one statement that needs no snapshot of its own.
    fn is_point(&self) -> bool {
        false
    }
    fn run(self: Box<Self>, conn: &mut dyn Backend, env: &Env);
    fn lost(self: Box<Self>);
}

struct Write<T, E, F> {
    work: F,
    outcome: Option<Result<T, E>>,
    db_error: Option<DbError>,
    answer: oneshot::Sender<Result<T, E>>,
}

impl<T, E, F> WriteJob for Write<T, E, F>
where
    F: FnMut(&mut Tx<'_>) -> Result<T, E> + Send,
    T: Send,
    E: From<DbError> + AsDbError + Send,
{
    fn run(&mut self, tx: &mut Tx<'_>) -> bool {
        let work = &mut self.work;
        let run = std::panic::AssertUnwindSafe(|| work(tx));
        let outcome = std::panic::catch_unwind(run).unwrap_or_else(|_| {
            tracing::error!("a write panicked; its changes are rolled back");
            Err(E::from(DbError::Driver("panic in a write".into())))
        });
        // A closure that swallowed a failed statement would be told that all went well while PostgreSQL rolls back.
        let outcome = if tx.has_failed() { outcome.and(Err(E::from(DbError::Aborted))) } else { outcome };
        self.db_error = outcome.as_ref().err().and_then(AsDbError::db_error).cloned();
        let keep = outcome.is_ok();
        self.outcome = Some(outcome);
        keep
    }

    fn db_error(&self) -> Option<DbError> {
        self.db_error.clone()
    }

    fn finish(self: Box<Self>, commit: DbResult<()>) {
        let answer = match (self.outcome, commit) {
            (Some(Err(e)), _) => Err(e),
            (_, Err(e)) => Err(E::from(e)),
            (Some(Ok(v)), Ok(())) => Ok(v),
            (None, Ok(())) => Err(E::from(DbError::Aborted)),
        };
        let _ = self.answer.send(answer);
    }
}

/// A closure as a job, and where its answer will be.
pub(crate) fn write_job<T, E, F>(work: F) -> (Box<dyn WriteJob>, oneshot::Receiver<Result<T, E>>)
where
    F: FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    T: Send + 'static,
    E: From<DbError> + AsDbError + Send + 'static,
{
    let (answer, wait) = oneshot::channel();
    (Box::new(Write { work, outcome: None, db_error: None, answer }), wait)
}

/// Lets the store see whether a module's error is the database's (retry) or the rules' (final).
pub trait AsDbError {
    /// The database error inside, if that is what it is.
    fn db_error(&self) -> Option<&DbError>;
}

impl AsDbError for DbError {
    fn db_error(&self) -> Option<&DbError> {
        Some(self)
    }
}

struct Read<T, E, F> {
    work: F,
    answer: oneshot::Sender<Result<T, E>>,
}

impl<T, E, F> ReadJob for Read<T, E, F>
where
    F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send,
    T: Send,
    E: From<DbError> + Send,
{
    fn run(self: Box<Self>, conn: &mut dyn Backend, env: &Env) {
        let Self { work, answer } = *self;
        let outcome = conn.control(begin_read(conn.engine())).map_err(E::from).and_then(|()| {
            let mut tx = Tx::new(conn, env);
            std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(&mut tx))).unwrap_or_else(|_| {
                tracing::error!("a read panicked");
                Err(E::from(DbError::Driver("panic in a read".into())))
            })
        });
        // Nothing was changed; ending the snapshot cannot lose anything.
        let _ = conn.control("ROLLBACK");
        let _ = answer.send(outcome);
    }

    fn lost(self: Box<Self>) {
        let _ = self.answer.send(Err(E::from(DbError::Lost("the reader has stopped".into()))));
    }
}

fn begin_read(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "BEGIN",
        Engine::Postgres => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    }
}

/// A single point read without a transaction around it.
struct PointRead<F, T> {
    sql: &'static Sql,
    params: Vec<Val<'static>>,
    map: F,
    answer: oneshot::Sender<DbResult<Option<T>>>,
}

impl<F: FnMut(&Row) -> DbResult<T> + Send, T: Send> ReadJob for PointRead<F, T> {
    fn is_point(&self) -> bool {
        true
    }

    fn run(self: Box<Self>, conn: &mut dyn Backend, _env: &Env) {
        let Self { sql, params, mut map, answer } = *self;
        let mut found = None;
        let outcome = conn.query(sql, &params, &mut |row| {
            found = Some(map(row)?);
            Ok(())
        });
        let _ = answer.send(outcome.map(|()| found));
    }

    fn lost(self: Box<Self>) {
        let _ = self.answer.send(Err(DbError::Lost("the reader has stopped".into())));
    }
}

impl Store {
    /// Opens the database; migrations are a separate step ([`crate::migrate`]).
    ///
    /// # Errors
    /// If the folder cannot be written or the server not be reached.
    pub fn open(options: &OpenOptions, env: Env) -> DbResult<Self> {
        let env = Arc::new(env);
        let inner = if let Some(url) = &options.database {
            Inner::Postgres(Box::new(Postgres::open(url, options, env.clone())?))
        } else {
            let settings = Settings {
                readers: options.readers,
                slow_readers: 2,
                read_limit: options.read_limit,
                group: options.group,
                writer_cache_kib: options.writer_cache_kib,
            };
            Inner::Sqlite(Sqlite::open(&options.dir, env.clone(), &settings)?)
        };
        Ok(Self { inner: Arc::new(inner), env })
    }

    /// Which database.
    pub fn engine(&self) -> Engine {
        match self.inner.as_ref() {
            Inner::Sqlite(_) => Engine::Sqlite,
            Inner::Postgres(_) => Engine::Postgres,
        }
    }

    /// Time, identifiers and commit hooks.
    pub fn env(&self) -> &Env {
        &self.env
    }

    /// The connection string of PostgreSQL, for the backup.
    pub(crate) fn postgres_url(&self) -> Option<String> {
        if let Inner::Postgres(p) = self.inner.as_ref() { Some(p.url.clone()) } else { None }
    }

    /// Path of the SQLite file, for the backup.
    pub(crate) fn sqlite_path(&self) -> Option<&std::path::Path> {
        if let Inner::Sqlite(s) = self.inner.as_ref() { Some(&s.path) } else { None }
    }

    /// Changes the database in one transaction; answered when the commit is durable.
    ///
    /// `work` may run several times (PostgreSQL retries); only the last run counts.
    ///
    /// # Errors
    /// The closure's own error, or the database's.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + AsDbError + Send + 'static,
    {
        self.queue_write(work).await.unwrap_or_else(|_| Err(E::from(DbError::Aborted)))
    }

    /// [`Store::write`] for threads outside the async runtime (CLI, jobs, tests).
    ///
    /// # Errors
    /// As [`Store::write`].
    pub fn write_blocking<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + AsDbError + Send + 'static,
    {
        self.queue_write(work).blocking_recv().unwrap_or_else(|_| Err(E::from(DbError::Aborted)))
    }

    fn queue_write<T, E, F>(&self, work: F) -> oneshot::Receiver<Result<T, E>>
    where
        F: FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + AsDbError + Send + 'static,
    {
        let (job, wait) = write_job(work);
        self.send_write(job);
        wait
    }

    pub(crate) fn send_write(&self, job: Box<dyn WriteJob>) {
        match self.inner.as_ref() {
            Inner::Sqlite(s) => s.write(job),
            Inner::Postgres(p) => p.write(job),
        }
    }

    /// Takes the SQLite writer for a first load; `None` on PostgreSQL.
    pub(crate) fn load_sqlite(&self, tables: &[&str]) -> Option<Loading> {
        let tables = tables.iter().map(|t| (*t).to_owned()).collect();
        if let Inner::Sqlite(s) = self.inner.as_ref() { Some(s.load(tables)) } else { None }
    }

    /// Reads from one snapshot; for short reads under the read limit.
    ///
    /// # Errors
    /// The closure's own error, or the database's.
    pub async fn read<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        self.queue_read(false, work).await.unwrap_or_else(|_| Err(E::from(DbError::Aborted)))
    }

    /// Reads from one snapshot without a time limit, on threads of its own: lists, reports, exports.
    ///
    /// # Errors
    /// As [`Store::read`].
    pub async fn read_slow<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        self.queue_read(true, work).await.unwrap_or_else(|_| Err(E::from(DbError::Aborted)))
    }

    /// [`Store::read_slow`] for threads outside the async runtime.
    ///
    /// # Errors
    /// As [`Store::read`].
    pub fn read_blocking<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        self.queue_read(true, work).blocking_recv().unwrap_or_else(|_| Err(E::from(DbError::Aborted)))
    }

    fn queue_read<T, E, F>(&self, slow: bool, work: F) -> oneshot::Receiver<Result<T, E>>
    where
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let (answer, wait) = oneshot::channel();
        self.send_read(slow, Box::new(Read { work, answer }));
        wait
    }

    fn send_read(&self, slow: bool, job: Box<dyn ReadJob>) {
        match self.inner.as_ref() {
            Inner::Sqlite(s) => s.read(slow, job),
            Inner::Postgres(p) => p.read(slow, job),
        }
    }

    /// The fast way to one row: a single statement, pipelined on PostgreSQL.
    ///
    /// # Errors
    /// Any [`DbError`].
    pub async fn read_one<T, F>(
        &self,
        sql: &'static Sql,
        params: Vec<Val<'static>>,
        map: F,
    ) -> DbResult<Option<T>>
    where
        F: FnMut(&Row) -> DbResult<T> + Send + 'static,
        T: Send + 'static,
    {
        if let Inner::Postgres(p) = self.inner.as_ref() {
            return p.read_one(sql, &params, map).await;
        }
        let (answer, wait) = oneshot::channel();
        self.send_read(false, Box::new(PointRead { sql, params, map, answer }));
        wait.await.unwrap_or(Err(DbError::Aborted))
    }

    /// Gives `f` a connection of its own to the SQLite file; `None` on PostgreSQL.
    pub(crate) fn with_sqlite_reader<T>(
        &self,
        f: impl FnOnce(&SqliteConn) -> DbResult<T>,
    ) -> Option<DbResult<T>> {
        let path = self.sqlite_path()?;
        let open = rusqlite::Connection::open_with_flags(path, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY)
            .map_err(|e| crate::sqlite::map_error(&e));
        Some(open.and_then(|c| f(&SqliteConn(c))))
    }
}
