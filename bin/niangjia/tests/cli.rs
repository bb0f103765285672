//! The contract of the command line (docs/operations.md): what others script against.
#![allow(clippy::unwrap_used, reason = "a test")]

#[path = "common/program.rs"]
mod program;

use std::io::Write;
use std::net::{SocketAddr, TcpStream};
use std::path::Path;

use program::{Answer, Place, niangjia, serve};
use serde_json::{Value, json};
use testkit::Db;

fn sheet(place: &Place, name: &str, rows: &[&str]) -> String {
    let path = place.file(name);
    let head = "姓名,证件号码,会籍变化类型,会籍变化日期,工作单位";
    std::fs::write(&path, format!("{head}\n{}\n", rows.join("\n"))).unwrap();
    path
}

/// A small demo county: unions to import into.
fn county(on: Db) -> Place {
    let place = Place::new(on);
    place.done(&["demo", "--members", "10", "--workbook-every", "100000"]);
    place
}

const UNION: &str = "330226-0001-0001-0002";

fn the_contract(on: Db) {
    let place = county(on);
    let good = sheet(
        &place,
        "good.csv",
        &["王小明,33022619700101001X,入会,2026-01-05,", "李小红,33022619800202002X,入会,2026-01-06,"],
    );
    let import = |file: &str, more: &[&str]| {
        let mut args = vec!["import", "members", file, "--union", UNION];
        args.extend(more);
        place.run(&args)
    };
    let counts = |v: &Value| {
        ["rows", "accepted", "rejected", "unchanged", "transfers_proposed"].map(|k| v[k].as_i64().unwrap())
    };

    let dry = import(&good, &["--dry-run"]);
    assert_eq!(dry.code, 0, "{} {}", dry.out, dry.err);
    assert_eq!(counts(&dry.json()), [2, 2, 0, 0, 0]);
    let before =
        place.done(&["export", "members", "--format", "csv", "--out", &place.file("before.csv")])["rows"]
            .as_i64();
    let first = import(&good, &[]);
    assert_eq!((first.code, counts(&first.json())), (0, [2, 2, 0, 0, 0]), "{}", first.err);
    assert!(first.json()["seconds"].is_f64());
    let again = import(&good, &[]);
    assert_eq!((again.code, counts(&again.json())), (0, [2, 2, 0, 2, 0]), "unchanged");

    let mixed = sheet(
        &place,
        "mixed.csv",
        &["赵小军,330226197503030037,入会,2026-01-07,", "没有号码,,入会,2026-01-07,"],
    );
    let result = place.file("结果.xlsx");
    let answer = import(&mixed, &["--result", &result]);
    assert_eq!(
        (answer.code, counts(&answer.json())[2] >= 1),
        (1, true),
        "done with rejected rows: {}",
        answer.out
    );
    assert!(std::fs::metadata(&result).unwrap().len() > 1_000, "the workbook with the verdicts");

    for format in ["csv", "xlsx"] {
        for list in ["unions", "members"] {
            let out = place.file(&format!("{list}.{format}"));
            let said = place.done(&["export", list, "--format", format, "--out", &out]);
            assert!(said["rows"].as_i64() > Some(1) && Path::new(&out).exists(), "{said}");
        }
    }
    let after = std::fs::read_to_string(place.file("members.csv")).unwrap();
    assert!(after.contains("王小明") && !after.contains("33022619700101001X"), "masked");
    assert!(before < Some(after.lines().count() as i64));

    let union = import_into(&place, &good, "no-such-union");
    assert_eq!(union.code, 3, "{}", union.out);
    assert!(union.json()["error"].as_str().unwrap().contains("没有找到该工会"));
    let missing = import("/nowhere/at/all.xlsx", &[]);
    assert_eq!(missing.code, 3);
    assert!(missing.json()["error"].is_string() && !missing.err.is_empty());

    let told = place.done(&["report", "inventory"]);
    let rows = told["rows"].as_array().unwrap();
    assert!(rows.len() > 10 && rows.iter().all(|r| r["id"].as_str().unwrap().starts_with('H')), "{told}");
    assert!(place.done(&["report", "benefits"])["discount_uses"].is_i64());

    assert_eq!(place.done(&["doctor"])["sound"], json!(true));
    // On PostgreSQL a server seals within a second; commands leave it the unsealed tail.
    let report = place.done(&["verify", "audit"]);
    assert!(report["entries"].as_i64().unwrap() + report["unsealed"].as_i64().unwrap() > 0, "{report}");
    let copy = place.file("copy");
    assert!(place.done(&["backup", "--out", &copy])["rows"].as_i64() > Some(10));
    let again = place.run(&["backup", "--out", &copy]);
    assert_eq!(again.code, 3, "not over a backup: {}", again.out);
    let over = place.run(&["restore", &copy]);
    assert_eq!(over.code, 3, "not over data: {}", over.out);
    let back = Place::new(on);
    assert!(back.done(&["restore", &copy])["rows"].as_i64() > Some(10));
    std::fs::create_dir_all(back.data().join("keys")).unwrap();
    std::fs::copy(place.data().join("keys/keyring.json"), back.data().join("keys/keyring.json")).unwrap();
    assert_eq!(back.done(&["verify", "audit"]), place.done(&["verify", "audit"]));
    let out = back.file("members.csv");
    back.done(&["export", "members", "--format", "csv", "--out", &out]);
    let people =
        |text: &str| text.lines().filter(|l| l.contains("在籍")).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(people(&std::fs::read_to_string(out).unwrap()), people(&after));
}

