//! Endpoints of the platform's rooms.

mod audit;
mod calendar;
mod codesets;
mod exports;
mod notices;
mod parameters;

pub(crate) use parameters::DecisionNote;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;

/// Routes that need no session.
pub fn anonymous_routes() -> OpenApiRouter<App> {
    crate::accounts::http::anonymous_routes()
        .merge(crate::cases::http::anonymous_routes())
        .merge(crate::wechat::http::anonymous_routes())
}

/// Routes behind a session.
pub fn routes() -> OpenApiRouter<App> {
    crate::accounts::http::routes()
        .merge(crate::cases::http::routes())
        .merge(crate::letters::http::routes())
        .merge(crate::ledger::http::routes())
        .merge(crate::wechat::http::routes())
        .routes(routes!(audit::list_audit))
        .routes(routes!(audit::list_views))
        .routes(routes!(audit::list_anchors))
        .routes(routes!(codesets::list_codesets))
        .routes(routes!(codesets::get_codeset))
        .routes(routes!(codesets::create_codeset_item))
        .routes(routes!(codesets::edit_codeset_item))
        .routes(routes!(codesets::end_codeset_item))
        .routes(routes!(codesets::add_synonym, codesets::remove_synonym))
        .routes(routes!(parameters::list_parameters))
        .routes(routes!(parameters::get_parameter))
        .routes(routes!(parameters::propose_parameter))
        .routes(routes!(parameters::approve_parameter))
        .routes(routes!(parameters::reject_parameter))
        .routes(routes!(parameters::withdraw_parameter))
        .routes(routes!(calendar::list_calendar))
        .routes(routes!(calendar::get_calendar_year))
        .routes(routes!(calendar::propose_calendar_year))
        .routes(routes!(calendar::approve_calendar_year))
        .routes(routes!(calendar::reject_calendar_year))
        .routes(routes!(calendar::compute_deadline))
        .routes(routes!(notices::list_notices))
        .routes(routes!(notices::read_notice))
        .routes(routes!(notices::list_own_notices))
        .routes(routes!(notices::read_own_notice))
        .routes(routes!(exports::export_accounts))
        .routes(routes!(exports::export_audit))
        .routes(routes!(exports::export_views))
        .routes(routes!(exports::export_codesets))
        .routes(routes!(exports::export_codeset))
        .routes(routes!(exports::export_parameters))
        .routes(routes!(exports::export_parameter))
        .routes(routes!(exports::export_calendar))
        .routes(routes!(exports::export_calendar_year))
}
