//! Dictionaries, parameters and the calendar: store and operations on every database.
#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use common::{app, app_on, audited, setup, staff};
use guard::{Actor, Grant, Role, act, res};
use kernel::{Day, Id, OrgPath, Problem};
use platform::App;
use platform::calendar::{self, CalendarError, DayKind, Draft, MarkedDay};
use platform::codesets::{self, ALWAYS, CodeItem, CodesetError, ItemEdit, Word};
use platform::parameters::{self, ParameterError, Proposal, definitions, keys};
use testkit::{TestDb, db_test};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn sysadmin() -> Actor {
    staff(11, Role::SystemAdmin, 0)
}

fn secadmin() -> Actor {
    staff(12, Role::SecurityAdmin, 0)
}

/// Both rights in one hand: the policy forbids it, the statement has to hold even so.
fn both() -> Actor {
    let grant = |role| Grant { role, union_id: Id(0), path: OrgPath::top() };
    Actor::staff(Id(13), "双", vec![grant(Role::SystemAdmin), grant(Role::SecurityAdmin)])
}

fn version(app: &App, set: &str) -> i64 {
    app.codesets().set(set).unwrap().version
}

fn add_word(
    app: &App,
    set: &'static str,
    version: i64,
    code: &'static str,
    word: &'static str,
) -> Result<(), String> {
    let scope = sysadmin().permit::<res::Codeset, act::Update>().unwrap();
    let done =
        app.store().write_blocking(move |tx| codesets::add_synonym(tx, &scope, set, version, code, word));
    app.refresh_dated().unwrap();
    done.map_err(|e| e.code().to_owned())
}

fn end(app: &App, set: &'static str, code: &'static str, last: Day) -> Result<(), String> {
    let (scope, version) = (sysadmin().permit::<res::Codeset, act::Update>().unwrap(), version(app, set));
    let done = app.store().write_blocking(move |tx| codesets::end_item(tx, &scope, set, version, code, last));
    app.refresh_dated().unwrap();
    done.map_err(|e| e.code().to_owned())
}

fn proposal(value: &str, from: &str) -> Proposal {
    Proposal {
        area: String::new(),
        value: value.into(),
        valid_from: day(from),
        valid_to: Day::OPEN,
        source: "县总工会办〔2026〕9号".into(),
        mark: "V".into(),
        reason: "上级要求调整".into(),
    }
}

fn propose(app: &App, by: &Actor, code: &'static str, new: Proposal) -> Result<Id, ParameterError> {
    let scope = by.permit::<res::Parameter, act::Propose>().unwrap();
    let (tree, present) = (app.org_tree().clone(), app.parameters());
    app.store().write_blocking(move |tx| parameters::propose(tx, tree.as_ref(), &present, &scope, code, &new))
}

fn approve(app: &App, by: &Actor, id: Id) -> Result<(), ParameterError> {
    let (scope, present) = (by.permit::<res::Parameter, act::Approve>().unwrap(), app.parameters());
    let done =
        app.store().write_blocking(move |tx| parameters::approve(tx, &scope, &present, id, "同意").map(drop));
    app.refresh_dated().unwrap();
    done
}

fn code<T: std::fmt::Debug, E: Problem>(outcome: Result<T, E>) -> &'static str {
    outcome.unwrap_err().code()
}

fn marked(d: &str, kind: DayKind, name: &str) -> MarkedDay {
    MarkedDay { day: day(d), kind, name: name.into() }
}

fn draft() -> Draft {
    Draft {
        days: vec![
            marked("2027-01-01", DayKind::Holiday, "元旦"),
            marked("2027-02-06", DayKind::Holiday, "春节"),
            marked("2027-02-14", DayKind::Work, "春节"),
        ],
        source: "测试用的通知".into(),
        mark: "V".into(),
        reason: "录入下一年".into(),
    }
}

fn propose_year(app: &App, by: &Actor, year: i16, draft: Draft) -> Result<i64, CalendarError> {
    let scope = by.permit::<res::Calendar, act::Propose>().unwrap();
    app.store().write_blocking(move |tx| calendar::propose(tx, &scope, year, &draft))
}

fn approve_year(app: &App, by: &Actor, year: i16, version: i64) -> Result<(), CalendarError> {
    let scope = by.permit::<res::Calendar, act::Approve>().unwrap();
    let done = app.store().write_blocking(move |tx| calendar::approve(tx, &scope, year, version, ""));
    app.refresh_dated().unwrap();
    done
}

