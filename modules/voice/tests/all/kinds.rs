//! Calls, suggestions, wishes and the column on every database: the way back level by level, quality check and call-back,
//! judges, claims, what everybody reads, and letters.
#![allow(clippy::unwrap_used, reason = "a test")]

use std::sync::{Arc, Barrier};

use crate::common::{World, join, setup};
use guard::{Actor, act, res};
use kernel::{Id, Problem};
use platform::cases::store::list::{self, CaseFilter, Me, View};
use platform::cases::store::{claim, event, judge};
use platform::cases::{
    CaseError, CaseFile, CaseState, Channel, Deed, Rating, Reporter, ReporterKind, Values, claim_by_member,
    forget_claims, move_claimed, paper_values,
};
use platform::letters::Value;
use testkit::{TestDb, db_test};

fn values(all: &[(&str, &str)]) -> Values {
    all.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()
}

fn tell(w: &World, kind: &'static str, fields: &'static [(&'static str, &'static str)]) -> Id {
    let told = w.tell_with(ReporterKind::Named, |new| {
        kind.clone_into(&mut new.kind);
        new.fields = values(fields);
    });
    told.id
}

/// Somebody calls the county.
fn call(w: &World) -> Id {
    let told = w.tell_with(ReporterKind::Named, |new| {
        voice::CALL_KIND.clone_into(&mut new.kind);
        (new.home_id, new.channel) = (w.county.id, Channel::Call);
        new.fields = values(&[("topic", "pay")]);
        new.ties = Vec::new();
    });
    told.id
}

fn hand(w: &World, actor: &Actor, id: Id, to: Id) -> CaseFile {
    w.take(actor, id, Deed::Transfer { union_id: to, note: "请核实".to_owned() }).unwrap()
}

fn back(w: &World, actor: &Actor, id: Id) -> Result<CaseFile, CaseError> {
    w.take(actor, id, Deed::Return { note: "不归我们".to_owned() })
}

fn wish(w: &World) -> Id {
    tell(w, voice::WISH_KIND, &[("whose", "child"), ("sort", "study")])
}

const SHOWN: &[(&str, &str)] = &[("public_title", "一盏台灯"), ("public_text", "三年级女孩想要一盏台灯")];

fn published(w: &World) -> Id {
    let id = wish(w);
    w.make(&w.chair, id, "publish", SHOWN).unwrap();
    id
}

fn claims(w: &World, member: &Actor, id: Id) -> Result<CaseFile, CaseError> {
    let (ground, member) = (w.app.cases(), member.clone());
    w.app.store().write_blocking(move |tx| claim_by_member(tx, &ground, &member, "13800000009", id))
}

fn claimant(w: &World, member: &Actor, id: Id, code: &'static str) -> Result<CaseFile, CaseError> {
    let (ground, member) = (w.app.cases(), member.clone());
    w.app.store().write_blocking(move |tx| move_claimed(tx, &ground, &member, id, (code, "家里有事")))
}

fn shown(w: &World) -> Vec<Id> {
    let found = w.app.store().read_blocking(|tx| claim::list(tx, voice::WISH_KIND, None, 100)).unwrap();
    found.into_iter().map(|(id, _)| id).collect()
}

