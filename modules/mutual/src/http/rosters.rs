//! Rosters: uploaded, carried over, shown row by row, confirmed, cancelled, undone.

use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::Response;
use guard::{Actor, act, res};
use http_base::{ApiError, IdempotencyKey, Json, Path, Query};
use kernel::{Id, Status};
use platform::accounts::Staff;
use platform::exports::{XLSX, answer, failed, unnamed};
use platform::files::StoredFile;
use platform::files::transport::{download, receive_file, unreadable};
use platform::{App, idempotency};
use registry::RegistryError;
use serde::{Deserialize, Serialize};

use super::enrol_place::{Words, class_title, items_label};
use super::roster_list::{MutualRoster, shown};
use crate::enrol_error::{EnrolError, Result};
use crate::model::enrolment::RosterKind;
use crate::model::scheme::Scheme;
use crate::ops::roster::{self as ops, ORIGINAL, Step};
use crate::rosters::result::{shown as phase_of, write};
use crate::rosters::run::ground;
use crate::rosters::template::template;
use crate::rosters::verdict::{Issue, RowResult, Verdict, unpack};
use crate::store::{period, roster};

/// An upload: period, union, and the workbook.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "describes the multipart body in the OpenAPI document")]
pub struct MutualRosterForm {
    /// Period.
    period_id: Id,
    /// Union that enrols.
    union_id: Id,
    /// Code of the payer class of rows that tell none.
    class: Option<String>,
    /// .xlsx, .xls or .csv.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// The fields of a form before its file, and the file, which is streamed to its place.
#[derive(Default)]
struct Form {
    period: Option<Id>,
    union: Option<Id>,
    class: String,
    file: Option<StoredFile>,
}

async fn receive(
    app: &App,
    form: std::result::Result<Multipart, MultipartRejection>,
) -> std::result::Result<Form, ApiError> {
    let mut multipart = form.map_err(|_| ApiError::of(Status::BadRequest, "platform.upload-unreadable"))?;
    let mut got = Form::default();
    while let Some(mut field) = multipart.next_field().await.map_err(unreadable)? {
        match field.name() {
            Some("period_id") => got.period = field.text().await.map_err(unreadable)?.parse().ok(),
            Some("union_id") => got.union = field.text().await.map_err(unreadable)?.parse().ok(),
            Some("class") => got.class = field.text().await.map_err(unreadable)?.chars().take(20).collect(),
            _ => got.file = Some(receive_file(app, &ORIGINAL, &mut field).await?),
        }
    }
    Ok(got)
}

/// Uploads a union's workbook and begins to check it.
#[utoipa::path(post, path = "/mutual_rosters", tag = "mutual", operation_id = "upload_mutual_roster",
    request_body(content = MutualRosterForm, content_type = "multipart/form-data"),
    responses((status = 201, body = MutualRoster)), extensions(("x-permission" = json!("enrolment.create"))))]
pub async fn upload_mutual_roster(
    State(app): State<App>,
    Staff(actor): Staff,
    IdempotencyKey(key): IdempotencyKey,
    form: std::result::Result<Multipart, MultipartRejection>,
) -> std::result::Result<(StatusCode, Json<MutualRoster>), ApiError> {
    let scope = actor.permit::<res::Enrolment, act::Create>()?;
    let got = receive(&app, form).await?;
    let file = got.file.ok_or_else(|| ApiError::of(Status::BadRequest, "platform.upload-unreadable"))?;
    let period = got.period.ok_or(EnrolError::PeriodNotFound)?;
    let union = got.union.ok_or(RegistryError::UnionNotFound)?;
    let class = got.class;
    let made = app.store().write(move |tx| {
        let request = (period, union, &class, &file.name, &file.digest);
        let id = idempotency::once(tx, &actor, key.as_deref(), &request, |tx| {
            ops::upload(tx, &scope, (period, union), &class, &file)
        })?;
        one(tx, &actor, id)
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}

fn one(tx: &mut store::Tx<'_>, actor: &Actor, id: Id) -> Result<MutualRoster> {
    let see = actor.permit::<res::Enrolment, act::Read>()?;
    let r = roster::find(tx, &see, id)?.ok_or(EnrolError::RosterNotFound)?;
    let titles = period::titles(tx)?;
    shown(tx, &mut Words::default(), &titles, r)
}

/// An earlier list to go on with.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MutualCarryOver {
    period_id: Id,
    union_id: Id,
    /// The last one before if missing.
    #[serde(default)]
    from_period_id: Option<Id>,
    /// Code of the payer class of people whose former class the scheme does not have.
    #[serde(default)]
    class: String,
}

/// Goes on with the union's list of an earlier period: everybody is checked anew.
#[utoipa::path(post, path = "/mutual_rosters/carry_over", tag = "mutual", operation_id = "carry_over_mutual_roster",
    request_body = MutualCarryOver, responses((status = 201, body = MutualRoster)),
    extensions(("x-permission" = json!("enrolment.create"))))]
