//! Campaigns of the demo.

use guard::{act, res};
use kernel::{Day, Fen, Id, Timestamp};
use platform::App;
use registry::api::reach::Condition;
use registry::api::some_members;

use super::{Filled, Result, Staff, Unit, broken};
use crate::model::campaign::{Amounts, Campaign, CampaignKind, Limit, Offer, Span, Stacking, Terms};
use crate::ops::issue::{Issuing, Outcome, Wanted, issue_each};
use crate::ops::{campaign, campaign_steps};
use crate::rules::campaign::Draft;

/// How many members of a union take part.
const PEOPLE: i64 = 6;
/// How many unions take part.
const UNITS: usize = 20;
/// An hour, ms.
pub const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

/// A person and where the person is a member.
pub type Person = (Id, Id);

/// What somebody gets, in a campaign of a kind.
struct Plan {
    kind: CampaignKind,
    title: &'static str,
    rules: &'static str,
    offer: &'static str,
    worth: i64,
    pays: i64,
    days: i64,
    stock: i64,
    opens_at: Timestamp,
    closes_at: Timestamp,
    who: Vec<Condition>,
}

fn draft(p: Plan) -> Draft {
    let amounts =
        (p.kind == CampaignKind::RedPacket).then_some(Amounts { least: Fen(100), most: Fen(2_000) });
    let offer = Offer {
        title: p.offer.to_owned(),
        worth: Fen(p.worth),
        pays: Fen(p.pays),
        days: p.days,
        until: None,
        merchants: Vec::new(),
    };
    let terms = Terms {
        rules: p.rules.to_owned(),
        offer,
        limit: Limit { per: Span::Campaign, most: 1 },
        who: p.who,
        amounts,
        prizes: Vec::new(),
        reserves: 0,
        source: String::new(),
        quiz: None,
        sign_up_until: None,
        daily: None,
        stacking: Stacking::default(),
        delivery: None,
    };
    Draft {
        kind: p.kind,
        title: p.title.to_owned(),
        terms,
        opens_at: p.opens_at,
        closes_at: p.closes_at,
        stock: p.stock,
    }
}

/// Ten o'clock on the next Friday that is not today.
fn friday(today: Day) -> Timestamp {
    let ahead = (1..=7).find(|n| today.plus_days(*n).weekday() == 5).unwrap_or(7);
    Timestamp::at_day_start(today.plus_days(ahead)).plus_ms(10 * HOUR)
}

/// Campaigns: coupons that are open, tickets that are grabbed on Friday, red packets, one that is over, a proposal, a draft.
pub fn fill(app: &App, staff: &Staff, union: Id, units: &[Unit]) -> Result<Filled> {
    let people = people(app, units)?;
    let half = people.len() / 2;
    let over = on_line(app, staff, union, books(app))?;
    let mut vouchers = take(app, &over, &people[..half])?;
    stop(app, staff, &over)?;
    let open = on_line(app, staff, union, groceries(app))?;
    vouchers += take(app, &open, &people)?;
    let packets = on_line(app, staff, union, packets(app))?;
    vouchers += take(app, &packets, &people[half..])?;
    on_line(app, staff, union, tickets(app))?;
    proposed(app, staff, &made(app, staff, union, rides(app))?)?;
    made(app, staff, union, checks(app))?;
    Ok(Filled { campaigns: 6, vouchers, ..Filled::default() })
}

/// Members of some unions.
pub fn people(app: &App, units: &[Unit]) -> Result<Vec<Person>> {
    let every = (units.len() / UNITS).max(1);
    let mut all = Vec::new();
    for unit in units.iter().step_by(every).take(UNITS) {
        let (path, id) = (unit.path.clone(), unit.id);
        let found = app.store().read_blocking(move |tx| some_members(tx, &path, PEOPLE))?;
        all.extend(found.into_iter().map(|(person, _)| (person, id)));
    }
    if all.len() < 2 { Err(broken("too few members")) } else { Ok(all) }
}

fn books(app: &App) -> Draft {
    let now = app.clock().now();
    draft(Plan {
        kind: CampaignKind::Coupon,
        title: "职工读书月图书券",
        rules: "每人限领一张，在签约书店购书满50元可用，不找零、不兑现。",
        offer: "图书券20元",
        worth: 2_000,
        pays: 0,
        days: 60,
        stock: 200,
        opens_at: now.plus_ms(-DAY),
        closes_at: now.plus_ms(7 * DAY),
        who: Vec::new(),
    })
}

fn groceries(app: &App) -> Draft {
    let now = app.clock().now();
    draft(Plan {
        kind: CampaignKind::Coupon,
        title: "工会会员超市满减券",
        rules: "每人限领一张，在签约超市消费满100元减15元，领取后30天内有效。",
        offer: "超市满减券15元",
        worth: 1_500,
        pays: 0,
        days: 30,
        stock: 2_000,
        opens_at: now.plus_ms(-3 * DAY),
        closes_at: now.plus_ms(27 * DAY),
        who: Vec::new(),
    })
}

