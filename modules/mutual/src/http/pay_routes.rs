//! Routes of payments, of the fund and of samples.

use platform::App;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{answers, batch_steps, batches, cards, fund, returns, samples};

/// Routes behind a session.
pub fn pay_routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(cards::get_own_mutual_card, cards::put_own_mutual_card))
        .routes(routes!(cards::get_mutual_card, cards::put_mutual_card))
        .routes(routes!(cards::get_mutual_card_template))
        .routes(routes!(cards::upload_mutual_cards))
        .routes(routes!(batches::get_mutual_payable))
        .routes(routes!(batches::list_mutual_payment_batches, batches::make_mutual_payment_batch))
        .routes(routes!(batches::count_mutual_payment_batches))
        .routes(routes!(batches::export_mutual_payment_batches))
        .routes(routes!(batches::get_mutual_payment_batch))
        .routes(routes!(batch_steps::list_mutual_payments))
        .routes(routes!(batch_steps::approve_mutual_payment_batch))
        .routes(routes!(batch_steps::cancel_mutual_payment_batch))
        .routes(routes!(batch_steps::send_mutual_payment_batch))
        .routes(routes!(batch_steps::download_mutual_payment_file))
        .routes(routes!(answers::list_mutual_answers, answers::upload_mutual_answer))
        .routes(routes!(answers::count_mutual_answers))
        .routes(routes!(answers::export_mutual_answers))
        .routes(routes!(answers::get_mutual_answer))
        .routes(routes!(returns::list_mutual_returns))
        .routes(routes!(returns::export_mutual_returns))
        .routes(routes!(fund::get_mutual_fund))
        .routes(routes!(fund::get_mutual_fund_at))
        .routes(routes!(fund::get_mutual_run_off))
        .routes(routes!(fund::list_mutual_fund_years))
        .routes(routes!(fund::export_mutual_fund_years))
        .routes(routes!(samples::list_mutual_samples, samples::draw_mutual_sample))
        .routes(routes!(samples::count_mutual_samples))
        .routes(routes!(samples::export_mutual_samples))
        .routes(routes!(samples::get_mutual_sample))
        .routes(routes!(samples::list_mutual_sample_claims))
        .routes(routes!(samples::note_mutual_sample_claim))
        .routes(routes!(samples::export_mutual_evidence))
}