pub async fn carry_over_mutual_roster(
    State(app): State<App>,
    Staff(actor): Staff,
    IdempotencyKey(key): IdempotencyKey,
    Json(asked): Json<MutualCarryOver>,
) -> std::result::Result<(StatusCode, Json<MutualRoster>), ApiError> {
    let scope = actor.permit::<res::Enrolment, act::Create>()?;
    let made = app.store().write(move |tx| {
        let id = idempotency::once(tx, &actor, key.as_deref(), &asked, |tx| {
            let of = (asked.period_id, asked.union_id);
            ops::carry_over(tx, &scope, of, asked.from_period_id, &asked.class)
        })?;
        one(tx, &actor, id)
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}

/// One roster.
#[utoipa::path(get, path = "/mutual_rosters/{id}", tag = "mutual", operation_id = "get_mutual_roster",
    params(("id" = Id, Path)), responses((status = 200, body = MutualRoster)),
    extensions(("x-permission" = json!("enrolment.read"))))]
pub async fn get_mutual_roster(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<Json<MutualRoster>, ApiError> {
    actor.permit::<res::Enrolment, act::Read>()?;
    Ok(Json(app.store().read(move |tx| one(tx, &actor, id)).await?))
}

/// Which rows of a roster.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
pub struct MutualRosterRowQuery {
    /// Only this verdict.
    #[param(inline)]
    verdict: Option<Verdict>,
    /// Part to begin with, from 0; the answer says where to go on.
    from: Option<i64>,
}

/// A row of a roster.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualRosterRow {
    /// Sheet, from 1.
    sheet: u32,
    /// Row as the file shows it.
    row: u32,
    name: String,
    verdict: Verdict,
    verdict_label: String,
    /// Sentences with what is wrong or to be looked at.
    reasons: Vec<String>,
    /// Their codes.
    codes: Vec<String>,
    person_id: Option<Id>,
    items_label: String,
    class_label: String,
    shares: i64,
    premium_fen: i64,
}

/// Rows of a roster and where to go on.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualRosterRows {
    rows: Vec<MutualRosterRow>,
    /// Value of `from` for the next page; none at the end.
    next: Option<i64>,
}

fn row(s: &Scheme, r: RowResult) -> MutualRosterRow {
    let l = r.listed.as_ref();
    MutualRosterRow {
        sheet: r.sheet + 1,
        row: r.row,
        verdict: r.verdict,
        verdict_label: r.verdict.title().to_owned(),
        reasons: r.issues.iter().map(Issue::sentence).collect(),
        person_id: r.person,
        items_label: l.map(|l| items_label(Some(s), &l.items)).unwrap_or_default(),
        class_label: l.map(|l| class_title(Some(s), &l.class)).unwrap_or_default(),
        shares: l.map_or(0, |l| l.shares),
        premium_fen: l.map_or(0, |l| l.parts().premium.0),
        codes: r.issues.into_iter().map(|i| i.code).collect(),
        name: r.name,
    }
}

/// Verdicts of the rows, in the order of the file; a page holds at least 50 unless the roster ends.
#[utoipa::path(get, path = "/mutual_rosters/{id}/rows", tag = "mutual", operation_id = "list_mutual_roster_rows",
    params(("id" = Id, Path), MutualRosterRowQuery), responses((status = 200, body = MutualRosterRows)),
    extensions(("x-permission" = json!("enrolment.read"))))]
pub async fn list_mutual_roster_rows(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Query(q): Query<MutualRosterRowQuery>,
) -> std::result::Result<Json<MutualRosterRows>, ApiError> {
    let scope = actor.permit::<res::Enrolment, act::Read>()?;
    let found = app.store().read_slow(move |tx| {
        let r = roster::find(tx, &scope, id)?.ok_or(EnrolError::RosterNotFound)?;
        let (phase, scheme) = (phase_of(r.state), ground(tx, &r)?.scheme);
        let (mut rows, mut part) = (Vec::new(), q.from.unwrap_or(0).max(0));
        while let Some(body) = roster::part(tx, id, phase, part)? {
            let wanted = |r: &RowResult| q.verdict.is_none_or(|v| v == r.verdict);
            rows.extend(unpack(&body)?.into_iter().filter(wanted).map(|r| row(&scheme, r)));
            part += 1;
            if rows.len() >= 50 {
                break;
            }
        }
        let more = roster::part(tx, id, phase, part)?.is_some();
        Ok::<_, EnrolError>(MutualRosterRows { rows, next: more.then_some(part) })
    });
    Ok(Json(found.await?))
}

