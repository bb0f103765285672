//! Who is meant: the judgement of a member and the count over all of them are the same, whatever the conditions.
#![allow(clippy::unwrap_used, reason = "a test")]

use kernel::{Day, Id};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use registry::api::reach::{self, Condition, Names};
use registry::api::{Profile, membership_of};
use testkit::{TestDb, db_test};

use crate::common::world::{World, day};
use crate::common::{number, setup, sql};

const FLAGS: [&str; 5] = ["new_resident", "new_employment", "model_worker", "skill", "migrant_worker"];

fn condition(unions: Vec<Id>) -> impl Strategy<Value = Condition> {
    let age = || prop::option::of(20_i64..60);
    let flags = prop::collection::vec(prop::sample::select(FLAGS.to_vec()), 0..3);
    let states = prop::collection::vec(prop::sample::select(vec!["1", "2", "4"]), 0..3);
    let own = |all: Vec<&str>| all.into_iter().map(str::to_owned).collect::<Vec<_>>();
    prop_oneof![
        prop::collection::vec(prop::sample::select(unions), 0..3)
            .prop_map(|unions| Condition::UnionBeneath { unions }),
        (1_i64..120).prop_map(|months| Condition::MemberFor { months }),
        (0_i64..120).prop_map(|m| Condition::JoinedSince { day: day(20_180_115).plus_months(m) }),
        (1_i64..3_650).prop_map(|days| Condition::JoinedWithin { days }),
        (age(), age()).prop_map(|(from, to)| Condition::Age { from, to }),
        prop::sample::select(vec!["1", "2"]).prop_map(|c| Condition::Sex { code: c.to_owned() }),
        flags.prop_map(move |all| Condition::Flag { any_of: own(all) }),
        states.prop_map(move |all| Condition::WorkState { any_of: own(all) }),
        Just(Condition::MigrantWorker),
    ]
}

/// Sixty people in two unions with all that the conditions look at, some of whom went over, left or came back.
fn filled(w: &World) -> Vec<Id> {
    let mut all = Vec::new();
    for n in 0..60_u32 {
        let union = if n % 3 == 0 { &w.r.theirs } else { &w.r.mine };
        let text = |values: &[&str], by: u32| values[(n / by) as usize % values.len()].to_owned();
        let profile = Profile {
            sex: text(&["1", "2"], 1),
            work_state: text(&["1", "2", "4"], 2),
            migrant_worker: text(&["", "0", "1"], 3),
            skill: text(&["", "00", "3"], 4),
            ..Profile::default()
        };
        let since = day(20_180_115).plus_days(i64::from(n * 53));
        all.extend(w.people(union, vec![(n * 40_000, profile)], since).into_iter().map(|m| m.id));
    }
    let today = w.app.clock().today();
    for (n, person) in all.iter().enumerate() {
        let kind = ["new_resident", "new_employment", "model_worker"][n % 3];
        let (from, to) = match n % 4 {
            0 => (today.plus_days(-30), Day::OPEN),
            1 => (today.plus_days(-30), today.plus_days(-1)),
            2 => (today.plus_days(1), Day::OPEN),
            _ => (today, today),
        };
        run(w, format!(
            "INSERT INTO member_flag (person_id, id, kind, value, valid_from, valid_to, document, evidence_id, source, made_by_name,
               made_at, ended_by_name, version)
             VALUES ({person}, {n}, '{kind}', '', {}, {}, '', 0, 'cadre', '', 0, '', 1)",
            from.number(), to.number()
        ));
    }
    // An earlier membership: went over from another union, left, or left before going over.
    for (n, person) in all.iter().enumerate().filter(|(n, _)| n % 2 == 0) {
        let before = |id: usize, status: &str, from: i64, to: i64| {
            run(w, format!(
                "INSERT INTO membership (person_id, id, union_id, union_path, sort_key, employer_id, employer_name, status,
                   valid_from, valid_to)
                 VALUES ({person}, {id}, {}, '{}', '', 0, '', '{status}', {from}, {to})",
                w.r.theirs.id, w.r.theirs.place()
            ));
        };
        match n % 8 {
            0 => before(1, "transferred_out", 20_150_601, 20_171_231),
            2 => before(1, "left", 20_150_601, 20_171_231),
            4 => {
                before(1, "transferred_out", 20_130_601, 20_141_231);
                before(2, "left", 20_150_101, 20_171_231);
            }
            _ => {
                before(1, "left", 20_130_601, 20_141_231);
                before(2, "transferred_out", 20_150_101, 20_171_231);
            }
        }
    }
    run(w, format!("UPDATE person SET birth_day = 0 WHERE id IN ({}, {})", all[5], all[6]));
    run(
        w,
        format!(
            "UPDATE membership SET status = 'left', valid_to = 20250101 WHERE person_id = {} AND valid_to = 99991231",
            all[7]
        ),
    );
    run(
        w,
        format!(
            "UPDATE membership SET status = 'retained' WHERE person_id = {} AND valid_to = 99991231",
            all[8]
        ),
    );
    all
}

fn run(w: &World, text: String) {
    w.app.store().write_blocking(move |tx| tx.execute(&sql(text.clone()), &[])).unwrap();
}

