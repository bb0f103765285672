//! Campaigns of past years that are settled: who got what, where it was used, and what became of the money.

use std::collections::BTreeMap;

use kernel::{Day, Fen, Id, Timestamp};
use platform::App;
use platform::numbers;
use store::Tx;

use super::merchants::Place;
use super::settle::{self, Owed};
use super::{City, Series, Sizes, hour, members};
use crate::campaign_error::Result as Done;
use crate::demo::{Result, broken};
use crate::model::campaign::{Campaign, CampaignKind, CampaignState, Limit, Offer, Span, Stacking, Terms};
use crate::model::redemption::{Redemption, RedemptionState};
use crate::model::voucher::{Voucher, VoucherState};
use crate::ops::campaign::BEFORE;
use crate::ops::figures;
use crate::rules::code::minute_of;
use crate::store::{campaign, redemption, stock, voucher};

/// Days for which people could press.
const OPEN: i64 = 3;
/// Days that a voucher holds.
const HOLDS: i64 = 30;
/// Vouchers that are written in one transaction.
const PART: usize = 2_000;

/// A person and where the person is a member.
type Person = (Id, Id);

/// Which campaign of which series.
struct Plan {
    union: Id,
    series: Series,
    n: i64,
    people: Vec<Person>,
    places: Vec<Place>,
}

/// Fills the campaigns in; how many, their vouchers, and how many of those were used.
pub fn fill(app: &App, city: &City, places: &[Place], sizes: &Sizes) -> Result<(i64, i64, i64)> {
    let (mut plans, mut serial) = (Vec::new(), 0_usize);
    for s in &sizes.series {
        let people = pool(app, city, s)?;
        for n in 0..s.campaigns {
            let stock = usize::try_from(s.stock.0).unwrap_or(0);
            let first = usize::try_from(n).unwrap_or(0) * stock;
            let people = (0..stock).map(|i| people[(first + i) % people.len()]).collect();
            let some =
                (0..sizes.places.min(places.len())).map(|i| (serial * sizes.places + i) % places.len());
            let places = some.map(|i| places[i].clone()).collect();
            let union = if s.county { city.county.0 } else { city.union };
            plans.push(Plan { union, series: s.clone(), n, people, places });
            serial += 1;
        }
    }
    let (mut vouchers, mut used) = (0, 0);
    let mut owed: BTreeMap<(Id, Id, i64), Owed> = BTreeMap::new();
    let wanted = plans.iter().map(|p| (p.union, year(&p.series, p.n), envelope(&p.series)));
    settle::grants(app, &wanted.collect::<Vec<_>>())?;
    for p in &plans {
        let c = opened(app, p)?;
        let all = given(&c, p);
        used += all.iter().filter(|v| v.state == VoucherState::Used).count() as i64;
        vouchers += all.len() as i64;
        written(app, &c, p, &all, &mut owed)?;
        settle::closed(app, &c, &all)?;
        figures::count(app, c.id)?;
    }
    settle::statements(app, places, &owed)?;
    Ok((plans.len() as i64, vouchers, used))
}

fn day_of(s: &Series, n: i64) -> Day {
    s.first.0.plus_days(n * s.first.1)
}

fn year(s: &Series, n: i64) -> i64 {
    i64::from(day_of(s, n).year())
}

fn envelope(s: &Series) -> Fen {
    Fen(s.stock.0 * s.worth.0)
}

/// Who may take part in a series: of each union of the county or the city as many as are needed for the largest campaign.
fn pool(app: &App, city: &City, s: &Series) -> Result<Vec<Person>> {
    let units: Vec<_> =
        city.units.iter().filter(|u| !s.county || city.county.1.covers(&u.path)).cloned().collect();
    let most = (s.stock.0 * 2 / (units.len() as i64).max(1)).max(4);
    let found = members(app, &units, most)?;
    let all: Vec<Person> = units
        .iter()
        .zip(&found)
        .flat_map(|(u, people)| people.iter().map(|(person, _)| (*person, u.id)))
        .collect();
    if (all.len() as i64) < s.stock.0 {
        return Err(broken("the city has too few members for its campaigns"));
    }
    Ok(all)
}

/// A campaign that is over, with its stock.
fn opened(app: &App, p: &Plan) -> Result<Campaign> {
    let (s, n, union) = (p.series.clone(), p.n, p.union);
    let merchants: Vec<Id> = p.places.iter().map(|p| p.merchant.id).collect();
    Ok(app.store().write_blocking(move |tx| {
        let number = numbers::next(tx, Id(0), "benefit-campaign", 0, BEFORE)?.to_string();
        let c = of_series(tx, (&s, n), (union, number), &merchants);
        campaign::insert(tx, &c)?;
        stock::open(tx, c.id, c.stock)?;
        settle::reserved(tx, &c)?;
        Done::Ok(c)
    })?)
}

