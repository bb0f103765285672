//! The main job on every database: workbooks as cadres send them, against the key of their mistakes; the same file again;
//! undo; figures; the audit.
#![allow(clippy::unwrap_used, reason = "a test")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::common::{app, setup};
use guard::{Actor, Reason, act, res};
use kernel::Id;
use platform::App;
use registry::RegistryError;
use registry::api::{self, Batch, BatchState, Verdict};
use registry::demo::{County, KeyRow, Scale, Slip, Whose, fill_except, write_workbooks};
use store::{Route, Sql};
use testkit::{TestDb, db_test};

fn actor() -> Actor {
    Actor::system(Reason::Cli, "test")
}

fn import(app: &App, file: &Path, union: Id) -> Batch {
    let upload = platform::files::store_file(app, &api::ORIGINAL, file).unwrap();
    let scope = actor().permit::<res::Import, act::Create>().unwrap();
    let b = app
        .store()
        .write_blocking(move |tx| {
            let b = api::begin_import(tx, &scope, union, &upload)?;
            api::move_batch(tx, &actor(), &b, BatchState::Running, "")?;
            Ok::<_, RegistryError>(b)
        })
        .unwrap();
    let done = api::work_batch(app, &actor(), b.id, app.codesets()).unwrap();
    assert_eq!(done.state, BatchState::Done, "{done:?}");
    done
}

fn number(app: &App, sql: &'static str) -> i64 {
    let sql = Sql::composed("test", Route::FanOut("test"), sql.to_owned());
    app.store().read_blocking(move |tx| tx.query_one(&sql, &[], |r| r.get(0))).unwrap().unwrap()
}

const OPEN: &str = "SELECT count(*) FROM membership WHERE valid_to = 99991231";
const COUNTED: &str = "SELECT CAST(SUM(CASE WHEN indicator IN ('member.joined', 'member.transferred_in') THEN total
     WHEN indicator IN ('member.transferred_out', 'member.lost') THEN -total ELSE 0 END) AS BIGINT) FROM figure_sum WHERE period > 9999999";
const PEOPLE: &str = "SELECT count(*) FROM person";

/// Small enough to be made for every test, large enough for every kind of mistake.
const SCALE: Scale = Scale::CountyOf(30_000);

/// A workbook, and the union that it is for.
struct Sent {
    file: PathBuf,
    union_id: Id,
    rows: Vec<KeyRow>,
}

/// The tree, the members of the union before every `step`-th, and the workbooks of those.
fn sent(app: &App, step: usize) -> (County, Vec<Sent>) {
    let county = fill_except(app, &actor(), SCALE, 1, |at| at % step != step - 1, |_| {}).unwrap();
    let dir = app.config().data.join("workbooks");
    std::fs::create_dir_all(&dir).unwrap();
    let which = |w| matches!(w, Whose::Basic(at) if at % step == 0);
    let sent = write_workbooks(SCALE, 1, app.clock().today(), &dir, which).unwrap();
    let id = |code: &str| county.basic.iter().find(|b| b.code == code).unwrap().id;
    let sent = sent.into_iter().map(|s| Sent { union_id: id(&s.union_code), file: s.file, rows: s.rows });
    let sent = sent.collect();
    (county, sent)
}

/// On PostgreSQL a job seals; on SQLite the commit has done it.
fn seal(app: &App) {
    while app.store().write_blocking(platform::audit::seal_pending).unwrap() > 0 {}
}