fn import_into(place: &Place, file: &str, union: &str) -> Answer {
    place.run(&["import", "members", file, "--union", union])
}

#[test]
fn the_contract_holds_on_sqlite() {
    the_contract(Db::Sqlite);
}

#[test]
fn the_contract_holds_on_postgresql() {
    the_contract(Db::Postgres);
}

#[test]
fn init_makes_an_empty_installation_without_questions_and_once() {
    let place = Place::new(Db::Sqlite);
    let made = place.done(&["init"]);
    let administrators = made["administrators"].as_array().unwrap();
    assert_eq!(administrators.len(), 3);
    assert!(administrators.iter().all(|a| a["password"].as_str().unwrap().len() >= 12), "{made}");
    assert_eq!(place.done(&["export", "members", "--out", &place.file("m.xlsx")])["rows"], json!(0));
    let again = place.run(&["init"]);
    assert_eq!((again.code, again.json()["error"].is_string()), (3, true), "not over an installation");
    let nowhere = Place::new(Db::Sqlite).run(&["doctor"]);
    assert_eq!(nowhere.code, 3);
    assert!(nowhere.json()["error"].as_str().unwrap().contains("niangjia init"), "{}", nowhere.out);
}

#[test]
fn wrong_use_is_2_and_says_how_it_is_meant() {
    for (args, want) in [
        (["import", "members"].as_slice(), "FILE"),
        (&["import", "members", "x.csv"], "--union"),
        (&["frobnicate"], "frobnicate"),
        (&["serve", "--tls-cert", "x.pem"], "--tls-key"),
        (&["export", "members", "--format", "pdf"], "pdf"),
        (&["doctor", "--unknown"], "--unknown"),
        (&[], "niangjia"),
    ] {
        let answer = niangjia(args);
        assert_eq!(answer.code, 2, "{args:?}");
        assert!(answer.out.is_empty() && answer.err.contains(want), "{args:?}: {}", answer.err);
        assert!(answer.err.contains("用法"), "in Chinese: {}", answer.err);
    }
    let mut args = vec!["doctor", "--unknown", "--json"];
    let answer = niangjia(&args);
    assert_eq!(answer.code, 2);
    assert!(answer.json()["error"].as_str().unwrap().contains("--unknown"), "{}", answer.out);
    args = vec!["--help"];
    let help = niangjia(&args);
    assert!(help.code == 0 && help.out.contains("serve") && help.err.is_empty());
}

