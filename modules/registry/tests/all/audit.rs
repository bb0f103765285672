//! The audit shows every change: a flipped bit, a cut tail, what was pruned; and it is searched.
#![allow(clippy::unwrap_used, reason = "a test")]

use crate::common::{app, number, program, setup, sql};
use guard::{act, res};
use kernel::{Id, OrgPath, Timestamp};
use platform::App;
use platform::audit::{self, Anchor, Changes, Entry, Report};
use rand::RngExt;
use store::{DbError, Engine};
use testkit::{TestDb, db_test};

/// Entries in blocks of their own, and sealed on every database.
fn deeds(app: &App, n: i64) {
    for i in 0..n {
        app.store()
            .write_blocking(move |tx| {
                for part in 0..2 {
                    let changes = Changes::new().field("name", "张三", format!("李四{i}{part}"));
                    let path = OrgPath::top().child(7).unwrap();
                    let entry = Entry {
                        union_path: Some(&path),
                        changes,
                        purpose: Some("核对"),
                        ..Entry::of("member.update", Id(100 + i))
                    };
                    audit::record(tx, &program(), entry)?;
                }
                Ok::<_, DbError>(())
            })
            .unwrap();
        if app.store().engine() == Engine::Postgres {
            while app.store().write_blocking(audit::seal_pending).unwrap() > 0 {}
        }
    }
}

fn verify(app: &App, exported: &[Anchor]) -> Report {
    audit::verify_store(app.store(), app.keyring(), exported).unwrap()
}

fn codes(report: &Report) -> Vec<&'static str> {
    report.faults.iter().map(|f| f.code).collect()
}

/// Does something to the tables, says what verification finds, and takes it back.
fn after(app: &App, statements: Vec<String>) -> Vec<&'static str> {
    let keys = app.keyring().clone();
    let seen = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let out = seen.clone();
    let undone = app.store().write_blocking(move |tx| {
        for s in &statements {
            match tx.script(s) {
                // The flipped key belongs to another row: the database itself refuses.
                Err(DbError::Conflict(_)) => {
                    *out.lock().unwrap() = vec!["refused"];
                    return Err(DbError::Check("undo".into()));
                }
                other => other?,
            }
        }
        let report = match audit::verify(tx, &keys, &[]) {
            Ok(report) => codes(&report),
            Err(DbError::Inconsistent(_)) => vec!["audit.unreadable"],
            Err(e) => return Err(e),
        };
        *out.lock().unwrap() = report;
        // Refusing rolls the damage back.
        Err::<(), _>(DbError::Check("undo".into()))
    });
    assert_eq!(undone, Err(DbError::Check("undo".into())));
    std::mem::take(&mut *seen.lock().unwrap())
}

const TEXTS: [(&str, &str, &str); 5] = [
    ("audit_entry", "id", "actor_kind"),
    ("audit_entry", "id", "actor_name"),
    ("audit_entry", "id", "action"),
    ("audit_entry", "id", "union_path"),
    ("audit_entry", "id", "detail"),
];
const NUMBERS: [(&str, &str, &str); 9] = [
    ("audit_entry", "id", "id"),
    ("audit_entry", "id", "at"),
    ("audit_entry", "id", "actor_id"),
    ("audit_entry", "id", "subject_id"),
    ("audit_block", "seq", "shard"),
    ("audit_block", "seq", "seq"),
    ("audit_block", "seq", "entries"),
    ("audit_block", "seq", "sealed_at"),
    ("audit_block", "seq", "seq"),
];
const BYTES: [(&str, &str, &str); 3] =
    [("audit_block", "seq", "previous"), ("audit_block", "seq", "hash"), ("audit_block", "seq", "entry_ids")];

