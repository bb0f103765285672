//! Routes of member cards.

use platform::App;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{card_batches, cards, own_card, own_member_code};

/// Routes behind a session.
pub fn card_routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(cards::list_benefit_cards, cards::create_benefit_card))
        .routes(routes!(cards::count_benefit_cards))
        .routes(routes!(cards::export_benefit_cards))
        .routes(routes!(cards::get_benefit_card))
        .routes(routes!(cards::step_benefit_card))
        .routes(routes!(cards::review_benefit_card))
        .routes(routes!(cards::reveal_benefit_card))
        .routes(routes!(card_batches::list_benefit_card_batches, card_batches::create_benefit_card_batch))
        .routes(routes!(card_batches::count_benefit_card_batches))
        .routes(routes!(card_batches::export_benefit_card_batches))
        .routes(routes!(card_batches::get_benefit_card_batch))
        .routes(routes!(card_batches::download_benefit_card_file))
        .routes(routes!(card_batches::upload_benefit_card_answer))
        .routes(routes!(own_card::list_own_benefit_cards, own_card::apply_for_benefit_card))
        .routes(routes!(own_card::step_own_benefit_card))
        .routes(routes!(own_member_code::show_own_member_code))
}