fn packets(app: &App) -> Draft {
    let now = app.clock().now();
    draft(Plan {
        kind: CampaignKind::RedPacket,
        title: "冬日暖心消费红包",
        rules: "每人一个，金额1至20元随机，在签约商家消费时抵扣。",
        offer: "消费红包",
        worth: 500,
        pays: 0,
        days: 15,
        stock: 1_000,
        opens_at: now.plus_ms(-DAY),
        closes_at: now.plus_ms(13 * DAY),
        who: Vec::new(),
    })
}

fn tickets(app: &App) -> Draft {
    let opens_at = friday(app.clock().today());
    draft(Plan {
        kind: CampaignKind::Grab,
        title: "1元看大片",
        rules: "入会满3个月的会员每人限抢一张，到签约影院出示券码并支付1元。",
        offer: "电影票一张",
        worth: 2_900,
        pays: 100,
        days: 14,
        stock: 5_000,
        opens_at,
        closes_at: opens_at.plus_ms(2 * DAY),
        who: vec![Condition::MemberFor { months: 3 }],
    })
}

fn rides(app: &App) -> Draft {
    let opens_at = friday(app.clock().today()).plus_ms(3 * DAY);
    draft(Plan {
        kind: CampaignKind::Coupon,
        title: "农民工返乡车票补贴",
        rules: "农民工会员每人一张，购买返乡车票时抵扣。",
        offer: "返乡车票补贴50元",
        worth: 5_000,
        pays: 0,
        days: 60,
        stock: 400,
        opens_at,
        closes_at: opens_at.plus_ms(30 * DAY),
        who: vec![Condition::MigrantWorker],
    })
}

fn checks(app: &App) -> Draft {
    let opens_at = friday(app.clock().today()).plus_ms(10 * DAY);
    draft(Plan {
        kind: CampaignKind::Grab,
        title: "女职工健康体检",
        rules: "年满35周岁的女职工每人一份，体检时支付50元。",
        offer: "体检套餐一份",
        worth: 20_000,
        pays: 5_000,
        days: 90,
        stock: 100,
        opens_at,
        closes_at: opens_at.plus_ms(7 * DAY),
        who: vec![Condition::Sex { code: "2".to_owned() }, Condition::Age { from: Some(35), to: None }],
    })
}

/// A draft that the officer wrote.
pub fn made(app: &App, staff: &Staff, union: Id, draft: Draft) -> Result<Campaign> {
    let scope = staff.officer.permit::<res::Campaign, act::Create>()?;
    let codes = app.codesets();
    Ok(app.store().write_blocking(move |tx| campaign::create(tx, &codes, &scope, union, draft.clone()))?)
}

/// A draft that the officer proposes.
pub fn proposed(app: &App, staff: &Staff, c: &Campaign) -> Result<Campaign> {
    let scope = staff.officer.permit::<res::Campaign, act::Propose>()?;
    let (codes, at) = (app.codesets(), (c.id, c.version));
    Ok(app.store().write_blocking(move |tx| campaign::propose(tx, &codes, &scope, at))?)
}

/// A campaign of a draft on line: proposed by the officer, approved by the manager.
pub fn on_line(app: &App, staff: &Staff, union: Id, draft: Draft) -> Result<Campaign> {
    published(app, staff, &proposed(app, staff, &made(app, staff, union, draft)?)?)
}

/// A proposal that the manager approves.
pub fn published(app: &App, staff: &Staff, c: &Campaign) -> Result<Campaign> {
    let scope = staff.manager.permit::<res::Campaign, act::Approve>()?;
    let (keys, at) = (app.keyring().clone(), (c.id, c.version));
    Ok(app.store().write_blocking(move |tx| campaign_steps::publish(tx, &keys, &scope, at))?)
}

fn stop(app: &App, staff: &Staff, c: &Campaign) -> Result<()> {
    let scope = staff.manager.permit::<res::Campaign, act::Approve>()?;
    let at = (c.id, c.version);
    app.store()
        .write_blocking(move |tx| campaign_steps::stop(tx, &scope, at, "读书月活动已结束").map(drop))?;
    Ok(())
}

/// People take from a campaign; how many got one.
pub fn take(app: &App, c: &Campaign, people: &[Person]) -> Result<usize> {
    let wanted: Vec<Wanted> = people
        .iter()
        .map(|(person_id, union_id)| Wanted {
            campaign_id: c.id,
            person_id: *person_id,
            union_id: *union_id,
            seen: 0,
        })
        .collect();
    let with = Issuing::of(app);
    let outcomes = app.store().write_blocking(move |tx| issue_each(tx, &with, &wanted))?;
    Ok(outcomes.iter().filter(|o| matches!(o, Outcome::Got(_))).count())
}