/// A statement that flips one bit of one stored value.
fn flip(app: &App, rng: &mut impl RngExt) -> String {
    let (place, kind) = match rng.random_range(0..17) {
        n @ 0..5 => (TEXTS[n], 0),
        n @ 5..14 => (NUMBERS[n - 5], 1),
        n => (BYTES[n - 14], 2),
    };
    let (table, key, column) = place;
    let rows = number(app.store(), &format!("SELECT count(*) FROM {table}"));
    let nth = rng.random_range(0..rows);
    let keys = sql(format!("SELECT {key} FROM {table} ORDER BY {key}"));
    let all: Vec<i64> = app.store().read_blocking(move |tx| tx.query(&keys, &[], |r| r.get(0))).unwrap();
    let row = all[nth as usize];
    let value = sql(format!("SELECT {column} FROM {table} WHERE {key} = {row}"));
    let read = move |tx: &mut store::Tx<'_>| {
        tx.query_one(&value, &[], |r| {
            Ok(match kind {
                0 => r.get::<String>(0)?.into_bytes(),
                1 => r.get::<i64>(0)?.to_be_bytes().to_vec(),
                _ => r.get::<Vec<u8>>(0)?,
            })
        })
    };
    let mut bytes = app.store().read_blocking(read).unwrap().unwrap();
    let at = rng.random_range(0..bytes.len());
    // PostgreSQL takes no byte that is not text: there the lowest bits of plain letters are flipped.
    let bit = if kind == 0 { rng.random_range(0..3) } else { rng.random_range(0..8) };
    bytes[at] ^= 1 << bit;
    let literal = match kind {
        0 => match String::from_utf8(bytes) {
            Ok(text) if !text.contains('\0') => format!("'{}'", text.replace('\'', "''")),
            _ => return flip(app, rng),
        },
        1 => i64::from_be_bytes(bytes.try_into().unwrap()).to_string(),
        _ if app.store().engine() == Engine::Sqlite => format!("X'{}'", hex::encode(bytes)),
        _ => format!("'\\x{}'", hex::encode(bytes)),
    };
    format!("UPDATE {table} SET {column} = {literal} WHERE {key} = {row}")
}

