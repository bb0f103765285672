//! A PostgreSQL server of the benchmark's own, set up as a careful operator would: everything durable.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use testkit::cluster;

const SETTINGS: &[&str] = &[
    "listen_addresses=",
    "fsync=on",
    "synchronous_commit=on",
    "full_page_writes=on",
    "shared_buffers=1GB",
    "effective_cache_size=8GB",
    "maintenance_work_mem=512MB",
    "max_wal_size=8GB",
    "max_connections=100",
    "jit=off",
];

/// A running server; stopped when dropped. Its data stay for the next run.
pub struct Server {
    child: Child,
    socket: PathBuf,
}

impl Server {
    /// Starts the server over `dir/postgres`, which is made the first time.
    ///
    /// # Errors
    /// PostgreSQL is not installed or does not start.
    pub fn start(dir: &Path) -> Result<Self> {
        let dir = std::fs::canonicalize(dir)?.join("postgres");
        let bin = cluster::programs();
        let data = dir.join("data");
        if !data.join("PG_VERSION").exists() {
            std::fs::create_dir_all(&dir)?;
            cluster::give_to_server(&dir);
            let made = cluster::as_server(&bin.join("initdb"))
                .current_dir(&dir)
                .args([
                    "--auth=trust",
                    "--username=niangjia",
                    "--encoding=UTF8",
                    "--locale=C.UTF-8",
                    "--pgdata",
                ])
                .arg(&data)
                .output()?;
            if !made.status.success() {
                bail!("initdb: {}", String::from_utf8_lossy(&made.stderr));
            }
        }
        let mut command = cluster::as_server(&bin.join("postgres"));
        command.current_dir(&dir).arg("-D").arg(&data);
        for setting in SETTINGS {
            command.arg("-c").arg(setting);
        }
        command.arg("-c").arg(format!("unix_socket_directories={}", dir.display()));
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        let server = Self { child, socket: dir };
        for _ in 0..600 {
            std::thread::sleep(Duration::from_millis(50));
            if server.psql("postgres", "SELECT 1").is_ok() {
                return Ok(server);
            }
        }
        bail!("PostgreSQL was not ready within 30 s")
    }

    fn url_of(&self, database: &str) -> String {
        format!("postgresql://niangjia@{}/{database}", self.socket.to_string_lossy().replace('/', "%2F"))
    }

    /// URL of a database; made anew if `fresh`.
    ///
    /// # Errors
    /// It cannot be made.
    pub fn database(&self, name: &str, fresh: bool) -> Result<String> {
        let name = format!("bench_{name}");
        if fresh {
            self.psql("postgres", &format!("DROP DATABASE IF EXISTS {name}"))?;
            self.psql("postgres", &format!("CREATE DATABASE {name}"))?;
        }
        Ok(self.url_of(&name))
    }

    fn psql(&self, database: &str, sql: &str) -> Result<()> {
        let out = Command::new(cluster::programs().join("psql"))
            .args(["-qAtX", "-d", &self.url_of(database), "-c", sql])
            .output()
            .context("psql")?;
        if out.status.success() { Ok(()) } else { bail!("{}", String::from_utf8_lossy(&out.stderr)) }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // SIGINT is PostgreSQL's fast shutdown: clean, without waiting for clients.
        let _ = Command::new("kill").args(["-INT", &self.child.id().to_string()]).status();
        let _ = self.child.wait();
    }
}
