//! Letters and their templates: numbers without gap, content frozen for ever, two people, scope, on every database.
#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use std::sync::{Arc, Barrier};

use common::{app, audited, place, setup, staff};
use guard::{Actor, Grant, Role, act, res};
use kernel::{Day, Id, OrgPath, Problem};
use platform::App;
use platform::letters::{self, Draft, Issue, Letter, LetterError, Proposal, Style, Value, Values, shipped};
use store::{Route, Sql, params};
use testkit::{TestDb, db_test};

const REPLY: &str = "voice.reply";

fn registrar() -> Actor {
    staff(21, Role::Registrar, 1)
}

fn second() -> Actor {
    staff(22, Role::Registrar, 1)
}

fn draft(kind: &str) -> Draft {
    shipped().into_iter().find(|t| t.kind == kind).unwrap().draft
}

fn set_agency(app: &App, union: i64, word: &'static str, from: Day) -> Result<(), LetterError> {
    let scope = registrar().permit::<res::Letter, act::Update>().unwrap();
    let tree = app.org_tree().clone();
    let work = move |tx: &mut store::Tx<'_>| {
        letters::set_agency(tx, tree.as_ref(), &scope, Id(union), (word, "示范县总工会"), from).map(drop)
    };
    app.store().write_blocking(work)
}

fn ready(db: &TestDb) -> App {
    let app = app(db);
    set_agency(&app, 1, "示总工", app.clock().today()).unwrap();
    app
}

fn issue_with(app: &App, kind: &'static str, values: Values) -> Result<Letter, LetterError> {
    app.store().write_blocking(move |tx| {
        let path = place(1);
        let new = Issue {
            kind,
            union_id: Id(1),
            union_path: &path,
            subject_kind: "matter",
            subject_id: Id(77),
            values: values.clone(),
        };
        letters::issue(tx, &registrar(), new)
    })
}

fn issue(app: &App, kind: &'static str) -> Letter {
    issue_with(app, kind, draft(kind).samples()).unwrap()
}

fn propose(app: &App, by: &Actor, kind: &'static str, draft: Draft, from: Day) -> Result<i64, LetterError> {
    let scope = by.permit::<res::Letter, act::Propose>().unwrap();
    let new = Proposal { draft, valid_from: from, reason: "按新格式调整".into() };
    app.store().write_blocking(move |tx| letters::propose(tx, &scope, kind, &new))
}

fn approve(app: &App, by: &Actor, kind: &'static str, version: i64) -> Result<(), LetterError> {
    let scope = by.permit::<res::Letter, act::Approve>().unwrap();
    app.store().write_blocking(move |tx| letters::approve(tx, &scope, kind, version, ""))
}

fn code<T: std::fmt::Debug>(outcome: Result<T, LetterError>) -> &'static str {
    outcome.unwrap_err().code()
}

/// What is frozen of a letter, as it lies in the database.
fn frozen(app: &App, id: Id) -> (String, Vec<u8>) {
    let sql = Sql::composed(
        "test",
        Route::FanOut("test"),
        "SELECT content, digest FROM letter WHERE id = $1".into(),
    );
    let read = move |tx: &mut store::Tx<'_>| tx.query_one(&sql, params![id], |r| Ok((r.get(0)?, r.get(1)?)));
    app.store().read_blocking(read).unwrap().unwrap()
}

