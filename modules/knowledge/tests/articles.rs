//! Articles on every database: written, published, searched, withdrawn, within sight.
#![allow(clippy::unwrap_used, reason = "a test")]

use guard::{Actor, Grant, Reason, Role, act, res};
use kernel::{Day, Id};
use knowledge::KnowledgeError;
use knowledge::model::{Article, ArticleState};
use knowledge::ops::keep_article::{create, edit, publish, withdraw};
use knowledge::rules::Draft;
use registry::RegistryError;
use registry::api::{Union, create_union};
use testkit::{Setup, TestDb, db_test};

fn setup() -> Setup {
    let all = [platform::module(), registry::module(), knowledge::module()];
    let migrations: Vec<_> = all.into_iter().flat_map(|m| m.migrations.iter().copied()).collect();
    Setup::new(migrations).hooks(|| platform::hooks(std::sync::Arc::new(platform::indicators::Flat)))
}

fn plant(db: &TestDb, parent_id: Option<Id>, level: i64, name: &str) -> Union {
    let scope = Actor::system(Reason::Cli, "t").permit::<res::Union, act::Create>().unwrap();
    let founded_on = Some(Day::constant(2010, 5, 4));
    let new =
        Union { name: name.to_owned(), kind: "10".into(), level, parent_id, founded_on, ..Union::blank() };
    db.store().write_blocking(move |tx| create_union(tx, &scope, new.clone())).unwrap()
}

fn holder(role: Role, union: &Union) -> Actor {
    Actor::staff(Id(7), "张三", vec![Grant { role, union_id: union.id, path: union.place() }])
}

fn draft(title: &str, body: &str) -> Draft {
    Draft {
        title: title.into(),
        body: body.into(),
        topic: "pay".into(),
        review_on: Day::constant(2027, 6, 1),
    }
}

fn write(db: &TestDb, actor: &Actor, union: Id, d: Draft) -> Result<Article, KnowledgeError> {
    let scope = actor.permit::<res::Knowledge, act::Create>()?;
    db.store().write_blocking(move |tx| create(tx, &scope, union, (&d, true)))
}

db_test! { setup();
    fn an_article_is_written_published_edited_and_withdrawn(db: &TestDb) {
        let county = plant(db, None, 30, "示范县总工会");
        let actor = holder(Role::Advocate, &county);
        let a = write(db, &actor, county.id, draft("高温津贴", "六月到九月")).unwrap();
        assert_eq!((a.state, a.version, a.public_version), (ArticleState::Draft, 1, 0));
        let scope = || actor.permit::<res::Knowledge, act::Update>().unwrap();
        let (id, s) = (a.id, scope());
        let a = db.store().write_blocking(move |tx| publish(tx, &s, (id, 1))).unwrap();
        assert_eq!((a.state, a.public_body.as_str()), (ArticleState::Published, "六月到九月"));
        // Published twice: there is nothing new.
        let s = scope();
        let again = db.store().write_blocking(move |tx| publish(tx, &s, (id, 2)));
        assert!(matches!(again, Err(KnowledgeError::NotNow)));
        // Edited: readers go on seeing the old text.
        let s = scope();
        let a = db.store().write_blocking(move |tx| edit(tx, &s, (id, 2), (&draft("高温津贴", "每月三百元"), true))).unwrap();
        assert_eq!((a.body.as_str(), a.public_body.as_str(), a.version), ("每月三百元", "六月到九月", 3));
        // A version that was not seen.
        let s = scope();
        let stale = db.store().write_blocking(move |tx| withdraw(tx, &s, (id, 2), "过时了"));
        assert!(matches!(stale, Err(KnowledgeError::Stale)));
        let s = scope();
        let silent = db.store().write_blocking(move |tx| withdraw(tx, &s, (id, 3), " "));
        assert!(matches!(silent, Err(KnowledgeError::ReasonMissing)));
        let s = scope();
        let a = db.store().write_blocking(move |tx| withdraw(tx, &s, (id, 3), "过时了")).unwrap();
        assert_eq!(a.state, ArticleState::Withdrawn);
        assert_eq!(a.number, format!("ZK-{}-0001", county.code));
    }

    fn another_union_writes_nothing_here(db: &TestDb) {
        let county = plant(db, None, 30, "示范县总工会");
        let (mine, theirs) = (plant(db, Some(county.id), 40, "甲乡总工会"), plant(db, Some(county.id), 40, "乙乡总工会"));
        let refused = write(db, &holder(Role::Advocate, &mine), theirs.id, draft("标题", "内容"));
        assert!(matches!(refused, Err(KnowledgeError::Registry(RegistryError::UnionNotFound))));
        let refused = write(db, &holder(Role::Chair, &mine), mine.id, draft("标题", "内容"));
        assert!(matches!(refused, Err(KnowledgeError::Denied(_))));
        let a = write(db, &holder(Role::Advocate, &theirs), theirs.id, draft("标题", "内容")).unwrap();
        let s = holder(Role::Advocate, &mine).permit::<res::Knowledge, act::Update>().unwrap();
        let refused = db.store().write_blocking(move |tx| publish(tx, &s, (a.id, 1)));
        assert!(matches!(refused, Err(KnowledgeError::NotFound)));
    }
}
