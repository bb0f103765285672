//! Endpoints of the module.

mod answers;
mod batch_steps;
mod batches;
mod bills;
mod cards;
mod certificates;
mod claim_notices;
mod claim_papers;
mod claim_reckoning;
mod claim_refusals;
mod claim_reveal;
mod claim_routes;
mod claim_shown;
mod claim_steps;
mod claim_words;
mod claims;
mod enrol_place;
mod enrolment_list;
mod enrolment_routes;
mod enrolments;
mod fund;
mod own_claim_form;
mod own_claims;
mod own_papers;
mod pay_routes;
mod periods;
mod progress;
mod receipts;
mod refunds;
mod reruns;
mod returns;
mod roster_list;
mod rosters;
mod sample_evidence;
mod samples;
mod scheme_list;
mod scheme_steps;
mod scheme_words;
mod schemes;
mod settlements;
mod sources;
mod statements;
mod trial;

use axum::extract::DefaultBodyLimit;
use platform::App;
use utoipa_axum::router::OpenApiRouter;

/// Most bytes of a request: a workbook or a photo with what surrounds it.
const UPLOAD: usize = 64 << 20;

/// Routes behind a session.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(schemes::scheme_routes())
        .merge(enrolment_routes::enrolment_routes())
        .merge(claim_routes::claim_routes())
        .merge(pay_routes::pay_routes())
        .layer(DefaultBodyLimit::max(UPLOAD))
}

/// Routes without a session.
pub fn anonymous_routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(enrolment_routes::enrolment_anonymous_routes())
        .merge(claim_routes::claim_anonymous_routes())
}
