//! What is read of benefits is what the vouchers and returns add up to: recounted in another way, of every union, month and source.
#![allow(clippy::unwrap_used, reason = "a test")]

use std::collections::{BTreeMap, HashSet};

use benefits::model::campaign::{CampaignKind, Limit, Span};
use benefits::model::merchant::{DiscountTerms, Merchant};
use benefits::ops::issue::{Issuing, Wanted, issue_each};
use benefits::ops::returns::{Entered, put};
use benefits::ops::{figures, figures_of, missed};
use benefits::store::missed as reach;
use benefits::store::voucher;
use guard::{act, res};
use kernel::{Fen, Id, Timestamp};
use platform::App;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha20Rng;
use testkit::{TestDb, db_test};

use crate::common::world::World;
use crate::common::{setup, sql};

/// Union, what, month, about; then times, people, redeemed, uses, saved, base, off.
type Table = BTreeMap<(i64, String, i64, i64), [i64; 7]>;

/// The figures as they lie in the table.
pub fn kept(app: &App) -> Table {
    let all = sql(
        "SELECT union_id, what, month, about_id, times, people, redeemed, uses, saved, base, off FROM benefit_month
         ORDER BY union_id, what, month, about_id",
    );
    let rows = app.store().read_blocking(move |tx| {
        tx.query(&all, &[], |r| {
            let mut sums = [0; 7];
            for (n, sum) in sums.iter_mut().enumerate() {
                *sum = r.get(n + 4)?;
            }
            Ok(((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?), sums))
        })
    });
    let mut table: Table = rows.unwrap().into_iter().collect();
    table.retain(|_, sums| *sums != [0; 7]);
    table
}

/// The same, voucher by voucher and return by return.
pub fn recounted(app: &App) -> Table {
    let places: Vec<(i64, String, i64)> =
        query(app, "SELECT id, path, level FROM trade_union", |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)));
    let mut table = Table::new();
    let mut add = |union: i64, (what, month, about): (&str, i64, i64), sums: [i64; 7]| {
        let path = &places.iter().find(|p| p.0 == union).unwrap().1;
        let above: Vec<_> = places.iter().filter(|p| path.starts_with(&p.1)).collect();
        let base = above.iter().any(|p| p.2 == 40);
        for (id, ..) in above {
            let there = table.entry((*id, what.to_owned(), month, about)).or_default();
            for (n, sum) in sums.iter().enumerate() {
                there[n] += if n == 5 && base { sums[4] } else { *sum };
            }
        }
    };
    let month = |at: i64| Timestamp(at).day().number() / 100;
    let (mut of_year, mut of_campaign) = (HashSet::new(), HashSet::new());
    let vouchers: Vec<[i64; 8]> = query(
        app,
        "SELECT campaign_id, person_id, union_id, worth, issued_at, used_at, merchant_id,
           CASE WHEN state = 'used' THEN 1 ELSE 0 END FROM benefit_voucher WHERE state <> 'blank' ORDER BY campaign_id, serial",
        |r| Ok(std::array::from_fn(|n| r.get(n).unwrap())),
    );
    for [campaign, person, union, worth, issued, used_at, merchant, used] in vouchers {
        let first = i64::from(of_campaign.insert((campaign, person)));
        add(union, ("campaign", month(issued), campaign), [1, first, 0, 0, 0, 0, 0]);
        of_year.insert((person, Timestamp(issued).day().year()));
        if used == 1 {
            let sums = [0, 0, 1, 0, worth, 0, 0];
            add(union, ("campaign", month(used_at), campaign), sums);
            add(union, ("merchant", month(used_at), merchant), sums);
        }
    }
    let returns: Vec<[i64; 6]> = query(
        app,
        "SELECT m.union_id, r.discount_id, r.merchant_id, r.month, r.times, r.off FROM benefit_return r
         JOIN benefit_merchant m ON m.id = r.merchant_id",
        |r| Ok(std::array::from_fn(|n| r.get(n).unwrap())),
    );
    for [union, discount, merchant, month, times, off] in returns {
        add(union, ("return", month, discount), [0, 0, 0, times, 0, 0, off]);
        add(union, ("merchant", month, merchant), [0, 0, 0, times, 0, 0, off]);
    }
    let uses: Vec<[i64; 6]> = query(
        app,
        "SELECT union_id, discount_id, merchant_id, day, saved, person_id FROM benefit_use WHERE counted = 1",
        |r| Ok(std::array::from_fn(|n| r.get(n).unwrap())),
    );
    for [union, discount, merchant, day, saved, person] in uses {
        add(union, ("use", day / 100, discount), [0, 0, 0, 1, 0, 0, saved]);
        add(union, ("merchant", day / 100, merchant), [0, 0, 0, 1, 0, 0, saved]);
        of_year.insert((person, kernel::Day::from_number(day).unwrap().year()));
    }
    table.retain(|_, sums| *sums != [0; 7]);
    // Who came first of a year depends on which campaign was counted first: how many there are does not.
    let people: i64 = query(app, "SELECT count(*) FROM benefit_reached", |r| r.get(0))[0];
    assert_eq!(people, of_year.len() as i64);
    table
}

