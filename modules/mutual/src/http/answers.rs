//! Answers of the bank.

use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::Response;
use guard::{ResourceKind, Scope, act, res};
use http_base::{ApiError, Count, Cursor, Exactness, Json, Page, PageQuery, Path, Query};
use kernel::{Day, Id, Status, Timestamp};
use platform::App;
use platform::accounts::Staff;
use platform::exports::{Export, List, export_list, failed, number, text, time};
use platform::files::transport::{receive_file, unreadable};
use registry::RegistryError;
use serde::{Deserialize, Serialize};
use store::Tx;

use super::enrol_place::{place, searched};
use crate::model::payment::{Answer, AnswerRow};
use crate::ops::pay_answer::{FILE, take};
use crate::pay_error::{PayError, Result};
use crate::store::answer::{self, Filter};

/// An answer of the bank and what came of its lines.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualAnswer {
    id: Id,
    union_id: Id,
    union_name: String,
    file_name: String,
    /// Lines with the number of a payment.
    lines: i64,
    /// Payments that reached their card by it.
    paid: i64,
    /// Payments that came back by it.
    returned: i64,
    /// Lines that said what was known.
    known: i64,
    /// Lines that were not taken.
    refused: i64,
    /// Those, the first thousand.
    rows: Vec<AnswerRow>,
    created_at: Timestamp,
    created_by_name: String,
}

fn shown(a: Answer) -> MutualAnswer {
    MutualAnswer {
        id: a.id,
        union_id: a.union_id,
        union_name: a.union_name,
        file_name: a.file_name,
        lines: a.lines,
        paid: a.paid,
        returned: a.returned,
        known: a.known,
        refused: a.refused,
        rows: a.rows,
        created_at: a.created_at,
        created_by_name: a.created_by_name,
    }
}

/// The bank's answer: fund and file.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "describes the multipart body in the OpenAPI document")]
pub struct MutualAnswerForm {
    /// Union that runs the fund.
    union_id: Id,
    /// .xlsx, .xls or .csv.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// Takes an answer of the bank in. The same file again changes nothing.
#[utoipa::path(post, path = "/mutual_answers", tag = "mutual", operation_id = "upload_mutual_answer",
    request_body(content = MutualAnswerForm, content_type = "multipart/form-data"),
    responses((status = 201, body = MutualAnswer)), extensions(("x-permission" = json!("payment.update"))))]
pub async fn upload_mutual_answer(
    State(app): State<App>,
    Staff(actor): Staff,
    form: std::result::Result<Multipart, MultipartRejection>,
) -> std::result::Result<(StatusCode, Json<MutualAnswer>), ApiError> {
    let scope = actor.permit::<res::Payment, act::Update>()?;
    let lost = || ApiError::of(Status::BadRequest, "platform.upload-unreadable");
    let mut multipart = form.map_err(|_| lost())?;
    let (mut union, mut file) = (None, None);
    while let Some(mut field) = multipart.next_field().await.map_err(unreadable)? {
        match field.name() {
            Some("union_id") => union = field.text().await.map_err(unreadable)?.parse::<Id>().ok(),
            _ => file = Some(receive_file(&app, &FILE, &mut field).await?),
        }
    }
    let union = union.ok_or(RegistryError::UnionNotFound)?;
    let file = file.ok_or_else(lost)?;
    let taken = tokio::task::spawn_blocking(move || take(&app, &scope, union, &file));
    let a = taken.await.map_err(|e| failed(&e))??;
    Ok((StatusCode::CREATED, Json(shown(a))))
}

/// Which answers.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct MutualAnswerConditions {
    /// Only of funds of this union and those beneath it.
    pub union_id: Option<Id>,
    /// Came not before this day.
    pub from: Option<Day>,
    /// Came not after this day.
    pub to: Option<Day>,
    /// In the name of the file.
    pub q: Option<String>,
}

