//! The pool of a campaign whose vouchers are codes of a partner, and the partner's settlement.

use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, State};
use axum::response::Response;
use guard::{ResourceKind, act, res};
use http_base::{ApiError, Count, Cursor, Exactness, Json, Page, PageQuery, Path, Query};
use kernel::{Day, Id, Timestamp};
use platform::App;
use platform::accounts::{MemberActor, Staff};
use platform::exports::{Export, List, day, export_list, failed, number, text, time};
use platform::files::transport::receive_form;
use serde::{Deserialize, Serialize};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::own_vouchers::mine;
use crate::issue_error::IssueError;
use crate::model::code_pool::{PoolCode, PoolState};
use crate::ops::void::run_by;
use crate::ops::{code_pool as ops, code_settle};
use crate::store::code_pool::{self, Filter};

/// Which codes.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct BenefitCodeConditions {
    /// Only those that stand so.
    #[param(inline)]
    pub state: Option<PoolState>,
    /// The end of the code, as the list shows it.
    pub q: Option<String>,
}

impl BenefitCodeConditions {
    fn filter(&self) -> Filter {
        let tail = self.q.as_deref().map(kernel::text::clean).filter(|q| !q.is_empty());
        Filter { state: self.state, tail }
    }
}

/// A code of a pool.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitCodeRow {
    serial: i64,
    /// The end of the code.
    tail: String,
    /// Last day on which the partner takes it; none if its file says none.
    until: Option<Day>,
    state: PoolState,
    state_label: String,
    used_at: Option<Timestamp>,
}

impl From<PoolCode> for BenefitCodeRow {
    fn from(c: PoolCode) -> Self {
        Self {
            serial: c.serial,
            tail: c.tail,
            until: c.until,
            state: c.state,
            state_label: c.state.title().to_owned(),
            used_at: Some(Timestamp(c.used_at)).filter(|at| at.0 > 0),
        }
    }
}

/// The pool of a campaign of a union in sight, in the order in which codes are given.
#[utoipa::path(get, path = "/benefit_campaigns/{id}/codes", tag = "benefits", operation_id = "list_benefit_codes",
    params(("id" = Id, Path), BenefitCodeConditions, PageQuery), responses((status = 200, body = Page<BenefitCodeRow>)),
    extensions(("x-permission" = json!("campaign.read"))))]
pub async fn list_benefit_codes(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Query(asked): Query<BenefitCodeConditions>,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<BenefitCodeRow>>, ApiError> {
    let scope = actor.permit::<res::Campaign, act::Read>()?;
    // The serial is the cursor's id.
    let (after, limit) = (page.last()?.map_or(0, |serial| serial.0), page.rows());
    let found = app.store().read_slow(move |tx| {
        run_by(tx, &scope, id)?;
        let all = code_pool::list(tx, id, &asked.filter(), after, limit + 1)?;
        Ok::<_, IssueError>(all.into_iter().map(BenefitCodeRow::from).collect::<Vec<_>>())
    });
    Ok(Json(Page::from_rows(found.await?, limit as usize, |r: &BenefitCodeRow| Cursor::of(Id(r.serial)))))
}

/// How many match: exact to 1,000, and beyond that on request.
#[utoipa::path(get, path = "/benefit_campaigns/{id}/codes/count", tag = "benefits",
    operation_id = "count_benefit_codes", params(("id" = Id, Path), BenefitCodeConditions, Exactness),
    responses((status = 200, body = Count)), extensions(("x-permission" = json!("campaign.read"))))]
pub async fn count_benefit_codes(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Query(asked): Query<BenefitCodeConditions>,
    Query(exactness): Query<Exactness>,
) -> std::result::Result<Json<Count>, ApiError> {
    let scope = actor.permit::<res::Campaign, act::Read>()?;
    let value = app.store().read_slow(move |tx| {
        run_by(tx, &scope, id)?;
        Ok::<_, IssueError>(code_pool::count_of(tx, id, &asked.filter(), exactness.bound())?)
    });
    Ok(Json(exactness.count(value.await?)))
}

