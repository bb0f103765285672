//! Budgets: what was set aside for a year, and what became of it.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use guard::{ResourceKind, act, res};
use http_base::{ApiError, IdempotencyKey, Json, Path, Query};
use kernel::{Fen, Id, Timestamp};
use platform::accounts::Staff;
use platform::exports::{Export, List, export_list, money, number, rows_at, text};
use platform::{App, idempotency};
use serde::{Deserialize, Serialize};

use crate::campaign_error::CampaignError;
use crate::model::campaign::{CampaignKind, CampaignState};
use crate::ops::budget::{self, NewGrant, Standing, Used};
use crate::store::budget::Grant;

/// Which budgets.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct BenefitBudgetConditions {
    /// Only of this union and those beneath it.
    pub union_id: Option<Id>,
    /// Only of this year.
    pub year: Option<i64>,
}

/// A year's budget of a union: granted = left + reserved + spent.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitBudgetRow {
    union_id: Id,
    union_name: String,
    year: i64,
    granted_fen: Fen,
    /// In campaigns that are not settled: not given yet, or held by people.
    reserved_fen: Fen,
    /// Redeemed: paid to merchants, or owed to them.
    spent_fen: Fen,
    /// What may still be used.
    left_fen: Fen,
}

fn row(s: Standing) -> BenefitBudgetRow {
    BenefitBudgetRow {
        union_id: s.union_id,
        union_name: s.union_name,
        year: s.year,
        granted_fen: s.granted,
        reserved_fen: s.reserved,
        spent_fen: s.spent,
        left_fen: s.left,
    }
}

/// Budgets in sight.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitBudgets {
    /// The latest year first, at most 500.
    rows: Vec<BenefitBudgetRow>,
    /// The caller may grant money.
    may_grant: bool,
}

/// Budgets in sight, the latest year first.
#[utoipa::path(get, path = "/benefit_budgets", tag = "benefits", operation_id = "list_benefit_budgets",
    params(BenefitBudgetConditions), responses((status = 200, body = BenefitBudgets)),
    extensions(("x-permission" = json!("campaign.read"))))]
pub async fn list_benefit_budgets(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<BenefitBudgetConditions>,
) -> Result<Json<BenefitBudgets>, ApiError> {
    let scope = actor.permit::<res::Campaign, act::Read>()?;
    let may_grant = actor.permit::<res::Campaign, act::Approve>().is_ok();
    let found = app.store().read_slow(move |tx| budget::list(tx, &scope, c.union_id, c.year));
    let rows = found.await?.into_iter().map(row).collect();
    Ok(Json(BenefitBudgets { rows, may_grant }))
}

static BUDGETS: List = List {
    resource: ResourceKind::Campaign,
    action: "benefit-budget.export",
    title: "普惠预算",
    columns: &[
        text("union_name", "工会", 28),
        number("year", "年度"),
        money("granted_fen", "预算总额（元）"),
        money("reserved_fen", "活动占用（元）"),
        money("spent_fen", "已使用（元）"),
        money("left_fen", "可用余额（元）"),
    ],
};

/// The list of budgets as a file.
#[utoipa::path(post, path = "/benefit_budgets/export", tag = "benefits", operation_id = "export_benefit_budgets",
    request_body = Export<BenefitBudgetConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("campaign.export"))))]
pub async fn export_benefit_budgets(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<BenefitBudgetConditions>>,
) -> Result<Response, ApiError> {
    export_list(app, actor, (&BUDGETS, Id(0)), asked, |app, actor, conditions, _| async move {
        let shown = list_benefit_budgets(State(app), Staff(actor), Query(conditions)).await?;
        Ok(Json(rows_at(&shown.0, "/rows")))
    })
    .await
}

/// Money for a year.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct NewBenefitGrant {
    union_id: Id,
    /// 2000 to 2100.
    year: i64,
    amount_fen: Fen,
    /// By which decision, 2 to 100 characters.
    basis: String,
}

