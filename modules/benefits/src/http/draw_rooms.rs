//! Draws in sight of a cadre.

use axum::extract::State;
use axum::response::Response;
use guard::{ResourceKind, act, res};
use http_base::{ApiError, Count, Cursor, Exactness, Json, Page, PageQuery, Query};
use kernel::Id;
use platform::App;
use platform::accounts::Staff;
use platform::exports::{Export, List, export_list, number, text, time};

use super::draw_shown::BenefitDrawRow;
use super::draws_public::BenefitDrawConditions;
use crate::store::draw_list;

/// Draws of unions in sight, newest first.
#[utoipa::path(get, path = "/benefit_draw_rooms", tag = "benefits", operation_id = "list_benefit_draw_rooms",
    params(BenefitDrawConditions, PageQuery), responses((status = 200, body = Page<BenefitDrawRow>)),
    extensions(("x-permission" = json!("campaign.read"))))]
pub async fn list_benefit_draw_rooms(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<BenefitDrawConditions>,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<BenefitDrawRow>>, ApiError> {
    let scope = actor.permit::<res::Campaign, act::Read>()?;
    let (before, limit) = (page.last()?, page.rows());
    let list = app.store().read_slow(move |tx| draw_list::list(tx, &scope, &c.filter(), before, limit + 1));
    let rows = list.await?.into_iter().map(BenefitDrawRow::from).collect();
    Ok(Json(Page::from_rows(rows, limit as usize, |r: &BenefitDrawRow| Cursor::of(r.id))))
}

/// How many draws match: exact to 1,000, and beyond that on request.
#[utoipa::path(get, path = "/benefit_draw_rooms/count", tag = "benefits", operation_id = "count_benefit_draw_rooms",
    params(BenefitDrawConditions, Exactness), responses((status = 200, body = Count)),
    extensions(("x-permission" = json!("campaign.read"))))]
pub async fn count_benefit_draw_rooms(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<BenefitDrawConditions>,
    Query(exactness): Query<Exactness>,
) -> std::result::Result<Json<Count>, ApiError> {
    let scope = actor.permit::<res::Campaign, act::Read>()?;
    let bound = exactness.bound();
    let value = app.store().read_slow(move |tx| draw_list::count(tx, &scope, &c.filter(), bound)).await?;
    Ok(Json(exactness.count(value)))
}

static DRAWS: List = List {
    resource: ResourceKind::Campaign,
    action: "draw.export",
    title: "抽奖",
    columns: &[
        text("number", "活动编号", 12),
        text("title", "活动", 28),
        text("kind_label", "方式", 10),
        text("union_name", "工会", 28),
        text("state_label", "状态", 12),
        time("opens_at", "报名开始"),
        time("closes_at", "报名截止"),
        number("entries", "报名人数"),
        number("prize_count", "奖品数"),
        text("odds", "中奖机会", 14),
        time("drawn_at", "开奖时间"),
    ],
};

/// The list as a file.
#[utoipa::path(post, path = "/benefit_draw_rooms/export", tag = "benefits",
    operation_id = "export_benefit_draw_rooms", request_body = Export<BenefitDrawConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("campaign.export"))))]
pub async fn export_benefit_draw_rooms(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<BenefitDrawConditions>>,
) -> std::result::Result<Response, ApiError> {
    export_list(app, actor, (&DRAWS, Id(0)), asked, |app, actor, conditions, page| {
        list_benefit_draw_rooms(State(app), Staff(actor), Query(conditions), Query(page))
    })
    .await
}
