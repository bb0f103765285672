//! Routes of issuing.

use platform::App;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{campaign_board, campaign_vouchers, instants_public, own_benefits, own_vouchers, quizzes};

/// Routes behind a session.
pub fn issue_routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(own_benefits::list_own_benefits))
        .routes(routes!(own_benefits::get_own_benefit_campaign))
        .routes(routes!(own_benefits::take_own_benefit))
        .routes(routes!(own_vouchers::list_own_benefit_vouchers))
        .routes(routes!(own_vouchers::get_own_benefit_voucher))
        .routes(routes!(own_vouchers::show_own_benefit_voucher))
        .routes(routes!(own_vouchers::give_back_own_benefit_voucher))
        .routes(routes!(quizzes::list_benefit_quizzes))
        .routes(routes!(campaign_board::get_benefit_board))
        .routes(routes!(campaign_vouchers::list_benefit_vouchers))
        .routes(routes!(campaign_vouchers::count_benefit_vouchers))
        .routes(routes!(campaign_vouchers::export_benefit_vouchers))
        .routes(routes!(campaign_vouchers::void_benefit_voucher))
}

/// Routes without a session: what is promised to everybody.
pub fn issue_anonymous_routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(instants_public::get_public_benefit_instant))
        .routes(routes!(instants_public::get_public_benefit_instant_file))
}
