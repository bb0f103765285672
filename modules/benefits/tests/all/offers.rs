//! What whoever writes of campaigns is told: words when one goes on line, then how it stands.
#![allow(clippy::unwrap_used, reason = "a test")]

use benefits::model::campaign::{Campaign, CampaignKind};
use benefits::ops::campaign_steps;
use benefits::ops::offer::tell_all;
use guard::{act, res};
use kernel::Timestamp;
use platform::offers::{self, Offer, OfferState};
use testkit::{TestDb, db_test};

use crate::common::world::World;
use crate::common::{setup, sql};

fn told(w: &World, c: &Campaign) -> Option<Offer> {
    let id = c.id;
    w.app.store().read_blocking(move |tx| offers::of(tx, &[id])).unwrap().pop()
}

db_test! { setup();
    fn a_campaign_is_told_of_from_its_publication_to_its_end(db: &TestDb) {
        let w = World::new(db);
        let c = w.made(w.draft(CampaignKind::Grab));
        let c = w.proposed(&c).unwrap();
        assert_eq!(told(&w, &c), None, "nobody has approved it");
        let c = w.approved(&c).unwrap();
        let o = told(&w, &c).unwrap();
        assert_eq!((o.title.as_str(), o.union_id, o.opens_at, o.closes_at), (c.title.as_str(), c.union_id, c.opens_at, c.closes_at));
        assert!(o.what.starts_with("限时抢，") && o.what.contains(&c.terms.offer.title), "{}", o.what);
        assert!(o.who.ends_with("所属工会的会员") && o.amount.starts_with(&format!("共{}份，每人", c.stock)), "{o:?}");
        let state = |w: &World, at: Timestamp| told(w, &c).unwrap().state(at);
        let scope = w.manager.permit::<res::Campaign, act::Approve>().unwrap();
        let lock = w.manager.permit::<res::Campaign, act::Lock>().unwrap();
        let (first, seen) = (lock.clone(), (c.id, c.version));
        let paused = w.write(move |tx| campaign_steps::pause(tx, &first, seen, "核对名额")).unwrap();
        assert_eq!(state(&w, c.opens_at), OfferState::Held);
        let seen = (c.id, paused.version);
        let on = w.write(move |tx| campaign_steps::resume(tx, &lock, seen)).unwrap();
        assert_eq!(state(&w, c.opens_at), OfferState::Open);
        let seen = (c.id, on.version);
        w.write(move |tx| campaign_steps::stop(tx, &scope, seen, "活动取消")).unwrap();
        assert_eq!(state(&w, w.now()), OfferState::Over);
        assert_eq!(told(&w, &c).unwrap().what, o.what, "its words stay");
    }

    fn campaigns_from_before_are_told_of_once(db: &TestDb) {
        let w = World::new(db);
        let on_line = |n: i64| {
            let mut d = w.draft(CampaignKind::Grab);
            d.title = format!("旧活动{n}");
            w.on_line(d)
        };
        let (open, paused, over) = (on_line(1), on_line(2), on_line(3));
        let draft = w.made(w.draft(CampaignKind::Grab));
        let lock = w.manager.permit::<res::Campaign, act::Lock>().unwrap();
        let seen = (paused.id, paused.version);
        w.write(move |tx| campaign_steps::pause(tx, &lock, seen, "核对名额")).unwrap();
        let scope = w.manager.permit::<res::Campaign, act::Approve>().unwrap();
        let seen = (over.id, over.version);
        w.write(move |tx| campaign_steps::stop(tx, &scope, seen, "活动取消")).unwrap();
        let all = [&open, &paused, &over];
        let before = all.map(|c| told(&w, c).unwrap());
        w.app.store().write_blocking(|tx| tx.execute(&sql("DELETE FROM offer"), &[])).unwrap();
        assert_eq!(tell_all(&w.app).unwrap(), 3);
        assert_eq!(all.map(|c| told(&w, c).unwrap()), before);
        assert_eq!((told(&w, &draft), tell_all(&w.app).unwrap()), (None, 0));
    }
}
