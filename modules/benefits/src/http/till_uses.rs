//! The till of a merchant, and members' codes: who is shown, what that member gets, a use is recorded and taken back.

use axum::extract::State;
use guard::{Actor, act, res};
use http_base::{ApiError, Cursor, Json, Page, PageQuery, Path, Query};
use kernel::{Day, Fen, Id, Timestamp};
use platform::App;
use platform::accounts::Staff;
use platform::parameters::keys;
use serde::{Deserialize, Serialize};
use store::Tx;

use super::merchant_words::BenefitReason;
use super::till::{BenefitTillDone, BenefitTillQuery, check_names, parameter};
use crate::merchant_error::{MerchantError, Result, field};
use crate::model::discount_use::{DiscountUse, UseState};
use crate::model::merchant::Merchant;
use crate::ops::clerk::till;
use crate::ops::discount_use::{NewUse, Offer, offers, record, shown, void, void_until};
use crate::rules::code::{CodeError, Codes, is_typed};
use crate::rules::member_code::member_grouped;
use crate::rules::redeem::believed;
use crate::store::{discount_use, shop};

/// Milliseconds that may pass from showing a code to recording the use: somebody types the bill meanwhile.
const WAIT: i64 = 600_000;
/// Days that a till knows ahead, so that it tells service days without a network.
const AHEAD: i64 = 10;

/// A standing discount that is recorded at the till.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitTillDiscount {
    id: Id,
    title: String,
    detail: String,
    /// On which days, in words; empty for every day.
    days_label: String,
    /// On which of the next ten days it holds.
    holds_on: Vec<Day>,
    /// How often a day to one member.
    per_day: i64,
}

/// Discounts of a merchant whose uses its tills record.
pub(super) fn recorded_here(tx: &mut Tx<'_>, m: &Merchant) -> Result<Vec<BenefitTillDiscount>> {
    let today = tx.today();
    let all = shop::discounts(tx, m.id)?.into_iter().filter(|d| d.terms.by_code && today <= d.to);
    let one = |d: crate::model::merchant::Discount| BenefitTillDiscount {
        id: d.id,
        holds_on: (0..AHEAD).map(|n| today.plus_days(n)).filter(|day| d.holds(*day)).collect(),
        days_label: d.terms.days.words(),
        per_day: d.terms.per_day,
        title: d.title,
        detail: d.detail,
    };
    Ok(all.map(one).filter(|d| !d.holds_on.is_empty()).collect())
}

/// A member's code that is shown at a till.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct BenefitMemberScan {
    /// What was scanned or typed.
    code: String,
}

/// What a member gets at this merchant.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitMemberOffer {
    id: Id,
    title: String,
    detail: String,
    /// Recorded here; otherwise showing the code is enough.
    by_code: bool,
    /// Holds today.
    today: bool,
    /// On which days, in words; empty for every day.
    days_label: String,
    /// How often the member may still use it today.
    left: i64,
}

/// Who shows a code.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitShownMember {
    /// Name, masked.
    name: String,
    union_name: String,
    number: String,
    /// When it was shown: goes with the use.
    at: Timestamp,
    discounts: Vec<BenefitMemberOffer>,
}

fn offer(o: Offer) -> BenefitMemberOffer {
    BenefitMemberOffer {
        id: o.discount.id,
        by_code: o.discount.terms.by_code,
        today: o.today,
        days_label: o.discount.terms.days.words(),
        left: o.left,
        title: o.discount.title,
        detail: o.discount.detail,
    }
}

/// Six digits are guessed sooner than what is scanned: so many tries a minute.
fn limited(app: &App, actor: &Actor, code: &str) -> std::result::Result<(), ApiError> {
    if is_typed(code) {
        app.sign_in_limiter().take(format!("till:{}", actor.id()), app.clock().now())?;
    }
    Ok(())
}

/// Who shows a code, and what that member gets here.
#[utoipa::path(post, path = "/till/members", tag = "till", operation_id = "show_benefit_member",
    request_body = BenefitMemberScan, responses((status = 200, body = BenefitShownMember)),
    extensions(("x-permission" = json!("till.create"))))]
