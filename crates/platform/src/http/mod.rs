//! Endpoints of the platform's rooms.

mod audit;
mod codesets;
mod notices;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;

/// Routes behind a session.
pub fn routes() -> OpenApiRouter<App> {
    crate::accounts::http::routes()
        .routes(routes!(audit::list_audit))
        .routes(routes!(audit::list_views))
        .routes(routes!(audit::list_anchors))
        .routes(routes!(codesets::list_codesets))
        .routes(routes!(codesets::get_codeset))
        .routes(routes!(notices::list_notices))
        .routes(routes!(notices::read_notice))
        .routes(routes!(notices::list_own_notices))
        .routes(routes!(notices::read_own_notice))
}