fn of_series(
    tx: &Tx<'_>,
    (s, n): (&Series, i64),
    (union, number): (Id, String),
    merchants: &[Id],
) -> Campaign {
    let opens_at = hour(day_of(s, n), 10);
    let offer = Offer {
        title: s.offer.to_owned(),
        worth: s.worth,
        pays: Fen(0),
        days: HOLDS,
        until: None,
        merchants: merchants.to_vec(),
    };
    Campaign {
        id: tx.new_id(),
        union_id: union,
        number,
        kind: if n % 2 == 0 { CampaignKind::Coupon } else { CampaignKind::Grab },
        title: s.title.replace("{n}", &(n + 1).to_string()),
        state: CampaignState::Settled,
        terms: Terms {
            rules: "每人限领一份，凭券到合作商家使用。".to_owned(),
            offer,
            limit: Limit { per: Span::Campaign, most: 1 },
            who: Vec::new(),
            amounts: None,
            prizes: Vec::new(),
            reserves: 0,
            source: String::new(),
            quiz: None,
            sign_up_until: None,
            daily: None,
            stacking: Stacking::default(),
            delivery: None,
        },
        opens_at,
        closes_at: Timestamp(opens_at.0 + OPEN * 24 * 3_600_000),
        stock: s.stock.0,
        worth: s.worth,
        envelope: envelope(s),
        made_by: Id(0),
        made_by_name: "普惠经办".to_owned(),
        proposed_by: Id(0),
        proposed_by_name: "普惠经办".to_owned(),
        decided_by: Id(0),
        decided_by_name: "普惠负责人".to_owned(),
        decided_at: Timestamp(opens_at.0 - 2 * 24 * 3_600_000),
        reason: String::new(),
        held_back: false,
        created_at: Timestamp(opens_at.0 - 5 * 24 * 3_600_000),
        version: 1,
    }
}

/// Everybody got one while the campaign was open; so many never used it, evenly spread.
fn given(c: &Campaign, p: &Plan) -> Vec<Voucher> {
    let (stock, unused) = (p.people.len() as i64, p.series.stock.1);
    let step = (c.closes_at.0 - c.opens_at.0) / (stock + 1);
    let voucher = |(i, (person, union)): (usize, &Person)| {
        let i = i as i64;
        let issued_at = Timestamp(c.opens_at.0 + i * step);
        let expires_on = c.last_day(issued_at.day());
        let lost = (i + 1) * unused / stock > i * unused / stock;
        let used_at = hour(issued_at.day().plus_days(1 + i * 7 % (HOLDS - 2)), 9 + i % 12);
        let place = &p.places[usize::try_from(i).unwrap_or(0) % p.places.len()];
        Voucher {
            campaign_id: c.id,
            person_id: *person,
            turn: 1,
            serial: i + 1,
            state: if lost { VoucherState::Expired } else { VoucherState::Used },
            prize: 0,
            worth: c.worth,
            union_id: *union,
            issued_at,
            expires_on,
            used_at: if lost { Timestamp(0) } else { used_at },
            merchant_id: if lost { Id(0) } else { place.merchant.id },
        }
    };
    p.people.iter().enumerate().map(voucher).collect()
}

/// Vouchers with where they were used, and what is owed for them by merchant and half-year.
fn written(
    app: &App,
    c: &Campaign,
    p: &Plan,
    all: &[Voucher],
    owed: &mut BTreeMap<(Id, Id, i64), Owed>,
) -> Result<()> {
    for part in all.chunks(PART) {
        let (mine, c, places, sums) = (part.to_vec(), c.clone(), p.places.clone(), owed.clone());
        *owed = app.store().write_blocking(move |tx| {
            let mut sums = sums.clone();
            put(tx, &c, (&places, &mine), &mut sums)?;
            Done::Ok(sums)
        })?;
    }
    Ok(())
}

fn put(
    tx: &mut Tx<'_>,
    c: &Campaign,
    (places, all): (&[Place], &[Voucher]),
    owed: &mut BTreeMap<(Id, Id, i64), Owed>,
) -> Done<()> {
    voucher::put(tx, all)?;
    stock::raise(tx, c.id, all.len() as i64)?;
    let mut minutes: BTreeMap<i64, i64> = BTreeMap::new();
    let mut taken = Vec::new();
    for v in all {
        *minutes.entry(minute_of(v.issued_at)).or_default() += 1;
        let Some(place) = places.iter().find(|p| p.merchant.id == v.merchant_id) else { continue };
        let due = owed
            .entry((c.union_id, v.merchant_id, settle::half(v.used_at.day())))
            .or_insert_with(|| Owed { statement: tx.new_id(), count: 0, amount: 0 });
        due.count += 1;
        due.amount += v.worth.0;
        taken.push(redeemed(tx, c, (v, place), due.statement));
    }
    redemption::insert(tx, &taken)?;
    stock::count_used(tx, c.id, taken.len() as i64)?;
    stock::release(tx, c.id, (all.len() - taken.len()) as i64)?;
    for (minute, n) in minutes {
        stock::count_minute(tx, c.id, minute, n)?;
    }
    Ok(())
}

fn redeemed(tx: &Tx<'_>, c: &Campaign, (v, place): (&Voucher, &Place), statement: Id) -> Redemption {
    Redemption {
        merchant_id: v.merchant_id,
        id: tx.new_id(),
        campaign_id: c.id,
        serial: v.serial,
        person_id: v.person_id,
        union_id: c.union_id,
        shop_id: place.shop,
        account_id: place.clerk.0,
        clerk_name: place.clerk.1.clone(),
        device: format!("demo-{}", place.shop),
        scan_key: format!("demo-{}-{}", c.id, v.serial),
        worth: v.worth,
        pays: Fen(0),
        at: v.used_at,
        received_at: v.used_at,
        offline: false,
        state: RedemptionState::Good,
        statement_id: statement,
        reason: String::new(),
    }
}