pub async fn show_benefit_member(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(scan): Json<BenefitMemberScan>,
) -> std::result::Result<Json<BenefitShownMember>, ApiError> {
    actor.permit::<res::Till, act::Create>()?;
    limited(&app, &actor, &scan.code)?;
    let codes = app.shared(Codes::of);
    let found = app.store().read(move |tx| {
        let (_, m) = till(tx, &actor)?;
        let at = tx.now();
        let (who, said) = shown(tx, &codes, &m, (&scan.code, at))?;
        let discounts = offers(tx, &m, who.person_id, at.day())?.into_iter().map(offer).collect();
        let number = member_grouped(&said.number);
        let (name, union_name) = (who.name, who.union_name);
        Ok::<_, MerchantError>(BenefitShownMember { name, union_name, number, at, discounts })
    });
    Ok(Json(found.await?))
}

/// A use to record.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct BenefitUseScan {
    /// What was scanned or typed.
    code: String,
    discount_id: Id,
    /// When it was shown; now if missing, at most ten minutes ago. Asked of what was kept while there was no network.
    #[serde(default)]
    at: Option<Timestamp>,
    /// Kept while there was no network.
    #[serde(default)]
    offline: bool,
    /// What the page calls this use, 1 to 64 characters: handed in again, it gets the same answer.
    key: String,
    /// What the page calls the device, 1 to 64 characters.
    device: String,
    /// The whole bill; 0 if nobody told.
    #[serde(default)]
    bill_fen: i64,
    /// What was taken off; 0 if nobody told.
    #[serde(default)]
    saved_fen: i64,
}

/// A use that was recorded.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitUseResult {
    result: BenefitTillDone,
    id: Id,
    /// Title of the discount.
    title: String,
    /// Name of the member, masked.
    name: String,
    saved_fen: i64,
    at: Timestamp,
    /// Until when it may be taken back here.
    void_until: Option<Timestamp>,
}

/// The instant by which a use is judged.
fn shown_at(app: &App, scan: &BenefitUseScan, now: Timestamp) -> Result<Timestamp> {
    check_names(&scan.key, &scan.device)?;
    match scan.at {
        None if scan.offline => Err(field("/at", "benefits.scan-at")),
        None => Ok(now),
        Some(at) if scan.offline => {
            believed(at, now, parameter(app, keys::BENEFITS_OFFLINE_HOURS))?;
            Ok(at.min(now))
        }
        Some(at) if now.0 - at.0 > WAIT => Err(MerchantError::MemberCode(CodeError::Old)),
        Some(at) => Ok(at.min(now)),
    }
}

/// Records that a member used a standing discount.
#[utoipa::path(post, path = "/till/uses", tag = "till", operation_id = "record_benefit_use",
    request_body = BenefitUseScan, responses((status = 200, body = BenefitUseResult)),
    extensions(("x-permission" = json!("till.create"))))]
pub async fn record_benefit_use(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(scan): Json<BenefitUseScan>,
) -> std::result::Result<Json<BenefitUseResult>, ApiError> {
    actor.permit::<res::Till, act::Create>()?;
    let now = app.clock().now();
    let at = shown_at(&app, &scan, now)?;
    limited(&app, &actor, &scan.code)?;
    let codes = app.shared(Codes::of);
    let work = move |tx: &mut Tx<'_>| {
        let new = new_use(tx, &actor, &scan, at)?;
        record(tx, &codes, &new)
    };
    let done = app.store().write(work).await?;
    let minutes = parameter(&app, keys::BENEFITS_VOID_MINUTES);
    Ok(Json(BenefitUseResult {
        result: if done.again { BenefitTillDone::Again } else { BenefitTillDone::Done },
        id: done.of.id,
        title: done.title,
        saved_fen: done.of.saved.0,
        at: done.of.at,
        void_until: void_until(&done.of, minutes, now),
        name: done.of.name,
    }))
}

