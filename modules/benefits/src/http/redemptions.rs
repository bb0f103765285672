//! Redemptions in the console: listed, taken back, refunded; what looks odd.

use axum::extract::State;
use axum::response::Response;
use guard::{ResourceKind, Scope, act, res};
use http_base::{ApiError, Count, Cursor, Exactness, Json, Page, PageQuery, Path, Query};
use kernel::{Day, Id, Timestamp};
use platform::App;
use platform::accounts::Staff;
use platform::exports::{Export, List, export_list, money, text, time, yes};
use serde::{Deserialize, Serialize};
use store::Tx;

use super::merchant_words::{BenefitReason, Names, place, some};
use crate::merchant_error::{MerchantError, Result};
use crate::model::redemption::{Redemption, RedemptionState};
use crate::ops::signals::{self, SignalKind};
use crate::ops::void_redemption as ops;
use crate::rules::code::{number, parse_number};
use crate::store::campaign;
use crate::store::redemption_list::{self, Filter};

/// Which redemptions.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct BenefitRedemptionConditions {
    /// Only paid by this union and those beneath it.
    pub union_id: Option<Id>,
    /// Only at this merchant.
    pub merchant_id: Option<Id>,
    /// Only of this campaign.
    pub campaign_id: Option<Id>,
    /// Only in this state.
    #[param(inline)]
    pub state: Option<RedemptionState>,
    /// Scanned not before this day.
    pub from: Option<Day>,
    /// Scanned not after this day.
    pub to: Option<Day>,
    /// The whole number of a voucher.
    pub q: Option<String>,
}

/// A voucher that was taken at a till.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitRedemption {
    id: Id,
    merchant_id: Id,
    merchant_name: String,
    shop_name: String,
    clerk_name: String,
    campaign_id: Id,
    campaign_title: String,
    /// Number of the voucher.
    number: String,
    /// What the union owes the merchant for it.
    worth_fen: i64,
    /// What the person paid.
    pays_fen: i64,
    /// When it was scanned.
    at: Timestamp,
    /// When the program learned of it.
    received_at: Timestamp,
    /// Whether the till had no network.
    offline: bool,
    state: RedemptionState,
    state_label: String,
    /// Statement that it is on.
    statement_id: Option<Id>,
    /// Why it was voided or is refunded.
    reason: String,
    /// May be taken back: on no statement yet.
    may_void: bool,
    /// May be taken off the next statement: its own one is paid.
    may_refund: bool,
}

fn row(tx: &mut Tx<'_>, names: &mut Names, r: Redemption) -> Result<BenefitRedemption> {
    let good = r.state == RedemptionState::Good;
    let (campaign_title, number) = match names.campaign(tx, r.campaign_id)? {
        Some(c) => (c.title.clone(), number(&c.number, r.serial)),
        None => (String::new(), String::new()),
    };
    Ok(BenefitRedemption {
        id: r.id,
        merchant_id: r.merchant_id,
        merchant_name: names.merchant(tx, r.merchant_id)?,
        shop_name: names.shop(tx, r.merchant_id, r.shop_id)?,
        clerk_name: r.clerk_name,
        campaign_id: r.campaign_id,
        campaign_title,
        number,
        worth_fen: r.worth.0,
        pays_fen: r.pays.0,
        at: r.at,
        received_at: r.received_at,
        offline: r.offline,
        state: r.state,
        state_label: r.state.title().to_owned(),
        statement_id: some(r.statement_id),
        reason: r.reason,
        may_void: good && r.statement_id.0 == 0,
        may_refund: good && r.statement_id.0 != 0 && names.paid(tx, r.statement_id)?,
    })
}

