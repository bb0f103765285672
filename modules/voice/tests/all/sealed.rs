//! A reporter who shall not be known: nobody tied to the employer sees the case, and nothing outside the sealed column says who.
#![allow(clippy::unwrap_used, reason = "a test")]

use crate::common::{World, account, setup};
use guard::{Actor, Grant, Role, act, res};
use kernel::{Id, Problem};
use platform::cases::store::figures::{Group, tallies};
use platform::cases::store::list::{self, CaseFilter, Me, Typed, View};
use platform::cases::store::reporter;
use platform::cases::{CaseError, Deed, NewCase, Own, ReporterKind, check_code, reveal};
use store::{Route, Sql};
use testkit::{TestDb, db_test};

fn found(w: &World, actor: &Actor, filter: &CaseFilter) -> Vec<Id> {
    let scope = actor.permit::<res::Case, act::Read>().unwrap();
    let (actor, filter) = (actor.clone(), filter.clone());
    let all = w.app.store().read_blocking(move |tx| {
        let posts = actor.grants().iter().map(|g| (g.path.clone(), g.role.code().to_owned())).collect();
        let me = Me { accounts: vec![actor.id()], posts };
        let all = list::list(tx, &scope, (View::All, &me), &filter, None, 100)?;
        let counted = list::count(tx, &scope, (View::All, &me), &filter, 100)?;
        let told = tallies(tx, &scope, &filter, &Group::Whole)?.first().map_or(0, |t| t.received);
        assert_eq!((counted, told), (all.len() as i64, all.len() as i64), "list, count and figures agree");
        Ok::<_, CaseError>(all)
    });
    all.unwrap().into_iter().map(|c| c.id).collect()
}

fn none() -> CaseFilter {
    CaseFilter::default()
}

/// Every text and number of every table of the database, but the sealed column, in one string.
fn dump(w: &World) -> String {
    let tables = [
        ("case_file", "*"),
        ("case_event", "*"),
        ("case_reporter_lookup", "case_id"),
        ("case_value", "*"),
        ("audit_entry", "*"),
        ("audit_unsealed", "*"),
        ("notice", "*"),
        ("outbox", "*"),
        ("fact", "*"),
        ("idempotency", "answer"),
        ("attachment", "*"),
        ("job", "*"),
    ];
    let mut all = String::new();
    for (table, columns) in tables {
        let text = match columns {
            "*" => format!("SELECT * FROM {table}"),
            other => format!("SELECT {other} FROM {table}"),
        };
        let sql = Sql::composed("test", Route::FanOut("test"), text);
        let rows =
            w.app.store().read_blocking(move |tx| tx.query(&sql, &[], |r| Ok(format!("{r:?}")))).unwrap();
        all.push_str(&rows.join("\n"));
    }
    all
}

fn reveals(w: &World, actor: &Actor, id: Id, purpose: &str) -> Result<String, &'static str> {
    let scope = actor.permit::<res::Case, act::Reveal>().map_err(|_| "guard.denied")?;
    let (ground, purpose) = (w.app.cases(), purpose.to_owned());
    let found = w.app.store().write_blocking(move |tx| reveal(tx, &ground, &scope, id, &purpose));
    found.map(|r| r.name).map_err(|e| e.code())
}

