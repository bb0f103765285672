//! Files of the bank: looked at, taken in, listed.

use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::Response;
use guard::{ResourceKind, Scope, act, res};
use http_base::{ApiError, Count, Cursor, Exactness, IdempotencyKey, Json, Page, PageQuery, Path, Query};
use kernel::{Day, Id, Status, Timestamp};
use platform::accounts::Staff;
use platform::exports::{Export, List, export_list, failed, money, number, text, time};
use platform::files::StoredFile;
use platform::files::transport::{receive_file, unreadable};
use platform::{App, idempotency};
use registry::RegistryError;
use registry::api::union_by_id;
use serde::{Deserialize, Serialize};
use store::Tx;

use super::enrol_place::{error_text, place};
use crate::enrol_error::{EnrolError, Result};
use crate::model::enrolment::StatementState;
use crate::model::statement::Columns;
use crate::ops::statement::{self as ops, ORIGINAL};
use crate::ops::statement_file::{Look, look};
use crate::rules::statement::complete;
use crate::store::statement::{self, Filter, Statement};

/// Which statements.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct MutualStatementConditions {
    /// Only of funds of this union and those beneath it.
    pub union_id: Option<Id>,
    /// Only in this state.
    #[param(inline)]
    pub state: Option<StatementState>,
}

/// A file of the bank.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualStatement {
    id: Id,
    union_id: Id,
    union_name: String,
    bank: String,
    file_name: String,
    state: StatementState,
    state_label: String,
    /// Lines of the file; 0 until it was read.
    lines: i64,
    lines_done: i64,
    /// Became receipts.
    taken: i64,
    /// Were there already.
    known: i64,
    /// Are no income.
    outgoing: i64,
    unreadable: i64,
    /// Receipts that found their bill.
    matched: i64,
    /// Of the receipts, 分.
    amount_fen: i64,
    error: String,
    error_text: String,
    created_by_name: String,
    created_at: Timestamp,
}

fn shown(s: Statement) -> MutualStatement {
    MutualStatement {
        id: s.id,
        union_id: s.union_id,
        union_name: s.union_name,
        bank: s.bank,
        file_name: s.file_name,
        state: s.state,
        state_label: s.state.title().to_owned(),
        lines: s.lines,
        lines_done: s.done.lines,
        taken: s.done.taken,
        known: s.done.known,
        outgoing: s.done.outgoing,
        unreadable: s.done.unreadable,
        matched: s.done.matched,
        amount_fen: s.done.amount,
        error_text: error_text(&s.error),
        error: s.error,
        created_by_name: s.created_by_name,
        created_at: s.created_at,
    }
}

fn filter(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Fund, act::Read>,
    c: &MutualStatementConditions,
) -> Result<Filter> {
    Ok(Filter { path: place(tx, scope, c.union_id)?, state: c.state })
}

/// Statements in sight, newest first.
#[utoipa::path(get, path = "/mutual_statements", tag = "mutual", operation_id = "list_mutual_statements",
    params(MutualStatementConditions, PageQuery), responses((status = 200, body = Page<MutualStatement>)),
    extensions(("x-permission" = json!("fund.read"))))]
pub async fn list_mutual_statements(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<MutualStatementConditions>,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<MutualStatement>>, ApiError> {
    let scope = actor.permit::<res::Fund, act::Read>()?;
    let (before, limit) = (page.last()?, page.rows());
    let found = app.store().read_slow(move |tx| {
        let filter = filter(tx, &scope, &c)?;
        Ok::<_, EnrolError>(statement::list(tx, &scope, &filter, before, limit + 1)?)
    });
    let rows: Vec<MutualStatement> = found.await?.into_iter().map(shown).collect();
    Ok(Json(Page::from_rows(rows, limit as usize, |r| Cursor::of(r.id))))
}

/// How many statements match: exact to 1,000, and beyond that on request.
#[utoipa::path(get, path = "/mutual_statements/count", tag = "mutual", operation_id = "count_mutual_statements",
    params(MutualStatementConditions, Exactness), responses((status = 200, body = Count)),
    extensions(("x-permission" = json!("fund.read"))))]
