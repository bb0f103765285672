//! Settlement files: taken in, listed, their rows with verdicts, their result.

use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::Response;
use guard::{ResourceKind, Scope, act, res};
use http_base::{ApiError, Count, Cursor, Exactness, IdempotencyKey, Json, Page, PageQuery, Path, Query};
use kernel::{Id, Timestamp};
use platform::accounts::Staff;
use platform::exports::{Export, List, XLSX, answer, export_list, failed, number, text, time, unnamed};
use platform::{App, idempotency};
use serde::{Deserialize, Serialize};
use store::Tx;

use super::enrol_place::{error_text, searched, some};
use super::sources::{MutualSettlementForm, receive};
use crate::claim_error::{ClaimError, Result};
use crate::model::claim::{SettlementState, SettlementVerdict};
use crate::ops::settlement::{RowResult, upload, write_result};
use crate::rosters::verdict::unpack;
use crate::store::settlement::{self, Filter, Settlement};

/// Which files.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct MutualSettlementConditions {
    /// Only of funds of this union and those beneath it.
    pub union_id: Option<Id>,
    /// Only of this source.
    pub source_id: Option<Id>,
    /// Only in this state.
    #[param(inline)]
    pub state: Option<SettlementState>,
    /// In the name of the file.
    pub q: Option<String>,
}

/// A settlement file.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct MutualSettlement {
    id: Id,
    union_id: Id,
    union_name: String,
    source_id: Id,
    source_name: String,
    file_name: String,
    state: SettlementState,
    state_label: String,
    /// Rows that are worked off.
    rows: i64,
    /// Became claims.
    prepared: i64,
    /// Were claimed before.
    known: i64,
    /// Belong to nobody in the register.
    unmatched: i64,
    /// Belong to people without cover.
    uncovered: i64,
    unreadable: i64,
    error: String,
    error_text: String,
    created_by_name: String,
    created_at: Timestamp,
    finished_at: Option<Timestamp>,
    version: i64,
}

fn shown(tx: &mut Tx<'_>, scope: &Scope<res::Claim, act::Update>, s: Settlement) -> Result<MutualSettlement> {
    let source_name = settlement::source(tx, scope, s.source_id)?.map(|s| s.name).unwrap_or_default();
    Ok(MutualSettlement {
        id: s.id,
        union_id: s.union_id,
        union_name: s.union_name,
        source_id: s.source_id,
        source_name,
        file_name: s.file_name,
        state: s.state,
        state_label: s.state.title().to_owned(),
        rows: s.done.rows,
        prepared: s.done.prepared,
        known: s.done.known,
        unmatched: s.done.unmatched,
        uncovered: s.done.uncovered,
        unreadable: s.done.unreadable,
        error_text: error_text(&s.error),
        error: s.error,
        created_by_name: s.created_by_name,
        created_at: s.created_at,
        finished_at: Some(s.finished_at).filter(|t| t.0 != 0),
        version: s.version,
    })
}

fn filter(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Claim, act::Update>,
    c: &MutualSettlementConditions,
) -> Result<Filter> {
    Ok(Filter {
        path: super::claim_notices::place(tx, scope, c.union_id)?,
        source: c.source_id,
        state: c.state,
        q: searched(c.q.as_deref()),
    })
}

/// Settlement files in sight, newest first.
#[utoipa::path(get, path = "/mutual_settlements", tag = "mutual", operation_id = "list_mutual_settlements",
    params(MutualSettlementConditions, PageQuery), responses((status = 200, body = Page<MutualSettlement>)),
    extensions(("x-permission" = json!("claim.update"))))]
pub async fn list_mutual_settlements(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<MutualSettlementConditions>,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<MutualSettlement>>, ApiError> {
    let scope = actor.permit::<res::Claim, act::Update>()?;
    let (before, limit) = (page.last()?, page.rows());
    let found = app.store().read_slow(move |tx| {
        let f = filter(tx, &scope, &c)?;
        let all = settlement::list(tx, &scope, &f, before, limit + 1)?;
        all.into_iter().map(|s| shown(tx, &scope, s)).collect::<Result<Vec<_>>>()
    });
    Ok(Json(Page::from_rows(found.await?, limit as usize, |r: &MutualSettlement| Cursor::of(r.id))))
}

/// How many files match: exact to 1,000, and beyond that on request.
#[utoipa::path(get, path = "/mutual_settlements/count", tag = "mutual", operation_id = "count_mutual_settlements",
    params(MutualSettlementConditions, Exactness), responses((status = 200, body = Count)),
    extensions(("x-permission" = json!("claim.update"))))]
