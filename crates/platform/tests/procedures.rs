//! The editor of procedures: checked, for two people, dated; a running case keeps its version.
#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use common::{app, setup, staff};
use guard::{Actor, Role, act, res};
use kernel::{Day, Problem};
use platform::App;
use platform::cases::procedure::{By, Limit, StepClock};
use platform::cases::{CaseError, Decision, Procedure, check, decide, propose, withdraw};
use testkit::{TestDb, db_test};

const KIND: &str = "voice.matter";

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn in_force(app: &App, on: &str) -> (i64, Procedure) {
    let all = app.procedures();
    let v = all.on(KIND, day(on)).unwrap();
    (v.version, (*v.procedure).clone())
}

fn proposes(app: &App, by: &Actor, p: &Procedure, from: &str, why: &str) -> Result<i64, CaseError> {
    let scope = by.permit::<res::Procedure, act::Propose>()?;
    let (p, from, why) = (p.clone(), day(from), why.to_owned());
    app.store().write_blocking(move |tx| propose(tx, &scope, &p, from, &why))
}

fn decides(app: &App, by: &Actor, version: i64, d: Decision, note: &str) -> Result<(), CaseError> {
    let scope = by.permit::<res::Procedure, act::Approve>()?;
    let note = note.to_owned();
    app.store().write_blocking(move |tx| decide(tx, &scope, (KIND, version), d, &note))?;
    app.refresh_dated().map_err(Into::into)
}

fn faults(change: impl Fn(&mut Procedure)) -> Vec<String> {
    let mut p =
        platform::cases::Procedures::first().on(KIND, day("2026-11-23")).unwrap().procedure.as_ref().clone();
    change(&mut p);
    check(&p).into_iter().map(|f| format!("{} {}", f.pointer, f.text)).collect()
}

fn said(all: &[String], what: &str) -> bool {
    all.iter().any(|f| f.contains(what))
}

#[test]
fn the_checker_finds_what_a_procedure_may_not_have() {
    assert_eq!(faults(|_| {}), Vec::<String>::new());
    let dead = faults(|p| p.moves.retain(|m| m.code != "called" && m.code != "redo"));
    assert!(said(&dead, "“上级回访”是死胡同"), "{dead:?}");
    let lost = faults(|p| p.moves.retain(|m| m.code != "call"));
    assert!(said(&lost, "/dissatisfied/1"), "{lost:?}");
    let lost = faults(|p| {
        p.moves.retain(|m| m.code != "call");
        p.dissatisfied.truncate(1);
    });
    assert!(said(&lost, "“上级回访”无法到达"), "{lost:?}");
    let ownerless = faults(|p| p.steps[1].roles.clear());
    assert!(said(&ownerless, "/steps/1/roles 有时限的环节必须有承办角色"), "{ownerless:?}");
    let nameless = faults(|p| p.steps[1].plain = " ".into());
    assert!(said(&nameless, "/steps/1/plain"), "{nameless:?}");
    let nowhere = faults(|p| p.moves[0].to = "nowhere".into());
    assert!(said(&nowhere, "/moves/0/to 没有环节“nowhere”"), "{nowhere:?}");
    let twice = faults(|p| p.moves[1].code = p.moves[0].code.clone());
    assert!(said(&twice, "重复"), "{twice:?}");
    let untimed = faults(|p| {
        let mut short = p.moves[0].clone();
        (short.code, short.track) = ("short".into(), None);
        p.moves.push(short);
    });
    assert!(said(&untimed, "可以不经分类到达"), "{untimed:?}");
    let months = faults(|p| {
        p.steps[0].clock = Some(StepClock::Own(Limit { count: 1, unit: platform::calendar::Unit::Months }));
    });
    assert!(said(&months, "/steps/0/clock 时限应为"), "{months:?}");
    let endless = faults(|p| p.steps.iter_mut().for_each(|s| s.closed = false));
    assert!(said(&endless, "至少要有一个办结环节"), "{endless:?}");
    let reopened = faults(|p| {
        let again = p.moves.iter_mut().find(|m| m.code == "again").unwrap();
        again.by = By::Owner;
    });
    assert!(said(&reopened, "只有职工本人可以提出重新办理"), "{reopened:?}");
    let admin = faults(|p| p.steps[0].roles.push(Role::SystemAdmin));
    assert!(said(&admin, "三员不能承办业务"), "{admin:?}");
}

