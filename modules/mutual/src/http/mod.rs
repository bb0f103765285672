//! Endpoints of the module.

mod reruns;
mod scheme_list;
mod scheme_steps;
mod scheme_words;
mod schemes;
mod trial;

use axum::extract::DefaultBodyLimit;
use platform::App;
use utoipa_axum::router::OpenApiRouter;

/// Most bytes of a request: a workbook or a photo with what surrounds it.
const UPLOAD: usize = 64 << 20;

/// Routes behind a session.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().merge(schemes::scheme_routes()).layer(DefaultBodyLimit::max(UPLOAD))
}
