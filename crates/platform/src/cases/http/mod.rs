//! Endpoints of cases.

mod booklet;
mod claims;
mod deputies;
mod desk;
mod detail;
mod figures;
mod files;
mod intake;
mod kinds;
mod opinions;
mod own;
mod own_files;
mod papers;
mod people;
mod procedures;
mod public;
mod shown;
mod workload;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;

pub use intake::who;
pub use kinds::{OpenKind, open_kind};

/// Routes that need no session: telling something without a name, and asking by number and code.
pub fn anonymous_routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(claims::list_public_cases))
        .routes(routes!(public::list_open_kinds))
        .routes(routes!(public::tell_anonymously))
        .routes(routes!(public::query_case))
        .routes(routes!(public::reply_by_code))
        .routes(routes!(public::rate_by_code))
        .routes(routes!(public::move_by_code))
}

/// Routes behind a session.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(desk::list_cases, intake::open_case_by_staff))
        .routes(routes!(desk::count_cases))
        .routes(routes!(desk::export_cases))
        .routes(routes!(workload::list_workload))
        .routes(routes!(workload::export_workload))
        .routes(routes!(opinions::list_asked_opinions))
        .routes(routes!(opinions::export_asked_opinions))
        .routes(routes!(figures::get_case_figures))
        .routes(routes!(figures::export_case_figures))
        .routes(routes!(detail::get_case, detail::edit_case_text))
        .routes(routes!(detail::do_with_case))
        .routes(routes!(detail::reveal_case_reporter))
        .routes(routes!(people::list_case_colleagues))
        .routes(routes!(files::list_case_files, files::add_case_file))
        .routes(routes!(files::get_case_file))
        .routes(routes!(deputies::list_deputies, deputies::appoint_deputy))
        .routes(routes!(deputies::dismiss_deputy))
        .routes(routes!(procedures::list_procedures))
        .routes(routes!(procedures::export_procedures))
        .routes(routes!(procedures::get_procedure))
        .routes(routes!(procedures::check_procedure))
        .routes(routes!(procedures::try_procedure))
        .routes(routes!(procedures::propose_procedure))
        .routes(routes!(procedures::approve_procedure))
        .routes(routes!(procedures::reject_procedure))
        .routes(routes!(procedures::withdraw_procedure))
        .routes(routes!(own::list_own_cases, own::tell_case))
        .routes(routes!(kinds::list_own_kinds))
        .routes(routes!(claims::list_own_claims, claims::claim_case))
        .routes(routes!(claims::move_own_claim))
        .routes(routes!(booklet::get_booklet))
        .routes(routes!(papers::issue_case_letter))
        .routes(routes!(papers::start_case_letter))
        .routes(routes!(people::list_judge_candidates))
        .routes(routes!(own::get_own_case))
        .routes(routes!(own::reply_to_own_case))
        .routes(routes!(own::rate_own_case))
        .routes(routes!(own::move_own_case))
        .routes(routes!(own_files::add_own_case_file))
        .routes(routes!(own_files::get_own_case_file))
}