db_test! { setup();
    fn numbers_go_on_by_year_and_kind_and_stand_in_the_audit(db: &TestDb) {
        let app = app(db);
        assert_eq!(code(issue_with(&app, REPLY, draft(REPLY).samples())), "letters.no-agency");
        set_agency(&app, 1, "示总工", app.clock().today()).unwrap();
        assert_eq!(issue(&app, REPLY).number, "示总工函〔2026〕1号");
        assert_eq!(code(issue_with(&app, REPLY, Values::new())), "letters.invalid");
        assert_eq!(issue(&app, REPLY).number, "示总工函〔2026〕2号", "the refused one took no number");
        assert_eq!(issue(&app, "voice.minutes").number, "示总工纪要〔2026〕1号");
        assert_eq!(code(issue_with(&app, "voice.none", Values::new())), "letters.no-template");
        db.clock().advance_ms(60 * 86_400_000);
        let next = issue(&app, REPLY);
        assert_eq!((next.number.as_str(), next.year), ("示总工函〔2027〕1号", 2027));
        let told = audited(&app, "letter.issue");
        assert_eq!(told.len(), 4);
        assert!(told[0].contains("示总工函〔2026〕1号") && told[0].contains("digest"), "{}", told[0]);
        let of = app.store().read_blocking(|tx| letters::of_subject(tx, "matter", Id(77))).unwrap();
        assert_eq!(of.len(), 4);
        assert_eq!(of[0], next);
    }

    fn a_race_gives_every_number_once_and_leaves_no_gap(db: &TestDb) {
        let app = ready(db);
        let (many, each) = (6, 5);
        let meet = Arc::new(Barrier::new(many));
        let racers: Vec<_> = (0..many).map(|n| {
            let (app, meet) = (app.clone(), meet.clone());
            std::thread::spawn(move || {
                meet.wait();
                (0..each).map(|at| {
                    // Every third one is refused after it took a number.
                    let values = if (n + at) % 3 == 0 { Values::new() } else { draft(REPLY).samples() };
                    issue_with(&app, REPLY, values).ok().map(|l| l.ordinal)
                }).collect::<Vec<_>>()
            })
        }).collect();
        let mut taken: Vec<i64> = racers.into_iter().flat_map(|r| r.join().unwrap()).flatten().collect();
        taken.sort_unstable();
        let many = i64::try_from(taken.len()).unwrap();
        assert!(many > 10);
        assert_eq!(taken, (1..=many).collect::<Vec<_>>());
    }

    fn what_was_issued_stays_as_it_was(db: &TestDb) {
        let app = ready(db);
        let first = issue(&app, REPLY);
        let before = frozen(&app, first.id);
        let file = |l: &Letter| {
            let (content, _) = app.store().read_blocking({ let l = l.clone(); move |tx| letters::content_of(tx, &l) }).unwrap();
            letters::write_docx(&content, None, l.issued_at).unwrap()
        };
        let printed = file(&first);
        let today = app.clock().today();
        let mut new = draft(REPLY);
        let title = new.blocks.iter_mut().find(|b| b.style == Style::Title).unwrap();
        title.text = "{agency}答复意见：{matter.title}".into();
        let version = propose(&app, &registrar(), REPLY, new, today.plus_days(2)).unwrap();
        approve(&app, &second(), REPLY, version).unwrap();
        set_agency(&app, 1, "示工会", today.plus_days(2)).unwrap();
        let same_day = issue(&app, REPLY);
        assert_eq!((same_day.template, same_day.number.as_str()), (1, "示总工函〔2026〕2号"), "not in force yet");
        db.clock().advance_ms(2 * 86_400_000);
        let later = issue(&app, REPLY);
        assert_eq!((later.template, later.number.as_str()), (2, "示工会函〔2026〕1号"));
        assert!(later.title.starts_with("示范县总工会答复意见"), "{}", later.title);
        assert_eq!(frozen(&app, first.id), before);
        assert_eq!(file(&first), printed, "to the byte");
        assert_ne!(file(&later), printed);
        // One changed letter of the frozen text is never shown.
        let id = first.id;
        app.store().write_blocking(move |tx| {
            let sql = Sql::composed("test", Route::FanOut("test"), "UPDATE letter SET content = replace(content, '陈建国', '陈建军') WHERE id = $1".into());
            tx.execute(&sql, params![id])
        }).unwrap();
        let read = app.store().read_blocking(move |tx| letters::content_of(tx, &first).map(drop));
        assert_eq!(read.unwrap_err().code(), "store.internal");
    }

    fn a_template_is_proposed_by_one_and_approved_by_another(db: &TestDb) {
        let app = ready(db);
        let today = app.clock().today();
        let mut new = draft(REPLY);
        assert_eq!(code(propose(&app, &registrar(), REPLY, new.clone(), today)), "letters.no-change");
        new.blocks[1].text = "尊敬的{reporter}：".into();
        assert_eq!(code(propose(&app, &registrar(), REPLY, new.clone(), today.plus_days(-1))), "letters.too-early");
        let mut broken = new.clone();
        broken.blocks[1].text = "尊敬的{nobody}：".into();
        assert_eq!(code(propose(&app, &registrar(), REPLY, broken, today)), "letters.invalid");
        let clash = Draft { word: "纪要".into(), ..new.clone() };
        let LetterError::Invalid(found) = propose(&app, &registrar(), REPLY, clash, today).unwrap_err() else { panic!() };
        assert_eq!(found[0].code, "letters.draft-word-taken");
        assert_eq!(code(propose(&app, &registrar(), "Reply", Draft { word: "复".into(), ..new.clone() }, today)), "letters.invalid");
        assert_eq!(propose(&app, &registrar(), REPLY, new.clone(), today).unwrap(), 2);
        assert_eq!(code(propose(&app, &second(), REPLY, new.clone(), today)), "letters.waiting");
        assert_eq!(code(approve(&app, &registrar(), REPLY, 2)), "letters.own-proposal");
        assert_eq!(code(approve(&app, &second(), REPLY, 9)), "letters.template-not-found");
        approve(&app, &second(), REPLY, 2).unwrap();
        assert_eq!(code(approve(&app, &second(), REPLY, 2)), "letters.decided");
        let all = app.store().read_blocking(|tx| letters::versions_of(tx, REPLY)).unwrap();
        assert_eq!(all.iter().map(|v| v.version).collect::<Vec<_>>(), [2, 1]);
        assert_eq!(all[1].draft, draft(REPLY), "the first version stays readable");
        // One that waits longer than until its first day is too late; one that is turned down makes room.
        new.blocks[1].text = "{reporter}：".into();
        new.word = "复".into();
        assert_eq!(propose(&app, &registrar(), REPLY, new.clone(), today).unwrap(), 3);
        db.clock().advance_ms(86_400_000);
        assert_eq!(code(approve(&app, &second(), REPLY, 3)), "letters.late");
        let scope = second().permit::<res::Letter, act::Approve>().unwrap();
        app.store().write_blocking(move |tx| letters::reject(tx, &scope, REPLY, 3, "已经过期")).unwrap();
        assert_eq!(propose(&app, &registrar(), REPLY, new.clone(), app.clock().today()).unwrap(), 4);
        let other = second().permit::<res::Letter, act::Propose>().unwrap();
        let foreign = app.store().write_blocking(move |tx| letters::withdraw_proposal(tx, &other, REPLY, 4));
        assert_eq!(code(foreign), "letters.template-not-found");
        let own = registrar().permit::<res::Letter, act::Propose>().unwrap();
        app.store().write_blocking(move |tx| letters::withdraw_proposal(tx, &own, REPLY, 4)).unwrap();
        for (deed, times) in [("propose", 3), ("approve", 1), ("reject", 1), ("withdraw", 1)] {
            let deed: &'static str = format!("letter-template.{deed}").leak();
            assert_eq!(audited(&app, deed).len(), times, "{deed}");
        }
        assert!(audited(&app, "letter-template.approve")[0].contains("尊敬的{reporter}"));
    }

    fn a_kind_of_ones_own_can_be_added(db: &TestDb) {
        let app = ready(db);
        let today = app.clock().today();
        let new = Draft { name: "证明信".into(), word: "证".into(), ..draft("voice.visit") };
        assert_eq!(propose(&app, &registrar(), "union.proof", new, today).unwrap(), 1);
        approve(&app, &second(), "union.proof", 1).unwrap();
        let made = issue_with(&app, "union.proof", draft("voice.visit").samples()).unwrap();
        assert_eq!(made.number, "示总工证〔2026〕1号");
    }

    fn a_word_belongs_to_the_union_that_took_it(db: &TestDb) {
        let app = ready(db);
        let today = app.clock().today();
        assert_eq!(code(set_agency(&app, 2, "示总工", today)), "letters.word-taken");
        set_agency(&app, 2, "示街工", today).unwrap();
        set_agency(&app, 1, "示新工", today).unwrap();
        assert_eq!(code(set_agency(&app, 2, "示总工", today)), "letters.word-taken", "it stands on paper");
        set_agency(&app, 1, "示总工", today).unwrap();
        assert_eq!(code(set_agency(&app, 1, "示〔总〕", today)), "letters.invalid");
        assert_eq!(code(set_agency(&app, 1, "示总工", today.plus_days(-1))), "letters.too-early");
        assert_eq!(code(set_agency(&app, 3, "示远工", today)), "letters.union-not-found");
        let clerk = staff(31, Role::Clerk, 2).permit::<res::Letter, act::Update>().unwrap();
        let tree = app.org_tree().clone();
        let above = app.store().write_blocking(move |tx| {
            letters::set_agency(tx, tree.as_ref(), &clerk, Id(1), ("示县工", "示范县总工会"), today).map(drop)
        });
        assert_eq!(code(above), "letters.union-not-found", "out of sight");
        assert_eq!(audited(&app, "letter.set-agency").len(), 4);
    }

    fn a_withdrawn_letter_keeps_its_number(db: &TestDb) {
        let app = ready(db);
        let (first, _) = (issue(&app, REPLY), issue(&app, REPLY));
        let scope = |by: &Actor| by.permit::<res::Letter, act::Update>().unwrap();
        let withdraw = |by: &Actor, id: Id, why: &'static str| {
            let scope = scope(by);
            app.store().write_blocking(move |tx| letters::withdraw(tx, &scope, id, why))
        };
        let path = OrgPath::top().child(2).unwrap();
        let elsewhere = Actor::staff(Id(9), "别处", vec![Grant { role: Role::Registrar, union_id: Id(5), path }]);
        assert_eq!(code(withdraw(&elsewhere, first.id, "主送有误")), "letters.not-found");
        assert_eq!(code(withdraw(&registrar(), first.id, "无")), "letters.reason-missing");
        let gone = withdraw(&registrar(), first.id, "主送单位有误").unwrap();
        assert!(!gone.stands());
        assert_eq!((gone.number, gone.withdrawn_reason.as_str()), (first.number, "主送单位有误"));
        assert_eq!(code(withdraw(&registrar(), first.id, "再来一次")), "letters.withdrawn");
        assert_eq!(issue(&app, REPLY).ordinal, 3, "its number is not given again");
        assert_eq!(audited(&app, "letter.withdraw").len(), 1);
    }

    fn the_demo_has_ten_letters_of_four_kinds(db: &TestDb) {
        let app = app(db);
        assert_eq!(letters::demo::fill_letters(&app, Id(1)).unwrap(), 10);
        let of = app.store().read_blocking(|tx| letters::of_subject(tx, "", Id(0))).unwrap();
        let kinds: std::collections::BTreeSet<_> = of.iter().map(|l| l.kind.clone()).collect();
        assert_eq!((of.len(), kinds.len(), of.iter().filter(|l| !l.stands()).count()), (10, 4, 1));
        for l in of {
            let (content, _) = app.store().read_blocking(move |tx| letters::content_of(tx, &l)).unwrap();
            assert!(content.paragraphs.iter().all(|p| !p.text.contains(['{', '}'])), "{:?}", content.paragraphs);
        }
    }
}

#[test]
fn values_from_rust() {
    let mut values = Values::new();
    values.insert("a".into(), "甲".into());
    values.insert("b".into(), vec!["乙".to_owned()].into());
    values.insert("c".into(), Day::constant(2026, 11, 27).into());
    assert_eq!(values["c"], Value::Text("2026-11-27".into()));
}
