//! Targets, progress by township, and how single unions stand.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use guard::{Reach, ResourceKind, Scope, act, res};
use http_base::{ApiError, Cursor, Json, Page, PageQuery, Path, Query};
use kernel::Id;
use platform::App;
use platform::accounts::Staff;
use platform::exports::{Export, List, export_list, money, number, rows_at, text};
use registry::RegistryError;
use registry::api::{union_by_id, unions_on_path};
use serde::{Deserialize, Serialize};
use store::Tx;

use super::enrol_place::{bad_cursor, place};
use crate::enrol_error::{EnrolError, Result};
use crate::model::enrolment::{Period, PeriodState};
use crate::ops::period::{self as ops, Progress};
use crate::ops::roster::earlier;
use crate::store::period::{self, Standing};
use crate::store::unit_list;

/// A union's target.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MutualTargetRow {
    union_id: Id,
    union_name: String,
    /// People to be enrolled.
    target: i64,
}

/// The targets of a period, in the order of the tree.
#[utoipa::path(get, path = "/mutual_periods/{id}/targets", tag = "mutual", operation_id = "list_mutual_targets",
    params(("id" = Id, Path)), responses((status = 200, body = Vec<MutualTargetRow>)),
    extensions(("x-permission" = json!("enrolment.read"))))]
pub async fn list_mutual_targets(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<Json<Vec<MutualTargetRow>>, ApiError> {
    let scope = actor.permit::<res::Enrolment, act::Read>()?;
    let found = app.store().read(move |tx| {
        let p = period::find(tx, &scope, id)?.ok_or(EnrolError::PeriodNotFound)?;
        Ok::<_, EnrolError>(period::targets(tx, id, &p.union_path)?)
    });
    let row = |t: period::Target| MutualTargetRow {
        union_id: t.union_id,
        union_name: t.union_name,
        target: t.target,
    };
    Ok(Json(found.await?.into_iter().map(row).collect()))
}

/// A target to be set.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct NewMutualTarget {
    union_id: Id,
    /// 0 takes it away.
    target: i64,
}

/// Targets to be set.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct NewMutualTargets {
    /// At most 500.
    targets: Vec<NewMutualTarget>,
}

/// Sets targets; those of unions that are not named stay.
#[utoipa::path(put, path = "/mutual_periods/{id}/targets", tag = "mutual", operation_id = "set_mutual_targets",
    params(("id" = Id, Path)), request_body = NewMutualTargets, responses((status = 204)),
    extensions(("x-permission" = json!("enrolment.approve"))))]
pub async fn set_mutual_targets(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Json(new): Json<NewMutualTargets>,
) -> std::result::Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Enrolment, act::Approve>()?;
    let targets: Vec<(Id, i64)> = new.targets.into_iter().map(|t| (t.union_id, t.target)).collect();
    app.store().write(move |tx| ops::set_targets(tx, &scope, id, &targets)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// How far a place is.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualProgressRow {
    union_id: Id,
    union_name: String,
    /// Stands for the place's own people, not for a union beneath it.
    direct: bool,
    /// People to be enrolled; 0 is no number.
    target: i64,
    /// People on lists without a bill.
    listed: i64,
    /// People of bills that are not full.
    billed: i64,
    /// People with cover: of full bills.
    active: i64,
    /// The same; what completion is counted from.
    enrolled: i64,
    /// Premiums of all bills, 分.
    billed_fen: i64,
    /// Money that was matched, less what was given back, 分.
    paid_fen: i64,
    /// Numerator of the completion.
    completed: i64,
    /// Completion in basis points, 10,000 is 100 %; none without a target.
    completion_bp: Option<i64>,
}

fn row(p: Progress) -> MutualProgressRow {
    let s = p.standing;
    MutualProgressRow {
        union_id: p.union_id,
        union_name: p.union_name,
        direct: p.direct,
        target: p.target,
        listed: s.listed,
        billed: s.billed,
        active: s.active,
        enrolled: s.active,
        billed_fen: s.billed_amount + s.active_amount,
        paid_fen: s.paid,
        completed: s.active,
        completion_bp: (p.target > 0).then(|| s.active * 10_000 / p.target.max(1)),
    }
}

/// Progress of a place and of what lies right beneath it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualProgress {
    union_id: Id,
    union_name: String,
    whole: MutualProgressRow,
    /// In the order of the tree; the place's own people last.
    towns: Vec<MutualProgressRow>,
}

/// Which place.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct MutualProgressConditions {
    /// Union in sight; the one that runs the fund if missing, or else the caller's.
    pub union_id: Option<Id>,
}

