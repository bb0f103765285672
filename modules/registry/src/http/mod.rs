//! Endpoints of the register.

mod attachments;
mod change_phone;
mod create_member;
mod divisions;
mod edit_member;
mod employers;
mod figure_records;
mod figures;
mod get_member;
mod home;
mod imports;
mod leave_member;
mod list_members;
mod me;
mod transfers;
mod unions;
mod upload;
mod view;

pub use imports::UPLOAD;
use platform::App;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Routes behind a session.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(divisions::list_divisions))
        .routes(routes!(employers::list_employers))
        .routes(routes!(unions::list_unions, unions::create_union))
        .routes(routes!(unions::get_union, unions::edit_union))
        .routes(routes!(list_members::list_members, create_member::create_member))
        .routes(routes!(list_members::count_members))
        .routes(routes!(get_member::get_member, edit_member::edit_member))
        .routes(routes!(get_member::get_member_history))
        .routes(routes!(get_member::list_member_views))
        .routes(routes!(get_member::reveal_member))
        .routes(routes!(change_phone::change_member_phone))
        .routes(routes!(attachments::list_attachments, attachments::add_attachment))
        .routes(routes!(attachments::get_attachment, attachments::remove_attachment))
        .routes(routes!(leave_member::leave_member))
        .routes(routes!(transfers::list_transfers))
        .routes(routes!(transfers::answer_transfer))
        .routes(routes!(imports::list_imports, imports::upload_import))
        .routes(routes!(imports::get_import_template))
        .routes(routes!(imports::get_import))
        .routes(routes!(imports::list_import_rows))
        .routes(routes!(imports::commit_import))
        .routes(routes!(imports::cancel_import))
        .routes(routes!(imports::undo_import))
        .routes(routes!(imports::get_import_result))
        .routes(routes!(figures::get_figures))
        .routes(routes!(figures::get_figure_children))
        .routes(routes!(figure_records::list_figure_records))
        .routes(routes!(home::get_home))
        .routes(routes!(me::get_card))
        .routes(routes!(me::get_profile))
        .routes(routes!(me::list_own_views))
}