pub async fn count_mutual_statements(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<MutualStatementConditions>,
    Query(exactness): Query<Exactness>,
) -> std::result::Result<Json<Count>, ApiError> {
    let scope = actor.permit::<res::Fund, act::Read>()?;
    let value = app.store().read_slow(move |tx| {
        let filter = filter(tx, &scope, &c)?;
        Ok::<_, EnrolError>(statement::count(tx, &scope, &filter, exactness.bound())?)
    });
    Ok(Json(exactness.count(value.await?)))
}

static STATEMENTS: List = List {
    resource: ResourceKind::Fund,
    action: "mutual-statement.export",
    title: "银行流水文件",
    columns: &[
        text("union_name", "互助组织", 28),
        text("bank", "银行", 20),
        text("file_name", "文件", 30),
        text("state_label", "状态", 10),
        number("lines_done", "行数"),
        number("taken", "新到账"),
        number("known", "已有"),
        number("outgoing", "非收入"),
        number("unreadable", "未能读取"),
        number("matched", "自动匹配"),
        money("amount_fen", "到账金额"),
        text("created_by_name", "经办人", 12),
        time("created_at", "上传时间"),
    ],
};

/// The list as a file.
#[utoipa::path(post, path = "/mutual_statements/export", tag = "mutual", operation_id = "export_mutual_statements",
    request_body = Export<MutualStatementConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("fund.export"))))]
pub async fn export_mutual_statements(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<MutualStatementConditions>>,
) -> std::result::Result<Response, ApiError> {
    export_list(app, actor, (&STATEMENTS, Id(0)), asked, |app, actor, conditions, page| {
        list_mutual_statements(State(app), Staff(actor), Query(conditions), Query(page))
    })
    .await
}

/// A statement of a fund in sight.
#[utoipa::path(get, path = "/mutual_statements/{id}", tag = "mutual", operation_id = "get_mutual_statement",
    params(("id" = Id, Path)), responses((status = 200, body = MutualStatement)),
    extensions(("x-permission" = json!("fund.read"))))]
pub async fn get_mutual_statement(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<Json<MutualStatement>, ApiError> {
    let scope = actor.permit::<res::Fund, act::Read>()?;
    let found = app.store().read(move |tx| statement::find(tx, &scope, id)).await?;
    Ok(Json(shown(found.ok_or(EnrolError::StatementNotFound)?)))
}

/// A file of the bank: fund, bank, what the columns mean, and the file.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "describes the multipart body in the OpenAPI document")]
pub struct MutualStatementForm {
    /// Union that runs the fund.
    union_id: Id,
    /// Name of the bank, 2 to 40 characters.
    bank: String,
    /// JSON of the columns; as they were confirmed last, or as they are likely to be, if missing.
    columns: Option<String>,
    /// .xlsx, .xls or .csv.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

struct Form {
    union: Id,
    bank: String,
    columns: Option<Columns>,
    file: StoredFile,
}

async fn receive(
    app: &App,
    form: std::result::Result<Multipart, MultipartRejection>,
) -> std::result::Result<Form, ApiError> {
    let lost = || ApiError::of(Status::BadRequest, "platform.upload-unreadable");
    let mut multipart = form.map_err(|_| lost())?;
    let (mut union, mut bank, mut columns, mut file) = (None, String::new(), None, None);
    while let Some(mut field) = multipart.next_field().await.map_err(unreadable)? {
        match field.name() {
            Some("union_id") => union = field.text().await.map_err(unreadable)?.parse::<Id>().ok(),
            Some("bank") => bank = field.text().await.map_err(unreadable)?,
            Some("columns") => {
                let text = field.text().await.map_err(unreadable)?;
                if !text.trim().is_empty() {
                    columns = Some(serde_json::from_str(&text).map_err(|_| lost())?);
                }
            }
            _ => file = Some(receive_file(app, &ORIGINAL, &mut field).await?),
        }
    }
    let union = union.ok_or(RegistryError::UnionNotFound)?;
    Ok(Form { union, bank: ops::bank_name(&bank)?, columns, file: file.ok_or_else(lost)? })
}

/// An income of the sample.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualStatementSample {
    day: Day,
    amount_fen: i64,
    payer: String,
    note: String,
    serial: String,
}

/// What is seen of a file before it is taken.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualStatementLook {
    /// Texts of the header.
    headers: Vec<String>,
    /// What they are likely to mean.
    columns: Columns,
    /// It can be taken as it is.
    complete: bool,
    /// Lines with money or trouble.
    lines: i64,
    /// The first incomes.
    sample: Vec<MutualStatementSample>,
}

