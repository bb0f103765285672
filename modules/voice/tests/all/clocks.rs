//! Clocks of matters: spoken once, late and climbing, stopped and extended.
#![allow(clippy::unwrap_used, reason = "a test")]

use crate::common::{World, app, setup};
use kernel::{Day, Id, Problem};
use platform::cases::store::event;
use platform::cases::{CaseState, Deed, ReporterKind, speak};
use platform::notices;
use testkit::{TestDb, db_test};

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn deeds(w: &World, id: Id) -> Vec<String> {
    let events = w.app.store().read_blocking(move |tx| event::of_case(tx, id)).unwrap();
    events.into_iter().map(|e| e.deed).collect()
}

fn inbox(w: &World, account: Id) -> Vec<String> {
    let all = w.app.store().read_blocking(move |tx| notices::list(tx, account, None, false, 100)).unwrap();
    all.into_iter().map(|n| n.title).collect()
}

fn pause(note: &str) -> Deed {
    Deed::Suspend { note: note.to_owned() }
}

db_test! { setup();
    fn half_then_late_then_higher_and_each_once(db: &TestDb) {
        let w = World::new(db);
        let id = w.tell(ReporterKind::Named).id;
        w.make(&w.chair, id, "take_general", &[]).unwrap();
        assert_eq!(speak(&w.app).unwrap(), 0);
        // Told on Monday, five working days: two of them are over with Wednesday.
        db.clock().advance_ms(3 * DAY - 10 * HOUR);
        assert_eq!(speak(&w.app).unwrap(), 0, "Wednesday 23:00");
        db.clock().advance_ms(2 * HOUR);
        assert_eq!(speak(&w.app).unwrap(), 1, "Thursday 01:00");
        assert_eq!(speak(&w.app).unwrap(), 0);
        assert!(inbox(&w, w.chair.id()).contains(&"期限已过一半，请抓紧办理".to_owned()));
        assert!(!w.case(id).late);
        // The limit ends with Monday.
        db.clock().advance_ms(5 * DAY);
        assert_eq!(w.case(id).due_on(), Some(day("2026-11-30")));
        assert_eq!(speak(&w.app).unwrap(), 1);
        let c = w.case(id);
        assert!(c.late && c.watch_path == w.town.place().as_str() && c.climbed == 1);
        assert!(inbox(&w, w.clerk.id()).contains(&"事项已超期".to_owned()), "the township is told");
        assert!(!inbox(&w, w.advocate.id()).contains(&"事项已超期".to_owned()), "the county not yet");
        assert_eq!((c.holder.id, c.owner_id), (w.firm.id, w.chair.id()), "who has it keeps it");
        db.clock().advance_ms(3 * DAY);
        assert_eq!(speak(&w.app).unwrap(), 1);
        assert_eq!((w.case(id).watch_path.as_str(), w.case(id).climbed), (w.county.place().as_str(), 2));
        db.clock().advance_ms(30 * DAY);
        assert_eq!(speak(&w.app).unwrap(), 0, "nobody stands higher");
        assert_eq!(deeds(&w, id), ["open", "take_general", "half", "late", "climb"]);
        w.make(&w.chair, id, "decide_general", &[("decision", "补发")]).unwrap();
        assert_eq!((w.case(id).watch_path.as_str(), w.case(id).late), ("", true), "it goes on; late it was");
    }

    fn a_late_matter_that_is_handed_on_is_watched_anew(db: &TestDb) {
        let w = World::new(db);
        let id = w.tell(ReporterKind::Named).id;
        w.make(&w.chair, id, "take_general", &[]).unwrap();
        db.clock().advance_ms(10 * DAY);
        while speak(&w.app).unwrap() > 0 {}
        assert!(w.case(id).late && !w.case(id).watch_path.is_empty());
        let given = Deed::Transfer { union_id: w.town.id, note: "涉及几家单位".to_owned() };
        let c = w.take(&w.chair, id, given).unwrap();
        assert_eq!((c.watch_path.as_str(), c.climbed, c.late), ("", 0, true), "who watched it may have it now");
        db.clock().advance_ms(10 * DAY);
        speak(&w.app).unwrap();
        assert_eq!(w.case(id).watch_path, w.county.place().as_str(), "it climbs from where it lies");
    }

    fn two_programs_at_once_let_each_clock_speak_once(db: &TestDb) {
        let w = World::new(db);
        let ids: Vec<Id> = (0..40).map(|_| w.tell(ReporterKind::Named).id).collect();
        db.clock().advance_ms(3 * DAY);
        let other = app(db);
        let spoken: usize = std::thread::scope(|s| {
            let both = [s.spawn(|| speak(&w.app).unwrap()), s.spawn(|| speak(&other).unwrap())];
            both.into_iter().map(|t| t.join().unwrap()).sum()
        });
        assert!(spoken >= ids.len());
        for id in ids {
            let deeds = deeds(&w, id);
            let count = |deed: &str| deeds.iter().filter(|d| *d == deed).count();
            assert_eq!((count("half"), count("late")), (1, 1), "{deeds:?}");
        }
    }

    fn a_clock_that_stands_still_speaks_not_and_keeps_its_days(db: &TestDb) {
        let w = World::new(db);
        let id = w.tell(ReporterKind::Named).id;
        w.make(&w.chair, id, "take_general", &[]).unwrap();
        db.clock().advance_ms(DAY);
        let wordless = w.take(&w.chair, id, pause(" ")).unwrap_err();
        assert_eq!(wordless.code(), "cases.reason-missing");
        let c = w.take(&w.chair, id, pause("等劳动监察的结果")).unwrap();
        assert_eq!(c.state, CaseState::Paused);
        let stopped = w.make(&w.chair, id, "decide_general", &[("decision", "x")]).unwrap_err();
        assert_eq!((stopped.code(), stopped.params()["step"].as_str()), ("cases.not-now", "已暂停"));
        db.clock().advance_ms(14 * DAY);
        assert_eq!(speak(&w.app).unwrap(), 0);
        let c = w.take(&w.chair, id, Deed::Resume { note: String::new() }).unwrap();
        // One of five days was used (Tuesday); four are left from Tuesday 8 December on.
        assert_eq!((c.state, c.due_on()), (CaseState::Open, Some(day("2026-12-14"))));
        let c = w.take(&w.chair, id, Deed::Extend { days: 3, note: "还要再谈一次".to_owned() }).unwrap();
        assert_eq!(c.due_on(), Some(day("2026-12-17")));
        db.clock().advance_ms(20 * DAY);
        speak(&w.app).unwrap();
        let deed = || Deed::Extend { days: 3, note: "再要几天".to_owned() };
        let late = w.take(&w.chair, id, deed()).unwrap_err();
        assert_eq!(late.field_errors()[0].code, "cases.extension-late");
    }

    fn a_year_without_a_calendar_loses_nothing(db: &TestDb) {
        let w = World::new(db);
        let until = Day::constant(2026, 12, 31);
        while w.app.clock().today() < until {
            db.clock().advance_ms(DAY);
        }
        let id = w.tell(ReporterKind::Named).id;
        let c = w.case(id);
        assert_eq!((c.state, c.clock), (CaseState::Open, None), "told, and its clock waits for the table");
        assert!(c.tick_at.0 > 0);
        db.clock().advance_ms(DAY);
        assert_eq!(speak(&w.app).unwrap(), 1);
        assert!(w.case(id).clock.is_none() && w.case(id).tick_at.0 > 0);
    }
}
