//! Endpoints of the module.

mod candidates;
mod field;
mod figures;
mod issues;
mod photos;
mod plans;
mod visit_list;
mod visits;

use axum::extract::DefaultBodyLimit;
use kernel::{Id, OrgPath};
use platform::App;
use registry::RegistryError;
use registry::api::union_by_id;
use store::Tx;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::error::Result;

/// Most bytes of a request: a photo with what surrounds it.
const UPLOAD: usize = 12 << 20;

/// Routes behind a session.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(plans::list_visit_plans, plans::create_visit_plan))
        .routes(routes!(plans::export_visit_plans))
        .routes(routes!(plans::get_visit_plan, plans::edit_visit_plan))
        .routes(routes!(plans::assign_employers))
        .routes(routes!(candidates::list_visit_candidates))
        .routes(routes!(candidates::export_visit_candidates))
        .routes(routes!(candidates::list_visit_cadres))
        .routes(routes!(visit_list::list_visits, visits::create_visit))
        .routes(routes!(visit_list::count_visits))
        .routes(routes!(visit_list::export_visits))
        .routes(routes!(field::get_field_work))
        .routes(routes!(visits::get_visit, visits::edit_visit))
        .routes(routes!(visits::cancel_visit))
        .routes(routes!(issues::open_visit_issue))
        .routes(routes!(issues::issue_visit_report))
        .routes(routes!(photos::add_visit_photo))
        .routes(routes!(photos::get_visit_photo, photos::remove_visit_photo))
        .routes(routes!(figures::get_visit_figures))
        .routes(routes!(figures::export_visit_figures))
        .layer(DefaultBodyLimit::max(UPLOAD))
}

/// The place of a union that was asked for, if `seen` says that something of it may be seen.
fn place(tx: &mut Tx<'_>, union: Option<Id>, seen: impl Fn(&OrgPath) -> bool) -> Result<Option<OrgPath>> {
    let Some(id) = union else { return Ok(None) };
    let place = union_by_id(tx, id)?.map(|u| u.place()).filter(|p| seen(p));
    Ok(Some(place.ok_or(RegistryError::UnionNotFound)?))
}
