//! What the columns refer to, for `niangjia doctor`.

use store::Reference;

const fn to(table: &'static str, column: &'static str, to: &'static str) -> Reference {
    Reference { table, column, to, key: "id" }
}

/// References of the module's tables.
pub const REFERENCES: &[Reference] = &[
    to("voice_room", "union_id", "trade_union"),
    to("voice_room", "employer_id", "employer"),
    to("room_check", "room_id", "voice_room"),
    to("room_shift", "room_id", "voice_room"),
    to("reception", "room_id", "voice_room"),
    to("reception", "union_id", "trade_union"),
    to("reception_sign_up", "reception_id", "reception"),
    to("reception_sign_up", "case_id", "case_file"),
];