fn new_use(tx: &mut Tx<'_>, actor: &Actor, scan: &BenefitUseScan, at: Timestamp) -> Result<NewUse> {
    Ok(NewUse {
        till: till(tx, actor)?.0,
        discount_id: scan.discount_id,
        code: scan.code.clone(),
        at,
        offline: scan.offline,
        key: scan.key.clone(),
        device: scan.device.clone(),
        bill: Fen(scan.bill_fen),
        saved: Fen(scan.saved_fen),
    })
}

/// A use that the own shop recorded.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitTillUse {
    id: Id,
    /// Title of the discount.
    title: String,
    /// Name of the member, masked.
    name: String,
    bill_fen: i64,
    saved_fen: i64,
    at: Timestamp,
    offline: bool,
    state: UseState,
    state_label: String,
    clerk_name: String,
    /// Until when it may be taken back here; none if it may not.
    void_until: Option<Timestamp>,
    reason: String,
}

fn row(u: DiscountUse, title: String, void_until: Option<Timestamp>) -> BenefitTillUse {
    BenefitTillUse {
        id: u.id,
        title,
        name: u.name,
        bill_fen: u.bill.0,
        saved_fen: u.saved.0,
        at: u.at,
        offline: u.offline,
        state: u.state,
        state_label: u.state.title().to_owned(),
        clerk_name: u.clerk_name,
        void_until,
        reason: u.reason,
    }
}

/// Uses with the titles of their discounts.
fn rows(tx: &mut Tx<'_>, merchant: Id, all: Vec<DiscountUse>, minutes: i64) -> Result<Vec<BenefitTillUse>> {
    let (discounts, now) = (shop::discounts(tx, merchant)?, tx.now());
    let title = |id: Id| discounts.iter().find(|d| d.id == id).map(|d| d.title.clone()).unwrap_or_default();
    let one = |u: DiscountUse| {
        let kept = Some(u.title.clone()).filter(|t| !t.is_empty());
        let (title, until) = (kept.unwrap_or_else(|| title(u.discount_id)), void_until(&u, minutes, now));
        row(u, title, until)
    };
    Ok(all.into_iter().map(one).collect())
}

/// Uses that the own shop recorded on a day, the latest first.
#[utoipa::path(get, path = "/till/uses", tag = "till", operation_id = "list_benefit_till_uses",
    params(BenefitTillQuery, PageQuery), responses((status = 200, body = Page<BenefitTillUse>)),
    extensions(("x-permission" = json!("till.read"))))]
pub async fn list_benefit_till_uses(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(q): Query<BenefitTillQuery>,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<BenefitTillUse>>, ApiError> {
    actor.permit::<res::Till, act::Read>()?;
    let (before, limit) = (page.last()?, page.rows());
    let minutes = parameter(&app, keys::BENEFITS_VOID_MINUTES);
    let found = app.store().read(move |tx| {
        let (t, m) = till(tx, &actor)?;
        let day = q.day.unwrap_or(tx.today());
        let first = |day| Id::first_at(Timestamp::at_day_start(day));
        let range = (first(day), before.unwrap_or(first(day.plus_days(1))));
        let all = discount_use::of_shop(tx, (m.id, t.shop_id), range, limit + 1)?;
        rows(tx, m.id, all, minutes)
    });
    Ok(Json(Page::from_rows(found.await?, limit as usize, |r: &BenefitTillUse| Cursor::of(r.id))))
}

/// Takes a use of the own shop back.
#[utoipa::path(post, path = "/till/uses/{id}/void", tag = "till", operation_id = "void_benefit_till_use",
    params(("id" = Id, Path)), request_body = BenefitReason, responses((status = 200, body = BenefitTillUse)),
    extensions(("x-permission" = json!("till.update"))))]
pub async fn void_benefit_till_use(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Json(why): Json<BenefitReason>,
) -> std::result::Result<Json<BenefitTillUse>, ApiError> {
    actor.permit::<res::Till, act::Update>()?;
    let minutes = parameter(&app, keys::BENEFITS_VOID_MINUTES);
    let after = app.store().write(move |tx| {
        let (t, m) = till(tx, &actor)?;
        let u = void(tx, &t, id, &why.reason, minutes)?;
        rows(tx, m.id, vec![u], minutes)?.pop().ok_or(MerchantError::UseNotFound)
    });
    Ok(Json(after.await?))
}
