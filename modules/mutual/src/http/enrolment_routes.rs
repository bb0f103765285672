//! Routes of enrolment.

use platform::App;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{
    bills, certificates, enrolment_list, enrolments, periods, progress, receipts, refunds, roster_list,
    rosters, statements,
};

/// Routes behind a session.
pub fn enrolment_routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(periods::list_mutual_periods, periods::create_mutual_period))
        .routes(routes!(periods::export_mutual_periods))
        .routes(routes!(periods::get_mutual_period, periods::edit_mutual_period))
        .routes(routes!(progress::list_mutual_targets, progress::set_mutual_targets))
        .routes(routes!(progress::get_mutual_progress))
        .routes(routes!(progress::export_mutual_progress))
        .routes(routes!(progress::get_mutual_unit))
        .routes(routes!(progress::list_mutual_units))
        .routes(routes!(progress::export_mutual_units))
        .routes(routes!(roster_list::list_mutual_rosters, rosters::upload_mutual_roster))
        .routes(routes!(roster_list::count_mutual_rosters))
        .routes(routes!(roster_list::export_mutual_rosters))
        .routes(routes!(rosters::carry_over_mutual_roster))
        .routes(routes!(rosters::get_mutual_roster_template))
        .routes(routes!(rosters::get_mutual_roster))
        .routes(routes!(rosters::list_mutual_roster_rows))
        .routes(routes!(rosters::confirm_mutual_roster))
        .routes(routes!(rosters::cancel_mutual_roster))
        .routes(routes!(rosters::undo_mutual_roster))
        .routes(routes!(rosters::get_mutual_roster_result))
        .routes(routes!(enrolment_list::list_mutual_enrolments, enrolments::add_mutual_enrolment))
        .routes(routes!(enrolment_list::count_mutual_enrolments))
        .routes(routes!(enrolment_list::export_mutual_enrolments))
        .routes(routes!(enrolments::get_mutual_enrolment))
        .routes(routes!(enrolments::remove_mutual_enrolment))
        .routes(routes!(certificates::get_mutual_certificate))
        .routes(routes!(bills::list_mutual_bills, bills::create_mutual_bill))
        .routes(routes!(bills::count_mutual_bills))
        .routes(routes!(bills::export_mutual_bills))
        .routes(routes!(bills::get_mutual_bill))
        .routes(routes!(bills::cancel_mutual_bill))
        .routes(routes!(certificates::get_mutual_bill_certificate))
        .routes(routes!(refunds::refund_mutual_bill))
        .routes(routes!(statements::list_mutual_statements, statements::upload_mutual_statement))
        .routes(routes!(statements::count_mutual_statements))
        .routes(routes!(statements::export_mutual_statements))
        .routes(routes!(statements::look_at_mutual_statement))
        .routes(routes!(statements::get_mutual_statement))
        .routes(routes!(receipts::list_mutual_receipts))
        .routes(routes!(receipts::count_mutual_receipts))
        .routes(routes!(receipts::export_mutual_receipts))
        .routes(routes!(receipts::match_mutual_receipts))
        .routes(routes!(receipts::get_mutual_receipt))
        .routes(routes!(receipts::match_mutual_receipt))
        .routes(routes!(receipts::unmatch_mutual_receipt))
        .routes(routes!(refunds::refund_mutual_receipt))
        .routes(routes!(refunds::list_mutual_refunds))
        .routes(routes!(refunds::count_mutual_refunds))
        .routes(routes!(refunds::export_mutual_refunds))
        .routes(routes!(refunds::change_mutual_refund_payee))
        .routes(routes!(enrolments::list_own_covers))
        .routes(routes!(certificates::get_own_mutual_certificate))
}

/// Routes without a session: whoever holds a certificate verifies it.
pub fn enrolment_anonymous_routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(certificates::verify_mutual_certificate))
}
