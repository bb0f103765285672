//! The transaction as business code sees it.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use kernel::{Clock, Day, Id, IdGen, Timestamp};

use crate::{DbError, DbResult, Engine, Insert, Row, Sql, Val};

/// What a connection of either database can do. Private: business code uses [`Tx`].
pub(crate) trait Backend {
    fn engine(&self) -> Engine;
    fn query(
        &mut self,
        sql: &Sql,
        params: &[Val<'_>],
        each: &mut dyn FnMut(&Row) -> DbResult<()>,
    ) -> DbResult<()>;
    fn execute(&mut self, sql: &Sql, params: &[Val<'_>]) -> DbResult<u64>;
    fn insert_many(&mut self, insert: &Insert, rows: &[Vec<Val<'_>>]) -> DbResult<u64>;
    /// Runs statements without parameters, separated by semicolons (migrations, transaction control).
    fn script(&mut self, sql: &str) -> DbResult<()>;
    /// Runs one statement of transaction control, prepared once.
    fn control(&mut self, sql: &'static str) -> DbResult<()> {
        self.script(sql)
    }
}

/// What every transaction carries: time, identifiers, and what happens at commit.
pub struct Env {
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Identifiers of this node.
    pub ids: IdGen,
    /// Run before every commit, in order.
    pub hooks: Vec<Arc<dyn CommitHook>>,
}

impl Env {
    /// An environment without hooks.
    pub fn new(clock: Arc<dyn Clock>, node: u8) -> Self {
        Self { clock, ids: IdGen::new(node), hooks: Vec::new() }
    }
}

impl fmt::Debug for Env {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Env")
            .field("ids", &self.ids)
            .field("hooks", &self.hooks.len())
            .finish_non_exhaustive()
    }
}

/// Turns what closures left in [`Buffers`] into rows, in the same commit as their changes.
///
/// On SQLite one call serves the whole group of closures that share the commit; on PostgreSQL one call serves one
/// transaction. A hook must not fail because of what one closure said: plain inserts and upserts only.
pub trait CommitHook: Send + Sync + 'static {
    /// Writes the buffered rows.
    ///
    /// # Errors
    /// Any [`DbError`]: the commit is given up and every caller in it gets the error.
    fn flush(&self, tx: &mut Tx<'_>, buffers: &mut Buffers) -> DbResult<()>;
}

/// Rows-to-be that closures collect (audit entries, facts, outbox); dropped when the closure fails.
pub trait Buffer: Any + Default + Send {
    /// Adds what another closure of the same commit collected.
    fn merge(&mut self, other: Self);
}

trait AnyBuffer: Any + Send {
    fn merge_any(&mut self, other: Box<dyn AnyBuffer>);
    fn as_any(&mut self) -> &mut dyn Any;
    fn into_any(self: Box<Self>) -> Box<dyn Any>;
}

impl<B: Buffer> AnyBuffer for B {
    fn merge_any(&mut self, other: Box<dyn AnyBuffer>) {
        if let Ok(other) = other.into_any().downcast::<B>() {
            self.merge(*other);
        }
    }
    fn as_any(&mut self) -> &mut dyn Any {
        self
    }
    fn into_any(self: Box<Self>) -> Box<dyn Any> {
        self
    }
}

/// One buffer of each kind.
#[derive(Default)]
pub struct Buffers(HashMap<TypeId, Box<dyn AnyBuffer>>);

impl Buffers {
    /// The buffer of kind `B`, made empty if there is none.
    pub fn of<B: Buffer>(&mut self) -> &mut B {
        let any = self.0.entry(TypeId::of::<B>()).or_insert_with(|| Box::<B>::default());
        any.as_mut().as_any().downcast_mut().expect("the map's key is the buffer's type")
    }

    /// Takes the buffer of kind `B` out.
    pub fn take<B: Buffer>(&mut self) -> Option<B> {
        self.0.remove(&TypeId::of::<B>()).and_then(|b| b.into_any().downcast().ok()).map(|b| *b)
    }

    pub(crate) fn merge(&mut self, other: Self) {
        for (kind, buffer) in other.0 {
            match self.0.entry(kind) {
                std::collections::hash_map::Entry::Occupied(mut e) => e.get_mut().as_mut().merge_any(buffer),
                std::collections::hash_map::Entry::Vacant(e) => {
                    e.insert(buffer);
                }
            }
        }
    }
}

impl fmt::Debug for Buffers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Buffers({})", self.0.len())
    }
}

/// A transaction. Statements see its own changes; nobody else does until it is committed.
///
/// After a statement has failed the transaction is over (as PostgreSQL has it); further statements answer
/// [`DbError::Aborted`]. Say what may happen in the statement (`ON CONFLICT`, conditions) instead of catching errors.
pub struct Tx<'a> {
    backend: &'a mut dyn Backend,
    env: &'a Env,
    now: Timestamp,
    buffers: Buffers,
    failed: bool,
}

impl<'a> Tx<'a> {
    pub(crate) fn new(backend: &'a mut dyn Backend, env: &'a Env) -> Self {
        Self { backend, env, now: env.clock.now(), buffers: Buffers::default(), failed: false }
    }

