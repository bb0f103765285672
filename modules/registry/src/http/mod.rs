//! Endpoints of the register.

mod attachments;
mod certificates;
mod change_phone;
mod consents;
mod create_member;
mod data_requests;
mod divisions;
mod duties;
mod edit_member;
mod election_steps;
mod elections;
mod exchange_proposals;
mod exchange_receipts;
mod exchange_runs;
mod exchange_targets;
mod export_people;
mod export_unions;
mod exports;
mod field_words;
mod figure_chart;
mod figure_records;
mod figure_reports;
mod figure_table;
mod figures;
mod founding_hints;
mod get_member;
mod home;
mod imports;
mod join;
mod join_codes;
mod joins;
mod keep_employer;
mod keep_union;
mod keep_zone;
mod leave_member;
mod list_employers;
mod list_members;
mod me;
mod member_documents;
mod member_flags;
mod member_sheet;
mod merges;
mod move_document;
mod own_duties;
mod own_export;
mod own_flags;
mod own_requests;
mod quality;
mod record_changes;
mod relatives;
mod report_export;
mod retention;
mod secondments;
mod shapes;
mod suspects;
mod transfers;
mod union_changes;
mod union_tree;
mod unions;
mod view;
mod zones;

pub use attachments::EVIDENCE;
pub use imports::UPLOAD;
use platform::App;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Routes that need no session: joining by scanning, and verifying a paper.
pub fn anonymous_routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(join::get_join_page, join::apply_to_join))
        .routes(routes!(join::send_join_code))
        .routes(routes!(join::get_join_status))
        .routes(routes!(join::withdraw_join))
        .routes(routes!(certificates::verify_certificate))
}

/// Files of lists.
fn list_exports() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(export_people::export_transfers))
        .routes(routes!(export_people::export_joins))
        .routes(routes!(export_people::export_data_requests))
        .routes(routes!(export_people::export_erased_soon))
        .routes(routes!(export_people::export_retention_runs))
        .routes(routes!(export_people::export_suspects))
        .routes(routes!(export_people::export_member_sheet))
        .routes(routes!(export_people::export_member_merges))
        .routes(routes!(export_people::export_member_certificates))
        .routes(routes!(export_people::export_member_views))
        .routes(routes!(export_unions::export_elections))
        .routes(routes!(export_unions::export_founding_hints))
        .routes(routes!(export_unions::export_tree_changes))
        .routes(routes!(export_unions::export_zone_members))
        .routes(routes!(export_unions::export_duties))
        .routes(routes!(export_unions::export_duty_tallies))
        .routes(routes!(export_unions::export_imports))
        .routes(routes!(export_unions::export_exchange_runs))
        .routes(routes!(export_unions::export_figure_reports))
}