pub async fn count_mutual_settlements(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<MutualSettlementConditions>,
    Query(exactness): Query<Exactness>,
) -> std::result::Result<Json<Count>, ApiError> {
    let scope = actor.permit::<res::Claim, act::Update>()?;
    let value = app.store().read_slow(move |tx| {
        let f = filter(tx, &scope, &c)?;
        Ok::<_, ClaimError>(settlement::count(tx, &scope, &f, exactness.bound())?)
    });
    Ok(Json(exactness.count(value.await?)))
}

static SETTLEMENTS: List = List {
    resource: ResourceKind::Claim,
    action: "mutual-settlement.export",
    title: "结算文件",
    columns: &[
        text("union_name", "互助组织", 28),
        text("source_name", "数据来源", 20),
        text("file_name", "文件", 30),
        text("state_label", "状态", 10),
        number("rows", "行数"),
        number("prepared", "已生成申请"),
        number("known", "此前已申请"),
        number("unmatched", "查无此人"),
        number("uncovered", "未参保"),
        number("unreadable", "数据有误"),
        text("created_by_name", "经办人", 12),
        time("created_at", "上传时间"),
    ],
};

/// The list of files as a file.
#[utoipa::path(post, path = "/mutual_settlements/export", tag = "mutual", operation_id = "export_mutual_settlements",
    request_body = Export<MutualSettlementConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("claim.update"))))]
pub async fn export_mutual_settlements(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<MutualSettlementConditions>>,
) -> std::result::Result<Response, ApiError> {
    export_list(app, actor, (&SETTLEMENTS, Id(0)), asked, |app, actor, conditions, page| {
        list_mutual_settlements(State(app), Staff(actor), Query(conditions), Query(page))
    })
    .await
}

/// A settlement file in sight.
#[utoipa::path(get, path = "/mutual_settlements/{id}", tag = "mutual", operation_id = "get_mutual_settlement",
    params(("id" = Id, Path)), responses((status = 200, body = MutualSettlement)),
    extensions(("x-permission" = json!("claim.update"))))]
pub async fn get_mutual_settlement(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<Json<MutualSettlement>, ApiError> {
    let scope = actor.permit::<res::Claim, act::Update>()?;
    let found = app.store().read(move |tx| {
        let s = settlement::find(tx, &scope, id)?.ok_or(ClaimError::SettlementNotFound)?;
        shown(tx, &scope, s)
    });
    Ok(Json(found.await?))
}

/// Takes a settlement file in and begins to work it off. The very same file of a source is refused.
#[utoipa::path(post, path = "/mutual_settlements", tag = "mutual", operation_id = "upload_mutual_settlement",
    request_body(content = MutualSettlementForm, content_type = "multipart/form-data"),
    responses((status = 201, body = MutualSettlement)), extensions(("x-permission" = json!("claim.update"))))]
