//! Endpoints of the ledger.

mod accounts;
mod books;
mod closings;
mod entries;
mod sight;
mod transfers;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;

/// Routes behind a session.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(books::list_ledger_books))
        .routes(routes!(books::get_trial_balance))
        .routes(routes!(books::export_trial_balance))
        .routes(routes!(closings::list_ledger_closings))
        .routes(routes!(closings::close_ledger_month))
        .routes(routes!(accounts::list_ledger_accounts))
        .routes(routes!(accounts::export_ledger_accounts))
        .routes(routes!(accounts::get_ledger_account))
        .routes(routes!(entries::list_ledger_entries))
        .routes(routes!(entries::count_ledger_entries))
        .routes(routes!(entries::export_ledger_entries))
        .routes(routes!(transfers::create_ledger_transfer))
        .routes(routes!(transfers::get_ledger_transfer))
        .routes(routes!(transfers::reverse_ledger_transfer))
}