/// Routes behind a session.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(divisions::list_divisions))
        .routes(routes!(list_employers::list_employers, keep_employer::create_employer))
        .routes(routes!(list_employers::count_employers))
        .routes(routes!(list_employers::list_near_employers))
        .routes(routes!(exports::export_employer_list))
        .routes(routes!(keep_employer::get_employer, keep_employer::edit_employer))
        .routes(routes!(keep_employer::cover_employer))
        .routes(routes!(record_changes::list_employer_changes))
        .routes(routes!(unions::list_unions, keep_union::create_union))
        .routes(routes!(unions::count_unions))
        .routes(routes!(exports::export_union_list))
        .routes(routes!(keep_union::get_union, keep_union::edit_union))
        .routes(routes!(keep_union::get_union_counts))
        .routes(routes!(keep_union::count_member_kinds))
        .routes(routes!(record_changes::list_union_changes))
        .routes(routes!(union_tree::get_union_tree))
        .routes(routes!(union_changes::list_tree_changes, union_changes::plan_tree_change))
        .routes(routes!(union_changes::preview_tree_change))
        .routes(routes!(union_changes::cancel_tree_change))
        .routes(routes!(elections::list_union_elections, elections::apply))
        .routes(routes!(elections::list_open_elections))
        .routes(routes!(elections::found))
        .routes(routes!(founding_hints::list_founding_hints))
        .routes(routes!(founding_hints::count_founding_hints))
        .routes(routes!(founding_hints::dismiss_founding_hint))
        .routes(routes!(election_steps::answer))
        .routes(routes!(election_steps::call))
        .routes(routes!(election_steps::votes))
        .routes(routes!(election_steps::report))
        .routes(routes!(election_steps::approve))
        .routes(routes!(election_steps::cancel))
        .routes(routes!(shapes::list_division_shapes))
        .routes(routes!(shapes::list_shape_packs, shapes::load_shape_pack))
        .routes(routes!(shapes::replace_shape_pack, shapes::remove_shape_pack))
        .routes(routes!(zones::list_zones, keep_zone::create_zone))
        .routes(routes!(zones::count_zones))
        .routes(routes!(zones::export_zone_list))
        .routes(routes!(keep_zone::list_zone_cadres))
        .routes(routes!(keep_zone::get_zone, keep_zone::edit_zone))
        .routes(routes!(keep_zone::close_zone))
        .routes(routes!(keep_zone::set_zone_members))
        .routes(routes!(keep_zone::reveal_zone))
        .routes(routes!(record_changes::list_zone_changes))
        .routes(routes!(duties::list_duties, duties::plan_duties))
        .routes(routes!(duties::count_duties))
        .routes(routes!(duties::list_duty_tallies))
        .routes(routes!(duties::swap_duty))
        .routes(routes!(duties::cancel_duty))
        .routes(routes!(duties::sign_in_duty))
        .routes(routes!(duties::finish_duty))
        .routes(routes!(own_duties::list_own_duties))
        .routes(routes!(own_duties::sign_in_own_duty))
        .routes(routes!(own_duties::finish_own_duty))
        .routes(routes!(list_members::list_members, create_member::create_member))
        .routes(routes!(list_members::count_members))
        .routes(routes!(member_sheet::list_member_sheet))
        .routes(routes!(get_member::get_member, edit_member::edit_member))
        .routes(routes!(get_member::get_member_history))
        .routes(routes!(get_member::list_member_views))
        .routes(routes!(record_changes::list_member_changes))
        .routes(routes!(member_documents::list_member_documents, member_documents::add_member_document))
        .routes(routes!(member_documents::remove_member_document))
        .routes(routes!(member_flags::list_member_flags, member_flags::add_member_flag))
        .routes(routes!(member_flags::edit_member_flag, member_flags::remove_member_flag))
        .routes(routes!(certificates::list_member_certificates, certificates::issue_certificate))
        .routes(routes!(certificates::revoke_certificate))
        .routes(routes!(certificates::list_own_certificates))
        .routes(routes!(move_document::move_member_document))
        .routes(routes!(suspects::list_suspects))
        .routes(routes!(suspects::judge_suspects))
        .routes(routes!(merges::compare_members))
        .routes(routes!(merges::merge_members))
        .routes(routes!(merges::list_member_merges))
        .routes(routes!(merges::unmerge_members))
        .routes(routes!(exports::export_member_list))
        .merge(list_exports())
        .routes(routes!(get_member::reveal_member))
        .routes(routes!(change_phone::change_member_phone))
        .routes(routes!(attachments::list_attachments, attachments::add_attachment))
        .routes(routes!(attachments::get_attachment, attachments::remove_attachment))
        .routes(routes!(leave_member::leave_member))
        .routes(routes!(leave_member::get_last_step))
        .routes(routes!(leave_member::undo_member_step))
        .routes(routes!(secondments::list_secondments))
        .routes(routes!(secondments::list_union_names))
        .routes(routes!(secondments::propose_new))
        .routes(routes!(secondments::extend))
        .routes(routes!(secondments::convert))
        .routes(routes!(secondments::end))
        .routes(routes!(transfers::list_transfers))
        .routes(routes!(transfers::answer_transfer))
        .routes(routes!(transfers::withdraw_transfer))
        .routes(routes!(join_codes::get_join_code, join_codes::set_join_code))
        .routes(routes!(joins::list_joins))
        .routes(routes!(joins::count_joins))
        .routes(routes!(joins::approve_joins))
        .routes(routes!(joins::get_join))
        .routes(routes!(joins::reveal_join))
        .routes(routes!(joins::refuse_join))
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
        .routes(routes!(figure_chart::get_figure_course))
        .routes(routes!(figure_chart::get_figure_places))
        .routes(routes!(figure_table::get_figure_table))
        .routes(routes!(figure_table::get_figure_series))
        .routes(routes!(figure_reports::list_figure_reports, figure_reports::freeze_figures))
        .routes(routes!(figure_reports::get_figure_report))
        .routes(routes!(figure_reports::list_report_records))
        .routes(routes!(figure_reports::list_report_adjustments))
        .routes(routes!(figure_reports::explain_report_adjustment))
        .routes(routes!(report_export::export_figure_report))
        .routes(routes!(quality::get_quality_table))
        .routes(routes!(quality::export_quality_table))
        .routes(routes!(exchange_targets::list_exchange_targets, exchange_targets::create_exchange_target))
        .routes(routes!(exchange_targets::get_exchange_target))
        .routes(routes!(exchange_proposals::propose_exchange_target))
        .routes(routes!(exchange_proposals::approve_exchange_target))
        .routes(routes!(exchange_proposals::reject_exchange_target))
        .routes(routes!(exchange_proposals::withdraw_exchange_target))
        .routes(routes!(exchange_targets::list_exchange_fields))
        .routes(routes!(exchange_targets::preview_exchange))
        .routes(routes!(exchange_runs::list_exchange_runs, exchange_runs::begin_exchange_run))
        .routes(routes!(exchange_runs::get_exchange_run))
        .routes(routes!(exchange_runs::cancel_exchange_run))
        .routes(routes!(exchange_runs::take_exchange_file))
        .routes(routes!(exchange_runs::list_exchange_rows))
        .routes(routes!(exchange_receipts::enter_exchange_receipt))
        .routes(routes!(exchange_receipts::get_exchange_difference))
        .routes(routes!(exchange_receipts::export_exchange_difference))
        .routes(routes!(home::get_home))
        .routes(routes!(me::get_card))
        .routes(routes!(me::get_profile))
        .routes(routes!(me::confirm_own_profile))
        .routes(routes!(me::list_own_views))
        .routes(routes!(consents::list_own_consents))
        .routes(routes!(consents::withdraw_own_consent))
        .routes(routes!(consents::list_member_consents))
        .routes(routes!(own_export::send_own_export_code))
        .routes(routes!(own_export::send_own_erasure_code))
        .routes(routes!(own_export::export_own_data))
        .routes(routes!(own_requests::list_own_data_requests))
        .routes(routes!(own_requests::add_own_evidence))
        .routes(routes!(own_requests::ask_own_correction))
        .routes(routes!(own_flags::declare_own_flag))
        .routes(routes!(own_requests::ask_own_erasure))
        .routes(routes!(own_requests::withdraw_own_data_request))
        .routes(routes!(data_requests::list_data_requests))
        .routes(routes!(data_requests::count_data_requests))
        .routes(routes!(data_requests::get_data_request))
        .routes(routes!(data_requests::accept_data_request))
        .routes(routes!(data_requests::refuse_data_request))
        .routes(routes!(relatives::ask_for_relative))
        .routes(routes!(relatives::copy_for_relative))
        .routes(routes!(relatives::get_relatives_choice))
        .routes(routes!(relatives::get_own_relatives_choice))
        .routes(routes!(relatives::set_own_relatives_choice))
        .routes(routes!(retention::list_retention_runs))
        .routes(routes!(retention::list_erased_soon))
        .routes(routes!(transfers::get_own_transfer))
        .routes(routes!(transfers::answer_own_transfer))
}
