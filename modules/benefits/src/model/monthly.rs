//! What merchants tell of standing discounts, month by month (商家月报).

use kernel::{Fen, Id, Timestamp};

/// A month of a discount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Return {
    /// Merchant.
    pub merchant_id: Id,
    /// Standing discount.
    pub discount_id: Id,
    /// Month, `yyyymm`.
    pub month: i64,
    /// Return.
    pub id: Id,
    /// How often it was given for showing the card.
    pub times: i64,
    /// What was taken off; 0 where the merchant does not add it up.
    pub off: Fen,
    /// Where the figure comes from, up to 100 characters.
    pub note: String,
    /// Who entered it last.
    pub made_by_name: String,
    /// When.
    pub changed_at: Timestamp,
    /// Raised by every change.
    pub version: i64,
}

/// A return with the names of what it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The return.
    pub of: Return,
    /// Name of the merchant.
    pub merchant_name: String,
    /// Title of the discount.
    pub discount_title: String,
    /// Name of the union under contract.
    pub union_name: String,
}
