//! Endpoints of what workers say.

mod suggestions;
mod tracks;

use platform::App;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Routes behind a session.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(suggestions::get_suggestion_figures))
        .routes(routes!(suggestions::export_suggestion_figures))
        .routes(routes!(tracks::list_voice_tracks))
        .routes(routes!(tracks::export_voice_tracks))
}
