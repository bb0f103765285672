//! Data sets, and processes of the program over them.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use platform::jobs::Runner;
use serde_json::Value;

use crate::How;
use crate::measure::Database;
use crate::postgres::Server;
use crate::store as sql;

/// What is due is done in this time.
const LONG: Duration = Duration::from_secs(1_800);

/// A data set: folder, and database where it is not in the folder.
pub struct Place {
    /// Data folder.
    pub data: PathBuf,
    /// PostgreSQL, stopped when dropped.
    _server: Option<Server>,
    database: Option<String>,
}

/// The program beside this one.
pub fn program() -> Result<PathBuf> {
    let path = std::env::current_exe()?.with_file_name("niangjia");
    if path.exists() { Ok(path) } else { bail!("{} is missing; build it first", path.display()) }
}

impl Place {
    /// An empty place below the benchmark's folder; what was there is removed.
    ///
    /// # Errors
    /// The folder cannot be written, PostgreSQL not be started.
    pub fn fresh(how: &How, name: &str) -> Result<Self> {
        let data = how.dir.join(format!("{name}-{}", how.database.name()));
        if data.exists() {
            std::fs::remove_dir_all(&data)?;
        }
        Self::at(how, name, data, true)
    }

    fn at(how: &How, name: &str, data: PathBuf, fresh: bool) -> Result<Self> {
        std::fs::create_dir_all(&how.dir)?;
        let server = (how.database == Database::Postgres).then(|| Server::start(&how.dir)).transpose()?;
        let database = server.as_ref().map(|s| s.database(name, fresh)).transpose()?;
        Ok(Self { data, _server: server, database })
    }

    /// The data set of the wanted size; made by `niangjia demo` the first time.
    ///
    /// # Errors
    /// It cannot be made.
    pub fn data_set(how: &How) -> Result<Self> {
        Self::made(how, how.size.name().to_owned(), &[])
    }

    /// The data set of the wanted size with more in it; `what` names it.
    ///
    /// # Errors
    /// It cannot be made.
    pub fn data_set_with(how: &How, what: &str, more: &[&str]) -> Result<Self> {
        Self::made(how, format!("{}_{what}", how.size.name()), more)
    }

    fn made(how: &How, name: String, more: &[&str]) -> Result<Self> {
        let name = name.as_str();
        let data = how.dir.join(format!("{name}-{}", how.database.name()));
        let there = data.join("demo.json").exists();
        if !there && data.exists() {
            std::fs::remove_dir_all(&data)?;
        }
        let place = Self::at(how, name, data, !there)?;
        if !there {
            eprintln!("making the data set {name}");
            place.answer(&[&["demo", "--scale", how.size.name(), "--seed", "1"], more].concat())?;
        }
        place.settle()?;
        Ok(place)
    }

    /// Does what is due, in a city minutes of it after a fill: the measures are of a server on an ordinary day, and not of its first
    /// hour. A new data set has done it before thousands of accounts are there to be told of it.
    fn settle(&self) -> Result<()> {
        let open = self.opened_as().open(niangjia::Access::Write)?;
        let _runner = Runner::start(&open.app, niangjia::modules::jobs());
        let began = Instant::now();
        loop {
            // The first look is after the workers have queued what comes by itself.
            std::thread::sleep(Duration::from_secs(2));
            let due = open.app.store().read_blocking(sql::jobs_due)?;
            if due == 0 {
                return Ok(());
            }
            if began.elapsed() > LONG {
                bail!("{due} jobs are still due");
            }
        }
    }

    /// A command of the program over this place.
    ///
    /// # Errors
    /// The program is missing.
    pub fn command(&self, args: &[&str]) -> Result<Command> {
        let mut command = Command::new(program()?);
        command.args(args).arg("--data").arg(&self.data).arg("--json");
        if let Some(url) = &self.database {
            command.arg("--database").arg(url);
        }
        Ok(command)
    }

    /// Runs a command to its end; its JSON answer.
    ///
    /// # Errors
    /// It fails.
    pub fn answer(&self, args: &[&str]) -> Result<Value> {
        let out = self.command(args)?.stderr(Stdio::inherit()).output()?;
        if !matches!(out.status.code(), Some(0 | 1)) {
            bail!("niangjia {}: {}", args.join(" "), String::from_utf8_lossy(&out.stdout));
        }
        serde_json::from_slice(&out.stdout).with_context(|| args.join(" "))
    }

    /// Serves this place.
    ///
    /// # Errors
    /// It does not start.
    pub fn serve(&self, more: &[&str]) -> Result<Served> {
        let args = [&["serve", "--listen", "127.0.0.1:0"], more].concat();
        Served::start(self.command(&args)?)
    }

    /// As many servers over this place as are wanted.
    ///
    /// # Errors
    /// One does not start.
    pub fn serve_each(&self, how: &How) -> Result<Servers> {
        (0..how.servers).map(|_| self.serve(&[])).collect::<Result<_>>().map(Servers)
    }

    /// This place as the program opens it, for what a benchmark writes into it beforehand.
    pub fn opened_as(&self) -> niangjia::Place {
        niangjia::Place { data: self.data.clone(), database: self.database.clone(), tls: false }
    }
}

/// A server process; ended when dropped.
pub struct Served {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
}

impl Served {
    /// Starts a server that prints its address as JSON.
    ///
    /// # Errors
    /// It ends, or prints something else.
    pub fn start(mut command: Command) -> Result<Self> {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn()?;
        let mut line = String::new();
        if let Some(out) = child.stdout.take() {
            BufReader::new(out).read_line(&mut line)?;
        }
        let said: Value = serde_json::from_str(&line).with_context(|| format!("the server said {line:?}"))?;
        let address = said["console"].as_str().and_then(|u| u.split('/').nth(2)).and_then(|a| a.parse().ok());
        Ok(Self { address: address.context("no address")?, child })
    }

    /// The hello-world.
    ///
    /// # Errors
    /// It does not start.
    pub fn hello() -> Result<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        command.arg("hello");
        Self::start(command)
    }

    /// A line of `/proc/<pid>/status` in KiB, e.g. `VmRSS`.
    ///
    /// # Errors
    /// The process is gone.
    pub fn memory_kib(&self, line: &str) -> Result<f64> {
        memory_kib(self.child.id(), line)
    }
}

/// A line of `/proc/<pid>/status` in KiB.
///
/// # Errors
/// The process is gone.
pub fn memory_kib(pid: u32, line: &str) -> Result<f64> {
    let text = std::fs::read_to_string(Path::new("/proc").join(pid.to_string()).join("status"))?;
    let found =
        text.lines().find_map(|l| l.strip_prefix(line)?.strip_prefix(':')?.trim().strip_suffix(" kB"));
    found.and_then(|v| v.trim().parse().ok()).with_context(|| line.to_owned())
}

/// Server processes over one place; ended when dropped.
pub struct Servers(Vec<Served>);

impl Servers {
    /// Where they listen.
    pub fn addresses(&self) -> Vec<SocketAddr> {
        self.0.iter().map(|s| s.address).collect()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // Both servers may be killed at any moment; that is tested elsewhere.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