#[test]
fn a_running_server_keeps_the_folder_to_itself_and_ends_when_asked() {
    let place = county(Db::Sqlite);
    let served = serve(&place, &[]);
    assert!(served.get("/healthz").starts_with("HTTP/1.1 200"));
    assert!(served.get("/readyz").ends_with("ready"));
    let file = sheet(&place, "one.csv", &["王小明,33022619700101001X,入会,2026-01-05,"]);
    let locked = import_into(&place, &file, UNION);
    assert_eq!(locked.code, 3);
    assert!(locked.json()["error"].as_str().unwrap().contains("正由另一个"), "{}", locked.out);
    let second = place.run(&["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(second.code, 3, "one server for a folder: {}", second.out);
    // What only reads goes on beside it.
    assert!(place.done(&["backup", "--out", &place.file("copy")])["rows"].as_i64() > Some(10));
    place.done(&["verify", "audit"]);
    let (code, logged) = served.end();
    assert_eq!(code, Some(0), "{logged}");
    let lines: Vec<Value> = logged.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let answered = |l: &&Value| l["fields"]["message"] == "answered" && l["fields"]["route"] == "/healthz";
    assert_eq!(lines.iter().filter(answered).count(), 1, "{logged}");
    assert_eq!(import_into(&place, &file, UNION).code, 0, "the lock went with it");
}

#[test]
fn a_migration_is_preceded_by_a_backup_and_an_edited_one_refused() {
    let place = county(Db::Sqlite);
    let database = rusqlite::Connection::open(place.data().join("niangjia.db")).unwrap();
    // As if the program had been renewed: one migration of the platform has not run yet.
    database
        .execute_batch("DROP TABLE notice; DELETE FROM schema_migration WHERE module = 'platform' AND name = '0003_notices'")
        .unwrap();
    let before = place.run(&["doctor"]);
    assert_eq!((before.code, &before.json()["pending_migrations"]), (1, &json!(1)), "{}", before.err);
    let rows =
        |place: &Place| place.done(&["export", "members", "--out", &place.file("m.xlsx")])["rows"].clone();
    let members = rows(&place);
    let backups: Vec<_> =
        std::fs::read_dir(place.data().join("backups")).unwrap().map(|e| e.unwrap().path()).collect();
    assert_eq!(backups.len(), 1, "one backup before the migration");
    assert!(backups[0].join("manifest.json").exists() && backups[0].join("niangjia.db").exists());
    assert_eq!(place.done(&["doctor"])["pending_migrations"], json!(0));
    let old = rusqlite::Connection::open(backups[0].join("niangjia.db")).unwrap();
    let there = "SELECT count(*) FROM sqlite_master WHERE name = 'notice'";
    assert_eq!(old.query_row(there, [], |r| r.get::<_, i64>(0)), Ok(0), "made before it ran");
    assert_eq!(rows(&place), members);
    database
        .execute_batch("UPDATE schema_migration SET checksum = 'x' WHERE name = '0001_platform'")
        .unwrap();
    let edited = place.run(&["export", "members", "--out", &place.file("m.xlsx")]);
    assert_eq!(edited.code, 3);
    assert!(edited.json()["error"].as_str().unwrap().contains("0001_platform"), "{}", edited.out);
}

#[test]
fn doctor_names_rows_that_refer_to_nothing() {
    let place = county(Db::Sqlite);
    let database = rusqlite::Connection::open(place.data().join("niangjia.db")).unwrap();
    database.execute_batch("DELETE FROM person WHERE id = (SELECT min(id) FROM person)").unwrap();
    let answer = place.run(&["doctor"]);
    let said = answer.json();
    assert_eq!((answer.code, &said["sound"]), (1, &json!(false)));
    let places: Vec<&str> =
        said["orphans"].as_array().unwrap().iter().map(|o| o["place"].as_str().unwrap()).collect();
    assert!(
        places.contains(&"membership.person_id") && places.contains(&"person_document.person_id"),
        "{places:?}"
    );
}

#[test]
fn the_program_itself_speaks_tls() {
    let place = county(Db::Sqlite);
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    let (cert, key) = (here.join("localhost.crt"), here.join("localhost.key"));
    let (cert, key) = (cert.to_str().unwrap(), key.to_str().unwrap());
    let served = serve(&place, &["--tls-cert", cert, "--tls-key", key]);
    assert!(served.console.starts_with("https://"), "{}", served.console);
    // A caller that speaks no TLS, or says nothing, holds nobody up.
    let _silent = TcpStream::connect(served.address).unwrap();
    let mut plain = TcpStream::connect(served.address).unwrap();
    plain.write_all(b"GET / HTTP/1.1\r\n\r\n").unwrap();
    let answer = over_tls(served.address, cert);
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert_eq!(served.end().0, Some(0));
    let wrong = place.run(&["serve", "--listen", "127.0.0.1:0", "--tls-cert", key, "--tls-key", key]);
    assert_eq!(wrong.code, 3, "a key is no certificate: {}", wrong.out);
}

fn over_tls(address: SocketAddr, certificate: &str) -> String {
    use std::sync::Arc;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio_rustls::rustls::crypto::ring;
    use tokio_rustls::rustls::pki_types::pem::PemObject;
    use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
    use tokio_rustls::rustls::{ClientConfig, RootCertStore};
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(certificate).unwrap()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let tcp = tokio::net::TcpStream::connect(address).await.unwrap();
        let connector = tokio_rustls::TlsConnector::from(Arc::new(config));
        let mut tls = connector.connect(ServerName::try_from("localhost").unwrap(), tcp).await.unwrap();
        tls.write_all(b"GET /healthz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")
            .await
            .unwrap();
        let mut answer = String::new();
        let _ = tls.read_to_string(&mut answer).await;
        answer
    })
}

