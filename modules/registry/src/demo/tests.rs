//! The bulk path against the ordinary operations; the same seed; figures against rows.
#![allow(clippy::unwrap_used, reason = "a test")]

#[path = "../../tests/all/common/mod.rs"]
mod common;

use std::collections::BTreeMap;

use common::{app, setup};
use guard::{Actor, Reason, act, res};
use kernel::Id;
use platform::App;
use store::{Load, Route, Row, Sql, Val, params};
use testkit::{Db, TestDb, db_test};

/// What the app of these tests is made of.
fn modules() -> Vec<platform::Module> {
    vec![platform::module(), crate::module()]
}

use super::fill::fill_except;
use super::people::People;
use super::scale::Scale;
use super::story::{Place, Story, Teller, Turn};
use super::tree::Tree;
use crate::RegistryError;
use crate::model::NewMembership;
use crate::model::secondment::ProposalKind;
use crate::ops::answer_transfer::answer_transfer;
use crate::ops::enter_people::{enter_people, seal_context};
use crate::ops::membership_step::step_membership;
use crate::ops::propose_transfer::propose_transfer;
use crate::store::membership;
use crate::store::transfer::Proposal;

/// A table, its columns with ids, those with names, those with figures.
type Shape = (&'static str, &'static [&'static str], &'static [&'static str], &'static [&'static str]);

const SEED: u64 = 5;
/// Unions whose people are written.
const UNIONS: usize = 30;
const SCALE: Scale = Scale::CountyOf(20_000);

fn actor() -> Actor {
    Actor::system(Reason::Demo, "test")
}

fn rows(app: &App, text: &str) -> Vec<Row> {
    let sql = Sql::composed("test", Route::FanOut("test"), text.to_owned());
    app.store().read_blocking(move |tx| tx.query(&sql, &[], |r| Ok(r.clone()))).unwrap()
}

fn number(app: &App, text: &str) -> i64 {
    rows(app, text)[0].get(0).unwrap()
}

/// Every story of the first unions, told to a register that has the tree already.
fn stories(app: &App, basic: &[super::Basic]) -> Vec<Story> {
    let (tree, today) = (Tree::new(SCALE, SEED), app.clock().today());
    let place = |(i, b): (usize, &super::Basic)| Place {
        id: b.id,
        path: b.path.clone(),
        founded: tree.plots[i].founded(today),
        firms: b.employers.clone(),
        size: b.size,
    };
    let places: Vec<Place> = tree.basic().zip(basic).map(place).collect();
    let (mut people, home) = (People::new(), tree.counties[0].home());
    (0..UNIONS)
        .flat_map(|at| Teller::new(&mut people, home, today, (&places[at], &places), (SEED, at)).tell())
        .collect()
}

fn proposal(
    tx: &store::Tx<'_>,
    person_id: Id,
    from: &crate::model::Membership,
    to: &NewMembership,
) -> Proposal {
    Proposal {
        person_id,
        id: tx.new_id(),
        from_union_id: from.union_id,
        from_path: from.union_path.clone(),
        to_union_id: to.union_id,
        to_path: to.union_path.clone(),
        employer_id: to.employer_id,
        employer_name: to.employer_name.clone(),
        day: to.day,
        batch_id: None,
        kind: ProposalKind::Transfer,
        planned_to: None,
        reason: String::new(),
        evidence_id: None,
    }
}

/// A story by the ordinary operations.
fn live(app: &App, story: Story) {
    let keys = app.keyring().clone();
    let tell = move |tx: &mut store::Tx<'_>| {
        let new = [(story.person.clone(), story.first.clone())];
        let person = enter_people(tx, &keys, &actor(), &new)?[0].person_id;
        for turn in &story.then {
            let open = membership::open_of(tx, person)?.unwrap();
            match turn {
                Turn::Step(step) => drop(step_membership(tx, &actor(), &open, step)?),
                Turn::Moved { to, .. } => {
                    let p = proposal(tx, person, &open, to);
                    propose_transfer(tx, &actor(), &p)?;
                    let scope = actor().permit::<res::Transfer, act::Update>()?;
                    answer_transfer(tx, &scope, person, true, "")?;
                }
                Turn::Asked { to, .. } => {
                    let p = proposal(tx, person, &open, to);
                    propose_transfer(tx, &actor(), &p)?;
                }
            }
        }
        Ok::<_, RegistryError>(())
    };
    app.store().write_blocking(tell).unwrap();
}

/// What the rows say, with codes and numbers in the place of ids, sorted.
fn said(app: &App) -> BTreeMap<&'static str, Vec<String>> {
    let keys = app.keyring();
    let text = |r: &Row, i: usize| r.get::<String>(i).unwrap();
    let int = |r: &Row, i: usize| r.get::<i64>(i).unwrap();
    let mut name: BTreeMap<i64, String> = BTreeMap::new();
    for r in rows(app, "SELECT id, code FROM trade_union") {
        name.insert(int(&r, 0), text(&r, 1));
    }
    for r in rows(app, "SELECT id, credit_code FROM employer") {
        name.insert(int(&r, 0), text(&r, 1));
    }
    let mut all: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    for r in rows(app, "SELECT person_id, kind, number, digest FROM person_document") {
        let (id, sealed): (i64, Vec<u8>) = (int(&r, 0), r.get(2).unwrap());
        let number = keys.open(&sealed, &seal_context("number", Id(id))).unwrap();
        let digest = hex::encode(r.get::<Vec<u8>>(3).unwrap());
        all.entry("document").or_default().push(format!("{number} {} {digest}", text(&r, 1)));
        name.insert(id, number);
    }
    let of = |id: i64| name.get(&id).cloned().unwrap_or_else(|| id.to_string());
    let people = "SELECT id, phone, name, name_key, initials, sex, birth_precision, nation, work_state, education, skill, \
        household_kind, household_place, politics, native_place, migrant_worker, birth_day, phone_tail, id_tail, version \
        FROM person";
    for r in rows(app, people) {
        let phone = r.get::<Option<Vec<u8>>>(1).unwrap();
        let phone = phone.map(|p| keys.open(&p, &seal_context("phone", Id(int(&r, 0)))).unwrap());
        let fields: Vec<String> = (2..16).map(|i| text(&r, i)).collect();
        let numbers: Vec<i64> = (16..20).map(|i| int(&r, i)).collect();
        all.entry("person").or_default().push(format!("{} {phone:?} {fields:?} {numbers:?}", of(int(&r, 0))));
    }
    for table in ["id_lookup", "phone_lookup"] {
        for r in rows(app, &format!("SELECT person_id, digest FROM {table}")) {
            let digest = hex::encode(r.get::<Vec<u8>>(1).unwrap());
            all.entry(table).or_default().push(format!("{} {digest}", of(int(&r, 0))));
        }
    }
    // Table, columns that hold ids, texts, numbers.
    let plain: [Shape; 7] = [
        (
            "membership",
            &["person_id", "union_id", "employer_id"],
            &["union_path", "sort_key", "employer_name", "status"],
            &["valid_from", "valid_to"],
        ),
        (
            "membership_event",
            &["person_id", "union_id", "other_union_id", "batch_id"],
            &["kind", "reason"],
            &["day"],
        ),
        (
            "transfer_proposal",
            &["person_id", "from_union_id", "to_union_id", "employer_id"],
            &["from_path", "to_path", "employer_name", "state", "note"],
            &["day"],
        ),
        ("fact", &["union_id", "record_id"], &["indicator"], &["day", "delta"]),
        ("figure_sum", &["union_id"], &["indicator"], &["period", "total"]),
        ("figure_up", &["union_id"], &["indicator"], &["period", "total", "moved"]),
        ("employer_cover", &["employer_id", "union_id"], &[], &["valid_from", "valid_to"]),
    ];
    for (table, ids, texts, numbers) in plain {
        let columns = [ids, texts, numbers].concat().join(", ");
        // A sum of nothing may stand as a row or not.
        let sums = match table {
            "figure_sum" => "WHERE total <> 0",
            "figure_up" => "WHERE total <> 0 OR moved <> 0",
            _ => "",
        };
        for r in rows(app, &format!("SELECT {columns} FROM {table} {sums}")) {
            let mut line: Vec<String> = (0..ids.len()).map(|i| of(int(&r, i))).collect();
            line.extend((ids.len()..ids.len() + texts.len()).map(|i| text(&r, i)));
            line.extend((0..numbers.len()).map(|i| int(&r, ids.len() + texts.len() + i).to_string()));
            all.entry(table).or_default().push(line.join(" | "));
        }
    }
    all.values_mut().for_each(|lines| lines.sort());
    all
}

/// All values of all tables but those whose order in time depends on threads (PostgreSQL) or that hold no data.
fn everything(app: &App) -> BTreeMap<String, Vec<String>> {
    let tables = app.store().read_blocking(store::dialect::schema).unwrap();
    let skip = ["audit_entry", "audit_block", "audit_unsealed", "schema_migration"];
    tables
        .iter()
        .filter(|(t, _)| !skip.contains(&t.as_str()))
        .map(|(table, shape)| {
            let columns: Vec<&str> = shape.columns.keys().map(String::as_str).collect();
            let mut lines: Vec<String> = rows(app, &format!("SELECT {} FROM {table}", columns.join(", ")))
                .iter()
                .map(|r| format!("{r:?}"))
                .collect();
            lines.sort();
            (table.clone(), lines)
        })
        .collect()
}

fn partly(app: &App, seed: u64) -> super::Filled {
    fill_except(app, &actor(), SCALE, seed, |at| at >= UNIONS, |_| {}).unwrap()
}

db_test! { setup();
    fn the_bulk_path_leaves_what_the_operations_leave(db: &TestDb) {
        let bulk = app(db);
        let filled = partly(&bulk, SEED);
        let other = TestDb::new(db.db(), module_path!(), setup());
        // The same keys: digests can be compared.
        let slow = common::app_seeded(&other, db.seed());
        let tree = fill_except(&slow, &actor(), SCALE, SEED, |_| true, |_| {}).unwrap();
        assert_eq!((tree.people, tree.members), (0, 0));
        let stories = stories(&slow, &tree.basic);
        assert_eq!(stories.len(), filled.people);
        assert!(stories.iter().any(|s| matches!(s.then[..], [Turn::Moved { .. }])), "somebody moves");
        assert!(stories.iter().any(|s| s.then.len() > 1), "somebody is retained and comes back or leaves");
        stories.into_iter().for_each(|s| live(&slow, s));
        let (fast, ordinary) = (said(&bulk), said(&slow));
        for (table, lines) in &ordinary {
            assert!(!lines.is_empty(), "{table}");
            let first = lines.iter().zip(&fast[table]).find(|(a, b)| a != b);
            assert_eq!((lines.len(), first), (fast[table].len(), None), "{table}");
        }
        assert_eq!(fast.len(), ordinary.len());
    }

    fn the_same_seed_gives_the_same_data(db: &TestDb) {
        let again = TestDb::new(db.db(), "again", setup());
        let (first, second) = (app(db), common::app_seeded(&again, db.seed()));
        let other = TestDb::new(db.db(), "other", setup());
        let third = app(&other);
        let filled = partly(&first, SEED);
        assert_eq!(partly(&second, SEED).people, filled.people);
        partly(&third, SEED + 1);
        let (a, b, c) = (everything(&first), everything(&second), everything(&third));
        for (table, lines) in &a {
            assert!(lines == &b[table], "{table} differs");
        }
        for table in ["person", "membership", "trade_union", "employer", "fact", "figure_sum", "id_lookup"] {
            assert!(a[table] != c[table], "{table}: another seed, other data");
        }
    }

    fn figures_of_any_day_equal_the_rows_of_that_day(db: &TestDb) {
        let app = app(db);
        let filled = partly(&app, SEED);
        let today = app.clock().today();
        let mut seen = Vec::new();
        for back in [0, 200, 600] {
            let day = today.plus_days(-back).number();
            let counted = format!(
                "SELECT CAST(COALESCE(SUM(CASE WHEN indicator IN ('member.joined', 'member.transferred_in') THEN delta
                 WHEN indicator IN ('member.transferred_out', 'member.lost') THEN -delta ELSE 0 END), 0) AS BIGINT)
                 FROM fact WHERE day <= {day}"
            );
            let there = format!("SELECT count(*) FROM membership WHERE valid_from <= {day} AND valid_to >= {day}");
            let members = number(&app, &there);
            assert_eq!(number(&app, &counted), members, "{back} days ago");
            let folded = counted
                .replace("delta", "total")
                .replace("FROM fact WHERE day", "FROM figure_sum WHERE period > 9999999 AND period");
            assert_eq!(number(&app, &folded), members);
            seen.push(members);
        }
        assert!(seen[0] > seen[1] && seen[1] > seen[2], "the union grows: {seen:?}");
        assert!(filled.members > 0 && seen[0] >= filled.members as i64);
        let retained = "SELECT CAST(COALESCE(SUM(total), 0) AS BIGINT) FROM figure_sum WHERE period > 9999999 AND indicator = 'member.retained'";
        let rows = "SELECT count(*) FROM membership WHERE status = 'retained'";
        assert!(number(&app, rows) > 0);
        assert_eq!(number(&app, retained), number(&app, rows));
        let days = "SELECT count(DISTINCT period) FROM figure_sum WHERE period > 9999999 AND indicator = 'member.joined'";
        assert!(number(&app, days) > 50, "joined on many days");
        let batches = number(&app, "SELECT count(*) FROM audit_entry WHERE action = 'member.demo'");
        assert_eq!(batches, (filled.people as i64 + 3_999) / 4_000, "one audit entry for each batch");
    }

    /// Who comes first in a union depends on the day of the demo; that member's record may say already what is asked for.
    fn somebody_asks_for_each_correction_whoever_comes_first(db: &TestDb) {
        let app = app(db);
        let filled = partly(&app, SEED);
        let places: Vec<_> = filled.basic.iter().take(5).map(|b| b.path.clone()).collect();
        app.store().write_blocking(move |tx| {
            let same = "UPDATE person SET education = '21', household_place = '浙江省宁波市宁海县', work_state = '4',
                politics = '01' WHERE id = $1";
            let sql = Sql::composed("test", Route::FanOut("test"), same.to_owned());
            for place in &places {
                let first = membership::open_at(tx, place, ("", Id(0)), 1)?;
                tx.execute(&sql, params![first[0].0.person_id])?;
            }
            Ok::<_, store::DbError>(())
        }).unwrap();
        assert_eq!(crate::demo::fill_data_requests(&app, &filled.basic).unwrap(), 5);
        assert_eq!(number(&app, "SELECT count(*) FROM data_request"), 5);
    }

    fn a_demo_does_not_mix_with_what_is_there(db: &TestDb) {
        let app = app(db);
        partly(&app, SEED);
        let again = fill_except(&app, &actor(), SCALE, SEED, |_| true, |_| {});
        assert!(matches!(again, Err(RegistryError::NotEmpty)));
    }
}

