//! Draws from the promise to the last prize: who enters, what is frozen, what comes out, and what becomes of it.
#![allow(clippy::unwrap_used, reason = "a test")]

use std::collections::BTreeSet;

use benefits::DrawError;
use benefits::model::campaign::{Campaign, CampaignKind, CampaignState, Prize};
use benefits::model::draw::{Draw, DrawState, Entry, Winner, WinnerState};
use benefits::model::voucher::VoucherState;
use benefits::ops::audit_campaign::audit;
use benefits::ops::draw::{Entered, Ground, enter, entrant, is_over};
use benefits::ops::draw_claim::claim;
use benefits::ops::draw_file::head;
use benefits::ops::draw_steps::{Later, confirm, postpone, put_value};
use benefits::ops::draw_work::{each_entrant, work, work_all};
use benefits::ops::issue::Issuing;
use benefits::ops::{campaign_steps, expiry};
use benefits::rules::draw_file::{DrawFile, Noted, verify};
use benefits::store::{draw, draw_entry, draw_winner, voucher};
use guard::{Actor, Grant, Role, act, res};
use kernel::{Fen, Id};
use testkit::{TestDb, db_test};

use crate::common::world::{HOUR, Member, World};
use crate::common::{number, setup, sql, trace};

const DAY: i64 = 24 * HOUR;
const VALUE: &str = "3421.87";

pub fn actor(m: &Member) -> Actor {
    Actor::member(m.id, m.name.clone())
}

pub fn enters(w: &World, c: &Campaign, m: &Member) -> Result<Entered, DrawError> {
    let (ground, by, id) = (Ground::of(&w.app), actor(m), c.id);
    w.app.store().write_blocking(move |tx| enter(tx, &ground, &by, id))
}

pub fn standing(w: &World, c: &Campaign) -> Draw {
    let id = c.id;
    w.app.store().read_blocking(move |tx| draw::find(tx, id)).unwrap().unwrap()
}

pub fn types(w: &World, c: &Campaign, by: &Actor, text: &str) -> Result<(), DrawError> {
    let (scope, at, text) =
        (by.permit::<res::Campaign, act::Update>()?, (c.id, standing(w, c).version), text.to_owned());
    w.app.store().write_blocking(move |tx| put_value(tx, &scope, at, &text))
}

pub fn confirms(w: &World, c: &Campaign, by: &Actor, text: &str) -> Result<(), DrawError> {
    let (scope, at, text) =
        (by.permit::<res::Campaign, act::Approve>()?, (c.id, standing(w, c).version), text.to_owned());
    w.app.store().write_blocking(move |tx| confirm(tx, &scope, at, &text))
}

pub fn winners(w: &World, c: &Campaign) -> Vec<Winner> {
    let id = c.id;
    w.app.store().read_blocking(move |tx| draw_winner::page(tx, id, 0, 1_000)).unwrap()
}

fn claims(w: &World, c: &Campaign, person: Id) -> Result<(), DrawError> {
    let (by, id) = (Actor::member(person, "会员"), c.id);
    w.app.store().write_blocking(move |tx| claim(tx, &by, id))
}

/// The file as it is downloaded.
pub fn file(w: &World, c: &Campaign) -> DrawFile {
    let id = c.id;
    let head = w.app.store().read_blocking(move |tx| head(tx, id)).unwrap();
    let mut entrants = Vec::new();
    each_entrant(&w.app, id, |e| entrants.push(e.to_owned())).unwrap();
    DrawFile { head, entrants }
}

/// A draw that twelve people entered, and whose time is over.
pub fn closed(db: &TestDb, w: &World) -> (Campaign, Vec<Member>) {
    let people = w.members(&w.r.mine, 0, 12);
    let c = w.published(CampaignKind::Draw);
    for m in &people {
        assert!(enters(w, &c, m).unwrap().new);
    }
    db.clock().advance_ms(25 * HOUR);
    (c, people)
}

/// The same, drawn.
pub fn drawn(db: &TestDb, w: &World) -> (Campaign, Vec<Member>) {
    let (c, people) = closed(db, w);
    work(&w.app, c.id).unwrap();
    types(w, &c, &w.officer, VALUE).unwrap();
    confirms(w, &c, &w.manager, VALUE).unwrap();
    work(&w.app, c.id).unwrap();
    (c, people)
}

