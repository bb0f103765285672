//! One private PostgreSQL cluster for all test processes of a target folder.
//!
//! The first process that needs it makes it in the temporary folder and starts a *keeper*, a small shell script that is
//! the server's parent. Every process that uses the cluster holds a shared lock; the keeper stops the server and removes
//! its folder when nobody has held the lock for a while. If the keeper dies, the kernel ends the server (parent-death
//! signal). Nothing is ever found or ended by name.

use std::fs::{self, File, OpenOptions};
use std::os::unix::fs::chown;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, SystemTime};

/// What to type when PostgreSQL is missing.
const MISSING: &str = "PostgreSQL's server is needed by the tests: apt-get install --no-install-recommends postgresql postgresql-client";

/// A running cluster.
#[derive(Debug)]
pub struct Cluster {
    /// Folder with the data and the socket.
    dir: PathBuf,
    /// Folder of the locks, below the target folder.
    state: PathBuf,
    /// Held as long as this process lives.
    _in_use: File,
}

impl Cluster {
    /// Connection URL of a database of the cluster.
    pub fn url(&self, database: &str) -> String {
        url(&self.dir, database)
    }

    /// Runs `work` while no other process does so under the same name.
    pub(crate) fn exclusively<T>(&self, name: &str, work: impl FnOnce() -> T) -> T {
        exclusively(&self.state.join(format!("{name}.lock")), work)
    }
}

/// The cluster, started if need be.
///
/// # Panics
/// If PostgreSQL is not installed or does not start.
pub fn get() -> &'static Cluster {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    CLUSTER.get_or_init(|| {
        let state = state_dir();
        fs::create_dir_all(&state).unwrap_or_else(|e| panic!("{}: {e}", state.display()));
        let users = state.join("users.lock");
        let in_use = open(&users);
        in_use.lock_shared().unwrap_or_else(|e| panic!("{}: {e}", users.display()));
        // The keeper looks at this time to bridge the gap between two test processes.
        let _ = in_use.set_modified(now());
        let dir = exclusively(&state.join("start.lock"), || {
            running(&state).unwrap_or_else(|| start(&state, &users))
        });
        Cluster { dir, state, _in_use: in_use }
    })
}

/// Folder of PostgreSQL's programs: `NIANGJIA_PG_BIN`, or the newest of Debian's.
///
/// # Panics
/// If there is none; the message says what to install.
pub fn programs() -> PathBuf {
    if let Some(dir) = std::env::var_os("NIANGJIA_PG_BIN") {
        return dir.into();
    }
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let number = |p: &PathBuf| p.file_name().and_then(|n| n.to_str()).and_then(|n| n.parse::<u32>().ok());
    let mut found: Vec<PathBuf> = versions.map(|e| e.path()).collect();
    found.retain(|p| p.join("bin/initdb").exists());
    found.sort_by_key(number);
    found.pop().unwrap_or_else(|| panic!("{MISSING}")).join("bin")
}

/// Test programs lie in `target/<profile>/deps`; the state lies beside the profiles.
fn state_dir() -> PathBuf {
    let exe = std::env::current_exe().expect("a running program has a path");
    let target = exe.ancestors().find(|a| a.join("CACHEDIR.TAG").exists());
    target.map_or_else(std::env::temp_dir, Path::to_path_buf).join("testkit")
}

#[expect(
    clippy::disallowed_methods,
    reason = "the age of a lock file is measured by the operating system's clock"
)]
fn now() -> SystemTime {
    SystemTime::now()
}

