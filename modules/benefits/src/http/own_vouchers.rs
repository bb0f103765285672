//! What a member holds, and the code that shows it.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use axum::extract::State;
use guard::{act, res};
use http_base::{ApiError, Cursor, Json, Page, PageQuery, Path, Query};
use kernel::{Day, Id, Timestamp};
use platform::App;
use platform::accounts::MemberActor;
use serde::{Deserialize, Serialize};
use store::Tx;

use super::own_benefits::{BenefitMerchantName, merchants_of, union_name};
use crate::issue_error::{IssueError, Result};
use crate::model::campaign::{Campaign, CampaignKind, Delivery};
use crate::model::voucher::{Voucher, VoucherState};
use crate::ops::code::ahead;
use crate::ops::give_back::give_back;
use crate::rules::code::{Codes, grouped, number};
use crate::rules::offer::stacking_words;
use crate::store::{campaign, merchant, voucher};

/// An own voucher.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitOwnVoucher {
    campaign_id: Id,
    turn: i64,
    serial: i64,
    /// The number in groups.
    number: String,
    /// What it gives.
    title: String,
    campaign_title: String,
    kind: CampaignKind,
    state: VoucherState,
    state_label: String,
    worth_fen: i64,
    pays_fen: i64,
    issued_at: Timestamp,
    expires_on: Day,
    used_at: Option<Timestamp>,
    merchant_name: Option<String>,
    /// How its goods get to the member; none where it is used in a shop.
    delivery: Option<BenefitDeliveryWay>,
}

/// How goods get to people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BenefitDeliveryWay {
    /// To an address.
    Sent,
    /// They fetch them.
    Fetched,
}

/// How the goods of a campaign get to people.
pub(super) fn way(d: &Delivery) -> BenefitDeliveryWay {
    if d.is_sent() { BenefitDeliveryWay::Sent } else { BenefitDeliveryWay::Fetched }
}

/// What the rows of a campaign's vouchers have in common.
pub struct Shown<'a> {
    campaign: &'a Campaign,
    /// Name of the merchant where it was used; empty for none.
    merchant: String,
}

impl<'a> Shown<'a> {
    /// Of a campaign.
    pub fn of(campaign: &'a Campaign, merchant: String) -> Self {
        Self { campaign, merchant }
    }

    /// A voucher as its holder sees it.
    pub fn row(&self, v: &Voucher) -> BenefitOwnVoucher {
        let c = self.campaign;
        BenefitOwnVoucher {
            campaign_id: v.campaign_id,
            turn: v.turn,
            serial: v.serial,
            number: grouped(&number(&c.number, v.serial)),
            title: c.title_of(v).to_owned(),
            campaign_title: c.title.clone(),
            kind: c.kind,
            state: v.state,
            state_label: v.state.title().to_owned(),
            worth_fen: v.worth.0,
            pays_fen: c.terms.offer.pays.0,
            issued_at: v.issued_at,
            expires_on: v.expires_on,
            used_at: Some(v.used_at).filter(|at| at.0 > 0),
            merchant_name: Some(self.merchant.clone()).filter(|n| !n.is_empty()),
            delivery: c.terms.delivery.as_ref().map(way),
        }
    }
}

/// Which of the own vouchers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BenefitOwnWhich {
    /// 待使用.
    Held,
    /// Used, expired or taken back.
    Past,
}

/// Which of the own vouchers are asked for.
#[derive(Clone, Copy, Debug, Default, Deserialize, utoipa::IntoParams)]
pub struct BenefitOwnFilter {
    /// Those that can be used, or those that cannot any more; all if missing.
    #[param(inline)]
    state: Option<BenefitOwnWhich>,
}

/// Names of merchants by id.
fn names(tx: &mut Tx<'_>, all: &[Voucher]) -> Result<HashMap<Id, String>> {
    let mut ids: Vec<Id> = all.iter().map(|v| v.merchant_id).filter(|id| id.0 != 0).collect();
    ids.sort_unstable();
    ids.dedup();
    Ok(merchant::find_all(tx, &ids)?.into_iter().map(|m| (m.id, m.name)).collect())
}

