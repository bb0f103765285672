//! Codes of a partner, so many a day, and something that is given without a press, of the demo.

use guard::{act, res};
use kernel::{Fen, Id};
use platform::App;
use registry::api::reach::Condition;

use super::campaigns::{HOUR, made, on_line, people, proposed, published, take};
use super::kinds::draft;
use super::{Filled, Result, Staff, Unit, broken};
use crate::model::campaign::{CampaignKind, Limit, Span};
use crate::ops::{code_pool, code_settle, gift};
use crate::store::stock;
use sheets::lines::Line;

const DAY: i64 = 24 * HOUR;
/// Codes of the pool.
const CODES: u32 = 120;
/// How many of them people have by now.
const GIVEN: usize = 12;

fn codes(n: u32) -> Vec<Line<2>> {
    let row =
        |i: u32| Line { row: i + 1, cells: [format!("YC26{:06}", i * 7_919 % 1_000_000), String::new()] };
    (1..=n).map(row).collect()
}

/// Makes them; how many campaigns, and how many vouchers.
pub fn fill(app: &App, staff: &Staff, union: Id, units: &[Unit], partner: Id) -> Result<Filled> {
    let all = people(app, units)?;
    let rules = "领一个影城兑换码，到影城自助机或小程序里兑换一张电影票。每天 0 点放出当天的份数，领完为止。";
    let mut d = draft(app, CampaignKind::Codes, ["1元看大片", rules, "电影票兑换码"], (-DAY, 13 * DAY));
    (d.terms.offer.worth, d.terms.offer.pays) = (Fen(2_900), Fen(100));
    d.terms.offer.merchants = vec![partner];
    (d.terms.limit, d.terms.daily) = (Limit { per: Span::Week, most: 1 }, Some(30));
    let c = made(app, staff, union, d)?;
    let scope = staff.officer.permit::<res::Campaign, act::Update>()?;
    code_pool::load_rows(app, &scope, c.id, ("影城兑换码.xlsx", &codes(CODES)))?;
    let id = c.id;
    let c = app.store().read_blocking(move |tx| crate::store::campaign::unscoped(tx, id))?;
    let c = published(
        app,
        staff,
        &proposed(app, staff, &c.ok_or_else(|| broken("the codes of the demo are gone"))?)?,
    )?;
    let mut filled = Filled { campaigns: 2, ..Filled::default() };
    filled.vouchers = take(app, &c, &all[..all.len().min(GIVEN)])?;
    settle(app, staff, c.id)?;
    filled.vouchers += gifts(app, staff, union)?;
    Ok(filled)
}

/// The partner tells which of the first codes were used.
fn settle(app: &App, staff: &Staff, id: Id) -> Result<()> {
    let now = app.clock().now().local_text();
    let said = |l: Line<2>| {
        let [code, _] = l.cells;
        Line { row: l.row, cells: [code, now.clone(), "29.00".to_owned(), "已使用".to_owned()] }
    };
    let scope = staff.officer.permit::<res::Redemption, act::Update>()?;
    let rows: Vec<Line<4>> = codes(3).into_iter().map(said).collect();
    code_settle::take_rows(app, &scope, (id, false), ("影城结算表.xlsx", rows))?;
    Ok(())
}

/// Model workers have something for their recreation; how many.
fn gifts(app: &App, staff: &Staff, union: Id) -> Result<usize> {
    let rules = "工会给劳动模范送的疗休养体验券，不用领，自动放进券包，在签约商家使用。";
    let words = ["劳模疗休养体验", rules, "疗休养体验券50元"];
    let mut d = draft(app, CampaignKind::Gift, words, (-HOUR, 20 * DAY));
    d.terms.offer.worth = Fen(5_000);
    d.terms.who = vec![Condition::Flag { any_of: vec!["model_worker".to_owned()] }];
    d.stock = 200;
    let c = on_line(app, staff, union, d)?;
    gift::give_all(app)?;
    let id = c.id;
    let issued = app.store().read_blocking(move |tx| stock::find(tx, id))?.map_or(0, |s| s.issued);
    Ok(usize::try_from(issued).unwrap_or_default())
}
