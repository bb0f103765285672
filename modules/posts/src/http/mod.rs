//! Endpoints of the module.

mod add_entry;
mod list_entries;

use platform::App;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Routes behind a session.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list_entries::list_posts_entries, add_entry::add_posts_entry))
}
