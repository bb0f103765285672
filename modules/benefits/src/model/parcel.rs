//! Goods of a voucher on their way to who holds it.

use kernel::{Id, Timestamp};
use serde::{Deserialize, Serialize};

/// Where the goods of a voucher are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = BenefitParcelState)]
pub enum ParcelState {
    /// 待填写: the member has not said where to.
    Waiting,
    /// 待发货, or 待自提.
    Ready,
    /// 已发货.
    Sent,
    /// 已签收, or 已自提.
    Done,
    /// 已退回: the member may say again where to.
    Returned,
    /// 已取消: the voucher ran out or was taken back.
    Cancelled,
}

impl ParcelState {
    /// All states.
    pub const ALL: [Self; 6] =
        [Self::Waiting, Self::Ready, Self::Sent, Self::Done, Self::Returned, Self::Cancelled];

    /// Stored name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Ready => "ready",
            Self::Sent => "sent",
            Self::Done => "done",
            Self::Returned => "returned",
            Self::Cancelled => "cancelled",
        }
    }

    /// Chinese name, of goods that are sent or fetched.
    pub fn title(self, is_sent: bool) -> &'static str {
        match self {
            Self::Waiting if is_sent => "待填地址",
            Self::Waiting => "待选自提点",
            Self::Ready if is_sent => "待发货",
            Self::Ready => "待自提",
            Self::Sent => "已发货",
            Self::Done if is_sent => "已签收",
            Self::Done => "已自提",
            Self::Returned => "已退回",
            Self::Cancelled => "已取消",
        }
    }

    /// From the stored name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
}

/// Who gets a parcel, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = BenefitAddressee)]
pub struct Addressee {
    /// 2 to 30 characters.
    pub name: String,
    /// A phone in China.
    pub phone: String,
    /// 5 to 120 characters.
    pub address: String,
}

/// What is kept of goods on their way. The voucher beside it says whether they count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parcel {
    /// Campaign.
    pub campaign_id: Id,
    /// Serial of the voucher.
    pub serial: i64,
    /// Who holds the voucher.
    pub person_id: Id,
    /// Which point of the terms, from 1; 0 where goods are sent.
    pub point: i64,
    /// What was written last: ready, sent, done or returned.
    pub state: ParcelState,
    /// Sealed [`Addressee`]; empty where there is none any more.
    pub addressee: Vec<u8>,
    /// Who carries it.
    pub carrier: String,
    /// Number of the carrier.
    pub tracking: String,
    /// Why it came back.
    pub reason: String,
    /// When the member said where to.
    pub ready_at: Timestamp,
    /// When it was sent; 0 if it was not.
    pub sent_at: Timestamp,
    /// When it arrived; 0 if it did not.
    pub done_at: Timestamp,
    /// Who wrote it last.
    pub by_name: String,
    /// From when nobody needs the address any more; 0 if there is none.
    pub forget_at: Timestamp,
    /// Raised by every change.
    pub version: i64,
}