db_test! { setup();
    fn nobody_of_the_firm_sees_a_confidential_matter_in_any_way(db: &TestDb) {
        let w = World::new(db);
        let (sealed, open) = (w.tell(ReporterKind::Confidential), w.tell(ReporterKind::Named));
        let c = w.case(sealed.id);
        assert_eq!((c.home.id, c.holder.id, c.person_id), (w.town.id, w.town.id, Id(0)), "it is told above");
        assert!(!sealed.number.contains(&w.firm.code) || w.firm.code.starts_with(&w.town.code));
        assert_eq!(found(&w, &w.chair, &none()), [open.id]);
        assert!(!w.sees(&w.chair, sealed.id));
        assert_eq!(found(&w, &w.clerk, &none()), [open.id, sealed.id]);
        // A second role elsewhere does not help who is of the firm; neither does a role of a branch of it.
        let grant = |role, u: &registry::api::Union| Grant { role, union_id: u.id, path: u.place() };
        let both = Actor::staff(w.chair.id(), "兼职", vec![
            grant(Role::Chair, &w.firm),
            grant(Role::Clerk, &w.town),
        ]);
        assert_eq!(found(&w, &both, &none()), [open.id]);
        assert!(!w.sees(&both, sealed.id));
        let number = CaseFilter { q: Some(Typed::Number(sealed.number.clone())), ..none() };
        assert!(found(&w, &both, &number).is_empty() && found(&w, &w.clerk, &number) == [sealed.id]);
        // By phone a sealed reporter is not found, not even by those who may see the case.
        let phone = Typed::Phone(reporter::of_phone(w.app.keyring(), "13800000001"));
        assert_eq!(found(&w, &w.clerk, &CaseFilter { q: Some(phone), ..none() }), [open.id]);
        // It cannot be handed to them either, nor their opinion asked.
        let to = Deed::Transfer { union_id: w.firm.id, note: "转企业".to_owned() };
        assert_eq!(w.take(&w.clerk, sealed.id, to).unwrap_err().code(), "cases.no-union");
        w.take(&w.clerk, sealed.id, Deed::Accept).unwrap();
        w.make(&w.clerk, sealed.id, "take_general", &[]).unwrap();
        let due_on = w.app.clock().today().plus_days(2);
        let ask = Deed::Countersign { union_ids: vec![w.firm.id], question: "请说明情况".to_owned(), due_on };
        assert_eq!(w.take(&w.clerk, sealed.id, ask).unwrap_err().code(), "cases.no-union");
    }

    fn nothing_outside_the_sealed_column_says_who_told_it(db: &TestDb) {
        let w = World::new(db);
        let before = dump(&w);
        let sealed = w.tell(ReporterKind::Confidential);
        w.take(&w.clerk, sealed.id, Deed::Accept).unwrap();
        w.make(&w.clerk, sealed.id, "take_simple", &[]).unwrap();
        w.own(sealed.id, |tx, g, own| own.reply(tx, g, "还有两个同事也是这样")).unwrap();
        w.make(&w.clerk, sealed.id, "reply_simple", &[("result", "solved")]).unwrap();
        w.own(sealed.id, |tx, g, own| own.rate(tx, g, platform::cases::Rating::Fair, "")).unwrap();
        let after = dump(&w);
        assert!(after.contains("还有两个同事也是这样"), "the dump is one");
        for secret in ["李建国", "13800000001", &w.worker.id().to_string()] {
            // The register's own entries name the member; the matter adds nothing to them.
            assert_eq!(after.matches(secret).count(), before.matches(secret).count(), "{secret}");
        }
    }

    fn who_is_erased_has_told_nothing_any_more(db: &TestDb) {
        let w = World::new(db);
        let (named, sealed) = (w.tell(ReporterKind::Named).id, w.tell(ReporterKind::Confidential).id);
        w.own(named, |tx, g, own| own.reply(tx, g, "还有两个同事也是这样")).unwrap();
        let (keys, person) = (w.app.keyring().clone(), w.worker.id());
        let forgotten = w.app.store().write_blocking(move |tx| platform::cases::forget_reporter(tx, &keys, person));
        assert_eq!(forgotten.unwrap(), 2);
        for id in [named, sealed] {
            assert_eq!(reveals(&w, &w.advocate, id, "电话核实情况"), Err("cases.sealed"));
            assert!(matches!(w.own(id, |_, _, own| Ok(own.case.id)), Err(CaseError::NotFound)));
        }
        let phone = Typed::Phone(reporter::of_phone(w.app.keyring(), "13800000001"));
        assert!(found(&w, &w.clerk, &CaseFilter { q: Some(phone), ..none() }).is_empty());
        let c = w.case(named);
        assert_eq!((c.person_id, c.body.contains("三个月没发加班费")), (Id(0), true), "what was said stays");
    }

    fn a_sealed_reporter_is_opened_above_with_a_purpose_only(db: &TestDb) {
        let w = World::new(db);
        let sealed = w.tell(ReporterKind::Confidential).id;
        assert_eq!(reveals(&w, &w.clerk, sealed, "电话核实情况"), Err("cases.sealed"), "who has it");
        assert_eq!(reveals(&w, &w.advocate, sealed, "核"), Err("cases.reason-missing"));
        assert_eq!(reveals(&w, &w.advocate, sealed, "电话核实情况").as_deref(), Ok("李建国"));
        assert_eq!(reveals(&w, &w.chair, sealed, "电话核实情况"), Err("guard.denied"));
        let nobody = w.tell(ReporterKind::Anonymous).id;
        assert_eq!(reveals(&w, &w.advocate, nobody, "电话核实情况"), Err("cases.sealed"), "nobody knows");
        let named = w.tell(ReporterKind::Named).id;
        let near = account(&w.app, "clerk9", Role::Clerk, &w.firm);
        assert_eq!(reveals(&w, &near, named, "电话核实情况").as_deref(), Ok("李建国"));
    }

    fn an_anonymous_matter_is_read_by_number_and_code(db: &TestDb) {
        let w = World::new(db);
        let told = w.tell(ReporterKind::Anonymous);
        let mine = w.own(told.id, |_, _, own| Ok(own.case.id)).unwrap_err();
        assert!(matches!(mine, CaseError::NotFound), "not even the member's own list knows it");
        let code = check_code(&w.app.cases(), &told.number);
        let read = |number: &str, code: &str| {
            let (ground, number, code) = (w.app.cases(), number.to_owned(), code.to_owned());
            let found = w.app.store().read_blocking(move |tx| Own::of_code(tx, &ground, &number, &code));
            found.map(|o| o.case.id).map_err(|e| e.code())
        };
        assert_eq!(read(&told.number, &code), Ok(told.id));
        assert_eq!(read(&told.number.to_lowercase(), &format!(" {} ", code.to_lowercase())), Ok(told.id));
        assert_eq!(read(&told.number, "AAAAAAAA"), Err("cases.wrong-code"));
        assert_eq!(read("ZS-X-2026-0001", &code), Err("cases.wrong-code"), "the same for what does not exist");
    }

    fn what_is_private_is_open_to_those_named_only(db: &TestDb) {
        let w = World::new(db);
        let told = w.tell_with(ReporterKind::Named, |new: &mut NewCase| {
            new.fields.insert("topic".to_owned(), "feeling".to_owned());
            new.home_id = w.town.id;
        });
        assert!(w.case(told.id).restricted);
        assert!(w.sees(&w.clerk, told.id) && w.sees(&w.second_clerk, told.id), "those at the post were named");
        assert!(!w.sees(&w.advocate, told.id), "the county was not");
        let later = account(&w.app, "clerk8", Role::Clerk, &w.town);
        assert!(!w.sees(&later, told.id), "nor who came later");
        assert!(found(&w, &w.advocate, &none()).is_empty());
        w.take(&w.clerk, told.id, Deed::Accept).unwrap();
        w.take(&w.clerk, told.id, Deed::Assign { account_id: later.id(), note: String::new() }).unwrap();
        assert!(w.sees(&later, told.id), "who is given it is named");
    }
}