/// A load that is given up leaves nothing, and the database as it was.
#[test]
fn a_broken_load_rolls_back() {
    let db = TestDb::new(Db::Sqlite, "load", setup());
    let before = db.store().read_blocking(store::dialect::schema).unwrap();
    static PUT: Sql = Sql::constant(
        "put",
        Route::One("digest"),
        "INSERT INTO id_lookup (digest, person_id) VALUES ($1, 1)",
    );
    let put = |load: &mut Load<'_>, n: u8| load.write(move |tx| tx.execute(&PUT, params![vec![n]]).map(drop));
    let count = || {
        let sql = Sql::composed("count", Route::FanOut("test"), "SELECT count(*) FROM id_lookup".into());
        db.store().read_blocking(move |tx| tx.query_one(&sql, &[], |r| r.get::<i64>(0))).unwrap()
    };
    let mut dropped = Load::begin(db.store(), &["person", "membership"]).unwrap();
    (0..9).for_each(|n| put(&mut dropped, n).unwrap());
    drop(dropped);
    assert_eq!(count(), Some(0));
    let mut failing = Load::begin(db.store(), &["person", "membership"]).unwrap();
    put(&mut failing, 1).unwrap();
    let refused = put(&mut failing, 1).and_then(|()| failing.finish());
    assert!(matches!(refused, Err(store::DbError::Conflict(_))), "{refused:?}");
    assert_eq!(count(), Some(0));
    assert_eq!(db.store().read_blocking(store::dialect::schema).unwrap(), before, "all indexes are there");
    // And the writer goes on as ever.
    db.store().write_blocking(|tx| tx.execute(&PUT, &[Val::from(vec![7_u8])])).unwrap();
    let mut whole = Load::begin(db.store(), &["person", "membership"]).unwrap();
    put(&mut whole, 8).unwrap();
    whole.finish().unwrap();
    assert_eq!(count(), Some(2));
    assert_eq!(db.store().read_blocking(store::dialect::schema).unwrap(), before);
}
