//! Codes of partners, in the pool of a campaign.

use kernel::Day;
use serde::{Deserialize, Serialize};

use super::voucher::VoucherState;

/// Where a code of a pool stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = BenefitCodeState)]
pub enum PoolState {
    /// 未发放.
    Left,
    /// 待使用: somebody holds it.
    Held,
    /// 已使用: the partner said so.
    Used,
    /// 已过期.
    Expired,
    /// 已作废.
    Void,
}

impl PoolState {
    /// Of the voucher that is this code; none before it is given.
    pub fn of(voucher: Option<VoucherState>) -> Self {
        match voucher {
            None => Self::Left,
            Some(VoucherState::Held) => Self::Held,
            Some(VoucherState::Used) => Self::Used,
            Some(VoucherState::Expired) => Self::Expired,
            Some(VoucherState::Void | VoucherState::Blank) => Self::Void,
        }
    }

    /// The state of the voucher; none before it is given.
    pub fn voucher(self) -> Option<VoucherState> {
        match self {
            Self::Left => None,
            Self::Held => Some(VoucherState::Held),
            Self::Used => Some(VoucherState::Used),
            Self::Expired => Some(VoucherState::Expired),
            Self::Void => Some(VoucherState::Void),
        }
    }

    /// Chinese name.
    pub fn title(self) -> &'static str {
        self.voucher().map_or("未发放", VoucherState::title)
    }
}

/// A code as the list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PoolCode {
    /// Its place in the pool, from 1; the voucher with this serial is it.
    pub serial: i64,
    /// The last four characters.
    pub tail: String,
    /// Last day on which the partner takes it; none if the file says none.
    pub until: Option<Day>,
    /// Where it stands.
    pub state: PoolState,
    /// When it was used, ms; 0 if not.
    pub used_at: i64,
}

/// A code that goes into a pool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCode {
    /// Its place.
    pub serial: i64,
    /// The code.
    pub code: String,
    /// What it is found by.
    pub digest: Vec<u8>,
    /// Last day on which the partner takes it.
    pub until: Option<Day>,
}

impl NewCode {
    /// The last four characters; of a short code fewer, so that half of it stays hidden.
    pub fn tail(&self) -> String {
        let n = self.code.chars().count();
        self.code.chars().skip(n - (n / 2).min(4)).collect()
    }
}