async fn step(
    app: App,
    actor: Actor,
    id: Id,
    step: Step,
) -> std::result::Result<Json<MutualRoster>, ApiError> {
    let scope = actor.permit::<res::Enrolment, act::Update>()?;
    let moved = app.store().write(move |tx| {
        ops::step(tx, &scope, id, step)?;
        one(tx, &actor, id)
    });
    Ok(Json(moved.await?))
}

/// Enters the good rows of a checked roster.
#[utoipa::path(post, path = "/mutual_rosters/{id}/confirm", tag = "mutual", operation_id = "confirm_mutual_roster",
    params(("id" = Id, Path)), responses((status = 200, body = MutualRoster)),
    extensions(("x-permission" = json!("enrolment.update"))))]
pub async fn confirm_mutual_roster(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<Json<MutualRoster>, ApiError> {
    step(app, actor, id, Step::Confirm).await
}

/// Gives a roster up. What was entered stays and can be undone.
#[utoipa::path(post, path = "/mutual_rosters/{id}/cancel", tag = "mutual", operation_id = "cancel_mutual_roster",
    params(("id" = Id, Path)), responses((status = 200, body = MutualRoster)),
    extensions(("x-permission" = json!("enrolment.update"))))]
pub async fn cancel_mutual_roster(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<Json<MutualRoster>, ApiError> {
    step(app, actor, id, Step::Cancel).await
}

/// Takes a roster back; who is on a bill is kept.
#[utoipa::path(post, path = "/mutual_rosters/{id}/undo", tag = "mutual", operation_id = "undo_mutual_roster",
    params(("id" = Id, Path)), responses((status = 200, body = MutualRoster)),
    extensions(("x-permission" = json!("enrolment.update"))))]
pub async fn undo_mutual_roster(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<Json<MutualRoster>, ApiError> {
    step(app, actor, id, Step::Undo).await
}

/// Which period.
#[derive(Clone, Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default)]
pub struct MutualTemplateQuestion {
    /// Period that concerns the caller.
    pub period_id: Option<Id>,
}

/// The list to fill in, with the words of the period's scheme.
#[utoipa::path(get, path = "/mutual_roster_template", tag = "mutual", operation_id = "get_mutual_roster_template",
    params(MutualTemplateQuestion),
    responses((status = 200, description = "The template, .xlsx", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("enrolment.read"))))]
pub async fn get_mutual_roster_template(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(q): Query<MutualTemplateQuestion>,
) -> std::result::Result<Response, ApiError> {
    let scope = actor.permit::<res::Enrolment, act::Read>()?;
    let scheme = app.store().read(move |tx| {
        let id = q.period_id.ok_or(EnrolError::PeriodNotFound)?;
        let p = period::find(tx, &scope, id)?.ok_or(EnrolError::PeriodNotFound)?;
        Words::default().scheme(tx, p.scheme_id)?.ok_or(EnrolError::SchemeNotInForce)
    });
    Ok(download("参保名单.xlsx", XLSX, template(&*scheme.await?)?))
}

/// The uploaded workbook with 是否导入成功 and 错误原因 in every data row; of an earlier list a table of its people.
#[utoipa::path(get, path = "/mutual_rosters/{id}/result", tag = "mutual", operation_id = "get_mutual_roster_result",
    params(("id" = Id, Path)),
    responses((status = 200, description = "The result, .xlsx", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("enrolment.read"))))]
pub async fn get_mutual_roster_result(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<Response, ApiError> {
    let scope = actor.permit::<res::Enrolment, act::Read>()?;
    let r = app.store().read(move |tx| roster::find(tx, &scope, id)).await?;
    let r = r.ok_or(EnrolError::RosterNotFound)?;
    let stem = match r.kind {
        RosterKind::Workbook => {
            r.file_name.rsplit_once('.').map_or(r.file_name.as_str(), |(s, _)| s).to_owned()
        }
        RosterKind::CarryOver => format!("{}沿用名单", r.union_name),
    };
    let inner = app.clone();
    let made = tokio::task::spawn_blocking(move || {
        let file = unnamed(&inner).map_err(|e| EnrolError::Sheet(sheets::SheetError::from(e)))?;
        let target = file.try_clone().map_err(|e| EnrolError::Sheet(sheets::SheetError::from(e)))?;
        write(&inner, &r, target)?;
        Ok::<_, EnrolError>(file)
    });
    let file = made.await.map_err(|e| failed(&e))??;
    answer(file, &format!("{stem}-核对结果.xlsx"), XLSX, None)
}