fn filter(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Payment, act::Read>,
    c: &MutualAnswerConditions,
) -> Result<Filter> {
    let path = place(tx, scope, c.union_id)?;
    Ok(Filter { path, id: None, from: c.from, to: c.to, q: searched(c.q.as_deref()) })
}

/// Answers of funds in sight, newest first.
#[utoipa::path(get, path = "/mutual_answers", tag = "mutual", operation_id = "list_mutual_answers",
    params(MutualAnswerConditions, PageQuery), responses((status = 200, body = Page<MutualAnswer>)),
    extensions(("x-permission" = json!("payment.read"))))]
pub async fn list_mutual_answers(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<MutualAnswerConditions>,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<MutualAnswer>>, ApiError> {
    let scope = actor.permit::<res::Payment, act::Read>()?;
    let (before, limit) = (page.last()?, page.rows());
    let found = app.store().read_slow(move |tx| {
        let f = filter(tx, &scope, &c)?;
        Ok::<_, PayError>(answer::list(tx, &scope, &f, before, limit + 1)?)
    });
    let rows = found.await?.into_iter().map(shown).collect();
    Ok(Json(Page::from_rows(rows, limit as usize, |r: &MutualAnswer| Cursor::of(r.id))))
}

/// How many answers match: exact to 1,000, and beyond that on request.
#[utoipa::path(get, path = "/mutual_answers/count", tag = "mutual", operation_id = "count_mutual_answers",
    params(MutualAnswerConditions, Exactness), responses((status = 200, body = Count)),
    extensions(("x-permission" = json!("payment.read"))))]
pub async fn count_mutual_answers(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<MutualAnswerConditions>,
    Query(exactness): Query<Exactness>,
) -> std::result::Result<Json<Count>, ApiError> {
    let scope = actor.permit::<res::Payment, act::Read>()?;
    let value = app.store().read_slow(move |tx| {
        let f = filter(tx, &scope, &c)?;
        Ok::<_, PayError>(answer::count(tx, &scope, &f, exactness.bound())?)
    });
    Ok(Json(exactness.count(value.await?)))
}

static ANSWERS: List = List {
    resource: ResourceKind::Payment,
    action: "payment-answer.export",
    title: "银行回盘",
    columns: &[
        text("union_name", "互助组织", 28),
        text("file_name", "文件", 30),
        number("lines", "行数"),
        number("paid", "支付成功笔数"),
        number("returned", "退票笔数"),
        number("known", "此前已处理"),
        number("refused", "没有采用"),
        text("created_by_name", "经办人", 12),
        time("created_at", "上传时间"),
    ],
};

/// The list of answers as a file.
#[utoipa::path(post, path = "/mutual_answers/export", tag = "mutual", operation_id = "export_mutual_answers",
    request_body = Export<MutualAnswerConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("payment.export"))))]
pub async fn export_mutual_answers(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<MutualAnswerConditions>>,
) -> std::result::Result<Response, ApiError> {
    export_list(app, actor, (&ANSWERS, Id(0)), asked, |app, actor, conditions, page| {
        list_mutual_answers(State(app), Staff(actor), Query(conditions), Query(page))
    })
    .await
}

/// An answer of a fund in sight.
#[utoipa::path(get, path = "/mutual_answers/{id}", tag = "mutual", operation_id = "get_mutual_answer",
    params(("id" = Id, Path)), responses((status = 200, body = MutualAnswer)),
    extensions(("x-permission" = json!("payment.read"))))]
pub async fn get_mutual_answer(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<Json<MutualAnswer>, ApiError> {
    let scope = actor.permit::<res::Payment, act::Read>()?;
    let found = app.store().read(move |tx| {
        let f = Filter { id: Some(id), ..Filter::default() };
        answer::list(tx, &scope, &f, None, 1)
    });
    let found = found.await?;
    Ok(Json(shown(found.into_iter().next().ok_or(PayError::AnswerNotFound)?)))
}