fn filter(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Redemption, act::Read>,
    c: &BenefitRedemptionConditions,
) -> Result<Filter> {
    let typed = c.q.as_deref().map(str::trim).filter(|q| !q.is_empty());
    let voucher = match typed.map(parse_number) {
        None => None,
        // A number that is none of ours finds nothing.
        Some(Err(_)) => Some((Id(0), 0)),
        Some(Ok((of, serial))) => Some((campaign::by_number(tx, &of)?.map_or(Id(0), |c| c.id), serial)),
    };
    Ok(Filter {
        path: place(tx, scope, c.union_id)?,
        merchant: c.merchant_id,
        campaign: c.campaign_id,
        state: c.state,
        from: c.from,
        to: c.to,
        voucher,
    })
}

/// Redemptions that unions in sight pay, the latest first.
#[utoipa::path(get, path = "/benefit_redemptions", tag = "benefits", operation_id = "list_benefit_redemptions",
    params(BenefitRedemptionConditions, PageQuery), responses((status = 200, body = Page<BenefitRedemption>)),
    extensions(("x-permission" = json!("redemption.read"))))]
pub async fn list_benefit_redemptions(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<BenefitRedemptionConditions>,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<BenefitRedemption>>, ApiError> {
    let scope = actor.permit::<res::Redemption, act::Read>()?;
    let (before, limit) = (page.last()?, page.rows());
    let found = app.store().read_slow(move |tx| {
        let filter = filter(tx, &scope, &c)?;
        let mut names = Names::default();
        let all = redemption_list::list(tx, &scope, &filter, before, limit + 1)?;
        all.into_iter().map(|r| row(tx, &mut names, r)).collect::<Result<Vec<_>>>()
    });
    Ok(Json(Page::from_rows(found.await?, limit as usize, |r: &BenefitRedemption| Cursor::of(r.id))))
}

/// How many redemptions match: exact to 1,000, and beyond that on request.
#[utoipa::path(get, path = "/benefit_redemptions/count", tag = "benefits", operation_id = "count_benefit_redemptions",
    params(BenefitRedemptionConditions, Exactness), responses((status = 200, body = Count)),
    extensions(("x-permission" = json!("redemption.read"))))]
pub async fn count_benefit_redemptions(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<BenefitRedemptionConditions>,
    Query(exactness): Query<Exactness>,
) -> std::result::Result<Json<Count>, ApiError> {
    let scope = actor.permit::<res::Redemption, act::Read>()?;
    let value = app.store().read_slow(move |tx| {
        let filter = filter(tx, &scope, &c)?;
        Ok::<_, MerchantError>(redemption_list::count(tx, &scope, &filter, exactness.bound())?)
    });
    Ok(Json(exactness.count(value.await?)))
}

static REDEMPTIONS: List = List {
    resource: ResourceKind::Redemption,
    action: "redemption.export",
    title: "核销记录",
    columns: &[
        text("number", "券号", 20),
        text("campaign_title", "活动", 28),
        text("merchant_name", "商家", 28),
        text("shop_name", "门店", 24),
        text("clerk_name", "店员", 12),
        time("at", "核销时间"),
        money("worth_fen", "工会补贴"),
        money("pays_fen", "会员自付"),
        yes("offline", "离线核销"),
        text("state_label", "状态", 10),
        text("reason", "原因", 30),
    ],
};

/// The list as a file.
#[utoipa::path(post, path = "/benefit_redemptions/export", tag = "benefits",
    operation_id = "export_benefit_redemptions", request_body = Export<BenefitRedemptionConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("redemption.export"))))]
pub async fn export_benefit_redemptions(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<BenefitRedemptionConditions>>,
) -> std::result::Result<Response, ApiError> {
    export_list(app, actor, (&REDEMPTIONS, Id(0)), asked, |app, actor, conditions, page| {
        list_benefit_redemptions(State(app), Staff(actor), Query(conditions), Query(page))
    })
    .await
}

/// Takes a redemption back that is on no statement; the voucher is held again.
#[utoipa::path(post, path = "/benefit_redemptions/{merchant_id}/{id}/void", tag = "benefits",
    operation_id = "void_benefit_redemption", params(("merchant_id" = Id, Path), ("id" = Id, Path)),
    request_body = BenefitReason, responses((status = 200, body = BenefitRedemption)),
    extensions(("x-permission" = json!("redemption.update"))))]
