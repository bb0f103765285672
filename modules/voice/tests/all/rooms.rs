//! Rooms: the form, the standard, who is on duty, coverage, and who sees what; on every database.
#![allow(clippy::unwrap_used, reason = "a test")]

use crate::common::{World, setup};
use guard::{Actor, Reason, act, res};
use kernel::{Day, Id, Problem};
use registry::api::{self, EmployerFacts, Union};
use testkit::{TestDb, db_test};
use voice::model::room::{Room, RoomState};
use voice::ops::check_room::{CheckForm, check_room};
use voice::ops::coverage::coverage;
use voice::ops::keep_room::{self, RoomForm};
use voice::ops::plan_shifts::{self, ShiftForm, ShiftPlan};
use voice::rules::rooms::{Pattern, standard};
use voice::store::room_list::{self, Filter, RoomStandard};
use voice::store::{check, coverage as counted, room, shift};
use voice::{VoiceError, rules};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn form(name: &str) -> RoomForm {
    RoomForm {
        name: name.to_owned(),
        employer_id: None,
        address: "综合楼一楼103室".to_owned(),
        phone: "0574-65123456".to_owned(),
        head_name: "王建军".to_owned(),
        opened_on: day("2021-03-01"),
    }
}

fn make(w: &World, by: &Actor, at: &Union, f: RoomForm) -> Result<Room, VoiceError> {
    let (scope, union) = (by.permit::<res::Room, act::Create>()?, at.id);
    w.app.store().write_blocking(move |tx| keep_room::create(tx, &scope, union, &f))
}

fn fields(e: VoiceError) -> Vec<(String, &'static str)> {
    e.field_errors().into_iter().map(|f| (f.pointer, f.code)).collect()
}

/// An employer that a union covers, above the designated size or not.
fn employer(w: &World, at: &Union, name: &str, above: bool) -> Id {
    let scope = Actor::system(Reason::Cli, "t").permit::<res::Employer, act::Create>().unwrap();
    let facts = EmployerFacts {
        name: name.to_owned(),
        workers: 300,
        above_scale: if above { "1" } else { "0" }.to_owned(),
        ..EmployerFacts::default()
    };
    let (union, from) = (at.id, Some(day("2020-01-01")));
    let made = w.app.store().write_blocking(move |tx| api::create_employer(tx, &scope, &facts, union, from));
    made.unwrap().id
}

fn plan(weekdays: &[i8], from: &str, until: &str, people: &[&str]) -> ShiftPlan {
    ShiftPlan {
        pattern: Pattern {
            from: day(from),
            until: day(until),
            weekdays: weekdays.to_vec(),
            skip_holidays: true,
        },
        from: 540,
        to: 660,
        people: people.iter().map(|p| (*p).to_owned()).collect(),
    }
}

fn planned(w: &World, by: &Actor, room: Id, p: ShiftPlan) -> Result<plan_shifts::Planned, VoiceError> {
    let (scope, calendar) = (by.permit::<res::Room, act::Update>()?, w.app.calendar());
    w.app.store().write_blocking(move |tx| plan_shifts::plan(tx, &calendar, &scope, room, &p))
}

fn shifts(w: &World, room: Id, from: &str, to: &str) -> Vec<(String, String)> {
    let (from, to) = (day(from), day(to));
    let all = w.app.store().read_blocking(move |tx| shift::between(tx, room, from, to)).unwrap();
    all.into_iter().map(|s| (s.day.to_string(), s.person_name)).collect()
}

fn listed(w: &World, by: &Actor, f: Filter) -> Vec<Id> {
    let scope = by.permit::<res::Room, act::Read>().unwrap();
    let all = w.app.store().read_blocking(move |tx| room_list::list(tx, &scope, &f, None, 100)).unwrap();
    all.into_iter().map(|r| r.id).collect()
}

