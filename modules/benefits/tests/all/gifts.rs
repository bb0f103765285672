//! What is given without a press: everybody who is meant has one, nobody two, whatever breaks off; on every database.
#![allow(clippy::unwrap_used, reason = "a test")]

use benefits::model::campaign::{Campaign, CampaignKind, Limit, Span};
use benefits::ops::gift::{give, give_all};
use benefits::ops::issue::{Closed, Outcome};
use benefits::rules::campaign::{check, clean};
use benefits::store::{gift, stock};
use kernel::Id;
use registry::api::Profile;
use registry::api::reach::{self, Condition};
use testkit::{TestDb, db_test};

use crate::common::audited::whole;
use crate::common::world::{HOUR, World, day};
use crate::common::{app_over, number, setup};

fn women(from: u32, n: u32) -> Vec<(u32, Profile)> {
    (from..from + n).map(|n| (n, Profile { sex: "2".into(), ..Profile::default() })).collect()
}

/// A gift for women that holds for days, from an hour ago on.
fn on_line(w: &World, stock: i64) -> Campaign {
    let mut d = w.draft(CampaignKind::Gift);
    (d.stock, d.closes_at) = (stock, w.now().plus_ms(100 * HOUR));
    d.terms.who = vec![Condition::Sex { code: "2".into() }];
    w.on_line(d)
}

fn standing(w: &World, c: &Campaign) -> (i64, i64) {
    let id = c.id;
    let found = w.app.store().read_blocking(move |tx| {
        Ok::<_, store::DbError>((
            stock::find(tx, id)?.unwrap().issued,
            gift::find(tx, id)?.map_or(0, |w| w.missed),
        ))
    });
    found.unwrap()
}

#[test]
fn a_gift_says_whom_it_is_for_and_has_nothing_of_a_press() {
    let db = TestDb::new(testkit::Db::Sqlite, "gift-terms", setup());
    let w = World::new(&db);
    let mut d = w.draft(CampaignKind::Gift);
    (d.terms.daily, d.terms.limit) = (Some(3), Limit { per: Span::Day, most: 5 });
    let d = clean(d);
    assert_eq!((d.terms.daily, d.terms.limit), (None, Limit { per: Span::Campaign, most: 1 }));
    assert_eq!(check(&d).iter().map(|f| f.code).collect::<Vec<_>>(), ["benefits.gift-who"]);
}

db_test! { setup();
    fn everybody_who_is_meant_has_one_and_is_told_and_nobody_presses(db: &TestDb) {
        let w = World::new(db);
        let men = w.members(&w.r.mine, 1, 3);
        w.people(&w.r.mine, women(10, 4), day(20_200_301));
        let c = on_line(&w, 10);
        assert_eq!(w.take(&c, &men[..1]), [Outcome::Closed(Closed::Gift)]);
        assert_eq!(give_all(&w.app).unwrap(), 4);
        assert_eq!(number(w.app.store(), "SELECT count(*) FROM notice WHERE title LIKE '工会给您发放了%'"), 4);
        // The walk of the day is over: whoever comes in now has it tomorrow.
        w.people(&w.r.mine, women(20, 2), day(20_200_301));
        assert_eq!(give_all(&w.app).unwrap(), 0);
        db.clock().advance_ms(24 * HOUR);
        assert_eq!(give_all(&w.app).unwrap(), 2);
        assert_eq!(give_all(&w.app).unwrap(), 0);
        assert_eq!(standing(&w, &c), (6, 0));
        whole(&w, &c);
    }

    fn a_gift_for_new_members_reaches_whoever_joins_while_it_lasts(db: &TestDb) {
        let w = World::new(db);
        let today = w.app.clock().today();
        w.people(&w.r.mine, women(10, 3), today.plus_days(-8));
        w.people(&w.r.mine, women(20, 2), today.plus_days(-7));
        let mut d = w.draft(CampaignKind::Gift);
        (d.stock, d.closes_at) = (10, w.now().plus_ms(100 * HOUR));
        d.terms.who = vec![Condition::JoinedWithin { days: 7 }];
        let c = w.on_line(d);
        assert_eq!(give_all(&w.app).unwrap(), 2);
        w.people(&w.r.mine, women(30, 1), today);
        db.clock().advance_ms(24 * HOUR);
        assert_eq!(give_all(&w.app).unwrap(), 1, "those of the week before have theirs and get no second one");
        assert_eq!(standing(&w, &c), (3, 0));
        whole(&w, &c);
    }

    fn the_stock_bounds_it_and_the_board_says_how_many_are_left_out(db: &TestDb) {
        let w = World::new(db);
        w.people(&w.r.mine, women(10, 7), day(20_200_301));
        let c = on_line(&w, 5);
        assert_eq!(give_all(&w.app).unwrap(), 5);
        assert_eq!(standing(&w, &c), (5, 2));
        db.clock().advance_ms(24 * HOUR);
        assert_eq!((give_all(&w.app).unwrap(), standing(&w, &c)), (0, (5, 2)), "counted anew, not on top");
        whole(&w, &c);
    }

    fn a_walk_that_was_broken_off_goes_on_and_gives_nobody_two(db: &TestDb) {
        let w = World::new(db);
        w.people(&w.r.mine, women(10, 450), day(20_200_301));
        let c = on_line(&w, 1_000);
        let other = if db.url().is_some() { app_over(db, db.open(|_| {})) } else { w.app.clone() };
        let id = c.id;
        // One part, then the process dies; another one goes on, and a third walks at once.
        assert_eq!(w.app.store().write_blocking(move |tx| give(tx, id)).unwrap(), (200, false));
        let here = std::thread::spawn({ let app = other.clone(); move || give_all(&app).unwrap() });
        let there = give_all(&w.app).unwrap();
        assert_eq!(here.join().unwrap() + there, 250);
        assert_eq!(standing(&w, &c), (450, 0));
        whole(&w, &c);
    }

    fn the_list_of_people_is_whom_the_count_counts(db: &TestDb) {
        let w = World::new(db);
        w.members(&w.r.mine, 1, 3);
        w.people(&w.r.mine, women(10, 5), day(20_200_301));
        let (place, who) = (w.r.county.place(), vec![Condition::Sex { code: "2".into() }]);
        let all = w.app.store().read_blocking(move |tx| {
            let (today, mut after, mut all) = (tx.today(), Id(0), Vec::new());
            loop {
                let part = reach::people(tx, &place, &who, (today, after, 2))?;
                let Some((last, _)) = part.last() else { break };
                after = *last;
                all.extend(part);
            }
            Ok::<_, store::DbError>((all, reach::count(tx, &place, &who, today)?))
        });
        let (all, counted) = all.unwrap();
        assert_eq!((all.len() as i64, counted), (5, 5));
        assert!(all.windows(2).all(|p| p[0].0 < p[1].0) && all.iter().all(|(_, union)| *union == w.r.mine.id));
    }
}
