//! Endpoints of what workers say.

mod tracks;

use platform::App;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Routes behind a session.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(tracks::list_voice_tracks))
        .routes(routes!(tracks::export_voice_tracks))
}