db_test! { setup();
    fn a_room_is_kept_by_its_union_and_those_above(db: &TestDb) {
        let w = World::new(db);
        let only = employer(&w, &w.firm, "宏达模具有限公司", true);
        let r = make(&w, &w.chair, &w.firm, form("职工说事室")).unwrap();
        assert_eq!((r.employer_id, r.employer_name.as_str()), (Some(only), "宏达模具有限公司"), "the only one");
        let elsewhere = make(&w, &w.chair, &w.other_firm, form("职工说事室")).unwrap_err();
        assert_eq!(elsewhere.code(), "registry.union-not-found");
        let wrong = RoomForm { name: "室".into(), opened_on: day("2026-11-30"), employer_id: Some(Id(7)), ..form("x") };
        let told = fields(make(&w, &w.clerk, &w.firm, wrong).unwrap_err());
        assert_eq!(told, [
            ("/name".into(), "voice.text-length"),
            ("/opened_on".into(), "voice.day-future"),
            ("/employer_id".into(), "voice.employer-covered"),
        ]);
        for (who, sees) in [(&w.chair, true), (&w.clerk, true), (&w.advocate, true), (&w.other_chair, false), (&w.other_clerk, false)] {
            assert_eq!(listed(&w, who, Filter::default()).contains(&r.id), sees, "{who:?}");
            let scope = who.permit::<res::Room, act::Read>().unwrap();
            let id = r.id;
            let found = w.app.store().read_blocking(move |tx| room::find(tx, &scope, id)).unwrap();
            assert_eq!(found.is_some(), sees);
        }
        let edit = |who: &Actor, version: i64, name: &str| {
            let (scope, id, f) = (who.permit::<res::Room, act::Update>().unwrap(), r.id, form(name));
            w.app.store().write_blocking(move |tx| keep_room::edit(tx, &scope, (id, version), &f))
        };
        assert_eq!(edit(&w.other_clerk, 1, "别人的").unwrap_err().code(), "voice.room-not-found");
        let after = edit(&w.clerk, 1, "说事室(南楼)").unwrap();
        assert_eq!((after.version, after.employer_id), (2, None), "as it was written");
        let stale = edit(&w.chair, 1, "旧的").unwrap_err();
        assert!(matches!(stale, VoiceError::Stale { version: 2 }), "{stale}");
    }

    fn the_last_check_says_whether_a_room_meets_the_standard(db: &TestDb) {
        let w = World::new(db);
        let id = make(&w, &w.chair, &w.firm, form("职工说事室")).unwrap().id;
        let words = w.app.codesets();
        let required: Vec<String> =
            standard(&words, day("2026-11-23")).into_iter().filter(|i| i.required).map(|i| i.code).collect();
        let held = |who: &Actor, on: &str, met: &[String]| {
            let (scope, words) = (who.permit::<res::Room, act::Update>().unwrap(), w.app.codesets());
            let f = CheckForm { day: day(on), met: met.to_vec(), note: "现场看过".into() };
            w.app.store().write_blocking(move |tx| check_room(tx, &words, &scope, id, &f))
        };
        assert_eq!(listed(&w, &w.clerk, Filter { standard: Some(RoomStandard::Unchecked), ..Filter::default() }), [id]);
        assert!(!held(&w.clerk, "2026-10-10", &required[2..]).unwrap().passed);
        let now = w.app.store().read_blocking(move |tx| room::by_id(tx, id)).unwrap().unwrap();
        assert_eq!((now.passed, now.missing, now.checked_on), (Some(false), 2, Some(day("2026-10-10"))));
        assert!(held(&w.clerk, "2026-11-20", &required).unwrap().passed);
        assert!(!held(&w.clerk, "2026-09-01", &[]).unwrap().passed, "entered later, of an earlier day");
        let now = w.app.store().read_blocking(move |tx| room::by_id(tx, id)).unwrap().unwrap();
        assert_eq!((now.passed, now.missing), (Some(true), 0), "the latest day counts");
        assert_eq!(listed(&w, &w.clerk, Filter { standard: Some(RoomStandard::Met), ..Filter::default() }), [id]);
        let kept = w.app.store().read_blocking(move |tx| check::of_room(tx, id)).unwrap();
        let days: Vec<String> = kept.iter().map(|c| c.day.to_string()).collect();
        assert_eq!(days, ["2026-11-20", "2026-10-10", "2026-09-01"]);
        assert_eq!(rules::rooms::missing(&kept[1].items), 2, "what was asked that day is kept");
        assert_eq!(fields(held(&w.clerk, "2026-11-30", &[]).unwrap_err()), [("/day".into(), "voice.day-future")]);
        assert_eq!(held(&w.other_clerk, "2026-11-20", &[]).unwrap_err().code(), "voice.room-not-found");
    }

    fn duty_is_planned_swapped_and_struck(db: &TestDb) {
        let w = World::new(db);
        let id = make(&w, &w.chair, &w.firm, form("职工说事室")).unwrap().id;
        let p = || plan(&[1, 4], "2026-11-23", "2026-12-04", &["甲某", "乙某"]);
        assert_eq!(planned(&w, &w.other_chair, id, p()).unwrap_err().code(), "voice.room-not-found");
        let made = planned(&w, &w.chair, id, p()).unwrap();
        assert_eq!((made.made, made.kept), (4, 0));
        let again = planned(&w, &w.chair, id, p()).unwrap();
        assert_eq!((again.made, again.kept), (0, 4), "planning again leaves what stands there");
        let own = |d: &str, n: &str| (d.to_owned(), n.to_owned());
        assert_eq!(shifts(&w, id, "2026-11-23", "2026-12-31"), [
            own("2026-11-23", "甲某"), own("2026-11-26", "乙某"), own("2026-11-30", "甲某"), own("2026-12-03", "乙某"),
        ]);
        let next_year = planned(&w, &w.chair, id, plan(&[1], "2026-12-28", "2027-01-11", &["甲某"])).unwrap_err();
        assert_eq!(fields(next_year), [("/until".into(), "voice.shift-calendar")]);
        let past = planned(&w, &w.chair, id, plan(&[1], "2026-11-16", "2026-11-30", &["甲某"])).unwrap_err();
        assert_eq!(fields(past), [("/from".into(), "voice.day-past")]);
        assert_eq!(listed(&w, &w.chair, Filter { on_duty: Some((true, day("2026-11-23"))), ..Filter::default() }), [id]);
        assert!(listed(&w, &w.chair, Filter { on_duty: Some((false, day("2026-11-23"))), ..Filter::default() }).is_empty());

        let first = w.app.store().read_blocking(move |tx| shift::between(tx, id, day("2026-11-30"), day("2026-11-30")));
        let first = first.unwrap().remove(0);
        let edit = |version: i64, on: &str, name: &str| {
            let scope = w.chair.permit::<res::Room, act::Update>().unwrap();
            let f = ShiftForm { day: day(on), from: 540, to: 660, person_name: name.into(), note: String::new() };
            let of = first.id;
            w.app.store().write_blocking(move |tx| plan_shifts::edit_shift(tx, &scope, id, (of, version), &f))
        };
        let swapped = edit(1, "2026-11-30", "丙某").unwrap();
        assert_eq!((swapped.person_name.as_str(), swapped.instead_of.as_str()), ("丙某", "甲某"));
        assert!(matches!(edit(1, "2026-11-30", "丁某").unwrap_err(), VoiceError::Stale { version: 2 }));
        assert!(matches!(edit(2, "2026-11-26", "乙某").unwrap_err(), VoiceError::ShiftTwice));

        let state = |to: RoomState, reason: &str, version: i64| {
            let (scope, reason) = (w.chair.permit::<res::Room, act::Update>().unwrap(), reason.to_owned());
            w.app.store().write_blocking(move |tx| keep_room::set_state(tx, &scope, (id, version), to, &reason))
        };
        assert_eq!(fields(state(RoomState::Closed, "", 1).unwrap_err()), [("/reason".into(), "voice.text-length")]);
        state(RoomState::Closed, "厂区搬迁", 1).unwrap();
        assert!(shifts(&w, id, "2026-11-23", "2026-12-31").is_empty(), "nobody is on duty in a room out of use");
        assert_eq!(planned(&w, &w.chair, id, p()).unwrap_err().code(), "voice.room-closed");
        state(RoomState::Open, "", 2).unwrap();
        assert_eq!(planned(&w, &w.chair, id, p()).unwrap().made, 4);
    }

    fn coverage_counts_own_rooms_and_those_of_a_joint_union(db: &TestDb) {
        let w = World::new(db);
        let firm = employer(&w, &w.firm, "宏达模具有限公司", true);
        for (name, above) in [("东方纺织有限公司", true), ("东海印染有限公司", true), ("小作坊", false)] {
            employer(&w, &w.other_firm, name, above);
        }
        let at = |who: &Actor, union: Id| {
            let scope = who.permit::<res::Room, act::Read>().unwrap();
            w.app.store().read_blocking(move |tx| coverage(tx, &scope, union))
        };
        let of = |rows: &[voice::ops::coverage::RoomCoverageRow], id: Id| {
            rows.iter().find(|r| r.union_id == id).map(|r| (r.employers, r.covered)).unwrap()
        };
        let (rows, total) = at(&w.advocate, w.county.id).unwrap();
        assert_eq!((of(&rows, w.town.id), of(&rows, w.other_town.id)), ((1, 0), (2, 0)));
        assert_eq!((total.employers, total.missing), (3, 3));
        let own = make(&w, &w.chair, &w.firm, form("职工说事室")).unwrap();
        assert_eq!(own.employer_id, Some(firm));
        // A joint union without an employer named: for each that it covers.
        let joint = make(&w, &w.other_chair, &w.other_firm, form("联合说事室")).unwrap();
        assert_eq!(joint.employer_id, None);
        let (rows, total) = at(&w.advocate, w.county.id).unwrap();
        assert_eq!((of(&rows, w.town.id), of(&rows, w.other_town.id)), ((1, 1), (2, 2)));
        assert_eq!((total.covered, total.rooms, total.open, total.met), (3, 2, 2, 0));
        let scope = w.other_chair.permit::<res::Room, act::Update>().unwrap();
        let id = joint.id;
        let close = move |tx: &mut store::Tx<'_>| keep_room::set_state(tx, &scope, (id, 1), RoomState::Closed, "装修");
        w.app.store().write_blocking(close).unwrap();
        let (rows, total) = at(&w.advocate, w.county.id).unwrap();
        assert_eq!((of(&rows, w.other_town.id), total.covered, total.open), ((2, 0), 1, 1));
        let missing = |who: &Actor| {
            let scope = who.permit::<res::Room, act::Read>().unwrap();
            let all = w.app.store().read_blocking(move |tx| counted::without(tx, &scope, None, None, 50)).unwrap();
            all.into_iter().map(|e| e.name).collect::<Vec<_>>()
        };
        assert_eq!(missing(&w.advocate), ["东方纺织有限公司", "东海印染有限公司"]);
        assert!(missing(&w.clerk).is_empty(), "of the own township only");
        assert_eq!(at(&w.clerk, w.other_town.id).unwrap_err().code(), "registry.union-not-found");
    }
}
