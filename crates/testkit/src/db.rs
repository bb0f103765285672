//! A fresh database per test.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicU32, Ordering};
use std::time::Duration;

use kernel::{ManualClock, Timestamp};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use store::{CommitHook, Env, Migration, OpenOptions, Store};
use tempfile::TempDir;

use crate::{cluster, pg};

/// 2026-11-23 09:00 in China: where every test's clock stands at first.
const START: Timestamp = Timestamp(1_795_395_600_000);

/// Hash partitions of every distributed table in [`Db::Partitioned`].
pub(crate) const PARTITIONS: u32 = 4;

/// The databases that every test runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Db {
    /// SQLite in a temporary folder.
    Sqlite,
    /// PostgreSQL.
    Postgres,
    /// PostgreSQL with each distributed table in four hash partitions.
    Partitioned,
}

impl Db {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Sqlite, Self::Postgres, Self::Partitioned];

    /// The argument of [`store::migrate`].
    pub fn partitions(self) -> Option<u32> {
        (self == Self::Partitioned).then_some(PARTITIONS)
    }
}

type Hooks = Arc<dyn Fn() -> Vec<Arc<dyn CommitHook>> + Send + Sync>;

/// What a test's database holds at first.
#[derive(Clone)]
pub struct Setup {
    /// Migrations, in order.
    pub migrations: Vec<Migration>,
    hooks: Hooks,
}

impl Setup {
    /// A database with these migrations and no commit hooks.
    pub fn new(migrations: impl IntoIterator<Item = Migration>) -> Self {
        Self { migrations: migrations.into_iter().collect(), hooks: Arc::new(Vec::new) }
    }

    /// Adds commit hooks; `make` is called for every opened store.
    #[must_use]
    pub fn hooks(mut self, make: impl Fn() -> Vec<Arc<dyn CommitHook>> + Send + Sync + 'static) -> Self {
        self.hooks = Arc::new(make);
        self
    }
}

impl std::fmt::Debug for Setup {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Setup").field("migrations", &self.migrations.len()).finish_non_exhaustive()
    }
}

/// A database of its own for one test, with a clock that stands still and a seeded rng; removed when dropped.
#[derive(Debug)]
pub struct TestDb {
    db: Db,
    setup: Setup,
    store: Option<Store>,
    dir: TempDir,
    clock: Arc<ManualClock>,
    seed: u64,
    nodes: AtomicU8,
    database: Option<String>,
}

impl TestDb {
    /// A migrated database. `name` gives the seed, unless `NIANGJIA_TEST_SEED` does.
    ///
    /// # Panics
    /// If the database cannot be made.
    pub fn new(db: Db, name: &str, setup: Setup) -> Self {
        let seed = std::env::var("NIANGJIA_TEST_SEED").ok().and_then(|s| s.parse().ok());
        let seed = seed.unwrap_or_else(|| hash(&name) & 0xffff_ffff);
        // Shown by the test runner when the test fails.
        println!("{name} on {db:?}: NIANGJIA_TEST_SEED={seed}");
        let dir = tempfile::Builder::new().prefix("niangjia-test-").tempdir().expect("a temporary folder");
        let clock = Arc::new(ManualClock::new(START));
        let database = (db != Db::Sqlite).then(|| fresh_database(db, &setup));
        let nodes = AtomicU8::new(1);
        let mut fresh = Self { db, setup, store: None, dir, clock, seed, nodes, database };
        let store = fresh.open(|_| ());
        if db == Db::Sqlite {
            store::migrate(&store, &fresh.setup.migrations, None).expect("migrations run");
        }
        fresh.store = Some(store);
        fresh
    }

    /// Which database this is.
    pub fn db(&self) -> Db {
        self.db
    }

    /// The open store.
    pub fn store(&self) -> &Store {
        self.store.as_ref().expect("open until closed")
    }

    /// The clock of all stores of this test.
    pub fn clock(&self) -> &Arc<ManualClock> {
        &self.clock
    }

    /// The printed seed.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// A generator that starts from the printed seed.
    pub fn rng(&self) -> ChaCha8Rng {
        ChaCha8Rng::seed_from_u64(self.seed)
    }

    /// The data folder.
    pub fn dir(&self) -> &Path {
        self.dir.path()
    }

    /// URL of the database; `None` on SQLite.
    pub fn url(&self) -> Option<String> {
        self.database.as_deref().map(|name| cluster::get().url(name))
    }

    /// How to open this database; few connections, as many tests share the cluster.
    pub fn options(&self) -> OpenOptions {
        let options = match self.url() {
            None => OpenOptions::sqlite(self.dir()),
            Some(url) => OpenOptions::postgres(self.dir(), url),
        };
        OpenOptions { connections: 4, ..options }
    }