db_test! { setup();
    fn somebody_enters_once_and_the_list_is_what_was_counted(db: &TestDb) {
        let w = World::new(db);
        let people = w.members(&w.r.mine, 0, 2);
        let c = w.published(CampaignKind::Draw);
        let d = standing(&w, &c);
        assert_eq!((d.state, d.commitment.len(), d.entries, d.secret.as_str()), (DrawState::Open, 64, 0, ""));
        let first = enters(&w, &c, &people[0]).unwrap();
        let again = enters(&w, &c, &people[0]).unwrap();
        assert_eq!((first.new, again.new, &first.entry), (true, false, &again.entry));
        enters(&w, &c, &people[1]).unwrap();
        assert_eq!((standing(&w, &c).entries, number(db.store(), "SELECT count(*) FROM benefit_entry")), (2, 2));
        // Another draw, another name: nobody can tell that it is the same person.
        let other = w.published(CampaignKind::Draw);
        assert_ne!(enters(&w, &other, &people[0]).unwrap().entry.entrant, first.entry.entrant);
        // Too late, and with the same answer for who is in already.
        db.clock().advance_ms(25 * HOUR);
        let late = &w.members(&w.r.mine, 5, 1)[0];
        assert!(matches!(enters(&w, &c, late), Err(DrawError::NotOpen { .. })));
        assert!(!enters(&w, &c, &people[1]).unwrap().new);
    }
}

db_test! { setup();
    fn who_may_not_enter_is_told_why(db: &TestDb) {
        let w = World::new(db);
        let people = w.members(&w.r.theirs, 0, 1);
        let mut draft = w.draft(CampaignKind::Draw);
        draft.opens_at = w.now().plus_ms(HOUR);
        let c = w.on_line(draft.clone());
        assert!(matches!(enters(&w, &c, &people[0]), Err(DrawError::NotOpen { why: "报名还没有开始" })));
        draft.opens_at = w.now().plus_ms(-HOUR);
        draft.terms.who = vec![registry::api::reach::Condition::MemberFor { months: 600 }];
        let c = w.on_line(draft);
        match enters(&w, &c, &people[0]) {
            Err(DrawError::Refused { why }) => assert!(why.contains("入会满50年"), "{why}"),
            other => panic!("{other:?}"),
        }
        let stranger = Member { id: Id(4), ..people[0].clone() };
        assert!(matches!(enters(&w, &c, &stranger), Err(DrawError::Refused { .. })));
        let coupon = w.published(CampaignKind::Coupon);
        assert!(matches!(enters(&w, &coupon, &people[0]), Err(DrawError::NotFound)));
        assert_eq!(number(db.store(), "SELECT count(*) FROM benefit_entry"), 0);
        assert_eq!(standing(&w, &c).entries, 0, "a refusal counts nobody");
    }
}

db_test! { setup();
    fn the_list_is_frozen_whole_and_once(db: &TestDb) {
        let w = World::new(db);
        let (c, people) = closed(db, &w);
        let id = c.id;
        assert!(w.app.store().read_blocking(move |tx| head(tx, id)).is_err(), "no file of an open list");
        work_all(&w.app).unwrap();
        let d = standing(&w, &c);
        assert_eq!((d.state, d.entries, d.closed_at), (DrawState::Frozen, 12, c.closes_at));
        let late = w.app.store().write_blocking(move |tx| draw::enter(tx, id, 1)).unwrap();
        assert_eq!(late, None, "whoever was on the way when it was closed is not counted");
        work_all(&w.app).unwrap();
        assert_eq!(standing(&w, &c), d, "nothing more to do");
        let f = file(&w, &c);
        let report = verify(&f, &Noted::default());
        assert!(report.whole && !report.drawn, "{:?}", report.checks);
        assert_eq!((report.list_digest, &f.head.secret, &f.head.result), (d.list_digest.clone(), &None, &None));
        let of = |m: &Member| entrant(w.app.keyring(), c.id, m.id);
        assert_eq!(f.entrants, people.iter().map(of).collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>());
        // Whoever slips in behind the program's back is seen by everybody.
        let smuggled = Entry { campaign_id: id, person_id: Id(9), entrant: "0".repeat(20), union_id: w.r.mine.id, entered_at: w.now() };
        w.app.store().write_blocking(move |tx| draw_entry::insert(tx, std::slice::from_ref(&smuggled))).unwrap();
        assert!(!verify(&file(&w, &c), &Noted::default()).whole);
    }
}

