//! A matter from intake to answer, on every database.
#![allow(clippy::unwrap_used, reason = "a test")]

use crate::common::{World, setup};
use guard::{act, res};
use kernel::{Day, Id, Problem};
use platform::cases::store::list::{self, CaseFilter, Me, View};
use platform::cases::store::{event, opinion};
use platform::cases::{CaseError, CaseState, Deed, Rating, ReporterKind};
use testkit::{TestDb, db_test};

const DAY: i64 = 86_400_000;

/// 2026-11-23 is a Monday.
fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn note(text: &str) -> String {
    text.to_owned()
}

fn plain(w: &World, id: Id) -> Vec<String> {
    let events = w.app.store().read_blocking(move |tx| event::of_case(tx, id)).unwrap();
    events.into_iter().map(|e| e.plain).filter(|p| !p.is_empty()).collect()
}

fn todo(w: &World, actor: &guard::Actor, view: View) -> Vec<Id> {
    let scope = actor.permit::<res::Case, act::Read>().unwrap();
    let actor = actor.clone();
    let found = w.app.store().read_blocking(move |tx| {
        let posts = actor.grants().iter().map(|g| (g.path.clone(), g.role.code().to_owned())).collect();
        let me = Me { accounts: platform::cases::acts_for(tx, actor.id())?, posts };
        let all = list::list(tx, &scope, (view, &me), &CaseFilter::default(), None, 100)?;
        Ok::<_, CaseError>(all.into_iter().map(|c| c.id).collect())
    });
    found.unwrap()
}

