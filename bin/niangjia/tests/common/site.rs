//! A demo installation that is killed and started again.

use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;
use serde_json::Value;
use testkit::{Db, Setup, TestDb};

use super::child::{Running, answer, beside, demo, niangjia, request};

/// A running server and the county's registrar there.
pub struct Site {
    pub dir: tempfile::TempDir,
    pub server: Running,
    pub cookie: String,
    /// User names with their passwords.
    pub accounts: Vec<(String, String)>,
    /// Where the rows are, if not in the folder; removed with the site.
    base: Option<TestDb>,
}

impl Site {
    pub fn new(members: usize, prepare: impl FnOnce(&Path)) -> Self {
        Self::on(Db::Sqlite, members, prepare)
    }

    pub fn on(db: Db, members: usize, prepare: impl FnOnce(&Path)) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let data = dir.path().join("data");
        let base = (db != Db::Sqlite).then(|| TestDb::new(db, "site", Setup::new([])));
        if let Some(url) = base.as_ref().and_then(TestDb::url) {
            std::fs::write(beside(&data), url).unwrap();
        }
        let accounts = demo(&data, members);
        prepare(&data);
        let mut site = Self { dir, server: Running::start(&data), cookie: String::new(), accounts, base };
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

    /// Numbers in the first column, wherever the rows are.
    pub fn numbers(&self, sql: &str) -> Vec<i64> {
        if let Some(base) = &self.base {
            return base.numbers(sql);
        }
        let base = self.sql();
        let mut found = base.prepare(sql).unwrap();
        found.query_map([], |r| r.get(0)).unwrap().map(Result::unwrap).collect()
    }

    /// A single text, wherever the rows are.
    pub fn text(&self, sql: &str) -> String {
        match &self.base {
            Some(base) => base.text(sql),
            None => self.sql().query_row(sql, [], |r| r.get(0)).unwrap(),
        }
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