fn query<T: Send + 'static>(app: &App, text: &str, read: fn(&store::Row) -> store::DbResult<T>) -> Vec<T> {
    let text = sql(text);
    app.store().read_blocking(move |tx| tx.query(&text, &[], read)).unwrap()
}

/// Holds the table against the records; people of a year are held by how many there are.
pub fn hold(app: &App, top: Id) {
    let (mut kept, recounted) = (kept(app), recounted(app));
    let mut people = 0;
    kept.retain(|(union, what, ..), sums| {
        people += if what == "person" && *union == top.0 { sums[1] } else { 0 };
        what != "person"
    });
    let reached: i64 = query(app, "SELECT count(*) FROM benefit_reached", |r| r.get(0))[0];
    assert_eq!(people, reached);
    assert_eq!(kept, recounted);
}

/// A person who knows of everything held takes another one, if the rule allows it.
fn another(w: &World, campaign_id: Id, person_id: Id) {
    let wanted = [Wanted { campaign_id, person_id, union_id: w.r.mine.id, seen: 10 }];
    let with = Issuing::of(&w.app);
    w.app.store().write_blocking(move |tx| issue_each(tx, &with, &wanted)).unwrap();
}

fn told(w: &World, m: &Merchant, discount: Id, e: &Entered) -> Result<i64, benefits::MerchantError> {
    let (scope, key, e) =
        (w.officer.permit::<res::Merchant, act::Update>().unwrap(), (m.id, discount), e.clone());
    w.deal(move |tx| put(tx, &scope, key, &e).map(|r| r.version))
}