static CODES: List = List {
    resource: ResourceKind::Campaign,
    action: "benefit-code.export",
    title: "合作券码",
    columns: &[
        number("serial", "序号"),
        text("tail", "券码末尾", 12),
        day("until", "合作方有效期至"),
        text("state_label", "状态", 10),
        time("used_at", "使用时间"),
    ],
};

/// The list as a file; of codes it holds the ends.
#[utoipa::path(post, path = "/benefit_campaigns/{id}/codes/export", tag = "benefits",
    operation_id = "export_benefit_codes", params(("id" = Id, Path)), request_body = Export<BenefitCodeConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("campaign.export"))))]
pub async fn export_benefit_codes(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Json(asked): Json<Export<BenefitCodeConditions>>,
) -> std::result::Result<Response, ApiError> {
    export_list(app, actor, (&CODES, id), asked, move |app, actor, conditions, page| {
        list_benefit_codes(State(app), Staff(actor), Path(id), Query(conditions), Query(page))
    })
    .await
}

/// A file of a partner.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "describes the multipart body in the OpenAPI document")]
pub struct BenefitCodeForm {
    /// .xlsx, .xls or .csv.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// A row that was not taken.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitCodeLeft {
    /// Row in the file, from 1.
    row: u32,
    /// The end of the code.
    code: String,
    reason: String,
}

/// What came of a file of codes.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitCodesLoaded {
    /// Codes that went into the pool.
    new: i64,
    /// Codes that were in it.
    known: i64,
    /// Codes that are in it now.
    total: i64,
    left: Vec<BenefitCodeLeft>,
}

/// Loads codes into the pool of a draft. The same file again adds nothing.
#[utoipa::path(post, path = "/benefit_campaigns/{id}/codes", tag = "benefits", operation_id = "load_benefit_codes",
    params(("id" = Id, Path)), request_body(content = BenefitCodeForm, content_type = "multipart/form-data"),
    responses((status = 200, body = BenefitCodesLoaded)), extensions(("x-permission" = json!("campaign.update"))))]
pub async fn load_benefit_codes(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    form: std::result::Result<Multipart, MultipartRejection>,
) -> std::result::Result<Json<BenefitCodesLoaded>, ApiError> {
    let scope = actor.permit::<res::Campaign, act::Update>()?;
    let (file, _) = receive_form(&app, &ops::FILE, form).await?;
    let loaded = tokio::task::spawn_blocking(move || ops::load(&app, &scope, id, &file));
    let l = loaded.await.map_err(|e| failed(&e))??;
    let left = |l: ops::Left| BenefitCodeLeft { row: l.row, code: l.code, reason: l.reason };
    let left = l.left.into_iter().map(left).collect();
    Ok(Json(BenefitCodesLoaded { new: l.new, known: l.known, total: l.total, left }))
}

/// Why a pool is emptied.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct BenefitCodesReason {
    /// 2 to 200 characters.
    reason: String,
}

/// How many codes are in a pool.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct BenefitCodesTotal {
    total: i64,
}

/// Empties the pool of a draft.
#[utoipa::path(post, path = "/benefit_campaigns/{id}/codes/clear", tag = "benefits",
    operation_id = "clear_benefit_codes", params(("id" = Id, Path)), request_body = BenefitCodesReason,
    responses((status = 200, body = BenefitCodesTotal)), extensions(("x-permission" = json!("campaign.update"))))]
pub async fn clear_benefit_codes(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Json(why): Json<BenefitCodesReason>,
) -> std::result::Result<Json<BenefitCodesTotal>, ApiError> {
    let scope = actor.permit::<res::Campaign, act::Update>()?;
    let cleared = tokio::task::spawn_blocking(move || ops::clear(&app, &scope, id, &why.reason));
    cleared.await.map_err(|e| failed(&e))??;
    Ok(Json(BenefitCodesTotal { total: 0 }))
}

/// What a code is looked at for.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct BenefitCodeReveal {
    /// At least four characters; stands in the audit.
    purpose: String,
}

/// A code of a partner in full.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitPartnerCode {
    code: String,
}

