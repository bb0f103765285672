//! Kill -9 at random points of an import: nothing doubled, the audit verifies, and the file can be imported to its end.
#![allow(clippy::unwrap_used, reason = "a test")]

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use kernel::{Day, IdNumber};
use rand::{RngExt, SeedableRng};
use serde_json::Value;

const ROWS: u32 = 4_000;
const KILLS: u32 = 20;

fn niangjia(data: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_niangjia"));
    command.args(args).arg("--data").arg(data).arg("--json").stderr(Stdio::null());
    command
}

fn answer(command: &mut Command) -> (i32, Value) {
    let out = command.output().unwrap();
    let text = String::from_utf8(out.stdout).unwrap();
    (out.status.code().unwrap(), serde_json::from_str(&text).unwrap_or(Value::Null))
}

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
    let demo = ["demo", "--members", "10", "--workbook-every", "100000"];
    let (code, made) = answer(&mut niangjia(&data, &demo));
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
