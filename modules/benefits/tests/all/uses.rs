//! Uses of standing discounts by the member's code: who has a code, once in its minute, so often a day, on which days, taken back,
//! counted, and never told of twice.
#![allow(clippy::unwrap_used, reason = "a test")]

use benefits::MerchantError as E;
use benefits::model::discount_use::{DiscountUse, UseState};
use benefits::model::merchant::{Discount, DiscountTerms};
use benefits::model::service_days::ServiceDays;
use benefits::ops::discount::{add as add_discount, end as end_discount};
use benefits::ops::discount_use::{NewUse, Recorded, offers, record, void};
use benefits::ops::member_code::{DRAWS, ahead, drawn, own};
use benefits::ops::returns::{Entered, put};
use benefits::ops::{figures_of, use_counts};
use benefits::rules::code::{Codes, minute_of};
use benefits::rules::member_code::MemberSaid;
use guard::{act, res};
use kernel::{Fen, Id, Timestamp};
use testkit::{TestDb, db_test};

use crate::common::tills::Place;
use crate::common::world::{HOUR, Member, World};
use crate::common::{number, setup, sql, trace};
use crate::figures::hold;

const MINUTE: i64 = 60_000;

impl World {
    /// A discount that is recorded at the till.
    pub fn by_code(&self, at: &Place, per_day: i64, days: ServiceDays) -> Discount {
        self.discount(at, &DiscountTerms { by_code: true, per_day, days })
    }

    pub fn discount(&self, at: &Place, terms: &DiscountTerms) -> Discount {
        let (scope, id, terms) =
            (self.officer.permit::<res::Merchant, act::Update>().unwrap(), at.merchant.id, terms.clone());
        let days = (self.app.clock().today().month_start(), None);
        self.deal(move |tx| add_discount(tx, &scope, id, ("票价八折", ""), days, &terms)).unwrap()
    }

    /// The number of a member's code.
    pub fn number_of(&self, m: &Member) -> String {
        let (id, draws) = (m.id, [m.id.0 as u64; DRAWS]);
        self.deal(move |tx| drawn(tx, id, &draws)).unwrap().1
    }

    /// What a till hands in of a member's code of an instant.
    pub fn use_of(&self, at: &Place, d: &Discount, m: &Member, shown: Timestamp, key: &str) -> NewUse {
        let said = MemberSaid { number: self.number_of(m), minute: minute_of(shown) };
        NewUse {
            till: at.till.clone(),
            discount_id: d.id,
            code: self.app.shared(Codes::of).sign_member(&said),
            at: shown,
            offline: false,
            key: key.into(),
            device: "device-1".into(),
            bill: Fen(10_000),
            saved: Fen(2_000),
        }
    }

    pub fn record(&self, new: &NewUse) -> Result<Recorded, E> {
        let (codes, new) = (self.app.shared(Codes::of), new.clone());
        self.deal(move |tx| record(tx, &codes, &new))
    }

    fn void_use(&self, at: &Place, id: Id) -> Result<DiscountUse, E> {
        let till = at.till.clone();
        self.deal(move |tx| void(tx, &till, id, "登记错了", 30))
    }
}

