//! What merchants tell of standing discounts, month by month.

use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, State};
use axum::response::Response;
use guard::{ResourceKind, Scope, act, res};
use http_base::{ApiError, Count, Cursor, Exactness, IdempotencyKey, Json, Page, PageQuery, Query};
use kernel::{Fen, Id, Timestamp};
use platform::accounts::Staff;
use platform::exports::{Export, List, export_list, failed, money, number, text, time};
use platform::files::transport::receive_form;
use platform::{App, idempotency};
use serde::{Deserialize, Serialize};
use store::Tx;

use super::merchant_words::{place, searched};
use crate::merchant_error::{MerchantError, Result};
use crate::model::monthly::{Return, Told};
use crate::ops::returns::{Entered, put};
use crate::ops::returns_file::{self as file_of, RETURNS as FILE};
use crate::store::returns::{self as store_returns, Filter};

/// Which returns.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct BenefitReturnConditions {
    /// Only of merchants of this union and those beneath it.
    pub union_id: Option<Id>,
    /// Only of this merchant.
    pub merchant_id: Option<Id>,
    /// Only of this month (`yyyymm`) and later ones.
    pub from: Option<i64>,
    /// Only of this month (`yyyymm`) and earlier ones.
    pub to: Option<i64>,
    /// In the name of the merchant or the title of the discount.
    pub q: Option<String>,
}

/// A month of a standing discount, as its merchant told it.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct BenefitReturn {
    id: Id,
    merchant_id: Id,
    discount_id: Id,
    /// `yyyymm`.
    month: i64,
    /// How often it was given for showing the card.
    times: i64,
    /// What was taken off; 0 where the merchant does not add it up.
    off_fen: Fen,
    note: String,
    made_by_name: String,
    changed_at: Timestamp,
    version: i64,
}

impl From<Return> for BenefitReturn {
    fn from(r: Return) -> Self {
        Self {
            id: r.id,
            merchant_id: r.merchant_id,
            discount_id: r.discount_id,
            month: r.month,
            times: r.times,
            off_fen: r.off,
            note: r.note,
            made_by_name: r.made_by_name,
            changed_at: r.changed_at,
            version: r.version,
        }
    }
}

/// A return in a list.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitReturnRow {
    #[serde(flatten)]
    of: BenefitReturn,
    merchant_name: String,
    discount_title: String,
    /// Union under contract.
    union_name: String,
}

impl From<Told> for BenefitReturnRow {
    fn from(t: Told) -> Self {
        Self {
            of: t.of.into(),
            merchant_name: t.merchant_name,
            discount_title: t.discount_title,
            union_name: t.union_name,
        }
    }
}

/// What is entered of a month.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct BenefitReturnTold {
    merchant_id: Id,
    discount_id: Id,
    /// `yyyymm`; a month in which the discount was given, not a later one than this.
    month: i64,
    /// 0 to 10 million.
    times: i64,
    /// 0 where the merchant does not add it up.
    off_fen: Fen,
    /// Up to 100 characters.
    #[serde(default)]
    note: String,
    /// Version that was seen; 0 of a month that nobody told of.
    #[serde(default)]
    version: i64,
}

fn filter(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Merchant, act::Read>,
    c: &BenefitReturnConditions,
) -> Result<Filter> {
    Ok(Filter {
        path: place(tx, scope, c.union_id)?,
        merchant: c.merchant_id,
        from: c.from,
        to: c.to,
        q: searched(c.q.as_deref()),
    })
}

/// What merchants in sight told, what was entered last first.
#[utoipa::path(get, path = "/benefit_returns", tag = "benefits", operation_id = "list_benefit_returns",
    params(BenefitReturnConditions, PageQuery), responses((status = 200, body = Page<BenefitReturnRow>)),
    extensions(("x-permission" = json!("merchant.read"))))]
pub async fn list_benefit_returns(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<BenefitReturnConditions>,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<BenefitReturnRow>>, ApiError> {
    let scope = actor.permit::<res::Merchant, act::Read>()?;
    let (before, limit) = (page.last()?, page.rows());
    let found = app.store().read_slow(move |tx| {
        let filter = filter(tx, &scope, &c)?;
        let all = store_returns::list(tx, &scope, &filter, before, limit + 1)?;
        Ok::<_, MerchantError>(all.into_iter().map(BenefitReturnRow::from).collect::<Vec<_>>())
    });
    Ok(Json(Page::from_rows(found.await?, limit as usize, |r: &BenefitReturnRow| Cursor::of(r.of.id))))
}

/// How many returns match: exact to 1,000, and beyond that on request.
#[utoipa::path(get, path = "/benefit_returns/count", tag = "benefits", operation_id = "count_benefit_returns",
    params(BenefitReturnConditions, Exactness), responses((status = 200, body = Count)),
    extensions(("x-permission" = json!("merchant.read"))))]
