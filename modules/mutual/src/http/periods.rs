//! Periods: listed, made, shown, changed.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use guard::{Actor, ResourceKind, act, res};
use http_base::{ApiError, Cursor, IdempotencyKey, IfMatch, Json, Page, PageQuery, Path, Query, etag};
use kernel::{Day, Id, Timestamp};
use platform::accounts::Staff;
use platform::exports::{Export, List, day, export_list, number, text};
use platform::{App, idempotency};
use serde::{Deserialize, Serialize};
use store::Tx;

use super::enrol_place::{Words, place};
use crate::enrol_error::{EnrolError, Result};
use crate::model::enrolment::{Period, PeriodState};
use crate::model::scheme::{Entry, ItemKind, PayerClass, Premium};
use crate::ops::period as ops;
use crate::store::period::{self, Filter};

/// Which periods.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct MutualPeriodConditions {
    /// Only run by this union and those beneath it.
    pub union_id: Option<Id>,
    /// Only in this state.
    #[param(inline)]
    pub state: Option<PeriodState>,
}

/// A period in a list.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualPeriodRow {
    id: Id,
    union_id: Id,
    union_name: String,
    scheme_id: Id,
    scheme_code: String,
    scheme_title: String,
    title: String,
    state: PeriodState,
    state_label: String,
    opens_on: Day,
    closes_on: Day,
    cover_from: Day,
    cover_to: Day,
    /// People with cover.
    enrolled: i64,
    /// People to be enrolled by the union that runs the fund; 0 is no number.
    target: i64,
}

fn row(tx: &mut Tx<'_>, words: &mut Words, p: Period, enrolled: i64) -> Result<MutualPeriodRow> {
    let scheme = words.scheme(tx, p.scheme_id)?;
    let targets = period::targets(tx, p.id, &p.union_path)?;
    let own = targets.iter().find(|t| t.union_id == p.union_id).map(|t| t.target);
    Ok(MutualPeriodRow {
        id: p.id,
        union_id: p.union_id,
        union_name: p.union_name,
        scheme_id: p.scheme_id,
        scheme_code: p.scheme_code,
        scheme_title: scheme.map(|s| s.title.clone()).unwrap_or_default(),
        title: p.title,
        state: p.state,
        state_label: p.state.title().to_owned(),
        opens_on: p.opens_on,
        closes_on: p.closes_on,
        cover_from: p.cover_from,
        cover_to: p.cover_to,
        enrolled,
        target: own.unwrap_or_else(|| targets.iter().map(|t| t.target).sum()),
    })
}

/// Periods that concern the caller, latest first: of unions in sight, and of those above.
#[utoipa::path(get, path = "/mutual_periods", tag = "mutual", operation_id = "list_mutual_periods",
    params(MutualPeriodConditions, PageQuery), responses((status = 200, body = Page<MutualPeriodRow>)),
    extensions(("x-permission" = json!("enrolment.read"))))]
pub async fn list_mutual_periods(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<MutualPeriodConditions>,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<MutualPeriodRow>>, ApiError> {
    let scope = actor.permit::<res::Enrolment, act::Read>()?;
    let (before, limit) = (page.last()?, page.rows());
    let found = app.store().read_slow(move |tx| {
        let filter = Filter { path: place(tx, &scope, c.union_id)?, state: c.state };
        let enrolled = period::enrolled(tx)?;
        let mut words = Words::default();
        let rows = period::list(tx, &scope, &filter, before, limit + 1)?;
        let people = |p: &Period| enrolled.get(&p.id).copied().unwrap_or_default();
        rows.into_iter()
            .map(|p| {
                let n = people(&p);
                row(tx, &mut words, p, n)
            })
            .collect::<Result<Vec<_>>>()
    });
    Ok(Json(Page::from_rows(found.await?, limit as usize, |r| Cursor::of(r.id))))
}

static PERIODS: List = List {
    resource: ResourceKind::Enrolment,
    action: "mutual-period.export",
    title: "参保期",
    columns: &[
        text("title", "参保期", 30),
        text("union_name", "互助组织", 28),
        text("scheme_title", "互助方案", 30),
        text("state_label", "状态", 10),
        day("opens_on", "开放日期"),
        day("closes_on", "截止日期"),
        day("cover_from", "保障开始"),
        day("cover_to", "保障结束"),
        number("target", "目标人数"),
        number("enrolled", "已生效人数"),
    ],
};

/// The list as a file.
#[utoipa::path(post, path = "/mutual_periods/export", tag = "mutual", operation_id = "export_mutual_periods",
    request_body = Export<MutualPeriodConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("enrolment.export"))))]
pub async fn export_mutual_periods(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<MutualPeriodConditions>>,
) -> std::result::Result<Response, ApiError> {
    export_list(app, actor, (&PERIODS, Id(0)), asked, |app, actor, conditions, page| {
        list_mutual_periods(State(app), Staff(actor), Query(conditions), Query(page))
    })
    .await
}

