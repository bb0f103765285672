//! Reception days: seats under a rush, the waiting list, what is said becomes a case, and who sees whom; on every database.
#![allow(clippy::unwrap_used, reason = "a test")]

use crate::common::{World, app, join, setup};
use guard::{Actor, act, res};
use kernel::{Day, Id, Problem, Timestamp};
use platform::cases::{ReporterKind, Values};
use platform::{contacts, notices};
use registry::api::Union;
use store::{Route, Sql};
use testkit::{TestDb, db_test};
use voice::VoiceError;
use voice::model::reception::{Outcome, Reception, ReceptionKind, ReceptionState, SignUp, SignUpState};
use voice::ops::keep_reception::{self as keeping, ReceptionForm};
use voice::ops::keep_room::{self, RoomForm};
use voice::ops::receive::{self, SaidForm};
use voice::ops::sign_up::{self as signing, SignUpForm};
use voice::store::{reception, sign_up};

const DAY: i64 = 86_400_000;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn room(w: &World, at: &Union) -> Id {
    let f = RoomForm {
        name: "职工说事室".to_owned(),
        employer_id: None,
        address: "综合楼一楼103室".to_owned(),
        phone: String::new(),
        head_name: "王建军".to_owned(),
        opened_on: day("2021-03-01"),
    };
    let (scope, union) = (w.advocate.permit::<res::Room, act::Create>().unwrap(), at.id);
    w.app.store().write_blocking(move |tx| keep_room::create(tx, &scope, union, &f)).unwrap().id
}

fn form(seats: i64) -> ReceptionForm {
    ReceptionForm {
        kind: ReceptionKind::Chair,
        day: day("2026-11-26"),
        from: 540,
        to: 660,
        host_name: "王建军".to_owned(),
        host_post: "工会主席".to_owned(),
        place: String::new(),
        topics: "工资和工时，什么都可以说".to_owned(),
        minutes_each: 20,
        seats,
        closes_at: None,
    }
}

/// An open day of a room of this union.
fn open_day(w: &World, at: &Union, seats: i64) -> Id {
    let room = room(w, at);
    let (create, update) = (
        w.advocate.permit::<res::Reception, act::Create>().unwrap(),
        w.advocate.permit::<res::Reception, act::Update>().unwrap(),
    );
    let made = w.app.store().write_blocking(move |tx| {
        let d = keeping::create(tx, &create, room, &form(seats))?;
        keeping::open(tx, &update, (d.id, d.version))
    });
    made.unwrap().id
}

fn sign(w: &World, who: &Actor, id: Id) -> Result<SignUp, VoiceError> {
    let scope = who.permit::<res::Reception, act::Create>()?;
    let (keys, people) = (w.app.keyring().clone(), w.app.directory().clone());
    let work = move |tx: &mut store::Tx<'_>| {
        signing::by_member(tx, &keys, people.as_ref(), &scope, (id, "加班费")).map(|(_, s)| s)
    };
    w.app.store().write_blocking(work)
}

fn sign_for(w: &World, by: &Actor, id: Id, name: &str, phone: &str) -> Result<SignUp, VoiceError> {
    let scope = by.permit::<res::Reception, act::Update>()?;
    let (keys, people) = (w.app.keyring().clone(), w.app.directory().clone());
    let f = SignUpForm { name: name.to_owned(), phone: phone.to_owned(), topic: "年休假".to_owned() };
    w.app
        .store()
        .write_blocking(move |tx| signing::for_somebody(tx, &keys, people.as_ref(), &scope, (id, &f)))
}

fn give_up(w: &World, who: &Actor, id: Id) -> Result<SignUp, VoiceError> {
    let (scope, keys) = (who.permit::<res::Reception, act::Update>()?, w.app.keyring().clone());
    w.app.store().write_blocking(move |tx| signing::cancel_own(tx, &keys, &scope, id))
}

fn all(w: &World, id: Id) -> Vec<SignUp> {
    w.app.store().read_blocking(move |tx| sign_up::of_reception(tx, id)).unwrap()
}

fn one(w: &World, id: Id, of: Id) -> SignUp {
    all(w, id).into_iter().find(|s| s.id == of).unwrap()
}

