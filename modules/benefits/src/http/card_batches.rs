//! Batches of applications: sent to the bank, answered by it.

use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::Response;
use guard::{ResourceKind, Scope, act, res};
use http_base::{ApiError, Count, Cursor, Exactness, IdempotencyKey, Json, Page, PageQuery, Path, Query};
use kernel::{Id, Timestamp};
use platform::accounts::Staff;
use platform::audit::{self, Changes, Entry};
use platform::exports::{
    Export, ExportFormat, List, answer, export_list, failed, number, text, time, unnamed,
};
use platform::files::transport::receive_form;
use platform::sealed::Keyring;
use platform::{App, idempotency};
use serde::{Deserialize, Serialize};
use store::Tx;

use crate::card_error::{CardError, Result, field};
use crate::model::card::CardBatch;
use crate::ops::card::place;
use crate::ops::card_batch::{self as ops, ANSWER, Line};
use crate::store::card_batch;

/// Which batches.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct BenefitCardBatchConditions {
    /// Only of this union and those beneath it.
    pub union_id: Option<Id>,
}

/// A batch.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitCardBatch {
    id: Id,
    union_id: Id,
    union_name: String,
    number: String,
    bank: String,
    /// Applications in it.
    count: i64,
    /// Cards that the bank made.
    made: i64,
    /// Applications that it sent back.
    refused: i64,
    made_by_name: String,
    created_at: Timestamp,
}

fn row(b: CardBatch) -> BenefitCardBatch {
    BenefitCardBatch {
        id: b.id,
        union_id: b.union_id,
        union_name: b.union_name,
        number: b.number,
        bank: b.bank,
        count: b.count,
        made: b.made,
        refused: b.refused,
        made_by_name: b.made_by_name,
        created_at: b.created_at,
    }
}

/// Batches in sight, newest first.
#[utoipa::path(get, path = "/benefit_card_batches", tag = "benefits", operation_id = "list_benefit_card_batches",
    params(BenefitCardBatchConditions, PageQuery), responses((status = 200, body = Page<BenefitCardBatch>)),
    extensions(("x-permission" = json!("benefit_card.read"))))]
pub async fn list_benefit_card_batches(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<BenefitCardBatchConditions>,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<BenefitCardBatch>>, ApiError> {
    let scope = actor.permit::<res::BenefitCard, act::Read>()?;
    let (before, limit) = (page.last()?, page.rows());
    let found = app.store().read_slow(move |tx| {
        let path = place(tx, &scope, c.union_id)?;
        let all = card_batch::list(tx, &scope, path.as_ref(), before, limit + 1)?;
        Ok::<_, CardError>(all.into_iter().map(row).collect())
    });
    Ok(Json(Page::from_rows(found.await?, limit as usize, |r: &BenefitCardBatch| Cursor::of(r.id))))
}

/// How many batches match: exact to 1,000, and beyond that on request.
#[utoipa::path(get, path = "/benefit_card_batches/count", tag = "benefits",
    operation_id = "count_benefit_card_batches", params(BenefitCardBatchConditions, Exactness),
    responses((status = 200, body = Count)), extensions(("x-permission" = json!("benefit_card.read"))))]
pub async fn count_benefit_card_batches(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<BenefitCardBatchConditions>,
    Query(exactness): Query<Exactness>,
) -> std::result::Result<Json<Count>, ApiError> {
    let scope = actor.permit::<res::BenefitCard, act::Read>()?;
    let value = app.store().read_slow(move |tx| {
        let path = place(tx, &scope, c.union_id)?;
        Ok::<_, CardError>(card_batch::count(tx, &scope, path.as_ref(), exactness.bound())?)
    });
    Ok(Json(exactness.count(value.await?)))
}

static BATCHES: List = List {
    resource: ResourceKind::BenefitCard,
    action: "benefit-card.batches",
    title: "制卡批次",
    columns: &[
        text("number", "批次号", 18),
        text("union_name", "工会", 36),
        text("bank", "银行", 28),
        number("count", "申请数"),
        number("made", "已制卡"),
        number("refused", "银行退回"),
        text("made_by_name", "制单人", 12),
        time("created_at", "编制时间"),
    ],
};

/// The list as a file.
#[utoipa::path(post, path = "/benefit_card_batches/export", tag = "benefits",
    operation_id = "export_benefit_card_batches", request_body = Export<BenefitCardBatchConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("benefit_card.export"))))]
pub async fn export_benefit_card_batches(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<BenefitCardBatchConditions>>,
) -> std::result::Result<Response, ApiError> {
    export_list(app, actor, (&BATCHES, Id(0)), asked, |app, actor, conditions, page| {
        list_benefit_card_batches(State(app), Staff(actor), Query(conditions), Query(page))
    })
    .await
}

/// A batch of a union.
#[utoipa::path(get, path = "/benefit_card_batches/{id}", tag = "benefits", operation_id = "get_benefit_card_batch",
    params(("id" = Id, Path)), responses((status = 200, body = BenefitCardBatch)),
    extensions(("x-permission" = json!("benefit_card.read"))))]
pub async fn get_benefit_card_batch(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<Json<BenefitCardBatch>, ApiError> {
    let scope = actor.permit::<res::BenefitCard, act::Read>()?;
    let found = app.store().read(move |tx| card_batch::find(tx, &scope, id)?.ok_or(CardError::BatchNotFound));
    Ok(Json(row(found.await?)))
}

/// What is sent to which bank.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct NewBenefitCardBatch {
    /// Everything that waits here and beneath.
    union_id: Id,
    /// 2 to 60 characters.
    bank: String,
}