fn default_union(tx: &mut Tx<'_>, scope: &Scope<res::Enrolment, act::Read>, p: &Period) -> Result<Id> {
    if scope.covers(&p.union_path) {
        return Ok(p.union_id);
    }
    let Reach::Subtrees(paths) = scope.reach() else { return Err(RegistryError::UnionNotFound.into()) };
    let beneath = paths.iter().find(|path| p.union_path.covers(path)).ok_or(RegistryError::UnionNotFound)?;
    let last = unions_on_path(tx, beneath)?.pop().ok_or(RegistryError::UnionNotFound)?;
    Ok(last.id)
}

/// Progress by township, from the standing of the unions.
#[utoipa::path(get, path = "/mutual_periods/{id}/progress", tag = "mutual", operation_id = "get_mutual_progress",
    params(("id" = Id, Path), MutualProgressConditions), responses((status = 200, body = MutualProgress)),
    extensions(("x-permission" = json!("enrolment.read"))))]
pub async fn get_mutual_progress(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Query(c): Query<MutualProgressConditions>,
) -> std::result::Result<Json<MutualProgress>, ApiError> {
    let scope = actor.permit::<res::Enrolment, act::Read>()?;
    let found = app.store().read_slow(move |tx| {
        let p = period::find(tx, &scope, id)?.ok_or(EnrolError::PeriodNotFound)?;
        let union = match c.union_id {
            Some(union) => union,
            None => default_union(tx, &scope, &p)?,
        };
        ops::progress(tx, &scope, &p, union)
    });
    let (whole, towns) = found.await?;
    Ok(Json(MutualProgress {
        union_id: whole.union_id,
        union_name: whole.union_name.clone(),
        whole: row(whole),
        towns: towns.into_iter().map(row).collect(),
    }))
}

static PROGRESS: List = List {
    resource: ResourceKind::Enrolment,
    action: "mutual-period.export-progress",
    title: "参保进度",
    columns: &[
        text("union_name", "工会", 30),
        number("target", "目标人数"),
        number("active", "已生效人数"),
        number("billed", "待缴费人数"),
        number("listed", "已登记人数"),
        money("billed_fen", "应缴金额"),
        money("paid_fen", "到账金额"),
        number("completion_bp", "完成率（万分比）"),
    ],
};

/// Progress as a file.
#[utoipa::path(post, path = "/mutual_periods/{id}/progress/export", tag = "mutual",
    operation_id = "export_mutual_progress", params(("id" = Id, Path)), request_body = Export<MutualProgressConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("enrolment.export"))))]
pub async fn export_mutual_progress(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Json(asked): Json<Export<MutualProgressConditions>>,
) -> std::result::Result<Response, ApiError> {
    export_list(app, actor, (&PROGRESS, id), asked, move |app, actor, conditions, _| async move {
        let found = get_mutual_progress(State(app), Staff(actor), Path(id), Query(conditions)).await?;
        Ok(Json(rows_at(&found.0, "/towns")))
    })
    .await
}

/// Which units.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct MutualUnitConditions {
    /// Period.
    pub period_id: Option<Id>,
    /// Only this union and those beneath it.
    pub union_id: Option<Id>,
}

/// How a union stands in a period.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualUnitRow {
    union_id: Id,
    union_name: String,
    listed: i64,
    listed_fen: i64,
    billed: i64,
    billed_fen: i64,
    active: i64,
    active_fen: i64,
    paid_fen: i64,
    /// Where the list goes on.
    #[serde(skip)]
    path: String,
}

fn unit_row((union_id, union_name, path): (Id, String, String), s: Standing) -> MutualUnitRow {
    MutualUnitRow {
        union_id,
        union_name,
        path,
        listed: s.listed,
        listed_fen: s.listed_amount,
        billed: s.billed,
        billed_fen: s.billed_amount,
        active: s.active,
        active_fen: s.active_amount,
        paid_fen: s.paid,
    }
}

/// Unions in sight that have something in a period, in the order of the tree.
#[utoipa::path(get, path = "/mutual_units", tag = "mutual", operation_id = "list_mutual_units",
    params(MutualUnitConditions, PageQuery), responses((status = 200, body = Page<MutualUnitRow>)),
    extensions(("x-permission" = json!("enrolment.read"))))]