db_test! { setup();
    fn one_flipped_bit_anywhere_in_the_audit_shows(db: &TestDb) {
        let app = app(db);
        deeds(&app, 8);
        assert!(verify(&app, &[]).is_whole());
        let mut rng = db.rng();
        for _ in 0..60 {
            let flip = flip(&app, &mut rng);
            let found = after(&app, vec![flip.clone()]);
            assert!(!found.is_empty(), "{flip} goes unseen");
        }
        assert!(verify(&app, &[]).is_whole(), "the damage was taken back");
    }

    fn deleted_swapped_and_added_entries_show_and_a_cut_tail_by_its_anchor(db: &TestDb) {
        let app = app(db);
        deeds(&app, 6);
        let ids = sql("SELECT id FROM audit_entry WHERE action = 'member.update' ORDER BY id");
        let ids: Vec<i64> = app.store().read_blocking(move |tx| tx.query(&ids, &[], |r| r.get(0))).unwrap();
        let [a, b] = [ids[1], ids[2]];
        assert_eq!(after(&app, vec![format!("DELETE FROM audit_entry WHERE id = {a}")])[0], "audit.entries-gone");
        let swap = |from: i64, to: i64| format!("UPDATE audit_entry SET id = {to} WHERE id = {from}");
        let found = after(&app, vec![swap(a, 1), swap(b, a), swap(1, b)]);
        assert_eq!(found, ["audit.block-changed"; 2], "two blocks, for the two entries were of two");
        let copy = format!(
            "INSERT INTO audit_entry SELECT id + 1, at, actor_kind, actor_id, actor_name, action, subject_id, union_path,
             detail FROM audit_entry WHERE id = {}", ids[ids.len() - 1]);
        assert_eq!(after(&app, vec![copy]), ["audit.count-differs"]);
        let middle = "DELETE FROM audit_block WHERE seq = 3".to_owned();
        assert_eq!(after(&app, vec![middle])[..2], ["audit.blocks-missing", "audit.link-broken"]);

        // A tail that is cut cleanly, entries and blocks, leaves a chain that is whole in itself.
        let keys = app.keyring().clone();
        let anchor = app.store().write_blocking(move |tx| audit::take_anchor(tx, &keys)).unwrap().unwrap();
        audit::export_anchor(db.dir(), &anchor).unwrap();
        let exported = audit::exported_anchors(&audit::anchor_folder(db.dir())).unwrap();
        assert_eq!(exported, std::slice::from_ref(&anchor));
        let last = ids[ids.len() - 2];
        let cut = vec![
            format!("DELETE FROM audit_entry WHERE id >= {last}"),
            format!("DELETE FROM audit_block WHERE seq = {}", anchor.block),
        ];
        assert_eq!(after(&app, cut.clone()), ["audit.tail-cut"], "by the anchor in the database");
        let mut all = cut;
        all.push("DELETE FROM audit_anchor".to_owned());
        assert_eq!(after(&app, all.clone()), [""; 0], "without any anchor it cannot show");
        for s in all {
            app.store().write_blocking(move |tx| tx.script(&s)).unwrap();
        }
        assert_eq!(codes(&verify(&app, &exported)), ["audit.tail-cut"], "by the exported anchor");
        // A forger without the keys cannot make an anchor that fits.
        let forged = Anchor { block: anchor.block - 1, ..anchor };
        assert_eq!(codes(&verify(&app, &[forged])), ["audit.anchor-forged"]);
        let report = verify(&app, &exported);
        assert!(report.faults[0].text.contains("截掉"), "in words: {}", report.faults[0].text);
    }

    fn old_blocks_are_pruned_to_a_sealed_checkpoint(db: &TestDb) {
        let app = app(db);
        deeds(&app, 3);
        db.clock().advance_ms(1_000);
        let between = kernel::Clock::now(db.clock().as_ref());
        db.clock().advance_ms(1_000);
        deeds(&app, 3);
        let before = verify(&app, &[]);
        let (keys, inner) = (app.keyring().clone(), app.clone());
        let prune = move |at: Timestamp| {
            let keys = keys.clone();
            inner.store().write_blocking(move |tx| audit::prune(tx, &keys, at))
        };
        assert!(prune(between).unwrap() >= 3);
        assert_eq!(prune(between).unwrap(), 0, "twice is once");
        while app.store().engine() == Engine::Postgres && app.store().write_blocking(audit::seal_pending).unwrap() > 0 {}
        let now = verify(&app, &[]);
        assert!(now.is_whole(), "{:?}", now.faults);
        assert_eq!(now.pruned_to + now.blocks, before.blocks + 1, "and the pruning itself is recorded");
        assert_eq!(now.pruned_entries + now.entries, before.entries + 1);
        let forged = "UPDATE audit_checkpoint SET entries = entries + 1".to_owned();
        assert_eq!(after(&app, vec![forged]), ["audit.checkpoint-forged"]);
        let next = format!("DELETE FROM audit_block WHERE seq = {}", now.pruned_to + 1);
        assert_eq!(after(&app, vec![next])[0], "audit.blocks-missing");
        // What does not verify is evidence and is not pruned.
        let bend = format!("UPDATE audit_block SET hash = previous WHERE seq = {}", now.pruned_to + 1);
        app.store().write_blocking(move |tx| tx.script(&bend)).unwrap();
        assert!(matches!(prune(Timestamp(i64::MAX)), Err(DbError::Inconsistent(_))));
    }

    fn the_audit_is_searched_by_place_period_person_and_kind(db: &TestDb) {
        let app = app(db);
        deeds(&app, 4);
        let day = kernel::Clock::today(db.clock().as_ref());
        let find = |filter: audit::Filter| {
            let scope = program().permit::<res::Audit, act::Read>().unwrap();
            app.store().read_blocking(move |tx| audit::list(tx, &scope, &filter, None, 100)).unwrap().len()
        };
        let all = audit::Filter::default();
        let under = |n: u32| Some(OrgPath::top().child(n).unwrap());
        assert_eq!(find(all.clone()), 8);
        assert_eq!(find(audit::Filter { path: under(7), ..all.clone() }), 8);
        assert_eq!(find(audit::Filter { path: under(8), ..all.clone() }), 0);
        assert_eq!(find(audit::Filter { person_id: Some(Id(101)), ..all.clone() }), 2);
        assert_eq!(find(audit::Filter { action: Some("member.".into()), ..all.clone() }), 8);
        assert_eq!(find(audit::Filter { action: Some("import.".into()), ..all.clone() }), 0);
        let start = Timestamp::at_day_start(day);
        assert_eq!(find(audit::Filter { from: Some(start), ..all.clone() }), 8);
        assert_eq!(find(audit::Filter { to: Some(start), ..all }), 0);
        // Views are read back with names.
        app.views().note(Id(101), Id(5));
        app.views().note(Id(101), Id(5));
        app.flush().unwrap();
        let filter = audit::ViewFilter { person_id: Some(Id(101)), ..audit::ViewFilter::default() };
        let views = app.store().read_blocking(move |tx| audit::views(tx, &filter, 10)).unwrap();
        assert_eq!((views.len(), views[0].views, views[0].day), (1, 2, day));
    }
}
