//! Full disk, read-only folder, locked database, cut connection, stopped server: a clear answer, nothing acknowledged is
//! lost, and the program goes on without a restart when the fault is over.
#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::http::StatusCode;
use common::child::{Answer, Running, answer, demo, niangjia, raw, request};
use common::{Server, edit_of, env};
use guard::Role;
use kernel::{ManualClock, Timestamp};
use niangjia::modules;
use serde_json::{Value, json};
use store::{OpenOptions, Store};
use testkit::cluster::PrivateServer;

/// A member under edit in a running server.
struct Client {
    address: String,
    cookie: String,
    id: String,
    body: Value,
    version: i64,
}

impl Client {
    fn new(server: &Running, accounts: &[(String, String)]) -> Self {
        let password = &accounts.iter().find(|(name, _)| name == "xian").unwrap().1;
        let (address, cookie) = (server.address.clone(), server.sign_in("xian", password));
        let list =
            request(&address, "GET", "/api/members?limit=1", &[("cookie", &cookie)], &Value::Null).unwrap();
        let id = list.body["items"][0]["id"].as_str().unwrap().to_owned();
        let mut client = Self { address, cookie, id, body: Value::Null, version: 0 };
        let member = client.get();
        (client.body, client.version) = (edit_of(&member.body), member.body["version"].as_i64().unwrap());
        client
    }

    fn path(&self) -> String {
        format!("/api/members/{}", self.id)
    }

    fn get(&self) -> Answer {
        request(&self.address, "GET", &self.path(), &[("cookie", &self.cookie)], &Value::Null).unwrap()
    }

    fn edit(&self, text: &str) -> Answer {
        let mut body = self.body.clone();
        body["native_place"] = json!(text);
        let seen = format!("\"{}\"", self.version);
        let headers = [("cookie", self.cookie.as_str()), ("if-match", seen.as_str())];
        request(&self.address, "PATCH", &self.path(), &headers, &body).unwrap()
    }

    fn attach(&self) -> Answer {
        let body = b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\n\x89PNG\r\n\x1a\n....\r\n--x--\r\n";
        let kind = "multipart/form-data; boundary=x";
        raw(
            &self.address,
            "POST",
            &format!("{}/attachments", self.path()),
            &[("cookie", &self.cookie)],
            kind,
            body,
        )
        .unwrap()
    }
}

fn is_problem(a: &Answer, code: &str) {
    assert_eq!((a.status, a.body["code"].as_str().unwrap_or_default()), (503, code), "{}", a.body);
    assert!(a.body["detail"].as_str().unwrap().chars().any(|c| c > '\u{4e00}'), "in Chinese: {}", a.body);
}

/// The largest file that a process may write, in bytes; works as root too, unlike permissions.
fn limit_files(pid: u32, size: &str) {
    let set = Command::new("prlimit")
        .args(["--pid", &pid.to_string(), &format!("--fsize={size}:unlimited")])
        .status();
    assert!(set.unwrap().success(), "prlimit");
}

#[test]
fn a_full_disk_is_said_and_writing_goes_on_when_there_is_room() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let accounts = demo(&data, 50);
    let mut server = Running::start(&data);
    let mut client = Client::new(&server, &accounts);
    assert_eq!(client.edit("之前").status, 204);
    client.version += 1;
    limit_files(server.child.id(), "1");
    is_problem(&client.edit("其间"), "store.disk-full");
    is_problem(&client.attach(), "platform.files-full");
    let seen = client.get();
    assert_eq!((seen.status, &seen.body["native_place"]), (200, &json!("之前")), "reading goes on");
    is_problem(&client.edit("其间"), "store.disk-full");
    limit_files(server.child.id(), "unlimited");
    assert_eq!(client.edit("之后").status, 204, "without a restart, with the version from before");
    assert_eq!(client.attach().status, 201);
    server.kill();
    assert_eq!(answer(&mut niangjia(&data, &["verify", "audit"])).0, 0);
    assert_eq!(answer(&mut niangjia(&data, &["doctor"])).0, 0);
}

