//! Endpoints of the module.

mod benefit_figures;
mod budgets;
mod campaign_board;
mod campaign_codes;
mod campaign_list;
mod campaign_steps;
mod campaign_vouchers;
mod campaigns;
mod card_batches;
mod card_routes;
mod cards;
mod complaints;
mod discount_uses;
mod draw_file;
mod draw_room;
mod draw_rooms;
mod draw_routes;
mod draw_shown;
mod draw_winners;
mod draws_public;
mod instants_public;
mod issue_routes;
mod merchant_discounts;
mod merchant_parts;
mod merchant_routes;
mod merchant_steps;
mod merchant_visits;
mod merchant_words;
mod merchants;
mod own_benefits;
mod own_card;
mod own_draws;
mod own_member_code;
mod own_parcels;
mod own_parts;
mod own_shops;
mod own_vouchers;
mod parcel_file;
mod parcels;
mod proposals;
mod quizzes;
mod reach;
mod redemptions;
mod returns;
mod statement_lines;
mod statement_steps;
mod statements;
mod till;
mod till_proposals;
mod till_statements;
mod till_uses;
mod visit_photos;

use platform::App;
use utoipa_axum::router::OpenApiRouter;

/// Routes behind a session.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(campaigns::campaign_routes())
        .merge(campaign_codes::code_routes())
        .merge(card_routes::card_routes())
        .merge(draw_routes::draw_routes())
        .merge(issue_routes::issue_routes())
        .merge(merchant_routes::merchant_routes())
}

/// Routes that need no session.
pub fn anonymous_routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(draw_routes::draw_anonymous_routes())
        .merge(issue_routes::issue_anonymous_routes())
}
