//! Keys rotate under way, cut anywhere, and every column that depends on them is declared.
#![allow(clippy::unwrap_used, reason = "a test")]

use crate::common::{app, number, program, setup, sql};
use kernel::Id;
use platform::sealed::{Cipher, DigestKind, SealedTable, Stage, work};
use platform::{App, audit};
use registry::demo::fill_county;
use std::collections::HashMap;
use testkit::{TestDb, db_test};

fn tables() -> &'static [SealedTable] {
    Box::leak([platform::module().sealed, registry::module().sealed].concat().into_boxed_slice())
}

/// Everybody's document and phone, opened with the present keys.
fn numbers(app: &App) -> Vec<(Id, String, Option<String>)> {
    let people = sql(
        "SELECT p.id, d.kind, d.number, p.phone FROM person p JOIN person_document d ON d.person_id = p.id ORDER BY p.id",
    );
    type Sealed = (Id, String, Vec<u8>, Option<Vec<u8>>);
    let rows: Vec<Sealed> = app
        .store()
        .read_blocking(move |tx| tx.query(&people, &[], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?))))
        .unwrap();
    let keys = app.keyring();
    let open = |(id, kind, number, phone): Sealed| {
        let number = keys.open(&number, &format!("number:{id}")).unwrap();
        let phone = phone.map(|p| keys.open(&p, &format!("phone:{id}")).unwrap());
        (id, format!("{kind}:{number}"), phone)
    };
    rows.into_iter().map(open).collect()
}

/// Requires that everybody is found by document and by phone, through the digests that are looked for now.
fn all_found(app: &App, people: &[(Id, String, Option<String>)]) {
    assert_eq!(numbers(app), people, "every value opens");
    let look = |table: &str| {
        let all = sql(format!("SELECT digest, person_id FROM {table}"));
        let rows: Vec<(Vec<u8>, Id)> =
            app.store().read_blocking(move |tx| tx.query(&all, &[], |r| Ok((r.get(0)?, r.get(1)?)))).unwrap();
        let mut by: HashMap<Vec<u8>, Vec<Id>> = HashMap::new();
        rows.into_iter().for_each(|(d, id)| by.entry(d).or_default().push(id));
        by
    };
    let (ids, phones) = (look("id_lookup"), look("phone_lookup"));
    for (id, document, phone) in people {
        let found = |by: &HashMap<Vec<u8>, Vec<Id>>, kind, text: &str| {
            let digests = app.keyring().digests(kind, text);
            digests.iter().any(|d| by.get(&d[..]).is_some_and(|ids| ids.contains(id)))
        };
        assert!(found(&ids, DigestKind::Document, document), "{id} by document");
        if let Some(phone) = phone {
            assert!(found(&phones, DigestKind::Phone, phone), "{id} by phone");
        }
    }
}

db_test! { setup();
    fn keys_rotate_in_steps_that_can_be_cut_anywhere_and_every_lookup_works(db: &TestDb) {
        let first = app(db);
        fill_county(&first, &program(), 1, 700, |_| {}).unwrap();
        let people = numbers(&first);
        assert!(people.len() > 600, "{}", people.len());
        all_found(&first, &people);
        let old_ids = first.keyring().key_ids();
        first.keyring().rotate(Cipher::Sm4Gcm).unwrap();
        all_found(&first, &people);
        drop(first);
        let all = tables();
        let mut cuts = 0;
        loop {
            // Each turn is a new process that reads the keys from their file and is cut after one chunk.
            let app = app(db);
            let stage = work(&app, all, || false).unwrap();
            cuts += 1;
            all_found(&app, &people);
            if stage == Stage::Settled {
                break;
            }
            if stage == Stage::Renewing {
                assert!(old_ids.iter().all(|id| app.keyring().key_ids().contains(id)), "not retired too early");
            }
            // The schedule comes back later, when codes that were sent before are over.
            db.clock().advance_ms(10 * 60_000);
            assert!(cuts < 60, "it ends");
        }
        assert!(cuts > 3, "it was cut {cuts} times");
        let app = app(db);
        assert!(!app.keyring().is_rotating());
        assert!(!app.keyring().key_ids().contains(&old_ids[0]), "the old key is retired");
        all_found(&app, &people);
        let rows = number(app.store(), "SELECT count(*) FROM id_lookup");
        assert_eq!(rows, people.len() as i64, "no old digest is left");
        let report = audit::verify_store(app.store(), app.keyring(), &[]).unwrap();
        assert!(report.is_whole(), "{:?}", report.faults);
    }
}

/// A forgotten column would make its rows unreadable at the first rotation: every column of bytes is either declared by a
/// module or is known not to depend on the keys.
#[test]
fn every_column_of_bytes_is_declared_or_known_to_be_free_of_keys() {
    // What the upward exchange remembers and what is printed on certificates is stamped with the person master, which no
    // rotation changes.
    const FREE: [&str; 19] = [
        "account.password",
        "audit_anchor.hash",
        "audit_anchor.seal",
        "audit_block.entry_ids",
        "audit_block.hash",
        "audit_block.previous",
        "audit_checkpoint.hash",
        "audit_checkpoint.seal",
        // Made with the master key, which no rotation changes.
        "case_reporter_lookup.digest",
        "certificate_lookup.digest",
        "contact_person.digest",
        "exchange_sent.accepted",
        "exchange_sent.digest",
        "letter.digest",
        "member_certificate.digest",
        "person.salt",
        "session.token_digest",
        "wechat_binding.digest",
        "wechat_openid.digest",
    ];
    let db = TestDb::new(testkit::Db::Sqlite, "sealed_columns", setup());
    let schema = db.store().read_blocking(store::dialect::schema).unwrap();
    let declared: Vec<&str> = tables().iter().flat_map(|t| t.columns.iter().copied()).collect();
    let mut unknown = Vec::new();
    for (table, shape) in &schema {
        for (column, (kind, _)) in &shape.columns {
            let name = format!("{table}.{column}");
            let known = declared.contains(&name.as_str()) || FREE.contains(&name.as_str());
            if kind == "BYTES" && !known && table != "idempotency" && table != "import_chunk" {
                unknown.push(name);
            }
        }
    }
    assert!(unknown.is_empty(), "declare them in a SealedTable or list them as free of keys: {unknown:?}");
    for name in declared {
        let (table, column) = name.split_once('.').unwrap();
        assert!(schema.get(table).is_some_and(|s| s.columns.contains_key(column)), "{name} does not exist");
    }
}
