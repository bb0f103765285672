//! Imports of workbooks: upload, preview, entry, result, undo.

use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::Response;
use guard::{act, res};
use http_base::{ApiError, Cursor, IdempotencyKey, Json, Page, PageQuery, Path, Query};
use kernel::{Id, Status as HttpStatus};
use platform::App;
use platform::accounts::Staff;
use platform::files::StoredFile;
use platform::idempotency;
use serde::{Deserialize, Serialize};

use crate::error::RegistryError;
use crate::imports::result::write_result;
use crate::imports::run::{CHECK, ENTER, move_batch};
use crate::imports::template::member_template;
use crate::imports::verdict::{RowResult, Verdict, unpack};
use crate::jobs::queue_batch;
use crate::ops::begin_import::{ORIGINAL, begin_import};
use crate::store::batch::{self, Batch, BatchState};
use platform::exports::{XLSX, answer, failed, unnamed};
use platform::files::transport::{download, receive_file, unreadable};

/// Largest upload, bytes.
pub const UPLOAD: usize = 200 << 20;

/// Imports in sight, newest first.
#[utoipa::path(get, path = "/imports", tag = "registry", operation_id = "list_imports", params(PageQuery),
    responses((status = 200, body = Page<Batch>)), extensions(("x-permission" = json!("import.read"))))]
pub async fn list_imports(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<Batch>>, ApiError> {
    let scope = actor.permit::<res::Import, act::Read>()?;
    let (before, limit) = (query.last()?, query.rows());
    let rows = app.store().read_slow(move |tx| batch::list(tx, &scope, before, limit + 1)).await?;
    let page = Page::from_rows(rows, limit as usize, |b| Cursor::of(b.id));
    Ok(Json(page))
}

/// An upload: the union and the workbook.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "describes the multipart body in the OpenAPI document")]
pub struct UploadForm {
    /// Into which union.
    union_id: Id,
    /// .xlsx, .xls or .csv.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// The union and the workbook of an upload; the workbook is streamed to its place.
async fn receive(app: &App, multipart: &mut Multipart) -> Result<(Option<Id>, Option<StoredFile>), ApiError> {
    let (mut union_id, mut upload) = (None, None);
    while let Some(mut field) = multipart.next_field().await.map_err(unreadable)? {
        if field.name() == Some("union_id") {
            union_id = field.text().await.map_err(unreadable)?.parse().ok();
            continue;
        }
        upload = Some(receive_file(app, &ORIGINAL, &mut field).await?);
    }
    Ok((union_id, upload))
}

/// Uploads a workbook and begins to check it.
#[utoipa::path(post, path = "/imports", tag = "registry", operation_id = "upload_import",
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses((status = 201, body = Batch)), extensions(("x-permission" = json!("import.create"))))]
pub async fn upload_import(
    State(app): State<App>,
    Staff(actor): Staff,
    IdempotencyKey(key): IdempotencyKey,
    multipart: Result<Multipart, MultipartRejection>,
) -> Result<(StatusCode, Json<Batch>), ApiError> {
    let scope = actor.permit::<res::Import, act::Create>()?;
    let mut multipart =
        multipart.map_err(|_| ApiError::of(HttpStatus::BadRequest, "platform.upload-unreadable"))?;
    let (union_id, upload) = receive(&app, &mut multipart).await?;
    let upload = upload.ok_or_else(|| ApiError::of(HttpStatus::BadRequest, "platform.upload-unreadable"))?;
    let union_id = union_id.ok_or(RegistryError::UnionNotFound)?;
    let see = actor.permit::<res::Import, act::Read>()?;
    let made = app.store().write(move |tx| {
        let request = (union_id, &upload.name, &upload.digest);
        let id = idempotency::once(tx, &actor, key.as_deref(), &request, |tx| {
            let id = begin_import(tx, &scope, union_id, &upload)?.id;
            queue_batch(tx, id, scope.actor())?;
            Ok::<_, RegistryError>(id)
        })?;
        batch::find(tx, &see, id)?.ok_or(RegistryError::BatchNotFound)
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}

/// One import.
#[utoipa::path(get, path = "/imports/{id}", tag = "registry", operation_id = "get_import", params(("id" = Id, Path)),
    responses((status = 200, body = Batch)), extensions(("x-permission" = json!("import.read"))))]
pub async fn get_import(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> Result<Json<Batch>, ApiError> {
    let scope = actor.permit::<res::Import, act::Read>()?;
    let found = app.store().read(move |tx| batch::find(tx, &scope, id)).await?;
    Ok(Json(found.ok_or(RegistryError::BatchNotFound)?))
}

/// Which rows of an import.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
pub struct RowQuery {
    /// Only this verdict.
    verdict: Option<Verdict>,
    /// Chunk to begin with, from 0; the answer says where to go on.
    from: Option<i64>,
}

/// A row of an import.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ImportRow {
    /// Sheet, from 1.
    sheet: u32,
    /// Row as the file shows it.
    row: u32,
    name: String,
    verdict: Verdict,
    /// Sentences with what is wrong or to be looked at.
    reasons: Vec<String>,
    /// Their codes.
    codes: Vec<String>,
    person_id: Option<Id>,
}

/// Rows of an import and where to go on.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ImportRows {
    rows: Vec<ImportRow>,
    /// Value of `from` for the next page; none at the end.
    next: Option<i64>,
}

fn row(r: RowResult) -> ImportRow {
    ImportRow {
        sheet: r.sheet + 1,
        row: r.row,
        reasons: r.issues.iter().map(crate::imports::verdict::Issue::sentence).collect(),
        codes: r.issues.into_iter().map(|i| i.code).collect(),
        name: r.name,
        verdict: r.verdict,
        person_id: r.person,
    }
}