#[test]
fn a_database_locked_by_another_process_is_said_and_waits_for_nobody_twice() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let accounts = demo(&data, 50);
    let server = Running::start(&data);
    let client = Arc::new(Client::new(&server, &accounts));
    let other = rusqlite::Connection::open(data.join("niangjia.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let started = std::time::Instant::now();
    let writers: Vec<_> = (0..6)
        .map(|n| {
            let client = client.clone();
            std::thread::spawn(move || client.edit(&format!("第{n}个")))
        })
        .collect();
    assert_eq!(client.get().status, 200, "reading goes on");
    for w in writers {
        is_problem(&w.join().unwrap(), "store.busy");
    }
    // One waits for the lock; those who queued behind it get its answer instead of waiting one after the other.
    assert!(started.elapsed() < Duration::from_secs(14), "{:?}", started.elapsed());
    other.execute_batch("ROLLBACK").unwrap();
    assert_eq!(client.edit("之后").status, 204);
}

/// Runs the program in a read-only view of the data folder: as root by a bind mount in a mount namespace of its own, as
/// an ordinary user by taking the write permission away.
fn in_read_only(data: &Path, args: &[&str]) -> (i32, Value) {
    let root = Command::new("id").arg("-u").output().unwrap().stdout == b"0\n";
    if root {
        let script = "mount --bind \"$0\" \"$0\" && mount -o remount,bind,ro \"$0\" && exec \"$@\"";
        let mut command = Command::new("unshare");
        command
            .args(["--mount", "sh", "-c", script])
            .arg(data)
            .arg(env!("CARGO_BIN_EXE_niangjia"))
            .args(args);
        return answer(command.arg("--json").arg("--data").arg(data));
    }
    let mode = |m: u32| {
        std::fs::set_permissions(data, std::os::unix::fs::PermissionsExt::from_mode(m)).unwrap();
        let lock = data.join("lock");
        std::fs::set_permissions(lock, std::os::unix::fs::PermissionsExt::from_mode(m & 0o666)).unwrap();
    };
    mode(0o555);
    let told = answer(&mut niangjia(data, args));
    mode(0o755);
    told
}

#[test]
fn a_read_only_folder_is_said_at_the_start_and_in_the_middle() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let accounts = demo(&data, 50);
    // A server that has its files open cannot have the folder made read-only beneath it: it shows at the start.
    let (code, told) = in_read_only(&data, &["serve", "--listen", "127.0.0.1:0"]);
    let text = told["error"].as_str().unwrap_or_default();
    assert!(code == 3 && text.contains("不能保存") && text.contains("store.read-only"), "{code} {told}");
    let server = Running::start(&data);
    let client = Client::new(&server, &accounts);
    assert_eq!(client.edit("可写").status, 204);
    // In the middle: the folder of the attachments is gone, a file stands in its place.
    let (files, aside) = (data.join("files"), data.join("aside"));
    if files.exists() {
        std::fs::rename(&files, &aside).unwrap();
    }
    std::fs::write(&files, b"in the way").unwrap();
    is_problem(&client.attach(), "platform.files-read-only");
    std::fs::remove_file(&files).unwrap();
    if aside.exists() {
        std::fs::rename(&aside, &files).unwrap();
    }
    assert_eq!(client.attach().status, 201, "without a restart");
}

const PASS: u8 = 0;
/// Cut the next transaction in its middle, once.
const CUT_MIDDLE: u8 = 1;
/// Let the next COMMIT through and cut before its answer, once.
const CUT_ANSWER: u8 = 2;
/// Cut everything.
const REFUSE: u8 = 3;

/// A stand-in for the network between program and database.
struct Proxy {
    port: u16,
    mode: Arc<AtomicU8>,
    cuts: Arc<AtomicUsize>,
    open: Arc<Mutex<Vec<TcpStream>>>,
}

impl Proxy {
    fn start(socket: PathBuf) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let proxy = Self {
            port,
            mode: Arc::new(AtomicU8::new(PASS)),
            cuts: Arc::new(AtomicUsize::new(0)),
            open: Arc::default(),
        };
        let (mode, cuts, open) = (proxy.mode.clone(), proxy.cuts.clone(), proxy.open.clone());
        std::thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                if mode.load(Ordering::SeqCst) == REFUSE {
                    continue;
                }
                open.lock().unwrap().push(client.try_clone().unwrap());
                let Ok(server) = UnixStream::connect(&socket) else { continue };
                let (mode, cuts) = (mode.clone(), cuts.clone());
                std::thread::spawn(move || carry(client, server, &mode, &cuts));
            }
        });
        proxy
    }

    fn refuse(&self) {
        self.mode.store(REFUSE, Ordering::SeqCst);
        for c in self.open.lock().unwrap().drain(..) {
            let _ = c.shutdown(std::net::Shutdown::Both);
        }
    }

    fn set(&self, mode: u8) {
        self.mode.store(mode, Ordering::SeqCst);
    }
}

