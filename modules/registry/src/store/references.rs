//! What refers to what in the register, for `niangjia doctor`.

use store::Reference;

const fn to(table: &'static str, column: &'static str, to: &'static str) -> Reference {
    Reference { table, column, to, key: "id" }
}

/// The references that must find their row.
pub const REFERENCES: &[Reference] = &[
    to("union_place", "union_id", "trade_union"),
    to("union_place", "parent_id", "trade_union"),
    to("trade_union", "parent_id", "trade_union"),
    to("union_former", "union_id", "trade_union"),
    to("union_change", "union_id", "trade_union"),
    to("union_change", "target_id", "trade_union"),
    to("union_election", "union_id", "trade_union"),
    to("union_officer", "union_id", "trade_union"),
    to("term_reminder", "union_id", "trade_union"),
    to("trade_union", "successor_id", "trade_union"),
    to("employer_cover", "employer_id", "employer"),
    to("employer_cover", "union_id", "trade_union"),
    to("person_document", "person_id", "person"),
    to("id_lookup", "person_id", "person"),
    to("phone_lookup", "person_id", "person"),
    to("membership", "person_id", "person"),
    to("membership", "union_id", "trade_union"),
    to("membership", "employer_id", "employer"),
    to("membership_event", "person_id", "person"),
    to("membership_event", "union_id", "trade_union"),
    to("membership_event", "batch_id", "import_batch"),
    to("person", "merged_into", "person"),
    to("person_merge", "person_id", "person"),
    to("person_merge", "other_id", "person"),
    to("transfer_proposal", "person_id", "person"),
    to("transfer_proposal", "from_union_id", "trade_union"),
    to("transfer_proposal", "to_union_id", "trade_union"),
    to("join_code", "union_id", "trade_union"),
    to("join_application", "union_id", "trade_union"),
    to("join_application", "employer_id", "employer"),
    to("join_application", "person_id", "person"),
    to("join_open", "application_id", "join_application"),
    to("join_receipt", "application_id", "join_application"),
    to("consent", "person_id", "person"),
    to("import_batch", "union_id", "trade_union"),
    to("import_chunk", "batch_id", "import_batch"),
    to("person_confirmed", "person_id", "person"),
    to("exchange_target", "union_id", "trade_union"),
    to("exchange_run", "target_id", "exchange_target"),
    to("exchange_run", "union_id", "trade_union"),
    to("exchange_sent", "target_id", "exchange_target"),
    to("exchange_sent", "run_id", "exchange_run"),
];
