//! Routes of issuing.

use platform::App;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{
    campaign_board, campaign_vouchers, instants_public, own_benefits, own_parcels, own_vouchers, parcel_file,
    parcels, quizzes,
};

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
        .routes(routes!(own_parcels::get_own_benefit_parcel, own_parcels::tell_own_benefit_parcel))
        .routes(routes!(own_parcels::receive_own_benefit_parcel))
        .routes(routes!(parcels::list_benefit_parcels))
        .routes(routes!(parcels::count_benefit_parcels))
        .routes(routes!(parcels::export_benefit_parcels))
        .routes(routes!(parcels::send_benefit_parcel))
        .routes(routes!(parcels::finish_benefit_parcel))
        .routes(routes!(parcels::return_benefit_parcel))
        .routes(routes!(parcel_file::download_benefit_parcels))
        .routes(routes!(parcel_file::upload_benefit_parcel_numbers))
}

/// Routes without a session: what is promised to everybody.
pub fn issue_anonymous_routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(instants_public::get_public_benefit_instant))
        .routes(routes!(instants_public::get_public_benefit_instant_file))
}