fn shown(tx: &mut Tx<'_>, all: &[Voucher]) -> Result<Vec<BenefitOwnVoucher>> {
    let merchants = names(tx, all)?;
    let mut campaigns: HashMap<Id, Option<Campaign>> = HashMap::new();
    let mut rows = Vec::with_capacity(all.len());
    for v in all {
        let c = match campaigns.entry(v.campaign_id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(campaign::unscoped(tx, v.campaign_id)?),
        };
        if let Some(c) = c {
            let merchant = merchants.get(&v.merchant_id).cloned().unwrap_or_default();
            rows.push(Shown::of(c, merchant).row(v));
        }
    }
    Ok(rows)
}

/// A page of the own vouchers after a campaign and turn, newest campaign first.
fn page(
    tx: &mut Tx<'_>,
    person: Id,
    which: Option<BenefitOwnWhich>,
    mut after: Option<(Id, i64)>,
    limit: i64,
) -> Result<Vec<BenefitOwnVoucher>> {
    // Tickets that won nothing are told with their campaign: they are nothing to keep.
    let fits = |v: &Voucher| match which {
        _ if v.state == VoucherState::Blank => false,
        None => true,
        Some(BenefitOwnWhich::Held) => v.state == VoucherState::Held,
        Some(BenefitOwnWhich::Past) => v.state != VoucherState::Held,
    };
    let mut found: Vec<Voucher> = Vec::new();
    loop {
        let part = voucher::all_of_person(tx, person, after, limit)?;
        let whole = part.len() as i64 == limit;
        after = part.last().map(|v| (v.campaign_id, v.turn));
        found.extend(part.into_iter().filter(fits));
        if !whole || found.len() as i64 >= limit {
            break;
        }
    }
    found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    shown(tx, &found)
}

/// Own vouchers, newest campaign first.
#[utoipa::path(get, path = "/me/benefit_vouchers", tag = "me", operation_id = "list_own_benefit_vouchers",
    params(BenefitOwnFilter, PageQuery), responses((status = 200, body = Page<BenefitOwnVoucher>)),
    extensions(("x-permission" = json!("campaign.read"))))]
pub async fn list_own_benefit_vouchers(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    Query(filter): Query<BenefitOwnFilter>,
    Query(asked): Query<PageQuery>,
) -> std::result::Result<Json<Page<BenefitOwnVoucher>>, ApiError> {
    actor.permit::<res::Campaign, act::Read>()?;
    let limit = asked.rows();
    let after = asked.after.as_deref().map(place).transpose()?;
    let found = app.store().read(move |tx| page(tx, actor.id(), filter.state, after, limit + 1));
    let cursor = |v: &BenefitOwnVoucher| Cursor { key: v.turn.to_string(), id: v.campaign_id };
    Ok(Json(Page::from_rows(found.await?, limit as usize, cursor)))
}

/// Campaign and turn of the last row of the page before.
fn place(text: &str) -> std::result::Result<(Id, i64), ApiError> {
    let c = Cursor::parse(text)?;
    let turn = c.key.parse().map_err(|_| ApiError::of(kernel::Status::BadRequest, "http.cursor"))?;
    Ok((c.id, turn))
}

/// The own voucher of a campaign and turn; whoever else's is not there.
pub(super) fn mine(tx: &mut Tx<'_>, person: Id, (campaign, turn): (Id, i64)) -> Result<(Campaign, Voucher)> {
    let v = voucher::by_key(tx, campaign, person, turn)?.ok_or(IssueError::VoucherNotFound)?;
    Ok((campaign::unscoped(tx, campaign)?.ok_or(IssueError::CampaignNotFound)?, v))
}

/// An own voucher with where and how it is used.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitOwnVoucherDetail {
    #[serde(flatten)]
    voucher: BenefitOwnVoucher,
    rules: String,
    union_name: String,
    /// With which other vouchers it goes together; none where with all.
    stacking: Option<String>,
    /// Empty: every merchant under contract.
    merchants: Vec<BenefitMerchantName>,
    /// Days on which it still holds, today among them; 0 if it does not.
    days_left: i64,
    now: Timestamp,
}

