//! A server in a process of its own, and a plain HTTP client for it.
#![allow(dead_code, reason = "every test program uses a part of it")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

/// The program, answering in JSON.
pub fn niangjia(data: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_niangjia"));
    command.args(args).arg("--data").arg(data).args(elsewhere(data)).arg("--json").stderr(Stdio::null());
    command
}

/// A data folder whose database is on PostgreSQL has its address beside it.
pub fn beside(data: &Path) -> PathBuf {
    data.with_extension("url")
}

fn elsewhere(data: &Path) -> Vec<String> {
    let url = std::fs::read_to_string(beside(data));
    url.map_or_else(|_| Vec::new(), |url| vec!["--database".to_owned(), url])
}

/// Exit code and answer of a command.
pub fn answer(command: &mut Command) -> (i32, Value) {
    let out = command.output().unwrap();
    let text = String::from_utf8(out.stdout).unwrap();
    (out.status.code().unwrap(), serde_json::from_str(&text).unwrap_or(Value::Null))
}

/// A demo county without workbooks; user names with their passwords.
pub fn demo(data: &Path, members: usize) -> Vec<(String, String)> {
    let members = members.to_string();
    let args = ["demo", "--members", &members, "--workbook-every", "100000"];
    let (code, made) = answer(&mut niangjia(data, &args));
    assert_eq!(code, 0, "{made}");
    let text = |v: &Value| v.as_str().unwrap().to_owned();
    made["accounts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|a| (text(&a["username"]), text(&a["password"])))
        .collect()
}

/// A running server; ended when dropped.
pub struct Running {
    pub child: Child,
    pub address: String,
}

impl Running {
    /// Starts `niangjia serve` through a shell that ignores the signal of a file-size limit, so that a limit is an error
    /// of the write and not the end of the process.
    pub fn start(data: &Path) -> Self {
        let mut command = Command::new("sh");
        command.args(["-c", "trap '' XFSZ; exec \"$@\"", "sh", env!("CARGO_BIN_EXE_niangjia")]);
        command
            .args(["serve", "--listen", "127.0.0.1:0", "--json", "--data"])
            .arg(data)
            .args(elsewhere(data));
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let told: Value = serde_json::from_str(&line).unwrap_or_else(|e| panic!("{line:?}: {e}"));
        let address = told["console"].as_str().unwrap().split('/').nth(2).unwrap().to_owned();
        Self { child, address }
    }

    /// Ends it as a power cut would.
    pub fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// Signs in to a demo installation; the cookie.
    pub fn sign_in(&self, username: &str, password: &str) -> String {
        let body = json!({ "username": username, "password": password });
        let step = request(&self.address, "POST", "/api/session/password", &[], &body).unwrap();
        assert_eq!(step.status, 200, "{}", step.body);
        let body = json!({ "challenge": step.body["challenge"], "code": step.body["demo_code"] });
        let done = request(&self.address, "POST", "/api/session/totp", &[], &body).unwrap();
        assert_eq!(done.status, 200, "{}", done.body);
        done.cookie
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.kill();
    }
}

/// An answer; the body as JSON where it is.
pub struct Answer {
    pub status: u16,
    pub cookie: String,
    pub body: Value,
    /// The body as it came.
    pub bytes: Vec<u8>,
}

/// One request on a connection of its own; `None` if the connection broke before the whole answer was there.
pub fn request(
    address: &str,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &Value,
) -> Option<Answer> {
    let body = if body.is_null() { Vec::new() } else { body.to_string().into_bytes() };
    raw(address, method, path, headers, "application/json", &body)
}

/// [`request`] with a body of any kind.
pub fn raw(
    address: &str,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    kind: &str,
    body: &[u8],
) -> Option<Answer> {
    let mut socket = TcpStream::connect(address).ok()?;
    socket.set_read_timeout(Some(Duration::from_secs(30))).ok()?;
    let mut head = format!(
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nX-Requested-With: niangjia\r\n\
         Content-Type: {kind}\r\nContent-Length: {}\r\n",
        body.len()
    );
    headers.iter().for_each(|(name, value)| head.push_str(&format!("{name}: {value}\r\n")));
    head.push_str("\r\n");
    socket.write_all(&[head.as_bytes(), body].concat()).ok()?;
    let mut all = Vec::new();
    socket.read_to_end(&mut all).ok()?;
    let end = all.windows(4).position(|w| w == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&all[..end]).into_owned();
    let status = head.split_whitespace().nth(1)?.parse().ok()?;
    let field = |name: &str| {
        let mut lines = head.lines().filter_map(|l| l.split_once(':'));
        lines.find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.trim().to_owned())
    };
    let cookie = field("set-cookie").and_then(|c| c.split(';').next().map(str::to_owned)).unwrap_or_default();
    let body = if field("transfer-encoding").is_some() {
        unchunked(&all[end + 4..])?
    } else {
        all[end + 4..].to_vec()
    };
    let wanted = field("content-length").and_then(|n| n.parse::<usize>().ok());
    if wanted.is_some_and(|n| n != body.len()) {
        return None;
    }
    let json = serde_json::from_slice(&body).unwrap_or(Value::Null);
    Some(Answer { status, cookie, body: json, bytes: body })
}

fn unchunked(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    loop {
        let line = rest.windows(2).position(|w| w == b"\r\n")?;
        let size = usize::from_str_radix(std::str::from_utf8(&rest[..line]).ok()?.trim(), 16).ok()?;
        if size == 0 {
            return Some(out);
        }
        out.extend_from_slice(rest.get(line + 2..line + 2 + size)?);
        rest = rest.get(line + 2 + size + 2..)?;
    }
}
