//! Imports and the console's edits of dictionaries and parameters: a word added there is understood here.
#![allow(clippy::unwrap_used, reason = "a test")]

use crate::common::{app, setup};
use guard::{Actor, Grant, Reason, Role, act, res};
use kernel::{Day, Id, OrgPath};
use platform::App;
use platform::codesets;
use platform::parameters::{self, ParameterError, Proposal};
use registry::RegistryError;
use registry::api::{self, BatchState};
use registry::demo::fill_county;
use store::{Route, Sql};
use testkit::{TestDb, db_test};

fn system() -> Actor {
    Actor::system(Reason::Cli, "test")
}

/// Imports one row into a union of the county; the codes of what was remarked.
fn import(app: &App, union: Id, row: &str) -> Vec<String> {
    let text = format!("姓名,证件号码,学历,户籍类型,会籍变化类型,会籍变化日期\n{row}\n");
    let file = app.config().data.join("一人.csv");
    std::fs::write(&file, text).unwrap();
    let upload = platform::files::store_file(app, &api::ORIGINAL, &file).unwrap();
    let scope = system().permit::<res::Import, act::Create>().unwrap();
    let b = app
        .store()
        .write_blocking(move |tx| {
            let b = api::begin_import(tx, &scope, union, &upload)?;
            api::move_batch(tx, &system(), &b, BatchState::Running, "")?;
            Ok::<_, RegistryError>(b)
        })
        .unwrap();
    let done = api::work_batch(app, &system(), b.id, app.codesets()).unwrap();
    assert_eq!((done.tally.rows, done.tally.accepted), (1, 1), "{done:?}");
    api::row_results(app, &done).flat_map(|r| r.unwrap().issues).map(|i| i.code.to_string()).collect()
}

fn education_of(app: &App, name: &str) -> String {
    let text = format!("SELECT education FROM person WHERE name = '{name}'");
    let sql = Sql::composed("test", Route::FanOut("test"), text);
    app.store().read_blocking(move |tx| tx.query_one(&sql, &[], |r| r.get(0))).unwrap().unwrap()
}

fn admin(id: i64, role: Role) -> Actor {
    Actor::staff(Id(id), "管理员", vec![Grant { role, union_id: Id(0), path: OrgPath::top() }])
}

db_test! { setup();
    fn a_word_added_in_the_editor_is_understood_by_the_next_import(db: &TestDb) {
        let app = app(db);
        app.load_dated().unwrap();
        let union = fill_county(&app, &system(), 1, 50, |_| {}).unwrap().basic[0].id;
        let before = import(&app, union, "邬一,330226199003070015,统招本科,居民户口,入会,2026-01-05");
        assert_eq!((before, education_of(&app, "邬一")), (vec!["registry.word-unknown".to_owned()], String::new()));
        let scope = admin(11, Role::SystemAdmin).permit::<res::Codeset, act::Update>().unwrap();
        app.store().write_blocking(move |tx| codesets::add_synonym(tx, &scope, "education", 1, "20", "统招本科")).unwrap();
        app.refresh_dated().unwrap();
        let after = import(&app, union, "邬二,331083199211120424,统招本科,居民户口,入会,2026-01-05");
        assert_eq!((after, education_of(&app, "邬二")), (Vec::new(), "20".to_owned()));
    }

    fn an_entry_that_has_ended_is_named_and_left_out(db: &TestDb) {
        let app = app(db);
        app.load_dated().unwrap();
        let today = app.clock().today();
        let union = fill_county(&app, &system(), 1, 50, |_| {}).unwrap().basic[0].id;
        assert!(import(&app, union, "邬一,330226199003070015,本科,赞助户口,入会,2026-01-05").is_empty());
        let scope = admin(11, Role::SystemAdmin).permit::<res::Codeset, act::Update>().unwrap();
        app.store().write_blocking(move |tx| {
            codesets::end_item(tx, &scope, "household_type", 1, "17", today.plus_days(-1))
        }).unwrap();
        app.refresh_dated().unwrap();
        let after = import(&app, union, "邬二,331083199211120424,本科,赞助户口,入会,2026-01-05");
        assert_eq!(after, ["registry.word-ended"]);
        let offered: Vec<_> = app.codesets().choices("household_type", today).map(|i| i.code.clone()).collect();
        assert!(!offered.contains(&"17".to_owned()) && offered.len() == 11, "{offered:?}");
    }

    fn the_usual_age_is_a_parameter(db: &TestDb) {
        let app = app(db);
        app.load_dated().unwrap();
        let union = fill_county(&app, &system(), 1, 50, |_| {}).unwrap().basic[0].id;
        assert!(import(&app, union, "邬一,330726196808150374,本科,居民户口,入会,2026-01-05").is_empty());
        let new = Proposal {
            area: String::new(), value: "40".into(), valid_from: app.clock().today(), valid_to: Day::OPEN,
            source: "测试依据".into(), mark: "K".into(), reason: "测试提醒年龄".into(),
        };
        let (propose, approve) = (
            admin(11, Role::SystemAdmin).permit::<res::Parameter, act::Propose>().unwrap(),
            admin(12, Role::SecurityAdmin).permit::<res::Parameter, act::Approve>().unwrap(),
        );
        let (tree, present) = (app.org_tree().clone(), app.parameters());
        app.store().write_blocking(move |tx| {
            let id = parameters::propose(tx, tree.as_ref(), &present, &propose, "import.age_warn_max", &new)?;
            parameters::approve(tx, &approve, &present, id, "")?;
            Ok::<_, ParameterError>(())
        }).unwrap();
        app.refresh_dated().unwrap();
        let after = import(&app, union, "邬二,330481197601010131,本科,居民户口,入会,2026-01-05");
        assert_eq!(after, ["registry.age-unusual"]);
    }
}