pub async fn void_benefit_redemption(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(key): Path<(Id, Id)>,
    Json(why): Json<BenefitReason>,
) -> std::result::Result<Json<BenefitRedemption>, ApiError> {
    let scope = actor.permit::<res::Redemption, act::Update>()?;
    let after = app.store().write(move |tx| {
        let r = ops::by_officer(tx, &scope, key, &why.reason)?;
        row(tx, &mut Names::default(), r)
    });
    Ok(Json(after.await?))
}

/// Marks a paid redemption as wrong: the next statement takes it off.
#[utoipa::path(post, path = "/benefit_redemptions/{merchant_id}/{id}/refund", tag = "benefits",
    operation_id = "refund_benefit_redemption", params(("merchant_id" = Id, Path), ("id" = Id, Path)),
    request_body = BenefitReason, responses((status = 200, body = BenefitRedemption)),
    extensions(("x-permission" = json!("redemption.update"))))]
pub async fn refund_benefit_redemption(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(key): Path<(Id, Id)>,
    Json(why): Json<BenefitReason>,
) -> std::result::Result<Json<BenefitRedemption>, ApiError> {
    let scope = actor.permit::<res::Redemption, act::Update>()?;
    let after = app.store().write(move |tx| {
        let r = ops::refund(tx, &scope, key, &why.reason)?;
        row(tx, &mut Names::default(), r)
    });
    Ok(Json(after.await?))
}

/// Of which redemptions.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct BenefitSignalQuery {
    /// Only paid by this union and those beneath it.
    pub union_id: Option<Id>,
    /// Only at this merchant.
    pub merchant_id: Option<Id>,
    /// From this day on; 30 days are looked at if missing, at most 92.
    pub from: Option<Day>,
    /// To this day; today if missing.
    pub to: Option<Day>,
}

/// Something odd about redemptions: a question, no verdict.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitSignal {
    kind: SignalKind,
    kind_label: String,
    merchant_id: Id,
    merchant_name: String,
    shop_name: Option<String>,
    /// When it began.
    at: Timestamp,
    day: Day,
    /// Redemptions.
    count: i64,
    amount_fen: i64,
    /// Why this is odd.
    text: String,
}

/// What looks odd.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitSignals {
    from: Day,
    to: Day,
    items: Vec<BenefitSignal>,
}

/// What looks odd about redemptions that unions in sight pay, with why.
#[utoipa::path(get, path = "/benefit_signals", tag = "benefits", operation_id = "list_benefit_signals",
    params(BenefitSignalQuery), responses((status = 200, body = BenefitSignals)),
    extensions(("x-permission" = json!("redemption.read"))))]
pub async fn list_benefit_signals(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(q): Query<BenefitSignalQuery>,
) -> std::result::Result<Json<BenefitSignals>, ApiError> {
    let scope = actor.permit::<res::Redemption, act::Read>()?;
    let (keys, directory) = (app.keyring().clone(), app.directory().clone());
    let found = app.store().read_slow(move |tx| {
        let (from, to) = signals::days(tx.today(), (q.from, q.to));
        let path = place(tx, &scope, q.union_id)?;
        let merchant = q.merchant_id;
        let f = Filter { path, merchant, from: Some(from), to: Some(to), ..Filter::default() };
        let all = signals::signals(tx, (&keys, directory.as_ref()), &scope, &f)?;
        Ok::<_, MerchantError>(((from, to), all))
    });
    let ((from, to), all) = found.await?;
    let items = all.into_iter().map(|s| BenefitSignal {
        kind: s.kind,
        kind_label: s.kind.title().to_owned(),
        merchant_id: s.merchant_id,
        merchant_name: s.merchant_name,
        shop_name: s.shop_name,
        at: s.at,
        day: s.at.day(),
        count: s.count,
        amount_fen: s.amount.0,
        text: s.text,
    });
    Ok(Json(BenefitSignals { from, to, items: items.collect() }))
}
