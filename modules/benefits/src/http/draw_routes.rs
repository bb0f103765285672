//! Routes of draws.

use platform::App;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{draw_file, draw_room, draw_rooms, draw_winners, draws_public, own_draws};

/// Routes behind a session.
pub fn draw_routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(own_draws::enter_benefit_draw))
        .routes(routes!(own_draws::list_own_benefit_draws))
        .routes(routes!(own_draws::get_own_benefit_draw))
        .routes(routes!(own_draws::claim_benefit_prize))
        .routes(routes!(draw_rooms::list_benefit_draw_rooms))
        .routes(routes!(draw_rooms::count_benefit_draw_rooms))
        .routes(routes!(draw_rooms::export_benefit_draw_rooms))
        .routes(routes!(draw_room::get_benefit_draw_room))
        .routes(routes!(draw_room::type_benefit_draw_value))
        .routes(routes!(draw_room::confirm_benefit_draw_value))
        .routes(routes!(draw_room::postpone_benefit_draw))
        .routes(routes!(draw_winners::list_benefit_winners))
        .routes(routes!(draw_winners::export_benefit_winners))
}

/// Routes without a session: what is promised to everybody.
pub fn draw_anonymous_routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(draws_public::list_public_benefit_draws))
        .routes(routes!(draws_public::get_public_benefit_draw))
        .routes(routes!(draws_public::list_public_benefit_winners))
        .routes(routes!(draw_file::get_public_benefit_draw_file))
}