db_test! { setup();
    fn every_row_fares_as_the_key_says(db: &TestDb) {
        let app = app(db);
        let (_, sent) = sent(&app, 12);
        let before = number(&app, OPEN);
        let (mut entered, mut kinds) = (0, BTreeSet::new());
        for w in &sent {
            let b = import(&app, &w.file, w.union_id);
            let rows: Vec<_> = api::row_results(&app, &b).map(Result::unwrap).collect();
            assert_eq!(rows.len(), w.rows.len(), "{}", w.file.display());
            for (got, want) in rows.iter().zip(&w.rows) {
                assert_eq!((got.sheet, got.row), (want.sheet, want.row), "{}", w.file.display());
                assert_eq!(got.verdict == Verdict::Transfer, want.member_of.is_some(), "{want:?}: {got:?}");
                kinds.insert(want.slip);
                assert_eq!(got.verdict != Verdict::Rejected, want.success, "{want:?}: {got:?}");
                if let Some(code) = want.code {
                    assert!(got.issues.iter().any(|i| i.code.starts_with(code)), "{want:?}: {got:?}");
                }
            }
            entered += rows.iter().filter(|r| r.verdict == Verdict::Accepted).count() as i64;
            assert_eq!(b.tally.accepted + b.tally.rejected, b.tally.rows);
        }
        assert!(entered > 1_000, "the workbooks hold good rows");
        assert_eq!(kinds, Slip::ALL.into_iter().collect(), "every kind of mistake was met");
        assert_eq!(number(&app, OPEN), before + entered);
        assert_eq!(number(&app, COUNTED), number(&app, OPEN), "figures and records agree");
        seal(&app);
        let report = platform::audit::verify_store(app.store(), app.keyring(), &[]).unwrap();
        assert!(report.is_whole() && report.unsealed == 0, "{:?}", report.faults);
    }

    fn the_same_file_again_changes_nothing(db: &TestDb) {
        let app = app(db);
        let (_, sent) = sent(&app, 250);
        for w in &sent {
            let first = import(&app, &w.file, w.union_id);
            let (people, open) = (number(&app, PEOPLE), number(&app, OPEN));
            let versions = number(&app, "SELECT CAST(SUM(version) AS BIGINT) FROM person");
            let again = import(&app, &w.file, w.union_id);
            assert_eq!(again.tally.unchanged, first.tally.accepted, "{again:?}");
            assert_eq!(again.tally.rejected, first.tally.rejected);
            assert_eq!((number(&app, PEOPLE), number(&app, OPEN)), (people, open));
            assert_eq!(number(&app, "SELECT CAST(SUM(version) AS BIGINT) FROM person"), versions);
        }
    }

    fn an_import_is_undone_without_a_trace_in_the_register(db: &TestDb) {
        let app = app(db);
        let (_, sent) = sent(&app, 300);
        let w = &sent[0];
        let before = (number(&app, PEOPLE), number(&app, OPEN), number(&app, "SELECT count(*) FROM id_lookup"));
        let b = import(&app, &w.file, w.union_id);
        assert!(number(&app, OPEN) > before.1);
        let scope = actor().permit::<res::Import, act::Update>().unwrap();
        let id = b.id;
        app.store().write_blocking(move |tx| api::move_batch(tx, scope.actor(), &b, BatchState::Undoing, "")).unwrap();
        let (undone, kept) = api::undo_batch(&app, &actor(), id).unwrap();
        assert_eq!((undone.state, kept), (BatchState::Undone, 0));
        let after = (number(&app, PEOPLE), number(&app, OPEN), number(&app, "SELECT count(*) FROM id_lookup"));
        assert_eq!(after, before);
        assert_eq!(number(&app, COUNTED), number(&app, OPEN), "figures went back too");
    }

    fn a_member_of_another_union_becomes_a_proposed_transfer(db: &TestDb) {
        let app = app(db);
        let (county, sent) = sent(&app, 300);
        let w = &sent[0];
        import(&app, &w.file, w.union_id);
        let other = county.basic.iter().find(|b| b.id != w.union_id).unwrap();
        let open = number(&app, OPEN);
        let b = import(&app, &w.file, other.id);
        assert!(b.tally.transfers > 0 && b.tally.transfers == b.tally.accepted, "{b:?}");
        assert_eq!(number(&app, OPEN), open, "nobody is a member twice, nobody lost cover");
        let again = import(&app, &w.file, other.id);
        assert_eq!((again.tally.transfers, again.tally.unchanged), (0, b.tally.transfers));
    }

    fn one_changed_letter_of_the_audit_is_found(db: &TestDb) {
        let app = app(db);
        let (_, sent) = sent(&app, 200);
        for w in &sent {
            import(&app, &w.file, w.union_id);
        }
        seal(&app);
        let whole = platform::audit::verify_store(app.store(), app.keyring(), &[]).unwrap();
        assert!(whole.is_whole() && whole.entries > 30, "{whole:?}");
        let bend = "UPDATE audit_entry SET actor_name = 'x' WHERE id = (SELECT max(id) FROM audit_entry)";
        app.store().write_blocking(move |tx| tx.script(bend)).unwrap();
        let bent = platform::audit::verify_store(app.store(), app.keyring(), &[]).unwrap();
        assert_eq!(bent.faults.len(), 1, "{bent:?}");
        let cut = "DELETE FROM audit_entry WHERE id = (SELECT min(id) FROM audit_entry)";
        app.store().write_blocking(move |tx| tx.script(cut)).unwrap();
        let cut = platform::audit::verify_store(app.store(), app.keyring(), &[]).unwrap();
        assert!(cut.faults.len() >= 2, "{cut:?}");
    }

    fn every_statement_is_understood(db: &TestDb) {
        let engine = db.store().engine();
        let all: Vec<&'static Sql> = store::catalogue().collect();
        assert!(all.len() > 90, "the catalogue holds {} statements", all.len());
        for sql in all {
            let text = match engine {
                store::Engine::Sqlite => format!("EXPLAIN {}", sql.sqlite_text()),
                store::Engine::Postgres => format!("PREPARE probe AS {}; DEALLOCATE probe", sql.text()),
            };
            let outcome = db.store().write_blocking(move |tx| tx.script(&text));
            assert_eq!(outcome, Ok(()), "{}: {}", sql.name(), sql.text());
        }
    }

    fn two_who_enter_one_person_at_once_make_one_member(db: &TestDb) {
        let app = app(db);
        let (county, sent) = sent(&app, 700);
        let (w, before) = (&sent[0], number(&app, PEOPLE));
        let other = county.basic.iter().find(|b| b.id != w.union_id).unwrap().id;
        let outcomes: Vec<Batch> = std::thread::scope(|s| {
            let both = [w.union_id, other].map(|union| {
                let (app, file) = (app.clone(), w.file.clone());
                s.spawn(move || race(&app, &file, union))
            });
            both.into_iter().map(|t| t.join().unwrap()).collect()
        });
        let good = outcomes[0].tally.accepted;
        assert_eq!(number(&app, PEOPLE), before + good, "everybody is there once");
        assert_eq!(number(&app, OPEN), number(&app, COUNTED));
        assert_eq!(outcomes.iter().map(|b| b.tally.transfers).sum::<i64>(), good, "the second one proposed transfers");
    }
}