/// A period to be made.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct NewMutualPeriod {
    /// Union that runs the fund.
    union_id: Id,
    /// Scheme in force of that union.
    scheme_id: Id,
    /// 2 to 60 characters.
    title: String,
    opens_on: Day,
    closes_on: Day,
}

/// A period that was made.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CreatedMutualPeriod {
    id: Id,
}

/// Makes a period.
#[utoipa::path(post, path = "/mutual_periods", tag = "mutual", operation_id = "create_mutual_period",
    request_body = NewMutualPeriod, responses((status = 201, body = CreatedMutualPeriod)),
    extensions(("x-permission" = json!("enrolment.approve"))))]
pub async fn create_mutual_period(
    State(app): State<App>,
    Staff(actor): Staff,
    IdempotencyKey(key): IdempotencyKey,
    Json(new): Json<NewMutualPeriod>,
) -> std::result::Result<(StatusCode, Json<CreatedMutualPeriod>), ApiError> {
    let scope = actor.permit::<res::Enrolment, act::Approve>()?;
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &new, |tx| {
            let d = ops::Draft { title: new.title.clone(), opens_on: new.opens_on, closes_on: new.closes_on };
            let p = ops::create(tx, &scope, (new.union_id, new.scheme_id), &d)?;
            Ok::<_, EnrolError>(CreatedMutualPeriod { id: p.id })
        })
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}

/// An item as it is offered.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualOfferedItem {
    kind: ItemKind,
    title: String,
    max_shares: i64,
    wait_days_new: i64,
    requires: Vec<ItemKind>,
    /// Given free of charge.
    gift: bool,
    /// Of one share.
    premiums: Vec<Premium>,
}

/// A period with what its scheme offers.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualPeriodDetail {
    #[serde(flatten)]
    row: MutualPeriodRow,
    version: i64,
    created_at: Timestamp,
    created_by_name: String,
    classes: Vec<PayerClass>,
    items: Vec<MutualOfferedItem>,
    entry: Entry,
    /// The caller may change it.
    may_update: bool,
    /// People may be listed today, by the caller.
    may_enrol: bool,
}

fn detail(tx: &mut Tx<'_>, actor: &Actor, p: Period) -> Result<MutualPeriodDetail> {
    let scheme = Words::default().scheme(tx, p.scheme_id)?.ok_or(EnrolError::SchemeNotInForce)?;
    let approve = actor.permit::<res::Enrolment, act::Approve>();
    let create = actor.permit::<res::Enrolment, act::Create>();
    let items = scheme.items.iter().map(|i| MutualOfferedItem {
        kind: i.kind,
        title: i.title.clone(),
        max_shares: i.max_shares,
        wait_days_new: i.wait_days_new,
        requires: i.requires.clone(),
        gift: i.gift.is_some(),
        premiums: i.premiums.clone(),
    });
    let enrolled = period::enrolled(tx)?.get(&p.id).copied().unwrap_or_default();
    Ok(MutualPeriodDetail {
        version: p.version,
        created_at: p.created_at,
        created_by_name: p.created_by_name.clone(),
        classes: scheme.classes.clone(),
        items: items.collect(),
        entry: scheme.entry,
        may_update: approve.is_ok_and(|s| s.covers(&p.union_path)),
        may_enrol: create.is_ok() && ops::takes(tx, &p)?,
        row: row(tx, &mut Words::default(), p, enrolled)?,
    })
}

/// A period that concerns the caller.
#[utoipa::path(get, path = "/mutual_periods/{id}", tag = "mutual", operation_id = "get_mutual_period",
    params(("id" = Id, Path)), responses((status = 200, body = MutualPeriodDetail)),
    extensions(("x-permission" = json!("enrolment.read"))))]
pub async fn get_mutual_period(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Enrolment, act::Read>()?;
    let found = app.store().read(move |tx| {
        let p = period::find(tx, &scope, id)?.ok_or(EnrolError::PeriodNotFound)?;
        detail(tx, scope.actor(), p)
    });
    let found = found.await?;
    Ok(([(header::ETAG, etag(found.version))], Json(found)))
}

/// What a cadre writes of a period.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MutualPeriodDraft {
    /// 2 to 60 characters.
    title: String,
    opens_on: Day,
    closes_on: Day,
    state: PeriodState,
}

/// Writes a period; `If-Match` carries the version that was seen.
#[utoipa::path(patch, path = "/mutual_periods/{id}", tag = "mutual", operation_id = "edit_mutual_period",
    params(("id" = Id, Path)), request_body = MutualPeriodDraft, responses((status = 200, body = MutualPeriodDetail)),
    extensions(("x-permission" = json!("enrolment.approve"))))]
pub async fn edit_mutual_period(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(d): Json<MutualPeriodDraft>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Enrolment, act::Approve>()?;
    let after = app.store().write(move |tx| {
        let draft = ops::Draft { title: d.title.clone(), opens_on: d.opens_on, closes_on: d.closes_on };
        let p = ops::edit(tx, &scope, (id, version), &draft, d.state)?;
        detail(tx, scope.actor(), p)
    });
    let after = after.await?;
    Ok(([(header::ETAG, etag(after.version))], Json(after)))
}
