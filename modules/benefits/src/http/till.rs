//! The till of a merchant: what it may, a voucher is taken, the shop's own list, a redemption is taken back.

use axum::extract::State;
use guard::{Actor, act, res};
use http_base::{ApiError, Cursor, Json, Page, PageQuery, Path, Query};
use kernel::{Day, Id, Timestamp};
use platform::App;
use platform::accounts::Staff;
use platform::parameters::keys;
use serde::{Deserialize, Serialize};
use store::Tx;

use super::merchant_words::{BenefitReason, Names};
use super::till_uses::{BenefitTillDiscount, recorded_here};
use crate::merchant_error::{MerchantError, Result, field};
use crate::model::campaign::Campaign;
use crate::model::merchant::{Merchant, MerchantState};
use crate::model::redemption::{Redemption, RedemptionState};
use crate::ops::clerk::till;
use crate::ops::code::resolve;
use crate::ops::redeem::{Scan, Till, Tills};
use crate::ops::void_redemption::{by_till, void_until};
use crate::rules::code::{Codes, Said, is_typed, number};
use crate::rules::redeem::{believed, takes};
use crate::store::{campaign, clerk, discount_use, redemption, redemption_list, shop};

pub(super) fn parameter(app: &App, key: platform::parameters::Integer) -> i64 {
    app.parameters().integer(key, app.clock().today())
}

/// The till of the account that asks.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitTill {
    merchant_id: Id,
    merchant_name: String,
    state: MerchantState,
    state_label: String,
    /// Takes vouchers today.
    open: bool,
    shop_id: Id,
    shop_name: String,
    clerk_name: String,
    /// Speaks for the merchant: proposes what it gives to members.
    manager: bool,
    /// Redemptions of the shop today.
    today_count: i64,
    /// What the union owes for them.
    today_fen: i64,
    /// What was paid at the till for them.
    today_pays_fen: i64,
    /// Uses of standing discounts that the shop recorded today.
    today_uses: i64,
    now: Timestamp,
    /// Minutes within which a redemption may be taken back here.
    void_minutes: i64,
    /// Vouchers that may be kept while there is no network.
    offline_most: i64,
    /// Their sum.
    offline_fen: i64,
    /// Hours within which they must be handed in.
    offline_hours: i64,
}

/// The till of the account that asks.
#[utoipa::path(get, path = "/till", tag = "till", operation_id = "get_benefit_till",
    responses((status = 200, body = BenefitTill)), extensions(("x-permission" = json!("till.read"))))]
pub async fn get_benefit_till(
    State(app): State<App>,
    Staff(actor): Staff,
) -> std::result::Result<Json<BenefitTill>, ApiError> {
    actor.permit::<res::Till, act::Read>()?;
    let limits = [
        keys::BENEFITS_VOID_MINUTES,
        keys::BENEFITS_OFFLINE_MOST,
        keys::BENEFITS_OFFLINE_YUAN,
        keys::BENEFITS_OFFLINE_HOURS,
    ];
    let [minutes, most, yuan, hours] = limits.map(|key| parameter(&app, key));
    let found = app.store().read(move |tx| {
        let (t, m) = till(tx, &actor)?;
        let (now, today) = (tx.now(), tx.today());
        let since = Timestamp::at_day_start(today);
        let (count, worth, pays) = redemption::since(tx, (m.id, t.shop_id), since)?;
        let uses = discount_use::since(tx, (m.id, t.shop_id), since)?;
        let at = shop::find(tx, m.id, t.shop_id)?;
        let manager = clerk::of_account(tx, actor.id())?.is_some_and(|c| c.manager);
        Ok::<_, MerchantError>(BenefitTill {
            merchant_id: m.id,
            open: m.is_open(today),
            merchant_name: m.name,
            state: m.state,
            state_label: m.state.title().to_owned(),
            shop_id: t.shop_id,
            shop_name: at.map(|s| s.name).unwrap_or_default(),
            clerk_name: t.actor.name().to_owned(),
            manager,
            today_count: count,
            today_fen: worth.0,
            today_pays_fen: pays.0,
            today_uses: uses,
            now,
            void_minutes: minutes,
            offline_most: most,
            offline_fen: yuan * 100,
            offline_hours: hours,
        })
    });
    Ok(Json(found.await?))
}

/// A campaign whose vouchers a till takes.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitTillCampaign {
    campaign_id: Id,
    /// What the numbers of its vouchers begin with.
    number: String,
    title: String,
    /// What the person pays.
    pays_fen: i64,
}

/// What a till needs to check codes without a network.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitTillKey {
    /// `SubjectPublicKeyInfo` of a key on P-256, base64url without padding.
    public_key: String,
    /// Campaigns whose vouchers are taken here.
    campaigns: Vec<BenefitTillCampaign>,
    /// Standing discounts of the merchant that are recorded here.
    discounts: Vec<BenefitTillDiscount>,
    now: Timestamp,
}