pub async fn list_mutual_units(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<MutualUnitConditions>,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<MutualUnitRow>>, ApiError> {
    let scope = actor.permit::<res::Enrolment, act::Read>()?;
    let after = page.after.as_deref().map(Cursor::parse).transpose().map_err(|_| bad_cursor())?;
    let (after, limit) = (after.map(|c| c.key).unwrap_or_default(), page.rows());
    let found = app.store().read_slow(move |tx| {
        let id = c.period_id.ok_or(EnrolError::PeriodNotFound)?;
        period::find(tx, &scope, id)?.ok_or(EnrolError::PeriodNotFound)?;
        let path = place(tx, &scope, c.union_id)?;
        Ok::<_, EnrolError>(unit_list::units(tx, &scope, (id, path.as_ref()), &after, limit + 1)?)
    });
    let rows: Vec<MutualUnitRow> = found
        .await?
        .into_iter()
        .map(|u| unit_row((u.union_id, u.union_name, u.path.as_str().to_owned()), u.standing))
        .collect();
    let cursor = |r: &MutualUnitRow| Cursor { key: r.path.clone(), id: r.union_id };
    Ok(Json(Page::from_rows(rows, limit as usize, cursor)))
}

static UNITS: List = List {
    resource: ResourceKind::Enrolment,
    action: "mutual-unit.export",
    title: "单位参保情况",
    columns: &[
        text("union_name", "工会", 36),
        number("listed", "已登记人数"),
        money("listed_fen", "已登记金额"),
        number("billed", "待缴费人数"),
        money("billed_fen", "待缴金额"),
        number("active", "已生效人数"),
        money("active_fen", "已生效金额"),
        money("paid_fen", "到账金额"),
    ],
};

/// The list as a file.
#[utoipa::path(post, path = "/mutual_units/export", tag = "mutual", operation_id = "export_mutual_units",
    request_body = Export<MutualUnitConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("enrolment.export"))))]
pub async fn export_mutual_units(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<MutualUnitConditions>>,
) -> std::result::Result<Response, ApiError> {
    export_list(app, actor, (&UNITS, Id(0)), asked, |app, actor, conditions, page| {
        list_mutual_units(State(app), Staff(actor), Query(conditions), Query(page))
    })
    .await
}

/// An earlier period whose list can be gone on with.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualEarlierPeriod {
    id: Id,
    title: String,
    /// People with cover then.
    people: i64,
}

/// How a union stands in a period, and what can be done next.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualUnit {
    period_id: Id,
    #[serde(flatten)]
    row: MutualUnitRow,
    last_period: Option<MutualEarlierPeriod>,
    /// The caller may list people of the union today.
    may_list: bool,
    /// The caller may make a bill of those who are listed.
    may_bill: bool,
}

/// Which union.
#[derive(Clone, Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default)]
pub struct MutualUnitQuestion {
    /// Union in sight.
    pub union_id: Option<Id>,
}

/// How a union stands in a period.
#[utoipa::path(get, path = "/mutual_periods/{id}/unit", tag = "mutual", operation_id = "get_mutual_unit",
    params(("id" = Id, Path), MutualUnitQuestion), responses((status = 200, body = MutualUnit)),
    extensions(("x-permission" = json!("enrolment.read"))))]
pub async fn get_mutual_unit(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Query(q): Query<MutualUnitQuestion>,
) -> std::result::Result<Json<MutualUnit>, ApiError> {
    let scope = actor.permit::<res::Enrolment, act::Read>()?;
    let found = app.store().read(move |tx| {
        let p = period::find(tx, &scope, id)?.ok_or(EnrolError::PeriodNotFound)?;
        let asked = q.union_id.ok_or(RegistryError::UnionNotFound)?;
        let u = union_by_id(tx, asked)?.filter(|u| scope.covers(&u.place()));
        let u = u.filter(|u| p.union_path.covers(&u.place())).ok_or(RegistryError::UnionNotFound)?;
        let standing = period::unit(tx, u.id, id)?;
        let last = earlier(tx, &p, u.id)?.into_iter().next();
        let may = actor.permit::<res::Enrolment, act::Create>().is_ok_and(|s| s.covers(&u.place()));
        let takes = may && p.state == PeriodState::Open && ops::takes(tx, &p)?;
        Ok::<_, EnrolError>(MutualUnit {
            period_id: id,
            last_period: last.map(|(e, people)| MutualEarlierPeriod { id: e.id, title: e.title, people }),
            may_list: takes,
            may_bill: takes && standing.listed > 0,
            row: unit_row((u.id, u.name.clone(), u.place().as_str().to_owned()), standing),
        })
    });
    Ok(Json(found.await?))
}
