//! Parts of what a campaign promises: vouchers that go together, goods that are sent or fetched.

use serde::{Deserialize, Serialize};

/// With which vouchers one of a campaign goes together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = BenefitTogether)]
pub enum Together {
    /// 不限.
    #[default]
    Free,
    /// 只能和同一活动的券一起用.
    Own,
    /// 不可叠加.
    Never,
}

/// Which vouchers the same person may use on one bill.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = BenefitStacking)]
pub struct Stacking {
    /// With which others.
    pub with: Together,
    /// How many of the campaign at once, 2 to 10; 0 where it does not say.
    pub most: i64,
}

/// A place where goods are fetched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = BenefitPickupPoint)]
pub struct PickupPoint {
    /// 2 to 30 characters.
    pub name: String,
    /// 2 to 80 characters.
    pub address: String,
    /// When somebody is there, up to 60 characters.
    pub hours: String,
}

/// How goods get to people: at points where they are fetched, or to an address if there is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = BenefitDelivery)]
pub struct Delivery {
    /// Where they are fetched, up to 50; empty: they are sent.
    pub points: Vec<PickupPoint>,
}

impl Delivery {
    /// Whether goods are sent to an address.
    pub fn is_sent(&self) -> bool {
        self.points.is_empty()
    }
}
