//! What the columns refer to, for `niangjia doctor`. What is 0 refers to nothing and has no reference here.

use store::Reference;

/// References of the module's tables.
pub const REFERENCES: &[Reference] = &[
    Reference { table: "visit_plan", column: "union_id", to: "trade_union", key: "id" },
    Reference { table: "visit", column: "union_id", to: "trade_union", key: "id" },
    Reference { table: "visit", column: "employer_id", to: "employer", key: "id" },
    Reference { table: "visit_answer", column: "visit_id", to: "visit", key: "id" },
    Reference { table: "visit_issue", column: "visit_id", to: "visit", key: "id" },
    Reference { table: "visit_issue", column: "case_id", to: "case_file", key: "id" },
];
