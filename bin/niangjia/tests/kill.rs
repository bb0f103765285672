//! Kill -9 at random points of an import, of a write load and of a key rotation: nothing lost, nothing doubled, the audit
//! verifies, and the work goes on to its end.
#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use common::child::{Running, answer, demo, niangjia, request};
use common::edit_of;
use kernel::{Day, IdNumber};
use rand::{RngExt, SeedableRng};
use serde_json::{Value, json};

const ROWS: u32 = 4_000;
const KILLS: u32 = 20;

/// A sheet in which every row is good.
fn sheet() -> String {
    let mut out = String::from("姓名,证件号码,会籍变化类型,会籍变化日期,工作单位\n");
    for n in 0..ROWS {
        let born = Day::constant(1970, 1, 1).plus_days(i64::from(n % 9_000));
        // A division that no member of the demo has in the number.
        let id = IdNumber::compose(330_227, born, (n / 9_000 * 2 + 1) as u16).unwrap();
        let _ = writeln!(
            out,
            "王小{},{},入会,2026-01-{:02},",
            ["明", "红", "军"][n as usize % 3],
            id.as_str(),
            n % 28 + 1
        );
    }
    out
}

#[test]
fn killed_twenty_times_an_import_neither_loses_nor_doubles() {
    let dir = tempfile::tempdir().unwrap();
    let (data, file) = (dir.path().join("data"), dir.path().join("会员.csv"));
    std::fs::write(&file, sheet()).unwrap();
    let fill = ["demo", "--members", "10", "--workbook-every", "100000"];
    let (code, made) = answer(&mut niangjia(&data, &fill));
    assert_eq!(code, 0, "{made}");
    let out = dir.path().join("all.csv");
    let export = ["export", "members", "--format", "csv", "--out", out.to_str().unwrap()];
    let before = answer(&mut niangjia(&data, &export)).1["rows"].as_i64().unwrap();
    let import = ["import", "members", file.to_str().unwrap(), "--union", "330226-0001-0001-0002"];
    let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(7);
    let mut killed = 0;
    for _ in 0..KILLS {
        let mut child = niangjia(&data, &import).stdout(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(rng.random_range(30..400)));
        killed += u32::from(child.try_wait().unwrap().is_none());
        child.kill().unwrap();
        child.wait().unwrap();
    }
    assert!(killed >= KILLS / 2, "only {killed} were still at work when they were killed");
    let (code, last) = answer(&mut niangjia(&data, &import));
    assert_eq!(
        (code, last["rows"].as_i64(), last["rejected"].as_i64()),
        (0, Some(i64::from(ROWS)), Some(0)),
        "{last}"
    );
    let (_, again) = answer(&mut niangjia(&data, &import));
    assert_eq!(again["unchanged"].as_i64(), Some(i64::from(ROWS)), "{again}");
    let (code, exported) = answer(&mut niangjia(&data, &export));
    assert_eq!((code, exported["rows"].as_i64()), (0, Some(before + i64::from(ROWS))), "everybody once");
    let (code, report) = answer(&mut niangjia(&data, &["verify", "audit"]));
    assert_eq!(code, 0, "{report}");
    let (code, report) = answer(&mut niangjia(&data, &["doctor"]));
    assert_eq!(code, 0, "{report}");
}