/// On PostgreSQL the slower one's chunk conflicts and is tried again by its job; here by hand.
fn race(app: &App, file: &Path, union: Id) -> Batch {
    let upload = platform::files::store_file(app, &api::ORIGINAL, file).unwrap();
    let scope = actor().permit::<res::Import, act::Create>().unwrap();
    let b = app
        .store()
        .write_blocking(move |tx| {
            let b = api::begin_import(tx, &scope, union, &upload)?;
            api::move_batch(tx, &actor(), &b, BatchState::Running, "")?;
            Ok::<_, RegistryError>(b)
        })
        .unwrap();
    (0..5)
        .find_map(|_| match api::work_batch(app, &actor(), b.id, app.codesets()) {
            Ok(done) if done.state == BatchState::Done => Some(done),
            Ok(_) | Err(RegistryError::Db(store::DbError::Conflict(_))) => None,
            Err(e) => panic!("{e}"),
        })
        .expect("done within five tries")
}

#[test]
fn the_schema_is_the_same_everywhere() {
    let of = |db| {
        let db = TestDb::new(db, "schema", setup());
        db.store().read_blocking(store::dialect::schema).unwrap()
    };
    let lite = of(testkit::Db::Sqlite);
    assert!(lite.len() > 25, "{:?}", lite.keys());
    assert_eq!(lite, of(testkit::Db::Postgres));
    assert_eq!(lite, of(testkit::Db::Partitioned));
}