#[test]
fn figures_are_built_anew_from_the_records() {
    let place = county(Db::Sqlite);
    let base = || rusqlite::Connection::open(place.data().join("niangjia.db")).unwrap();
    let sums = || {
        let text = "SELECT group_concat(line, ';') FROM (SELECT union_id || ' ' || indicator || ' ' || period || ' ' || total
                      || ' ' || moved AS line FROM figure_up WHERE total <> 0 OR moved <> 0 ORDER BY 1)";
        base().query_row(text, [], |r| r.get::<_, String>(0)).unwrap()
    };
    let before = sums();
    assert!(before.len() > 1_000);
    base()
        .execute_batch("DELETE FROM figure_up WHERE period % 2 = 0; UPDATE figure_up SET total = total + 1")
        .unwrap();
    assert_ne!(sums(), before);
    let done = place.done(&["figures", "rebuild"]);
    assert!(done["unions"].as_i64().unwrap() > 600, "{done}");
    assert_eq!(sums(), before);
    place.done(&["figures", "rebuild"]);
    assert_eq!(sums(), before, "again");
}

/// The file of a draw is verified by whoever has it, without an installation.
#[test]
fn a_draw_is_verified_by_whoever_has_its_file() {
    const FILE: &str = include_str!("../../../modules/benefits/tests/data/draw.json");
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("draw.json").to_string_lossy().into_owned();
    let verify = |text: &str, more: &[&str]| {
        std::fs::write(&path, text).unwrap();
        program::niangjia(&[&["verify", "draw", path.as_str(), "--json"], more].concat())
    };
    let good = verify(FILE, &[]);
    let said = good.json();
    assert_eq!((good.code, &said["whole"], &said["drawn"]), (0, &json!(true), &json!(true)), "{}", good.err);
    let file: Value = serde_json::from_str(FILE).unwrap();
    assert_eq!((&said["result"], &said["entries"]), (&file["result"], &json!(60)));
    let (promise, list) = (file["commitment"].as_str().unwrap(), file["list_digest"].as_str().unwrap());
    assert_eq!(verify(FILE, &["--commitment", promise, "--list", list]).code, 0);
    assert_eq!(verify(FILE, &["--commitment", list]).code, 1, "another promise was noted down");
    let changed = verify(&FILE.replace("\"3421.87\"", "\"3421.88\""), &[]);
    assert_eq!((changed.code, &changed.json()["whole"]), (1, &json!(false)));
    assert_eq!(verify("{}", &[]).code, 3, "no file of a draw");
}

/// So is the file of tickets that win at once, by the same command.
#[test]
fn tickets_are_verified_by_whoever_has_their_file() {
    const FILE: &str = include_str!("../../../modules/benefits/tests/data/instant.json");
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("instant.json").to_string_lossy().into_owned();
    let verify = |text: &str, more: &[&str]| {
        std::fs::write(&path, text).unwrap();
        program::niangjia(&[&["verify", "draw", path.as_str(), "--json"], more].concat())
    };
    let good = verify(FILE, &[]);
    let said = good.json();
    assert_eq!((good.code, &said["whole"], &said["issued"]), (0, &json!(true), &json!(150)), "{}", good.err);
    let file: Value = serde_json::from_str(FILE).unwrap();
    assert_eq!(said["winners"], file["winners"]);
    let promise = file["commitment"].as_str().unwrap();
    assert_eq!(verify(FILE, &["--commitment", promise]).code, 0);
    assert_eq!(verify(FILE, &["--commitment", &"0".repeat(64)]).code, 1, "another promise was noted down");
    let changed = verify(&FILE.replace("\"issued\": 150", "\"issued\": 200"), &[]);
    assert_eq!((changed.code, &changed.json()["whole"]), (1, &json!(false)));
}
