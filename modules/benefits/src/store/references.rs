//! Which columns refer to which rows; `niangjia doctor` follows them.

use store::Reference;

const fn of(table: &'static str, column: &'static str, to: &'static str) -> Reference {
    Reference { table, column, to, key: "id" }
}

/// All of the module.
pub const REFERENCES: &[Reference] = &[
    of("benefit_campaign", "union_id", "trade_union"),
    of("benefit_number", "campaign_id", "benefit_campaign"),
    of("benefit_grant", "union_id", "trade_union"),
    of("benefit_reached", "union_id", "trade_union"),
    of("benefit_counted", "campaign_id", "benefit_campaign"),
    of("benefit_counted", "union_id", "trade_union"),
    of("benefit_month", "union_id", "trade_union"),
    of("benefit_missed", "union_id", "trade_union"),
    of("benefit_card", "person_id", "person"),
    of("benefit_card", "union_id", "trade_union"),
    of("benefit_card_step", "card_id", "benefit_card"),
    of("benefit_card_batch", "union_id", "trade_union"),
    of("benefit_stock", "campaign_id", "benefit_campaign"),
    of("benefit_voucher", "campaign_id", "benefit_campaign"),
    of("benefit_voucher", "union_id", "trade_union"),
    of("benefit_minute", "campaign_id", "benefit_campaign"),
    of("benefit_draw", "campaign_id", "benefit_campaign"),
    of("benefit_instant", "campaign_id", "benefit_campaign"),
    of("benefit_prize", "campaign_id", "benefit_campaign"),
    of("benefit_entry", "campaign_id", "benefit_campaign"),
    of("benefit_entry", "union_id", "trade_union"),
    of("benefit_winner", "campaign_id", "benefit_campaign"),
    of("benefit_winner", "union_id", "trade_union"),
    of("benefit_merchant", "union_id", "trade_union"),
    of("benefit_merchant_code", "merchant_id", "benefit_merchant"),
    of("benefit_shop", "merchant_id", "benefit_merchant"),
    of("benefit_clerk", "account_id", "account"),
    of("benefit_clerk", "merchant_id", "benefit_merchant"),
    of("benefit_clerk", "shop_id", "benefit_shop"),
    of("benefit_discount", "merchant_id", "benefit_merchant"),
    of("benefit_return", "merchant_id", "benefit_merchant"),
    of("benefit_return", "discount_id", "benefit_discount"),
    of("benefit_redemption", "merchant_id", "benefit_merchant"),
    of("benefit_redemption", "campaign_id", "benefit_campaign"),
    of("benefit_redemption", "shop_id", "benefit_shop"),
    of("benefit_redemption", "union_id", "trade_union"),
    of("benefit_refund", "merchant_id", "benefit_merchant"),
    of("benefit_statement", "union_id", "trade_union"),
    of("benefit_statement", "merchant_id", "benefit_merchant"),
    of("benefit_dispute", "statement_id", "benefit_statement"),
];
