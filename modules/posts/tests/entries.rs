//! Entries on every database: written, read in pages, within the scope.
#![allow(clippy::unwrap_used, reason = "a test")]

use guard::{Actor, Grant, Reason, Role, act, res};
use kernel::Id;
use registry::RegistryError;
use registry::api::{Union, create_union};
use testkit::{Setup, TestDb, db_test};
use posts::PostsError;
use posts::ops::{add_entry::add_entry, list_entries::list_entries};

fn setup() -> Setup {
    let all = [platform::module(), registry::module(), posts::module()];
    let migrations: Vec<_> = all.into_iter().flat_map(|m| m.migrations.iter().copied()).collect();
    Setup::new(migrations).hooks(platform::hooks)
}

fn union_named(db: &TestDb, name: &str) -> Union {
    let scope = Actor::system(Reason::Cli, "t").permit::<res::Union, act::Create>().unwrap();
    let new = Union { name: name.to_owned(), division_code: "330226".into(), ..Union::blank() };
    db.store().write_blocking(move |tx| create_union(tx, &scope, new.clone())).unwrap()
}

fn clerk(union: &Union) -> Actor {
    Actor::staff(Id(7), "张三", vec![Grant { role: Role::Clerk, union_id: union.id, path: union.place() }])
}

fn add(db: &TestDb, actor: &Actor, union: Id, body: &str) -> Result<Id, PostsError> {
    let sight = actor.permit::<res::Union, act::Read>()?;
    let (scope, body) = (actor.permit::<res::Union, act::Update>()?, body.to_owned());
    db.store().write_blocking(move |tx| add_entry(tx, &sight, &scope, union, &body).map(|e| e.id))
}

db_test! { setup();
    fn entries_come_back_newest_first_in_pages(db: &TestDb) {
        let union = union_named(db, "示范县总工会");
        let actor = clerk(&union);
        let ids: Vec<Id> = ["一", "二", "三"].into_iter().map(|b| add(db, &actor, union.id, b).unwrap()).collect();
        let page = |before: Option<Id>| {
            let scope = actor.permit::<res::Union, act::Read>().unwrap();
            let id = union.id;
            let rows = db.store().read_blocking(move |tx| list_entries(tx, &scope, id, before, 2)).unwrap();
            rows.into_iter().map(|e| e.body).collect::<Vec<_>>()
        };
        assert_eq!(page(None), ["三", "二"]);
        assert_eq!(page(Some(ids[1])), ["一"]);
    }

    fn another_union_is_out_of_sight(db: &TestDb) {
        let (mine, theirs) = (union_named(db, "甲县总工会"), union_named(db, "乙县总工会"));
        let refused = add(db, &clerk(&mine), theirs.id, "看不见");
        assert!(matches!(refused, Err(PostsError::Registry(RegistryError::UnionNotFound))));
        let refused = add(db, &clerk(&mine), mine.id, "  ");
        assert!(matches!(refused, Err(PostsError::Body { length: 0 })));
    }
}
