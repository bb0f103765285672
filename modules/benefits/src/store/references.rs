//! Which columns refer to which rows; `niangjia doctor` follows them.

use store::Reference;

const fn of(table: &'static str, column: &'static str, to: &'static str) -> Reference {
    Reference { table, column, to, key: "id" }
}

/// All of the module.
pub const REFERENCES: &[Reference] = &[
    of("benefit_card", "person_id", "person"),
    of("benefit_card", "union_id", "trade_union"),
    of("benefit_card_step", "card_id", "benefit_card"),
    of("benefit_card_batch", "union_id", "trade_union"),
];