/// Campaigns that have begun and whose vouchers a merchant takes.
fn taken_here(tx: &mut Tx<'_>, m: &Merchant) -> Result<Vec<Campaign>> {
    let (now, mut all) = (tx.now(), Vec::new());
    for id in campaign::live(tx, now)? {
        let Some(c) = campaign::unscoped(tx, id)? else { continue };
        let place = registry::api::union_by_id(tx, c.union_id)?.map(|u| u.place());
        if place.is_some_and(|p| takes(m, &c, &p)) {
            all.push(c);
        }
    }
    Ok(all)
}

/// The key that signatures of codes are checked with, and what is taken here.
#[utoipa::path(get, path = "/till/key", tag = "till", operation_id = "get_benefit_till_key",
    responses((status = 200, body = BenefitTillKey)), extensions(("x-permission" = json!("till.read"))))]
pub async fn get_benefit_till_key(
    State(app): State<App>,
    Staff(actor): Staff,
) -> std::result::Result<Json<BenefitTillKey>, ApiError> {
    actor.permit::<res::Till, act::Read>()?;
    let public_key = app.shared(Codes::of).public_key();
    let found = app.store().read(move |tx| {
        let (_, m) = till(tx, &actor)?;
        let discounts = recorded_here(tx, &m)?;
        Ok::<_, MerchantError>((tx.now(), taken_here(tx, &m)?, discounts))
    });
    let (now, all, discounts) = found.await?;
    let campaigns = all.into_iter().map(|c| BenefitTillCampaign {
        campaign_id: c.id,
        number: c.number,
        title: c.terms.offer.title,
        pays_fen: c.terms.offer.pays.0,
    });
    Ok(Json(BenefitTillKey { public_key, campaigns: campaigns.collect(), discounts, now }))
}

/// A voucher that is shown at a till.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct BenefitScan {
    /// What was scanned or typed.
    code: String,
    /// When it was scanned; asked of what was kept while there was no network.
    #[serde(default)]
    at: Option<Timestamp>,
    /// Kept while there was no network.
    #[serde(default)]
    offline: bool,
    /// What the page calls this scan, 1 to 64 characters: handed in again, it gets the same answer.
    key: String,
    /// What the page calls the device, 1 to 64 characters.
    device: String,
}

/// Whether a voucher was taken now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BenefitTillDone {
    /// Taken now.
    Done,
    /// The same scan was handed in before.
    Again,
}

/// A voucher that was taken.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitTillResult {
    result: BenefitTillDone,
    id: Id,
    /// Number of the voucher.
    number: String,
    /// What the person gets.
    title: String,
    worth_fen: i64,
    /// What the person pays.
    pays_fen: i64,
    at: Timestamp,
    /// Until when it may be taken back here.
    void_until: Option<Timestamp>,
}

/// The till of an account: as it was seen in the last seconds, or as it is.
async fn till_of(app: &App, tills: &Tills, actor: &Actor) -> std::result::Result<Till, ApiError> {
    let now = app.clock().now();
    if let Some(known) = tills.known(actor.id(), now) {
        return Ok(known);
    }
    let actor = actor.clone();
    let (found, _) = app.store().read(move |tx| till(tx, &actor)).await?;
    tills.learn(&found, now);
    Ok(found)
}

/// What the code says. One that was typed is guessed sooner than one that is scanned: so many tries a minute.
async fn said(app: &App, account: Id, code: String, at: Timestamp) -> std::result::Result<Said, ApiError> {
    let codes = app.shared(Codes::of);
    if !is_typed(&code) {
        return Ok(codes.check(&code, at)?);
    }
    app.sign_in_limiter().take(format!("till:{account}"), app.clock().now())?;
    Ok(app.store().read(move |tx| resolve(tx, &codes, &code, at)).await?)
}

/// Takes a voucher.
#[utoipa::path(post, path = "/till/redemptions", tag = "till", operation_id = "redeem_benefit_voucher",
    request_body = BenefitScan, responses((status = 200, body = BenefitTillResult)),
    extensions(("x-permission" = json!("till.create"))))]
pub async fn redeem_benefit_voucher(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(scan): Json<BenefitScan>,
) -> std::result::Result<Json<BenefitTillResult>, ApiError> {
    actor.permit::<res::Till, act::Create>()?;
    let (tills, now) = (app.shared(Tills::of), app.clock().now());
    let till = till_of(&app, &tills, &actor).await?;
    let offline_at = offline_at(&app, &scan, now)?;
    let said = said(&app, actor.id(), scan.code, offline_at.unwrap_or(now)).await?;
    let (campaign_id, serial) = (said.campaign_id, said.serial);
    let scan = Scan { till, campaign_id, serial, offline_at, key: scan.key, device: scan.device };
    let done = tills.redeem(&app, scan).await?;
    let minutes = parameter(&app, keys::BENEFITS_VOID_MINUTES);
    let (r, again) = (done.redemption, done.again);
    Ok(Json(BenefitTillResult {
        result: if again { BenefitTillDone::Again } else { BenefitTillDone::Done },
        id: r.id,
        number: done.number,
        title: done.title,
        worth_fen: r.worth.0,
        pays_fen: r.pays.0,
        at: r.at,
        void_until: void_until(&r, minutes, now),
    }))
}

