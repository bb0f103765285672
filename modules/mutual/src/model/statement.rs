//! What the columns of a bank's file mean.

use serde::{Deserialize, Serialize};

/// Header texts of a bank's file by what they mean; empty where the file has no such column. Which are needed:
/// [`crate::rules::statement::complete`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields)]
#[schema(as = MutualStatementColumns)]
pub struct Columns {
    /// Day of the money.
    pub day: String,
    /// Amount that came in, or with `direction` of either.
    pub amount: String,
    /// Amount that went out, where that has a column of its own.
    pub out_amount: String,
    /// 借/贷 or 收/支.
    pub direction: String,
    /// Name of who paid.
    pub payer: String,
    /// Account of who paid.
    pub account: String,
    /// Note of the transfer.
    pub note: String,
    /// Number that the bank gave the line.
    pub serial: String,
}