fn carry(client: TcpStream, server: UnixStream, mode: &AtomicU8, cuts: &AtomicUsize) {
    let (mut back, mut answers) = (client.try_clone().unwrap(), server.try_clone().unwrap());
    let muted = Arc::new(AtomicU8::new(0));
    let quiet = muted.clone();
    let answering = std::thread::spawn(move || {
        let mut buffer = [0; 1 << 14];
        while let Ok(n @ 1..) = answers.read(&mut buffer) {
            if quiet.load(Ordering::SeqCst) == 1 {
                // The server has answered the commit; nobody hears it.
                break;
            }
            if back.write_all(&buffer[..n]).is_err() {
                break;
            }
        }
        let _ = back.shutdown(std::net::Shutdown::Both);
    });
    let (mut from, mut to) = (client, server);
    let (mut buffer, mut inside) = ([0; 1 << 14], false);
    while let Ok(n @ 1..) = from.read(&mut buffer) {
        let sent = &buffer[..n];
        let says = |word: &[u8]| sent.windows(word.len()).any(|w| w == word);
        if inside && mode.compare_exchange(CUT_MIDDLE, PASS, Ordering::SeqCst, Ordering::SeqCst).is_ok() {
            cuts.fetch_add(1, Ordering::SeqCst);
            break;
        }
        inside |= says(b"BEGIN\0");
        if says(b"COMMIT\0") {
            inside = false;
            if mode.compare_exchange(CUT_ANSWER, PASS, Ordering::SeqCst, Ordering::SeqCst).is_ok() {
                cuts.fetch_add(1, Ordering::SeqCst);
                muted.store(1, Ordering::SeqCst);
            }
        }
        if to.write_all(sent).is_err() {
            break;
        }
    }
    let _ = from.shutdown(std::net::Shutdown::Both);
    let _ = to.shutdown(std::net::Shutdown::Both);
    let _ = answering.join();
}

fn over_postgres(url: &str) -> Server {
    let dir = tempfile::tempdir().unwrap();
    let clock = Arc::new(ManualClock::new(Timestamp(1_795_400_000_000)));
    let options = OpenOptions { connections: 2, ..OpenOptions::postgres(dir.path(), url) };
    let store = Store::open(&options, env(&clock)).unwrap();
    store::migrate(&store, &modules::migrations(), None).unwrap();
    Server::over(store, clock, dir)
}

/// Somebody of the register, as read and to be edited.
struct Edited {
    path: String,
    body: Value,
    cookie: String,
}

async fn edited(server: &Server) -> Edited {
    let cookie = server.sign_in("registrar", Role::Registrar, server.county.id).await;
    let (_, list, _) = server.send("GET", "/api/members?limit=1", &cookie, Value::Null).await;
    let path = format!("/api/members/{}", list["items"][0]["id"].as_str().unwrap());
    let (_, member, _) = server.send("GET", &path, &cookie, Value::Null).await;
    Edited { body: edit_of(&member), path, cookie }
}

impl Edited {
    async fn edit(&self, server: &Server, version: i64, text: &str) -> (StatusCode, String) {
        let mut body = self.body.clone();
        body["native_place"] = json!(text);
        let (status, answer) = server.send_at("PATCH", &self.path, &self.cookie, version, body).await;
        (status, answer["code"].as_str().unwrap_or_default().to_owned())
    }

    async fn seen(&self, server: &Server) -> (i64, String) {
        let (status, m, _) = server.send("GET", &self.path, &self.cookie, Value::Null).await;
        assert_eq!(status, StatusCode::OK, "{m}");
        (m["version"].as_i64().unwrap(), m["native_place"].as_str().unwrap().to_owned())
    }
}

