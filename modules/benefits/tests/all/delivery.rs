//! Goods that are sent or fetched: who says where to, what is used when, what comes back, and what is forgotten.
#![allow(clippy::unwrap_used, reason = "a test")]

use benefits::MerchantError as E;
use benefits::model::campaign::{Campaign, CampaignKind, Delivery, PickupPoint};
use benefits::model::parcel::{Addressee, ParcelState};
use benefits::model::voucher::VoucherState;
use benefits::ops::delivery::{self, Told};
use benefits::ops::expiry;
use benefits::ops::void_redemption::by_officer;
use benefits::store::parcel::{self, Line};
use benefits::store::voucher;
use guard::{Actor, Scope, act, res};
use kernel::Fen;
use testkit::{TestDb, db_test};

use crate::common::tills::{Place, scan};
use crate::common::world::{HOUR, Member, World};
use crate::common::{number, setup};

const DAYS: i64 = 30;

/// Goods of a campaign whose merchant supplies them; each member of `m` has one.
fn goods(w: &World, points: &[&str], m: &[Member]) -> (Campaign, Place) {
    let place = w.merchant(1);
    let mut d = w.draft(CampaignKind::Coupon);
    d.terms.offer.merchants = vec![place.merchant.id];
    d.terms.offer.pays = Fen(0);
    let point = |name: &&str| PickupPoint {
        name: (*name).into(),
        address: "示范县人民路1号".into(),
        hours: String::new(),
    };
    d.terms.delivery = Some(Delivery { points: points.iter().map(point).collect() });
    let c = w.on_line(d);
    w.take(&c, m);
    (c, place)
}

fn at(address: &str) -> Told {
    let addressee =
        Addressee { name: "周春燕".into(), phone: "138 0000 7001".into(), address: address.into() };
    Told { point: 0, addressee: Some(addressee) }
}

fn tell(w: &World, c: &Campaign, m: &Member, told: Told) -> Result<(), E> {
    let (keys, by, id) = (w.app.keyring().clone(), Actor::member(m.id, m.name.clone()), c.id);
    w.deal(move |tx| delivery::tell(tx, &keys, &by, (id, 1), (&told, DAYS)))
}

fn line(w: &World, c: &Campaign, serial: i64) -> Line {
    let id = c.id;
    let found = w.app.store().read_blocking(move |tx| {
        Ok::<_, store::DbError>((
            voucher::by_serial(tx, id, serial)?.unwrap(),
            parcel::find(tx, (id, serial))?,
        ))
    });
    found.unwrap()
}

fn state(w: &World, c: &Campaign, serial: i64) -> ParcelState {
    delivery::state_of(&line(w, c, serial))
}

fn update(w: &World) -> Scope<res::Campaign, act::Update> {
    w.officer.permit::<res::Campaign, act::Update>().unwrap()
}

fn version(w: &World, c: &Campaign, serial: i64) -> i64 {
    line(w, c, serial).1.map_or(0, |p| p.version)
}

fn send(w: &World, c: &Campaign, serial: i64) -> Result<(), E> {
    let (scope, key) = (update(w), (c.id, serial, version(w, c, serial)));
    w.deal(move |tx| delivery::send(tx, &scope, key, ("示范快递", "SF 1234567890"), DAYS))
}

