//! Draws of the demo: one that members can enter, and one that was drawn, with its file and its prizes.

use guard::{Actor, act, res};
use kernel::{Fen, Id};
use platform::App;
use registry::api::known_people;

use super::campaigns::{HOUR, Person, on_line, people};
use super::{Result, Staff, Unit, broken};
use crate::model::campaign::{Campaign, CampaignKind, Limit, Offer, Prize, Span, Stacking, Terms};
use crate::ops::campaign_steps;
use crate::ops::draw::{Ground, enter};
use crate::ops::draw_claim::claim;
use crate::ops::draw_steps::{confirm, put_value};
use crate::ops::draw_work::work;
use crate::rules::campaign::Draft;
use crate::store::{draw, draw_winner};

const DAY: i64 = 24 * HOUR;

fn draft(app: &App, title: &str, prizes: &[(&str, i64, i64)], (from, to): (i64, i64)) -> Draft {
    let now = app.clock().now();
    let prize = |(title, count, worth): &(&str, i64, i64)| Prize {
        title: (*title).to_owned(),
        count: *count,
        worth: Fen(*worth),
    };
    let offer = Offer {
        title: "奖品".to_owned(),
        worth: Fen(0),
        pays: Fen(0),
        days: 60,
        until: None,
        merchants: Vec::new(),
    };
    let terms = Terms {
        rules: "每位会员报名一次，中奖机会人人相等。中奖后15日内在手机上领取，逾期由候补者递补。".to_owned(),
        offer,
        limit: Limit { per: Span::Campaign, most: 1 },
        who: Vec::new(),
        amounts: None,
        prizes: prizes.iter().map(prize).collect(),
        reserves: 10,
        source: "报名截止次日上证综指收盘点位，保留两位小数".to_owned(),
        quiz: None,
        sign_up_until: None,
        daily: None,
        stacking: Stacking::default(),
        delivery: None,
    };
    let (opens_at, closes_at) = (now.plus_ms(from), now.plus_ms(to));
    Draft { kind: CampaignKind::Draw, title: title.to_owned(), terms, opens_at, closes_at, stock: 0 }
}

/// Makes both; how many campaigns and vouchers these are.
pub fn fill(app: &App, staff: &Staff, union: Id, units: &[Unit]) -> Result<(usize, usize)> {
    let all = people(app, units)?;
    let past =
        draft(app, "会员日水果抽奖", &[("水果礼盒", 5, 12_800), ("水果券", 15, 3_000)], (-3 * DAY, DAY));
    let past = on_line(app, staff, union, past)?;
    enter_all(app, &past, &all)?;
    let claimed = drawn(app, staff, &past)?;
    let open = draft(
        app,
        "周六电影抽奖",
        &[("双人电影套票", 10, 9_800), ("电影票一张", 50, 3_500)],
        (-DAY, 6 * DAY),
    );
    let open = on_line(app, staff, union, open)?;
    enter_all(app, &open, &all[..all.len() / 2])?;
    Ok((2, claimed))
}

pub(super) fn enter_all(app: &App, c: &Campaign, people: &[Person]) -> Result<()> {
    let ids: Vec<Id> = people.iter().map(|(person, _)| *person).collect();
    let (ground, id) = (Ground::of(app), c.id);
    app.store().write_blocking(move |tx| {
        let known = known_people(tx, &ids)?;
        for person in &ids {
            let name = known.get(person).map(|p| p.name.clone()).unwrap_or_default();
            enter(tx, &ground, &Actor::member(*person, name), id)?;
        }
        Ok::<_, crate::draw_error::DrawError>(())
    })?;
    Ok(())
}

/// Closes a draw before its time, draws it, and lets half of the winners claim; how many did.
fn drawn(app: &App, staff: &Staff, c: &Campaign) -> Result<usize> {
    let (scope, at) = (staff.manager.permit::<res::Campaign, act::Approve>()?, (c.id, c.version));
    app.store()
        .write_blocking(move |tx| campaign_steps::stop(tx, &scope, at, "提前截止报名并开奖").map(drop))?;
    valued(app, staff, c, "3421.87")?;
    let id = c.id;
    let lucky = app.store().read_blocking(move |tx| draw_winner::page(tx, id, 0, 10))?;
    for w in &lucky {
        let by = Actor::member(w.person_id, w.name.clone());
        app.store().write_blocking(move |tx| claim(tx, &by, id))?;
    }
    Ok(lucky.len())
}

/// Freezes the list of a draw that nobody enters any more, and draws it with a public value that two people type.
pub(super) fn valued(app: &App, staff: &Staff, c: &Campaign, value: &'static str) -> Result<()> {
    work(app, c.id)?;
    let (scope, at) = (staff.officer.permit::<res::Campaign, act::Update>()?, (c.id, version(app, c.id)?));
    app.store().write_blocking(move |tx| put_value(tx, &scope, at, value))?;
    let (scope, at) = (staff.manager.permit::<res::Campaign, act::Approve>()?, (c.id, version(app, c.id)?));
    app.store().write_blocking(move |tx| confirm(tx, &scope, at, value))?;
    Ok(work(app, c.id)?)
}

fn version(app: &App, id: Id) -> Result<i64> {
    let found = app.store().read_blocking(move |tx| draw::find(tx, id))?;
    Ok(found.ok_or_else(|| broken("the draw of the demo is gone"))?.version)
}