db_test! { setup();
    fn the_first_load_is_done_once_and_keeps_what_was_edited(db: &TestDb) {
        let app = app(db);
        assert_eq!(app.codesets().sets().len(), codesets::first_load().len());
        assert_eq!(audited(&app, "dated.load").len(), 5);
        app.load_dated().unwrap();
        assert_eq!(audited(&app, "dated.load").len(), 5, "the same files again: nothing");
        add_word(&app, "education", 1, "20", "统招本科").unwrap();
        let scope = sysadmin().permit::<res::Codeset, act::Update>().unwrap();
        app.store().write_blocking(move |tx| {
            codesets::remove_synonym(tx, &scope, "education", 2, "20", "学士")
        }).unwrap();
        // As after an update of the program that ships other files, with an entry that the database does not have.
        app.store().write_blocking(|tx| tx.script(
            "DELETE FROM codeset_item WHERE set_code = 'education' AND code = '83'; UPDATE dated_room SET shipped = ''"
        )).unwrap();
        app.load_dated().unwrap();
        let all = app.codesets();
        let today = app.clock().today();
        assert_eq!(all.code("education", "统招本科", today), Some("20"));
        assert_eq!(all.word("education", "学士", today), Word::Unknown, "what was taken away stays away");
        assert_eq!(all.label("education", "83"), Some("小学肄业"), "what is new comes in");
        assert_eq!(all.set("education").unwrap().items.len(), 40);
        let shipped: Vec<_> = codesets::first_load().iter().map(|s| s.code.clone()).collect();
        assert_eq!(all.sets().iter().map(|s| s.code.clone()).collect::<Vec<_>>(), shipped, "in their order");
        for d in definitions() {
            let v = app.parameters().at(&d.code, &d.area, today).cloned().unwrap();
            assert!(v.id.0 > 0 && v.value == d.first() && v.valid_from == d.valid_from, "{}", d.code);
        }
        assert_eq!(app.calendar().years(), [2025, 2026].into());
    }

    fn a_dictionary_is_edited_with_versions_and_an_audit(db: &TestDb) {
        let app = app(db);
        let today = app.clock().today();
        assert_eq!(add_word(&app, "education", 1, "20", " 统招本科 "), Ok(()));
        assert_eq!(app.codesets().code("education", "统招本科", today), Some("20"));
        assert_eq!(add_word(&app, "education", 1, "20", "普通本科"), Err("codesets.stale".into()));
        assert_eq!(add_word(&app, "education", 2, "30", "统招本科"), Err("codesets.word-taken".into()));
        assert_eq!(add_word(&app, "education", 2, "30", "20"), Err("codesets.word-taken".into()), "a code is a word");
        assert_eq!(add_word(&app, "education", 2, "99", "x"), Err("codesets.not-found".into()));
        assert_eq!(add_word(&app, "no_such", 1, "1", "x"), Err("codesets.not-found".into()));
        assert_eq!(version(&app, "education"), 2, "refusals change nothing");
        let seen = audited(&app, "codeset.update");
        assert_eq!(seen.len(), 1);
        assert!(seen[0].contains("在职本科、本科学历、学士\"") && seen[0].contains("学士、统招本科\""), "{seen:?}");

        let scope = sysadmin().permit::<res::Codeset, act::Create>().unwrap();
        let new = CodeItem {
            code: "20".into(), label: "网络主播助理".into(), synonyms: vec!["助播".into()], national: String::new(),
            export: String::new(), parent: String::new(), valid_from: day("2026-01-01"), valid_to: Day::OPEN,
        };
        let (s, n) = (scope.clone(), new.clone());
        app.store().write_blocking(move |tx| codesets::add_item(tx, &s, "new_employment", 1, &n)).unwrap();
        let (s, n) = (scope.clone(), new.clone());
        let again = app.store().write_blocking(move |tx| codesets::add_item(tx, &s, "new_employment", 2, &n));
        assert!(matches!(again, Err(CodesetError::CodeTaken { .. })), "{again:?}");
        let n = CodeItem { code: "3".into(), ..new };
        let fixed = app.store().write_blocking(move |tx| codesets::add_item(tx, &scope, "sex", 1, &n));
        assert!(matches!(fixed, Err(CodesetError::Fixed)), "{fixed:?}");
        app.refresh_dated().unwrap();
        assert_eq!(app.codesets().code("new_employment", "助播", today), Some("20"));
        assert_eq!(app.codesets().code("new_employment", "助播", day("2025-12-31")), None);

        let scope = sysadmin().permit::<res::Codeset, act::Update>().unwrap();
        let edit = ItemEdit { label: "直播助理".into(), national: String::new(), export: "9".into(),
            parent: String::new(), valid_from: ALWAYS };
        app.store().write_blocking(move |tx| codesets::edit_item(tx, &scope, "new_employment", 2, "20", &edit)).unwrap();
        app.refresh_dated().unwrap();
        assert_eq!(app.codesets().label("new_employment", "20"), Some("直播助理"));
        assert_eq!(app.codesets().export_code("new_employment", "20"), Some("9"));
        assert!(audited(&app, "codeset.update")[1].contains(r#""label":["网络主播助理","直播助理"]"#));
    }

    fn an_entry_is_ended_and_its_words_pass_on(db: &TestDb) {
        let app = app(db);
        let today = app.clock().today();
        assert_eq!(end(&app, "sex", "9", today), Err("codesets.fixed".into()));
        assert_eq!(end(&app, "household_type", "20", day("2014-07-29")), Err("codesets.ends-before-it-begins".into()));
        assert_eq!(end(&app, "household_type", "17", today.plus_days(-1)), Ok(()));
        assert_eq!(app.codesets().code("household_type", "赞助户口", today), None);
        assert_eq!(app.codesets().code("household_type", "赞助户口", today.plus_days(-1)), Some("17"));
        assert_eq!(app.codesets().label("household_type", "17"), Some("赞助户口"));
        let scope = sysadmin().permit::<res::Codeset, act::Create>().unwrap();
        let new = CodeItem {
            code: "18".into(), label: "赞助户口".into(), synonyms: Vec::new(), national: String::new(),
            export: String::new(), parent: String::new(), valid_from: today, valid_to: Day::OPEN,
        };
        let v = version(&app, "household_type");
        app.store().write_blocking(move |tx| codesets::add_item(tx, &scope, "household_type", v, &new)).unwrap();
        app.refresh_dated().unwrap();
        assert_eq!(app.codesets().code("household_type", "赞助户口", today), Some("18"));
        assert_eq!(end(&app, "household_type", "17", Day::OPEN), Err("codesets.word-taken".into()), "not twice");
    }

    fn another_server_on_the_same_database_notices_an_edit(db: &TestDb) {
        let app = app(db);
        let other = app_on(db, db.open(|_| ()));
        other.load_dated().unwrap();
        let today = app.clock().today();
        add_word(&app, "education", 1, "20", "统招本科").unwrap();
        let id = propose(&app, &sysadmin(), "security.lock_fail", proposal("4", "2026-11-23")).unwrap();
        approve(&app, &secadmin(), id).unwrap();
        assert_eq!(other.codesets().code("education", "统招本科", today), None);
        assert_eq!(other.parameters().integer(keys::LOCK_FAIL, today), 5);
        other.refresh_dated().unwrap();
        assert_eq!(other.codesets().code("education", "统招本科", today), Some("20"));
        assert_eq!(other.parameters().integer(keys::LOCK_FAIL, today), 4);
    }

    fn a_parameter_needs_two_people_and_starts_on_its_day(db: &TestDb) {
        let app = app(db);
        let today = app.clock().today();
        let at = |d: Day| app.parameters().integer(keys::LOCK_FAIL, d);
        let id = propose(&app, &sysadmin(), "security.lock_fail", proposal("4", "2026-12-01")).unwrap();
        assert_eq!(code(propose(&app, &sysadmin(), "security.lock_fail", proposal("3", "2026-12-02"))), "parameters.waiting");
        assert_eq!(at(day("2026-12-01")), 5, "a proposal is not a value");
        approve(&app, &secadmin(), id).unwrap();
        assert_eq!((at(today), at(day("2026-11-30")), at(day("2026-12-01"))), (5, 5, 4));
        assert_eq!(code(approve(&app, &secadmin(), id)), "parameters.decided");
        assert_eq!(app.parameters().at("security.lock_fail", "", day("2026-12-01")).unwrap().id, id, "the row to keep");
        let audit = audited(&app, "parameter.approve");
        assert!(audit[0].contains(r#""value":["5","4"]"#) && audit[0].contains("security.lock_fail"), "{audit:?}");
        assert!(audited(&app, "parameter.propose")[0].contains("上级要求调整"));

        // Whoever proposed does not decide, whatever rights they hold.
        let own = propose(&app, &both(), "security.lock_minutes", proposal("20", "2026-12-01")).unwrap();
        assert_eq!(code(approve(&app, &both(), own)), "parameters.own-proposal");
        let scope = both().permit::<res::Parameter, act::Approve>().unwrap();
        let refused = app.store().write_blocking(move |tx| parameters::reject(tx, &scope, own, "不行"));
        assert_eq!(code(refused), "parameters.own-proposal");
        let scope = secadmin().permit::<res::Parameter, act::Approve>().unwrap();
        let s = scope.clone();
        let silent = app.store().write_blocking(move |tx| parameters::reject(tx, &s, own, " "));
        assert_eq!(code(silent), "parameters.reason-missing");
        app.store().write_blocking(move |tx| parameters::reject(tx, &scope, own, "依据不足")).unwrap();
        assert_eq!(code(approve(&app, &secadmin(), own)), "parameters.decided");
        let again = propose(&app, &sysadmin(), "security.lock_minutes", proposal("20", "2026-12-01")).unwrap();
        let scope = both().permit::<res::Parameter, act::Propose>().unwrap();
        let foreign = app.store().write_blocking(move |tx| parameters::withdraw(tx, &scope, again));
        assert_eq!(code(foreign), "parameters.not-found");
        let scope = sysadmin().permit::<res::Parameter, act::Propose>().unwrap();
        app.store().write_blocking(move |tx| parameters::withdraw(tx, &scope, again)).unwrap();
        assert_eq!(app.parameters().integer(keys::LOCK_MINUTES, day("2026-12-02")), 30);
        let states: Vec<_> = app.store().read_blocking(|tx| parameters::history(tx, "security.lock_minutes")).unwrap()
            .into_iter().map(|v| v.state).collect();
        use parameters::State::{Approved, Rejected, Withdrawn};
        assert_eq!(states, [Withdrawn, Rejected, Approved]);
    }

    fn the_past_is_not_rewritten(db: &TestDb) {
        let app = app(db);
        assert_eq!(code(propose(&app, &sysadmin(), "security.lock_fail", proposal("4", "2026-11-22"))), "parameters.too-early");
        let id = propose(&app, &sysadmin(), "security.lock_fail", proposal("4", "2026-11-23")).unwrap();
        db.clock().advance_ms(24 * 3_600_000);
        assert_eq!(code(approve(&app, &secadmin(), id)), "parameters.late");
        assert_eq!(app.parameters().integer(keys::LOCK_FAIL, day("2026-11-24")), 5);
        for (code_, new, refusal) in [
            ("security.lock_fail", proposal("11", "2026-12-01"), "parameters.not-a-value"),
            ("security.lock_fail", proposal("four", "2026-12-01"), "parameters.not-a-value"),
            ("transfer.on_silence", proposal("wait", "2026-12-01"), "parameters.not-a-value"),
            ("no.such", proposal("1", "2026-12-01"), "parameters.not-found"),
            ("transfer.answer_days", proposal("30", "2026-12-01"), "parameters.no-change"),
            ("transfer.answer_days", Proposal { area: "330226".into(), ..proposal("20", "2026-12-01") }, "parameters.no-such-area"),
            ("fund.base_share", Proposal { area: "999999".into(), ..proposal("0.5", "2026-12-01") }, "parameters.no-such-area"),
            ("transfer.answer_days", Proposal { reason: "无".into(), ..proposal("20", "2026-12-01") }, "parameters.reason-missing"),
            ("transfer.answer_days", Proposal { mark: "sure".into(), ..proposal("20", "2026-12-01") }, "parameters.reason-missing"),
            ("transfer.answer_days", Proposal { valid_to: day("2026-11-30"), ..proposal("20", "2026-12-01") }, "parameters.ends-before-it-begins"),
        ] {
            assert_eq!(code(propose(&app, &sysadmin(), code_, new)), refusal, "{code_}");
        }
    }

    fn a_county_proposes_for_itself_and_nothing_for_others(db: &TestDb) {
        let app = app(db);
        let registrar = staff(21, Role::Registrar, 1);
        let of = |area: &str| Proposal { area: area.into(), ..proposal("0.55", "2026-12-01") };
        assert_eq!(code(propose(&app, &registrar, "fund.base_share", of(""))), "parameters.not-yours");
        assert_eq!(code(propose(&app, &registrar, "fund.base_share", of("330200"))), "parameters.not-yours");
        assert_eq!(code(propose(&app, &registrar, "fund.base_share", of("331083"))), "parameters.not-yours");
        assert_eq!(code(propose(&app, &registrar, "security.lock_fail", proposal("4", "2026-12-01"))), "parameters.not-yours");
        let id = propose(&app, &registrar, "fund.base_share", of("330226")).unwrap();
        approve(&app, &secadmin(), id).unwrap();
        let at = |area: &str| app.parameters().at("fund.base_share", area, day("2026-12-01")).unwrap().value.to_string();
        assert_eq!((at("330226"), at("330226101"), at("331083"), at("")), ("0.55".into(), "0.55".into(), "0.60".into(), "0.60".into()));
        assert!(staff(22, Role::Clerk, 2).permit::<res::Parameter, act::Propose>().is_err());
        assert!(registrar.permit::<res::Parameter, act::Approve>().is_err());
        assert!(sysadmin().permit::<res::Parameter, act::Approve>().is_err());
        assert!(secadmin().permit::<res::Parameter, act::Propose>().is_err());
    }

    fn of_two_decisions_at_once_one_counts(db: &TestDb) {
        let app = app(db);
        let id = propose(&app, &sysadmin(), "security.lock_fail", proposal("4", "2026-12-01")).unwrap();
        let outcomes: Vec<bool> = std::thread::scope(|s| {
            let both = [31, 32].map(|who| {
                let app = app.clone();
                s.spawn(move || approve(&app, &staff(who, Role::SecurityAdmin, 0), id).is_ok())
            });
            both.into_iter().map(|t| t.join().unwrap()).collect()
        });
        assert_eq!(outcomes.iter().filter(|ok| **ok).count(), 1, "{outcomes:?}");
        assert_eq!(audited(&app, "parameter.approve").len(), 1);
    }

    fn a_year_of_working_days_needs_two_people(db: &TestDb) {
        let app = app(db);
        let none = Err(CalendarError::NoTable { year: 2027 });
        assert_eq!(app.calendar().is_working_day(day("2027-01-04")), none);
        let v = propose_year(&app, &sysadmin(), 2027, draft()).unwrap();
        assert_eq!(code(propose_year(&app, &sysadmin(), 2027, draft())), "calendar.waiting");
        assert_eq!(app.calendar().is_working_day(day("2027-01-04")), none, "a proposal is no table");
        approve_year(&app, &secadmin(), 2027, v).unwrap();
        let c = app.calendar();
        assert_eq!(c.is_working_day(day("2027-01-01")), Ok(false));
        assert_eq!(c.is_working_day(day("2027-02-14")), Ok(true), "a Sunday that is made up");
        assert_eq!(c.is_working_day(day("2027-01-04")), Ok(true));
        assert_eq!(code(propose_year(&app, &sysadmin(), 2027, draft())), "calendar.no-change");
        let mut corrected = draft();
        corrected.days.pop();
        let v = propose_year(&app, &both(), 2027, corrected).unwrap();
        assert_eq!(code(approve_year(&app, &both(), 2027, v)), "calendar.own-proposal");
        assert_eq!(code(approve_year(&app, &secadmin(), 2027, 9)), "calendar.not-found");
        approve_year(&app, &secadmin(), 2027, v).unwrap();
        assert_eq!(app.calendar().is_working_day(day("2027-02-14")), Ok(false), "the newer table holds");
        assert_eq!(code(approve_year(&app, &secadmin(), 2027, v)), "calendar.decided");
        let audit = audited(&app, "calendar.approve");
        assert!(audit[1].contains("2027-02-14 work 春节") && audit.len() == 2, "{audit:?}");
        assert_eq!(code(propose_year(&app, &sysadmin(), 2040, draft())), "calendar.bad-table");
        let stays = propose_year(&app, &sysadmin(), 2027, draft()).unwrap();
        let scope = secadmin().permit::<res::Calendar, act::Approve>().unwrap();
        app.store().write_blocking(move |tx| calendar::reject(tx, &scope, 2027, stays, "文号不符")).unwrap();
        assert_eq!(app.calendar().is_working_day(day("2027-02-14")), Ok(false));
    }
}

#[test]
fn the_schema_and_the_statements_keep_to_the_rules() {
    testkit::assert_same_schema(&setup());
    testkit::assert_catalogue(&setup());
}