db_test! { setup();
    fn a_member_has_one_number_and_whoever_left_has_no_code(db: &TestDb) {
        let w = World::new(db);
        let people = w.members(&w.r.mine, 0, 3);
        let (a, b) = (w.number_of(&people[0]), w.number_of(&people[1]));
        assert_eq!((a.len(), w.number_of(&people[0]) == a, a == b), (10, true, false));
        // The number that was drawn belongs to somebody: the next draw is taken.
        let (id, taken) = (people[2].id, people[0].id.0 as u64);
        let third = w.deal(move |tx| drawn(tx, id, &[taken, 5, 6, 7, 8, 9, 10, 11])).unwrap().1;
        assert!(third != a && third.starts_with("10000005"));
        let out = w.deal(move |tx| own(tx, Id(77))).unwrap_err();
        assert!(matches!(out, E::NoMemberCode), "{out}");
        let (holder, known) = w.deal(move |tx| own(tx, id)).unwrap();
        assert_eq!((holder.union_id, known), (w.r.mine.id, Some(third)));
        assert!(holder.name.ends_with('*') && holder.name.chars().count() == 2);
        let codes = w.app.shared(Codes::of);
        assert_eq!(ahead(&codes, &a, w.now()).len(), 10);
    }

    fn a_code_counts_once_and_a_day_has_so_many_turns(db: &TestDb) {
        let w = World::new(db);
        let m = &w.members(&w.r.mine, 0, 2);
        let (at, other) = (w.merchant(1), w.merchant(2));
        let d = w.by_code(&at, 2, ServiceDays::default());
        let now = w.now();
        let first = w.use_of(&at, &d, &m[0], now, "k1");
        let done = w.record(&first).unwrap();
        assert_eq!((done.again, done.of.turn, done.of.union_id, done.of.saved), (false, 1, w.r.mine.id, Fen(2_000)));
        // Handed in again it gets the same answer; as another scan of the same minute it is refused.
        let again = w.record(&first).unwrap();
        assert!(again.again && again.of == done.of);
        assert!(matches!(w.record(&NewUse { key: "k2".into(), ..first.clone() }), Err(E::MemberCodeUsed)));
        // Of another person in the same minute it is another use.
        assert_eq!(w.record(&w.use_of(&at, &d, &m[1], now, "k3")).unwrap().of.turn, 1);
        let later = now.plus_ms(2 * MINUTE);
        assert_eq!(w.record(&w.use_of(&at, &d, &m[0], later, "k4")).unwrap().of.turn, 2);
        let third = w.use_of(&at, &d, &m[0], now.plus_ms(4 * MINUTE), "k5");
        assert!(matches!(w.record(&third), Err(E::UseLimit { most: 2 })));
        let (id, person, day) = (at.merchant.clone(), m[0].id, now.day());
        let left = w.deal(move |tx| offers(tx, &id, person, day)).unwrap();
        assert_eq!((left[0].left, left[0].today), (0, true));
        // Taken back its turn is free again, for the first scan that comes; what was handed in stays taken back.
        assert!(matches!(w.void_use(&other, done.of.id), Err(E::UseNotFound)));
        assert_eq!(w.void_use(&at, done.of.id).unwrap().state, UseState::Void);
        assert!(matches!(w.void_use(&at, done.of.id), Err(E::State { .. })));
        assert!(matches!(w.record(&first), Err(E::State { .. })));
        assert_eq!(w.record(&third).unwrap().of.turn, 1);
        // Half an hour later the till takes nothing back.
        db.clock().advance_ms(31 * MINUTE);
        let last = w.record(&w.use_of(&at, &d, &m[1], w.now(), "k6")).unwrap().of;
        db.clock().advance_ms(31 * MINUTE);
        assert!(matches!(w.void_use(&at, last.id), Err(E::VoidLate { minutes: 30 })));
        // The next day begins anew.
        db.clock().advance_ms(24 * HOUR);
        assert_eq!(w.record(&w.use_of(&at, &d, &m[0], w.now(), "k7")).unwrap().of.turn, 1);
    }

    fn a_use_is_refused_with_its_reason(db: &TestDb) {
        let w = World::new(db);
        let m = w.members(&w.r.mine, 0, 1).remove(0);
        let at = w.merchant(1);
        let now = w.now();
        let today = i64::from(now.day().weekday());
        let tomorrow = ServiceDays { weekdays: vec![today % 7 + 1], ..ServiceDays::default() };
        let (on, off) = (w.by_code(&at, 1, ServiceDays { weekdays: vec![today], ..ServiceDays::default() }), w.by_code(&at, 1, tomorrow.clone()));
        let told = w.discount(&at, &DiscountTerms::default());
        let refused = |d: &Discount| w.record(&w.use_of(&at, d, &m, now, "k")).unwrap_err();
        let E::NotServiceDay { days } = refused(&off) else { panic!("on another day") };
        assert_eq!(days, tomorrow.words());
        assert!(matches!(refused(&told), E::DiscountByReturn));
        // By the instant of the scan, not by that of handing in.
        db.clock().advance_ms(24 * HOUR);
        let kept = NewUse { offline: true, ..w.use_of(&at, &on, &m, now, "kept") };
        assert_eq!(w.record(&kept).unwrap().of.day, now.day());
        assert!(matches!(w.record(&w.use_of(&at, &on, &m, w.now(), "k")), Err(E::NotServiceDay { .. })));
        assert!(w.record(&w.use_of(&at, &off, &m, w.now(), "k8")).is_ok());
        let good = w.use_of(&at, &off, &m, w.now(), "k9");
        for (bill, saved, pointer) in [(-1, 0, "/bill_fen"), (100, 101, "/saved_fen"), (0, -1, "/saved_fen"), (10_000_001, 0, "/bill_fen")] {
            let wrong = NewUse { bill: Fen(bill), saved: Fen(saved), ..good.clone() };
            let Err(E::Invalid(fields)) = w.record(&wrong) else { panic!("{bill} {saved}") };
            assert_eq!(fields[0].pointer, pointer);
        }
        let (scope, id, gone) = (w.officer.permit::<res::Merchant, act::Update>().unwrap(), at.merchant.id, off.id);
        w.deal(move |tx| end_discount(tx, &scope, id, gone)).unwrap();
        assert!(matches!(w.record(&good), Err(E::DiscountNotFound)));
        assert_eq!(number(w.app.store(), "SELECT count(*) FROM benefit_use"), 2);
    }

    fn uses_count_once_and_no_return_tells_of_them(db: &TestDb) {
        let w = World::new(db);
        let people = w.members(&w.r.mine, 0, 3);
        let at = w.merchant(1);
        let d = w.by_code(&at, 1, ServiceDays::default());
        let all: Vec<DiscountUse> = people.iter().map(|m| w.record(&w.use_of(&at, &d, m, w.now(), &m.name)).unwrap().of).collect();
        // Taken back before anything was counted, and afterwards.
        w.void_use(&at, all[0].id).unwrap();
        assert_eq!(use_counts::count_all(&w.app).unwrap(), 3);
        assert_eq!(use_counts::count_all(&w.app).unwrap(), 0);
        hold(&w.app, w.r.county.id);
        let uses = || {
            let scope = w.officer.permit::<res::Campaign, act::Read>().unwrap();
            let (county, today) = (w.r.county.id, w.app.clock().today());
            let f = w.write(move |tx| figures_of::of(tx, &scope, county, (today, today))).unwrap();
            assert_eq!(f.discounts.iter().map(|l| l.sums.uses).sum::<i64>(), f.sums.uses);
            (f.sums.uses, f.sums.off, f.sums.people)
        };
        assert_eq!(uses(), (2, 4_000, 2));
        w.void_use(&at, all[1].id).unwrap();
        use_counts::count_all(&w.app).unwrap();
        // Whoever was reached stays reached.
        assert_eq!(uses(), (1, 2_000, 2));
        let indicator = sql("SELECT CAST(COALESCE(SUM(delta), 0) AS BIGINT) FROM fact WHERE indicator = 'benefits.discount_uses'");
        let told: Option<i64> = w.app.store().read_blocking(move |tx| tx.query_one(&indicator, &[], |r| r.get(0))).unwrap();
        assert_eq!(told, Some(1));
        // What tills record is not told of by the month.
        let (scope, key) = (w.officer.permit::<res::Merchant, act::Update>().unwrap(), (at.merchant.id, d.id));
        let e = Entered { month: w.app.clock().today().number() / 100, times: 9, off: Fen(9), note: String::new(), version: 0 };
        assert!(matches!(w.deal(move |tx| put(tx, &scope, key, &e)), Err(E::DiscountByCode)));
    }

    async fn each_use_is_in_the_audit(db: &TestDb) {
        let w = tokio::task::block_in_place(|| {
            let w = World::new(db);
            let m = w.members(&w.r.mine, 0, 1).remove(0);
            let at = w.merchant(1);
            let d = w.by_code(&at, 1, ServiceDays::default());
            let done = w.record(&w.use_of(&at, &d, &m, w.now(), "k")).unwrap().of;
            w.void_use(&at, done.id).unwrap();
            w
        });
        let actions: Vec<String> = trace(&w.app).await.into_iter().map(|e| e.action).collect();
        for action in ["redemption.use", "redemption.use-void"] {
            assert_eq!(actions.iter().filter(|a| *a == action).count(), 1, "{action}");
        }
    }
}
