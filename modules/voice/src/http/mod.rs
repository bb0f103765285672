//! Endpoints of what workers say, of rooms and of reception days.

mod checks;
mod coverage;
mod keep_reception;
mod own_receptions;
mod receptions;
mod rooms;
mod shifts;
mod sign_ups;
mod suggestions;
mod tracks;
mod views;

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
        .merge(rooms_routes())
        .merge(receptions_routes())
}

fn rooms_routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(rooms::list_rooms, rooms::create_room))
        .routes(routes!(rooms::count_rooms))
        .routes(routes!(rooms::export_rooms))
        .routes(routes!(rooms::get_room, rooms::edit_room))
        .routes(routes!(rooms::set_room_state))
        .routes(routes!(checks::list_room_checks, checks::check_room))
        .routes(routes!(checks::export_room_checks))
        .routes(routes!(checks::list_room_standard))
        .routes(routes!(rooms::list_room_employers))
        .routes(routes!(shifts::list_room_shifts, shifts::plan_room_shifts))
        .routes(routes!(shifts::export_room_shifts))
        .routes(routes!(shifts::edit_room_shift))
        .routes(routes!(shifts::cancel_room_shift))
        .routes(routes!(coverage::get_room_coverage))
        .routes(routes!(coverage::export_room_coverage))
        .routes(routes!(coverage::list_employers_without_room))
        .routes(routes!(coverage::export_employers_without_room))
}

fn receptions_routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(receptions::list_receptions, keep_reception::create_reception))
        .routes(routes!(receptions::count_receptions))
        .routes(routes!(receptions::export_receptions))
        .routes(routes!(keep_reception::get_reception, keep_reception::edit_reception))
        .routes(routes!(keep_reception::open_reception))
        .routes(routes!(keep_reception::finish_reception))
        .routes(routes!(keep_reception::cancel_reception))
        .routes(routes!(sign_ups::list_sign_ups, sign_ups::sign_somebody_up))
        .routes(routes!(sign_ups::export_sign_ups))
        .routes(routes!(sign_ups::cancel_sign_up))
        .routes(routes!(sign_ups::mark_sign_up))
        .routes(routes!(sign_ups::answer_sign_up))
        .routes(routes!(sign_ups::open_case_of_sign_up))
        .routes(routes!(sign_ups::reveal_sign_up))
        .routes(routes!(own_receptions::list_own_receptions))
        .routes(routes!(own_receptions::sign_up))
        .routes(routes!(own_receptions::cancel_own_sign_up))
        .routes(routes!(own_receptions::list_own_rooms))
}
