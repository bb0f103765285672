//! Endpoints of the module.

use platform::App;
use utoipa_axum::router::OpenApiRouter;

/// Routes behind a session.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
}

/// Routes that need no session.
pub fn anonymous_routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
}