    /// One more store over the same data, with changed options. Its ids come from another node.
    ///
    /// # Panics
    /// If it cannot be opened.
    pub fn open(&self, change: impl FnOnce(&mut OpenOptions)) -> Store {
        let mut options = self.options();
        change(&mut options);
        let node = self.nodes.fetch_add(1, Ordering::Relaxed);
        let env = Env { hooks: (self.setup.hooks)(), ..Env::new(self.clock.clone(), node) };
        // Opening waits for the server; a thread of its own, so that async tests may open stores too.
        let opened = std::thread::scope(|s| s.spawn(|| Store::open(&options, env)).join());
        opened.expect("opening does not panic").unwrap_or_else(|e| panic!("open {:?}: {e}", self.db))
    }

    /// Closes the store; [`TestDb::reopen`] opens it again.
    pub fn close(&mut self) {
        self.store = None;
    }

    /// Closes the store and opens it again, as after a restart of the program.
    pub fn reopen(&mut self) {
        self.close();
        self.store = Some(self.open(|_| ()));
    }

    /// The numbers in the first column of what a statement answers on PostgreSQL.
    ///
    /// # Panics
    /// On SQLite, and if the statement is refused.
    pub fn numbers(&self, sql: &str) -> Vec<i64> {
        pg::numbers(&self.url().expect("a database on PostgreSQL"), sql)
    }

    /// The single text that a statement answers on PostgreSQL.
    ///
    /// # Panics
    /// As [`TestDb::numbers`].
    pub fn text(&self, sql: &str) -> String {
        pg::text(&self.url().expect("a database on PostgreSQL"), sql)
    }

    /// Cuts all connections of the program to PostgreSQL; how many there were (none on SQLite).
    pub fn cut_connections(&self) -> i64 {
        self.url().map_or(0, |url| {
            let cut = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity \
                       WHERE datname = current_database() AND pid <> pg_backend_pid()";
            pg::number(&url, cut)
        })
    }
}

impl Drop for TestDb {
    fn drop(&mut self) {
        self.store = None;
        if let Some(name) = &self.database {
            // The cluster is temporary; a database that cannot be dropped goes with it.
            let _ =
                pg::script(&cluster::get().url("postgres"), &format!("DROP DATABASE {name} WITH (FORCE)"));
        }
    }
}

/// Runs a test body on a fresh database; what [`crate::db_test!`] calls.
pub fn run(db: Db, name: &str, setup: Setup, body: impl FnOnce(&mut TestDb)) {
    body(&mut TestDb::new(db, name, setup));
}

/// [`run`] for an async body, on a runtime with two threads.
///
/// # Panics
/// As the body does.
pub fn run_async(db: Db, name: &str, setup: Setup, body: impl AsyncFnOnce(&mut TestDb)) {
    let mut fresh = TestDb::new(db, name, setup);
    let rt = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    rt.expect("a runtime for one test").block_on(body(&mut fresh));
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// A new database, copied from the template of these migrations.
fn fresh_database(db: Db, setup: &Setup) -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let cluster = cluster::get();
    let texts: Vec<_> = setup.migrations.iter().map(|m| (m.module, m.name, m.sql)).collect();
    let template = format!("template_{:016x}", hash(&(db.partitions(), texts)));
    cluster.exclusively(&template, || ensure_template(cluster, &template, db, setup));
    let name = format!("test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    // A test that was killed may have left one of this name.
    patiently(&cluster.url("postgres"), &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
    patiently(&cluster.url("postgres"), &format!("CREATE DATABASE {name} TEMPLATE {template}"));
    name
}

fn ensure_template(cluster: &cluster::Cluster, template: &str, db: Db, setup: &Setup) {
    let admin = cluster.url("postgres");
    let there = format!("SELECT count(*) FROM pg_database WHERE datname = '{template}'");
    if pg::number(&admin, &there) > 0 {
        return;
    }
    // Renamed when complete: an interrupted run leaves no half-made template.
    let draft = format!("{template}_draft");
    patiently(&admin, &format!("DROP DATABASE IF EXISTS {draft} WITH (FORCE)"));
    patiently(&admin, &format!("CREATE DATABASE {draft} TEMPLATE template0"));
    let options =
        OpenOptions { connections: 1, ..OpenOptions::postgres(std::env::temp_dir(), cluster.url(&draft)) };
    let env = Env::new(Arc::new(ManualClock::new(START)), 0);
    let store = Store::open(&options, env).expect("the new database opens");
    store::migrate(&store, &setup.migrations, db.partitions()).unwrap_or_else(|e| panic!("{db:?}: {e}"));
    drop(store);
    patiently(&admin, &format!("ALTER DATABASE {draft} RENAME TO {template}"));
}

/// Runs DDL, waiting while a closed connection is still being let go by the server.
fn patiently(url: &str, sql: &str) {
    for _ in 0..200 {
        match pg::script(url, sql) {
            Ok(()) => return,
            Err((code, _)) if code == "55006" => std::thread::sleep(Duration::from_millis(25)),
            Err((_, text)) => panic!("{text}"),
        }
    }
    panic!("{sql}: the database stays in use");
}
