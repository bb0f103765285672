//! Endpoints of the module.

mod card_batches;
mod card_routes;
mod cards;
mod draw_file;
mod draw_room;
mod draw_rooms;
mod draw_routes;
mod draw_shown;
mod draw_winners;
mod draws_public;
mod own_card;
mod own_draws;

use platform::App;
use utoipa_axum::router::OpenApiRouter;

/// Routes behind a session.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().merge(card_routes::card_routes()).merge(draw_routes::draw_routes())
}

/// Routes that need no session.
pub fn anonymous_routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().merge(draw_routes::draw_anonymous_routes())
}