db_test! { setup();
    fn a_parcel_goes_out_once_and_is_used_with_that(db: &TestDb) {
        let w = World::new(db);
        let m = w.members(&w.r.mine, 0, 2);
        let (c, place) = goods(&w, &[], &m);
        assert_eq!(state(&w, &c, 1), ParcelState::Waiting);
        // Nothing is sent before it is known where to, and no till takes it.
        assert!(matches!(send(&w, &c, 1), Err(E::State { .. })));
        assert!(matches!(w.scans(&[scan(&place.till, &c, 1, "a")]).remove(0), Err(E::VoucherSent)));
        assert!(matches!(tell(&w, &c, &m[0], at("街上")), Err(E::Invalid(_))));
        let mut odd = at("示范县人民路88号2单元301");
        odd.addressee.as_mut().unwrap().phone = "12345".into();
        assert!(matches!(tell(&w, &c, &m[0], odd), Err(E::Invalid(_))));
        tell(&w, &c, &m[0], at("示范县人民路88号")).unwrap();
        tell(&w, &c, &m[0], at("示范县人民路88号2单元301")).unwrap();
        assert_eq!(state(&w, &c, 1), ParcelState::Ready);
        let sealed = line(&w, &c, 1).1.unwrap();
        assert!(!sealed.addressee.is_empty() && !String::from_utf8_lossy(&sealed.addressee).contains("人民路"));
        let known = delivery::open(w.app.keyring(), &sealed).unwrap().unwrap();
        assert_eq!((known.phone.as_str(), known.address.as_str()), ("13800007001", "示范县人民路88号2单元301"));
        // On an old version nothing happens.
        let (scope, key) = (update(&w), (c.id, 1, 1));
        let old = w.deal(move |tx| delivery::send(tx, &scope, key, ("示范快递", "SF1234567890"), DAYS));
        assert!(matches!(old, Err(E::Stale { version: 2 })), "{old:?}");
        send(&w, &c, 1).unwrap();
        let (v, p) = line(&w, &c, 1);
        assert_eq!((v.state, v.merchant_id), (VoucherState::Used, place.merchant.id));
        assert_eq!((state(&w, &c, 1), p.unwrap().tracking.as_str()), (ParcelState::Sent, "SF1234567890"));
        assert_eq!((w.owed(&place.merchant), number(w.app.store(), "SELECT count(*) FROM benefit_redemption")), (2_900, 1));
        assert!(matches!(send(&w, &c, 1), Err(E::State { .. })));
        assert!(matches!(tell(&w, &c, &m[0], at("示范县人民路99号")), Err(E::State { .. })));
        assert_eq!(number(w.app.store(), "SELECT count(*) FROM notice WHERE title LIKE '%已发货'"), 1);
        // The member has it; a month later nobody knows the address.
        let (by, id) = (Actor::member(m[0].id, m[0].name.clone()), c.id);
        let other = Actor::member(m[1].id, m[1].name.clone());
        assert!(matches!(w.deal(move |tx| delivery::receive(tx, &other, (id, 1), DAYS)), Err(E::State { .. })));
        w.deal(move |tx| delivery::receive(tx, &by, (id, 1), DAYS)).unwrap();
        assert_eq!((state(&w, &c, 1), delivery::forget_all(&w.app).unwrap()), (ParcelState::Done, 0));
        db.clock().advance_ms((DAYS * 24 + 1) * HOUR);
        assert_eq!(delivery::forget_all(&w.app).unwrap(), 1);
        let (_, p) = line(&w, &c, 1);
        assert_eq!((p.as_ref().unwrap().addressee.len(), p.unwrap().tracking.as_str()), (0, "SF1234567890"));
        assert_eq!(delivery::forget_all(&w.app).unwrap(), 0);
        assert!(w.balanced());
    }

    fn a_late_desk_costs_nobody_the_goods(db: &TestDb) {
        let w = World::new(db);
        let m = w.members(&w.r.mine, 0, 2);
        let (c, place) = goods(&w, &[], &m);
        tell(&w, &c, &m[0], at("示范县人民路88号")).unwrap();
        let last = line(&w, &c, 1).0.expires_on;
        let today = w.app.clock().today();
        db.clock().advance_ms((today.days_until(last) + 3) * 24 * HOUR);
        assert_eq!(expiry::expire_all(&w.app).unwrap(), 0);
        // Who said nothing until then is too late; what was said in time is sent.
        assert!(matches!(tell(&w, &c, &m[1], at("示范县人民路88号")), Err(E::VoucherExpired { .. })));
        send(&w, &c, 1).unwrap();
        assert_eq!((state(&w, &c, 1), w.owed(&place.merchant)), (ParcelState::Sent, 2_900));
        db.clock().advance_ms(30 * 24 * HOUR);
        assert_eq!(expiry::expire_all(&w.app).unwrap(), 1);
        assert_eq!(line(&w, &c, 2).0.state, VoucherState::Expired);
        assert!(w.balanced());
    }

    fn what_comes_back_was_never_used(db: &TestDb) {
        let w = World::new(db);
        let m = w.members(&w.r.mine, 0, 1);
        let (c, place) = goods(&w, &[], &m);
        tell(&w, &c, &m[0], at("示范县人民路88号")).unwrap();
        send(&w, &c, 1).unwrap();
        let (scope, key) = (update(&w), (c.id, 1, version(&w, &c, 1)));
        w.deal(move |tx| delivery::give_back(tx, &scope, key, "地址找不到人", DAYS)).unwrap();
        assert_eq!((state(&w, &c, 1), w.owed(&place.merchant)), (ParcelState::Returned, 0));
        tell(&w, &c, &m[0], at("示范县解放路7号")).unwrap();
        send(&w, &c, 1).unwrap();
        assert_eq!((state(&w, &c, 1), w.owed(&place.merchant)), (ParcelState::Sent, 2_900));
        // Taken back among the redemptions it is returned too, whatever was written of the parcel.
        let scope = w.officer.permit::<res::Redemption, act::Update>().unwrap();
        let (id, merchant) = (c.id, place.merchant.id);
        w.deal(move |tx| {
            let r = benefits::store::redemption::of_voucher(tx, merchant, (id, 1))?.unwrap();
            by_officer(tx, &scope, (merchant, r.id), "商家发错了货")
        })
        .unwrap();
        assert_eq!((state(&w, &c, 1), w.owed(&place.merchant)), (ParcelState::Returned, 0));
        // On a statement it does not come back this way.
        tell(&w, &c, &m[0], at("示范县解放路7号")).unwrap();
        send(&w, &c, 1).unwrap();
        w.statement(&place.merchant).unwrap();
        let (scope, key) = (update(&w), (c.id, 1, version(&w, &c, 1)));
        let settled = w.deal(move |tx| delivery::give_back(tx, &scope, key, "地址找不到人", DAYS));
        assert!(matches!(settled, Err(E::Settled)), "{settled:?}");
        assert_eq!(state(&w, &c, 1), ParcelState::Sent);
        assert!(w.balanced());
    }

    fn goods_are_fetched_at_a_point_or_at_a_till(db: &TestDb) {
        let w = World::new(db);
        let m = w.members(&w.r.mine, 0, 3);
        let (c, place) = goods(&w, &["工人文化宫", "职工之家"], &m);
        let point = |point| Told { point, addressee: None };
        for wrong in [0, 3, -1, i64::MIN] {
            assert!(matches!(tell(&w, &c, &m[0], point(wrong)), Err(E::Invalid(_))), "{wrong}");
        }
        for one in &m[..2] {
            tell(&w, &c, one, point(2)).unwrap();
        }
        assert!(matches!(send(&w, &c, 1), Err(E::State { .. })));
        let finish = |serial: i64| {
            let (scope, key) = (update(&w), (c.id, serial, version(&w, &c, serial)));
            w.deal(move |tx| delivery::finish(tx, &scope, key, DAYS))
        };
        finish(1).unwrap();
        assert!(matches!(finish(1), Err(E::State { .. })));
        w.redeemed(&place.till, &c, 2);
        assert!(matches!(finish(3), Err(E::State { .. })));
        let states: Vec<ParcelState> = (1..=3).map(|n| state(&w, &c, n)).collect();
        assert_eq!(states, [ParcelState::Done, ParcelState::Done, ParcelState::Waiting]);
        assert_eq!(w.owed(&place.merchant), 5_800);
        // The list says the same of each state.
        let id = c.id;
        for (wanted, serials) in [(ParcelState::Done, vec![2, 1]), (ParcelState::Waiting, vec![3]), (ParcelState::Ready, vec![])] {
            let f = parcel::Filter { state: Some(wanted), ..parcel::Filter::default() };
            let found = w.app.store().read_blocking(move |tx| parcel::list(tx, id, &f, None, 10)).unwrap();
            assert_eq!(found.iter().map(|(v, _)| v.serial).collect::<Vec<_>>(), serials, "{wanted:?}");
            assert_eq!(w.app.store().read_blocking(move |tx| parcel::count(tx, id, &f, 10)).unwrap(), serials.len() as i64);
        }
        assert!(w.balanced());
    }
}
