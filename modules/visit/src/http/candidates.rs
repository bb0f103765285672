//! Who may be visited, and who may visit.

use axum::extract::State;
use axum::response::Response;
use guard::{ActionKind, ResourceKind, act, res};
use http_base::{ApiError, Cursor, Json, Page, PageQuery, Query};
use kernel::{Day, Id};
use platform::App;
use platform::accounts::{Staff, holders, name_of};
use platform::exports::{Export, List, day, export_list, number, text};
use registry::RegistryError;
use registry::api::union_by_id;
use serde::{Deserialize, Serialize};

use super::place;
use crate::error::VisitError;
use crate::store::{candidate, plan, visit};

/// Which employers.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct VisitCandidateConditions {
    /// Only of this union and those beneath it.
    pub union_id: Option<Id>,
    /// Only those above scale (规上).
    pub above_scale: bool,
    /// Only those that nobody visited on this day or later.
    pub not_since: Option<Day>,
    /// Only those that this plan does not have yet.
    pub not_in_plan: Option<Id>,
    /// Beginning of the name.
    pub q: Option<String>,
}

/// An employer to be visited.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct VisitCandidate {
    id: Id,
    name: String,
    /// Union that keeps it.
    union_name: String,
    /// `是`, `否`, or empty if nobody knows.
    above_scale: String,
    workers: i64,
    /// Day of the last visit; none if nobody visited.
    last_visit: Option<Day>,
}

fn row(c: candidate::Candidate) -> VisitCandidate {
    let above_scale = match c.above_scale.as_str() {
        "1" => "是",
        "0" => "否",
        _ => "",
    };
    VisitCandidate {
        id: c.id,
        name: c.name,
        union_name: c.union_name,
        above_scale: above_scale.to_owned(),
        workers: c.workers,
        last_visit: c.last_visit,
    }
}

/// Employers in sight that may be visited, in the order in which they came into the register.
#[utoipa::path(get, path = "/visit_candidates", tag = "visit", operation_id = "list_visit_candidates",
    params(VisitCandidateConditions, PageQuery), responses((status = 200, body = Page<VisitCandidate>)),
    extensions(("x-permission" = json!("visit.read"))))]
pub async fn list_visit_candidates(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<VisitCandidateConditions>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<VisitCandidate>>, ApiError> {
    let scope = actor.permit::<res::Visit, act::Read>()?;
    let (after, limit) = (page.last()?, page.rows());
    let found = app.store().read_slow(move |tx| {
        let path = place(tx, c.union_id, |p| !scope.ranges_within(p).is_empty())?;
        if let Some(id) = c.not_in_plan {
            plan::find(tx, &scope, id)?.ok_or(VisitError::PlanNotFound)?;
        }
        let filter = candidate::Filter {
            path,
            above_scale: c.above_scale,
            not_since: c.not_since,
            not_in_plan: c.not_in_plan,
            q: kernel::text::name_key(c.q.as_deref().unwrap_or_default()),
        };
        Ok::<_, VisitError>(candidate::list(tx, &scope, &filter, after, limit + 1)?)
    });
    let rows: Vec<VisitCandidate> = found.await?.into_iter().map(row).collect();
    Ok(Json(Page::from_rows(rows, limit as usize, |r: &VisitCandidate| Cursor::of(r.id))))
}

static CANDIDATES: List = List {
    resource: ResourceKind::Visit,
    action: "visit.candidates-export",
    title: "可走访单位",
    columns: &[
        text("name", "单位名称", 36),
        text("union_name", "所属工会", 32),
        text("above_scale", "规模以上", 10),
        number("workers", "职工数"),
        day("last_visit", "上次走访"),
    ],
};

/// Employers that may be visited as a file.
#[utoipa::path(post, path = "/visit_candidates/export", tag = "visit", operation_id = "export_visit_candidates",
    request_body = Export<VisitCandidateConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("visit.export"))))]
pub async fn export_visit_candidates(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<VisitCandidateConditions>>,
) -> Result<Response, ApiError> {
    export_list(app, actor, (&CANDIDATES, Id(0)), asked, |app, actor, conditions, page| {
        list_visit_candidates(State(app), Staff(actor), Query(conditions), Query(page))
    })
    .await
}

/// Of which union.
#[derive(Clone, Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default)]
pub struct VisitCadreQuery {
    /// Union that visits; the caller's own if missing.
    union_id: Option<Id>,
}

/// Somebody who may visit.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct VisitCadre {
    account_id: Id,
    name: String,
    union_name: String,
}

/// Most federations that are looked at for cadres.
const FEDERATIONS: i64 = 60;

/// Cadres of a union in sight and of the federations right beneath it down to townships, who may lead visits.
#[utoipa::path(get, path = "/visit_cadres", tag = "visit", operation_id = "list_visit_cadres", params(VisitCadreQuery),
    responses((status = 200, body = Vec<VisitCadre>)), extensions(("x-permission" = json!("visit.create"))))]
pub async fn list_visit_cadres(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(q): Query<VisitCadreQuery>,
) -> Result<Json<Vec<VisitCadre>>, ApiError> {
    let scope = actor.permit::<res::Visit, act::Create>()?;
    let found = app.store().read_slow(move |tx| {
        let own = scope.actor().grants().first().map(|g| g.union_id);
        let id = q.union_id.or(own).ok_or(RegistryError::UnionNotFound)?;
        let union = union_by_id(tx, id)?.filter(|u| scope.covers(&u.place()));
        let place = union.ok_or(RegistryError::UnionNotFound)?.place();
        let mut all: Vec<VisitCadre> = Vec::new();
        for (id, union_name, _) in visit::federations(tx, &place, FEDERATIONS)? {
            for account_id in holders(tx, id, (ResourceKind::Visit, ActionKind::Update))? {
                let known = all.iter().any(|a| a.account_id == account_id);
                if let Some(name) = name_of(tx, account_id)?.filter(|_| !known) {
                    all.push(VisitCadre { account_id, name, union_name: union_name.clone() });
                }
            }
        }
        Ok::<_, VisitError>(all)
    });
    Ok(Json(found.await?))
}