pub async fn count_benefit_returns(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<BenefitReturnConditions>,
    Query(exactness): Query<Exactness>,
) -> std::result::Result<Json<Count>, ApiError> {
    let scope = actor.permit::<res::Merchant, act::Read>()?;
    let value = app.store().read_slow(move |tx| {
        let filter = filter(tx, &scope, &c)?;
        Ok::<_, MerchantError>(store_returns::count(tx, &scope, &filter, exactness.bound())?)
    });
    Ok(Json(exactness.count(value.await?)))
}

static RETURNS: List = List {
    resource: ResourceKind::Merchant,
    action: "benefit-return.export",
    title: "商家月报",
    columns: &[
        number("month", "月份"),
        text("merchant_name", "商家", 30),
        text("discount_title", "优惠", 30),
        text("union_name", "签约工会", 28),
        number("times", "使用人次"),
        money("off_fen", "优惠金额（元）"),
        text("note", "说明", 30),
        text("made_by_name", "填报人", 12),
        time("changed_at", "填报时间"),
    ],
};

/// The list as a file.
#[utoipa::path(post, path = "/benefit_returns/export", tag = "benefits", operation_id = "export_benefit_returns",
    request_body = Export<BenefitReturnConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("merchant.export"))))]
pub async fn export_benefit_returns(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<BenefitReturnConditions>>,
) -> std::result::Result<Response, ApiError> {
    export_list(app, actor, (&RETURNS, Id(0)), asked, |app, actor, conditions, page| {
        list_benefit_returns(State(app), Staff(actor), Query(conditions), Query(page))
    })
    .await
}

/// Enters what a merchant told of a month, or corrects it.
#[utoipa::path(post, path = "/benefit_returns", tag = "benefits", operation_id = "put_benefit_return",
    request_body = BenefitReturnTold, responses((status = 200, body = BenefitReturn)),
    extensions(("x-permission" = json!("merchant.update"))))]
pub async fn put_benefit_return(
    State(app): State<App>,
    Staff(actor): Staff,
    IdempotencyKey(key): IdempotencyKey,
    Json(told): Json<BenefitReturnTold>,
) -> std::result::Result<Json<BenefitReturn>, ApiError> {
    let scope = actor.permit::<res::Merchant, act::Update>()?;
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &told, |tx| {
            let e = Entered {
                month: told.month,
                times: told.times,
                off: told.off_fen,
                note: told.note.clone(),
                version: told.version,
            };
            put(tx, &scope, (told.merchant_id, told.discount_id), &e).map(BenefitReturn::from)
        })
    });
    Ok(Json(made.await?))
}

/// What merchants told of a month, many lines.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "describes the multipart body in the OpenAPI document")]
pub struct BenefitReturnForm {
    /// .xlsx, .xls or .csv.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// A line that was not taken.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitReturnLeft {
    /// Row in the file, from 1.
    row: u32,
    /// Credit code as it stands there.
    code: String,
    reason: String,
}

/// What came of a file of returns.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitReturnsTaken {
    /// Months that nobody had told of.
    new: i64,
    /// Months that were told differently before.
    changed: i64,
    /// Lines that said what was known.
    known: i64,
    left: Vec<BenefitReturnLeft>,
}

/// Takes a workbook of returns in. The same file again changes nothing.
#[utoipa::path(post, path = "/benefit_returns/file", tag = "benefits", operation_id = "upload_benefit_returns",
    request_body(content = BenefitReturnForm, content_type = "multipart/form-data"),
    responses((status = 200, body = BenefitReturnsTaken)), extensions(("x-permission" = json!("merchant.update"))))]
pub async fn upload_benefit_returns(
    State(app): State<App>,
    Staff(actor): Staff,
    form: std::result::Result<Multipart, MultipartRejection>,
) -> std::result::Result<Json<BenefitReturnsTaken>, ApiError> {
    let scope = actor.permit::<res::Merchant, act::Update>()?;
    let (file, _) = receive_form(&app, &FILE, form).await?;
    let taken = tokio::task::spawn_blocking(move || file_of::take(&app, &scope, &file));
    let t = taken.await.map_err(|e| failed(&e))??;
    let left = |l: file_of::Left| BenefitReturnLeft { row: l.row, code: l.code, reason: l.reason };
    let left = t.left.into_iter().map(left).collect();
    Ok(Json(BenefitReturnsTaken { new: t.new, changed: t.changed, known: t.known, left }))
}