/// Verdicts of the rows, in the order of the file; a page holds at least 50 unless the file ends.
#[utoipa::path(get, path = "/imports/{id}/rows", tag = "registry", operation_id = "list_import_rows",
    params(("id" = Id, Path), RowQuery), responses((status = 200, body = ImportRows)),
    extensions(("x-permission" = json!("import.read"))))]
pub async fn list_import_rows(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Query(query): Query<RowQuery>,
) -> Result<Json<ImportRows>, ApiError> {
    let scope = actor.permit::<res::Import, act::Read>()?;
    let found = app.store().read_slow(move |tx| {
        let b = batch::find(tx, &scope, id)?.ok_or(RegistryError::BatchNotFound)?;
        let phase = if matches!(b.state, BatchState::Checking | BatchState::Checked) { CHECK } else { ENTER };
        let (mut rows, mut chunk) = (Vec::new(), query.from.unwrap_or(0).max(0));
        while let Some(body) = batch::chunk(tx, id, phase, chunk)? {
            let wanted = |r: &RowResult| query.verdict.is_none_or(|v| v == r.verdict);
            rows.extend(unpack(&body)?.into_iter().filter(wanted).map(row));
            chunk += 1;
            if rows.len() >= 50 {
                break;
            }
        }
        let more = batch::chunk(tx, id, phase, chunk)?.is_some();
        Ok::<_, RegistryError>(ImportRows { rows, next: more.then_some(chunk) })
    });
    Ok(Json(found.await?))
}

async fn step(
    app: &App,
    actor: guard::Actor,
    id: Id,
    from: &'static [BatchState],
    to: BatchState,
) -> Result<Json<Batch>, ApiError> {
    let scope = actor.permit::<res::Import, act::Update>()?;
    let moved = app.store().write(move |tx| {
        let b = batch::find(tx, &scope, id)?.ok_or(RegistryError::BatchNotFound)?;
        if !from.contains(&b.state) {
            return Err(RegistryError::BatchMoved);
        }
        if to == BatchState::Running {
            batch::reset(tx, id, ENTER)?;
        }
        move_batch(tx, scope.actor(), &b, to, "")?;
        if to.is_moving() {
            queue_batch(tx, id, scope.actor())?;
        }
        batch::find(tx, &scope, id)?.ok_or(RegistryError::BatchNotFound)
    });
    Ok(Json(moved.await?))
}

/// Enters the good rows of a checked import.
#[utoipa::path(post, path = "/imports/{id}/commit", tag = "registry", operation_id = "commit_import",
    params(("id" = Id, Path)), responses((status = 200, body = Batch)),
    extensions(("x-permission" = json!("import.update"))))]
pub async fn commit_import(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> Result<Json<Batch>, ApiError> {
    step(&app, actor, id, &[BatchState::Checked], BatchState::Running).await
}

/// Gives an import up. What was entered stays and can be undone.
#[utoipa::path(post, path = "/imports/{id}/cancel", tag = "registry", operation_id = "cancel_import",
    params(("id" = Id, Path)), responses((status = 200, body = Batch)),
    extensions(("x-permission" = json!("import.update"))))]
pub async fn cancel_import(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> Result<Json<Batch>, ApiError> {
    let from = &[BatchState::Checking, BatchState::Checked, BatchState::Running];
    step(&app, actor, id, from, BatchState::Cancelled).await
}

/// Takes an import back; what something else depends on is kept.
#[utoipa::path(post, path = "/imports/{id}/undo", tag = "registry", operation_id = "undo_import",
    params(("id" = Id, Path)), responses((status = 200, body = Batch)),
    extensions(("x-permission" = json!("import.update"))))]
pub async fn undo_import(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> Result<Json<Batch>, ApiError> {
    step(&app, actor, id, &[BatchState::Done, BatchState::Cancelled], BatchState::Undoing).await
}

/// The form to fill in, with drop-downs.
#[utoipa::path(get, path = "/import_template", tag = "registry", operation_id = "get_import_template",
    responses((status = 200, description = "The template, .xlsx", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("import.read"))))]
pub async fn get_import_template(State(app): State<App>, Staff(actor): Staff) -> Result<Response, ApiError> {
    actor.permit::<res::Import, act::Read>()?;
    let template = member_template(&app.codesets(), app.clock().today())?;
    Ok(download("会员信息采集表.xlsx", XLSX, template))
}

/// The uploaded workbook with 是否导入成功 and 错误原因 in every data row.
#[utoipa::path(get, path = "/imports/{id}/result", tag = "registry", operation_id = "get_import_result",
    params(("id" = Id, Path)),
    responses((status = 200, description = "The result, .xlsx", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("import.read"))))]
pub async fn get_import_result(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> Result<Response, ApiError> {
    let scope = actor.permit::<res::Import, act::Read>()?;
    let b = app.store().read(move |tx| batch::find(tx, &scope, id)).await?;
    let b = b.ok_or(RegistryError::BatchNotFound)?;
    let stem = b.file_name.rsplit_once('.').map_or(b.file_name.as_str(), |(s, _)| s).to_owned();
    let inner = app.clone();
    let made = tokio::task::spawn_blocking(move || {
        let file = unnamed(&inner).map_err(|e| RegistryError::Sheet(sheets::SheetError::from(e)))?;
        let target = file.try_clone().map_err(|e| RegistryError::Sheet(sheets::SheetError::from(e)))?;
        write_result(&inner, &b, target)?;
        Ok::<_, RegistryError>(file)
    });
    let file = made.await.map_err(|e| failed(&e))??;
    answer(file, &format!("{stem}-导入结果.xlsx"), XLSX, None)
}
