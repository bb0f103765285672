//! Routes of merchants, redemptions, statements and tills.

use platform::App;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{
    complaints, discount_uses, merchant_discounts, merchant_parts, merchant_steps, merchant_visits,
    merchants, own_shops, proposals, redemptions, returns, statement_steps, statements, till, till_proposals,
    till_statements, till_uses, visit_photos,
};

/// All behind a session.
pub fn merchant_routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().merge(merchants_of()).merge(statements_of()).merge(tills())
}

fn merchants_of() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(merchants::list_benefit_merchants, merchants::add_benefit_merchant))
        .routes(routes!(merchants::count_benefit_merchants))
        .routes(routes!(merchants::export_benefit_merchants))
        .routes(routes!(merchants::get_benefit_merchant, merchant_steps::edit_benefit_merchant))
        .routes(routes!(merchant_steps::reveal_benefit_merchant))
        .routes(routes!(merchant_steps::propose_benefit_merchant))
        .routes(routes!(merchant_steps::return_benefit_merchant))
        .routes(routes!(merchant_steps::contract_benefit_merchant))
        .routes(routes!(merchant_steps::suspend_benefit_merchant))
        .routes(routes!(merchant_steps::resume_benefit_merchant))
        .routes(routes!(merchant_steps::end_benefit_merchant))
        .routes(routes!(merchant_steps::blacklist_benefit_merchant))
        .routes(routes!(merchant_steps::reopen_benefit_merchant))
        .routes(routes!(merchant_parts::list_benefit_shops, merchant_parts::add_benefit_shop))
        .routes(routes!(merchant_parts::edit_benefit_shop))
        .routes(routes!(merchant_parts::list_benefit_clerks, merchant_parts::add_benefit_clerk))
        .routes(routes!(merchant_parts::close_benefit_clerk))
        .routes(routes!(merchant_parts::put_benefit_manager))
        .routes(routes!(merchant_discounts::list_benefit_discounts, merchant_discounts::add_benefit_discount))
        .routes(routes!(merchant_discounts::edit_benefit_discount))
        .routes(routes!(merchant_discounts::end_benefit_discount))
        .merge(proposals::proposal_routes())
        .routes(routes!(returns::list_benefit_returns, returns::put_benefit_return))
        .routes(routes!(returns::count_benefit_returns))
        .routes(routes!(returns::export_benefit_returns))
        .routes(routes!(returns::upload_benefit_returns))
        .routes(routes!(own_shops::list_own_benefit_shops))
        .routes(routes!(complaints::list_benefit_complaints, complaints::take_benefit_complaint))
        .routes(routes!(merchant_visits::list_benefit_visits))
        .routes(routes!(merchant_visits::count_benefit_visits))
        .routes(routes!(merchant_visits::export_benefit_visits))
        .routes(routes!(merchant_visits::list_benefit_visit_items))
        .routes(routes!(merchant_visits::add_benefit_visit))
        .routes(routes!(merchant_visits::get_benefit_visit, merchant_visits::edit_benefit_visit))
        .routes(routes!(merchant_visits::mend_benefit_visit))
        .merge(visit_photos::photo_routes())
        .routes(routes!(complaints::get_benefit_complaint_form))
        .routes(routes!(complaints::tell_benefit_complaint))
}

fn statements_of() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(redemptions::list_benefit_redemptions))
        .routes(routes!(redemptions::count_benefit_redemptions))
        .routes(routes!(redemptions::export_benefit_redemptions))
        .routes(routes!(redemptions::void_benefit_redemption))
        .routes(routes!(redemptions::refund_benefit_redemption))
        .routes(routes!(redemptions::list_benefit_signals))
        .routes(routes!(discount_uses::list_benefit_uses))
        .routes(routes!(discount_uses::count_benefit_uses))
        .routes(routes!(discount_uses::export_benefit_uses))
        .routes(routes!(statements::list_benefit_statements, statements::make_benefit_statements))
        .routes(routes!(statements::count_benefit_statements))
        .routes(routes!(statements::export_benefit_statements))
        .routes(routes!(statements::get_benefit_statement))
        .routes(routes!(statements::list_benefit_statement_lines))
        .routes(routes!(statements::export_benefit_statement_lines))
        .routes(routes!(statement_steps::send_benefit_statement))
        .routes(routes!(statement_steps::answer_benefit_statement))
        .routes(routes!(statement_steps::approve_benefit_statement))
        .routes(routes!(statement_steps::return_benefit_statement))
        .routes(routes!(statement_steps::pay_benefit_statement))
        .routes(routes!(statement_steps::cancel_benefit_statement))
        .routes(routes!(statement_steps::download_benefit_payment_file))
}

fn tills() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(till::get_benefit_till))
        .routes(routes!(till::get_benefit_till_key))
        .routes(routes!(till::list_benefit_till_redemptions, till::redeem_benefit_voucher))
        .routes(routes!(till::void_benefit_till_redemption))
        .routes(routes!(till_uses::show_benefit_member))
        .routes(routes!(till_uses::list_benefit_till_uses, till_uses::record_benefit_use))
        .routes(routes!(till_uses::void_benefit_till_use))
        .merge(till_proposals::proposal_routes())
        .routes(routes!(complaints::list_benefit_till_complaints))
        .routes(routes!(complaints::answer_benefit_complaint))
        .routes(routes!(till_statements::list_benefit_till_statements))
        .routes(routes!(till_statements::get_benefit_till_statement))
        .routes(routes!(till_statements::list_benefit_till_statement_lines))
        .routes(routes!(till_statements::confirm_benefit_till_statement))
        .routes(routes!(till_statements::dispute_benefit_till_statement))
}
