//! What others put before their databases at ten o'clock: a counter in Redis with a script, every command in its log before it is
//! answered. It knows who has a ticket and keeps a journal; nobody is signed in, and there is no voucher, budget, audit or web.

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::client::{self, Load, Source};

/// Has it: 2; nothing left: 0; else it is given: 1.
const SCRIPT: &str = "if redis.call('SISMEMBER',KEYS[2],ARGV[1])==1 then return 2 end \
                      if tonumber(redis.call('GET',KEYS[1]))<=0 then return 0 end \
                      redis.call('DECR',KEYS[1]) redis.call('SADD',KEYS[2],ARGV[1]) \
                      redis.call('RPUSH',KEYS[3],ARGV[1]) return 1";

/// One ticket after the other, of all connections together, each for another member.
struct Ticket(Arc<AtomicUsize>);

fn words(all: &[&str]) -> Vec<u8> {
    let mut out = format!("*{}\r\n", all.len()).into_bytes();
    for w in all {
        out.extend_from_slice(format!("${}\r\n{w}\r\n", w.len()).as_bytes());
    }
    out
}

impl Source for Ticket {
    fn next(&mut self, out: &mut Vec<u8>) {
        let member = self.0.fetch_add(1, Ordering::Relaxed).to_string();
        out.extend(words(&["EVAL", SCRIPT, "3", "stock", "members", "journal", &member]));
    }

    fn answered(&mut self, _: u16, line: &str) -> Result<()> {
        if line == ":1" { Ok(()) } else { bail!("unexpected answer: {line}") }
    }

    fn whole(bytes: &[u8]) -> Result<Option<(u16, &str)>> {
        let Some(line) = bytes.strip_suffix(b"\r\n") else { return Ok(None) };
        Ok(Some((0, std::str::from_utf8(line)?)))
    }
}

/// A server of the benchmark's own, ended when dropped.
struct Server(Child, SocketAddr);

impl Server {
    fn start(dir: &Path) -> Result<Self> {
        if dir.exists() {
            std::fs::remove_dir_all(dir)?;
        }
        std::fs::create_dir_all(dir)?;
        // Redis takes no port 0: one that was free a moment ago.
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let child = Command::new("redis-server")
            .args(["--bind", "127.0.0.1", "--port", &address.port().to_string(), "--save", ""])
            .args(["--appendonly", "yes", "--appendfsync", "always", "--dir"])
            .arg(dir)
            .stdout(Stdio::null())
            .spawn()
            .context("redis-server (scripts/install-needs bench)")?;
        let server = Self(child, address);
        for _ in 0..200 {
            if TcpStream::connect(address).is_ok() {
                return Ok(server);
            }
            std::thread::sleep(Duration::from_millis(25));
        }
        bail!("redis-server was not ready within 5 s")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Tickets that its script gives, each durable before it is told.
///
/// # Errors
/// There is no `redis-server`, or it answers wrongly.
pub fn tickets(dir: &Path, connections: usize, time: Duration) -> Result<Load> {
    use std::io::{Read, Write};
    let server = Server::start(&dir.join("redis"))?;
    let mut one = TcpStream::connect(server.1)?;
    one.write_all(&words(&["SET", "stock", "1000000000"]))?;
    let mut told = [0; 16];
    let n = one.read(&mut told)?;
    if !told[..n].starts_with(b"+OK") {
        bail!("redis-server: {}", String::from_utf8_lossy(&told[..n]));
    }
    let next = Arc::<AtomicUsize>::default();
    client::run(server.1, (0..connections).map(|_| Ticket(next.clone())).collect(), time)
}
