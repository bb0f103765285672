//! What the columns refer to, for `niangjia doctor`.

use store::Reference;

const fn to(table: &'static str, column: &'static str, to: &'static str) -> Reference {
    Reference { table, column, to, key: "id" }
}

/// References of the module's tables.
pub const REFERENCES: &[Reference] = &[
    to("post_column", "union_id", "trade_union"),
    to("post", "union_id", "trade_union"),
    to("post", "column_id", "post_column"),
    to("post_version", "post_id", "post"),
    to("post_read", "post_id", "post"),
    to("post_reader", "post_id", "post"),
    to("post_comment", "post_id", "post"),
    to("post_comment", "union_id", "trade_union"),
    to("post_picture", "post_id", "post"),
    to("post_week", "union_id", "trade_union"),
    to("post_week", "post_id", "post"),
    to("post_follower", "union_id", "trade_union"),
    to("post_follow_day", "union_id", "trade_union"),
    to("post_channel", "union_id", "trade_union"),
    to("post_channel_return", "channel_id", "post_channel"),
];