#[test]
fn a_demo_that_was_killed_is_recognised_and_made_again() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let demo = ["demo", "--members", "3000", "--workbook-every", "100000"];
    let mut child = niangjia(&data, &demo).stdout(Stdio::null()).spawn().unwrap();
    let key = data.join("keys/keyring.json");
    while !key.exists() {
        std::thread::sleep(Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(data.join("filling").exists() && !data.join("demo.json").exists(), "killed in the middle");
    assert_eq!(answer(&mut niangjia(&data, &["doctor"])).0, 3, "no command takes it for a demo");
    let (code, made) = answer(&mut niangjia(&data, &demo));
    assert_eq!((code, made["unions"].as_i64()), (0, Some(606)), "{made}");
    assert!(!data.join("filling").exists());
    assert_eq!(answer(&mut niangjia(&data, &["doctor"])).0, 0);
    assert_eq!(answer(&mut niangjia(&data, &demo)).0, 3, "never over an installation");
    assert!(key.exists() && data.join("demo.json").exists());
}

#[test]
fn a_backup_goes_back_into_an_empty_place_and_is_the_same() {
    let dir = tempfile::tempdir().unwrap();
    let (data, copy, back) = (dir.path().join("data"), dir.path().join("copy"), dir.path().join("back"));
    assert_eq!(answer(&mut niangjia(&data, &["demo", "--members", "10", "--workbook-every", "300"])).0, 0);
    let (code, made) = answer(&mut niangjia(&data, &["backup", "--out", copy.to_str().unwrap()]));
    assert_eq!(code, 0, "{made}");
    assert!(!copy.join("keys").exists(), "keys are not in a backup");
    let (code, restored) = answer(&mut niangjia(&back, &["restore", copy.to_str().unwrap()]));
    assert_eq!((code, &restored["rows"]), (0, &made["rows"]), "{restored}");
    assert_eq!(answer(&mut niangjia(&back, &["restore", copy.to_str().unwrap()])).0, 3, "not over something");
    std::fs::create_dir_all(back.join("keys")).unwrap();
    std::fs::copy(data.join("keys/keyring.json"), back.join("keys/keyring.json")).unwrap();
    let head = |place: &Path| answer(&mut niangjia(place, &["verify", "audit"])).1;
    assert_eq!(head(&data), head(&back));
    std::fs::write(copy.join("niangjia.db"), b"damaged").unwrap();
    let empty = dir.path().join("empty");
    assert_eq!(
        answer(&mut niangjia(&empty, &["restore", copy.to_str().unwrap()])).0,
        3,
        "a damaged copy is refused"
    );
}

/// What a client knows of a member: the last edit that was acknowledged, and one that was not answered.
#[derive(Clone, Debug, Default)]
struct Known {
    version: i64,
    text: String,
    unanswered: Option<String>,
}

fn get(address: &str, cookie: &str, id: &str) -> Value {
    let got =
        request(address, "GET", &format!("/api/members/{id}"), &[("cookie", cookie)], &Value::Null).unwrap();
    assert_eq!(got.status, 200, "{}", got.body);
    got.body
}

/// Edits these members in turn until told to stop or cut off.
fn edit(
    address: &str,
    cookie: &str,
    members: &mut HashMap<String, Known>,
    bodies: &HashMap<String, Value>,
    stop: &AtomicBool,
) -> u32 {
    let (mut acknowledged, mut n) = (0, 0);
    let ids: Vec<String> = members.keys().cloned().collect();
    loop {
        for id in &ids {
            if stop.load(Ordering::Relaxed) {
                return acknowledged;
            }
            n += 1;
            let known = members.get_mut(id).unwrap();
            let text = format!("第{}版之后的第{n}次", known.version);
            let mut body = bodies[id].clone();
            body["native_place"] = json!(text);
            let seen = format!("\"{}\"", known.version);
            let headers = [("cookie", cookie), ("if-match", seen.as_str())];
            match request(address, "PATCH", &format!("/api/members/{id}"), &headers, &body) {
                Some(a) if a.status == 204 => {
                    (known.version, known.text) = (known.version + 1, text);
                    acknowledged += 1;
                }
                Some(a) if a.status == 429 => std::thread::sleep(Duration::from_millis(20)),
                Some(a) => panic!("{} {}", a.status, a.body),
                None => {
                    known.unanswered = Some(text);
                    return acknowledged;
                }
            }
        }
    }
}

fn edits_recorded(data: &std::path::Path) -> i64 {
    let recorded = rusqlite::Connection::open(data.join("niangjia.db")).unwrap();
    let entries = "SELECT count(*) FROM audit_entry WHERE action = 'member.update'";
    recorded.query_row(entries, [], |r| r.get(0)).unwrap()
}

#[test]
fn killed_twenty_times_a_write_load_keeps_every_acknowledged_edit_once() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let accounts: HashMap<String, String> = demo(&data, 200).into_iter().collect();
    let mut server = Running::start(&data);
    let sessions: Vec<String> =
        ["xian", "zhen", "zhuxi"].iter().map(|u| server.sign_in(u, &accounts[*u])).collect();
    // Three clients at once, each with its own members.
    let (mut clients, mut bodies, mut taken) = (Vec::new(), HashMap::new(), Vec::new());
    for cookie in sessions.iter().rev() {
        let list =
            request(&server.address, "GET", "/api/members?limit=40", &[("cookie", cookie)], &Value::Null);
        let mut members = HashMap::new();
        for m in list.unwrap().body["items"].as_array().unwrap() {
            let id = m["id"].as_str().unwrap().to_owned();
            if members.len() < 8 && !taken.contains(&id) {
                let member = get(&server.address, cookie, &id);
                let version = member["version"].as_i64().unwrap();
                bodies.insert(id.clone(), edit_of(&member));
                taken.push(id.clone());
                members.insert(id, Known { version, ..Known::default() });
            }
        }
        assert!(!members.is_empty());
        clients.push((cookie.clone(), members));
    }
    let begun: i64 = clients.iter().flat_map(|(_, m)| m.values()).map(|k| k.version).sum();
    // The demo itself has edited some.
    let before = edits_recorded(&data);
    let bodies = Arc::new(bodies);
    let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(11);
    let (mut acknowledged, mut unanswered) = (0, 0);
    for _ in 0..KILLS {
        let stop = Arc::new(AtomicBool::new(false));
        let work = clients.drain(..).map(|(cookie, mut members)| {
            let (address, bodies, stop) = (server.address.clone(), bodies.clone(), stop.clone());
            std::thread::spawn(move || {
                let n = edit(&address, &cookie, &mut members, &bodies, &stop);
                (n, cookie, members)
            })
        });
        let threads: Vec<_> = work.collect();
        std::thread::sleep(Duration::from_millis(rng.random_range(40..250)));
        server.kill();
        stop.store(true, Ordering::Relaxed);
        for t in threads {
            let (n, cookie, members) = t.join().unwrap();
            acknowledged += n;
            clients.push((cookie, members));
        }
        server = Running::start(&data);
        for (cookie, members) in &mut clients {
            for (id, known) in members.iter_mut() {
                let now = get(&server.address, cookie, id);
                let (version, text) =
                    (now["version"].as_i64().unwrap(), now["native_place"].as_str().unwrap());
                if let Some(sent) = known.unanswered.take().filter(|_| version == known.version + 1) {
                    // Not acknowledged, and yet done: that is allowed, once.
                    (known.version, known.text) = (version, sent);
                    unanswered += 1;
                }
                assert_eq!(version, known.version, "{id}: every acknowledged edit once");
                if !known.text.is_empty() {
                    assert_eq!(text, known.text, "{id}");
                }
            }
        }
    }
    server.kill();
    assert!(acknowledged > 100, "only {acknowledged} edits were acknowledged");
    let ended: i64 = clients.iter().flat_map(|(_, m)| m.values()).map(|k| k.version).sum();
    assert_eq!(ended - begun, i64::from(acknowledged) + unanswered, "versions count edits");
    let (code, report) = answer(&mut niangjia(&data, &["verify", "audit"]));
    assert_eq!(code, 0, "{report}");
    assert_eq!(edits_recorded(&data) - before, ended - begun, "each edit is recorded once");
    assert_eq!(answer(&mut niangjia(&data, &["doctor"])).0, 0);
}