db_test! { setup();
    fn two_people_type_the_value_and_anybody_comes_to_the_same_winners(db: &TestDb) {
        let w = World::new(db);
        let (c, _) = closed(db, &w);
        assert!(matches!(types(&w, &c, &w.officer, VALUE), Err(DrawError::State { .. })), "the list is not frozen");
        work(&w.app, c.id).unwrap();
        assert!(matches!(types(&w, &c, &w.officer, "三四二一"), Err(DrawError::Invalid(_))));
        assert!(matches!(confirms(&w, &c, &w.manager, VALUE), Err(DrawError::State { .. })), "nothing to confirm");
        types(&w, &c, &w.officer, "3421.78").unwrap();
        types(&w, &c, &w.officer, &format!(" {VALUE} ")).unwrap();
        let grant = Grant { role: Role::BenefitsManager, union_id: w.r.county.id, path: w.r.county.place() };
        let both = Actor::staff(w.officer.id(), "普惠经办", vec![grant]);
        assert!(matches!(confirms(&w, &c, &both, VALUE), Err(DrawError::SamePerson)));
        assert!(matches!(confirms(&w, &c, &w.manager, "3421.78"), Err(DrawError::ValueDiffers)));
        assert_eq!(standing(&w, &c).state, DrawState::Entered);
        let stale = (w.manager.permit::<res::Campaign, act::Approve>().unwrap(), (c.id, standing(&w, &c).version - 1));
        let old = w.app.store().write_blocking(move |tx| confirm(tx, &stale.0, stale.1, VALUE));
        assert!(matches!(old, Err(DrawError::Stale { .. })));
        confirms(&w, &c, &w.manager, VALUE).unwrap();
        // The job does it where the request that confirmed was interrupted; twice is once.
        work_all(&w.app).unwrap();
        let (d, all) = (standing(&w, &c), winners(&w, &c));
        work(&w.app, c.id).unwrap();
        assert_eq!((d.state, winners(&w, &c)), (DrawState::Drawn, all.clone()));
        let states: Vec<_> = all.iter().map(|x| (x.rank, x.prize, x.state)).collect();
        use WinnerState::{Reserve, Won};
        assert_eq!(states, [(1, 1, Won), (2, 2, Won), (3, 2, Won), (4, 0, Reserve), (5, 0, Reserve)]);
        let report = verify(&file(&w, &c), &Noted { commitment: Some(d.commitment), list_digest: Some(d.list_digest) });
        assert!(report.whole && report.drawn, "{:?}", report.checks);
        let told: Vec<&str> = report.result.iter().map(|r| r.entrant.as_str()).collect();
        assert_eq!(told, all.iter().map(|x| x.entrant.as_str()).collect::<Vec<_>>());
        assert!(all.iter().all(|x| x.name.starts_with('张')), "{all:?}");
        let told = "SELECT count(*) FROM notice WHERE title LIKE '您在%中奖%'";
        assert_eq!(number(db.store(), told), 3, "winners are told, those who stand by are not");
    }
}

db_test! { setup();
    fn a_prize_is_claimed_once_and_costs_the_budget_then(db: &TestDb) {
        let w = World::new(db);
        let (c, people) = drawn(db, &w);
        let all = winners(&w, &c);
        let account = format!("benefits:issued:{}", c.id);
        assert_eq!(w.balance(account.as_str()), 0, "nothing is owed for a prize that nobody took");
        claims(&w, &c, all[0].person_id).unwrap();
        claims(&w, &c, all[0].person_id).unwrap();
        assert_eq!((w.balance(account), w.balanced()), (6_000, true));
        let (id, person) = (c.id, all[0].person_id);
        let v = w.app.store().read_blocking(move |tx| voucher::by_key(tx, id, person, 1)).unwrap().unwrap();
        assert_eq!((v.state, v.prize, v.worth, c.title_of(&v)), (VoucherState::Held, 1, Fen(6_000), "一箱橙子"));
        assert_eq!(number(db.store(), "SELECT count(*) FROM benefit_voucher"), 1);
        assert!(matches!(claims(&w, &c, all[3].person_id), Err(DrawError::NoPrize)), "who stands by");
        // A prize that was given before the draw is found.
        let walked = || {
            let (with, id) = (Issuing::of(&w.app), c.id.to_string());
            w.app.store().read_blocking(move |tx| audit(tx, &with, &id)).unwrap().unwrap()
        };
        assert!(walked().is_whole(), "{:?}", walked().faults);
        let early = sql(format!("UPDATE benefit_voucher SET issued_at = 1 WHERE campaign_id = {id}"));
        w.app.store().write_blocking(move |tx| tx.execute(&early, &[])).unwrap();
        assert!(walked().faults.iter().any(|f| f.contains("在开奖前发出")), "{:?}", walked().faults);
        let lost = people.iter().find(|m| all.iter().all(|x| x.person_id != m.id)).unwrap();
        assert!(matches!(claims(&w, &c, lost.id), Err(DrawError::NoPrize)));
    }
}