pub async fn upload_mutual_settlement(
    State(app): State<App>,
    Staff(actor): Staff,
    IdempotencyKey(key): IdempotencyKey,
    form: std::result::Result<Multipart, MultipartRejection>,
) -> std::result::Result<(StatusCode, Json<MutualSettlement>), ApiError> {
    let scope = actor.permit::<res::Claim, act::Update>()?;
    let (source, file) = receive(&app, form).await?;
    let source = source.ok_or(ClaimError::SourceNotFound)?;
    let made = app.store().write(move |tx| {
        let request = (source, &file.name, &file.digest);
        let id: Id = idempotency::once(tx, &actor, key.as_deref(), &request, |tx| {
            let s = settlement::source(tx, &scope, source)?.filter(|s| s.active);
            upload(tx, &scope, &s.ok_or(ClaimError::SourceNotFound)?, &file)
        })?;
        let s = settlement::find(tx, &scope, id)?.ok_or(ClaimError::SettlementNotFound)?;
        shown(tx, &scope, s)
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}

/// Which rows.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams)]
#[serde(default)]
pub struct MutualSettlementRowQuery {
    /// Only with this verdict.
    #[param(inline)]
    pub verdict: Option<SettlementVerdict>,
    /// Where to go on, from an earlier answer.
    pub from: Option<i64>,
}

/// A row of a settlement file.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct MutualSettlementRow {
    /// Row of the file, from 1.
    row: u32,
    name: String,
    verdict: SettlementVerdict,
    verdict_label: String,
    reason: String,
    claim_id: Option<Id>,
    number: Option<String>,
}

fn row(r: RowResult) -> MutualSettlementRow {
    MutualSettlementRow {
        row: r.row,
        name: r.name,
        verdict: r.verdict,
        verdict_label: r.verdict.title().to_owned(),
        reason: r.reason,
        claim_id: some(r.claim_id),
        number: Some(r.number).filter(|n| !n.is_empty()),
    }
}

/// Rows with their verdicts.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct MutualSettlementRows {
    rows: Vec<MutualSettlementRow>,
    /// Where to go on; none at the end.
    next: Option<i64>,
}

/// Verdicts of the rows, in the order of the file; a page holds at least 50 unless the file ends.
#[utoipa::path(get, path = "/mutual_settlements/{id}/rows", tag = "mutual", operation_id = "list_mutual_settlement_rows",
    params(("id" = Id, Path), MutualSettlementRowQuery), responses((status = 200, body = MutualSettlementRows)),
    extensions(("x-permission" = json!("claim.update"))))]
pub async fn list_mutual_settlement_rows(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Query(q): Query<MutualSettlementRowQuery>,
) -> std::result::Result<Json<MutualSettlementRows>, ApiError> {
    let scope = actor.permit::<res::Claim, act::Update>()?;
    let found = app.store().read_slow(move |tx| {
        settlement::find(tx, &scope, id)?.ok_or(ClaimError::SettlementNotFound)?;
        let (mut rows, mut part) = (Vec::new(), q.from.unwrap_or(0).max(0));
        while let Some(body) = settlement::part(tx, id, part)? {
            let wanted = |r: &RowResult| q.verdict.is_none_or(|v| v == r.verdict);
            rows.extend(unpack::<RowResult>(&body)?.into_iter().filter(wanted).map(row));
            part += 1;
            if rows.len() >= 50 {
                break;
            }
        }
        let more = settlement::part(tx, id, part)?.is_some();
        Ok::<_, ClaimError>(MutualSettlementRows { rows, next: more.then_some(part) })
    });
    Ok(Json(found.await?))
}

/// The insurance's own file with a verdict in every row.
#[utoipa::path(get, path = "/mutual_settlements/{id}/result", tag = "mutual",
    operation_id = "get_mutual_settlement_result", params(("id" = Id, Path)),
    responses((status = 200, description = "The file, .xlsx", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("claim.update"))))]
pub async fn get_mutual_settlement_result(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<Response, ApiError> {
    let scope = actor.permit::<res::Claim, act::Update>()?;
    let s = app.store().read(move |tx| settlement::find(tx, &scope, id)).await?;
    let s = s.ok_or(ClaimError::SettlementNotFound)?;
    let stem = s.file_name.rsplit_once('.').map_or(s.file_name.as_str(), |(s, _)| s).to_owned();
    let inner = app.clone();
    let made = tokio::task::spawn_blocking(move || {
        let file = unnamed(&inner).map_err(|e| ClaimError::Sheet(sheets::SheetError::from(e)))?;
        let target = file.try_clone().map_err(|e| ClaimError::Sheet(sheets::SheetError::from(e)))?;
        write_result(&inner, &s, target)?;
        Ok::<_, ClaimError>(file)
    });
    let file = made.await.map_err(|e| failed(&e))??;
    answer(file, &format!("{stem}-处理结果.xlsx"), XLSX, None)
}
