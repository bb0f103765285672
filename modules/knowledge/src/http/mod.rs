//! Endpoints of the module.

mod articles;
mod keep;

use platform::App;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Routes behind a session.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(articles::list_articles, keep::create_article))
        .routes(routes!(articles::export_articles))
        .routes(routes!(keep::get_article, keep::edit_article))
        .routes(routes!(keep::publish_article))
        .routes(routes!(keep::withdraw_article))
}