db_test! { setup();
    fn what_nobody_claims_goes_on_by_rank_until_nobody_stands_by(db: &TestDb) {
        let w = World::new(db);
        let (c, _) = drawn(db, &w);
        let before = winners(&w, &c);
        claims(&w, &c, before[1].person_id).unwrap();
        expiry::end_all(&w.app).unwrap();
        let over = || { let c = w.again(&c); w.app.store().read_blocking(move |tx| is_over(tx, &c)).unwrap() };
        // 15 days, the day of the draw not counted.
        db.clock().advance_ms(15 * DAY);
        work_all(&w.app).unwrap();
        assert_eq!(winners(&w, &c)[0].state, WinnerState::Won, "the last day is not over");
        db.clock().advance_ms(DAY);
        assert!(matches!(claims(&w, &c, before[0].person_id), Err(DrawError::Lapsed { .. })), "too late, also before the job");
        work_all(&w.app).unwrap();
        let now: Vec<_> = winners(&w, &c).iter().map(|x| (x.prize, x.state)).collect();
        use WinnerState::{Claimed, Lapsed, Won};
        assert_eq!(now, [(1, Lapsed), (2, Claimed), (2, Lapsed), (1, Won), (2, Won)], "best prize to the best rank");
        assert!(!over());
        claims(&w, &c, before[3].person_id).unwrap();
        assert!(matches!(claims(&w, &c, before[0].person_id), Err(DrawError::Lapsed { .. })));
        db.clock().advance_ms(17 * DAY);
        work_all(&w.app).unwrap();
        let now: Vec<_> = winners(&w, &c).iter().map(|x| x.state).collect();
        assert_eq!(now, [Lapsed, Claimed, Lapsed, Claimed, Lapsed], "nobody stands by any more");
        assert!(over());
        assert_eq!(w.balance(format!("benefits:issued:{}", c.id)), 8_000);
        // The file does not change by what became of the prizes.
        assert!(verify(&file(&w, &c), &Noted::default()).whole);
    }
}

db_test! { setup();
    fn a_draw_is_put_off_in_public_and_only_before_a_value_is_typed(db: &TestDb) {
        let w = World::new(db);
        let (c, _) = closed(db, &w);
        work(&w.app, c.id).unwrap();
        let later = |until| Later { reason: "当日休市".into(), source: "次周一15时收盘点位".into(), until };
        let puts = |l: Later| {
            let (scope, at) = (w.manager.permit::<res::Campaign, act::Approve>().unwrap(), (c.id, standing(&w, &c).version));
            w.app.store().write_blocking(move |tx| postpone(tx, &scope, at, &l))
        };
        assert!(matches!(puts(later(w.now())), Err(DrawError::Invalid(_))));
        assert!(matches!(puts(later(w.now().plus_ms(61 * DAY))), Err(DrawError::Invalid(_))));
        assert!(matches!(puts(Later { reason: " ".into(), ..later(w.now().plus_ms(DAY)) }), Err(DrawError::Invalid(_))));
        puts(later(w.now().plus_ms(DAY))).unwrap();
        assert!(matches!(types(&w, &c, &w.officer, VALUE), Err(DrawError::TooEarly { .. })));
        db.clock().advance_ms(DAY);
        types(&w, &c, &w.officer, VALUE).unwrap();
        assert!(matches!(puts(later(w.now().plus_ms(DAY))), Err(DrawError::State { .. })), "a value is not thrown away");
        confirms(&w, &c, &w.manager, VALUE).unwrap();
        work(&w.app, c.id).unwrap();
        let f = file(&w, &c);
        assert_eq!((f.head.source.as_str(), f.head.postponed[0].reason.as_str()), ("次周一15时收盘点位", "当日休市"));
        assert!(verify(&f, &Noted::default()).whole);
    }
}

