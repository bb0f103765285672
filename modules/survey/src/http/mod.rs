//! Endpoints of the module.

mod anonymous;
mod exports;
mod keep;
mod own;
mod results;
mod steps;
mod surveys;

use platform::App;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Routes that need no session: an anonymous survey is read, and answered with a token, by nobody in particular.
pub fn anonymous_routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(anonymous::get_open_survey, anonymous::hand_in_answer))
}

/// Routes behind a session.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(surveys::list_surveys, keep::create_survey))
        .routes(routes!(surveys::count_surveys))
        .routes(routes!(surveys::export_surveys))
        .routes(routes!(keep::get_survey, keep::edit_survey))
        .routes(routes!(keep::copy_survey))
        .routes(routes!(steps::publish_survey))
        .routes(routes!(steps::close_survey))
        .routes(routes!(steps::archive_survey))
        .routes(routes!(results::get_survey_results))
        .routes(routes!(results::get_survey_cross))
        .routes(routes!(results::list_survey_texts))
        .routes(routes!(results::list_survey_answers))
        .routes(routes!(exports::export_survey_results))
        .routes(routes!(exports::export_survey_cross))
        .routes(routes!(exports::export_survey_texts))
        .routes(routes!(exports::export_survey_answers))
        .routes(routes!(own::list_own_surveys))
        .routes(routes!(own::get_own_survey))
        .routes(routes!(own::issue_own_token))
        .routes(routes!(own::begin_own_quiz))
        .routes(routes!(own::answer_own_survey))
}