db_test! { setup();
    fn a_matter_has_number_owner_and_clock_and_is_answered_and_rated(db: &TestDb) {
        let w = World::new(db);
        let told = w.tell(ReporterKind::Named);
        let code = w.firm.code.clone();
        assert_eq!(told.number, format!("ZS-{code}-2026-0001"));
        assert_eq!(w.tell(ReporterKind::Named).number, format!("ZS-{code}-2026-0002"));
        let c = w.case(told.id);
        assert_eq!((c.step.as_str(), c.title.as_str()), ("registered", "三个月没发加班费，问了车间和人事都说再等等"));
        assert_eq!((c.holder.id, c.holder_role.as_str(), c.owner_id), (w.firm.id, "chair", Id(0)));
        assert_eq!(c.due_on(), Some(day("2026-11-24")), "one working day");
        assert!(todo(&w, &w.chair, View::Todo).contains(&told.id));
        assert!(!todo(&w, &w.clerk, View::Todo).contains(&told.id), "it lies with the chair");
        assert!(todo(&w, &w.clerk, View::Open).contains(&told.id), "the township sees it");
        assert!(!w.sees(&w.other_clerk, told.id) && !w.sees(&w.other_chair, told.id));

        let c = w.make(&w.chair, told.id, "take_general", &[]).unwrap();
        assert_eq!((c.track.as_str(), c.owner_id), ("general", w.chair.id()), "who takes it goes on with it");
        assert_eq!(c.due_on(), Some(day("2026-11-30")), "five working days");
        let missing = w.make(&w.chair, told.id, "decide_general", &[]).unwrap_err();
        assert_eq!(missing.field_errors()[0].pointer, "/fields/decision");
        w.make(&w.chair, told.id, "decide_general", &[("decision", "分两次补发")]).unwrap();
        let early = w.own(told.id, |tx, g, own| own.rate(tx, g, Rating::Satisfied, "")).unwrap_err();
        assert_eq!(early.code(), "cases.not-rated");
        let c = w.make(&w.chair, told.id, "reply", &[("result", "solved"), ("money", "12,345.60")]).unwrap();
        assert_eq!((c.state, c.fields["money"].as_str()), (CaseState::Closed, "1234560"));
        let said = plain(&w, told.id);
        assert_eq!(said.last().unwrap(), "宏达模具有限公司工会委员会答复您：核对过考勤，这个月补发。");
        let c = w.own(told.id, |tx, g, own| own.rate(tx, g, Rating::Satisfied, "")).unwrap();
        assert_eq!((c.rating, c.state), (Some(Rating::Satisfied), CaseState::Closed));
        let again = w.own(told.id, |tx, g, own| own.rate(tx, g, Rating::Fair, "")).unwrap_err();
        assert_eq!(again.code(), "cases.not-rated");
        let rows = {
            let (place, today) = (w.town.place(), w.app.clock().today());
            w.app.store().read_blocking(move |tx| voice::towns(tx, &place, None, today)).unwrap()
        };
        let firm = rows.iter().find(|r| r.union_id == w.firm.id).unwrap();
        assert_eq!((firm.received, firm.closed, firm.general, firm.in_time, firm.satisfied), (2, 1, 1, 1, 1));
    }

    fn dissatisfied_opens_it_once_and_then_the_place_above_calls(db: &TestDb) {
        let w = World::new(db);
        let id = w.tell(ReporterKind::Named).id;
        w.make(&w.chair, id, "take_simple", &[]).unwrap();
        w.make(&w.chair, id, "reply_simple", &[("result", "explained")]).unwrap();
        let wordless = w.own(id, |tx, g, own| own.rate(tx, g, Rating::Dissatisfied, " ")).unwrap_err();
        assert_eq!(wordless.code(), "cases.reason-missing");
        let c = w.own(id, |tx, g, own| own.rate(tx, g, Rating::Dissatisfied, "还没有补发")).unwrap();
        assert_eq!((c.step.as_str(), c.state, c.reopened, c.rating), ("again", CaseState::Open, 1, None));
        assert_eq!((c.holder.id, c.owner_id), (w.firm.id, w.chair.id()));
        w.make(&w.chair, id, "reply", &[("result", "explained")]).unwrap();
        let c = w.own(id, |tx, g, own| own.rate(tx, g, Rating::Dissatisfied, "还是没有")).unwrap();
        assert_eq!((c.step.as_str(), c.holder.id, c.owner_id), ("callback", w.town.id, Id(0)), "above");
        let held = w.make(&w.chair, id, "called", &[]).unwrap_err();
        assert_eq!(held.code(), "cases.held-by");
        w.make(&w.clerk, id, "called", &[]).unwrap();
        let third = w.own(id, |tx, g, own| own.rate(tx, g, Rating::Dissatisfied, "第三次")).unwrap();
        assert_eq!((third.step.as_str(), third.rating), ("finished", Some(Rating::Dissatisfied)), "no third time");
    }

    fn what_lies_with_a_union_stands_in_its_lists_once_wherever_it_was_told(db: &TestDb) {
        let w = World::new(db);
        let own = w.tell_with(ReporterKind::Named, |n| n.home_id = w.other_firm.id).id;
        let id = w.tell(ReporterKind::Named).id;
        assert_eq!(todo(&w, &w.other_chair, View::All), [own], "it is told and lies elsewhere");
        let deed = Deed::Transfer { union_id: w.other_firm.id, note: note("归口办理") };
        w.take(&w.chair, id, deed).unwrap();
        assert_eq!(todo(&w, &w.other_chair, View::All), [id, own], "newest first");
        assert_eq!(todo(&w, &w.other_chair, View::Open).len(), 2);
        assert_eq!(todo(&w, &w.other_chair, View::Todo), [own, id], "nobody took them yet");
        assert_eq!(todo(&w, &w.chair, View::All), [id], "it was told here");
    }

    fn who_has_it_acts_and_others_are_told_who(db: &TestDb) {
        let w = World::new(db);
        let id = w.tell(ReporterKind::Named).id;
        let far = w.take(&w.other_chair, id, Deed::Accept).unwrap_err();
        assert!(matches!(far, CaseError::NotFound));
        let moved = w.take(&w.chair, id, Deed::Transfer { union_id: w.town.id, note: note("涉及几家单位") }).unwrap();
        assert_eq!((moved.holder.id, moved.holder_role.as_str(), moved.from_id), (w.town.id, "clerk", w.firm.id));
        let gone = w.make(&w.chair, id, "take_simple", &[]).unwrap_err();
        assert_eq!((gone.code(), gone.params()["name"].as_str()), ("cases.held-by", "胡陈乡总工会"));
        assert!(todo(&w, &w.chair, View::HandedOver).contains(&id));
        w.take(&w.clerk, id, Deed::Accept).unwrap();
        let taken = w.take(&w.second_clerk, id, Deed::Accept).unwrap_err();
        assert_eq!(taken.code(), "cases.held-by");
        let c = w.take(&w.clerk, id, Deed::Assign { account_id: w.second_clerk.id(), note: note("") }).unwrap();
        assert_eq!(c.owner_id, w.second_clerk.id());
        let odd = w.take(&w.second_clerk, id, Deed::Assign { account_id: w.chair.id(), note: note("") }).unwrap_err();
        assert!(matches!(odd, CaseError::NoAccount), "of another union");
        let c = w.take(&w.second_clerk, id, Deed::Delegate { account_id: Some(w.clerk.id()), note: note("") }).unwrap();
        assert_eq!((c.owner_id, c.delegate_id), (w.second_clerk.id(), w.clerk.id()));
        assert!(todo(&w, &w.clerk, View::Todo).contains(&id), "who helps has it to do");
        w.make(&w.clerk, id, "take_simple", &[]).unwrap();
        let back = w.take(&w.advocate, id, Deed::Return { note: note("由企业工会办") }).unwrap();
        assert_eq!((back.holder.id, back.owner_id), (w.firm.id, Id(0)), "who stands above may");
        let up = w.take(&w.chair, id, Deed::Escalate { note: note("办不了") }).unwrap();
        assert_eq!(up.holder.id, w.town.id);
    }

    fn the_second_of_two_who_act_at_once_is_told(db: &TestDb) {
        let w = World::new(db);
        let id = w.tell(ReporterKind::Named).id;
        let seen = w.case(id).version;
        w.take_seen(&w.chair, (id, seen), Deed::Accept).unwrap();
        let second = w.take_seen(&w.clerk, (id, seen), Deed::Remark { note: note("看过了"), public: false });
        assert!(matches!(second, Err(CaseError::Stale)));
        let remark = Deed::Remark { note: note("本周答复"), public: true };
        w.take_seen(&w.clerk, (id, seen + 1), remark).unwrap();
        assert!(plain(&w, id).last().unwrap().ends_with("告诉您：本周答复"));
    }

    fn opinions_are_asked_of_others_who_see_the_case_by_it(db: &TestDb) {
        let w = World::new(db);
        let id = w.tell(ReporterKind::Named).id;
        w.make(&w.chair, id, "take_general", &[]).unwrap();
        assert!(!w.sees(&w.other_clerk, id));
        let ask = |due: &str| Deed::Countersign {
            union_ids: vec![w.other_town.id],
            question: note("贵镇同行业单价多少"),
            due_on: day(due),
        };
        let late = w.take(&w.chair, id, ask("2026-11-22")).unwrap_err();
        assert_eq!(late.field_errors()[0].pointer, "/due_on");
        w.take(&w.chair, id, ask("2026-11-25")).unwrap();
        assert!(w.sees(&w.other_clerk, id) && !w.sees(&w.other_chair, id));
        let asked = w.app.store().read_blocking(move |tx| opinion::of_case(tx, id)).unwrap();
        let answer = |n: &str| Deed::Opinion { opinion_id: asked[0].id, answer: note(n) };
        let wrong = w.take(&w.clerk, id, answer("不是问我的")).unwrap_err();
        assert_eq!(wrong.code(), "cases.held-by");
        w.take(&w.other_clerk, id, answer("同行业单价二角八分")).unwrap();
        let twice = w.take(&w.other_clerk, id, answer("再说一遍")).unwrap_err();
        assert_eq!(twice.code(), "cases.not-now");
    }

    fn matters_that_say_the_same_are_joined(db: &TestDb) {
        let w = World::new(db);
        let (a, b) = (w.tell(ReporterKind::Named).id, w.tell(ReporterKind::Named).id);
        let itself = w.take(&w.chair, a, Deed::Merge { into_id: a, note: note("同一件") }).unwrap_err();
        assert!(matches!(itself, CaseError::NotMerged));
        let c = w.take(&w.chair, a, Deed::Merge { into_id: b, note: note("同一件") }).unwrap();
        assert_eq!((c.state, c.merged_into, c.tick_at.0), (CaseState::Merged, b, 0));
        let over = w.take(&w.chair, a, Deed::Accept).unwrap_err();
        assert_eq!(over.code(), "cases.not-now");
        let back = w.take(&w.chair, b, Deed::Merge { into_id: a, note: note("反过来") }).unwrap_err();
        assert!(matches!(back, CaseError::NotMerged));
    }

    fn a_stand_in_acts_for_who_is_away_on_the_days_that_were_said(db: &TestDb) {
        let w = World::new(db);
        let id = w.tell(ReporterKind::Named).id;
        w.take(&w.chair, id, Deed::Transfer { union_id: w.town.id, note: note("转镇里") }).unwrap();
        w.take(&w.clerk, id, Deed::Accept).unwrap();
        let (scope, deputy) = (w.clerk.permit::<res::Case, act::Update>().unwrap(), w.second_clerk.id());
        let days = (day("2026-11-24"), day("2026-11-25"));
        w.app
            .store()
            .write_blocking(move |tx| platform::cases::appoint(tx, &scope, deputy, days, "出差").map(drop))
            .unwrap();
        assert!(!todo(&w, &w.second_clerk, View::Todo).contains(&id), "not before its first day");
        let early = w.make(&w.second_clerk, id, "take_simple", &[]).unwrap_err();
        assert_eq!(early.code(), "cases.held-by", "nor does it act before");
        db.clock().advance_ms(DAY);
        assert!(todo(&w, &w.second_clerk, View::Todo).contains(&id));
        w.make(&w.second_clerk, id, "take_simple", &[]).unwrap();
        db.clock().advance_ms(2 * DAY);
        let over = w.make(&w.second_clerk, id, "reply_simple", &[("result", "solved")]).unwrap_err();
        assert_eq!(over.code(), "cases.held-by");
    }
}
