//! What merchants propose: written, handed in, approved once and by another; a discount that is edited leaves its uses as they were.
#![allow(clippy::unwrap_used, reason = "a test")]

use benefits::MerchantError as E;
use benefits::model::merchant::{Discount, DiscountTerms, Merchant};
use benefits::model::proposal::{DiscountText, Proposal, ProposalKind as K, ProposalState as S};
use benefits::model::service_days::ServiceDays;
use benefits::ops::discount::edit as edit_discount;
use benefits::ops::merchant_steps::{blacklist, resume, suspend};
use benefits::ops::proposal::{Entered, Speaker, add, edit, propose, withdraw};
use benefits::ops::proposal_steps::{approve, give_back};
use benefits::store::{discount_use, shop};
use guard::{Actor, act, res};
use kernel::{Day, Id};
use store::Tx;
use testkit::{TestDb, db_test};

use crate::common::tills::{Place, again};
use crate::common::world::World;
use crate::common::{app_over, number, setup, trace};

const DAY: i64 = 24 * 3_600_000;

fn entered(title: &str, from: Day, to: Option<Day>) -> Entered {
    let (title, detail, terms) = (title.to_owned(), String::new(), DiscountTerms::default());
    Entered {
        told: DiscountText { title, detail, from, to: to.unwrap_or(Day::OPEN), terms },
        note: "周年庆".into(),
    }
}

impl World {
    /// Works as whoever speaks for the merchant of a till.
    fn speaks<T: Send + 'static>(
        &self,
        at: &Place,
        mut work: impl FnMut(&mut Tx<'_>, &Speaker) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E> {
        let (actor, merchant) = (at.till.actor.clone(), again(&self.app, at.merchant.id));
        self.deal(move |tx| work(tx, &Speaker { actor: actor.clone(), merchant: merchant.clone() }))
    }

    /// A proposal, handed in.
    fn offered(&self, at: &Place, kind: K, of: Option<Id>, e: &Entered) -> Proposal {
        let e = e.clone();
        let both = move |tx: &mut Tx<'_>, by: &Speaker| {
            let p = add(tx, by, (kind, of), &e)?;
            propose(tx, by, (p.id, p.version))
        };
        self.speaks(at, both).unwrap()
    }

    fn accepted(&self, p: &Proposal, seen: i64) -> Result<Proposal, E> {
        let (scope, key) =
            (self.manager.permit::<res::Merchant, act::Approve>().unwrap(), (p.merchant_id, p.id, p.version));
        self.deal(move |tx| approve(tx, &scope, key, seen).map(|(_, p)| p))
    }

    fn discounts(&self, at: &Place) -> Vec<Discount> {
        let id = at.merchant.id;
        self.app.store().read_blocking(move |tx| shop::discounts(tx, id)).unwrap()
    }

    fn edited(&self, d: &Discount, told: &DiscountText) -> Result<Discount, E> {
        let (scope, told) = (self.officer.permit::<res::Merchant, act::Update>().unwrap(), told.clone());
        let key = (d.merchant_id, d.id, d.version);
        self.deal(move |tx| edit_discount(tx, &scope, key, &told))
    }

    fn step(&self, m: &Merchant, what: &str) -> Result<Merchant, E> {
        let up = self.officer.permit::<res::Merchant, act::Update>().unwrap();
        let ap = self.manager.permit::<res::Merchant, act::Approve>().unwrap();
        let (m, until) = (again(&self.app, m.id), self.app.clock().today().plus_days(90));
        let (key, what) = ((m.id, m.version), what.to_owned());
        self.deal(move |tx| match &*what {
            "suspend" => suspend(tx, &up, key, "核对资料"),
            "resume" => resume(tx, &ap, key),
            _ => blacklist(tx, &ap, key, ("套取补贴", until)),
        })
    }
}

fn pointers<T: std::fmt::Debug>(refused: Result<T, E>) -> Vec<String> {
    match refused {
        Err(E::Invalid(fields)) => fields.into_iter().map(|f| f.pointer).collect(),
        other => panic!("{other:?}"),
    }
}

