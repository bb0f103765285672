//! Endpoints of letters, their templates, and the names of unions on them.

mod agencies;
mod exports;
mod letters;
mod templates;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;

/// Routes behind a session.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(letters::list_letters, letters::issue_letter))
        .routes(routes!(letters::count_letters))
        .routes(routes!(letters::preview_letter))
        .routes(routes!(letters::get_letter))
        .routes(routes!(letters::download_letter))
        .routes(routes!(letters::withdraw_letter))
        .routes(routes!(templates::list_letter_templates))
        .routes(routes!(templates::get_letter_template))
        .routes(routes!(templates::try_letter_template))
        .routes(routes!(templates::propose_letter_template))
        .routes(routes!(templates::approve_letter_template))
        .routes(routes!(templates::reject_letter_template))
        .routes(routes!(templates::withdraw_letter_template))
        .routes(routes!(agencies::list_letter_agencies, agencies::set_letter_agency))
        .routes(routes!(exports::export_letters))
        .routes(routes!(exports::export_letter_templates))
        .routes(routes!(exports::export_letter_agencies))
}