/// What was granted.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CreatedBenefitGrant {
    id: Id,
}

/// Grants money to a union for a year; more than once adds up.
#[utoipa::path(post, path = "/benefit_budgets", tag = "benefits", operation_id = "grant_benefit_budget",
    request_body = NewBenefitGrant, responses((status = 201, body = CreatedBenefitGrant)),
    extensions(("x-permission" = json!("campaign.approve"))))]
pub async fn grant_benefit_budget(
    State(app): State<App>,
    Staff(actor): Staff,
    IdempotencyKey(key): IdempotencyKey,
    Json(new): Json<NewBenefitGrant>,
) -> Result<(StatusCode, Json<CreatedBenefitGrant>), ApiError> {
    let scope = actor.permit::<res::Campaign, act::Approve>()?;
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &new, |tx| {
            let wanted = NewGrant { year: new.year, amount: new.amount_fen, basis: new.basis.clone() };
            let g = budget::grant(tx, &scope, new.union_id, &wanted)?;
            Ok::<_, CampaignError>(CreatedBenefitGrant { id: g.id })
        })
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}

/// Money that was granted.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitGrantRow {
    id: Id,
    amount_fen: Fen,
    basis: String,
    made_by_name: String,
    created_at: Timestamp,
}

/// A campaign of a budget: envelope = rest + issued + redeemed, and what a settlement gave back.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitBudgetCampaign {
    id: Id,
    number: String,
    title: String,
    kind: CampaignKind,
    kind_label: String,
    state: CampaignState,
    state_label: String,
    envelope_fen: Fen,
    /// What is left of the envelope.
    rest_fen: Fen,
    /// What people hold.
    issued_fen: Fen,
    redeemed_fen: Fen,
}

/// A year's budget with everything in it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitBudgetDetail {
    #[serde(flatten)]
    standing: BenefitBudgetRow,
    grants: Vec<BenefitGrantRow>,
    campaigns: Vec<BenefitBudgetCampaign>,
    may_grant: bool,
}

fn grant_row(g: Grant) -> BenefitGrantRow {
    BenefitGrantRow {
        id: g.id,
        amount_fen: g.amount,
        basis: g.basis,
        made_by_name: g.made_by_name,
        created_at: g.created_at,
    }
}

fn campaign_row(u: Used) -> BenefitBudgetCampaign {
    let c = u.campaign;
    BenefitBudgetCampaign {
        id: c.id,
        number: c.number,
        title: c.title,
        kind: c.kind,
        kind_label: c.kind.title().to_owned(),
        state: c.state,
        state_label: c.state.title().to_owned(),
        envelope_fen: c.envelope,
        rest_fen: u.rest,
        issued_fen: u.issued,
        redeemed_fen: u.redeemed,
    }
}

/// The budget of a union for a year.
#[utoipa::path(get, path = "/benefit_budgets/{union}/{year}", tag = "benefits", operation_id = "get_benefit_budget",
    params(("union" = Id, Path), ("year" = i64, Path)), responses((status = 200, body = BenefitBudgetDetail)),
    extensions(("x-permission" = json!("campaign.read"))))]
pub async fn get_benefit_budget(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((union, year)): Path<(Id, i64)>,
) -> Result<Json<BenefitBudgetDetail>, ApiError> {
    let scope = actor.permit::<res::Campaign, act::Read>()?;
    let may_grant = actor.permit::<res::Campaign, act::Approve>().is_ok();
    let found = app.store().read_slow(move |tx| budget::of_year(tx, &scope, union, year));
    let (standing, grants, campaigns) = found.await?;
    Ok(Json(BenefitBudgetDetail {
        standing: row(standing),
        grants: grants.into_iter().map(grant_row).collect(),
        campaigns: campaigns.into_iter().map(campaign_row).collect(),
        may_grant,
    }))
}