/// Reads until the connections that broke have been found and replaced; how many tries it took.
async fn settle(server: &Server, e: &Edited) -> usize {
    for n in 0..200 {
        if server.send("GET", &e.path, &e.cookie, Value::Null).await.0 == StatusCode::OK {
            return n;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("reading does not recover");
}

fn lost() -> (StatusCode, String) {
    (StatusCode::SERVICE_UNAVAILABLE, "store.lost".to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cut_postgres_connection_loses_nothing_that_was_acknowledged_and_doubles_nothing() {
    let (server, proxy, _db) = tokio::task::spawn_blocking(|| {
        let db = testkit::TestDb::new(testkit::Db::Postgres, "cut", testkit::Setup::new(Vec::new()));
        let url = db.url().unwrap();
        let (host, name) = url.split_once('@').unwrap().1.split_once('/').unwrap();
        let proxy = Proxy::start(PathBuf::from(host.replace("%2F", "/")).join(".s.PGSQL.5432"));
        let url = format!("postgresql://niangjia@127.0.0.1:{}/{name}", proxy.port);
        (over_postgres(&url), proxy, db)
    })
    .await
    .unwrap();
    let e = edited(&server).await;
    assert_eq!(e.edit(&server, 1, "之前").await.0, StatusCode::NO_CONTENT);

    proxy.set(CUT_MIDDLE);
    assert_eq!(e.edit(&server, 2, "中途").await.0, StatusCode::NO_CONTENT, "tried again on a new connection");
    assert_eq!(proxy.cuts.load(Ordering::SeqCst), 1);
    assert_eq!(e.seen(&server).await, (3, "中途".into()), "once");

    proxy.set(CUT_ANSWER);
    assert_eq!(
        e.edit(&server, 3, "答复前").await,
        lost(),
        "whether it was kept is not known, and that is said"
    );
    assert_eq!(proxy.cuts.load(Ordering::SeqCst), 2);
    assert_eq!(e.seen(&server).await, (4, "答复前".into()), "it was kept");
    assert_eq!(
        e.edit(&server, 3, "答复前").await.0,
        StatusCode::PRECONDITION_FAILED,
        "a retry doubles nothing"
    );

    proxy.refuse();
    assert_eq!(e.edit(&server, 4, "断开").await, lost());
    assert_eq!(server.send("GET", "/readyz", "", Value::Null).await.0, StatusCode::SERVICE_UNAVAILABLE);
    proxy.set(PASS);
    settle(&server, &e).await;
    assert_eq!(e.edit(&server, 4, "恢复").await.0, StatusCode::NO_CONTENT, "without a restart");
    assert_eq!(e.seen(&server).await, (5, "恢复".into()));
    let app = server.app.clone();
    let report = tokio::task::spawn_blocking(move || {
        while app.store().write_blocking(platform::audit::seal_pending).unwrap() > 0 {}
        platform::audit::verify_store(app.store(), app.keyring(), &[]).unwrap()
    });
    let report = report.await.unwrap();
    assert!(report.is_whole(), "{:?}", report.faults);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_postgres_server_that_stops_and_comes_back_needs_no_restart_of_the_program() {
    let (mut db, server) = tokio::task::spawn_blocking(|| {
        let db = PrivateServer::start_new();
        let server = over_postgres(&db.url("postgres"));
        (db, server)
    })
    .await
    .unwrap();
    let e = edited(&server).await;
    assert_eq!(e.edit(&server, 1, "之前").await.0, StatusCode::NO_CONTENT);
    let mut db = tokio::task::spawn_blocking(move || {
        db.stop();
        db
    })
    .await
    .unwrap();
    assert_eq!(e.edit(&server, 2, "停机").await, lost());
    let (status, answer, _) = server.send("GET", &e.path, &e.cookie, Value::Null).await;
    assert_eq!(
        (status, &answer["code"]),
        (StatusCode::SERVICE_UNAVAILABLE, &json!("store.lost")),
        "{answer}"
    );
    let _db = tokio::task::spawn_blocking(move || {
        db.start();
        db
    })
    .await
    .unwrap();
    settle(&server, &e).await;
    assert_eq!(e.seen(&server).await, (2, "之前".into()), "what was acknowledged before the stop is there");
    assert_eq!(e.edit(&server, 2, "之后").await.0, StatusCode::NO_CONTENT);
    assert_eq!(e.seen(&server).await, (3, "之后".into()));
}