db_test! { setup();
    fn two_people_change_a_procedure_from_a_day_on(db: &TestDb) {
        let app = app(db);
        let (one, two) = (staff(71, Role::Advocate, 1), staff(72, Role::Advocate, 1));
        let (version, mut p) = in_force(&app, "2026-11-23");
        assert_eq!(version, 1);
        let code = |r: Result<i64, CaseError>| r.unwrap_err().code();
        assert_eq!(code(proposes(&app, &one, &p, "2026-12-01", "缩短时限")), "cases.no-change");
        p.tracks[1].limit.count = 3;
        assert_eq!(code(proposes(&app, &one, &p, "2026-11-23", "缩短时限")), "cases.too-early");
        assert_eq!(code(proposes(&app, &one, &p, "2026-12-01", "短")), "cases.reason-missing");
        let mut faulty = p.clone();
        faulty.steps[0].roles.clear();
        assert_eq!(code(proposes(&app, &one, &faulty, "2026-12-01", "缩短时限")), "cases.faulty");
        let mut renamed = p.clone();
        renamed.series = "ZX".into();
        assert_eq!(code(proposes(&app, &one, &renamed, "2026-12-01", "缩短时限")), "cases.faulty");
        let version = proposes(&app, &one, &p, "2026-12-01", "缩短时限").unwrap();
        assert_eq!(version, 2);
        assert_eq!(code(proposes(&app, &two, &p, "2026-12-01", "缩短时限")), "cases.waiting");
        let own = decides(&app, &one, 2, Decision::Approve, "").unwrap_err();
        assert_eq!(own.code(), "cases.own-proposal");
        let chair = staff(73, Role::Chair, 2);
        assert!(matches!(decides(&app, &chair, 2, Decision::Approve, ""), Err(CaseError::Denied(_))));
        decides(&app, &two, 2, Decision::Approve, "同意").unwrap();
        assert_eq!(decides(&app, &two, 2, Decision::Approve, "").unwrap_err().code(), "cases.decided");
        assert_eq!(in_force(&app, "2026-11-30").0, 1);
        assert_eq!((in_force(&app, "2026-12-01").0, in_force(&app, "2026-12-01").1.tracks[1].limit.count), (2, 3));
        assert_eq!(app.procedures().version(KIND, 1).unwrap().tracks[1].limit.count, 5, "what began stays");
    }

    fn a_proposal_is_turned_down_or_taken_back(db: &TestDb) {
        let app = app(db);
        let (one, two) = (staff(71, Role::Advocate, 1), staff(72, Role::Advocate, 1));
        let (_, mut p) = in_force(&app, "2026-11-23");
        p.rate_days = 30;
        let version = proposes(&app, &one, &p, "2026-12-01", "放宽评价期限").unwrap();
        assert_eq!(decides(&app, &two, version, Decision::Reject, " ").unwrap_err().code(), "cases.reason-missing");
        decides(&app, &two, version, Decision::Reject, "不需要").unwrap();
        let version = proposes(&app, &one, &p, "2026-12-01", "放宽评价期限").unwrap();
        let back = |by: &Actor| {
            let scope = by.permit::<res::Procedure, act::Propose>().unwrap();
            app.store().write_blocking(move |tx| withdraw(tx, &scope, KIND, version))
        };
        assert_eq!(back(&two).unwrap_err().code(), "cases.not-own-proposal");
        back(&one).unwrap();
        assert_eq!(back(&one).unwrap_err().code(), "cases.decided");
        assert_eq!(in_force(&app, "2027-06-01").0, 1);
    }
}