db_test! { setup();
    fn a_call_goes_down_level_by_level_and_comes_back_the_same_way(db: &TestDb) {
        let w = World::new(db);
        let id = call(&w);
        w.make(&w.advocate, id, "dispatch_medium", &[]).unwrap();
        hand(&w, &w.advocate, id, w.town.id);
        let c = hand(&w, &w.clerk, id, w.firm.id);
        assert_eq!((c.holder.id, c.from_id), (w.firm.id, w.town.id));
        let c = back(&w, &w.chair, id).unwrap();
        assert_eq!((c.holder.id, c.from_id), (w.town.id, w.county.id));
        let c = back(&w, &w.clerk, id).unwrap();
        assert_eq!((c.holder.id, c.from_id), (w.county.id, Id(0)));
        assert_eq!(back(&w, &w.advocate, id).unwrap_err().code(), "cases.not-now");
    }

    fn a_call_is_checked_and_called_back_before_it_is_closed(db: &TestDb) {
        let w = World::new(db);
        let id = call(&w);
        let number = w.case(id).number;
        assert!(number.starts_with("RX-"), "{number}");
        let c = w.make(&w.advocate, id, "dispatch_easy", &[]).unwrap();
        assert_eq!(c.track, "easy");
        hand(&w, &w.advocate, id, w.town.id);
        let c = w.make(&w.clerk, id, "report", &[("result", "solved")]).unwrap();
        assert_eq!((c.step.as_str(), c.holder.id), ("checking", w.county.id));
        // Not good enough: back to who dealt with it, whose own way back is as before.
        let c = w.make(&w.advocate, id, "fail", &[]).unwrap();
        assert_eq!((c.step.as_str(), c.holder.id, c.from_id), ("working", w.town.id, w.county.id));
        w.make(&w.clerk, id, "report", &[("result", "solved")]).unwrap();
        let early = w.make(&w.advocate, id, "called", &[("satisfaction", "satisfied")]).unwrap_err();
        assert_eq!(early.code(), "cases.not-now", "first the check");
        w.make(&w.advocate, id, "pass", &[("quality", "good")]).unwrap();
        let silent = w.make(&w.advocate, id, "called", &[]).unwrap_err();
        assert_eq!(silent.field_errors()[0].pointer, "/fields/satisfaction");
        let c = w.make(&w.advocate, id, "called", &[("satisfaction", "fair")]).unwrap();
        assert_eq!((c.state, c.rating), (CaseState::Closed, Some(Rating::Fair)));
        let again = w.own(id, |tx, g, own| own.rate(tx, g, Rating::Satisfied, "")).unwrap_err();
        assert_eq!(again.code(), "cases.not-rated", "it was asked on the phone");
    }

    fn a_suggestion_is_judged_by_several_who_do_not_lead_each_other(db: &TestDb) {
        let w = World::new(db);
        let id = tell(&w, voice::SUGGESTION_KIND, &[("category", "safety")]);
        w.make(&w.chair, id, "review", &[]).unwrap();
        let adopt = &[("department", "设备部"), ("plan_day", "2026-12-31")];
        let few = w.make(&w.chair, id, "adopt", adopt).unwrap_err();
        assert_eq!((few.code(), few.params()["needed"].as_str()), ("cases.judges-missing", "2"));
        let due_on = w.app.clock().today().plus_days(5);
        let ask = |ids: Vec<Id>| Deed::Judges { account_ids: ids, due_on, note: String::new() };
        let far = w.take(&w.chair, id, ask(vec![w.other_clerk.id()])).unwrap_err();
        assert!(matches!(far, CaseError::NoAccount), "of another township");
        let viewer = crate::common::account(&w.app, "viewer", guard::Role::Viewer, &w.county);
        let reads = w.take(&w.chair, id, ask(vec![viewer.id()])).unwrap_err();
        assert!(matches!(reads, CaseError::NoAccount), "who does not deal with cases judges none");
        w.take(&w.chair, id, ask(vec![w.clerk.id(), w.advocate.id()])).unwrap();
        let score = |n| Deed::Score { score: n, comment: "可行".to_owned() };
        let waits = |actor: &Actor| {
            let scope = actor.permit::<res::Case, act::Read>().unwrap();
            let me = Me { accounts: vec![actor.id()], posts: Vec::new() };
            let found = w.app.store().read_blocking(move |tx| {
                list::count(tx, &scope, (View::Judging, &me), &CaseFilter::default(), 100)
            });
            found.unwrap()
        };
        assert_eq!((waits(&w.clerk), waits(&w.second_clerk)), (1, 0));
        assert_eq!(w.take(&w.second_clerk, id, score(80)).unwrap_err().code(), "cases.not-asked");
        assert_eq!(w.take(&w.clerk, id, score(101)).unwrap_err().field_errors()[0].code, "cases.score");
        // Both have seen the same version: the second one is not refused for the first.
        let seen = w.case(id).version;
        w.take_seen(&w.clerk, (id, seen), score(80)).unwrap();
        let one = w.make(&w.chair, id, "adopt", adopt).unwrap_err();
        assert_eq!(one.params()["given"], "1");
        w.take_seen(&w.advocate, (id, seen), score(91)).unwrap();
        assert_eq!(waits(&w.clerk), 0);
        let all = w.app.store().read_blocking(move |tx| judge::of_case(tx, id)).unwrap();
        let scores: Vec<i64> = all.iter().filter_map(judge::Judge::given).collect();
        assert_eq!(judge::mean(&scores), "85.5");
        let events = w.app.store().read_blocking(move |tx| event::of_case(tx, id)).unwrap();
        assert!(events.iter().all(|e| !e.note.contains("可行") && !e.title.contains("80")), "scores stay with judges");
        w.make(&w.chair, id, "adopt", adopt).unwrap();
        let effect = &[("effect", "没有再发生"), ("effect_money", "36000")];
        w.make(&w.chair, id, "implement", effect).unwrap();
        w.make(&w.chair, id, "reward", &[("grade", "first"), ("reward_money", "3000.50")]).unwrap();
        let (county, today) = ((w.county.id, "县".to_owned(), w.county.place()), w.app.clock().today());
        let (total, rows) =
            w.app.store().read_blocking(move |tx| voice::suggestions(tx, county.clone(), None, today)).unwrap();
        assert_eq!((total.received, total.adopted, total.implemented), (1, 1, 1));
        assert_eq!((total.effect, total.reward), (3_600_000, 300_050));
        assert_eq!((total.safety_received, total.safety_adopted), (1, 1));
        assert_eq!(rows.iter().map(|r| r.received).sum::<i64>(), 1);
    }

    fn a_wish_is_published_without_a_name_and_claimed_by_one(db: &TestDb) {
        let w = World::new(db);
        let id = wish(&w);
        assert!(shown(&w).is_empty());
        let named = &[("public_title", "李建国的台灯"), ("public_text", "请打13800000001")];
        let refused = w.make(&w.chair, id, "publish", named).unwrap_err();
        let wrong: Vec<_> = refused.field_errors().into_iter().map(|f| (f.pointer, f.code)).collect();
        assert_eq!(wrong[0], ("/fields/public_title".to_owned(), "cases.names-reporter"));
        assert_eq!(wrong.len(), 2);
        w.make(&w.chair, id, "publish", SHOWN).unwrap();
        assert_eq!(shown(&w), [id]);
        // What is shown is not put "right" into a name either.
        let (ground, scope) = (w.app.cases(), w.chair.permit::<res::Case, act::Update>().unwrap());
        let version = w.case(id).version;
        let text = values(&[("public_text", "李建国的女儿想要台灯")]);
        let edited = w.app.store().write_blocking(move |tx| {
            platform::cases::edit_case(tx, &ground, &scope, (id, version), "台灯", &text)
        });
        assert_eq!(edited.unwrap_err().field_errors()[0].code, "cases.names-reporter");

        assert_eq!(claims(&w, &w.worker, id).unwrap_err().code(), "cases.own-case");
        let (one, two) = (join(&w.app, &w.other_firm, "王好心", 2, "13800000009"), join(&w.app, &w.other_firm, "赵好心", 3, "13800000008"));
        let c = claims(&w, &one, id).unwrap();
        assert_eq!(c.step, "claimed");
        assert_eq!(claims(&w, &one, id).unwrap().version, c.version, "a retry changes nothing");
        assert_eq!(claims(&w, &two, id).unwrap_err().code(), "cases.claimed");
        assert!(matches!(claimant(&w, &two, id, "done"), Err(CaseError::NotFound)));
        let c = claimant(&w, &one, id, "give_up").unwrap();
        assert_eq!(c.step, "published");
        claims(&w, &two, id).unwrap();
        claimant(&w, &two, id, "done").unwrap();
        let c = w.make(&w.chair, id, "called", &[("satisfaction", "satisfied"), ("thanks", "谢谢您")]).unwrap();
        assert_eq!((c.state, c.rating), (CaseState::Closed, Some(Rating::Satisfied)));
        assert_eq!(shown(&w), [id], "a wish that came true goes on being shown");
        let keys = w.app.keyring().clone();
        let who = w.app.store().read_blocking(move |tx| claim::get(tx, &keys, id)).unwrap().unwrap().who;
        assert_eq!((who.name.as_str(), who.person_id), ("赵好心", two.id()));
        // Erased: nothing says any more who it was.
        let (keys, person) = (w.app.keyring().clone(), two.id());
        w.app.store().write_blocking(move |tx| forget_claims(tx, &keys, person)).unwrap();
        let keys = w.app.keyring().clone();
        let who = w.app.store().read_blocking(move |tx| claim::get(tx, &keys, id)).unwrap().unwrap().who;
        assert_eq!((who.name.as_str(), who.person_id), ("认领人", Id(0)));
        let events = w.app.store().read_blocking(move |tx| event::of_case(tx, id)).unwrap();
        assert!(events.iter().all(|e| e.by_name != "赵好心"));
    }

    fn of_many_who_claim_a_wish_at_once_one_has_it(db: &TestDb) {
        let w = Arc::new(World::new(db));
        let id = published(&w);
        let members: Vec<Actor> =
            (0..12).map(|n| join(&w.app, &w.other_firm, "张热心", 20 + n, "13800000009")).collect();
        let gate = Arc::new(Barrier::new(members.len()));
        let threads: Vec<_> = members
            .into_iter()
            .map(|m| {
                let (w, gate) = (w.clone(), gate.clone());
                std::thread::spawn(move || {
                    gate.wait();
                    claims(&w, &m, id).map(|_| m.id()).map_err(|e| e.code())
                })
            })
            .collect();
        let all: Vec<_> = threads.into_iter().map(|t| t.join().unwrap()).collect();
        let won: Vec<Id> = all.iter().filter_map(|r| r.as_ref().ok()).copied().collect();
        assert_eq!(won.len(), 1, "{all:?}");
        assert!(all.iter().all(|r| r.is_ok() || *r == Err("cases.claimed")), "{all:?}");
        let by = w.app.store().read_blocking(move |tx| claim::by(tx, id)).unwrap();
        assert_eq!(by, Some(won[0]));
    }

    fn staff_take_down_who_claims_and_may_take_it_back(db: &TestDb) {
        let w = World::new(db);
        let id = published(&w);
        let claim_for = |name: &str| Deed::ClaimFor { name: name.to_owned(), contact: String::new(), note: String::new() };
        assert_eq!(w.take(&w.chair, id, claim_for("x")).unwrap_err().field_errors()[0].pointer, "/name");
        w.take(&w.chair, id, claim_for("爱心企业")).unwrap();
        assert_eq!(w.take(&w.chair, id, claim_for("别的企业")).unwrap_err().code(), "cases.claimed");
        w.make(&w.chair, id, "take_back", &[]).unwrap();
        w.take(&w.chair, id, claim_for("别的企业")).unwrap();
        // Withdrawn wishes are not shown.
        let other = published(&w);
        w.own(other, |tx, g, own| own.make(tx, g, "withdraw", "")).unwrap();
        assert_eq!(shown(&w), [id]);
        let member = join(&w.app, &w.other_firm, "王好心", 4, "13800000009");
        assert!(matches!(claims(&w, &member, other), Err(CaseError::NotFound)));
    }

    fn a_piece_of_the_column_has_at_most_200_characters_as_people_count(db: &TestDb) {
        let w = World::new(db);
        let piece = |text: String| {
            let mut new = platform::cases::NewCase {
                kind: voice::COLUMN_KIND.to_owned(),
                home_id: w.county.id,
                title: "新年微心愿".to_owned(),
                body: text,
                fields: values(&[("unit", "县总工会"), ("post", "副主席"), ("author", "周文斌")]),
                channel: Channel::Letter,
                reporter: ReporterKind::Named,
                who: Some(Reporter { name: "周文斌".to_owned(), phone: String::new(), person_id: Id(0) }),
                employer_id: Id(0),
                employer_name: String::new(),
                ties: Vec::new(),
            };
            new.body.push('\n');
            w.open(new)
        };
        // Spaces and line ends do not count; a family of four is one character.
        assert!(piece(format!("{} \n {}", "愿".repeat(150), "好".repeat(50))).is_ok());
        assert!(piece("👨‍👩‍👧‍👦".repeat(100)).is_ok());
        let long = piece("愿".repeat(201)).unwrap_err();
        assert_eq!((long.field_errors()[0].pointer.as_str(), long.field_errors()[0].params["limit"].as_str()), ("/body", "200"));
        let id = piece("愿大家平安".to_owned()).unwrap().id;
        w.make(&w.advocate, id, "pass", &[("final_text", "愿大家平安")]).unwrap();
        // The author is named: that is what the column is for.
        w.make(&w.advocate, id, "publish", &[("final_text", "周文斌：愿大家平安")]).unwrap();
        let found = w.app.store().read_blocking(|tx| claim::list(tx, voice::COLUMN_KIND, None, 10)).unwrap();
        assert_eq!(found.len(), 1);
        w.make(&w.advocate, id, "retract", &[]).unwrap();
        let found = w.app.store().read_blocking(|tx| claim::list(tx, voice::COLUMN_KIND, None, 10)).unwrap();
        assert!(found.is_empty());
    }

    fn a_case_fills_in_its_letters_unless_its_reporter_is_sealed(db: &TestDb) {
        let w = World::new(db);
        let id = w.tell(ReporterKind::Named).id;
        let letter = |id: Id| {
            let (ground, actor, c) = (w.app.cases(), w.chair.clone(), w.case(id));
            w.app.store().read_blocking(move |tx| paper_values(tx, &ground, &actor, &c, "voice.reply"))
        };
        assert_eq!(letter(id).unwrap_err().code(), "cases.no-letters", "nothing was answered yet");
        w.make(&w.chair, id, "take_simple", &[]).unwrap();
        w.make(&w.chair, id, "reply_simple", &[("result", "solved")]).unwrap();
        let all = letter(id).unwrap();
        let text = |name: &str| match &all[name] {
            Value::Text(t) => t.clone(),
            Value::List(l) => l.join("|"),
        };
        assert_eq!(text("reporter"), "李建国同志");
        assert_eq!((text("reply").as_str(), text("received").len()), ("核对过考勤，这个月补发。", 10));
        let sealed = w.tell(ReporterKind::Confidential).id;
        w.make(&w.clerk, sealed, "take_simple", &[]).unwrap();
        w.make(&w.clerk, sealed, "reply_simple", &[("result", "solved")]).unwrap();
        assert_eq!(letter(sealed).unwrap_err().code(), "cases.no-letters");
    }
}