db_test! { setup();
    fn a_proposal_is_written_handed_in_sent_back_and_approved_once(db: &TestDb) {
        let w = World::new(db);
        let (at, other) = (w.merchant(1), w.merchant(2));
        let today = w.app.clock().today();
        let e = entered("周末 观影七折", today, Some(today.plus_days(30)));
        let bad = entered("折", today.plus_days(-1), Some(today.plus_days(-2)));
        let wrong = w.speaks(&at, move |tx, by| add(tx, by, (K::Add, None), &bad));
        assert_eq!(pointers(wrong), ["/from", "/title", "/to"]);
        let first = { let e = e.clone(); w.speaks(&at, move |tx, by| add(tx, by, (K::Add, None), &e)).unwrap() };
        assert_eq!((first.state, first.discount_id), (S::Draft, Id(0)));
        // What was not handed in cannot be approved; another merchant has no part in it.
        assert!(matches!(w.accepted(&first, 0), Err(E::ProposalNotFound)));
        let key = (first.id, first.version);
        assert!(matches!(w.speaks(&other, move |tx, by| propose(tx, by, key)), Err(E::ProposalNotFound)));
        let p = w.speaks(&at, move |tx, by| propose(tx, by, key)).unwrap();
        assert!(matches!(w.speaks(&at, move |tx, by| propose(tx, by, key)), Err(E::Stale { .. })));
        let (key, e2) = ((p.id, p.version), e.clone());
        assert!(matches!(w.speaks(&at, move |tx, by| edit(tx, by, key, &e2)), Err(E::State { .. })));
        let scope = w.manager.permit::<res::Merchant, act::Approve>().unwrap();
        let back = (p.merchant_id, p.id, p.version);
        let p = w.deal(move |tx| give_back(tx, &scope, back, "请写明场次").map(|(_, p)| p)).unwrap();
        assert_eq!((p.state, &*p.reason), (S::Returned, "请写明场次"));
        assert!(matches!(w.accepted(&p, 0), Err(E::State { .. })));
        let (key, mut e3) = ((p.id, p.version), e);
        e3.told.detail = "周六、周日下午场".into();
        let p = w.speaks(&at, move |tx, by| { let p = edit(tx, by, key, &e3)?; propose(tx, by, (p.id, p.version)) }).unwrap();
        assert!(w.discounts(&at).is_empty(), "nothing holds before it is approved");
        // It waited for two days: it begins on the day of the approval.
        db.clock().advance_ms(2 * DAY);
        let done = w.accepted(&p, 0).unwrap();
        let all = w.discounts(&at);
        assert_eq!((all.len(), &*all[0].title, &*all[0].detail), (1, "周末 观影七折", "周六、周日下午场"));
        assert_eq!((done.state, done.discount_id, done.told.from), (S::Approved, all[0].id, today.plus_days(2)));
        assert_eq!(all[0].from, today.plus_days(2));
        assert!(matches!(w.accepted(&p, 0), Err(E::Stale { .. })));
        assert!(matches!(w.accepted(&done, 0), Err(E::State { .. })));
        let key = (done.id, done.version);
        assert!(matches!(w.speaks(&at, move |tx, by| withdraw(tx, by, key)), Err(E::State { .. })));
    }

    fn two_servers_that_approve_at_once_write_one_discount(db: &TestDb) {
        let w = World::new(db);
        let at = w.merchant(1);
        let today = w.app.clock().today();
        let second = if db.url().is_some() { app_over(db, db.open(|_| {})) } else { w.app.clone() };
        for n in 0..4 {
            let p = w.offered(&at, K::Add, None, &entered(&format!("第{n}项"), today, None));
            let done: Vec<bool> = std::thread::scope(|s| {
                let at_once = [w.app.clone(), second.clone(), w.app.clone()].map(|app| {
                    let scope = w.manager.permit::<res::Merchant, act::Approve>().unwrap();
                    let key = (p.merchant_id, p.id, p.version);
                    s.spawn(move || app.store().write_blocking(move |tx| approve(tx, &scope, key, 0)).is_ok())
                });
                at_once.into_iter().map(|t| t.join().unwrap()).collect()
            });
            assert_eq!(done.iter().filter(|ok| **ok).count(), 1, "{done:?}");
            assert_eq!(w.discounts(&at).len(), n + 1);
        }
        assert_eq!(number(db.store(), "SELECT count(*) FROM benefit_proposal WHERE state = 'approved'"), 4);
    }

    fn whoever_wrote_or_handed_in_does_not_approve(db: &TestDb) {
        let w = World::new(db);
        let at = w.merchant(1);
        let today = w.app.clock().today();
        let grants = w.manager.grants().to_vec();
        let merchant = again(&w.app, at.merchant.id);
        // Even if the same account spoke for the merchant and approved.
        let (by, e) = (Speaker { actor: w.manager.clone(), merchant }, entered("全场九折", today, None));
        let p = w.deal(move |tx| { let p = add(tx, &by, (K::Add, None), &e)?; propose(tx, &by, (p.id, p.version)) }).unwrap();
        assert!(matches!(w.accepted(&p, 0), Err(E::ProposalSamePerson)));
        let third = Actor::staff(Id(990_001), "另一人", grants).permit::<res::Merchant, act::Approve>().unwrap();
        let key = (p.merchant_id, p.id, p.version);
        assert_eq!(w.deal(move |tx| approve(tx, &third, key, 0)).unwrap().1.state, S::Approved);
    }

    fn a_merchant_that_is_closed_neither_proposes_nor_has_anything_approved(db: &TestDb) {
        let w = World::new(db);
        let at = w.merchant(1);
        let today = w.app.clock().today();
        let e = entered("全场九折", today, None);
        let p = w.offered(&at, K::Add, None, &e);
        w.step(&at.merchant, "suspend").unwrap();
        assert!(matches!(w.accepted(&p, 0), Err(E::ProposalClosed { state: "暂停合作" })));
        let e2 = e.clone();
        let refused = w.speaks(&at, move |tx, by| add(tx, by, (K::Add, None), &e2));
        assert!(matches!(refused, Err(E::ProposalClosed { .. })));
        w.step(&at.merchant, "resume").unwrap();
        w.step(&at.merchant, "blacklist").unwrap();
        assert!(matches!(w.accepted(&p, 0), Err(E::ProposalClosed { state: "黑名单" })));
        // It may still be taken back, and sent back.
        let key = (p.id, p.version);
        assert_eq!(w.speaks(&at, move |tx, by| withdraw(tx, by, key)).unwrap().state, S::Withdrawn);
        assert!(w.discounts(&at).is_empty());
        // The contract runs out while a proposal waits.
        let other = w.merchant(2);
        let p = w.offered(&other, K::Add, None, &e);
        db.clock().advance_ms(400 * DAY);
        assert!(matches!(w.accepted(&p, 0), Err(E::ProposalClosed { state: "合同已到期" })));
    }

    fn a_change_is_compared_with_what_stands_and_an_end_ends(db: &TestDb) {
        let w = World::new(db);
        let (at, other) = (w.merchant(1), w.merchant(2));
        let today = w.app.clock().today();
        let d = w.by_code(&at, 1, ServiceDays::default());
        let mut e = Entered { told: DiscountText::from(&d), note: String::new() };
        let same = e.clone();
        assert_eq!(pointers(w.speaks(&at, move |tx, by| add(tx, by, (K::Change, Some(d.id)), &same))), ["/title"]);
        let d = w.discounts(&at).remove(0);
        (e.told.title, e.told.terms.per_day) = ("票价七折".into(), 2);
        let (mut wrong, id) = (e.clone(), d.id);
        (wrong.told.from, wrong.told.terms.by_code) = (today, false);
        assert_eq!(pointers(w.speaks(&at, move |tx, by| add(tx, by, (K::Change, Some(id)), &wrong))), ["/from", "/by_code"]);
        let theirs = e.clone();
        let refused = w.speaks(&other, move |tx, by| add(tx, by, (K::Change, Some(id)), &theirs));
        assert!(matches!(refused, Err(E::DiscountNotFound)));
        let p = w.offered(&at, K::Change, Some(d.id), &e);
        // The desk changes the discount after the reader has seen it: what was compared is not what stands.
        let now = w.edited(&d, &DiscountText { detail: "每场一张".into(), ..DiscountText::from(&d) }).unwrap();
        assert!(matches!(w.accepted(&p, d.version), Err(E::Stale { .. })));
        let done = w.accepted(&p, now.version).unwrap();
        let after = w.discounts(&at).remove(0);
        assert_eq!((&*after.title, after.terms.per_day, after.terms.by_code, after.from), ("票价七折", 2, true, d.from));
        assert_eq!(done.was.as_ref().map(|was| &*was.detail), Some("每场一张"));
        // Ended with a day that is over when it is approved: yesterday was its last.
        let e = Entered { told: DiscountText { to: today, ..DiscountText::from(&after) }, note: String::new() };
        let late = Entered { told: DiscountText { to: today.plus_days(-1), ..e.told.clone() }, ..e.clone() };
        assert_eq!(pointers(w.speaks(&at, move |tx, by| add(tx, by, (K::End, Some(id)), &late))), ["/to"]);
        let (p, twice) = (w.offered(&at, K::End, Some(id), &e), w.offered(&at, K::End, Some(id), &e));
        db.clock().advance_ms(3 * DAY);
        w.accepted(&p, after.version).unwrap();
        let over = w.discounts(&at).remove(0);
        assert_eq!(over.to, today.plus_days(2));
        assert!(matches!(w.accepted(&twice, over.version), Err(E::ProposalOver)));
    }

    fn an_edited_discount_leaves_its_uses_as_they_were(db: &TestDb) {
        let w = World::new(db);
        let at = w.merchant(1);
        let m = w.members(&w.r.mine, 0, 2);
        let d = w.by_code(&at, 1, ServiceDays::default());
        let before = w.record(&w.use_of(&at, &d, &m[0], w.now(), "k1")).unwrap();
        // As it was kept before titles were.
        let plain = crate::common::sql("UPDATE benefit_use SET title = ''");
        db.store().write_blocking(move |tx| tx.execute(&plain, &[]).map(drop)).unwrap();
        let told = DiscountText { title: "票价七折".into(), ..DiscountText::from(&d) };
        let mut wrong = told.clone();
        (wrong.from, wrong.to) = (d.from.plus_days(1), w.app.clock().today().plus_days(-1));
        wrong.terms.by_code = false;
        assert_eq!(pointers(w.edited(&d, &wrong)), ["/from", "/to", "/by_code"]);
        let after = w.edited(&d, &told).unwrap();
        assert!(matches!(w.edited(&d, &told), Err(E::Stale { version: 2 })));
        let later = w.record(&w.use_of(&at, &after, &m[1], w.now(), "k2")).unwrap();
        assert_eq!((&*before.title, &*later.title), ("票价八折", "票价七折"));
        let (id, used) = (at.merchant.id, [before.of.id, later.of.id]);
        let titles = w.app.store().read_blocking(move |tx| {
            used.iter().map(|u| Ok(discount_use::find(tx, id, *u)?.unwrap().title)).collect::<store::DbResult<Vec<_>>>()
        });
        assert_eq!(titles.unwrap(), ["票价八折", "票价七折"]);
        // Handed in again, the first use still says what it was called.
        assert_eq!(w.record(&w.use_of(&at, &after, &m[0], before.of.at, "k1")).unwrap().title, "票价八折");
    }

    async fn each_step_is_in_the_audit_with_before_and_after(db: &TestDb) {
        let w = tokio::task::block_in_place(|| {
            let w = World::new(db);
            let at = w.merchant(1);
            let d = w.by_code(&at, 1, ServiceDays::default());
            let mut e = Entered { told: DiscountText::from(&d), note: String::new() };
            e.told.title = "票价七折".into();
            let p = w.offered(&at, K::Change, Some(d.id), &e);
            w.accepted(&p, d.version).unwrap();
            w
        });
        let told = trace(&w.app).await;
        let find = |action: &str| told.iter().find(|e| e.action == action).unwrap_or_else(|| panic!("{action}"));
        let change = find("merchant.discount-update");
        assert!(change.detail.contains(r#""title":["票价八折","票价七折"]"#), "{}", change.detail);
        for action in ["merchant.proposal", "merchant.proposal-propose", "merchant.proposal-approve"] {
            find(action);
        }
    }
}