/// An own voucher.
#[utoipa::path(get, path = "/me/benefit_vouchers/{campaign}/{turn}", tag = "me",
    operation_id = "get_own_benefit_voucher", params(("campaign" = Id, Path), ("turn" = i64, Path)),
    responses((status = 200, body = BenefitOwnVoucherDetail)),
    extensions(("x-permission" = json!("campaign.read"))))]
pub async fn get_own_benefit_voucher(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    Path(which): Path<(Id, i64)>,
) -> std::result::Result<Json<BenefitOwnVoucherDetail>, ApiError> {
    actor.permit::<res::Campaign, act::Read>()?;
    let found = app.store().read(move |tx| {
        let (c, v) = mine(tx, actor.id(), which)?;
        let merchant = names(tx, std::slice::from_ref(&v))?.remove(&v.merchant_id).unwrap_or_default();
        let left = if v.state == VoucherState::Held { tx.today().days_until(v.expires_on) + 1 } else { 0 };
        Ok::<_, IssueError>(BenefitOwnVoucherDetail {
            voucher: Shown::of(&c, merchant).row(&v),
            rules: c.terms.rules.clone(),
            stacking: stacking_words(&c.terms.stacking),
            union_name: union_name(tx, &c)?,
            merchants: merchants_of(tx, &c)?,
            days_left: left.max(0),
            now: tx.now(),
        })
    });
    Ok(Json(found.await?))
}

/// Gives an own voucher back that was not used; the turn stays used.
#[utoipa::path(post, path = "/me/benefit_vouchers/{campaign}/{turn}/give_back", tag = "me",
    operation_id = "give_back_own_benefit_voucher", params(("campaign" = Id, Path), ("turn" = i64, Path)),
    responses((status = 200, body = BenefitOwnVoucher)), extensions(("x-permission" = json!("campaign.create"))))]
pub async fn give_back_own_benefit_voucher(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    Path(which): Path<(Id, i64)>,
) -> std::result::Result<Json<BenefitOwnVoucher>, ApiError> {
    actor.permit::<res::Campaign, act::Create>()?;
    let (c, v) = app.store().write(move |tx| give_back(tx, &actor, which)).await?;
    Ok(Json(Shown::of(&c, String::new()).row(&v)))
}

/// A code for a minute.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitCode {
    /// Minute: instant by 60,000.
    minute: i64,
    /// Text of the QR code.
    text: String,
    /// What is typed where nothing can be scanned.
    typed: String,
}

impl From<crate::ops::code::Shown> for BenefitCode {
    fn from(s: crate::ops::code::Shown) -> Self {
        Self { minute: s.minute, text: s.text, typed: s.typed }
    }
}

/// Codes of the next minutes.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitCodes {
    now: Timestamp,
    codes: Vec<BenefitCode>,
}

/// The codes of an own voucher for the next ten minutes.
#[utoipa::path(get, path = "/me/benefit_vouchers/{campaign}/{turn}/code", tag = "me",
    operation_id = "show_own_benefit_voucher", params(("campaign" = Id, Path), ("turn" = i64, Path)),
    responses((status = 200, body = BenefitCodes)), extensions(("x-permission" = json!("campaign.read"))))]
pub async fn show_own_benefit_voucher(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    Path(which): Path<(Id, i64)>,
) -> std::result::Result<Json<BenefitCodes>, ApiError> {
    actor.permit::<res::Campaign, act::Read>()?;
    let found = app.store().read(move |tx| Ok::<_, IssueError>((mine(tx, actor.id(), which)?, tx.now())));
    let ((c, v), now) = found.await?;
    let state = if v.expires_on < now.day() { VoucherState::Expired } else { v.state };
    if v.state != VoucherState::Held || state != v.state {
        return Err(IssueError::State { state }.into());
    }
    if c.kind == CampaignKind::Codes {
        return Err(IssueError::PartnerCode.into());
    }
    let codes = ahead(&app.shared(Codes::of), &c, &v, now);
    Ok(Json(BenefitCodes { now, codes: codes.into_iter().map(BenefitCode::from).collect() }))
}