/// Sends what waits to a bank, five thousand at a time.
#[utoipa::path(post, path = "/benefit_card_batches", tag = "benefits", operation_id = "create_benefit_card_batch",
    request_body = NewBenefitCardBatch, responses((status = 201, body = BenefitCardBatch)),
    extensions(("x-permission" = json!("benefit_card.update"))))]
pub async fn create_benefit_card_batch(
    State(app): State<App>,
    Staff(actor): Staff,
    IdempotencyKey(key): IdempotencyKey,
    Json(new): Json<NewBenefitCardBatch>,
) -> std::result::Result<(StatusCode, Json<BenefitCardBatch>), ApiError> {
    let scope = actor.permit::<res::BenefitCard, act::Update>()?;
    let made = app.store().write(move |tx| {
        let id: Id = idempotency::once(tx, &actor, key.as_deref(), &new, |tx| {
            Ok::<_, CardError>(ops::make(tx, &scope, new.union_id, &new.bank)?.id)
        })?;
        card_batch::find(tx, &scope, id)?.ok_or(CardError::BatchNotFound)
    });
    Ok((StatusCode::CREATED, Json(row(made.await?))))
}

/// The bank's file, and what for.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct BenefitCardFile {
    #[serde(default)]
    format: ExportFormat,
    /// At least four characters; stands in the audit.
    purpose: String,
}

fn file_lines(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    scope: &Scope<res::BenefitCard, act::Export>,
    id: Id,
    purpose: &str,
) -> Result<(String, Vec<Line>)> {
    let b = card_batch::find(tx, scope, id)?.ok_or(CardError::BatchNotFound)?;
    let changes = Changes::new().note("number", b.number.as_str()).note("count", b.count);
    let entry = Entry {
        union_path: Some(&b.union_path),
        changes,
        purpose: Some(purpose),
        ..Entry::of("benefit-card.download", id)
    };
    audit::record(tx, scope.actor(), entry)?;
    Ok((b.number, ops::lines(tx, keys, id)?))
}

/// The bank's file with whole document numbers; each download is recorded with its purpose.
#[utoipa::path(post, path = "/benefit_card_batches/{id}/file", tag = "benefits",
    operation_id = "download_benefit_card_file", params(("id" = Id, Path)), request_body = BenefitCardFile,
    responses((status = 200, description = "The file, .csv or .xlsx", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("benefit_card.export"))))]
pub async fn download_benefit_card_file(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Json(asked): Json<BenefitCardFile>,
) -> std::result::Result<Response, ApiError> {
    let scope = actor.permit::<res::BenefitCard, act::Export>()?;
    let purpose = asked.purpose.trim().to_owned();
    if purpose.chars().count() < 4 {
        return Err(field("/purpose", "benefits.card-purpose").into());
    }
    let keys = app.keyring().clone();
    let found = app.store().write(move |tx| file_lines(tx, &keys, &scope, id, &purpose)).await?;
    let (title, lines) = found;
    let (kind, ending, media) = asked.format.kind();
    let made = tokio::task::spawn_blocking(move || -> std::result::Result<_, ApiError> {
        let mut file = unnamed(&app).map_err(|e| failed(&e))?;
        let rows = ops::write(kind, &lines, &mut file)?;
        Ok((file, rows))
    });
    let (file, rows) = made.await.map_err(|e| failed(&e))??;
    answer(file, &format!("{title}.{ending}"), media, Some(rows))
}

/// The answer of the bank.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "describes the multipart body in the OpenAPI document")]
pub struct BenefitCardAnswerForm {
    /// .xlsx, .xls or .csv.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// A line that was not taken.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitCardLeft {
    /// Row in the file, from 1.
    row: u32,
    number: String,
    reason: String,
}

/// What came of an answer.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitCardAnswer {
    made: i64,
    refused: i64,
    /// Lines that said what was known.
    known: i64,
    left: Vec<BenefitCardLeft>,
}

/// Takes the answer of the bank in. The same file again changes nothing.
#[utoipa::path(post, path = "/benefit_card_batches/{id}/answer", tag = "benefits",
    operation_id = "upload_benefit_card_answer", params(("id" = Id, Path)),
    request_body(content = BenefitCardAnswerForm, content_type = "multipart/form-data"),
    responses((status = 200, body = BenefitCardAnswer)), extensions(("x-permission" = json!("benefit_card.update"))))]
pub async fn upload_benefit_card_answer(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    form: std::result::Result<Multipart, MultipartRejection>,
) -> std::result::Result<Json<BenefitCardAnswer>, ApiError> {
    let scope = actor.permit::<res::BenefitCard, act::Update>()?;
    let (file, _) = receive_form(&app, &ANSWER, form).await?;
    let taken = tokio::task::spawn_blocking(move || ops::take(&app, &scope, id, &file));
    let t = taken.await.map_err(|e| failed(&e))??;
    let left = |l: ops::Left| BenefitCardLeft { row: l.row, number: l.number, reason: l.reason };
    Ok(Json(BenefitCardAnswer {
        made: t.made,
        refused: t.refused,
        known: t.known,
        left: t.left.into_iter().map(left).collect(),
    }))
}
