//! What the columns of a settlement file mean.

use serde::{Deserialize, Serialize};

/// Header texts of a settlement file by what they mean; empty where the file has no such column. Which are needed:
/// [`crate::rules::settlement::missing`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields)]
#[schema(as = MutualSettlementColumns)]
pub struct Columns {
    /// Number of a document.
    pub number: String,
    /// Name.
    pub name: String,
    /// Hospital.
    pub hospital: String,
    /// Number of the bill.
    pub invoice: String,
    /// Day of admission.
    pub admitted: String,
    /// Day of discharge.
    pub discharged: String,
    /// Item; hospital where the file does not say.
    pub item: String,
    /// What led to it.
    pub cause: String,
    /// Illness.
    pub illness: String,
    /// The whole bill.
    pub total: String,
    /// Of it in scope.
    pub in_scope: String,
    /// Of it borne by insurance.
    pub insured: String,
    /// Of it borne by the person in scope.
    pub self_pay: String,
    /// Of it borne by the person out of scope.
    pub own: String,
    /// Given by others.
    pub other_aid: String,
    /// Designated hospital: 是 or 否.
    pub designated: String,
}

impl Columns {
    /// Every column: its Chinese name, and its header text.
    pub fn all(&self) -> [(&'static str, &str); COLUMNS] {
        [
            ("证件号码", &self.number),
            ("姓名", &self.name),
            ("医院", &self.hospital),
            ("发票号", &self.invoice),
            ("入院日期", &self.admitted),
            ("出院日期", &self.discharged),
            ("保障项目", &self.item),
            ("就医原因", &self.cause),
            ("病种", &self.illness),
            ("总费用", &self.total),
            ("医保范围内", &self.in_scope),
            ("医保支付", &self.insured),
            ("个人自付", &self.self_pay),
            ("个人自费", &self.own),
            ("其他补偿", &self.other_aid),
            ("是否定点", &self.designated),
        ]
    }
}

/// How many columns there are.
pub const COLUMNS: usize = 16;
