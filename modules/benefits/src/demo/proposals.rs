//! What merchants of the demo propose: two wait, one was sent back, one was approved.

use guard::{act, res};
use kernel::Day;
use platform::App;

use super::{Result, Staff};
use crate::merchant_error::MerchantError;
use crate::model::merchant::DiscountTerms;
use crate::model::proposal::{DiscountText, Proposal, ProposalKind};
use crate::model::service_days::ServiceDays;
use crate::ops::proposal::{Entered, Speaker, add, propose};
use crate::ops::proposal_steps::{approve, give_back};
use crate::ops::redeem::Till;
use crate::store::{merchant, shop};

fn new(title: &str, detail: &str, (from, to): (Day, Day), note: &str) -> Entered {
    let terms = DiscountTerms::default();
    let (title, detail) = (title.to_owned(), detail.to_owned());
    Entered { told: DiscountText { title, detail, from, to, terms }, note: note.to_owned() }
}

/// A proposal of the merchant of a till, handed in.
fn handed_in(app: &App, till: &Till, kind: ProposalKind, e: Option<Entered>) -> Result<Proposal> {
    let till = till.clone();
    let made = app.store().write_blocking(move |tx| {
        let merchant = merchant::unscoped(tx, till.merchant_id)?.ok_or(MerchantError::NotFound)?;
        let by = Speaker { actor: till.actor.clone(), merchant };
        let running = shop::discounts(tx, till.merchant_id)?.into_iter().find(|d| d.terms.by_code);
        let p = match (&e, running) {
            (Some(e), _) => add(tx, &by, (kind, None), e)?,
            (None, Some(d)) => {
                let mut told = DiscountText::from(&d);
                told.title = "会员服务日满100元减20元".to_owned();
                told.terms.days = ServiceDays { month_days: vec![1, 5, 15, 25], ..ServiceDays::default() };
                let note = "会员服务日人多，拟增加到每月四天，优惠加到20元。".to_owned();
                add(tx, &by, (kind, Some(d.id)), &Entered { told, note })?
            }
            (None, None) => return Err(MerchantError::DiscountNotFound),
        };
        propose(tx, &by, (p.id, p.version))
    });
    Ok(made?)
}

/// Fills proposals of the merchants in; how many.
pub fn fill(app: &App, staff: &Staff, [cinema, market, books]: [&Till; 3]) -> Result<usize> {
    let today = app.clock().today();
    let month = (today.plus_days(3), today.plus_days(33));
    handed_in(app, cinema, ProposalKind::Change, None)?;
    let text = "活动期间出示会员码，生鲜区九折。";
    handed_in(app, market, ProposalKind::Add, Some(new("生鲜区会员九折", text, month, "新店开业一个月。")))?;
    let read = new("读书月会员八折", "教材、教辅除外。", (today, today.plus_days(60)), "");
    let good = handed_in(app, books, ProposalKind::Add, Some(read))?;
    let vague = new("文具优惠", "部分商品有优惠。", month, "");
    let bad = handed_in(app, books, ProposalKind::Add, Some(vague))?;
    let scope = staff.manager.permit::<res::Merchant, act::Approve>()?;
    app.store().write_blocking(move |tx| {
        approve(tx, &scope, (good.merchant_id, good.id, good.version), 0)?;
        let why = "请写明哪些文具、打几折。";
        give_back(tx, &scope, (bad.merchant_id, bad.id, bad.version), why).map(drop)
    })?;
    Ok(4)
}
