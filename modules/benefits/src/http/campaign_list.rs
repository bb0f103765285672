//! Lists of campaigns: all in sight, their number, the file.

use axum::extract::State;
use axum::response::Response;
use guard::{ResourceKind, Scope, act, res};
use http_base::{ApiError, Count, Cursor, Exactness, Json, Page, PageQuery, Query};
use kernel::{Fen, Id, Timestamp};
use platform::App;
use platform::accounts::Staff;
use platform::exports::{Export, List, export_list, money, number, text, time};
use registry::RegistryError;
use registry::api::union_by_id;
use serde::{Deserialize, Serialize};
use store::Tx;

use crate::campaign_error::{CampaignError, Result};
use crate::model::campaign::{CampaignKind, CampaignState};
use crate::store::campaign_list::{self, Filter, Line};

/// Which campaigns.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct BenefitCampaignConditions {
    /// Only of this union and those beneath it.
    pub union_id: Option<Id>,
    /// Only in this state.
    #[param(inline)]
    pub state: Option<CampaignState>,
    /// Only of this kind.
    #[param(inline)]
    pub kind: Option<CampaignKind>,
    /// Somewhere in the title, or the whole number.
    pub q: Option<String>,
}

/// A campaign in a list.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitCampaignRow {
    id: Id,
    version: i64,
    union_id: Id,
    union_name: String,
    number: String,
    kind: CampaignKind,
    kind_label: String,
    title: String,
    state: CampaignState,
    state_label: String,
    opens_at: Timestamp,
    closes_at: Timestamp,
    stock: i64,
    issued: i64,
    redeemed: i64,
    envelope_fen: Fen,
    made_by_name: String,
    decided_by_name: String,
    created_at: Timestamp,
}

fn row(l: Line) -> BenefitCampaignRow {
    let c = l.campaign;
    BenefitCampaignRow {
        id: c.id,
        version: c.version,
        union_id: c.union_id,
        union_name: l.union_name,
        number: c.number,
        kind: c.kind,
        kind_label: c.kind.title().to_owned(),
        title: c.title,
        state: c.state,
        state_label: c.state.title().to_owned(),
        opens_at: c.opens_at,
        closes_at: c.closes_at,
        stock: c.stock,
        issued: l.issued,
        redeemed: l.used,
        envelope_fen: c.envelope,
        made_by_name: c.made_by_name,
        decided_by_name: c.decided_by_name,
        created_at: c.created_at,
    }
}

fn filter(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Campaign, act::Read>,
    c: &BenefitCampaignConditions,
) -> Result<Filter> {
    let path = match c.union_id {
        None => None,
        Some(id) => {
            let place =
                union_by_id(tx, id)?.map(|u| u.place()).filter(|p| !scope.ranges_within(p).is_empty());
            Some(place.ok_or(RegistryError::UnionNotFound)?)
        }
    };
    let q = kernel::text::clean(c.q.as_deref().unwrap_or_default());
    Ok(Filter { path, state: c.state, kind: c.kind, q })
}

/// Campaigns in sight, newest first: of unions of the caller's, and what members see of those above.
#[utoipa::path(get, path = "/benefit_campaigns", tag = "benefits", operation_id = "list_benefit_campaigns",
    params(BenefitCampaignConditions, PageQuery), responses((status = 200, body = Page<BenefitCampaignRow>)),
    extensions(("x-permission" = json!("campaign.read"))))]
pub async fn list_benefit_campaigns(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<BenefitCampaignConditions>,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<BenefitCampaignRow>>, ApiError> {
    let scope = actor.permit::<res::Campaign, act::Read>()?;
    let (before, limit) = (page.last()?, page.rows());
    let found = app.store().read_slow(move |tx| {
        let filter = filter(tx, &scope, &c)?;
        Ok::<_, CampaignError>(campaign_list::list(tx, &scope, &filter, before, limit + 1)?)
    });
    let rows: Vec<BenefitCampaignRow> = found.await?.into_iter().map(row).collect();
    Ok(Json(Page::from_rows(rows, limit as usize, |r: &BenefitCampaignRow| Cursor::of(r.id))))
}

/// How many campaigns match: exact to 1,000, and beyond that on request.
#[utoipa::path(get, path = "/benefit_campaigns/count", tag = "benefits", operation_id = "count_benefit_campaigns",
    params(BenefitCampaignConditions, Exactness), responses((status = 200, body = Count)),
    extensions(("x-permission" = json!("campaign.read"))))]
pub async fn count_benefit_campaigns(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<BenefitCampaignConditions>,
    Query(exactness): Query<Exactness>,
) -> std::result::Result<Json<Count>, ApiError> {
    let scope = actor.permit::<res::Campaign, act::Read>()?;
    let value = app.store().read_slow(move |tx| {
        let filter = filter(tx, &scope, &c)?;
        Ok::<_, CampaignError>(campaign_list::count(tx, &scope, &filter, exactness.bound())?)
    });
    Ok(Json(exactness.count(value.await?)))
}

static CAMPAIGNS: List = List {
    resource: ResourceKind::Campaign,
    action: "campaign.export",
    title: "普惠活动",
    columns: &[
        text("number", "活动编号", 10),
        text("title", "活动", 30),
        text("kind_label", "方式", 10),
        text("union_name", "主办工会", 28),
        text("state_label", "状态", 10),
        time("opens_at", "开始时间"),
        time("closes_at", "结束时间"),
        number("stock", "数量"),
        number("issued", "已发放"),
        number("redeemed", "已核销"),
        money("envelope_fen", "活动预算（元）"),
        text("made_by_name", "经办人", 12),
        text("decided_by_name", "审批人", 12),
        time("created_at", "创建时间"),
    ],
};

/// The list of campaigns as a file.
#[utoipa::path(post, path = "/benefit_campaigns/export", tag = "benefits", operation_id = "export_benefit_campaigns",
    request_body = Export<BenefitCampaignConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("campaign.export"))))]
pub async fn export_benefit_campaigns(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<BenefitCampaignConditions>>,
) -> std::result::Result<Response, ApiError> {
    export_list(app, actor, (&CAMPAIGNS, Id(0)), asked, |app, actor, conditions, page| {
        list_benefit_campaigns(State(app), Staff(actor), Query(conditions), Query(page))
    })
    .await
}