db_test! { setup();
    fn few_entrants_all_win_none_is_no_winner_and_a_stopped_one_is_drawn(db: &TestDb) {
        let w = World::new(db);
        let people = w.members(&w.r.mine, 0, 2);
        let mut draft = w.draft(CampaignKind::Draw);
        draft.terms.prizes = vec![Prize { title: "书券".into(), count: 5, worth: Fen(100) }];
        let (few, none) = (w.on_line(draft.clone()), w.on_line(draft));
        people.iter().for_each(|m| drop(enters(&w, &few, m).unwrap()));
        w.stopped(&few);
        assert!(matches!(enters(&w, &few, &w.members(&w.r.mine, 8, 1)[0]), Err(DrawError::NotOpen { .. })));
        work_all(&w.app).unwrap();
        db.clock().advance_ms(25 * HOUR);
        work_all(&w.app).unwrap();
        for c in [&few, &none] {
            types(&w, c, &w.officer, VALUE).unwrap();
            confirms(&w, c, &w.manager, VALUE).unwrap();
        }
        work_all(&w.app).unwrap();
        let all = winners(&w, &few);
        assert!(all.len() == 2 && all.iter().all(|x| x.state == WinnerState::Won), "{all:?}");
        assert!(standing(&w, &few).closed_at < few.closes_at);
        assert_eq!((winners(&w, &none), standing(&w, &none).state), (Vec::new(), DrawState::Drawn));
        assert!(verify(&file(&w, &none), &Noted::default()).whole);
        // Nothing is to come of the empty one, so it can be settled; the other one waits for its winners.
        expiry::end_all(&w.app).unwrap();
        let settle = |c: &Campaign| {
            let (scope, at) = (w.manager.permit::<res::Campaign, act::Approve>().unwrap(), (c.id, w.again(c).version));
            w.write(move |tx| campaign_steps::settle(tx, &scope, at))
        };
        assert_eq!(settle(&none).unwrap().state, CampaignState::Settled);
        assert!(settle(&few).is_err());
    }
}

db_test! { setup();
    fn whoever_enters_while_it_is_closed_is_in_the_list_or_refused(db: &TestDb) {
        let w = World::new(db);
        let people = w.members(&w.r.mine, 0, 40);
        let c = w.published(CampaignKind::Draw);
        let let_in: usize = std::thread::scope(|s| {
            let (w, c) = (&w, &c);
            let press = |all: Vec<Member>| s.spawn(move || all.iter().filter(|m| enters(w, c, m).is_ok()).count());
            let all: Vec<_> = people.chunks(8).map(|part| press(part.to_vec())).collect();
            while standing(w, c).entries < 5 {
                std::thread::yield_now();
            }
            w.stopped(c);
            work(&w.app, c.id).unwrap();
            all.into_iter().map(|t| t.join().unwrap()).sum()
        });
        let (d, f) = (standing(&w, &c), file(&w, &c));
        assert_eq!((d.state, d.entries, f.entrants.len()), (DrawState::Frozen, let_in as i64, let_in), "{} pressed", people.len());
        assert!(verify(&f, &Noted::default()).whole);
    }
}

db_test! { setup();
    async fn everything_is_in_the_audit(db: &TestDb) {
        let w = tokio::task::block_in_place(|| World::new(db));
        tokio::task::block_in_place(|| {
            let (c, _) = drawn(db, &w);
            claims(&w, &c, winners(&w, &c)[0].person_id).unwrap();
        });
        let seen: BTreeSet<String> = trace(&w.app).await.into_iter().map(|e| e.action).collect();
        for deed in ["promise", "enter", "freeze", "value", "confirm", "drawn", "claim"] {
            assert!(seen.contains(&format!("draw.{deed}")), "{deed}: {seen:?}");
        }
    }
}
