//! The list of visits, and its file.

use axum::extract;
use axum::response::Response;
use guard::{ResourceKind, Scope, act, res};
use http_base::{ApiError, Count, Cursor, Exactness, Json, Page, PageQuery, Query};
use kernel::{Day, Id, Timestamp};
use platform::App;
use platform::accounts::Staff;
use platform::exports::{Export, List, day, export_list, text, time};
use serde::{Deserialize, Serialize};
use store::Tx;

use super::place;
use crate::error::{Result, VisitError};
use crate::model::{Kind, State, Visit};
use crate::store::list::{self, Filter};
use crate::store::plan;

/// Which visits.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct VisitConditions {
    /// Only to employers of this union and those beneath it.
    pub union_id: Option<Id>,
    /// Only of this plan.
    pub plan_id: Option<Id>,
    /// Only of this kind.
    #[param(inline)]
    pub kind: Option<Kind>,
    /// Only in this state.
    #[param(inline)]
    pub state: Option<State>,
    /// Only to this employer.
    pub employer_id: Option<Id>,
    /// Only those that the caller leads.
    pub mine: bool,
    /// Only those that a survey led to.
    pub survey_id: Option<Id>,
    /// Only those that come back to this visit.
    pub follows_id: Option<Id>,
    /// Not over before this day.
    pub from: Option<Day>,
    /// Not begun after this day.
    pub to: Option<Day>,
    /// Beginning of the employer's name.
    pub q: Option<String>,
}

/// A visit in a list.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct VisitRow {
    id: Id,
    plan_id: Option<Id>,
    plan_title: String,
    union_id: Id,
    union_name: String,
    employer_id: Id,
    employer_name: String,
    kind: Kind,
    kind_label: String,
    state: State,
    state_label: String,
    day: Day,
    until_day: Day,
    team: String,
    lead_name: String,
    /// Names, one a line.
    visitors: String,
    changed_at: Timestamp,
    changed_by_name: String,
}

fn row(tx: &mut Tx<'_>, titles: &mut Vec<(Id, String)>, v: Visit) -> Result<VisitRow> {
    let plan_title = match v.plan_id {
        None => String::new(),
        Some(id) => match titles.iter().find(|(known, _)| *known == id) {
            Some((_, title)) => title.clone(),
            None => {
                let title = plan::title(tx, id)?;
                titles.push((id, title.clone()));
                title
            }
        },
    };
    Ok(VisitRow {
        id: v.id,
        plan_id: v.plan_id,
        plan_title,
        union_id: v.union_id,
        union_name: v.union_name,
        employer_id: v.employer_id,
        employer_name: v.employer_name,
        kind: v.kind,
        kind_label: v.kind.title().to_owned(),
        state: v.state,
        state_label: v.state.title().to_owned(),
        day: v.content.day,
        until_day: v.content.until_day.unwrap_or(v.content.day),
        team: v.team,
        lead_name: v.lead_name,
        visitors: v.content.visitors,
        changed_at: v.changed_at,
        changed_by_name: v.changed_by_name,
    })
}

fn filter(tx: &mut Tx<'_>, scope: &Scope<res::Visit, act::Read>, c: &VisitConditions) -> Result<Filter> {
    let path = place(tx, c.union_id, |p| !scope.ranges_within(p).is_empty())?;
    let lead = c.mine.then(|| scope.actor().id());
    Ok(Filter {
        path,
        plan: c.plan_id,
        kind: c.kind,
        state: c.state,
        employer: c.employer_id,
        lead,
        source: c.survey_id.map(|id| ("survey".to_owned(), id)),
        follows: c.follows_id,
        from: c.from,
        to: c.to,
        q: kernel::text::name_key(c.q.as_deref().unwrap_or_default()),
    })
}

fn cursor(text: &str) -> std::result::Result<(Day, Id), ApiError> {
    let c = Cursor::parse(text)?;
    let day = c.key.parse().map_err(|_| ApiError::of(kernel::Status::BadRequest, "http.cursor"))?;
    Ok((day, c.id))
}

/// Visits in sight, latest day first.
#[utoipa::path(get, path = "/visits", tag = "visit", operation_id = "list_visits",
    params(VisitConditions, PageQuery), responses((status = 200, body = Page<VisitRow>)),
    extensions(("x-permission" = json!("visit.read"))))]
pub async fn list_visits(
    extract::State(app): extract::State<App>,
    Staff(actor): Staff,
    Query(conditions): Query<VisitConditions>,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<VisitRow>>, ApiError> {
    let scope = actor.permit::<res::Visit, act::Read>()?;
    let (after, limit) = (page.after.as_deref().map(cursor).transpose()?, page.rows());
    let found = app.store().read_slow(move |tx| {
        let filter = filter(tx, &scope, &conditions)?;
        let rows = list::list(tx, &scope, &filter, after, limit + 1)?;
        let mut titles = Vec::new();
        rows.into_iter().map(|v| row(tx, &mut titles, v)).collect::<Result<Vec<_>>>()
    });
    let cursor = |r: &VisitRow| Cursor { key: r.day.to_string(), id: r.id };
    Ok(Json(Page::from_rows(found.await?, limit as usize, cursor)))
}

/// How many visits match: exact to 1,000, and beyond that on request.
#[utoipa::path(get, path = "/visits/count", tag = "visit", operation_id = "count_visits",
    params(VisitConditions, Exactness), responses((status = 200, body = Count)),
    extensions(("x-permission" = json!("visit.read"))))]
pub async fn count_visits(
    extract::State(app): extract::State<App>,
    Staff(actor): Staff,
    Query(conditions): Query<VisitConditions>,
    Query(exactness): Query<Exactness>,
) -> std::result::Result<Json<Count>, ApiError> {
    let scope = actor.permit::<res::Visit, act::Read>()?;
    let value = app.store().read_slow(move |tx| {
        let filter = filter(tx, &scope, &conditions)?;
        Ok::<_, VisitError>(list::count(tx, &scope, &filter, exactness.bound())?)
    });
    Ok(Json(exactness.count(value.await?)))
}

static VISITS: List = List {
    resource: ResourceKind::Visit,
    action: "visit.export",
    title: "走访记录",
    columns: &[
        text("employer_name", "走访单位", 36),
        text("kind_label", "类别", 12),
        text("state_label", "状态", 10),
        day("day", "走访日期"),
        day("until_day", "结束日期"),
        text("union_name", "走访工会", 28),
        text("team", "走访组", 14),
        text("lead_name", "负责人", 12),
        text("visitors", "走访人员", 30),
        text("plan_title", "走访计划", 36),
        text("changed_by_name", "最近修改人", 12),
        time("changed_at", "最近修改"),
    ],
};

/// The list as a file.
#[utoipa::path(post, path = "/visits/export", tag = "visit", operation_id = "export_visits",
    request_body = Export<VisitConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("visit.export"))))]
pub async fn export_visits(
    extract::State(app): extract::State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<VisitConditions>>,
) -> std::result::Result<Response, ApiError> {
    export_list(app, actor, (&VISITS, Id(0)), asked, |app, actor, conditions, page| {
        list_visits(extract::State(app), Staff(actor), Query(conditions), Query(page))
    })
    .await
}