/// A code of a pool in full; recorded with its purpose.
#[utoipa::path(post, path = "/benefit_campaigns/{id}/codes/{serial}/reveal", tag = "benefits",
    operation_id = "reveal_benefit_code", params(("id" = Id, Path), ("serial" = i64, Path)),
    request_body = BenefitCodeReveal, responses((status = 200, body = BenefitPartnerCode)),
    extensions(("x-permission" = json!("campaign.reveal"))))]
pub async fn reveal_benefit_code(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(key): Path<(Id, i64)>,
    Json(asked): Json<BenefitCodeReveal>,
) -> std::result::Result<Json<BenefitPartnerCode>, ApiError> {
    let scope = actor.permit::<res::Campaign, act::Reveal>()?;
    let keys = app.keyring().clone();
    let code = app.store().write(move |tx| ops::reveal(tx, &keys, &scope, key, &asked.purpose));
    Ok(Json(BenefitPartnerCode { code: code.await? }))
}

/// How a settlement is read.
#[derive(Clone, Copy, Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default)]
pub struct BenefitSettlementAsked {
    /// Only say what would come of it.
    preview: bool,
}

/// What comes, or came, of a settlement.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitSettlement {
    /// Whether it was only looked at.
    preview: bool,
    /// Codes that were used.
    used: i64,
    /// What is owed for them.
    amount_fen: i64,
    /// Codes that were refunded.
    refunded: i64,
    /// Rows that say what is known.
    known: i64,
    left: Vec<BenefitCodeLeft>,
}

/// Takes the settlement of a partner in, or says what would come of it. The same file again does nothing.
#[utoipa::path(post, path = "/benefit_campaigns/{id}/settlement", tag = "benefits",
    operation_id = "settle_benefit_codes", params(("id" = Id, Path), BenefitSettlementAsked),
    request_body(content = BenefitCodeForm, content_type = "multipart/form-data"),
    responses((status = 200, body = BenefitSettlement)), extensions(("x-permission" = json!("redemption.update"))))]
pub async fn settle_benefit_codes(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Query(asked): Query<BenefitSettlementAsked>,
    form: std::result::Result<Multipart, MultipartRejection>,
) -> std::result::Result<Json<BenefitSettlement>, ApiError> {
    let scope = actor.permit::<res::Redemption, act::Update>()?;
    let (file, _) = receive_form(&app, &code_settle::FILE, form).await?;
    let how = (id, asked.preview);
    let settled = tokio::task::spawn_blocking(move || code_settle::take(&app, &scope, how, &file));
    let s = settled.await.map_err(|e| failed(&e))??;
    let left = |l: code_settle::Left| BenefitCodeLeft { row: l.row, code: l.code, reason: l.reason };
    Ok(Json(BenefitSettlement {
        preview: asked.preview,
        used: s.used,
        amount_fen: s.amount.0,
        refunded: s.refunded,
        known: s.known,
        left: s.left.into_iter().map(left).collect(),
    }))
}

/// The code that an own voucher is, for its holder alone and while it can be used.
#[utoipa::path(get, path = "/me/benefit_vouchers/{campaign}/{turn}/partner_code", tag = "me",
    operation_id = "show_own_partner_code", params(("campaign" = Id, Path), ("turn" = i64, Path)),
    responses((status = 200, body = BenefitPartnerCode)), extensions(("x-permission" = json!("campaign.read"))))]
pub async fn show_own_partner_code(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    Path(which): Path<(Id, i64)>,
) -> std::result::Result<Json<BenefitPartnerCode>, ApiError> {
    actor.permit::<res::Campaign, act::Read>()?;
    let keys = app.keyring().clone();
    let code = app.store().read(move |tx| {
        let (c, v) = mine(tx, actor.id(), which)?;
        ops::own_code(tx, &keys, &c, &v)
    });
    Ok(Json(BenefitPartnerCode { code: code.await? }))
}

/// Routes of codes of partners.
pub fn code_routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_benefit_codes, load_benefit_codes))
        .routes(routes!(count_benefit_codes))
        .routes(routes!(export_benefit_codes))
        .routes(routes!(clear_benefit_codes))
        .routes(routes!(reveal_benefit_code))
        .routes(routes!(settle_benefit_codes))
        .routes(routes!(show_own_partner_code))
}
