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
    to("mutual_period", "union_id", "trade_union"),
    to("mutual_period", "scheme_id", "mutual_scheme"),
    to("mutual_target", "period_id", "mutual_period"),
    to("mutual_unit", "period_id", "mutual_period"),
    to("mutual_enrolment", "period_id", "mutual_period"),
    to("mutual_enrolment", "union_id", "trade_union"),
    to("mutual_roster", "period_id", "mutual_period"),
    to("mutual_roster_part", "roster_id", "mutual_roster"),
    to("mutual_bill", "period_id", "mutual_period"),
    to("mutual_bill", "union_id", "trade_union"),
    to("mutual_statement", "union_id", "trade_union"),
    to("mutual_receipt", "statement_id", "mutual_statement"),
    to("mutual_match", "receipt_id", "mutual_receipt"),
    to("mutual_match", "bill_id", "mutual_bill"),
    to("mutual_refund", "union_id", "trade_union"),
    to("mutual_refund_person", "refund_id", "mutual_refund"),
    to("mutual_source", "union_id", "trade_union"),
    to("mutual_settlement", "source_id", "mutual_source"),
    to("mutual_settlement_part", "settlement_id", "mutual_settlement"),
    to("mutual_claim", "union_id", "trade_union"),
    to("mutual_claim", "scheme_id", "mutual_scheme"),
    to("mutual_claim_number", "claim_id", "mutual_claim"),
    to("mutual_claim_bill", "claim_id", "mutual_claim"),
    to("mutual_decision", "claim_id", "mutual_claim"),
    to("mutual_notice", "union_id", "trade_union"),
    to("mutual_notice_line", "notice_id", "mutual_notice"),
    to("mutual_claim_case", "case_id", "case_file"),
    to("mutual_payment_batch", "union_id", "trade_union"),
    to("mutual_payment", "batch_id", "mutual_payment_batch"),
    to("mutual_payment_number", "batch_id", "mutual_payment_batch"),
    to("mutual_answer", "union_id", "trade_union"),
    to("mutual_sample", "union_id", "trade_union"),
    to("mutual_sample_claim", "sample_id", "mutual_sample"),
];