#[test]
fn killed_again_and_again_a_key_rotation_comes_to_its_end() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    demo(&data, 3_000);
    let listed = || answer(&mut niangjia(&data, &["keys", "list"])).1;
    let export = |name: &str| {
        let out = dir.path().join(name);
        let args = ["export", "members", "--format", "csv", "--out", out.to_str().unwrap()];
        let (code, exported) = answer(&mut niangjia(&data, &args));
        assert_eq!(code, 0, "{exported}");
        let text = std::fs::read_to_string(out).unwrap();
        text.lines().filter(|l| l.contains("在籍")).map(str::to_owned).collect::<Vec<_>>()
    };
    let (old, before) = (listed()["key_ids"].clone(), export("before.csv"));
    assert!(before.len() > 2_000, "{}", before.len());
    let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(5);
    let mut killed = 0;
    for _ in 0..12 {
        let mut child = niangjia(&data, &["keys", "rotate"]).stdout(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(rng.random_range(60..500)));
        let at_work = child.try_wait().unwrap().is_none();
        child.kill().unwrap();
        child.wait().unwrap();
        killed += u32::from(at_work);
        if !at_work {
            break;
        }
    }
    assert!(killed >= 1, "never killed at work");
    if listed()["rotation"]["stage"] != "settled" {
        let (code, done) = answer(&mut niangjia(&data, &["keys", "rotate"]));
        assert_eq!((code, &done["finished"]), (0, &json!(true)), "{done}");
    }
    let now = listed();
    assert_eq!(now["rotation"]["stage"], "settled");
    assert!(
        old[0] != now["key_ids"][0] && old[2] == now["key_ids"][2],
        "new keys, the same person master: {now}"
    );
    // Everything opens: the export reads every number.
    assert!(export("after.csv") == before, "not the same people with the same numbers");
    assert_eq!(answer(&mut niangjia(&data, &["verify", "audit"])).0, 0);

    // Keys travel under a passphrase; a backup from before needs the retired ones, and says so.
    let (safe, pass) = (dir.path().join("keys.safe"), dir.path().join("pass"));
    std::fs::write(&pass, "一个足够长的口令2026\n").unwrap();
    let (safe, pass) = (safe.to_str().unwrap(), pass.to_str().unwrap());
    let (code, told) =
        answer(&mut niangjia(&data, &["keys", "export", "--out", safe, "--passphrase-file", pass]));
    assert_eq!(code, 0, "{told}");
    let (copy, back) = (dir.path().join("copy"), dir.path().join("back"));
    assert_eq!(answer(&mut niangjia(&data, &["backup", "--out", copy.to_str().unwrap()])).0, 0);
    assert_eq!(answer(&mut niangjia(&back, &["restore", copy.to_str().unwrap()])).0, 0);
    assert_eq!(answer(&mut niangjia(&back, &["doctor"])).0, 3, "without keys nothing opens");
    let import = ["keys", "import", safe, "--passphrase-file", pass];
    assert_eq!(answer(&mut niangjia(&back, &import)).0, 0);
    assert_eq!(answer(&mut niangjia(&back, &["doctor"])).0, 0);
    // The wrong ring is refused at the door.
    let other = dir.path().join("other");
    assert_eq!(answer(&mut niangjia(&other, &["init"])).0, 0);
    std::fs::copy(other.join("keys/keyring.json"), back.join("keys/keyring.json")).unwrap();
    let (code, told) = answer(&mut niangjia(&back, &["doctor"]));
    assert!(code == 3 && told["error"].as_str().unwrap().contains("缺少"), "{told}");
}