/// Names that a page makes up are 1 to 64 characters.
pub(super) fn check_names(key: &str, device: &str) -> Result<()> {
    for (pointer, name) in [("/key", key), ("/device", device)] {
        if !(1..=64).contains(&name.chars().count()) {
            return Err(field(pointer, "benefits.scan-name"));
        }
    }
    Ok(())
}

/// What was kept without a network says when, not too long ago.
fn offline_at(app: &App, scan: &BenefitScan, now: Timestamp) -> Result<Option<Timestamp>> {
    check_names(&scan.key, &scan.device)?;
    if !scan.offline {
        return Ok(None);
    }
    let at = scan.at.ok_or_else(|| field("/at", "benefits.scan-at"))?;
    believed(at, now, parameter(app, keys::BENEFITS_OFFLINE_HOURS))?;
    Ok(Some(at.min(now)))
}

/// A redemption of the own shop.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitTillRedemption {
    id: Id,
    /// Number of the voucher.
    number: String,
    /// What the person got.
    title: String,
    worth_fen: i64,
    pays_fen: i64,
    at: Timestamp,
    offline: bool,
    state: RedemptionState,
    state_label: String,
    clerk_name: String,
    /// Until when it may be taken back here; none if it may not.
    void_until: Option<Timestamp>,
    reason: String,
}

fn row(tx: &mut Tx<'_>, names: &mut Names, r: Redemption, minutes: i64) -> Result<BenefitTillRedemption> {
    let (title, number) = match names.campaign(tx, r.campaign_id)? {
        Some(c) => (c.terms.offer.title.clone(), number(&c.number, r.serial)),
        None => (String::new(), String::new()),
    };
    Ok(BenefitTillRedemption {
        id: r.id,
        number,
        title,
        worth_fen: r.worth.0,
        pays_fen: r.pays.0,
        at: r.at,
        offline: r.offline,
        state: r.state,
        state_label: r.state.title().to_owned(),
        void_until: void_until(&r, minutes, tx.now()),
        clerk_name: r.clerk_name,
        reason: r.reason,
    })
}

/// Of which day.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct BenefitTillQuery {
    /// When the program learned of it; today if missing.
    pub day: Option<Day>,
}

/// Redemptions of the own shop on a day, the latest first.
#[utoipa::path(get, path = "/till/redemptions", tag = "till", operation_id = "list_benefit_till_redemptions",
    params(BenefitTillQuery, PageQuery), responses((status = 200, body = Page<BenefitTillRedemption>)),
    extensions(("x-permission" = json!("till.read"))))]
pub async fn list_benefit_till_redemptions(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(q): Query<BenefitTillQuery>,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<BenefitTillRedemption>>, ApiError> {
    actor.permit::<res::Till, act::Read>()?;
    let (before, limit) = (page.last()?, page.rows());
    let minutes = parameter(&app, keys::BENEFITS_VOID_MINUTES);
    let found = app.store().read(move |tx| {
        let (t, m) = till(tx, &actor)?;
        let day = q.day.unwrap_or(tx.today());
        let first = |day| Id::first_at(Timestamp::at_day_start(day));
        let range = (first(day), before.unwrap_or(first(day.plus_days(1))));
        let mut names = Names::default();
        let all = redemption_list::of_shop(tx, (m.id, t.shop_id), range, limit + 1)?;
        all.into_iter().map(|r| row(tx, &mut names, r, minutes)).collect::<Result<Vec<_>>>()
    });
    Ok(Json(Page::from_rows(found.await?, limit as usize, |r: &BenefitTillRedemption| Cursor::of(r.id))))
}

/// Takes a redemption of the own shop back.
#[utoipa::path(post, path = "/till/redemptions/{id}/void", tag = "till", operation_id = "void_benefit_till_redemption",
    params(("id" = Id, Path)), request_body = BenefitReason, responses((status = 200, body = BenefitTillRedemption)),
    extensions(("x-permission" = json!("till.update"))))]
pub async fn void_benefit_till_redemption(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Json(why): Json<BenefitReason>,
) -> std::result::Result<Json<BenefitTillRedemption>, ApiError> {
    actor.permit::<res::Till, act::Update>()?;
    let minutes = parameter(&app, keys::BENEFITS_VOID_MINUTES);
    let after = app.store().write(move |tx| {
        let (t, _) = till(tx, &actor)?;
        let r = by_till(tx, &t, id, &why.reason, minutes)?;
        row(tx, &mut Names::default(), r, minutes)
    });
    Ok(Json(after.await?))
}