fn the_day(w: &World, id: Id) -> Reception {
    w.app.store().read_blocking(move |tx| reception::by_id(tx, id)).unwrap().unwrap()
}

fn messages(w: &World, who: Id) -> Vec<String> {
    let all = w.app.store().read_blocking(move |tx| notices::list(tx, who, None, false, 50)).unwrap();
    all.into_iter().map(|n| n.title).collect()
}

fn members(w: &World, at: &Union, n: u16) -> Vec<Actor> {
    let one = |i: u16| {
        join(&w.app, at, &format!("张工{}", char::from(b'A' + i as u8)), 20 + i, &format!("138000002{i:02}"))
    };
    (0..n).map(one).collect()
}

/// Every text of every table of this module.
fn dump(w: &World) -> String {
    let text = "SELECT answer || by_name || outcome || CAST(case_id AS TEXT) FROM reception_sign_up";
    let sql = Sql::composed("dump", Route::FanOut("test"), text.to_owned());
    let rows: Vec<String> = w.app.store().read_blocking(move |tx| tx.query(&sql, &[], |r| r.get(0))).unwrap();
    rows.join("\n")
}

db_test! { setup();
    fn twenty_at_once_get_five_seats_and_the_rest_wait(db: &TestDb) {
        let w = World::new(db);
        let id = open_day(&w, &w.firm, 5);
        let who = members(&w, &w.firm, 20);
        let other = app(db);
        let outcomes: Vec<SignUp> = std::thread::scope(|s| {
            let tasks: Vec<_> = who
                .iter()
                .enumerate()
                .map(|(n, actor)| {
                    let app = if n % 2 == 0 { &w.app } else { &other };
                    s.spawn(move || {
                        let scope = actor.permit::<res::Reception, act::Create>().unwrap();
                        let (keys, people) = (app.keyring().clone(), app.directory().clone());
                        let work = move |tx: &mut store::Tx<'_>| {
                            signing::by_member(tx, &keys, people.as_ref(), &scope, (id, "")).map(|(_, s)| s)
                        };
                        app.store().write_blocking(work).unwrap()
                    })
                })
                .collect();
            tasks.into_iter().map(|t| t.join().unwrap()).collect()
        });
        let mut seats: Vec<i64> = outcomes.iter().map(|s| s.seat).filter(|n| *n >= 0).collect();
        seats.sort_unstable();
        assert_eq!(seats, [0, 1, 2, 3, 4]);
        assert_eq!(outcomes.iter().filter(|s| s.state == SignUpState::Waiting).count(), 15);
        // Half of them give up at once, some of those who wait among them: no seat stays empty, none is given twice.
        std::thread::scope(|s| {
            let tasks: Vec<_> = who[..10].iter().map(|a| s.spawn(|| give_up(&w, a, id).unwrap())).collect();
            tasks.into_iter().for_each(|t| drop(t.join().unwrap()));
        });
        let now = all(&w, id);
        let mut seats: Vec<i64> = now.iter().map(|s| s.seat).filter(|n| *n >= 0).collect();
        seats.sort_unstable();
        assert_eq!(seats, [0, 1, 2, 3, 4]);
        assert_eq!(now.iter().filter(|s| s.state == SignUpState::Booked).count(), 5);
        assert_eq!(now.iter().filter(|s| s.state == SignUpState::Waiting).count(), 5);
    }

    fn one_sign_up_for_each_person_and_who_waited_longest_is_next(db: &TestDb) {
        let w = World::new(db);
        let id = open_day(&w, &w.firm, 1);
        let who = members(&w, &w.firm, 3);
        assert_eq!(sign(&w, &who[0], id).unwrap().seat, 0);
        assert_eq!(sign(&w, &who[0], id).unwrap_err().code(), "voice.signed-up");
        let known = sign_for(&w, &w.chair, id, "张工A", "13800000200").unwrap_err();
        assert_eq!(known.code(), "voice.signed-up", "the same member, by phone and name");
        assert_eq!(sign(&w, &who[1], id).unwrap().state, SignUpState::Waiting);
        assert_eq!(sign(&w, &who[2], id).unwrap().state, SignUpState::Waiting);
        give_up(&w, &who[0], id).unwrap();
        let of = |n: usize| {
            let (keys, person) = (w.app.keyring().clone(), who[n].id());
            let mine = w.app.store().read_blocking(move |tx| contacts::of_person(tx, &keys, person)).unwrap();
            one(&w, id, mine.last().unwrap().0)
        };
        assert_eq!((of(1).state, of(1).seat, of(2).state), (SignUpState::Booked, 0, SignUpState::Waiting));
        assert_eq!(messages(&w, who[1].id())[0], "候补有位置了");
        assert_eq!(sign(&w, &who[0], id).unwrap().state, SignUpState::Waiting, "whoever gave up stands at the end");
        assert_eq!(give_up(&w, &w.other_chair.clone(), id).unwrap_err().code(), "voice.sign-up-not-found");
        // A seat more goes to who waits.
        let (scope, keys) = (w.chair.permit::<res::Reception, act::Update>().unwrap(), w.app.keyring().clone());
        let version = the_day(&w, id).version;
        let more = w.app.store().write_blocking(move |tx| keeping::edit(tx, &keys, &scope, (id, version), &form(2)));
        assert_eq!((more.unwrap().seats, of(2).state, of(2).seat), (2, SignUpState::Booked, 1));
        let (scope, keys) = (w.chair.permit::<res::Reception, act::Update>().unwrap(), w.app.keyring().clone());
        let fewer = w.app.store().write_blocking(move |tx| keeping::edit(tx, &keys, &scope, (id, version + 1), &form(1)));
        assert_eq!(fewer.unwrap_err().field_errors()[0].code, "voice.seats-taken");
        db.clock().advance_ms(4 * DAY);
        assert_eq!(give_up(&w, &who[1], id).unwrap_err().code(), "voice.begun");
    }

    fn members_sign_up_at_the_own_union_and_above_only(db: &TestDb) {
        let w = World::new(db);
        let (own, above, beside) = (open_day(&w, &w.firm, 3), open_day(&w, &w.county, 3), open_day(&w, &w.other_firm, 3));
        assert!(sign(&w, &w.worker, own).is_ok() && sign(&w, &w.worker, above).is_ok());
        assert_eq!(sign(&w, &w.worker, beside).unwrap_err().code(), "voice.reception-not-found");
        let (scope, keys) = (w.worker.permit::<res::Reception, act::Read>().unwrap(), w.app.keyring().clone());
        let mine = w.app.store().read_blocking(move |tx| signing::own(tx, &keys, &scope)).unwrap();
        let ids: Vec<Id> = mine.iter().map(|o| o.day.id).collect();
        assert!(ids.contains(&own) && ids.contains(&above) && !ids.contains(&beside));
        assert!(mine.iter().all(|o| o.own.is_some() && o.topic == "加班费"));
        // Nobody from another firm sees who signed up here.
        for (who, sees) in [(&w.chair, true), (&w.clerk, true), (&w.advocate, true), (&w.other_chair, false), (&w.other_clerk, false)] {
            let scope = who.permit::<res::Reception, act::Read>().unwrap();
            let found = w.app.store().read_blocking(move |tx| reception::find(tx, &scope, own)).unwrap();
            assert_eq!(found.is_some(), sees, "{who:?}");
        }
        assert_eq!(sign_for(&w, &w.other_chair, own, "李四", "13800000333").unwrap_err().code(), "voice.reception-not-found");
        let s = all(&w, own)[0].clone();
        let reveal = |who: &Actor, purpose: &str| {
            let (scope, keys, purpose) = (who.permit::<res::Reception, act::Reveal>()?, w.app.keyring().clone(), purpose.to_owned());
            let of = (own, s.id);
            w.app.store().write_blocking(move |tx| receive::reveal(tx, &keys, &scope, of, &purpose))
        };
        assert_eq!(reveal(&w.chair, "通知改期").unwrap(), "13800000001");
        assert_eq!(reveal(&w.chair, "看").unwrap_err().code(), "voice.purpose");
        assert_eq!(reveal(&w.other_chair, "通知改期").unwrap_err().code(), "voice.reception-not-found");
    }

    fn cancelling_tells_everybody(db: &TestDb) {
        let w = World::new(db);
        let id = open_day(&w, &w.firm, 1);
        sign(&w, &w.worker, id).unwrap();
        sign_for(&w, &w.chair, id, "赵临时", "13900000009").unwrap();
        let cancel = |reason: &str, version: i64| {
            let (scope, keys, reason) =
                (w.chair.permit::<res::Reception, act::Update>().unwrap(), w.app.keyring().clone(), reason.to_owned());
            w.app.store().write_blocking(move |tx| keeping::cancel(tx, &keys, &scope, (id, version), &reason))
        };
        let version = the_day(&w, id).version;
        assert_eq!(cancel("", version).unwrap_err().field_errors()[0].pointer, "/reason");
        assert!(matches!(cancel("有会议", version - 1).unwrap_err(), VoiceError::Stale { .. }));
        let (after, told) = cancel("有会议", version).unwrap();
        assert_eq!((after.state, told.told, told.to_phone), (ReceptionState::Cancelled, 1, 1));
        assert_eq!(messages(&w, w.worker.id())[0], "接待日已取消");
        assert_eq!(sign(&w, &members(&w, &w.firm, 1)[0], id).unwrap_err().code(), "voice.not-open");
        assert_eq!(cancel("再取消", version + 1).unwrap_err().code(), "voice.reception-state");
    }

    fn what_is_said_becomes_a_case(db: &TestDb) {
        let w = World::new(db);
        let id = open_day(&w, &w.firm, 3);
        let s = sign(&w, &w.worker, id).unwrap();
        let second = sign_for(&w, &w.chair, id, "赵临时", "13900000009").unwrap();
        let said = |who: &Actor, s: &SignUp, confidential: bool| {
            let f = SaidForm {
                title: String::new(),
                body: "三个月没发加班费，问了车间和人事都说再等等。".to_owned(),
                fields: Values::from([("topic".to_owned(), "pay".to_owned())]),
                confidential,
            };
            let (scope, cases) =
                (who.permit::<res::Reception, act::Update>().unwrap(), who.permit::<res::Case, act::Create>().unwrap());
            let (ground, keys, places) = (w.app.cases(), w.app.keyring().clone(), w.app.workplaces().clone());
            let seen = (id, (s.id, s.version));
            w.app.store().write_blocking(move |tx| {
                receive::open_said(tx, (&ground, keys.as_ref(), places.as_ref()), (&scope, &cases), seen, &f)
            })
        };
        assert_eq!(said(&w.chair, &s, false).unwrap_err().code(), "voice.too-early");
        db.clock().advance_ms(3 * DAY);
        let (after, opened) = said(&w.chair, &s, false).unwrap();
        assert_eq!((after.state, after.outcome, after.case_id), (SignUpState::Came, Outcome::Case, Some(opened.id)));
        let c = w.case(opened.id);
        assert_eq!((c.reporter, c.person_id, c.channel.code()), (ReporterKind::Named, w.worker.id(), "visit"));
        assert_eq!(said(&w.chair, &after, false).unwrap_err().code(), "voice.sign-up-state", "once");
        // A confidential one lies above, its reporter's firm does not see it, and nothing here says which it is.
        let (after, sealed) = said(&w.chair, &second, true).unwrap();
        assert_eq!((after.outcome, after.case_id), (Outcome::Sealed, None));
        let mark = |s: &SignUp, came: bool| {
            let scope = w.chair.permit::<res::Reception, act::Update>().unwrap();
            let seen = (s.id, s.version);
            w.app.store().write_blocking(move |tx| receive::mark(tx, &scope, id, seen, came))
        };
        assert_eq!(mark(&after, false).unwrap_err().code(), "voice.sign-up-state", "who has said something was there");
        assert!(!dump(&w).contains(&sealed.id.to_string()) && !dump(&w).contains("赵临时"));
        let third = sign_for(&w, &w.chair, id, "钱走访", "13900000010").unwrap();
        let missed = mark(&third, false).unwrap();
        assert_eq!(missed.state, SignUpState::Missed);
        assert_eq!(mark(&missed, true).unwrap().state, SignUpState::Came, "a mistake is put right");
    }

    fn a_confidential_case_of_a_member_is_kept_from_the_firm(db: &TestDb) {
        let w = World::new(db);
        let id = open_day(&w, &w.town, 3);
        let s = sign(&w, &w.worker, id).unwrap();
        db.clock().advance_ms(3 * DAY);
        let f = SaidForm {
            title: "车间主任骂人".to_owned(),
            body: "班组长经常骂人，希望上级工会来管一管。".to_owned(),
            fields: Values::from([("topic".to_owned(), "pay".to_owned())]),
            confidential: true,
        };
        let (scope, cases) = (
            w.clerk.permit::<res::Reception, act::Update>().unwrap(),
            w.clerk.permit::<res::Case, act::Create>().unwrap(),
        );
        let (ground, keys, places) = (w.app.cases(), w.app.keyring().clone(), w.app.workplaces().clone());
        let opened = w.app.store().write_blocking(move |tx| {
            receive::open_said(tx, (&ground, keys.as_ref(), places.as_ref()), (&scope, &cases), (id, (s.id, s.version)), &f)
        });
        let (_, opened) = opened.unwrap();
        assert!(w.sees(&w.clerk, opened.id) && !w.sees(&w.chair, opened.id));
        assert_eq!(w.case(opened.id).person_id, Id(0));
        assert!(w.own(opened.id, |_, _, own| Ok(own.case.id)).is_ok(), "the member finds it among the own matters");
    }

    fn who_is_erased_has_signed_up_for_nothing(db: &TestDb) {
        let w = World::new(db);
        let id = open_day(&w, &w.firm, 3);
        let s = sign(&w, &w.worker, id).unwrap();
        let (keys, person) = (w.app.keyring().clone(), w.worker.id());
        let own = w.app.store().read_blocking({
            let keys = keys.clone();
            move |tx| contacts::own(tx, &keys, person)
        });
        let own = own.unwrap();
        assert_eq!((own.len(), own[0].contact.name.as_str(), own[0].contact.phone.as_str()), (1, "李建国", "13800000001"));
        assert!(own[0].title.contains("2026-11-26") && own[0].title.contains("主席接待日"), "{}", own[0].title);
        // The register calls this when it erases a person (its own test walks through all tables).
        assert_eq!(w.app.store().write_blocking(move |tx| contacts::forget(tx, &keys, person)).unwrap(), 1);
        let keys = w.app.keyring().clone();
        let left = w.app.store().read_blocking(move |tx| {
            Ok::<_, store::DbError>((contacts::get(tx, &keys, s.id)?, contacts::of_person(tx, &keys, person)?))
        });
        assert_eq!(left.unwrap(), (None, Vec::new()));
        assert_eq!(one(&w, id, s.id).state, SignUpState::Booked, "what was done stays");
    }

    fn days_that_are_past_end_by_themselves(db: &TestDb) {
        let w = World::new(db);
        let id = open_day(&w, &w.firm, 3);
        let run = || {
            let job = (voice::module().jobs)().remove(0);
            let past = w.app.store().read_blocking(|tx| reception::past(tx, 50)).unwrap();
            assert_eq!(job.kind(), "voice.reception-over");
            for id in past {
                let by = Actor::system(guard::Reason::Job, "t");
                w.app.store().write_blocking(move |tx| keeping::finish_past(tx, &by, id)).unwrap();
            }
        };
        run();
        assert_eq!(the_day(&w, id).state, ReceptionState::Open);
        db.clock().advance_ms(5 * DAY);
        run();
        assert_eq!(the_day(&w, id).state, ReceptionState::Over);
        let wrong = ReceptionForm { seats: 9, closes_at: Some(Timestamp::at_day_start(day("2026-12-09"))), day: day("2026-12-08"), ..form(1) };
        let (scope, r) = (w.advocate.permit::<res::Reception, act::Create>().unwrap(), room(&w, &w.town));
        let refused = w.app.store().write_blocking(move |tx| keeping::create(tx, &scope, r, &wrong)).unwrap_err();
        let codes: Vec<&str> = refused.field_errors().iter().map(|f| f.code).collect();
        assert_eq!(codes, ["voice.seats-time", "voice.closes-late"]);
    }
}