/// Judged one by one, and counted: by the database, and in memory.
fn both(w: &World, people: &[Id], who: &[Condition]) -> (i64, i64) {
    let (people, who, codes) = (people.to_vec(), who.to_vec(), w.app.codesets());
    let county = w.r.county.clone();
    let read = w.app.store().read_blocking(move |tx| {
        let (home, today) = (county.place(), tx.today());
        let names = Names::load(tx, &codes, county.id, &who)?;
        let mut judged = 0;
        for person in &people {
            let Some(f) = reach::facts(tx, *person)? else { continue };
            judged += i64::from(reach::refusal(&f, &home, &who, today, &names).is_none());
        }
        let counted = reach::count(tx, &home, &who, today)?;
        let kept = reach::columns(tx)?.unwrap();
        assert_eq!(reach::counted(tx, &kept, &home, (&who, today))?, counted, "in memory: {who:?}");
        Ok::<_, store::DbError>((judged, counted))
    });
    read.unwrap()
}

db_test! { setup();
    fn the_count_agrees_with_the_judgement(db: &TestDb) {
        let w = World::new(db);
        let people = filled(&w);
        assert_eq!(both(&w, &people, &[]), (59, 59), "one of sixty left");
        let unions = vec![w.r.here.id, w.r.there.id, w.r.mine.id, w.r.theirs.id, w.r.county.id, Id(5)];
        let mut some = 0;
        // Each condition by itself, so that none is always true, and any mixture.
        for who in [
            Condition::UnionBeneath { unions: vec![w.r.here.id] },
            Condition::MemberFor { months: 108 },
            Condition::JoinedSince { day: day(20_210_301) },
            Condition::JoinedWithin { days: 1_500 },
            Condition::Age { from: Some(30), to: Some(36) },
            Condition::Sex { code: "2".into() },
            Condition::Flag { any_of: vec!["new_resident".into(), "skill".into()] },
            Condition::WorkState { any_of: vec!["4".into()] },
            Condition::MigrantWorker,
        ] {
            let (judged, counted) = both(&w, &people, std::slice::from_ref(&who));
            assert_eq!(judged, counted, "{who:?}");
            assert!((1..59).contains(&counted), "{who:?}: {counted}");
        }
        let mut runner = TestRunner::deterministic();
        let lists = prop::collection::vec(condition(unions), 0..4);
        for _ in 0..120 {
            let who = lists.new_tree(&mut runner).unwrap().current();
            let (judged, counted) = both(&w, &people, &who);
            assert_eq!(judged, counted, "{who:?}");
            some += usize::from((1..59).contains(&counted));
        }
        assert!(some > 30, "most lists mean some and not all: {some}");
        let open = number(db.store(), "SELECT count(*) FROM membership WHERE valid_to = 99991231");
        assert_eq!(open, 59);
    }
}

db_test! { setup();
    fn a_refused_member_reads_why(db: &TestDb) {
        let w = World::new(db);
        let of = |n, migrant: &str, since| {
            let profile = Profile { migrant_worker: migrant.into(), ..Profile::default() };
            w.people(&w.r.mine, vec![(n, profile)], since)[0].id
        };
        let (new, old) = (of(0, "0", day(20_260_315)), of(400 * 365 * 25, "1", day(20_150_101)));
        let codes = w.app.codesets();
        let (county, there) = (w.r.county.clone(), w.r.there.clone());
        let why = |person: Id, home: &registry::api::Union, who: Vec<Condition>| {
            let (codes, home) = (codes.clone(), home.clone());
            let read = w.app.store().read_blocking(move |tx| {
                let names = Names::load(tx, &codes, home.id, &who)?;
                let f = reach::facts(tx, person)?.unwrap();
                assert_eq!(Some(f.union_id), membership_of(tx, person)?.map(|m| m.union_id));
                let today = tx.today();
                Ok::<_, store::DbError>(reach::refusal(&f, &home.place(), &who, today, &names).map(|r| r.sentence))
            });
            read.unwrap()
        };
        let year = vec![Condition::MemberFor { months: 12 }];
        let said = why(new, &county, year.clone()).unwrap();
        assert_eq!(said, "本活动面向入会满1年的会员，您入会于2026年3月，满1年后可参加");
        assert_eq!(why(old, &county, year), None);
        let said = why(old, &county, vec![Condition::JoinedSince { day: day(20_260_315) }]).unwrap();
        assert_eq!(said, "本活动面向2026年3月15日以后新入会的会员，您入会于2015年1月1日");
        assert_eq!(why(new, &county, vec![Condition::JoinedSince { day: day(20_260_315) }]), None, "the day itself counts");
        assert!(why(new, &county, vec![Condition::JoinedSince { day: day(20_260_316) }]).is_some());
        let ago = day(20_260_315).days_until(w.app.clock().today());
        let said = why(new, &county, vec![Condition::JoinedWithin { days: ago - 1 }]).unwrap();
        assert_eq!(said, format!("本活动面向最近{}天内新入会的会员，您入会于2026年3月15日", ago - 1));
        assert_eq!(why(new, &county, vec![Condition::JoinedWithin { days: ago }]), None);
        let said = why(new, &there, vec![]).unwrap();
        assert_eq!(said, "本活动面向长街镇总工会所属工会的会员，您的会籍不在其中");
        let said = why(new, &county, vec![Condition::UnionBeneath { unions: vec![there.id] }]).unwrap();
        assert_eq!(said, "本活动面向长街镇总工会的会员");
        let said = why(new, &county, vec![Condition::MigrantWorker]).unwrap();
        assert!(said.starts_with("本活动面向农民工会员，"), "{said}");
        assert_eq!(why(old, &county, vec![Condition::MigrantWorker]), None);
        let said = why(new, &county, vec![Condition::Age { from: None, to: Some(35) }]).unwrap();
        assert_eq!(said, "本活动面向不超过35周岁的会员，您今年41周岁");
        let said = why(new, &county, vec![Condition::Sex { code: "2".into() }]).unwrap();
        assert_eq!(said, "本活动面向女性会员");
    }
}