    /// Whether a statement has failed: then nothing of the transaction can be kept.
    pub(crate) fn has_failed(&self) -> bool {
        self.failed
    }

    pub(crate) fn into_buffers(self) -> Buffers {
        self.buffers
    }

    /// Runs the commit hooks over `buffers`. A hook that panics fails the commit and nothing more: the thread that
    /// serves everybody's writes lives on.
    pub(crate) fn flush(&mut self, buffers: &mut Buffers) -> DbResult<()> {
        let env = self.env;
        let run = std::panic::AssertUnwindSafe(|| env.hooks.iter().try_for_each(|h| h.flush(self, buffers)));
        std::panic::catch_unwind(run).unwrap_or_else(|_| {
            tracing::error!("a commit hook panicked; the commit is given up");
            Err(DbError::Driver("panic in a commit hook".into()))
        })
    }

    /// Which database this is; for `dialect` and tests only, never for business code.
    pub fn engine(&self) -> Engine {
        self.backend.engine()
    }

    /// When the transaction began; the same for all of it.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// The day in China when the transaction began.
    pub fn today(&self) -> Day {
        self.now.day()
    }

    /// Milliseconds since the transaction began.
    pub fn age_ms(&self) -> i64 {
        self.env.clock.now().0 - self.now.0
    }

    /// A new identifier.
    pub fn new_id(&self) -> Id {
        self.env.ids.next(self.now)
    }

    /// The buffer of kind `B` of this transaction.
    pub fn buffer<B: Buffer>(&mut self) -> &mut B {
        self.buffers.of()
    }

    fn guard<T>(&mut self, run: impl FnOnce(&mut dyn Backend) -> DbResult<T>) -> DbResult<T> {
        if self.failed {
            return Err(DbError::Aborted);
        }
        run(self.backend).inspect_err(|_| self.failed = true)
    }

    /// All rows, each through `map`.
    ///
    /// # Errors
    /// Any [`DbError`]; the transaction is then over.
    pub fn query<T>(
        &mut self,
        sql: &Sql,
        params: &[Val<'_>],
        mut map: impl FnMut(&Row) -> DbResult<T>,
    ) -> DbResult<Vec<T>> {
        let mut out = Vec::new();
        self.for_each(sql, params, |row| {
            out.push(map(row)?);
            Ok(())
        })?;
        Ok(out)
    }

    /// Every row in turn, without keeping them.
    ///
    /// # Errors
    /// Any [`DbError`], also one that `each` returns; the transaction is then over.
    pub fn for_each(
        &mut self,
        sql: &Sql,
        params: &[Val<'_>],
        mut each: impl FnMut(&Row) -> DbResult<()>,
    ) -> DbResult<()> {
        self.guard(|b| b.query(sql, params, &mut each))
    }

    /// The first row through `map`, or `None`.
    ///
    /// # Errors
    /// As [`Tx::query`].
    pub fn query_one<T>(
        &mut self,
        sql: &Sql,
        params: &[Val<'_>],
        mut map: impl FnMut(&Row) -> DbResult<T>,
    ) -> DbResult<Option<T>> {
        let mut out = None;
        self.for_each(sql, params, |row| {
            if out.is_none() {
                out = Some(map(row)?);
            }
            Ok(())
        })?;
        Ok(out)
    }

    /// Changes rows; how many.
    ///
    /// # Errors
    /// As [`Tx::query`].
    pub fn execute(&mut self, sql: &Sql, params: &[Val<'_>]) -> DbResult<u64> {
        self.guard(|b| b.execute(sql, params))
    }

    /// Inserts many rows; how many were inserted.
    ///
    /// # Errors
    /// As [`Tx::query`].
    pub fn insert_many(&mut self, insert: &Insert, rows: &[Vec<Val<'_>>]) -> DbResult<u64> {
        if rows.is_empty() {
            return Ok(0);
        }
        self.guard(|b| b.insert_many(insert, rows))
    }

    /// Runs DDL; for migrations and the benchmark's bare tables.
    ///
    /// # Errors
    /// As [`Tx::query`].
    pub fn script(&mut self, sql: &str) -> DbResult<()> {
        self.guard(|b| b.script(sql))
    }
}

impl fmt::Debug for Tx<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tx").field("now", &self.now).field("failed", &self.failed).finish_non_exhaustive()
    }
}
