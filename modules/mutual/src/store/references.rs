//! What the columns refer to, for `niangjia doctor`. What is 0 refers to nothing and has no reference here.

use store::Reference;

const fn to(table: &'static str, column: &'static str, to: &'static str) -> Reference {
    Reference { table, column, to, key: "id" }
}

/// References of the module's tables.
pub const REFERENCES: &[Reference] = &[
    to("mutual_scheme", "union_id", "trade_union"),
    to("mutual_scheme_code", "union_id", "trade_union"),
    to("mutual_rerun", "scheme_id", "mutual_scheme"),
];
