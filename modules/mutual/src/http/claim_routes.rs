//! Routes of claims.

use platform::App;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{
    claim_notices, claim_papers, claim_refusals, claim_reveal, claim_steps, claim_words, claims,
    own_claim_form, own_claims, own_papers, settlements, sources,
};

/// Routes behind a session.
pub fn claim_routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(claims::list_mutual_claims, claims::create_mutual_claim))
        .routes(routes!(claims::count_mutual_claims))
        .routes(routes!(claims::export_mutual_claims))
        .routes(routes!(claim_words::get_mutual_claim_words))
        .routes(routes!(claim_steps::bulk_mutual_claims))
        .routes(routes!(claim_steps::reckon_mutual_claims))
        .routes(routes!(claims::get_mutual_claim, claims::correct_mutual_claim))
        .routes(routes!(claim_refusals::list_mutual_claim_refusals))
        .routes(routes!(claim_reveal::reveal_mutual_claim))
        .routes(routes!(claim_steps::review_mutual_claim))
        .routes(routes!(claim_steps::approve_mutual_claim))
        .routes(routes!(claim_steps::refuse_mutual_claim))
        .routes(routes!(claim_steps::decline_mutual_claim))
        .routes(routes!(claim_steps::ask_mutual_claim))
        .routes(routes!(claim_steps::answer_mutual_claim))
        .routes(routes!(claim_steps::reckon_mutual_claim))
        .routes(routes!(claim_steps::withdraw_mutual_claim))
        .routes(routes!(claim_papers::add_mutual_claim_paper))
        .routes(routes!(claim_papers::get_mutual_claim_paper, claim_papers::remove_mutual_claim_paper))
        .routes(routes!(sources::list_mutual_sources, sources::create_mutual_source))
        .routes(routes!(sources::export_mutual_sources))
        .routes(routes!(sources::look_at_mutual_settlement))
        .routes(routes!(sources::edit_mutual_source))
        .routes(routes!(settlements::list_mutual_settlements, settlements::upload_mutual_settlement))
        .routes(routes!(settlements::count_mutual_settlements))
        .routes(routes!(settlements::export_mutual_settlements))
        .routes(routes!(settlements::get_mutual_settlement))
        .routes(routes!(settlements::list_mutual_settlement_rows))
        .routes(routes!(settlements::get_mutual_settlement_result))
        .routes(routes!(claim_notices::list_mutual_notices, claim_notices::publish_mutual_notice))
        .routes(routes!(claim_notices::count_mutual_notices))
        .routes(routes!(claim_notices::export_mutual_notices))
        .routes(routes!(claim_notices::get_mutual_notice))
        .routes(routes!(claim_notices::list_mutual_notice_lines))
        .routes(routes!(own_claims::list_own_mutual_claims, own_claims::create_own_mutual_claim))
        .routes(routes!(own_claim_form::get_own_mutual_claim_form))
        .routes(routes!(own_claims::get_own_mutual_claim))
        .routes(routes!(own_papers::add_own_mutual_paper))
        .routes(routes!(own_papers::get_own_mutual_paper))
        .routes(routes!(own_claims::answer_own_mutual_claim))
        .routes(routes!(own_claims::withdraw_own_mutual_claim))
        .routes(routes!(own_claims::appeal_own_mutual_claim))
        .routes(routes!(own_claims::object_to_mutual_notice))
}

/// Routes without a session.
pub fn claim_anonymous_routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(claim_notices::list_public_mutual_notices))
        .routes(routes!(claim_notices::get_public_mutual_notice))
}
