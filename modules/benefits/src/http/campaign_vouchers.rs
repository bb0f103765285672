//! The vouchers of a campaign, for whoever runs it.

use std::collections::HashMap;

use axum::extract::State;
use axum::response::Response;
use guard::{ResourceKind, Scope, act, res};
use http_base::{ApiError, Count, Cursor, Exactness, IdempotencyKey, Json, Page, PageQuery, Path, Query};
use kernel::{Day, Id, Timestamp};
use platform::accounts::Staff;
use platform::exports::{Export, List, day, export_list, money, text, time};
use platform::{App, idempotency};
use registry::api::{known_people, union_by_id};
use serde::{Deserialize, Serialize};
use store::Tx;

use crate::issue_error::{IssueError, Result};
use crate::model::campaign::Campaign;
use crate::model::voucher::{Voucher, VoucherState};
use crate::ops::code::serial_of;
use crate::ops::void::{run_by, void};
use crate::rules::code::{grouped, number};
use crate::store::voucher_list::{self, Filter};
use crate::store::{merchant, voucher};

/// Which vouchers.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct BenefitVoucherConditions {
    /// Only in this state.
    #[param(inline)]
    pub state: Option<VoucherState>,
    /// A whole printed number, or a serial.
    pub q: Option<String>,
}

/// A voucher in the list of its campaign.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitVoucherRow {
    serial: i64,
    /// The printed number in groups.
    number: String,
    state: VoucherState,
    state_label: String,
    person_id: Id,
    /// The name, masked.
    name: String,
    union_id: Id,
    union_name: String,
    /// What it gives.
    title: String,
    worth_fen: i64,
    issued_at: Timestamp,
    expires_on: Day,
    used_at: Option<Timestamp>,
    merchant_id: Option<Id>,
    merchant_name: Option<String>,
}

fn filter(c: &Campaign, asked: &BenefitVoucherConditions) -> Filter {
    let q = asked.q.as_deref().map(str::trim).filter(|q| !q.is_empty());
    // A number of another campaign finds nothing.
    Filter { state: asked.state, serial: q.map(|q| serial_of(q, c).unwrap_or(0)) }
}

fn distinct(ids: impl Iterator<Item = Id>) -> Vec<Id> {
    let mut all: Vec<Id> = ids.filter(|id| id.0 != 0).collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn shown(tx: &mut Tx<'_>, c: &Campaign, all: &[Voucher]) -> Result<Vec<BenefitVoucherRow>> {
    let people = known_people(tx, &distinct(all.iter().map(|v| v.person_id)))?;
    let merchants = merchant::find_all(tx, &distinct(all.iter().map(|v| v.merchant_id)))?;
    let merchants: HashMap<Id, String> = merchants.into_iter().map(|m| (m.id, m.name)).collect();
    let mut unions: HashMap<Id, String> = HashMap::new();
    for id in distinct(all.iter().map(|v| v.union_id)) {
        unions.insert(id, union_by_id(tx, id)?.map(|u| u.name).unwrap_or_default());
    }
    let row = |v: &Voucher| BenefitVoucherRow {
        serial: v.serial,
        number: grouped(&number(&c.number, v.serial)),
        state: v.state,
        state_label: v.state.title().to_owned(),
        person_id: v.person_id,
        name: people.get(&v.person_id).map(|p| kernel::text::mask_name(&p.name)).unwrap_or_default(),
        union_id: v.union_id,
        union_name: unions.get(&v.union_id).cloned().unwrap_or_default(),
        title: c.title_of(v).to_owned(),
        worth_fen: v.worth.0,
        issued_at: v.issued_at,
        expires_on: v.expires_on,
        used_at: Some(v.used_at).filter(|at| at.0 > 0),
        merchant_id: Some(v.merchant_id).filter(|id| id.0 != 0),
        merchant_name: merchants.get(&v.merchant_id).cloned(),
    };
    Ok(all.iter().map(row).collect())
}

fn rows(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Campaign, act::Read>,
    (id, asked): (Id, &BenefitVoucherConditions),
    before: Option<i64>,
    limit: i64,
) -> Result<Vec<BenefitVoucherRow>> {
    let c = run_by(tx, scope, id)?;
    let found = voucher_list::list(tx, id, &filter(&c, asked), before, limit)?;
    shown(tx, &c, &found)
}

/// The vouchers of a campaign of a union in sight, last issued first; not of one that a union above gives.
#[utoipa::path(get, path = "/benefit_campaigns/{id}/vouchers", tag = "benefits",
    operation_id = "list_benefit_vouchers", params(("id" = Id, Path), BenefitVoucherConditions, PageQuery),
    responses((status = 200, body = Page<BenefitVoucherRow>)), extensions(("x-permission" = json!("campaign.read"))))]
