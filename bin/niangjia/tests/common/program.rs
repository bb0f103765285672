//! The program as a process, on SQLite or PostgreSQL.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;
use testkit::{Db, Setup, TestDb};

pub struct Answer {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Answer {
    /// The one JSON object on stdout, and nothing else there.
    pub fn json(&self) -> Value {
        assert_eq!(self.out.trim_end().lines().count(), 1, "{}\n{}", self.out, self.err);
        let value: Value = serde_json::from_str(&self.out).unwrap();
        assert!(value.is_object());
        value
    }
}

pub fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_niangjia"));
    command
        .args(args)
        .env_remove("NIANGJIA_DATA")
        .env_remove("NIANGJIA_DATABASE")
        .env("NIANGJIA_LOG", "info");
    command
}

pub fn niangjia(args: &[&str]) -> Answer {
    let out = command(args).stdin(Stdio::null()).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Answer { code: out.status.code().unwrap(), out: text(out.stdout), err: text(out.stderr) }
}

/// An installation in a folder, on SQLite or in a PostgreSQL database of its own.
pub struct Place {
    pub dir: tempfile::TempDir,
    /// Keeps the PostgreSQL database.
    _database: Option<TestDb>,
    pub url: Option<String>,
}

impl Place {
    pub fn new(on: Db) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let database = (on != Db::Sqlite).then(|| {
            let db = TestDb::new(on, "cli", Setup::new([]));
            db.store().write_blocking(|tx| tx.script("DROP TABLE schema_migration")).unwrap();
            db
        });
        let url = database.as_ref().and_then(TestDb::url);
        Self { dir, _database: database, url }
    }

    pub fn data(&self) -> PathBuf {
        self.dir.path().join("data")
    }

    pub fn file(&self, name: &str) -> String {
        self.dir.path().join(name).to_string_lossy().into_owned()
    }

    pub fn args<'a>(&'a self, args: &[&'a str], data: &'a str) -> Vec<&'a str> {
        let mut all = args.to_vec();
        all.extend(["--data", data, "--json"]);
        if let Some(url) = &self.url {
            all.extend(["--database", url]);
        }
        all
    }

    pub fn run(&self, args: &[&str]) -> Answer {
        let data = self.data().to_string_lossy().into_owned();
        niangjia(&self.args(args, &data))
    }

    pub fn done(&self, args: &[&str]) -> Value {
        let answer = self.run(args);
        assert_eq!(answer.code, 0, "{args:?}: {}\n{}", answer.out, answer.err);
        answer.json()
    }
}

pub fn serve(place: &Place, more: &[&str]) -> Served {
    let data = place.data().to_string_lossy().into_owned();
    let mut args = place.args(&["serve", "--listen", "127.0.0.1:0"], &data);
    args.extend(more);
    let mut child = command(&args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    let said: Value = serde_json::from_str(&line).unwrap_or_else(|e| panic!("{line}: {e}"));
    let console = said["console"].as_str().unwrap().to_owned();
    let address = console.split('/').nth(2).unwrap().parse().unwrap();
    Served { child, console, address }
}

pub struct Served {
    pub child: Child,
    pub console: String,
    pub address: SocketAddr,
}

impl Served {
    pub fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n").unwrap();
        let mut all = Vec::new();
        stream.read_to_end(&mut all).unwrap();
        String::from_utf8_lossy(&all).into_owned()
    }

    /// Asks it to end as a service manager does; its exit code and what it logged.
    pub fn end(mut self) -> (Option<i32>, String) {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        let code = self.child.wait().unwrap().code();
        let mut logged = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut logged).unwrap();
        (code, logged)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
