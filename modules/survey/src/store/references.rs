//! What the columns refer to, for `niangjia doctor`.

use store::Reference;

const fn of_survey(table: &'static str) -> Reference {
    Reference { table, column: "survey_id", to: "survey", key: "id" }
}

/// References of the module's tables.
pub const REFERENCES: &[Reference] = &[
    Reference { table: "survey", column: "union_id", to: "trade_union", key: "id" },
    of_survey("survey_issue"),
    of_survey("survey_answer"),
    of_survey("survey_named"),
    of_survey("survey_start"),
    of_survey("survey_count"),
    of_survey("survey_pair"),
    of_survey("survey_quota"),
    of_survey("survey_text"),
];
