//! A demo installation that is killed and started again.

use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;
use serde_json::Value;

use super::child::{Running, answer, demo, niangjia, request};

/// A running server and the county's registrar there.
pub struct Site {
    pub dir: tempfile::TempDir,
    pub server: Running,
    pub cookie: String,
    /// User names with their passwords.
    pub accounts: Vec<(String, String)>,
}

impl Site {
    pub fn new(members: usize, prepare: impl FnOnce(&Path)) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let data = dir.path().join("data");
        let accounts = demo(&data, members);
        prepare(&data);
        let mut site = Self { dir, server: Running::start(&data), cookie: String::new(), accounts };
        site.cookie = site.sign_in("xian");
        site
    }

    /// Signs in with an account of the demo; the cookie.
    pub fn sign_in(&self, name: &str) -> String {
        let password = &self.accounts.iter().find(|(n, _)| n == name).unwrap().1;
        self.server.sign_in(name, password)
    }

    pub fn data(&self) -> std::path::PathBuf {
        self.dir.path().join("data")
    }

    pub fn ask(&self, method: &str, path: &str, body: &Value) -> Value {
        let got = request(&self.server.address, method, path, &[("cookie", &self.cookie)], body).unwrap();
        assert!(got.status < 300, "{method} {path}: {} {}", got.status, got.body);
        got.body
    }

    pub fn sql(&self) -> Connection {
        let base = Connection::open(self.data().join("niangjia.db")).unwrap();
        base.busy_timeout(Duration::from_secs(10)).unwrap();
        base
    }

    pub fn number(&self, sql: &str) -> i64 {
        self.sql().query_row(sql, [], |r| r.get(0)).unwrap()
    }

    /// Kills the server and starts it again; the minute passes after which a dead worker's job is another's.
    pub fn kill(&mut self) {
        self.server.kill();
        self.sql().execute("UPDATE job SET lease_until = 0 WHERE state = 'waiting'", []).unwrap();
    }

    pub fn restart(&mut self) {
        self.server = Running::start(&self.data());
    }

    pub fn sound(&mut self) {
        self.server.kill();
        let (code, report) = answer(&mut niangjia(&self.data(), &["verify", "audit"]));
        assert_eq!(code, 0, "{report}");
        let (code, report) = answer(&mut niangjia(&self.data(), &["doctor"]));
        assert_eq!(code, 0, "{report}");
    }

    /// Members of a union and those beneath it today, as the figures say.
    pub fn figure(&self, union: i64) -> i64 {
        let told = self.ask("GET", &format!("/api/figures?union_id={union}"), &Value::Null);
        let all = told["figures"].as_array().unwrap().clone();
        all.iter().find(|f| f["code"] == "member.total").unwrap()["value"].as_i64().unwrap()
    }
}