/// Reads a file with the columns that were told, or were confirmed for this bank before, or are likely.
async fn looked(
    app: &App,
    scope: Scope<res::Fund, act::Create>,
    f: &Form,
) -> std::result::Result<Look, ApiError> {
    let (union, bank) = (f.union, f.bank.clone());
    let kept = app.store().read(move |tx| {
        union_by_id(tx, union)?.filter(|u| scope.covers(&u.place())).ok_or(RegistryError::UnionNotFound)?;
        Ok::<_, EnrolError>(statement::columns_of(tx, union, &bank)?)
    });
    let kept = match &f.columns {
        Some(told) => Some(told.clone()),
        None => kept.await?,
    };
    let (inner, digest) = (app.clone(), f.file.digest.clone());
    let found = tokio::task::spawn_blocking(move || look(&inner, &digest, kept.as_ref()));
    Ok(found.await.map_err(|e| failed(&e))??)
}

/// Looks at a file of a bank: which columns it has and what they are likely to mean. Nothing is kept.
#[utoipa::path(post, path = "/mutual_statements/look", tag = "mutual", operation_id = "look_at_mutual_statement",
    request_body(content = MutualStatementForm, content_type = "multipart/form-data"),
    responses((status = 200, body = MutualStatementLook)), extensions(("x-permission" = json!("fund.create"))))]
pub async fn look_at_mutual_statement(
    State(app): State<App>,
    Staff(actor): Staff,
    form: std::result::Result<Multipart, MultipartRejection>,
) -> std::result::Result<Json<MutualStatementLook>, ApiError> {
    let scope = actor.permit::<res::Fund, act::Create>()?;
    let f = receive(&app, form).await?;
    let look = looked(&app, scope, &f).await?;
    let sample = look.sample.into_iter().map(|i| MutualStatementSample {
        day: i.day,
        amount_fen: i.amount.0,
        payer: i.payer,
        note: i.note,
        serial: i.serial,
    });
    Ok(Json(MutualStatementLook {
        complete: complete(&look.columns),
        headers: look.headers,
        columns: look.columns,
        lines: look.lines,
        sample: sample.collect(),
    }))
}

/// Takes a file of the bank in and begins to work it off.
#[utoipa::path(post, path = "/mutual_statements", tag = "mutual", operation_id = "upload_mutual_statement",
    request_body(content = MutualStatementForm, content_type = "multipart/form-data"),
    responses((status = 201, body = MutualStatement)), extensions(("x-permission" = json!("fund.create"))))]
pub async fn upload_mutual_statement(
    State(app): State<App>,
    Staff(actor): Staff,
    IdempotencyKey(key): IdempotencyKey,
    form: std::result::Result<Multipart, MultipartRejection>,
) -> std::result::Result<(StatusCode, Json<MutualStatement>), ApiError> {
    let scope = actor.permit::<res::Fund, act::Create>()?;
    let f = receive(&app, form).await?;
    let columns = match &f.columns {
        Some(told) => told.clone(),
        None => looked(&app, scope.clone(), &f).await?.columns,
    };
    let made = app.store().write(move |tx| {
        let request = (f.union, &f.bank, &f.file.name, &f.file.digest);
        let id: Id = idempotency::once(tx, &actor, key.as_deref(), &request, |tx| {
            ops::upload(tx, &scope, (f.union, &f.bank), &columns, &f.file)
        })?;
        Ok::<_, EnrolError>(shown(statement::find(tx, &scope, id)?.ok_or(EnrolError::StatementNotFound)?))
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}