fn open(path: &Path) -> File {
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(path);
    file.unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn exclusively<T>(path: &Path, work: impl FnOnce() -> T) -> T {
    let lock = open(path);
    lock.lock().unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let out = work();
    drop(lock);
    out
}

/// The folder of the cluster that was started before, if its server still lives.
fn running(state: &Path) -> Option<PathBuf> {
    let dir = PathBuf::from(fs::read_to_string(state.join("cluster")).ok()?);
    let pid = fs::read_to_string(dir.join("data/postmaster.pid")).ok()?;
    let pid: u32 = pid.lines().next()?.parse().ok()?;
    let name = fs::read_to_string(format!("/proc/{pid}/comm")).ok()?;
    (name.trim() == "postgres" && dir.join(".s.PGSQL.5432").exists()).then_some(dir)
}

/// Parent of the server. Arguments: lock file, cluster folder, program and its arguments.
const KEEPER: &str = r#"
lock=$1 dir=$2; shift 2
exec 9>>"$lock"
"$@" >"$dir/log" 2>&1 9>&- &
server=$!
idle=0
while kill -0 $server 2>/dev/null; do
    sleep 5
    if flock -n -x 9; then
        idle=$((idle + 1))
        if [ $idle -ge 4 ] && [ -z "$(find "$lock" -mmin -0.3 2>/dev/null)" ]; then
            kill -INT $server
            wait $server
            rm -rf "$dir"
            exit 0
        fi
        flock -u 9
    else
        idle=0
    fi
done
cp "$dir/log" "$lock.log"
rm -rf "$dir"
"#;

fn start(state: &Path, users: &Path) -> PathBuf {
    let bin = programs();
    let dir = tempfile::Builder::new().prefix("niangjia-pg-").tempdir().expect("a temporary folder").keep();
    let account = root_runs_as();
    if let Some((uid, gid)) = account {
        chown(&dir, Some(uid), Some(gid)).expect("root may give a folder away");
    }
    init(account, &dir);

    let server = as_account(account, &bin.join("postgres"));
    let mut keeper = Command::new("setsid");
    keeper.args(["--fork", "sh", "-c", KEEPER, "keeper"]).arg(users).arg(&dir).arg(server.get_program());
    keeper.args(server.get_args()).arg("-D").arg(dir.join("data"));
    for setting in settings(&dir) {
        keeper.arg("-c").arg(setting);
    }
    keeper.current_dir(&dir).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let forked = keeper.status().unwrap_or_else(|e| panic!("setsid: {e}"));
    assert!(forked.success(), "setsid: {forked}");
    fs::write(state.join("cluster"), dir.to_string_lossy().as_bytes()).expect("the state folder is writable");
    for _ in 0..600 {
        std::thread::sleep(Duration::from_millis(50));
        if is_ready(&dir) {
            return dir;
        }
        assert!(dir.exists(), "the test cluster ended at start; see {}.log", users.display());
    }
    panic!("the test cluster was not ready within 30 s; see {}", dir.join("log").display())
}

/// A PostgreSQL server of one test's own, which may be stopped and started. Unlike the shared cluster it flushes what it
/// acknowledges, so that a sudden stop loses nothing.
#[derive(Debug)]
pub struct PrivateServer {
    dir: tempfile::TempDir,
    child: Option<std::process::Child>,
}

impl PrivateServer {
    /// Makes a cluster in the temporary folder and starts its server.
    ///
    /// # Panics
    /// If PostgreSQL is not installed or does not start.
    pub fn start_new() -> Self {
        let dir = tempfile::Builder::new().prefix("niangjia-own-pg-").tempdir().expect("a temporary folder");
        let account = root_runs_as();
        if let Some((uid, gid)) = account {
            chown(dir.path(), Some(uid), Some(gid)).expect("root may give a folder away");
        }
        init(account, dir.path());
        let mut server = Self { dir, child: None };
        server.start();
        server
    }

    /// Connection URL of a database.
    pub fn url(&self, database: &str) -> String {
        url(self.dir.path(), database)
    }

    /// Starts the server again and waits until it answers.
    ///
    /// # Panics
    /// If it does not start.
    pub fn start(&mut self) {
        let mut server = as_account(root_runs_as(), &programs().join("postgres"));
        server.arg("-D").arg(self.dir.path().join("data")).current_dir(self.dir.path());
        let durable = ["fsync=on", "synchronous_commit=on", "full_page_writes=on"].map(str::to_owned);
        for setting in settings(self.dir.path()).into_iter().chain(durable) {
            server.arg("-c").arg(setting);
        }
        let log = File::create(self.dir.path().join("log")).expect("the folder is writable");
        let child = server.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log).spawn();
        self.child = Some(child.expect("the server starts"));
        for _ in 0..600 {
            if is_ready(self.dir.path()) {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("the server was not ready in time; see {}", self.dir.path().join("log").display());
    }

    /// Stops the server at once: connections are cut, nothing is finished.
    ///
    /// # Panics
    /// If it does not stop.
    pub fn stop(&mut self) {
        if let Some(mut child) = self.child.take() {
            let sent = Command::new("kill").args(["-QUIT", &child.id().to_string()]).status();
            assert!(sent.is_ok_and(|s| s.success()), "the server can be told to stop");
            child.wait().expect("the server ends");
            let _ = fs::remove_file(self.dir.path().join("data/postmaster.pid"));
        }
    }
}

impl Drop for PrivateServer {
    fn drop(&mut self) {
        self.stop();
    }
}

fn is_ready(dir: &Path) -> bool {
    let pid = fs::read_to_string(dir.join("data/postmaster.pid"));
    pid.is_ok_and(|text| text.lines().nth(7).is_some_and(|l| l.trim() == "ready"))
}

fn url(dir: &Path, database: &str) -> String {
    let host = dir.to_string_lossy().replace('/', "%2F");
    format!("postgresql://niangjia@{host}/{database}")
}

fn init(account: Option<(u32, u32)>, dir: &Path) {
    // ICU's order of Chinese as default: text that forgets its byte order shows (docs/adr/0003).
    let init = as_account(account, &programs().join("initdb"))
        .current_dir(dir)
        .args(["--auth=trust", "--username=niangjia", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"])
        .args(["--locale-provider=icu", "--icu-locale=zh", "--pgdata"])
        .arg(dir.join("data"))
        .output()
        .unwrap_or_else(|e| panic!("initdb: {e}"));
    assert!(init.status.success(), "initdb: {}", String::from_utf8_lossy(&init.stderr));
}

fn settings(dir: &Path) -> Vec<String> {
    let socket = format!("unix_socket_directories={}", dir.display());
    let fixed = [
        // Nobody outside this machine's account reaches it, and nothing of it outlives the tests.
        "listen_addresses=",
        "fsync=off",
        "synchronous_commit=off",
        "full_page_writes=off",
        "autovacuum=off",
        "jit=off",
        "shared_buffers=128MB",
        "max_connections=400",
        "max_wal_size=4GB",
        "checkpoint_timeout=1h",
        "deadlock_timeout=100ms",
    ];
    fixed.into_iter().map(str::to_owned).chain([socket]).collect()
}

/// `program` as the account that the server runs as, ended when this process ends; for servers with settings of their
/// own (benchmarks).
pub fn as_server(program: &Path) -> Command {
    as_account(root_runs_as(), program)
}

/// Gives a folder to the account that the server runs as.
///
/// # Panics
/// If root may not.
pub fn give_to_server(dir: &Path) {
    if let Some((uid, gid)) = root_runs_as() {
        chown(dir, Some(uid), Some(gid)).expect("root may give a folder away");
    }
}

/// The server refuses to run as root; then it runs as Debian's `postgres`.
fn root_runs_as() -> Option<(u32, u32)> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let uid = status.lines().find_map(|l| l.strip_prefix("Uid:"))?.split_whitespace().nth(1)?;
    if uid != "0" {
        return None;
    }
    let passwd = fs::read_to_string("/etc/passwd").ok()?;
    let line = passwd.lines().find(|l| l.starts_with("postgres:"));
    let line = line.unwrap_or_else(|| panic!("no account `postgres`. {MISSING}"));
    let mut fields = line.split(':').skip(2).map(|f| f.parse().ok());
    Some((fields.next()??, fields.next()??))
}

/// `program` under the account, ended by the kernel when its parent dies.
fn as_account(account: Option<(u32, u32)>, program: &Path) -> Command {
    let mut command = Command::new("setpriv");
    if let Some((uid, gid)) = account {
        command.args([format!("--reuid={uid}"), format!("--regid={gid}"), "--clear-groups".to_owned()]);
    }
    command.args(["--pdeathsig", "INT", "--"]).arg(program);
    command
}