pub async fn list_benefit_vouchers(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Query(asked): Query<BenefitVoucherConditions>,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<BenefitVoucherRow>>, ApiError> {
    let scope = actor.permit::<res::Campaign, act::Read>()?;
    // The serial is the cursor's id.
    let (before, limit) = (page.last()?.map(|serial| serial.0), page.rows());
    let found = app.store().read_slow(move |tx| rows(tx, &scope, (id, &asked), before, limit + 1));
    let cursor = |r: &BenefitVoucherRow| Cursor::of(Id(r.serial));
    Ok(Json(Page::from_rows(found.await?, limit as usize, cursor)))
}

/// How many match: exact to 1,000, and beyond that on request.
#[utoipa::path(get, path = "/benefit_campaigns/{id}/vouchers/count", tag = "benefits",
    operation_id = "count_benefit_vouchers", params(("id" = Id, Path), BenefitVoucherConditions, Exactness),
    responses((status = 200, body = Count)), extensions(("x-permission" = json!("campaign.read"))))]
pub async fn count_benefit_vouchers(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Query(asked): Query<BenefitVoucherConditions>,
    Query(exactness): Query<Exactness>,
) -> std::result::Result<Json<Count>, ApiError> {
    let scope = actor.permit::<res::Campaign, act::Read>()?;
    let value = app.store().read_slow(move |tx| {
        let c = run_by(tx, &scope, id)?;
        Ok::<_, IssueError>(voucher_list::count(tx, id, &filter(&c, &asked), exactness.bound())?)
    });
    Ok(Json(exactness.count(value.await?)))
}

static VOUCHERS: List = List {
    resource: ResourceKind::Campaign,
    action: "benefit-voucher.export",
    title: "普惠券",
    columns: &[
        text("number", "券号", 20),
        text("title", "内容", 24),
        text("name", "姓名", 10),
        text("union_name", "所在工会", 36),
        money("worth_fen", "预算金额"),
        text("state_label", "状态", 10),
        time("issued_at", "领取时间"),
        day("expires_on", "有效期至"),
        time("used_at", "核销时间"),
        text("merchant_name", "核销商家", 30),
    ],
};

/// The list as a file.
#[utoipa::path(post, path = "/benefit_campaigns/{id}/vouchers/export", tag = "benefits",
    operation_id = "export_benefit_vouchers", params(("id" = Id, Path)),
    request_body = Export<BenefitVoucherConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("campaign.export"))))]
pub async fn export_benefit_vouchers(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Json(asked): Json<Export<BenefitVoucherConditions>>,
) -> std::result::Result<Response, ApiError> {
    export_list(app, actor, (&VOUCHERS, id), asked, move |app, actor, conditions, page| {
        list_benefit_vouchers(State(app), Staff(actor), Path(id), Query(conditions), Query(page))
    })
    .await
}

/// Why a voucher is taken back.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct BenefitVoidReason {
    /// 2 to 200 characters.
    reason: String,
}

/// Takes a voucher back that nobody has used.
#[utoipa::path(post, path = "/benefit_campaigns/{id}/vouchers/{serial}/void", tag = "benefits",
    operation_id = "void_benefit_voucher", params(("id" = Id, Path), ("serial" = i64, Path)),
    request_body = BenefitVoidReason, responses((status = 200, body = BenefitVoucherRow)),
    extensions(("x-permission" = json!("campaign.update"))))]
pub async fn void_benefit_voucher(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((id, serial)): Path<(Id, i64)>,
    IdempotencyKey(key): IdempotencyKey,
    Json(why): Json<BenefitVoidReason>,
) -> std::result::Result<Json<BenefitVoucherRow>, ApiError> {
    let scope = actor.permit::<res::Campaign, act::Update>()?;
    let done = app.store().write(move |tx| {
        let c = run_by(tx, &scope, id)?;
        idempotency::once(tx, &actor, key.as_deref(), &(id, serial, &why), |tx| {
            void(tx, &actor, &c, serial, &why.reason).map(drop)
        })?;
        let v = voucher::by_serial(tx, id, serial)?.ok_or(IssueError::VoucherNotFound)?;
        shown(tx, &c, &[v])?.pop().ok_or(IssueError::VoucherNotFound)
    });
    Ok(Json(done.await?))
}