db_test! { setup();
    fn figures_are_what_the_records_add_up_to(db: &TestDb) {
        let w = World::new(db);
        let people = w.members(&w.r.mine, 0, 4);
        let mut rng = ChaCha20Rng::seed_from_u64(db.seed());
        let mut draft = w.draft(CampaignKind::Coupon);
        (draft.stock, draft.terms.limit) = (60, Limit { per: Span::Campaign, most: 3 });
        let all = [w.on_line(draft), w.published(CampaignKind::Grab), w.published(CampaignKind::RedPacket)];
        let shops = [w.merchant(1), w.merchant(2)];
        (0..2).for_each(|_| another(&w, all[0].id, people[0].id));
        for _ in 0..40 {
            let c = &all[rng.random_range(0..all.len())];
            let id = c.id;
            match rng.random_range(0..6) {
                0 | 1 => another(&w, id, people[rng.random_range(0..4)].id),
                2 | 3 => {
                    let serial = rng.random_range(1..8);
                    let till = &shops[rng.random_range(0..2)].till;
                    let key = format!("{id}-{serial}-{}", rng.random_range(0..1_000_000));
                    drop(w.scans(&[crate::common::tills::scan(till, c, serial, &key)]));
                }
                4 => {
                    let serial = rng.random_range(1..8);
                    w.write(move |tx| Ok(voucher::void(tx, id, serial).map(drop)?)).unwrap();
                }
                _ => drop(figures::count_all(&w.app).unwrap()),
            }
        }
        figures::count_all(&w.app).unwrap();
        hold(&w.app, w.r.county.id);
    }

    fn a_return_counts_as_it_was_corrected(db: &TestDb) {
        let w = World::new(db);
        let m = w.merchant(1).merchant;
        let today = w.app.clock().today();
        let scope = w.officer.permit::<res::Merchant, act::Update>().unwrap();
        let (id, days) = (m.id, (today.month_start().plus_months(-2), None));
        let d = w
            .deal(move |tx| benefits::ops::discount::add(tx, &scope, id, ("票价八折", ""), days, &DiscountTerms::default()))
            .unwrap();
        let month = |ago: i64| today.month_start().plus_months(-ago).number() / 100;
        let e = |ago, times, off, version| Entered { month: month(ago), times, off: Fen(off), note: String::new(), version };
        assert_eq!(told(&w, &m, d.id, &e(1, 100, 5_000, 0)).unwrap(), 1);
        assert_eq!(told(&w, &m, d.id, &e(2, 7, 0, 0)).unwrap(), 1);
        assert_eq!(told(&w, &m, d.id, &e(1, 90, 4_000, 1)).unwrap(), 2);
        assert!(matches!(told(&w, &m, d.id, &e(1, 1, 1, 1)), Err(benefits::MerchantError::Stale { version: 2 })));
        for wrong in [e(3, 1, 1, 0), e(-1, 1, 1, 0), e(0, -1, 0, 0), e(0, 0, 5, 0)] {
            assert!(matches!(told(&w, &m, d.id, &wrong), Err(benefits::MerchantError::Invalid(_))), "{wrong:?}");
        }
        assert!(matches!(told(&w, &m, Id(1), &e(0, 1, 1, 0)), Err(benefits::MerchantError::DiscountNotFound)));
        hold(&w.app, w.r.county.id);
        let scope = w.officer.permit::<res::Campaign, act::Read>().unwrap();
        let (county, days) = (w.r.county.id, (today.plus_months(-3), today));
        let f = w.write(move |tx| figures_of::of(tx, &scope, county, days)).unwrap();
        assert_eq!((f.sums.uses, f.sums.off, f.sums.times), (97, 4_000, 0));
        assert_eq!((f.discounts[0].title.as_str(), f.discounts[0].sums.uses), ("票价八折", 97));
        assert_eq!(f.merchants[0].title, "示范影城1号");
        assert_eq!(f.days, (today.plus_months(-3).month_start(), today.month_start().plus_months(1).plus_days(-1)));
        let total = w.app.store().read_blocking(move |tx| benefits::ops::report::report(tx, county, (None, today))).unwrap();
        assert_eq!((total.uses, total.off), (97, Fen(4_000)));
    }

    fn who_was_never_reached_is_counted_by_union(db: &TestDb) {
        let w = World::new(db);
        let (a, b) = (w.members(&w.r.mine, 0, 5), w.members(&w.r.theirs, 100, 4));
        let c = w.published(CampaignKind::Coupon);
        w.take(&c, &a[..2]);
        figures::count_all(&w.app).unwrap();
        assert_eq!(missed::count_all(&w.app).unwrap(), 9);
        let of = |union: Id| {
            let all = w.app.store().read_blocking(move |tx| reach::of(tx, union)).unwrap();
            let whole = all.into_iter().find(|s| s.slice == "all").unwrap();
            (whole.members, whole.reached)
        };
        assert_eq!((of(w.r.county.id), of(w.r.mine.id), of(w.r.theirs.id)), ((9, 2), (5, 2), (4, 0)));
        // Counted again, nothing is counted twice.
        w.take(&c, &b[..1]);
        figures::count_all(&w.app).unwrap();
        missed::count_all(&w.app).unwrap();
        assert_eq!(of(w.r.county.id), (9, 3));
        let scope = w.officer.permit::<res::Campaign, act::Read>().unwrap();
        let (county, today) = (w.r.county.id, w.app.clock().today());
        let f = w.write(move |tx| figures_of::of(tx, &scope, county, (today, today))).unwrap();
        let under: Vec<_> = f.unions.iter().map(|u| (u.members, u.reached, u.sums.times)).collect();
        assert_eq!(under.iter().map(|u| u.0).sum::<i64>(), 9);
        assert_eq!(under.iter().map(|u| u.1).sum::<i64>(), 3);
        assert_eq!(under.iter().map(|u| u.2).sum::<i64>(), 3);
    }
}
